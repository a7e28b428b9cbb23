"""Entries of a file whose lines follow one another: each run is an entry, nothing needs to be stored (FECI-04)."""

from collections.abc import Sequence
from typing import Any

from tuicompta.exchange.fec.entry_totals import EntryTotals
from tuicompta.exchange.fec.lines import FecBlock
from tuicompta.exchange.fec.runs import RunCutter
from tuicompta.exchange.fec.sequences import SequenceFollower

LEAST_LINES = 2


class ScatteredFileError(Exception):
    """Some entries are not plain: their lines must be stored and sorted; never shown."""


class ContiguousEntries:
    """Checks that every run of a file is a whole balanced entry; raises ScatteredFileError when one is not."""

    def __init__(self) -> None:
        self.totals = EntryTotals()
        self._cutter = RunCutter()
        self._sequence = SequenceFollower()

    def feed(self, block: FecBlock) -> None:
        """Take the next block."""
        if block.refused:
            raise ScatteredFileError
        self._take(self._cutter.cut(block))

    def finish(self) -> None:
        """Take the end of the file."""
        self._take(self._cutter.last())

    def _take(self, runs: Sequence[tuple[Any, ...]]) -> None:
        follow = self._sequence.follow
        for journal, number, _day, _validation, _line, lines, debit, credit, _marks in runs:
            follow(journal, number)
            if debit != credit or lines < LEAST_LINES:
                raise ScatteredFileError
        if not self._sequence.increasing:
            raise ScatteredFileError
        self.totals.take(runs)
