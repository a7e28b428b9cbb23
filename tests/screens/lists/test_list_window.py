import pytest

from tests.screens import demo
from tests.screens.drive import Driven, scenario


def rows(driver: Driven) -> list[str]:
    """The codes of the rows on screen."""
    return [line[5:11] for line in driver.lines if line[5:6] == "C" and line[6:11].isdigit()]


def counter(driver: Driven) -> str:
    return driver.lines[22].split("·")[0].split("  ")[-1].strip()


@pytest.mark.spec("LST-08", "UIX-07")
@scenario(home=demo.Journals)
async def test_typing_narrows_backspace_widens_esc_empties(driver: Driven) -> None:
    assert counter(driver) == "1/300"
    await driver.type("c00299")
    assert rows(driver) == ["C00299"]
    assert "Recherche : c00299" in driver.lines[1]
    assert counter(driver) == "1/1 (sur 300)"
    await driver.keys("backspace")
    assert counter(driver) == "1/10 (sur 300)"
    await driver.keys("escape")
    assert counter(driver) == "1/300"


@pytest.mark.spec("LST-08", "KEY-43")
@scenario(home=demo.Journals)
async def test_a_space_belongs_to_the_search_once_there_is_one(driver: Driven) -> None:
    await driver.type("facture 12 ")
    assert "Recherche : facture 12" in driver.lines[1]
    assert "✓" not in driver.text


@pytest.mark.spec("UIX-07")
@scenario(home=demo.Journals)
async def test_the_counter_gives_the_ticked_rows(driver: Driven) -> None:
    await driver.keys("space", "space")
    assert counter(driver) == "2/300"
    await driver.type("facture 5")
    assert counter(driver).startswith("2/")
    await driver.keys("escape", "escape")
    assert counter(driver) == "1/300"


@pytest.mark.spec("UIX-07")
@scenario(home=demo.Journals)
async def test_an_empty_list_counts_nothing(driver: Driven) -> None:
    await driver.type("zzz")
    assert counter(driver) == "0/0 (sur 300)"
    assert "Aucune ligne" in driver.text


@pytest.mark.spec("KEY-06")
@scenario(home=demo.Home)
async def test_esc_empties_the_search_then_unticks_then_closes(driver: Driven) -> None:
    await driver.run("journals")
    await driver.keys("space")
    await driver.type("9")
    await driver.keys("escape", "ctrl+home")
    assert "✓" in driver.text
    await driver.keys("escape")
    assert "✓" not in driver.text
    assert rows(driver)
    await driver.keys("escape")
    assert not rows(driver)


@pytest.mark.spec("COL-01", "COL-02", "COL-03")
@scenario(home=demo.Journals)
async def test_enter_on_a_heading_sorts_and_the_menu_returns_to_the_sort_before(driver: Driven) -> None:
    await driver.keys("up", "enter")
    assert rows(driver)[0] == "C00000"
    assert "Code ▲" in driver.lines[2]
    await driver.keys("enter")
    assert rows(driver)[0] == "C00299"
    assert "Code ▼" in driver.lines[2]
    await driver.keys("f8")
    assert "Trier par ordre croissant" in driver.text
    await driver.run("unsort")
    assert "Trier par ordre croissant" in driver.text
    await driver.keys("escape")
    await driver.run("unsort")
    assert rows(driver)[0] == "C00000"


@pytest.mark.spec("COL-03")
@scenario(home=demo.Journals)
async def test_columns_added_to_the_sort_show_their_rank(driver: Driven) -> None:
    await driver.keys("up", "end", "left", "enter", "enter")
    assert "Débit ▼" in driver.lines[2]
    await driver.keys("home")
    await driver.run("sort_add")
    assert "Débit ▼1" in driver.lines[2]
    assert "Code ▲2" in driver.lines[2]
    assert rows(driver)[:2] == ["C00299", "C00297"]
    await driver.keys("ctrl+end")
    assert rows(driver)[-2:] == ["C00296", "C00298"]


@pytest.mark.spec("LST-14", "FLT-04", "FLT-06")
@scenario(home=demo.Journals)
async def test_filtering_on_the_value_under_the_cursor(driver: Driven) -> None:
    await driver.keys("down", "end", "left")
    await driver.run("filter_value")
    assert rows(driver) == ["C00001"]
    assert "Filtré" in driver.lines[22]
    assert "Débit ▼" in driver.lines[2]
    await driver.run("clear_filters")
    assert counter(driver) == "1/300"
    await driver.run("exclude_value")
    assert counter(driver) == "1/299 (sur 300)"


@pytest.mark.spec("FLT-02")
@scenario(home=demo.Journals)
async def test_the_automatic_filter_lists_the_values_with_their_counts(driver: Driven) -> None:
    await driver.type("facture 1")
    await driver.keys("down", "end", "left")
    await driver.run("filter_column")
    assert any("(vide)" not in line and line.rstrip().endswith("│") for line in driver.lines)
    await driver.type("1,00")
    await driver.keys("space", "f9")
    assert "Filtré" in driver.lines[22]


@pytest.mark.spec("FLT-03")
@scenario(home=demo.Journals)
async def test_the_custom_filter_asks_for_conditions(driver: Driven) -> None:
    await driver.keys("end", "left")
    await driver.run("custom_filter")
    await driver.type("entre")
    await driver.keys("tab")
    await driver.type("10")
    await driver.keys("tab")
    await driver.type("13")
    await driver.keys("f9")
    assert rows(driver) == ["C00011", "C00013"]


@pytest.mark.spec("FLT-07")
@scenario(home=demo.Journals)
async def test_the_filter_editor_shows_and_removes_the_filters(driver: Driven) -> None:
    await driver.keys("down", "end", "left")
    await driver.run("filter_value")
    await driver.run("filter_editor")
    assert "Débit = 1,00" in driver.text
    await driver.keys("enter", "s")
    assert counter(driver) == "1/300"


@pytest.mark.spec("FLT-07")
@scenario(home=demo.Journals)
async def test_a_filter_is_changed_from_its_line_in_the_editor(driver: Driven) -> None:
    await driver.keys("end", "left")
    await driver.run("custom_filter")
    await driver.type("entre")
    await driver.keys("tab")
    await driver.type("10")
    await driver.keys("tab")
    await driver.type("13")
    await driver.keys("f9")
    await driver.run("filter_editor")
    assert "Débit entre 10,00 et 13,00" in driver.text
    await driver.keys("enter", "m")
    for typed in ("entre", "10,00", "13,00"):
        assert any(typed in line for line in driver.lines)
    await driver.keys("tab", "tab")
    await driver.type("15")
    await driver.keys("f9")
    assert "Débit entre 10,00 et 15,00" in driver.text
    await driver.keys("escape")
    assert rows(driver) == ["C00011", "C00013", "C00015"]


@pytest.mark.spec("FLT-07")
@scenario(home=demo.Journals)
async def test_values_picked_in_a_filter_are_picked_again_in_the_editor(driver: Driven) -> None:
    await driver.keys("end", "left")
    await driver.run("filter_column")
    await driver.type("7,00")
    await driver.keys("enter")
    assert rows(driver) == ["C00007"]
    await driver.run("filter_editor")
    await driver.keys("enter", "m")
    await driver.type("9,00")
    await driver.keys("ctrl+space", "f9")
    assert "Débit parmi" in driver.text
    await driver.keys("escape")
    assert rows(driver) == ["C00007", "C00009"]


@pytest.mark.spec("COL-04")
@scenario(home=demo.Journals)
async def test_groups_unfold_and_fold(driver: Driven) -> None:
    await driver.type("facture 1 ")
    await driver.keys("right")
    await driver.run("group_column")
    assert "par Date" in driver.lines[1]
    titles = [line for line in driver.lines if line[5:7] == "+ "]
    assert titles[0].startswith("  │  + 01/0")
    await driver.keys("right")
    assert any(line[5:7] == "- " for line in driver.lines)
    await driver.type("-")
    assert not any(line[5:7] == "- " for line in driver.lines)


@pytest.mark.spec("LST-05", "KEY-34")
@scenario(home=demo.Journals)
async def test_deleting_asks_once_and_lists_what_is_refused(driver: Driven) -> None:
    await driver.keys("down", "down", "down", "down", "down", "down", "space", "space", "ctrl+d")
    assert "Supprimer 2 lignes ?" in driver.text
    await driver.keys("o")
    assert "1 supprimée, 1 refusée" in driver.text
    assert "C00007 : La ligne C00007 est verrouillée." in driver.text
    assert 6 not in demo.STORE.rows
    assert 7 in demo.STORE.rows


@pytest.mark.spec("LST-05")
@scenario(home=demo.Journals)
async def test_the_default_answer_deletes_nothing(driver: Driven) -> None:
    await driver.keys("delete", "enter")
    assert 0 in demo.STORE.rows


@pytest.mark.spec("LST-02")
@scenario(home=demo.Journals)
async def test_f5_reads_again_and_keeps_cursor_and_ticks(driver: Driven) -> None:
    await driver.keys("down", "space", "down", "down")
    demo.STORE.rows.pop(0)
    demo.STORE.rows.pop(3)
    await driver.keys("f5")
    window = driver.app.frame.windows.front
    assert isinstance(window, demo.Journals)
    assert window.list.current is not None
    assert window.list.current.key == 4
    assert list(window.list.selection()) == [1]
    assert counter(driver) == "1/298"


@pytest.mark.spec("KEY-05", "LST-04")
@scenario(home=demo.Journals)
async def test_enter_opens_the_rows_ticked_each_in_turn(driver: Driven) -> None:
    await driver.keys("space", "space", "enter")
    titles = [window.title for window in driver.app.frame.windows.all]
    assert titles == ["Fiche C00001", "Fiche C00000", "Journaux"]


@pytest.mark.spec("KEY-05")
@scenario(home=demo.Journals)
async def test_above_ten_cards_a_question_comes_first(driver: Driven) -> None:
    await driver.keys("ctrl+a", "enter")
    assert "Ouvrir 300 fiches ?" in driver.text
    await driver.keys("enter")
    assert len(driver.app.frame.windows.all) == 1


@pytest.mark.spec("ACT-01", "ACT-03", "KEY-28")
@scenario(home=demo.Journals)
async def test_f8_then_the_letter_runs_an_action_and_the_panel_offers_the_same(driver: Driven) -> None:
    await driver.keys("f8")
    popup = driver.app.frame.dialogs.top
    labels = [item.label for item in popup.items]  # type: ignore[union-attr]
    assert labels == [task.label for task in driver.app.frame.panel.tasks]
    letter = popup.letters[labels.index("Agir")]  # type: ignore[union-attr]
    await driver.keys(letter.lower())
    assert driver.message == "Fait"


@pytest.mark.spec("ACT-02")
@scenario(home=demo.Journals)
async def test_an_action_that_does_not_fit_is_greyed_and_says_why(driver: Driven) -> None:
    await driver.keys("space", "space", "f8")
    popup = driver.app.frame.dialogs.top
    place = [item.label for item in popup.items].index("Dupliquer")  # type: ignore[union-attr]
    assert popup.items[place].reason == "Une seule ligne à la fois"  # type: ignore[union-attr]
    await driver.keys(popup.letters[place].lower())  # type: ignore[union-attr]
    assert driver.message == "Une seule ligne à la fois"


@pytest.mark.spec("KEY-23")
@scenario(home=demo.Journals)
async def test_f3_goes_to_the_next_row_found_and_returns_to_the_top(driver: Driven) -> None:
    await driver.type("facture 29 ")
    window = driver.app.frame.windows.front
    assert isinstance(window, demo.Journals)
    source = window.list.grid.source
    await driver.keys(*["f3"] * (source.count() - 1))
    assert window.list.current == source.last(1)[0]
    await driver.keys("f3")
    assert window.list.current == source.first(1)[0]
