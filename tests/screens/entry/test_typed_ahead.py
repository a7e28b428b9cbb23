"""Keys typed while a save runs: none is lost, none changes place (KEY-17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from tests.screens.program import home, morel, played, program, rows, with_dossier
from tuicompta.services.journals.journal_periods import journal_period
from tuicompta.services.settings.setting_changes import change_settings
from tuicompta.widgets.keys import KeyPress

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

NAMES = {"⏎": "enter", "§": "ctrl+s", " ": "space"}
TYPED = "SELECT entry_date, label, debit FROM entry_line WHERE debit > 0 ORDER BY entry_date, id"
EXPECTED = [(f"2026-03-{day:02}", f"paie {day}", day * 100) for day in range(1, 29)]


async def burst(driver: Driven, keys: str) -> None:
    """Send keys all at once: ⏎ is Enter, § Ctrl+S."""
    for key in keys:
        driver.app.frame.dispatcher.feed(KeyPress(NAMES.get(key, key), None if key in "⏎§" else key))
    await driver.settle()


def pay(day: int, typed_day: str = "") -> str:
    return f"{typed_day or day}⏎6411⏎paie {day}⏎{day}⏎421⏎⏎"


@pytest.mark.spec("KEY-17", "UINV-05", "SW-05")
@pytest.mark.parametrize("by_itself", [False, True])
@played
async def test_in_a_journal_whose_entries_are_saved_on_the_way(morel: Path, by_itself: bool) -> None:  # noqa: FBT001
    with_dossier(morel, lambda dossier: change_settings(dossier, {"entry.autosave": by_itself}))
    async with program(morel) as driver:
        database = cast("Dossier", driver.app.frame.session.dossier).database
        journal = database.value("SELECT id FROM journal WHERE code = 'OD'")
        await driver.app.frame.open("journal_window", journal=journal_period(database, journal, 3))
        await driver.settle()
        await burst(driver, "".join(pay(day) + "§" * (day % 3 == 0 and not by_itself) for day in range(1, 29)))
        await driver.keys("up", "ctrl+s")
        assert rows(morel, TYPED) == EXPECTED


@pytest.mark.spec("KEY-17", "UINV-05", "KM-04")
@played
async def test_in_the_kilometre_screen(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("continuous_entry")
        later = "".join(pay(day) + "§" * (day % 3 == 0) for day in range(2, 29))
        await burst(driver, f"od⏎{pay(1, '01032026')}{later}§")
    assert rows(morel, TYPED) == EXPECTED


@pytest.mark.spec("KEY-17", "UINV-05", "SE-08")
@played
async def test_in_single_entry_where_another_entry_follows_each_save(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("single_entry")
        await burst(driver, f"od⏎{pay(1, '010326')}§" + "".join(pay(day) + "§" for day in range(2, 29)))
    assert rows(morel, TYPED) == EXPECTED


@pytest.mark.spec("KM-06")
@played
async def test_the_kilometre_screen_takes_due_dates_and_offers_no_matching(morel: Path) -> None:
    schedule = "UPDATE account SET due_date_mode = 'schedule' WHERE number = '401DUP'"
    with_dossier(morel, lambda dossier: dossier.database.run(schedule))
    async with program(morel, (200, 40)) as driver:
        await driver.run("continuous_entry")
        window = driver.app.frame.windows.front
        assert window is not None
        assert not {"invoice_schedule", "line_matchings"} & set(window.offers)
        await burst(driver, "ac⏎15032026⏎dup⏎facture⏎120")
        await driver.keys("tab")
        await burst(driver, "30042026⏎6251⏎⏎§")
        if driver.app.frame.dialogs.top is not None:
            await driver.keys("enter")
    assert rows(morel, "SELECT due_on, amount FROM due_date") == [("2026-04-30", 120_00)]
    assert rows(morel, "SELECT * FROM matching") == []
