from datetime import date
from pathlib import Path

import pytest

from tests.screens import demo
from tests.screens.drive import Driven, scenario
from tuicompta.widgets.card import Card
from tuicompta.widgets.fields.linked import LinkedField


async def go_to(driver: Driven, name: str) -> Card:
    """Open the card of the second row and put the cursor in a field."""
    await driver.keys("down", "enter")
    sheet = driver.app.frame.windows.front
    assert isinstance(sheet, demo.Sheet)
    sheet.card.focus_field(sheet.card.fields[name])
    await driver.settle()
    return sheet.card


def value_of(card: Card, name: str) -> object:
    return card.fields[name].value


@pytest.mark.spec("FLD-09", "FLD-10")
@pytest.mark.parametrize(
    ("typed", "cents"),
    [("12,50", 1250), ("12.5", 1250), ("1.234,56", 123456), ("100*1,2", 12000), ("1200+20%", 144000), ("1/8", 13)],
)
def test_amounts_and_calculations(typed: str, cents: int) -> None:
    @scenario(home=demo.Journals)
    async def go(driver: Driven) -> None:
        card = await go_to(driver, "debit")
        await driver.type(typed)
        await driver.keys("tab")
        assert card.fields["debit"].value == cents

    go()


@pytest.mark.spec("FLD-10")
@scenario(home=demo.Journals)
async def test_a_wrong_calculation_stays_in_the_field(driver: Driven) -> None:
    card = await go_to(driver, "debit")
    await driver.type("1/0")
    await driver.keys("tab")
    assert card.current is card.fields["debit"]
    assert "1/0" in driver.text
    assert card.fields["debit"].value == 100


@pytest.mark.spec("FLD-07")
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("15", date(2026, 3, 15)),
        ("1503", date(2026, 3, 15)),
        ("150325", date(2025, 3, 15)),
        ("15032025", date(2025, 3, 15)),
        ("*", date(2026, 3, 15)),
        ("5/3", date(2026, 3, 5)),
    ],
)
def test_dates(typed: str, day: date) -> None:
    @scenario(home=demo.Journals)
    async def go(driver: Driven) -> None:
        card = await go_to(driver, "date")
        await driver.type(typed)
        await driver.keys("tab")
        assert card.fields["date"].value == day

    go()


@pytest.mark.spec("FLD-08")
@scenario(home=demo.Journals)
async def test_a_complete_date_moves_by_day_and_by_month(driver: Driven) -> None:
    card = await go_to(driver, "date")
    await driver.type("31012026")
    await driver.keys("tab", "shift+tab", "+")
    assert card.fields["date"].value == date(2026, 2, 1)
    await driver.keys("-", "pagedown")
    assert card.fields["date"].value == date(2026, 2, 28)
    await driver.keys("pageup")
    assert card.fields["date"].value == date(2026, 1, 28)


@pytest.mark.spec("FLD-08", "FLD-03", "KEY-24")
@pytest.mark.parametrize("opening", ["f4", "down"])
def test_the_calendar_shows_weeks_from_monday_and_gives_a_day(opening: str) -> None:
    @scenario(home=demo.Journals)
    async def go(driver: Driven) -> None:
        card = await go_to(driver, "date")
        await driver.keys(opening)
        assert "janvier 2026" in driver.text
        assert "lu ma me je ve sa di" in driver.text
        assert any("          1  2  3  4" in line for line in driver.lines)
        await driver.keys("right", "down", "enter")
        assert card.fields["date"].value == date(2026, 1, 10)
        assert "lu ma me" not in driver.text

    go()


@pytest.mark.spec("FLD-11")
@scenario(home=demo.Journals)
async def test_space_ticks_a_box(driver: Driven) -> None:
    card = await go_to(driver, "blocked")
    await driver.keys("space")
    assert card.fields["blocked"].value is True
    assert "[x]" in driver.text


@pytest.mark.spec("FLD-12")
@scenario(home=demo.Journals)
async def test_the_first_letters_pick_a_value_and_down_shows_all(driver: Driven) -> None:
    card = await go_to(driver, "kind")
    await driver.type("dé")
    assert value_of(card, "kind") == "debit"
    await driver.keys("down")
    assert driver.text.count("Les deux") == 1
    await driver.keys("up", "enter")
    assert value_of(card, "kind") == "both"


@pytest.mark.spec("DDL-02", "DDL-03", "DDL-04", "DDL-07")
@scenario(home=demo.Journals)
async def test_typing_opens_and_narrows_the_list_and_enter_takes_the_row(driver: Driven) -> None:
    card = await go_to(driver, "account")
    await driver.type("du")
    assert "401DURA  Durand et fils" in driver.text
    assert "401DUBO" in driver.text
    await driver.type("r")
    assert "401DUBO" not in driver.text
    await driver.keys("enter")
    assert card.fields["account"].value == "401DURA"
    assert "401DURA   Durand et fils" in driver.text


@pytest.mark.spec("DDL-02", "DDL-08", "FLD-02")
@pytest.mark.parametrize("opening", ["f4", "down", "space"])
def test_three_ways_to_open_and_closing_keeps_the_value(opening: str) -> None:
    @scenario(home=demo.Journals)
    async def go(driver: Driven) -> None:
        card = await go_to(driver, "account")
        await driver.keys(opening)
        assert "Dupont SARL" in driver.text
        await driver.keys("down", "escape")
        assert "Dupont SARL" not in driver.text
        assert card.fields["account"].value is None

    go()


@pytest.mark.spec("DDL-06")
@scenario(home=demo.Journals)
async def test_leaving_with_a_text_that_matches_nothing_is_refused(driver: Driven) -> None:
    card = await go_to(driver, "account")
    await driver.type("zzz")
    assert "Aucune valeur" in driver.text
    await driver.keys("tab")
    assert card.current is card.fields["account"]
    assert "Valeur inconnue" in driver.text


@pytest.mark.spec("DDL-14")
@pytest.mark.parametrize("key", ["tab", "enter"])
def test_an_exact_code_or_an_only_match_is_taken_at_once(key: str) -> None:
    @scenario(home=demo.Journals)
    async def go(driver: Driven) -> None:
        card = await go_to(driver, "account")
        await driver.type("dupon")
        await driver.keys(key)
        assert card.fields["account"].value == "401DUPO"
        assert card.current is card.fields["accounts"]

    go()


@pytest.mark.spec("DDL-14")
@scenario(home=demo.Journals)
async def test_with_several_matches_tab_keeps_the_list_open(driver: Driven) -> None:
    card = await go_to(driver, "account")
    await driver.type("du")
    await driver.keys("tab")
    field = card.fields["account"]
    assert isinstance(field, LinkedField)
    assert field.list is not None
    assert card.current is field


@pytest.mark.spec("DDL-03", "DDL-05")
@scenario(home=demo.Journals)
async def test_a_multiple_field_takes_the_ticked_rows_and_shows_how_many(driver: Driven) -> None:
    card = await go_to(driver, "accounts")
    await driver.keys("f4", "space", "space", "enter")
    assert card.fields["accounts"].value == ("401DUPO", "401DURA")
    assert "2 choisis" in driver.text


@pytest.mark.spec("DDL-07")
@pytest.mark.parametrize("key", ["enter", "f9"])
def test_the_row_or_the_ticked_rows_are_taken_by_enter_or_f9(key: str) -> None:
    @scenario(home=demo.Journals)
    async def go(driver: Driven) -> None:
        card = await go_to(driver, "account")
        await driver.keys("f4", "down", key)
        assert card.fields["account"].value == "401DURA"
        assert driver.app.frame.windows.front is not None
        assert "Fiche" in driver.app.frame.windows.front.title
        card.focus_field(card.fields["accounts"])
        await driver.keys("f4", "down", "space", "up", "up", "space", key)
        assert set(card.fields["accounts"].value) == {"401DUPO", "401DURA"}  # type: ignore[call-overload]

    go()


@pytest.mark.spec("DDL-15")
@scenario(home=demo.Journals)
async def test_creating_is_offered_where_it_is_allowed(driver: Driven) -> None:
    await go_to(driver, "account")
    await driver.type("411DURAND")
    await driver.keys("enter")
    assert "Créer 411DURAND ?" in driver.text


@pytest.mark.spec("DDL-16")
@scenario(home=demo.Journals)
async def test_a_blocked_value_is_shown_with_its_sign_and_not_listed(driver: Driven) -> None:
    card = await go_to(driver, "account")
    card.fields["account"].value = "401DUMA"
    await driver.keys("tab")
    assert "401DUMA   Dumas (bloqué)" in driver.text
    await driver.keys("shift+tab", "f4")
    assert driver.text.count("401DUMA") == 1


@pytest.mark.spec("FLD-01")
@scenario(home=demo.Journals)
async def test_f2_on_an_empty_linked_field_says_so(driver: Driven) -> None:
    await go_to(driver, "account")
    await driver.keys("f2")
    assert driver.message == "Aucune fiche"


@scenario(home=demo.Journals)
async def test_a_number_out_of_bounds_is_refused(driver: Driven) -> None:
    card = await go_to(driver, "days")
    await driver.type("32")
    await driver.keys("tab")
    assert "tapez un nombre entier de 0 à 31" in driver.text
    assert card.current is card.fields["days"]


@pytest.mark.spec("KEY-18", "FLD-04")
@scenario(home=demo.Journals)
async def test_a_paste_is_text_on_one_line_and_cut_with_a_message(driver: Driven) -> None:
    card = await go_to(driver, "code")
    await driver.paste("AB\tC\nDEFGHIJ\x1b")
    await driver.keys("tab")
    assert card.fields["code"].value == "AB C DEF"
    assert driver.message == "Texte coupé à 8 caractères"


@pytest.mark.spec("FIC-12", "KEY-41", "KEY-42")
@scenario(home=demo.Journals)
async def test_cut_copy_and_paste(driver: Driven) -> None:
    card = await go_to(driver, "label")
    await driver.type("Loyer")
    await driver.keys("ctrl+a", "ctrl+x")
    assert driver.app.clipboard == "Loyer"
    await driver.keys("ctrl+v", "ctrl+v", "tab")
    assert card.fields["label"].value == "LoyerLoyer"


@pytest.mark.spec("FIC-12", "KEY-42", "FLD-05")
@scenario(home=demo.Journals)
async def test_a_text_of_several_lines_is_selected_in_whole(driver: Driven) -> None:
    card = await go_to(driver, "notes")
    await driver.type("un")
    await driver.keys("enter")
    await driver.type("deux")
    await driver.keys("ctrl+a", "ctrl+x")
    assert driver.app.clipboard == "un\ndeux"
    await driver.type("x")
    await driver.keys("ctrl+v", "ctrl+a", "left")
    await driver.type("y")
    await driver.keys("ctrl+a")
    await driver.type("fin")
    assert getattr(card.fields["notes"], "pending", "") == "fin"
    await driver.keys("ctrl+z", "ctrl+z", "ctrl+z", "tab")
    assert value_of(card, "notes") == "yxun\ndeux"


@pytest.mark.spec("KEY-46")
@scenario(home=demo.Journals)
async def test_ctrl_w_erases_a_word_while_a_text_is_edited_and_closes_otherwise(driver: Driven) -> None:
    await go_to(driver, "label")
    await driver.type("Loyer mars")
    await driver.keys("ctrl+w")
    assert "Loyer" in driver.text
    assert "mars" not in driver.text
    await driver.keys("escape", "ctrl+w")
    assert isinstance(driver.app.frame.windows.front, demo.Journals)


@pytest.mark.spec("FLD-16")
def test_tab_completes_a_path_and_f4_browses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "balance.csv").touch()

    @scenario(home=demo.Journals)
    async def go(driver: Driven) -> None:
        card = await go_to(driver, "file")
        await driver.type(f"{tmp_path}/exp")
        await driver.keys("tab")
        await driver.type("bal")
        await driver.keys("tab", "tab")
        assert card.fields["file"].value == tmp_path / "exports" / "balance.csv"
        card.focus_field(card.fields["file"])
        await driver.keys("f4")
        assert "balance.csv" in driver.text
        await driver.keys("escape", "ctrl+a")
        await driver.type("~/exports/balance.csv")
        await driver.keys("tab")
        assert card.fields["file"].value == tmp_path / "exports" / "balance.csv"
        await driver.keys("shift+tab", "f4", "down", "enter")
        assert card.fields["file"].editor.text == str(tmp_path / "exports" / "balance.csv")  # type: ignore[attr-defined]

    go()
