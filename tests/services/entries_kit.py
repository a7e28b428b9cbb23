"""Entries as the grids give them to the services."""

from datetime import date

from tuicompta.core.entry.model import Column, GridEntry, GridLine, Provenance

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
