"""What the entries of a file add up to by journal and day, and what their journals look like (CEE-08, FECI-07)."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

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
    """Adds up entries given by journal, day and marks, in the order of the file."""

    days: dict[tuple[str, int], DayTotals] = field(default_factory=dict)
    journals: dict[str, JournalFacts] = field(default_factory=dict)

    def take(
        self, journal: str, day: int, line: int, marks: int, entries: int, lines: int, debit: int, credit: int
    ) -> None:
        """Add the entries of one journal on one day whose lines touch the same families of roots."""
        facts = self.journals.get(journal) or self._new_journal(journal, day, line)
        totals = self.days.get((journal, day))
        if totals is None:
            totals = self.days[journal, day] = DayTotals(journal, date.fromordinal(day), line)
            facts.first = min(facts.first, totals.day)
            facts.last = max(facts.last, totals.day)
        facts.count += entries
        facts.marks[marks] += entries
        totals.line = min(totals.line, line)
        totals.entries += entries
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
