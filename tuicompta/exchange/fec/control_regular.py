"""The fast control of a file in which every entry is regular: nothing is stored, the first doubt gives up (FECV-06).

Most files are regular. What this control cannot swear to be right is left to the thorough one, which tells what is
wrong: the two agree on every file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tuicompta.core.fiscal_years import Span
from tuicompta.exchange.fec.control_entries import FileTotals, JournalTotals
from tuicompta.exchange.fec.fiscal_span import fiscal_span
from tuicompta.exchange.fec.letter_facts import LetterBalances
from tuicompta.exchange.fec.lines import FecBlock
from tuicompta.exchange.fec.openings import is_opening_code
from tuicompta.exchange.fec.runs import RunCutter
from tuicompta.exchange.fec.sequences import Numbering, SequenceFollower

_MOST_JOURNALS = 1000


class IrregularFileError(Exception):
    """The thorough control has something to look at; never shown."""


@dataclass(slots=True)
class _Journal:
    """What is known of a journal so far."""

    opening: bool
    first: int
    last: int
    entries: int = 0
    lines: int = 0
    debit: int = 0
    credit: int = 0


class RegularControl:
    """Follows the entries and the lettering of a file; raises IrregularFileError as soon as one is not as it should."""

    def __init__(self) -> None:
        self._cutter = RunCutter()
        self._journals: dict[str, _Journal] = {}
        self._sequence = SequenceFollower()
        self._validation = 0
        self._letters = LetterBalances()

    def feed(self, block: FecBlock) -> None:
        """Take the next block."""
        if block.refused:
            raise IrregularFileError
        self._follow(self._cutter.cut(block))
        self._letters.feed(block)

    def finish(self) -> None:
        """Take the end of the file."""
        self._follow(self._cutter.last())
        if self._letters.loose:
            raise IrregularFileError

    def totals(self) -> FileTotals | None:
        """Return the totals of the file, None when it holds no line."""
        journals = self._journals.values()
        if not journals:
            return None
        entries, debit, credit = (sum(getattr(j, name) for j in journals) for name in ("entries", "debit", "credit"))
        first, last = min(j.first for j in journals), max(j.last for j in journals)
        return FileTotals(entries, len(self._journals), debit, credit, date.fromordinal(first), date.fromordinal(last))

    def journals(self, labels: dict[str, str]) -> list[JournalTotals]:
        """Return the totals of the journals, in the order of their codes."""
        return [
            JournalTotals(
                *(code, labels.get(code, ""), j.entries, j.lines, j.debit, j.credit),
                *(date.fromordinal(j.first), date.fromordinal(j.last)),
            )
            for code, j in sorted(self._journals.items())
        ]

    @property
    def numbering(self) -> Numbering:
        """How the entries are numbered."""
        return self._sequence.numbering

    def span(self, totals: FileTotals, end: date) -> Span:
        """Return the fiscal year that ends at a date, when every entry lies inside."""
        openings = [j for j in self._journals.values() if j.opening]
        days = {day for j in openings for day in (j.first, j.last)}
        span = fiscal_span(end, totals.first, date.fromordinal(days.pop()) if len(days) == 1 else None)
        if totals.first not in span or totals.last not in span:
            raise IrregularFileError
        return span

    def _follow(self, runs: Iterable[tuple[Any, ...]]) -> None:
        sequence = self._sequence
        for code, number, day, validation, _line, lines, debit, credit, _marks, _first in runs:
            sequence.follow(code, number)
            if debit != credit or not (sequence.by_journal or sequence.whole_file):
                raise IrregularFileError
            journal = self._journal(code, day)
            self._follow_validation(journal, validation)
            journal.entries += 1
            journal.lines += lines
            journal.debit += debit
            journal.credit += credit
            if day < journal.first:
                journal.first = day
            elif day > journal.last:
                journal.last = day

    def _journal(self, code: str, day: int) -> _Journal:
        journal = self._journals.get(code)
        if journal is None:
            if len(self._journals) >= _MOST_JOURNALS:
                raise IrregularFileError
            opening = is_opening_code(code)
            if opening and not all(known.opening for known in self._journals.values()):
                raise IrregularFileError
            journal = self._journals[code] = _Journal(opening, day, day)
        return journal

    def _follow_validation(self, journal: _Journal, validation: int) -> None:
        if journal.opening:
            if self._validation:
                raise IrregularFileError
        elif validation:
            if validation < self._validation:
                raise IrregularFileError
            self._validation = validation
