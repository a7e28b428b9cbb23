"""The optional columns of the lines of an account, in the consultation and in the simplified lettering."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.browsing.test_consultation import books, consult
from tests.screens.program import home, morel, played, program, with_dossier
from tuicompta.models.transaction import transaction
from tuicompta.services.entries.validate import validate_entries

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.paged_grid import PagedGrid

__all__ = ["books", "home", "morel"]
OPTIONAL = (
    *("Échéance", "Contrepartie", "Date de pièce", "N° définitif", "Date de validation", "Date de lettrage"),
    *("Code pointage", "Type de ligne", "Intitulé du compte", "Origine", "Saisi par", "Saisi le", "Notes"),
)
PAYMENT = "SELECT entry_id FROM entry_line WHERE piece_number = 'P1' LIMIT 1"


def mark_the_payment(dossier: Dossier) -> None:
    """Give the payment a note, a date of piece and a tick, then validate it."""
    payment = dossier.database.value(PAYMENT)
    changes = (
        "UPDATE entry SET posted = 0 WHERE id = ?",
        "UPDATE entry SET piece_date = '2026-03-08' WHERE id = ?",
        "UPDATE entry_line SET tick_code = 'P7', tick_date = '2026-03-31' WHERE label LIKE 'Vir%' AND entry_id = ?",
        "UPDATE entry_line SET line_type = 'payment' WHERE label LIKE 'Vir%' AND entry_id = ?",
        "INSERT INTO note (record_kind, record_id, text) VALUES ('entry', ?, 'À revoir')",
        "UPDATE entry SET posted = 1 WHERE id = ?",
    )
    with transaction(dossier.database):
        for change in changes:
            dossier.database.run(change, (payment,))
    validate_entries(dossier, [payment])


def cells(grid: PagedGrid, piece: str) -> dict[str, object]:
    """The row of a piece, by the titles of its columns."""
    titles = [column.title for column in grid.columns]
    every: list[dict[str, object]] = [dict(zip(titles, row.values, strict=True)) for row in grid.window.visible]
    return next(row for row in every if row["Pièce"] == piece)


async def tick_all(driver: Driven) -> None:
    await driver.run("more_columns")
    text = " ".join(driver.text.split())
    for title in OPTIONAL:
        assert f"{title} [ ]" in text
        await driver.keys("space", "down")
    await driver.keys("f9")


@pytest.mark.spec("CONS-10", "CONS-24", "LSIM-06")
@played
async def test_the_optional_columns_tell_the_same_in_the_consultation_and_the_lettering(books: Path) -> None:
    with_dossier(books, mark_the_payment)
    today = with_dossier(books, lambda dossier: dossier.today())
    expected = {
        "Échéance": None,
        "Contrepartie": "5121",
        "Date de pièce": date(2026, 3, 8),
        "N° définitif": 1,
        "Date de validation": today,
        "Date de lettrage": today,
        "Code pointage": "P7",
        "Type de ligne": "Règlement",
        "Intitulé du compte": "Martin SA",
        "Origine": "Saisie au kilomètre",
        "Saisi par": "ADM",
        "Saisi le": today,
        "Notes": "À revoir",
    }
    async with program(books) as driver:
        await consult(driver)
        await tick_all(driver)
        found = cells(driver.app.frame.windows.front.grid, "P1")  # type: ignore[union-attr]
        assert {title: found[title] for title in OPTIONAL} == expected
        await driver.app.frame.open("simple_lettering", number="411MAR")
        await driver.settle()
        await driver.keys("alt+l", "alt+l")
        right = driver.app.frame.windows.front.tables[1].grid  # type: ignore[union-attr]
        assert {title: cells(right, "P1")[title] for title in OPTIONAL} == expected
        await driver.run("more_columns")
        await driver.keys("space", "f9")
        assert "Échéance" not in {column.title for column in right.columns}
    async with program(books) as driver:
        await consult(driver)
        kept = {column.title for column in driver.app.frame.windows.front.grid.columns}  # type: ignore[union-attr]
        assert set(OPTIONAL) - kept == {"Échéance"}
