"""A store of entries on plain data, which counts what a grid reads of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.core.entry.ledger import Ledger, Typist
from tuicompta.core.entry.details import Detail
from tuicompta.core.entry.entries import with_key
from tuicompta.core.entry.machine import EntryMachine
from tuicompta.core.entry.model import Column, Grid, GridEntry, GridLine, Provenance
from tuicompta.core.entry.ports import Stub
from tuicompta.core.entry.profile import JOURNAL_WINDOW
from tuicompta.core.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


MARCH = date(2026, 3, 1), date(2026, 3, 31)
TYPED = Provenance.TYPED


@dataclass
class Shelf:
    """The stored entries of a journal/month, by identifier, in the order of the grid. `asked` counts the questions."""

    entries: dict[int, GridEntry] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)

    def outline(self) -> Sequence[Stub]:
        self.asked["outline"] += 1
        return [Stub(number, len(entry.lines), entry.version) for number, entry in self.entries.items()]

    def totals(self) -> tuple[int, int]:
        self.asked["totals"] += 1
        return sum(entry.debit for entry in self.entries.values()), sum(entry.credit for entry in self.entries.values())

    def read(self, identifiers: Sequence[int]) -> Sequence[GridEntry]:
        self.asked["read"] += 1
        return [with_key(self.entries[number], number) for number in identifiers if number in self.entries]

    def details(self, identifier: int) -> Mapping[int, Mapping[Detail, str]]:
        self.asked["details"] += 1
        return {line.line_id or 0: {Detail.NOTES: f"note {identifier}"} for line in self.entries[identifier].lines}

    def found(self, text: str) -> Sequence[tuple[int, int]]:
        self.asked["found"] += 1
        return [
            (number, rank)
            for number, entry in self.entries.items()
            for rank, line in enumerate(entry.lines)
            if fold(text) in fold(f"{line.account} {line.label} {line.piece} {line.document}")
        ]


def pay(number: int, day: date, cents: int = 100_00, label: str = "") -> GridEntry:
    """Return a stored pay entry of two lines."""
    marks = {Column.PIECE: TYPED, Column.ACCOUNT: TYPED, Column.LABEL: TYPED}
    name = label or f"Paie {number}"
    lines = (
        GridLine(f"{number:05}", "", "6411", name, debit=cents, marks={**marks, Column.DEBIT: TYPED}),
        GridLine(f"{number:05}", "", "421", name, credit=cents, marks={**marks, Column.CREDIT: TYPED}),
    )
    stored = tuple(replace(line, line_id=number * 10 + rank) for rank, line in enumerate(lines))
    header = {Column.JOURNAL: TYPED, Column.DATE: TYPED}
    return GridEntry(
        number, "OD", day, lines=stored, marks=header, complete=True, saved=True, entry_id=number, version=1
    )


def shelf_of(count: int) -> Shelf:
    """Return a month of so many entries of two lines each."""
    return Shelf({number: pay(number, MARCH[0] + timedelta(days=number % 28)) for number in range(1, count + 1)})


def on_shelf(shelf: Shelf, *typed: GridEntry, ledger: Ledger | None = None, read_only: str = "") -> Typist:
    """Return a journal window on a store, with what an interrupted input adds."""
    grid = Grid(*MARCH, list(typed), journal="OD", read_only=read_only)
    profile = JOURNAL_WINDOW if not read_only else replace(JOURNAL_WINDOW, several=False)
    typist = Typist(ledger, profile=profile, grid=grid, journal="OD")
    typist.machine = EntryMachine(typist.ledger, grid, None, profile, stored=shelf)
    return typist
