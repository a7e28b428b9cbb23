"""Drafts: what is typed and not saved, as plain values that a file can hold (KM-97, DOSO-10)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tuicompta.core.entry.model import COLUMNS, HEADER, Column, DuePart, GridEntry, GridLine, Marks, Provenance
from tuicompta.core.enums import EntryStatus

Draft = dict[str, Any]


def of_entry(entry: GridEntry) -> Draft:
    """Return an entry as a draft: texts, whole numbers, lists and dictionaries only."""
    return {
        "key": entry.key,
        "journal": entry.journal,
        "date": _iso(entry.entry_date),
        "piece_date": _iso(entry.piece_date),
        "marks": _of_marks(entry.marks),
        "complete": entry.complete,
        "status": entry.status.value,
        "entry_id": entry.entry_id,
        "version": entry.version,
        "template": entry.template,
        "declined": list(entry.declined),
        "lines": [_of_line(line) for line in entry.lines],
    }


def to_entry(draft: Mapping[str, Any]) -> GridEntry:
    """Return the entry of a draft; raises KeyError, TypeError or ValueError when it is not one."""
    return GridEntry(
        key=draft["key"],
        journal=draft["journal"],
        entry_date=_date(draft["date"]),
        piece_date=_date(draft["piece_date"]),
        lines=tuple(_to_line(line) for line in draft["lines"]),
        marks=_to_marks(draft["marks"]),
        complete=draft["complete"],
        status=EntryStatus(draft["status"]),
        entry_id=draft["entry_id"],
        version=draft["version"],
        template=draft["template"],
        declined=tuple(draft["declined"]),
    )


def _of_line(line: GridLine) -> Draft:
    cells = {column.value: line.value(column) for column in COLUMNS if column not in HEADER and line.value(column)}
    return {
        **cells,
        "due_date": _iso(line.due_date),
        "piece_date": _iso(line.piece_date),
        "marks": _of_marks(line.marks),
        "due_parts": [[_iso(part.due_date), part.amount, part.payment_method, part.bank] for part in line.due_parts],
        "guide": line.guide,
        "line_id": line.line_id,
        "locked": sorted(line.locked),
        "lock_reason": line.lock_reason,
    }


def _to_line(draft: Mapping[str, Any]) -> GridLine:
    texts = (Column.PIECE, Column.DOCUMENT, Column.ACCOUNT, Column.LABEL, Column.PAYMENT_METHOD, Column.CHEQUE)
    line = GridLine(**{column.value: draft.get(column.value, "") for column in texts})
    return replace(
        line,
        debit=draft.get("debit", 0),
        credit=draft.get("credit", 0),
        due_date=_date(draft["due_date"]),
        piece_date=_date(draft.get("piece_date")),
        marks=_to_marks(draft["marks"]),
        due_parts=tuple(_to_part(*part) for part in draft["due_parts"]),
        guide=draft["guide"],
        line_id=draft["line_id"],
        locked=frozenset(Column(column) for column in draft["locked"]),
        lock_reason=draft["lock_reason"],
    )


def _to_part(day: str, amount: int, payment_method: str, bank: str) -> DuePart:
    return DuePart(date.fromisoformat(day), amount, payment_method, bank)


def _of_marks(marks: Marks) -> dict[str, str]:
    return {column.value: mark.value for column, mark in marks.items()}


def _to_marks(marks: Mapping[str, str]) -> Marks:
    return {Column(column): Provenance(mark) for column, mark in marks.items()}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
