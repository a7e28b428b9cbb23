"""The help: a page for every screen and every topic, its contents, its index, its search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program
from tuicompta.core.text import cell_width, clean_multiline
from tuicompta.screens.frame.window import Window
from tuicompta.screens.help.help_pages import WORDS, all_pages, page_of
from tuicompta.screens.registry import build_table, complete, window_class

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["home", "morel"]

pytestmark = pytest.mark.usefixtures("home")
TOPICS = (
    "Comment créer un exercice",
    "Comment changer d'exercice courant",
    "Comment créer un journal",
    "Comment créer un compte",
    "Comment choisir un mode de saisie",
    "Comment saisir par journal",
    "Comment saisir par guide",
    "Comment saisir sans comptabilité",
    "Comment suivre les échéances",
    "Comment régulariser",
    "Comment consulter un compte",
    "Comment lettrer et délettrer",
    "Comment rapprocher la banque",
    "Comment simuler, confirmer et valider",
    "Comment faire la déclaration de TVA",
    "Comment clôturer un mois",
    "Comment reporter les à-nouveaux",
    "Comment clôturer un exercice",
    "Comment imprimer",
    "Comment lire le journal des événements",
    "Comment restaurer une sauvegarde",
    "Comment sauvegarder",
)


def named() -> Iterator[str]:
    """The pages that the windows of the menus name."""
    table = complete(build_table())
    for action in table:
        if action.opens:
            kind = window_class(action.opens, table)
            if kind.HELP:
                yield kind.HELP


@pytest.mark.spec("FIC-17")
def test_every_page_that_a_window_names_is_written() -> None:
    assert set(named()) - {page.name for page in all_pages()} == set()


@pytest.mark.spec("SET-04")
def test_there_is_a_page_for_every_topic() -> None:
    assert set(TOPICS) <= {page.title for page in all_pages()}


def test_pages_are_calm_text_with_a_title_and_words() -> None:
    for page in all_pages():
        assert page.title
        assert page.text
        assert all(page.words), page.name
        assert not page.text.startswith(WORDS)
        assert clean_multiline(page.text) == page.text
        assert cell_width(page.title) <= 60
        assert page_of(page.name) is page


@pytest.mark.spec("FIC-17", "KEY-20")
@played
async def test_f1_shows_the_page_of_the_screen_and_esc_returns_to_the_exact_place(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("chart_of_accounts")
        await driver.keys("down", "down", "right")
        before = driver.lines
        await driver.keys("f1")
        assert "Plan comptable entreprise" in driver.lines[1]
        assert "Taper des chiffres va au premier compte" in driver.text
        await driver.keys("escape")
        assert driver.lines == before


@pytest.mark.spec("FIC-17")
@played
async def test_the_contents_search_the_text_of_all_the_pages_and_the_index_their_words(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("help_contents")
        await driver.type("sceau contrepassation")
        assert "1/1 (sur" in driver.text
        await driver.keys("enter")
        front = driver.app.frame.windows.front
        assert isinstance(front, Window)
        assert front.title == "Aide : Comment simuler, confirmer et valider"
        await driver.run("help_index")
        await driver.type("liquidation")
        await driver.keys("f9")
        assert driver.app.frame.windows.front is not None
        assert driver.app.frame.windows.front.title == "Aide : Comment faire la déclaration de TVA"
