"""Runs: consecutive lines of one journal, number, entry date and validation date; the stuff entries are made of."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import reduce
from itertools import accumulate, chain, compress, count, repeat
from operator import add, ne, or_, sub
from typing import Any, NamedTuple

from tuicompta.core.amounts import format_amount
from tuicompta.exchange.fec.errors import TotalTooLargeError
from tuicompta.exchange.fec.lines import FecBlock
from tuicompta.exchange.fec.roots import RootMarks
from tuicompta.exchange.fec.scratch import Scratch

NO_DAY = 0
"""Ordinal of a blank date."""

# As long as the absolute values of all amounts stay under it, every sum of SQLite is exact.
MAX_VOLUME = 1 << 62
_KEY = ("journal_code", "number", "entry_date", "validation_date")
_TABLES = """
CREATE TABLE run (
    ordinal INTEGER PRIMARY KEY, journal TEXT, number TEXT, day INTEGER, validation INTEGER,
    line INTEGER, lines INTEGER, debit INTEGER, credit INTEGER, marks INTEGER, first INTEGER
);
CREATE TABLE damaged (line INTEGER, journal TEXT, number TEXT)
"""
_INSERT = """
INSERT INTO run (journal, number, day, validation, line, lines, debit, credit, marks, first)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


class Run(NamedTuple):
    """A run: days are ordinals (NO_DAY when blank), amounts cents, `line` its first line in the file.

    `first` is the rank of that line among those that were read, from 1.
    """

    journal: str
    number: str
    day: int
    validation: int
    line: int
    lines: int
    debit: int
    credit: int
    marks: int
    first: int


class DayOrdinals(dict[date | None, int]):
    """Ordinals of dates, worked out once for each."""

    def __missing__(self, day: date | None) -> int:
        """Work out a date seen for the first time."""
        self[day] = NO_DAY if day is None else day.toordinal()
        return self[day]


def starts_of_runs(block: FecBlock) -> list[int]:
    """Return the places where a run starts inside a block, the first one included."""
    if not len(block):
        return []
    columns = [getattr(block, name) for name in _KEY]
    journal, number, day, validation = (map(ne, column[1:], column) for column in columns)
    changes = map(or_, map(or_, journal, number), map(or_, day, validation))
    return [0, *compress(count(1), changes)]


class RunCutter:
    """Cuts the blocks of a file into runs, those that go on from one block to the next in one piece."""

    def __init__(self) -> None:
        self._marks = RootMarks()
        self._days = DayOrdinals()
        self._open: Run | None = None
        self._volume = self._read = self._last = 0
        self.ordinals: Iterator[int] = iter(())
        """The ordinal of the run of each line of the last block; the first run is the first one."""

    def cut(self, block: FecBlock) -> list[tuple[Any, ...]]:
        """Return the runs that end inside a block, as tuples of Run; raises TotalTooLargeError."""
        self._volume += sum(map(abs, block.debit)) + sum(map(abs, block.credit))
        if self._volume > MAX_VOLUME:
            raise TotalTooLargeError(line=block.lines[0], limit=format_amount(MAX_VOLUME))
        starts = starts_of_runs(block)
        ends = [*starts[1:], len(block)][: len(starts)]
        runs = self._runs(block, starts, ends)
        ordinal = self._last + 1
        if runs:
            if self._open is not None:
                merged = _merged(self._open, runs[0])
                ordinal -= len(merged) == 1
                runs[:1] = merged
            self._open = Run(*runs.pop())
        self._read += len(block)
        self._last = ordinal + len(starts) - 1
        self.ordinals = chain.from_iterable(map(repeat, count(ordinal), map(sub, ends, starts)))
        return runs

    def last(self) -> list[tuple[Any, ...]]:
        """Return the run that the end of the file ends."""
        runs: list[tuple[Any, ...]] = [] if self._open is None else [self._open]
        self._open = None
        return runs

    def _runs(self, block: FecBlock, starts: Sequence[int], ends: Sequence[int]) -> list[tuple[Any, ...]]:
        marks = self._marks.of(block.account)
        columns: tuple[Iterator[Any], ...] = (
            map(block.journal_code.__getitem__, starts),
            map(block.number.__getitem__, starts),
            map(self._days.__getitem__, map(block.entry_date.__getitem__, starts)),
            map(self._days.__getitem__, map(block.validation_date.__getitem__, starts)),
            map(block.lines.__getitem__, starts),
            map(sub, ends, starts),
            _sums(block.debit, starts, ends),
            _sums(block.credit, starts, ends),
            (reduce(or_, marks[start:end]) for start, end in zip(starts, ends, strict=True)),
            map(add, starts, repeat(self._read + 1)),
        )
        return list(zip(*columns, strict=True))


class RunStore:
    """Stores the runs of a file, in their order, and the lines that could not be read."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._cutter = RunCutter()
        scratch.script(_TABLES)

    @property
    def ordinals(self) -> Iterator[int]:
        """The ordinal of the run of each line of the last block."""
        return self._cutter.ordinals

    def feed(self, block: FecBlock) -> None:
        """Take the next block; raises TotalTooLargeError."""
        if block.refused:
            self._scratch.insert("INSERT INTO damaged VALUES (?, ?, ?)", block.refused)
        self._scratch.insert(_INSERT, self._cutter.cut(block))

    def finish(self) -> None:
        """Store the last run."""
        self._scratch.insert(_INSERT, self._cutter.last())


def _sums(amounts: Sequence[int], starts: Sequence[int], ends: Sequence[int]) -> Iterator[int]:
    totals = list(accumulate(amounts, initial=0))
    return map(sub, map(totals.__getitem__, ends), map(totals.__getitem__, starts))


def _merged(run: Run, following: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Join a run with the first one of the next block when it goes on there."""
    other = Run(*following)
    if run[:4] != other[:4]:
        return [run, other]
    return [
        run._replace(
            lines=run.lines + other.lines,
            debit=run.debit + other.debit,
            credit=run.credit + other.credit,
            marks=run.marks | other.marks,
        )
    ]
