import pytest

from tests.screens import demo
from tests.screens.drive import Driven, scenario
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


@pytest.mark.spec("UIX-04")
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


@pytest.mark.spec("UIX-14", "UIX-15")
@scenario(home=demo.Journals)
async def test_a_long_message_is_read_in_whole(driver: Driven) -> None:
    words = [f"mot{number:02}" for number in range(36)]
    focused = driver.app.focused
    driver.app.frame.say(" ".join(words), warning=True)
    await driver.settle()
    shown = " ".join(driver.lines[20:23])
    assert [word for word in words if word not in shown] == []
    assert driver.lines[20].startswith("! mot00")
    assert driver.lines[23].startswith("Inser Nouveau")
    assert driver.app.focused is focused
    driver.app.frame.say("court")
    await driver.settle()
    assert driver.lines[22].startswith("court")
    assert driver.lines[22].endswith("1/300 · ADM · MOREL SARL")
    assert "mot" not in driver.text


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
