from datetime import date

import pytest

from tests.screens import demo
from tests.screens.drive import Driven, scenario


async def open_card(driver: Driven, row: int = 1) -> demo.Sheet:
    """Open the card of a row of the list."""
    await driver.keys(*["down"] * row, "enter")
    window = driver.app.frame.windows.front
    assert isinstance(window, demo.Sheet)
    return window


def key_of(sheet: demo.Sheet) -> object:
    return sheet.key


def line(driver: Driven, label: str) -> str:
    """The line of a field, without the panel."""
    return next(text[4:] for text in driver.lines if text[4:].startswith(label))


@pytest.mark.spec("FLD-13")
@scenario(home=demo.Journals)
async def test_mandatory_labels_end_with_a_star(driver: Driven) -> None:
    await open_card(driver)
    assert line(driver, "Code *").split() == ["Code", "*", "C00001"]


@pytest.mark.spec("FLD-13")
@scenario(home=demo.Journals)
async def test_saving_with_a_mandatory_field_empty_names_it_and_goes_there_opening_its_tab(driver: Driven) -> None:
    sheet = await open_card(driver)
    await driver.keys("delete", "ctrl+pagedown")
    assert line(driver, "Notes").startswith("Notes")
    await driver.keys("ctrl+s")
    assert "! «Code» est obligatoire." in line(driver, "Code *")
    assert sheet.card.current is sheet.card.fields["code"]
    assert driver.message == "«Code» est obligatoire."
    assert demo.STORE.rows[1][0] == "C00001"


@pytest.mark.spec("FLD-14")
@scenario(home=demo.Journals)
async def test_a_format_is_checked_on_leaving_the_field_and_keeps_the_cursor(driver: Driven) -> None:
    sheet = await open_card(driver)
    await driver.keys("tab")
    await driver.type("31/02")
    await driver.keys("tab")
    assert sheet.card.current is sheet.card.fields["date"]
    assert "!" in line(driver, "Date")
    await driver.keys("ctrl+a")
    await driver.type("15")
    await driver.keys("tab")
    assert sheet.card.fields["date"].value == date(2026, 3, 15)
    assert sheet.card.current is sheet.card.fields["label"]


@pytest.mark.spec("FLD-14")
@scenario(home=demo.Journals)
async def test_checks_between_fields_show_all_the_faults_at_once(driver: Driven) -> None:
    sheet = await open_card(driver)
    await driver.keys("tab", "tab", "tab", "tab")
    await driver.type("5")
    await driver.keys("ctrl+s")
    assert line(driver, "Débit").count("pas les deux") == 1
    assert line(driver, "Crédit").count("pas les deux") == 1
    assert sheet.card.current is sheet.card.fields["debit"]
    assert driver.message.startswith("2 erreurs à corriger. ")


@pytest.mark.spec("FLD-15", "KEY-01")
@scenario(home=demo.Journals)
async def test_typing_replaces_the_value_on_arrival_by_tab_and_by_enter(driver: Driven) -> None:
    sheet = await open_card(driver)
    await driver.keys("tab", "enter")
    await driver.type("Loyer")
    await driver.keys("tab")
    assert sheet.card.fields["label"].value == "Loyer"


@pytest.mark.spec("KEY-01")
@scenario(home=demo.Journals)
async def test_tab_and_enter_go_on_shift_tab_goes_back_and_arrows_move_in_the_text(driver: Driven) -> None:
    sheet = await open_card(driver)
    visited = []
    for key in ("tab", "enter", "shift+tab", "shift+tab"):
        await driver.keys(key)
        visited.append(sheet.card.current)
    names = ("date", "label", "date", "code")
    assert visited == [sheet.card.fields[name] for name in names]
    await driver.keys("tab", "tab")
    await driver.type("Loer")
    await driver.keys("left", "left")
    await driver.type("y")
    await driver.keys("tab")
    assert sheet.card.fields["label"].value == "Loyer"


@pytest.mark.spec("FLD-06")
@scenario(home=demo.Journals)
async def test_a_grey_field_is_skipped(driver: Driven) -> None:
    sheet = await open_card(driver)
    sheet.card.focus_field(sheet.card.fields["kind"])
    await driver.type("d")
    await driver.keys("shift+tab")
    assert sheet.card.current is sheet.card.fields["debit"]


@pytest.mark.spec("FIC-05")
@scenario(home=demo.Journals)
async def test_f9_saves_and_closes_and_the_list_shows_the_change(driver: Driven) -> None:
    await open_card(driver)
    await driver.keys("tab", "tab")
    await driver.type("Nouveau libellé")
    await driver.keys("f9")
    assert demo.STORE.rows[1][2] == "Nouveau libellé"
    assert "C00001   02/01/2026 Nouveau libellé" in driver.text


@pytest.mark.spec("FIC-03", "KEY-02")
@scenario(home=demo.Journals)
async def test_ctrl_s_saves_and_stays(driver: Driven) -> None:
    sheet = await open_card(driver)
    await driver.keys("tab", "tab")
    await driver.type("X")
    await driver.keys("ctrl+s")
    assert demo.STORE.rows[1][2] == "X"
    assert driver.app.frame.windows.front is sheet
    assert driver.message == "Enregistré"


@pytest.mark.spec("FIC-09")
@pytest.mark.parametrize(
    ("answer", "label", "closed"), [("o", "X", True), ("n", "Facture", True), ("a", "Facture", False)]
)
def test_closing_with_changes_asks(answer: str, label: str, closed: bool) -> None:  # noqa: FBT001 (a parameter)
    @scenario(home=demo.Journals)
    async def go(driver: Driven) -> None:
        sheet = await open_card(driver)
        await driver.keys("tab", "tab")
        await driver.type("X")
        await driver.keys("tab", "escape")
        assert "Enregistrer les modifications ?" in driver.text
        await driver.keys(answer)
        assert str(demo.STORE.rows[1][2]).startswith(label)
        assert (sheet not in driver.app.frame.windows.all) is closed

    go()


@pytest.mark.spec("FIC-09")
@scenario(home=demo.Journals)
async def test_closing_without_change_closes_at_once(driver: Driven) -> None:
    await open_card(driver)
    await driver.keys("escape")
    assert isinstance(driver.app.frame.windows.front, demo.Journals)


@pytest.mark.spec("KEY-06")
@scenario(home=demo.Journals)
async def test_esc_gives_the_field_its_former_value_before_closing(driver: Driven) -> None:
    sheet = await open_card(driver)
    await driver.keys("tab", "tab")
    await driver.type("X")
    await driver.keys("escape")
    assert driver.app.frame.windows.front is sheet
    assert not sheet.card.modified
    assert "Facture 1" in line(driver, "Libellé")


@pytest.mark.spec("FIC-10", "KEY-07")
@scenario(home=demo.Journals)
async def test_undo_and_redo_go_field_by_field(driver: Driven) -> None:
    sheet = await open_card(driver)
    await driver.keys("tab")
    await driver.type("16")
    await driver.keys("tab")
    await driver.type("X")
    await driver.keys("tab", "ctrl+z")
    assert str(sheet.card.fields["label"].value).startswith("Facture 1")
    await driver.keys("ctrl+z")
    assert sheet.card.fields["date"].value == date(2026, 1, 2)
    await driver.keys("ctrl+y", "ctrl+y")
    assert sheet.card.fields["label"].value == "X"


@pytest.mark.spec("FIC-11")
@scenario(home=demo.Journals)
async def test_undoing_all_asks_and_can_be_undone(driver: Driven) -> None:
    sheet = await open_card(driver)
    await driver.keys("tab", "tab")
    await driver.type("X")
    await driver.keys("tab", "ctrl+u", "o")
    assert not sheet.card.modified
    await driver.keys("ctrl+z")
    assert sheet.card.fields["label"].value == "X"


@pytest.mark.spec("FIC-04", "KEY-36")
@scenario(home=demo.Journals)
async def test_save_and_new_opens_nothing_when_refused(driver: Driven) -> None:
    await open_card(driver)
    await driver.keys("delete")
    await driver.type("C00002")
    await driver.keys("ctrl+n")
    assert "La ligne C00002 est verrouillée." in driver.text
    await driver.keys("enter")
    assert len(driver.app.frame.windows.all) == 2
    await driver.type("ZZ")
    await driver.keys("ctrl+n")
    assert demo.STORE.rows[1][0] == "ZZ"
    assert driver.app.frame.windows.all[0].title == "Fiche – nouvelle fiche"


@pytest.mark.spec("FIC-04", "FIC-05", "FIC-09")
@pytest.mark.parametrize("leaving", ["f9", "escape"])
def test_after_several_new_cards_the_list_comes_back(leaving: str) -> None:
    @scenario(home=demo.Journals)
    async def go(driver: Driven) -> None:
        await driver.keys("insert")
        for code in ("N1", "N2", "N3"):
            await driver.type(code)
            await driver.keys("tab", "tab")
            await driver.type("Essai")
            await driver.keys("ctrl+n")
        assert [window.title for window in driver.app.frame.windows.all] == ["Fiche – nouvelle fiche", "Journaux"]
        if leaving == "f9":
            await driver.type("N4")
            await driver.keys("tab", "tab")
            await driver.type("Essai")
        await driver.keys(leaving)
        assert [window.title for window in driver.app.frame.windows.all] == ["Journaux"]
        codes = {values[0] for values in demo.STORE.rows.values()}
        assert {"N1", "N2", "N3"} <= codes
        assert ("N4" in codes) is (leaving == "f9")

    go()


@pytest.mark.spec("FIC-01")
@scenario(home=demo.Journals)
async def test_inser_opens_a_blank_card_and_saving_adds_a_record(driver: Driven) -> None:
    await driver.keys("insert")
    await driver.type("NEUF")
    await driver.keys("tab", "tab")
    await driver.type("Essai")
    await driver.keys("f9")
    assert demo.STORE.rows[300][:3] == ("NEUF", None, "Essai")


@pytest.mark.spec("FIC-02", "LST-06", "UINV-08")
@scenario(home=demo.Journals)
async def test_a_copy_is_unsaved_without_code_and_never_changes_the_original(driver: Driven) -> None:
    await driver.keys("down", "ctrl+r")
    sheet = driver.app.frame.windows.front
    assert isinstance(sheet, demo.Sheet)
    assert sheet.key is None
    assert sheet.card.fields["code"].value == ""
    original = demo.STORE.rows[1]
    await driver.type("COPIE")
    await driver.keys("f9")
    assert demo.STORE.rows[1] == original
    assert demo.STORE.rows[300][0] == "COPIE"


@pytest.mark.spec("FIC-06")
@scenario(home=demo.Journals)
async def test_deleting_is_confirmed_by_name_and_refused_with_the_reason(driver: Driven) -> None:
    await open_card(driver, 7)
    await driver.keys("ctrl+d")
    assert "Supprimer C00007 ?" in driver.text
    await driver.keys("o")
    assert "La ligne C00007 est verrouillée." in driver.text
    assert 7 in demo.STORE.rows
    await driver.keys("enter", "escape", "up", "enter", "ctrl+d", "o")
    assert 6 not in demo.STORE.rows
    assert isinstance(driver.app.frame.windows.front, demo.Journals)


@pytest.mark.spec("FIC-14", "KEY-50")
@scenario(home=demo.Journals)
async def test_page_keys_follow_the_order_of_the_list(driver: Driven) -> None:
    await driver.keys("up", "enter", "enter", "down", "enter")
    sheet = driver.app.frame.windows.front
    assert isinstance(sheet, demo.Sheet)
    assert key_of(sheet) == 299
    await driver.keys("pageup")
    assert driver.message == "Pas d'autre fiche dans la liste"
    await driver.keys("pagedown")
    assert key_of(sheet) == 298
    await driver.keys("tab", "tab")
    await driver.type("X")
    await driver.keys("tab", "pagedown", "o")
    assert demo.STORE.rows[298][2] == "X"
    assert key_of(sheet) == 297


@pytest.mark.spec("NOT-01", "FLD-05", "KEY-49")
@scenario(home=demo.Journals)
async def test_notes_are_several_lines_and_mark_their_tab(driver: Driven) -> None:
    sheet = await open_card(driver)
    await driver.keys("ctrl+pagedown")
    await driver.type("un")
    await driver.keys("enter")
    await driver.type("deux")
    assert driver.lines[1].endswith("* à enregistrer")
    await driver.keys("tab")
    assert sheet.card.fields["notes"].value == "un\ndeux"
    assert "Notes •" in driver.lines[2]
    await driver.keys("f9")
    assert demo.STORE.notes[1] == "un\ndeux"


@pytest.mark.spec("FIC-16")
@scenario(home=demo.Journals)
async def test_the_same_record_is_never_open_twice(driver: Driven) -> None:
    sheet = await open_card(driver)
    await driver.keys("alt+w")
    await driver.keys("down", "enter", "enter")
    assert driver.app.frame.windows.front is sheet
    assert len(driver.app.frame.windows.all) == 2


@pytest.mark.spec("NOT-01")
@scenario(home=demo.Journals)
async def test_notes_hold_ten_thousand_characters(driver: Driven) -> None:
    sheet = await open_card(driver)
    await driver.keys("ctrl+pagedown")
    await driver.paste("x" * 10_001)
    await driver.keys("tab")
    assert len(str(sheet.card.fields["notes"].value)) == 10_000
