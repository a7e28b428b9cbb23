"""Entries as the grids give them to the services."""

from dataclasses import replace
from datetime import date

from tuicompta.core.entry.model import Column, GridEntry, GridLine, Provenance
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.read import read_entry
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.saved import SavedEntry

DAY = date(2026, 3, 15)


def line(account: str, debit: int = 0, credit: int = 0, *, label: str = "Facture", **cells: object) -> GridLine:
    return GridLine(account=account, debit=debit, credit=credit, label=label, **cells)  # type: ignore[arg-type]


def entry(*lines: GridLine, journal: str = "AC", day: date | None = DAY, key: int = 1, **cells: object) -> GridEntry:
    return GridEntry(key=key, journal=journal, entry_date=day, lines=lines, **cells)  # type: ignore[arg-type]


def numbered(account: str, piece: str, debit: int = 0, credit: int = 0) -> GridLine:
    return line(account, debit, credit, piece=piece, marks={Column.PIECE: Provenance.ACCEPTED})


def purchase(piece: str = "00001", *, total: int = 123_456, day: date = DAY, key: int = 1) -> GridEntry:
    """The purchase of KM-99: 401DUP, 6064 and its VAT at 20 %."""
    net = round(total / 1.2)
    lines = (
        numbered("401DUP", piece, credit=total),
        numbered("6064", piece, net),
        numbered("44566", piece, total - net),
    )
    return entry(*lines, day=day, key=key)


def sale(total: int = 120_000, *, day: date = DAY, key: int = 1) -> GridEntry:
    net = round(total / 1.2)
    lines = line("411MAR", total), line("707", credit=net), line("44571", credit=total - net)
    return entry(*lines, journal="VE", day=day, key=key)


def bank(account: str, amount: int, *, day: date = DAY, key: int = 1) -> GridEntry:
    """Money received from an account when the amount is above zero, paid to it when below."""
    received, paid = max(amount, 0), max(-amount, 0)
    return entry(line(account, paid, received), line("5121", received, paid), journal="BP", day=day, key=key)


def save(dossier: Dossier, *entries: GridEntry, origin: EntryOrigin = EntryOrigin.JOURNAL_WINDOW) -> list[SavedEntry]:
    return save_entries(dossier, entries, origin)


def saved(dossier: Dossier, typed: GridEntry) -> GridEntry:
    """Save an entry and return it as the journal shows it."""
    return reread(dossier, save(dossier, typed)[0].entry_id)


def reread(dossier: Dossier, entry_id: int) -> GridEntry:
    found = read_entry(dossier.database, entry_id)
    assert found is not None
    return found


def change(shown: GridEntry, *cells: tuple[int, Column, object]) -> GridEntry:
    """Type other values in cells of an entry, each given by its line, its column and its value."""
    lines = list(shown.lines)
    for index, column, value in cells:
        lines[index] = lines[index].with_value(column, value, Provenance.TYPED)  # type: ignore[arg-type]
    return replace(shown, lines=tuple(lines), saved=False)
