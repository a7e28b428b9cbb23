import pytest

from tuicompta.widgets.boxes import BoxChain, BoxItem
from tuicompta.widgets.key_bar import KeyBar, KeyItem
from tuicompta.widgets.menu_bar import ALL, MenuBar

TITLES = ("Fichier", "Édition", "Affichage", "Quotidien", "?")


def bar() -> MenuBar:
    menus = MenuBar()
    menus._titles = TITLES
    return menus


@pytest.mark.spec("UIX-01")
def test_every_title_shows_when_there_is_room() -> None:
    assert [title for _, title, _ in bar().placed(60)] == list(TITLES)


@pytest.mark.spec("UIX-01")
def test_those_that_do_not_fit_are_under_one_title_from_the_first_hidden() -> None:
    places = bar().placed(30)
    assert places == [(1, "Fichier", 0), (10, "Édition", 1), (19, ALL, 2)]


@pytest.mark.spec("UIX-02")
def test_keys_that_do_not_fit_whole_are_left_out() -> None:
    keys = KeyBar()
    keys._items = [
        KeyItem("F9", "Lettrer", "main"),
        KeyItem("^S", "Enregistrer", "save"),
        KeyItem("F1", "Aide", "help"),
    ]
    assert [(x, item.identifier) for x, item in keys.placed(28)] == [(0, "main"), (12, "save")]
    assert [item.identifier for _, item in keys.placed(27)] == ["main", "save"]
    assert [item.identifier for _, item in keys.placed(25)] == ["main"]


@pytest.mark.spec("START-01")
def test_arrows_go_from_box_to_box_and_stop_at_the_ends() -> None:
    chain = BoxChain("Quotidien", [BoxItem(str(n), str(n)) for n in range(5)])
    opened: list[str] = []
    chain.chosen = lambda item: opened.append(item.identifier)
    chain.do_right()
    chain.do_right()
    chain.do_left()
    chain.do_left()
    chain.do_left()
    chain.do_accept()
    chain.do_last()
    chain.do_right()
    chain.do_accept()
    assert opened == ["0", "4"]
    assert chain.typed("3")
    assert not chain.typed("9")
    assert opened[-1] == "2"
