"""The views of the lists that open under linked fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, with_dossier
from tuicompta.services.lists.views import create_view, set_default_view
from tuicompta.widgets.fields.linked import LinkedField

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

NAME = "field:account"


def titles_alone(dossier: Dossier) -> None:
    """Store a view of the list of accounts that shows titles only."""
    create_view(dossier, NAME, "Intitulés", {"columns": [{"column": "title", "title": "Nom", "width": 30}]})


async def open_list(driver: Driven) -> LinkedField:
    """Open the list of accounts of a consultation."""
    await driver.run("consultation")
    await driver.keys("f4")
    field = driver.app.frame.focused
    assert isinstance(field, LinkedField)
    assert field.list is not None
    return field


def columns_of(field: LinkedField) -> list[str]:
    assert field.list is not None
    return [field.list.cells.columns[place].identifier for place in field.list.cells.shown]


@pytest.mark.spec("DDL-12")
@played
async def test_the_view_of_a_drop_down_is_chosen_from_its_menu_and_kept(morel: Path) -> None:
    with_dossier(morel, titles_alone)
    async with program(morel) as driver:
        field = await open_list(driver)
        own = columns_of(field)
        assert own[0] == "number"
        await driver.keys("f8")
        assert "Intitulés" in driver.text
        await driver.keys("down", "enter")
        assert columns_of(field) == ["title"]
    async with program(morel) as driver:
        field = await open_list(driver)
        assert columns_of(field) == ["title"]
        await driver.keys("f8", "home", "enter")
        assert columns_of(field) == own


@pytest.mark.spec("DDL-13")
@played
async def test_the_same_menu_opens_the_view_editor(morel: Path) -> None:
    async with program(morel) as driver:
        await open_list(driver)
        await driver.keys("f8", "end", "enter")
        front = driver.app.frame.windows.front
        assert front is not None
        assert front.title == "Vues de la liste «Valeurs : Compte»"


@played
async def test_a_view_that_cannot_be_read_leaves_the_columns_of_the_list(morel: Path) -> None:
    def damage(dossier: Dossier) -> None:
        view = create_view(dossier, NAME, "Cassée", {"columns": [{"column": "absent"}]})
        set_default_view(dossier, NAME, view.id)

    with_dossier(morel, damage)
    async with program(morel) as driver:
        assert columns_of(await open_list(driver))[0] == "number"
