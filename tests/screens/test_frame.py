import pytest
from textual.events import Key

from tests.screens import demo
from tests.screens.drive import Driven, scenario
from tuicompta.screens.preferences import Preferences
from tuicompta.widgets.question import CANCEL, NO, YES, Choice


@pytest.mark.spec("UIX-01")
@scenario()
async def test_the_bar_shows_the_menus_and_at_right_the_dossier(driver: Driven) -> None:
    assert driver.lines[0].startswith(" Fichier  Édition  Affichage  Quotidien")
    assert driver.lines[0].endswith("MOREL SARL · 2026")


@pytest.mark.spec("UIX-01")
@scenario(size=(80, 24))
async def test_menus_that_do_not_fit_are_under_one_title(driver: Driven) -> None:
    assert "☰ Menu" in driver.lines[0]
    assert "Fenêtre" not in driver.lines[0]
    await driver.keys("f10", "left")
    assert "Touches" in driver.text


@pytest.mark.spec("UIX-01")
@scenario(size=(140, 40))
async def test_on_a_wide_screen_all_the_menus_show(driver: Driven) -> None:
    assert "☰" not in driver.lines[0]
    assert "Fenêtre  ?" in driver.lines[0]


@pytest.mark.spec("NAV-15", "KEY-30")
@scenario()
async def test_menus_open_move_and_close_by_keys(driver: Driven) -> None:
    await driver.keys("ctrl+g")
    assert "┌ Fichier" in driver.text
    await driver.keys("right")
    assert "┌ Édition" in driver.text
    assert "┌ Fichier" not in driver.text
    await driver.keys("escape")
    assert "┌ Édition" not in driver.text


@pytest.mark.spec("NAV-15")
@scenario()
async def test_a_letter_runs_its_entry(driver: Driven) -> None:
    await driver.keys("f10")
    while "┌ Paramètres" not in driver.text:
        await driver.keys("right")
    await driver.keys("j")
    assert isinstance(driver.app.frame.windows.front, demo.Journals)


@pytest.mark.spec("NAV-15")
@scenario()
async def test_an_entry_impossible_now_says_why(driver: Driven) -> None:
    await driver.keys("f10")
    await driver.type("e")
    assert driver.message == "Pas possible ici"


@pytest.mark.spec("NAV-15")
@scenario()
async def test_entries_show_their_key(driver: Driven) -> None:
    await driver.keys("f10")
    assert any("Quitter" in line and "Ctrl+Q" in line for line in driver.lines)


@pytest.mark.spec("KEY-12")
@pytest.mark.parametrize("character", ["1", "&"])
def test_in_the_menu_bar_a_digit_is_a_function_key(character: str) -> None:
    @scenario(home=demo.Journals)
    async def go(driver: Driven) -> None:
        await driver.keys("ctrl+g", character)
        assert "Aide : Journaux" in driver.app.frame.windows.all[0].title

    go()


@pytest.mark.spec("KEY-12")
@scenario(home=demo.Journals)
async def test_function_keys_by_number_work_inside_a_box(driver: Driven) -> None:
    await driver.run("demo_fill")
    await driver.type("ABC")
    await driver.keys("tab", "tab")
    await driver.type("x")
    await driver.keys("ctrl+g", "9")
    assert "'code': 'ABC'" in driver.message


@pytest.mark.spec("NAV-01", "NAV-03", "KEY-26")
@scenario(home=demo.Journals)
async def test_f6_opens_the_strip_over_the_work_area_and_leaving_closes_it(driver: Driven) -> None:
    assert driver.lines[1].startswith(" Q│ Journaux")
    await driver.keys("f6")
    assert driver.lines[1].startswith(" Quotidien                   │")
    assert "Saisie au kilomètre" in driver.text
    await driver.keys("f6")
    assert driver.app.frame.panel.part.name == "TASKS"
    await driver.keys("f6")
    assert driver.lines[1].startswith(" Q│ Journaux")
    front = driver.app.frame.windows.front
    assert front is not None
    assert driver.app.focused is front.first_focus


@pytest.mark.spec("NAV-01")
@scenario(size=(120, 40), home=demo.Journals)
async def test_enter_in_the_panel_opens_a_function(driver: Driven) -> None:
    assert "Tâches" not in driver.lines[0]
    await driver.keys("f6", "down", "down", "enter")
    assert isinstance(driver.app.frame.windows.front, demo.Entries)


@pytest.mark.spec("NAV-11")
@scenario(size=(120, 40))
async def test_the_headings_become_one_row_of_initials_and_it_is_remembered(driver: Driven) -> None:
    assert driver.lines[2].startswith(" Paramètres")
    await driver.run("panel_headings")
    assert driver.lines[1].startswith(" Q  P ")
    assert driver.app.preferences.panel_headings


@pytest.mark.spec("UIX-13", "NAV-03")
@scenario(size=(120, 40), home=demo.Journals)
async def test_under_100_columns_the_panel_is_a_strip(driver: Driven) -> None:
    assert driver.lines[1].startswith(" Quotidien")
    await driver.keys("down", "down")
    await driver.type("fac")
    await driver.resize(99, 30)
    assert driver.lines[1].startswith(" Q│ Journaux")
    assert "Recherche : fac" in driver.lines[1]
    await driver.type("t")
    assert "Recherche : fact" in driver.lines[1]


@pytest.mark.spec("INST-01")
@scenario(home=demo.Journals)
async def test_a_terminal_too_small_shows_its_size_and_the_screen_returns_as_it_was(driver: Driven) -> None:
    await driver.keys(*["down"] * 30)
    await driver.type("facture")
    await driver.keys(*["down"] * 20)
    before = driver.lines
    await driver.resize(72, 20)
    assert driver.text.strip() == "Terminal trop petit (72×20) : 80×24 au minimum"
    await driver.resize(20, 5)
    assert " ".join(driver.text.split()) == "Terminal trop petit (20×5) : 80×24 au minimum"
    await driver.resize(80, 24)
    assert driver.lines == before
    await driver.type(" 1")
    assert "Recherche : facture 1" in driver.text


@pytest.mark.spec("UIX-02", "KEY-54")
@scenario(home=demo.Entries)
async def test_the_key_bar_shows_f9_first_then_the_actions_in_their_order(driver: Driven) -> None:
    assert driver.lines[23] == "F9 Enregistrer et Fermer  F12 Équilibrer  F4 Liste  ^S Enregistrer  ^D Supprimer"
    await driver.run("key_bar")
    assert "F12 Équilibrer" not in driver.text


@pytest.mark.spec("UIX-02")
@scenario(home=demo.Journals)
async def test_a_click_on_a_key_runs_it(driver: Driven) -> None:
    await driver.pilot.click("#keys", offset=(1, 0))
    await driver.settle()
    assert isinstance(driver.app.frame.windows.front, demo.Sheet)


@pytest.mark.spec("UIX-04", "UIX-05")
@scenario()
async def test_the_status_bar_shows_the_user_and_the_dossier(driver: Driven) -> None:
    assert driver.lines[22].endswith("ADM · MOREL SARL")


@pytest.mark.spec("UIX-14")
def test_a_message_stays_five_seconds_then_leaves_at_the_next_key() -> None:
    @scenario(home=demo.Journals)
    async def go(driver: Driven) -> None:
        now = [100.0]
        driver.app.frame.status._clock = lambda: now[0]
        await driver.run("demo_act")
        now[0] += 4.9
        await driver.keys("down")
        assert "Fait" in driver.lines[22]
        now[0] += 0.2
        assert "Fait" in driver.lines[22]
        await driver.keys("down")
        assert "Fait" not in driver.lines[22]

    go()


@pytest.mark.spec("UIX-14")
@scenario(home=demo.Journals)
async def test_the_last_two_hundred_messages_remain_readable(driver: Driven) -> None:
    for number in range(205):
        driver.app.frame.say(f"message {number}")
    focused = driver.app.focused
    await driver.run("messages")
    assert "message 204" in driver.text
    assert len(driver.app.frame.status.messages) == 200
    await driver.keys("escape")
    assert driver.app.focused is focused


@pytest.mark.spec("UIX-15")
@scenario(home=demo.Journals)
async def test_answers_by_letter_enter_and_esc(driver: Driven) -> None:
    asked: list[str] = []

    async def ask() -> None:
        answers = (YES, NO, CANCEL, Choice("Enregistrer autrement", "other"))
        asked.append(await driver.app.frame.dialogs.ask("Titre", "Objet, raison, que faire", answers, default=1))

    for key, value in (
        ("o", "yes"),
        ("n", "no"),
        ("a", "cancel"),
        ("e", "other"),
        ("enter", "no"),
        ("escape", "cancel"),
    ):
        driver.app.frame.dispatcher.start(ask())
        await driver.settle()
        assert "Objet, raison, que faire" in driver.text
        await driver.keys(key)
        assert asked.pop() == value


@pytest.mark.spec("UIX-15")
@scenario()
async def test_without_cancel_esc_gives_the_answer_that_loses_nothing(driver: Driven) -> None:
    asked: list[str] = []

    async def ask() -> None:
        asked.append(await driver.app.frame.dialogs.ask("Titre", "", (YES, NO), default=1))

    driver.app.frame.dispatcher.start(ask())
    await driver.settle()
    await driver.keys("escape")
    assert asked == ["no"]


@pytest.mark.spec("UIX-13")
@scenario()
async def test_a_long_box_scrolls_and_never_exceeds_the_screen(driver: Driven) -> None:
    text = "\n".join(f"ligne {number}" for number in range(60))
    driver.app.frame.dispatcher.start(driver.app.frame.dialogs.ask("Titre", text))
    await driver.settle()
    assert "ligne 0" in driver.text
    assert "ligne 59" not in driver.text
    await driver.keys(*["pagedown"] * 6)
    assert "ligne 59" in driver.text
    assert any("OK" in line for line in driver.lines)


@pytest.mark.spec("KEY-06")
@scenario()
async def test_esc_on_the_home_screen_does_nothing(driver: Driven) -> None:
    before = driver.lines
    await driver.keys("escape", "escape", "escape")
    assert driver.lines == before
    assert driver.app.is_running


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


@pytest.mark.spec("DOSQ-01", "DOSQ-02")
@scenario()
async def test_quitting_asks_about_what_is_unsaved(driver: Driven) -> None:
    await driver.run("journals")
    await driver.keys("down", "enter", "tab", "tab")
    await driver.type("X")
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


@pytest.mark.spec("UIX-19")
@scenario(home=demo.Journals)
async def test_a_long_work_shows_a_bar_and_esc_stops_it(driver: Driven) -> None:
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
