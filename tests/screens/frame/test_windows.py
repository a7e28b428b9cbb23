"""Windows of the frame"""

import pytest
from textual.events import Key

from tests.screens import demo
from tests.screens.drive import Driven, scenario
from tuicompta.screens.frame.palette import match_rank
from tuicompta.screens.frame.preferences import Preferences
from tuicompta.screens.menus import MENUS


@pytest.mark.spec("KEY-45", "FIC-16")
@scenario()
async def test_the_list_of_windows_marks_the_unsaved_and_goes_there(driver: Driven) -> None:
    await driver.run("journals")
    await driver.keys("down", "enter", "tab", "tab")
    await driver.type("X")
    await driver.keys("tab", "alt+w")
    assert "* Fiche C00001" in driver.text
    await driver.keys("down", "enter")
    assert isinstance(driver.app.frame.windows.front, demo.Journals)


@pytest.mark.spec("FIC-15")
@scenario()
async def test_closing_all_asks_one_question_for_all_the_unsaved(driver: Driven) -> None:
    await driver.run("journals")
    await driver.keys("down")
    for _ in range(2):
        await driver.keys("enter", "tab", "tab")
        await driver.type("X")
        await driver.keys("tab", "alt+w", "down", "enter", "down")
    await driver.run("close_all")
    assert "Fiche C00001" in driver.text
    assert "Fiche C00002" in driver.text
    await driver.keys("n")
    assert [window.title for window in driver.app.frame.windows.all] == ["Accueil"]
    assert str(demo.STORE.rows[1][2]).startswith("Facture")


@pytest.mark.spec("DOSQ-01", "DOSQ-02", "KEY-47")
@scenario()
async def test_quitting_asks_about_what_is_unsaved(driver: Driven) -> None:
    await driver.run("journals")
    await driver.keys("down", "enter", "tab", "tab")
    await driver.type("X")
    file_menu = next(menu for menu in MENUS if menu.title == "Fichier")
    assert "quit" in {item.identifier for _, item in file_menu.entries()}
    await driver.keys("ctrl+q")
    assert "Enregistrer les modifications ?" in driver.text
    await driver.keys("a")
    assert driver.app.is_running
    await driver.keys("ctrl+q", "o")
    assert demo.STORE.rows[1][2] == "X"
    assert driver.app._exit


@pytest.mark.spec("KEY-51", "LST-01")
@scenario()
async def test_lists_visited_keep_their_search_and_cursor(driver: Driven) -> None:
    await driver.run("journals")
    await driver.type("facture 12")
    await driver.run("keys_page")
    await driver.keys("ctrl+left")
    assert "Recherche : facture 12" in driver.lines[1]
    await driver.keys("ctrl+right")
    assert "Touches" in driver.lines[1]


@pytest.mark.spec("KEY-20")
@scenario(home=demo.Journals)
async def test_f1_opens_the_page_of_the_screen_and_esc_returns_to_the_exact_place(driver: Driven) -> None:
    await driver.keys("down", "down", "right")
    await driver.type("fac")
    before = driver.lines
    await driver.keys("f1")
    assert "Actions de cet écran" in driver.text
    assert "Valider" in driver.text
    await driver.keys("escape")
    assert driver.lines == before


@pytest.mark.spec("KEY-19")
@scenario(home=demo.Journals)
async def test_the_page_of_keys_shows_the_present_screen_first(driver: Driven) -> None:
    await driver.run("keys_page")
    assert "Nouveau" in driver.lines[3]
    assert "cet écran" in driver.lines[3]
    await driver.type("équilibrer")
    assert any("F12, Ctrl+E" in line for line in driver.lines)


@pytest.mark.spec("KEY-19")
@scenario(home=demo.Journals, preferences=Preferences(keys={"demo_act": ("alt+z",)}))
async def test_own_keys_are_in_force(driver: Driven) -> None:
    await driver.keys("alt+z")
    assert driver.message == "Fait"


@pytest.mark.spec("NAV-16", "KEY-32")
@scenario(home=demo.Journals)
async def test_the_palette_finds_words_in_any_order_without_case_nor_accents(driver: Driven) -> None:
    await driver.keys("ctrl+k")
    await driver.type("KILOMETRE sais")
    assert "Saisie au kilomètre" in driver.text
    await driver.keys("enter")
    assert isinstance(driver.app.frame.windows.front, demo.Entries)
    assert driver.app.preferences.recent_commands == ["continuous_entry"]


@pytest.mark.spec("NAV-16")
@scenario(home=demo.Journals, preferences=Preferences(recent_commands=["demo_act", "dashboard"]))
async def test_the_last_used_come_first(driver: Driven) -> None:
    await driver.keys("ctrl+k")
    assert "Agir" in driver.lines[5]
    assert "Tableau de bord" in driver.lines[6]


@pytest.mark.spec("NAV-16")
@scenario(home=demo.Journals, preferences=Preferences(recent_commands=[f"command_{rank}" for rank in range(10)]))
async def test_ten_commands_are_remembered(driver: Driven) -> None:
    await driver.keys("ctrl+k")
    await driver.type("agir")
    await driver.keys("enter")
    assert driver.message == "Fait"
    remembered = driver.app.preferences.recent_commands
    assert remembered == ["demo_act", *(f"command_{rank}" for rank in range(9))]


@pytest.mark.spec("NAV-16")
@scenario(home=demo.Journals, preferences=Preferences(recent_commands=["start_daily", "demo_act"]))
async def test_a_better_match_comes_before_one_used_lately(driver: Driven) -> None:
    await driver.keys("ctrl+k")
    await driver.type("tableau")
    assert "Tableau de bord" in driver.lines[5]
    await driver.keys("ctrl+a")
    await driver.type("aide")
    assert driver.lines[5].split("│")[2].split()[0] == "Aide"


@pytest.mark.spec("NAV-16")
@pytest.mark.parametrize(
    ("typed", "label", "rank"),
    [
        ("journaux", "journaux", 0),
        ("jour", "journaux", 1),
        ("par jour", "saisie par journal", 2),
        ("jour sai", "saisie par journal", 2),
        ("nal", "saisie par journal", 3),
        ("nal sie", "saisie par journal", 4),
        ("fonction", "saisie par journal", 4),
        ("", "saisie par journal", 0),
    ],
)
def test_how_well_a_name_answers(typed: str, label: str, rank: int) -> None:
    assert match_rank(typed, label) == rank


@pytest.mark.spec("KEY-42", "FIC-12")
@scenario(home=demo.Journals)
async def test_the_text_of_the_palette_is_edited_as_in_a_field(driver: Driven) -> None:
    await driver.keys("ctrl+k")
    await driver.type("journaux")
    await driver.keys("home", "delete")
    await driver.type("J")
    await driver.keys("ctrl+a", "ctrl+c")
    assert driver.app.clipboard == "Journaux"
    await driver.type("kilo")
    assert "Saisie au kilomètre" in driver.lines[5]
    await driver.keys("ctrl+z")
    await driver.keys("ctrl+a", "ctrl+v", "enter")
    assert driver.app.frame.windows.front.title == "Journaux"  # type: ignore[union-attr]


@pytest.mark.spec("UIX-19")
@scenario(home=demo.Journals)
async def test_a_long_work_shows_a_bar_and_esc_stops_it(driver: Driven) -> None:
    driver.waits_for_work = False
    await driver.run("demo_work")
    assert "Échap : interrompre" in driver.text
    assert " %" in driver.text
    await driver.keys("escape")
    while "interrompu :" not in driver.text:
        await driver.pilot.pause(0.05)
    assert "Travail interrompu : rien n'a été changé." in driver.text


@pytest.mark.spec("START-01")
@scenario()
async def test_a_start_page_opens_a_box_by_its_number(driver: Driven) -> None:
    await driver.run("start_settings")
    assert "┌ 1 ─" in driver.text
    assert "Journaux" in driver.text
    await driver.type("1")
    assert isinstance(driver.app.frame.windows.front, demo.Journals)


@pytest.mark.spec("START-08")
@scenario()
async def test_a_box_may_carry_a_figure(driver: Driven) -> None:
    driver.app.frame.figures = lambda: {"unvalidated_entries": "12 à valider"}
    await driver.run("start_daily")
    assert "12 à valider" in driver.text


@scenario(home=demo.Journals)
async def test_nothing_is_added_to_a_read_only_dossier(driver: Driven) -> None:
    driver.app.session = demo.DemoSession(read_only=True)
    await driver.keys("insert")
    assert driver.message == "Lecture seule"


@pytest.mark.spec("FIC-16")
@scenario()
async def test_suppr_in_the_list_of_windows_closes_one(driver: Driven) -> None:
    await driver.run("journals")
    await driver.keys("down", "enter", "alt+w", "delete")
    assert [window.title for window in driver.app.frame.windows.all] == ["Journaux", "Accueil"]
    assert "Fenêtres" in driver.text
    await driver.keys("escape")
    assert "Fenêtres" not in driver.text


@pytest.mark.spec("KEY-29")
@scenario(home=demo.Journals)
async def test_enter_in_the_last_field_of_a_box_answers_as_f9(driver: Driven) -> None:
    await driver.run("demo_fill")
    await driver.type("ABC")
    await driver.keys("enter", "enter")
    await driver.type("x")
    await driver.keys(*["enter"] * 9)
    box = driver.app.frame.dialogs.top
    assert box is not None
    await driver.keys("ctrl+pagedown", "tab", "shift+tab", "shift+tab")
    await driver.keys("f9")
    assert "'label': 'x'" in driver.message


@scenario(home=demo.Journals)
async def test_a_click_outside_closes_a_menu_and_does_nothing_under_a_box(driver: Driven) -> None:
    await driver.keys("f8")
    await driver.pilot.click(offset=(5, 18))
    await driver.settle()
    assert driver.app.frame.dialogs.top is None
    await driver.keys("ctrl+d")
    await driver.pilot.click(offset=(5, 4))
    await driver.settle()
    assert driver.app.frame.dialogs.top is not None
    front = driver.app.frame.windows.front
    assert isinstance(front, demo.Journals)
    assert front.list.grid.window.cursor == 0


@pytest.mark.spec("UIX-13")
@scenario(size=(120, 40), home=demo.Journals)
async def test_boxes_and_lists_follow_a_smaller_screen(driver: Driven) -> None:
    await driver.keys("down", "enter", *["tab"] * 7)
    await driver.type("du")
    await driver.resize(80, 24)
    assert "401DUPO  Dupont SARL" in driver.text
    await driver.keys("escape", "ctrl+d")
    await driver.resize(200, 60)
    line = next(line for line in driver.lines if "Supprimer C00001" in line)
    assert 60 < line.index("Supprimer") < 120


@pytest.mark.spec("KEY-21")
@scenario(home=demo.Journals)
async def test_f2_and_ctrl_o_open_the_card_of_the_row(driver: Driven) -> None:
    for key in ("f2", "ctrl+o"):
        await driver.keys(key)
        assert isinstance(driver.app.frame.windows.front, demo.Sheet)
        await driver.keys("escape")


@pytest.mark.spec("KEY-22")
@scenario(home=demo.Journals)
async def test_ctrl_f_begins_another_search(driver: Driven) -> None:
    await driver.type("c0001")
    await driver.keys("ctrl+f")
    await driver.type("c0002")
    assert "Recherche : c0002" in driver.lines[1]


@pytest.mark.spec("KEY-26")
@scenario(home=demo.Journals)
async def test_f6_goes_through_panel_tabs_and_fields_both_ways(driver: Driven) -> None:
    await driver.keys("down", "enter")
    sheet = driver.app.frame.windows.front
    assert isinstance(sheet, demo.Sheet)
    visited: list[object] = []
    for key in ("f6", "f6", "f6", "right", "left", "f6", "shift+f6"):
        await driver.keys(key)
        visited.append(driver.app.focused)
    panel, tabs, field = driver.app.frame.panel, sheet.card.tabs, sheet.card.fields["code"]
    assert visited == [panel, panel, tabs, tabs, tabs, field, tabs]


@pytest.mark.spec("KEY-48", "KEY-52")
@scenario(home=demo.Journals)
async def test_first_last_row_and_first_last_column(driver: Driven) -> None:
    window = driver.app.frame.windows.front
    assert isinstance(window, demo.Journals)
    grid = window.list.grid
    places = []
    for key in ("ctrl+end", "end", "ctrl+home", "home"):
        await driver.keys(key)
        assert grid.current is not None
        places.append((grid.current.key, grid.column))
    assert places == [(299, 0), (299, 4), (0, 4), (0, 0)]


@pytest.mark.spec("KEY-08")
@scenario(home=demo.Journals)
async def test_every_entry_of_every_menu_can_be_reached_and_run_by_keys(driver: Driven) -> None:
    frame = driver.app.frame
    for rank, menu in enumerate(frame.menus.menus):
        frame.dispatcher.start(frame.menus.open(rank))
        await driver.settle()
        popup = frame.dialogs.top
        reached = {popup.current.identifier}  # type: ignore[union-attr]
        for _ in range(len(popup.items)):  # type: ignore[union-attr]
            await driver.keys("down")
            reached.add(popup.current.identifier)  # type: ignore[union-attr]
        assert reached == {entry.identifier for _, entry in menu.entries()}
        await driver.keys("escape")


@scenario(home=demo.Journals)
async def test_a_list_offers_search_filter_columns_and_copy(driver: Driven) -> None:
    offered = set(driver.app.frame.offers())
    assert offered >= {"search", "filter_value", "exclude_value", "clear_filters", "copy_rows", "refresh_data"}


@pytest.mark.spec("XPL-06")
@scenario(home=demo.Journals)
async def test_copied_rows_are_tab_separated(driver: Driven) -> None:
    await driver.keys("down", "space", "ctrl+c")
    assert driver.app.clipboard == "C00001\t02/01/2026\tFacture 1 École très longue\t1,00\t"
    assert driver.message == "1 ligne copiée, si le terminal le permet"


@pytest.mark.spec("KEY-10")
@scenario(home=demo.Journals)
async def test_ctrl_j_does_what_enter_does(driver: Driven) -> None:
    driver.app.post_message(Key("ctrl+j", None))
    await driver.pilot.pause()
    await driver.settle()
    assert isinstance(driver.app.frame.windows.front, demo.Sheet)
