"""Rows of a built report kept in a temporary file: shown from any place, written to files without computing again.

The file has no name, is private to the process, and small reports stay in memory.
"""

import marshal
from array import array
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import Any, Final

from tuicompta.core.errors import TuicomptaError
from tuicompta.reports.model import Column, ColumnType, Row, RowKind
from tuicompta.reports.output import reason_of

ROWS_IN_A_BLOCK: Final = 256
_IN_MEMORY = 4_000_000
_KINDS = tuple(RowKind)
_CODES = {kind: code for code, kind in enumerate(_KINDS)}
_Kept = tuple[int, tuple[Any, ...], str, str]


class SpoolRefusedError(TuicomptaError):
    """The system refuses the temporary file."""

    template = "L'état ne tient pas dans le répertoire temporaire ({reason}). Choisissez une période plus courte."


class Spool:
    """Rows in their order; written once, then read from several threads."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self._dates = [index for index, column in enumerate(columns) if column.type is ColumnType.DATE]
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by `close`
        self._starts = array("Q", [0])
        self._pending: list[_Kept] = []
        self._lock = Lock()
        self._count = 0
        self._block: Callable[[int], list[_Kept]] = lru_cache(maxsize=16)(self._read)

    def __len__(self) -> int:
        """Return the number of rows."""
        return self._count

    def add(self, row: Row) -> None:
        """Keep one more row."""
        self._pending.append((_CODES[row.kind], self._plain(row.values), row.caption, row.of))
        self._count += 1
        if len(self._pending) == ROWS_IN_A_BLOCK:
            self.flush()

    def flush(self) -> None:
        """End the writing; raises `SpoolRefusedError` when the disk is full."""
        if not self._pending:
            return
        packed = marshal.dumps(self._pending)
        try:
            self._file.write(packed)
            self._file.flush()
        except OSError as error:
            raise SpoolRefusedError(reason=reason_of(error)) from error
        self._starts.append(self._starts[-1] + len(packed))
        self._pending = []

    def row(self, place: int) -> Row:
        """Return the row at a place."""
        return self._row(self._block(place // ROWS_IN_A_BLOCK)[place % ROWS_IN_A_BLOCK])

    def rows(self, start: int = 0) -> Iterator[Row]:
        """Yield the rows from a place to the end."""
        first, skipped = divmod(start, ROWS_IN_A_BLOCK)
        for block in range(first, len(self._starts) - 1):
            yield from map(self._row, islice(self._read(block), skipped, None))
            skipped = 0

    def close(self) -> None:
        """Give the room back."""
        with self._lock:
            self._file.close()

    def _read(self, block: int) -> list[_Kept]:
        with self._lock:
            self._file.seek(self._starts[block])
            packed = self._file.read(self._starts[block + 1] - self._starts[block])
        kept: list[_Kept] = marshal.loads(packed)  # noqa: S302 - written by this process in a file without name
        return kept

    def _plain(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        if not values or not self._dates:
            return values
        plain = list(values)
        for index in self._dates:
            plain[index] = plain[index] and plain[index].toordinal()
        return tuple(plain)

    def _row(self, kept: _Kept) -> Row:
        code, plain, caption, of = kept
        if not plain or not self._dates:
            return Row(_KINDS[code], plain, caption, of)
        values = list(plain)
        for index in self._dates:
            values[index] = values[index] and date.fromordinal(values[index])
        return Row(_KINDS[code], tuple(values), caption, of)
