"""A tab that the values do not call for is neither shown nor entered."""

from __future__ import annotations

from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card import Card
from tuicompta.widgets.card_schema import CardSchema, Tab

SCHEMA = CardSchema(
    (
        Tab("Premier", (card.tick("more", "Davantage"),)),
        Tab("Second", (card.text("detail", "Détail", mandatory=True),), shown=lambda values: bool(values["more"])),
        Tab("Notes", (card.multiline("notes", "Notes"),)),
    )
)


def titles(shown: Card) -> list[str]:
    return [title for title in shown.tabs.titles if title]


def test_a_hidden_tab_has_no_title_and_its_fields_are_not_asked_for() -> None:
    shown = Card(SCHEMA, {"more": False})
    assert titles(shown) == ["Premier", "Notes"]
    assert not shown.faults()
    assert shown.tabs.beside(1) == 2
    assert shown.tabs.beside(-1) == 2
    shown.load({"more": True})
    assert titles(shown) == ["Premier", "Second", "Notes"]
    assert [name for name, _ in shown.faults()] == ["detail"]
    assert shown.tabs.beside(1) == 1


def test_the_first_tab_comes_back_when_the_one_shown_goes_away() -> None:
    shown = Card(SCHEMA, {"more": True})
    shown.show_tab(1)
    shown.load({"more": False})
    assert shown.tabs.place == 0
    assert [page.display for page in shown.pages] == [True, False, False]
