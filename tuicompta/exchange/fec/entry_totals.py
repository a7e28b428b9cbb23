"""What the entries of a file add up to by journal and day, and what their journals look like (CEE-08, FECI-07)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from tuicompta.exchange.fec.errors import FecError
from tuicompta.exchange.fec.journals import JournalFacts
from tuicompta.exchange.fec.lines import FecBlock

MAX_JOURNALS = 1000


class TooManyJournalsError(FecError):
    """A file names more journals than any bookkeeping has."""

    template = "Ligne {line} : plus de {limit} journaux, ce n'est pas une comptabilité."


class RefusedEntry(NamedTuple):
    """An entry that cannot be rebuilt, with its first line in the file and the reason."""

    line: int
    journal: str
    number: str
    reason: str


@dataclass(slots=True)
class DayTotals:
    """Entries of one journal on one day; amounts in cents, `line` the first one in the file."""

    journal: str
    day: date
    line: int
    entries: int = 0
    lines: int = 0
    debit: int = 0
    credit: int = 0


@dataclass(slots=True)
class EntryTotals:
    """Adds up entries given one by one in the order of the file."""

    days: dict[tuple[str, int], DayTotals] = field(default_factory=dict)
    journals: dict[str, JournalFacts] = field(default_factory=dict)
    numbered: bool = True
    """Whether the numbers of each journal are 1, 2, 3…"""

    def take(self, runs: Sequence[tuple[Any, ...]]) -> None:
        """Add entries given as runs: journal, number, day, -, line, lines, debit, credit, marks."""
        for journal, number, day, _validation, line, lines, debit, credit, marks in runs:
            facts = self.journals.get(journal)
            if facts is None:
                facts = self._new_journal(journal, day, line)
            totals = self.days.get((journal, day))
            if totals is None:
                totals = self.days[journal, day] = DayTotals(journal, date.fromordinal(day), line)
                facts.first = min(facts.first, totals.day)
                facts.last = max(facts.last, totals.day)
            facts.count += 1
            facts.marks[marks] += 1
            if self.numbered and number != str(facts.count):
                self.numbered = False
            totals.entries += 1
            totals.lines += lines
            totals.debit += debit
            totals.credit += credit

    def _new_journal(self, code: str, day: int, line: int) -> JournalFacts:
        if len(self.journals) >= MAX_JOURNALS:
            raise TooManyJournalsError(line=line, limit=MAX_JOURNALS)
        first = date.fromordinal(day)
        self.journals[code] = facts = JournalFacts(code, "", first, first)
        return facts


class JournalLabels:
    """The label of each journal of a file: the first one that is not blank."""

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}

    def feed(self, block: FecBlock) -> None:
        """Take the next block."""
        for code, label in sorted(set(zip(block.journal_code, block.journal_label, strict=True))):
            if label and code not in self.labels:
                self.labels[code] = label
