"""What every list of the program offers, and what every card does, on a real dossier."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens import demo
from tests.screens.drive import Driven, scenario
from tests.screens.program import home, morel, played, program, prose, to_field, with_dossier
from tests.services.entries_kit import purchase, save
from tuicompta.screens.accounts.account_card import AccountCard
from tuicompta.screens.cards.record_card import RecordCard
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.screens.registry import build_table, complete, window_class
from tuicompta.services.dossiers.record_authors import authors_of
from tuicompta.services.lists.views import create_view
from tuicompta.widgets.fields.linked import LinkedField
from tuicompta.widgets.keys import is_never_bound
from tuicompta.widgets.popup import PopupMenu

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["home", "morel"]

EVERYWHERE = {
    "search",
    "filter_value",
    "exclude_value",
    "clear_filters",
    "filter_editor",
    "change_view",
    "edit_view",
    "views",
    "export_selection",
    "export_all",
    "export_view",
    "print_list",
    "copy_rows",
    "refresh_data",
}
LISTS = ("chart_of_accounts", "journals", "journal_months", "fiscal_years")


@pytest.mark.spec("UIX-08", "LST-11", "LST-12")
@pytest.mark.parametrize("name", LISTS)
def test_every_list_offers_the_same(morel: Path, name: str) -> None:
    @played
    async def play() -> None:
        async with program(morel) as driver:
            await driver.run(name)
            front = driver.app.frame.windows.front
            assert isinstance(front, ListWindow)
            offered = set(driver.app.frame.offers())
            assert offered >= EVERYWHERE
            await driver.keys("f8")
            assert "Actions" in driver.text
            await driver.keys("escape", "ctrl+home", "up", "f8")
            for label in ("Trier par ordre croissant", "Grouper sur cette colonne", "Panneau de regroupement"):
                assert label in driver.text

    play()


@pytest.mark.spec("UIX-08")
def test_every_list_of_records_offers_search_filters_views_export_and_print() -> None:
    table = complete(build_table())
    kinds = {window_class(action.opens, table) for action in table if action.opens}
    lists = [kind for kind in kinds if issubclass(kind, ListWindow) and kind.HAS_VIEWS]
    assert len(lists) > 25
    assert {kind.__name__: EVERYWHERE - set(kind.OFFERS) for kind in lists if not set(kind.OFFERS) >= EVERYWHERE} == {}


def test_every_list_of_records_offers_the_quick_backup() -> None:
    table = complete(build_table())
    kinds = [window_class(action.opens, table) for action in table if action.opens]
    lists = [kind for kind in kinds if issubclass(kind, ListWindow) and "export_all" in kind.OFFERS]
    assert lists
    assert [kind.__name__ for kind in lists if "quick_backup" not in kind.OFFERS] == []


@pytest.mark.spec("COL-08", "COL-07", "COL-06")
@played
async def test_the_menu_of_a_column_filters_and_fits(morel: Path) -> None:
    async with program(morel, size=(120, 40)) as driver:
        await driver.run("journals")
        front = driver.app.frame.windows.front
        assert isinstance(front, ListWindow)
        await driver.keys("up", "f8")
        assert "Filtrer" in driver.text
        await driver.keys("escape")
        await driver.run("fit_columns")
        own = {shown.identifier: shown.width for shown in front.list.arrangement.columns}
        texts = [row.values[0] for row in front.list.grid.source.first(100)]
        assert own["code"] == max(len("Code ▲"), *(len(str(text)) for text in texts))
        names = [str(row.values[1]) for row in front.list.grid.source.first(100)]
        assert own["description"] == max(map(len, names))
        assert all(0 < width <= 60 for width in own.values())


@pytest.mark.spec("COL-05", "COL-09")
@played
async def test_the_grouping_panel_chooses_the_columns_and_they_are_shown_over_the_list(morel: Path) -> None:
    async with program(morel, size=(120, 40)) as driver:
        await driver.run("journals")
        await driver.run("grouping_panel")
        assert "Panneau de regroupement" in driver.text
        await driver.keys("down", "down", "space", "f9")
        front = driver.app.frame.windows.front
        assert isinstance(front, ListWindow)
        (name,) = front.list.arrangement.groups
        title = next(column.title for column in front.list.grid.columns if column.identifier == name)
        assert f"par {title}" in driver.lines[1]
        await driver.run("grouping_panel")
        await driver.type("type")
        await driver.keys("ctrl+space", "f9")
        assert front.list.arrangement.groups == (name, "type")
        assert name != "code"
        assert f"par {title}, Type" in driver.lines[1]
        await driver.run("grouping_panel")
        await driver.keys("ctrl+a", "ctrl+a", "f9")
        assert not front.list.arrangement.groups


@pytest.mark.spec("VUE-06")
@played
async def test_a_view_shows_columns_of_the_tables_linked_to_the_list(morel: Path) -> None:
    """The movements of an account are in another table than its number."""
    with_dossier(morel, lambda dossier: save(dossier, purchase(total=1200)))
    columns = [{"column": name} for name in ("number", "credit")]
    with_dossier(morel, lambda dossier: create_view(dossier, "chart_of_accounts", "Crédits", {"columns": columns}))
    async with program(morel) as driver:
        await driver.run("chart_of_accounts")
        await driver.run("change_view")
        await driver.keys("end", "enter")
        await driver.type("dupont")
        assert "Crédits" in driver.lines[2]
        front = driver.app.frame.windows.front
        assert isinstance(front, ListWindow)
        front.list.arrangement = front.list.arrangement
        assert [front.list.grid.columns[place].identifier for place in front.list.grid.layout_of_columns.shown] == [
            "number",
            "credit",
        ]


@pytest.mark.spec("KEY-04", "LST-03")
@played
async def test_inser_opens_a_new_card_in_a_list_and_in_a_drop_down(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.keys("insert")
        assert driver.app.frame.windows.front is not None
        assert driver.app.frame.windows.front.title == "Journal – nouvelle fiche"
        await driver.keys("escape")
        await driver.run("consultation")
        await driver.keys("f4", "insert")
        assert isinstance(driver.app.frame.windows.front, AccountCard)


@pytest.mark.spec("DDL-01", "DDL-11")
@scenario(size=(120, 40), home=demo.Journals)
async def test_a_drop_down_shows_code_and_label_under_its_field_and_f5_reads_it_again(driver: Driven) -> None:
    await driver.keys("down", "enter")
    sheet = driver.app.frame.windows.front
    assert isinstance(sheet, demo.Sheet)
    field = sheet.card.fields["accounts"]
    assert isinstance(field, LinkedField)
    sheet.card.focus_field(field)
    await driver.keys("f4", "space")
    under = driver.lines[field.region.y + 1 :]
    assert any("401DUPO" in text and "Dupont" in text for text in under)
    assert field.list is not None
    assert [row.key for row in field.list.ticks.marked] == ["401DUPO"]
    await driver.keys("f5")
    assert not field.list.ticks
    assert "401DUPO" in driver.text


@pytest.mark.spec("FIC-07", "FIC-13")
@played
async def test_the_card_of_an_account_prints_it_and_leads_to_its_lines(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("chart_of_accounts")
        await driver.type("martin")
        await driver.keys("enter")
        assert {"consult", "print", "third_party"} <= set(driver.app.frame.offers())
        await driver.run("consult")
        assert driver.app.frame.windows.front is not None
        assert driver.app.frame.windows.front.title.endswith("411MAR")
        await driver.keys("escape", "ctrl+p")
        assert "Grand Livre" in driver.app.frame.windows.front.title
        assert "411MAR" in prose(driver)


@pytest.mark.spec("FIC-20")
@pytest.mark.parametrize(
    ("function", "table"),
    [
        ("journals", "journal"),
        ("payment_methods", "payment_method"),
        ("payment_terms", "payment_term"),
        ("countries", "country"),
        ("guide_models", "guide_model"),
    ],
)
@played
async def test_every_card_tells_who_created_and_last_changed_its_record(morel: Path, function: str, table: str) -> None:
    async with program(morel) as driver:
        await driver.run(function)
        await driver.keys("enter")
        assert "record_history" in driver.app.frame.offers()
        await driver.run("record_history")
        assert "Création : livrée avec le dossier, ou auteur inconnu" in prose(driver)
        assert "Dernière modification : aucune" in prose(driver)
        await driver.keys("enter")
        card = driver.app.frame.windows.front
        assert isinstance(card, RecordCard)
        await driver.run("next_tab")
        if not card.card.fields.get("notes"):
            return
        card.card.focus_field(card.card.fields["notes"])
        await driver.type("vu")
        await driver.keys("ctrl+s")
        await driver.run("record_history")
        assert f"Dernière modification : ADM le {date.today():%d/%m/%Y} à " in prose(driver)  # noqa: DTZ011 - just now
    assert with_dossier(morel, lambda dossier: authors_of(dossier, table, int(str(card.key))).changed_by) == "ADM"


@pytest.mark.spec("FIC-20")
@played
async def test_a_new_record_bears_its_author(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("titles")
        await driver.keys("insert")
        assert driver.app.frame.why_not("record_history") == "Enregistrez d'abord la fiche"
        await driver.type("Régie")
        await driver.keys("ctrl+s")
        await driver.run("record_history")
        assert f"Création : ADM le {date.today():%d/%m/%Y} à " in prose(driver)  # noqa: DTZ011 - just now
        assert "Dernière modification : aucune" in prose(driver)


@pytest.mark.spec("FIC-20")
@played
async def test_a_record_says_who_created_and_last_changed_it(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("chart_of_accounts")
        await driver.type("martin")
        await driver.keys("enter")
        card = driver.app.frame.windows.front
        assert isinstance(card, AccountCard)
        assert str(card.card.state.values["created"]).startswith("ADM le ")
        assert card.card.state.values["changed"] == ""
        await driver.keys("tab")
        await driver.type("Martin et fils")
        await driver.keys("ctrl+s")
        assert str(card.card.state.values["changed"]).startswith("ADM le ")
        await driver.run("record_history")
        assert "Dernière modification : ADM le " in prose(driver)


@pytest.mark.spec("DOSF-02", "DOSF-01")
@pytest.mark.parametrize(("answer", "closed", "kept"), [("o", True, True), ("n", True, False), ("a", False, False)])
def test_closing_the_dossier_lists_what_is_unsaved(morel: Path, answer: str, *, closed: bool, kept: bool) -> None:
    @played
    async def play() -> None:
        async with program(morel) as driver:
            await driver.run("journals")
            await driver.keys("enter")
            await to_field(driver, "description")
            await driver.type("Achats de biens")
            await driver.run("close_dossier")
            assert "Enregistrer les modifications ?" in driver.text
            assert "Journal AC" in driver.text
            await driver.keys(answer)
            assert driver.app.session.dossier_open is not closed
            assert ("Bienvenue" in driver.text) is closed
        found = with_dossier(morel, lambda dossier: dossier.database.value("SELECT description FROM journal LIMIT 1"))
        assert (found == "Achats de biens") is kept

    play()


@pytest.mark.spec("DOSF-02")
@played
async def test_one_refusal_stops_the_saving_and_the_closing(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.keys("enter")
        await to_field(driver, "description")
        await driver.type("Achats de biens")
        await driver.keys("tab")
        await driver.run("journals")
        await driver.keys("insert")
        await driver.type("ZZ")
        await driver.keys("tab")
        await driver.run("close_dossier")
        assert "Journal AC" in driver.text
        assert "Journal ZZ" in driver.text
        await driver.keys("o")
        assert driver.app.session.dossier_open
        front = driver.app.frame.windows.front
        assert front is not None
        assert front.title == "Journal ZZ"
        assert front.unsaved()
    codes = with_dossier(morel, lambda dossier: dossier.database.rows("SELECT code FROM journal ORDER BY code"))
    assert codes == [("AC",), ("BP",), ("CA",), ("OD",), ("VE",)]


@pytest.mark.spec("UIX-03", "NAV-01")
@played
async def test_the_panel_is_at_left_with_menus_functions_and_tasks(morel: Path) -> None:
    async with program(morel, size=(120, 40)) as driver:
        await driver.run("journals")
        left = [line[:30] for line in driver.lines[1:-2]]
        text = "\n".join(left)
        menus = ["Quotidien", "Consultation", "Échéancier/Trésorerie", "Exercices/Clôtures", "Paramètres"]
        assert [next(rank for rank, line in enumerate(left) if name in line) for name in menus] == sorted(
            next(rank for rank, line in enumerate(left) if name in line) for name in menus
        )
        assert "Saisie au kilomètre" in text
        assert text.index("Saisie au kilomètre") < text.index("Dupliquer")


@pytest.mark.spec("EDD-08")
@played
async def test_the_start_screen_leads_to_the_dashboard(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("start_screen")
        await driver.keys(*["right"] * 12, *["left"] * 12)
        chain = driver.app.frame.windows.front.chain  # type: ignore[union-attr]
        place = next(rank for rank, item in enumerate(chain.items) if item.identifier == "dashboard")
        await driver.keys(str(place + 1))
        assert driver.app.frame.windows.front is not None
        assert driver.app.frame.windows.front.title == "Tableau de bord"


@pytest.mark.spec("UIX-16")
@scenario(home=demo.Journals, variables={"TERM": "xterm-256color", "LANG": "fr_FR.UTF-8", "NO_COLOR": "1"})
async def test_without_any_colour_signs_and_words_say_the_same(driver: Driven) -> None:
    assert driver.app.theme == "monochrome"
    await driver.run("filter_value")
    assert "▼" in driver.lines[2] or "v" in driver.lines[2]
    assert "Filtré" in driver.lines[-2]
    await driver.keys("enter")
    assert "Code *" in driver.text
    sheet = driver.app.frame.windows.front
    assert isinstance(sheet, demo.Sheet)
    sheet.card.fields["account"].value = "401DUMA"
    sheet.card.fields["account"].repaint()
    await driver.settle()
    assert "(bloqué)" in driver.text
    sheet.card.focus_field(sheet.card.fields["debit"])
    await driver.type("1/0")
    await driver.keys("tab")
    assert "!" in driver.text


@pytest.mark.spec("DDL-10", "KEY-06")
@played
async def test_f2_opens_the_card_of_the_row_of_a_drop_down_and_says_when_there_is_none(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("consultation")
        await driver.type("zzz")
        await driver.keys("f2")
        assert driver.message == "Aucune fiche"
        assert not isinstance(driver.app.frame.windows.front, AccountCard)
        await driver.keys("escape")
        assert "zzz" not in driver.text
        await driver.keys("f4", "down", "down")
        field = driver.app.frame.focused
        assert isinstance(field, LinkedField)
        assert field.list is not None
        row = field.list.current
        assert row is not None
        await driver.keys("f2")
        card = driver.app.frame.windows.front
        assert isinstance(card, AccountCard)
        assert card.card.state.values["number"] == row.values[0]


@pytest.mark.spec("UINV-01", "ACT-01")
@pytest.mark.parametrize("name", [*LISTS, "options", "keys_page", "prints", "company_address", "continuous_entry"])
def test_every_action_of_a_screen_is_reached_by_f8_and_arrows(morel: Path, name: str) -> None:
    @played
    async def play() -> None:
        async with program(morel) as driver:
            await driver.run(name)
            frame = driver.app.frame
            assert not is_never_bound("f8")
            await driver.keys("f8")
            popup = frame.dialogs.top
            assert isinstance(popup, PopupMenu)
            reached = set()
            for _ in popup.items:
                assert popup.current is not None
                reached.add(popup.current.identifier)
                await driver.keys("down")
            assert reached == set(frame.offers())
            await driver.keys("escape")

    play()
