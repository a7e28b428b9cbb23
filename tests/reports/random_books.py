"""Random books for the laws of the reports: two fiscal years, any journal, side and status."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

from tests.reports.books_kit import Books, Line, open_copy
from tuicompta.core.enums import EntryStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ACCOUNTS = ("101000", "401DUP", "401MAR", "411ABC", "411ZED", "445660", "512000", "606400", "706000", "890000")
JOURNALS = ("AC", "VE", "BP", "OD", "AN")
FIRST_DAYS = {2025: date(2025, 1, 1), 2026: date(2026, 1, 1)}


class RandomEntry(NamedTuple):
    """One entry; the last line balances it."""

    journal: str
    day: date
    status: EntryStatus
    lines: tuple[tuple[str, int, str], ...]
    last: str

    def as_lines(self) -> tuple[Line, ...]:
        lines = [Line(account, amount, side=side) for account, amount, side in self.lines]
        balance = sum(line.debit - line.credit for line in lines)
        # A set that is already balanced takes two more lines.
        more = [Line(self.last, -balance)] if balance else [Line(self.last, 7), Line(self.last, -7)]
        return (*lines, *more)


AMOUNTS = st.integers(-50_000, 50_000).filter(bool)
LINES = st.tuples(st.sampled_from(ACCOUNTS), AMOUNTS, st.sampled_from(["", "D", "C"]))


@st.composite
def entries(draw: st.DrawFn) -> RandomEntry:
    journal = draw(st.sampled_from(JOURNALS))
    day = FIRST_DAYS[2025] + timedelta(days=draw(st.integers(0, 729)))
    if journal == "AN":
        day = FIRST_DAYS[day.year]
    lines = draw(st.lists(LINES, min_size=1, max_size=3))
    return RandomEntry(journal, day, draw(st.sampled_from(EntryStatus)), tuple(lines), draw(st.sampled_from(ACCOUNTS)))


BOOKS = st.lists(entries(), min_size=1, max_size=12)
STATUSES = st.sets(st.sampled_from(EntryStatus), min_size=1).map(frozenset)


@st.composite
def periods(draw: st.DrawFn) -> tuple[date, date]:
    """A period of the fiscal year 2026, bounds anywhere in the months."""
    days = sorted(draw(st.tuples(st.integers(0, 364), st.integers(0, 364))))
    start, end = (FIRST_DAYS[2026] + timedelta(days=each) for each in days)
    return start, end


@contextmanager
def written(template: Path, made: Sequence[RandomEntry]) -> Iterator[Books]:
    """Open books that hold some entries."""
    with tempfile.TemporaryDirectory() as folder:
        for books in open_copy(template, Path(folder)):
            for entry in made:
                books.post(entry.journal, entry.day, *entry.as_lines(), status=entry.status.value)
            yield books
