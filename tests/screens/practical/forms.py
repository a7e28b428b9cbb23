"""The invoice form typed by keys, and what it shows."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from tests.screens.program import program

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.screens.drive import Driven

VAT_SOLD, VAT_BOUGHT = "collected at 2,1 %", "deductible at 2,1 %"
LINES = """
    SELECT CASE vat_rate WHEN 210 THEN vat_direction || ' at 2,1 %' ELSE number END, debit, credit
      FROM entry_line JOIN account ON account.id = account_id ORDER BY entry_id, position
"""


@asynccontextmanager
async def opened(path: Path, function: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driven]:
    """Run the program on a dossier, a list of practical entry in front."""
    async with program(path, size) as driver:
        await driver.run(function)
        yield driver


def line(driver: Driven, label: str) -> str:
    """Return what the screen shows after the label of a field."""
    return next(shown.split(label, 1)[1].strip(" *") for shown in driver.lines if f"│ {label}" in shown)


def field(driver: Driven, name: str) -> Any:  # noqa: ANN401 (whatever the field holds)
    return driver.app.frame.windows.front.card.fields[name].value  # type: ignore[union-attr]


def focused(driver: Driven) -> str:
    return str(getattr(driver.app.frame.focused, "field_name", ""))


async def party_and_total(driver: Driven, party: str = "dup", total: str = "120") -> None:
    """Open a form and fill it from its date to its total, Enter going from field to field."""
    await driver.keys("insert", "enter", "enter")
    await driver.type(party)
    await driver.keys("enter")
    await driver.type("Papier")
    await driver.keys("enter")
    await driver.type(total)
    await driver.keys("enter")


async def usual(driver: Driven, party: str = "dup", total: str = "120", rate: str = "2", nature: str = "6064") -> None:
    """Fill a whole invoice of one rate."""
    await party_and_total(driver, party, total)
    await driver.type(rate)
    await driver.keys("enter", *(["enter"] if rate != "s" else []))
    await driver.type(nature)
    await driver.keys("enter")
