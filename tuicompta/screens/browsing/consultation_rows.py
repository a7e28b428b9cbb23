"""The lines of an account as the rows of a grid, the balance before them first (CONS-10, CONS-14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from tuicompta.core.dates import format_date, parse_iso
from tuicompta.core.enums import EntryOrigin, EntryStatus, LineType
from tuicompta.screens.browsing.line_columns import OPTIONAL
from tuicompta.widgets.columns import ColumnType
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tuicompta.services.browse.account_lines import Sums
    from tuicompta.services.browse.keyset import KeyedRow
    from tuicompta.widgets.columns import Column, Value
    from tuicompta.widgets.rows import Key

OPENING = "opening"
CARRIED = 2
"""What the lines of the services say of one that was carried forward."""
ELSEWHERE = "elsewhere"
"""The voice of a code that comes from a later fiscal year (CONS-12)."""


class Lines(Protocol):
    """The lines of an account in some order, with their running balance."""

    opening: int
    sums: Sums

    def first(self, size: int) -> list[KeyedRow]:
        """Return at most `size` rows from the start."""

    def last(self, size: int) -> list[KeyedRow]:
        """Return at most `size` rows up to the end."""

    def after(self, key: int, size: int) -> list[KeyedRow]:
        """Return at most `size` rows that follow the row of a key."""

    def before(self, key: int, size: int) -> list[KeyedRow]:
        """Return at most `size` rows that come before the row of a key."""

    def row(self, key: int) -> KeyedRow | None:
        """Return the row of a key."""

    def count(self) -> int:
        """Return the number of lines."""


class ConsultationRows:
    """Implements `widgets.rows.RowSource`; `entries` remembers which entry is behind each line read.

    `every` counts the lines without filter, those shown unless given (UIX-07).
    """

    def __init__(self, lines: Lines, shown: tuple[Column, ...], since: date | None, every: int | None = None) -> None:
        self._lines = lines
        self._every = every
        self._columns = shown
        self._since = since
        self.entries: dict[Key, int] = {}

    def first(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows from the start."""
        if self._since is None:
            return self._rows(self._lines.first(size))
        return [self._opening(), *self._rows(self._lines.first(size - 1))]

    def last(self, size: int) -> Sequence[Row]:
        """Return at most `size` rows up to the end."""
        return self._with_opening(self._rows(self._lines.last(size)), size)

    def after(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that follow the row of a key."""
        return self._rows(self._lines.first(size) if key == OPENING else self._lines.after(_number(key), size))

    def before(self, key: Key, size: int) -> Sequence[Row]:
        """Return at most `size` rows that come before the row of a key."""
        if key == OPENING:
            return ()
        return self._with_opening(self._rows(self._lines.before(_number(key), size)), size)

    def row(self, key: Key) -> Row | None:
        """Return the row of a key."""
        if key == OPENING:
            return self._opening() if self._since is not None else None
        found = self._lines.row(_number(key))
        return None if found is None else self._row(found)

    def count(self) -> int:
        """Return the number of lines."""
        return self._lines.count()

    def total(self) -> int:
        """Return the number of lines without filter."""
        return self.count() if self._every is None else self._every

    def locate(self, prefix: str) -> Key | None:  # noqa: ARG002 (lines have no code to go to)
        """Return nothing."""
        return None

    def totals(self) -> Mapping[str, int]:
        """Return the totals of the lines displayed (CONS-13)."""
        return {"debit": self._lines.sums.debit, "credit": self._lines.sums.credit}

    def _with_opening(self, rows: list[Row], size: int) -> Sequence[Row]:
        return [self._opening(), *rows] if self._since is not None and len(rows) < size else rows

    def _opening(self) -> Row:
        cells: dict[str, Value] = {"balance": self._lines.opening}
        if self._since is not None:
            cells["label"] = f"Solde au {format_date(self._since)}"
        return Row(OPENING, tuple(cells.get(column.identifier) for column in self._columns), voice="strong")

    def _rows(self, rows: Sequence[KeyedRow]) -> list[Row]:
        return [self._row(row) for row in rows]

    def _row(self, keyed: KeyedRow) -> Row:
        key, values = keyed
        entry, status, journal, day, piece, document, label, debit, credit, code, mark, *others, balance = values
        self.entries[key] = entry
        cells: dict[str, Value] = {
            "status": "" if status == "N" else status,
            "day": parse_iso(day),
            "journal": journal,
            "piece": piece,
            "document": document,
            "label": label,
            "debit": debit,
            "credit": credit,
            "code": code,
            "balance": balance,
            **_optional(others),
        }
        voice = "quiet" if status == EntryStatus.SIMULATED else "normal"
        names = [column.identifier for column in self._columns]
        voices = ((names.index("code"), ELSEWHERE),) if mark == CARRIED and code else ()
        return Row(key, tuple(cells[name] for name in names), voice, voices=voices)


def _optional(values: Sequence[Any]) -> dict[str, Value]:
    """Return the cells of the optional columns, from what the services say after the mark of the code."""
    cells: dict[str, Value] = dict(zip((column.identifier for column in OPTIONAL), values, strict=True))
    for column in OPTIONAL:
        value = cells[column.identifier]
        if column.type is ColumnType.DATE:
            cells[column.identifier] = parse_iso(str(value)) if value else None
    cells["type"] = LineType(str(cells["type"])).label if cells["type"] else None
    cells["origin"] = EntryOrigin(str(cells["origin"])).label
    return cells


def _number(key: Key) -> int:
    if not isinstance(key, int):
        raise TypeError(key)
    return key
