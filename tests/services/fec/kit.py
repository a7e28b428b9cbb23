"""Accounting files and dossiers for the tests of imports and exports."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tests.exchange.fec.samples import NAME, fec
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.fec.exporting import ExportOptions, export_fec
from tuicompta.services.fec.new_dossier import CreatedDossier, dossier_from_fec
from tuicompta.services.fec.options import ImportOptions
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tuicompta.services.fec.exporting import FecExport

KEEP = ImportOptions(keep_validation=True)


def clock() -> datetime:
    return datetime(2026, 3, 20, 14, 5, 0)  # noqa: DTZ001 - the program works on local time


def write_fec(folder: Path, *bodies: str, name: str = NAME) -> Path:
    """Write a file given with `|` and line feeds."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(fec(*bodies))
    return path


def new_dossier(folder: Path, *files: Path, options: ImportOptions | None = None, **values: object) -> CreatedDossier:
    """Create a dossier from accounting files."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "Dossier.compta"
    return dossier_from_fec(path, "MOREL SARL", files, options=options, clock=clock, **values)  # type: ignore[arg-type]


def opened(path: Path) -> Dossier:
    return open_dossier(path, clock=clock)


def export(dossier: Dossier, folder: Path, options: ExportOptions | None = None, year: int = 0) -> FecExport:
    """Export a fiscal year of a dossier in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return export_fec(dossier, fiscal_years(dossier.database)[year], folder, options)


def exported(path: Path, folder: Path, options: ExportOptions | None = None) -> bytes:
    """Return the accounting file of the first fiscal year of a dossier."""
    dossier = opened(path)
    try:
        done = export(dossier, folder, options)
        done.report.close()
        return done.path.read_bytes()
    finally:
        close_dossier(dossier)


def balances(dossier: Dossier) -> dict[str, int]:
    return dict(
        dossier.database.rows(
            "SELECT number, sum(debit - credit) FROM entry_line JOIN account ON account.id = account_id GROUP BY number"
        )
    )


def groups(dossier: Dossier) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """Return the lines of each lettered group, by account and code."""
    rows = dossier.database.rows(
        "SELECT number, code, lettered_on, debit - credit FROM entry_line JOIN lettering ON lettering.id = lettering_id"
        " JOIN account ON account.id = entry_line.account_id ORDER BY entry_line.id"
    )
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for number, code, day, amount in rows:
        found.setdefault((number, code), []).append((day, amount))
    return found


def entries(dossier: Dossier) -> list[tuple[object, ...]]:
    """Return journal, date, piece, status and definitive number of the entries, in the order they were stored."""
    return dossier.database.rows(
        "SELECT code, entry_date, piece_number, status, definitive_number FROM entry"
        " JOIN journal ON journal.id = journal_id ORDER BY entry.id"
    )


def all_rows(dossier: Dossier) -> Iterator[str]:
    """Yield the whole content of a dossier as text, to compare two states."""
    return dossier.database.connection().iterdump()
