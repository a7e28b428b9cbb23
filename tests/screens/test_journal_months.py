"""The list of journals and months: found by what a bookkeeper types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program
from tuicompta.widgets.list_view import ListView

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven

__all__ = ["home", "morel"]


def shown(driver: Driven) -> list[tuple[str, str]]:
    """Return the journals and months of the rows on screen."""
    view = driver.app.frame.windows.front
    assert view is not None
    rows = view.query_one(ListView).grid.source.first(100)
    return [(str(row.values[0]), str(row.values[2])) for row in rows]


@pytest.mark.spec("SJL-23")
@pytest.mark.parametrize("typed", ["bp3", "bp 3", "BP 03"])
@played
async def test_a_journal_code_and_a_month_number_leave_that_month_alone(morel: Path, typed: str) -> None:
    async with program(morel) as driver:
        await driver.run("journal_months")
        await driver.run("all_months_tab")
        assert len(shown(driver)) == 60
        await driver.type(typed)
        assert shown(driver) == [("BP", "mars 2026")]
        await driver.keys("escape")
        assert len(shown(driver)) == 60


@pytest.mark.spec("SJL-23")
@played
async def test_what_is_typed_on_the_way_and_any_other_word_search_as_everywhere(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journal_months")
        await driver.run("all_months_tab")
        await driver.type("bp")
        assert {journal for journal, _ in shown(driver)} == {"BP"}
        await driver.type("1")
        assert shown(driver) == [("BP", "janvier 2026")]
        await driver.type("2")
        assert shown(driver) == [("BP", "décembre 2026")]
        await driver.keys("escape")
        await driver.type("caisse mai")
        assert shown(driver) == [("CA", "mai 2026")]
