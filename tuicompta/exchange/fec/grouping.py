"""Entries rebuilt from lines in any order, in bounded memory: a temporary database sorts them (FECI-04).

An entry is made of the lines of one journal, number and date. A number that holds several dates gives several entries
when each balances; else all of them are refused.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import compress, islice
from typing import Any

from tuicompta.core.amounts import format_amount
from tuicompta.exchange.fec.entry_totals import EntryTotals, RefusedEntry
from tuicompta.exchange.fec.lines import FecBlock, FecLine
from tuicompta.exchange.fec.normaliser import shown_number
from tuicompta.exchange.fec.reader import DATE_FIELDS
from tuicompta.exchange.fec.runs import NO_DAY, DayOrdinals, RunStore, starts_of_runs
from tuicompta.exchange.fec.scratch import Scratch

_LINES_OF_BLOCK = 250
_TAKEN_AT_ONCE = 1000
_GROUPS = """
CREATE TABLE grouped AS
SELECT *, CASE WHEN EXISTS (SELECT 1 FROM damaged
                             WHERE damaged.journal = found.journal AND damaged.number = found.number) THEN 'damaged'
               WHEN days > 1 AND unbalanced > 0 THEN 'dates'
               WHEN debit <> credit THEN 'balance'
               WHEN lines < 2 THEN 'single' END AS fault
  FROM (SELECT *, count(*) OVER (PARTITION BY journal, number) AS days,
               sum(debit <> credit) OVER (PARTITION BY journal, number) AS unbalanced
          FROM (SELECT journal, number, day, min(ordinal) AS first_run, min(line) AS line, sum(lines) AS lines,
                       sum(debit) AS debit, sum(credit) AS credit,
                       max(marks & 1) + max(marks & 2) + max(marks & 4) + max(marks & 8) + max(marks & 16) AS marks
                  FROM run GROUP BY journal, number, day)) AS found;
CREATE UNIQUE INDEX grouped_key ON grouped (journal, number, day);
CREATE TABLE place (ordinal INTEGER PRIMARY KEY, first_run INTEGER);
INSERT INTO place
SELECT ordinal, CASE WHEN fault IS NULL THEN first_run ELSE 0 END FROM run JOIN grouped USING (journal, number, day);
CREATE TABLE rejected (line INTEGER PRIMARY KEY);
INSERT OR IGNORE INTO rejected SELECT line FROM damaged;
CREATE TABLE sorted_line (
    first_run, rank, line, journal_code, journal_label, number, entry_date, account, account_label, auxiliary,
    auxiliary_label, piece, piece_date, label, debit, credit, lettering, lettering_date, validation_date,
    currency_amount, currency, payment_date, payment_method, operation_nature, client, due_date, document, file,
    PRIMARY KEY (first_run, rank)
) WITHOUT ROWID
"""
_ACCEPTED = """
SELECT journal, number, day, 0, line, lines, debit, credit, marks FROM grouped WHERE fault IS NULL ORDER BY first_run
"""
_FAULTS = """
SELECT line, journal, number, fault, debit - credit FROM grouped WHERE fault IS NOT NULL
UNION ALL
SELECT min(line), journal, number, 'damaged', 0 FROM damaged
 WHERE NOT EXISTS (SELECT 1 FROM grouped WHERE grouped.journal = damaged.journal AND grouped.number = damaged.number)
 GROUP BY journal, number ORDER BY 1 LIMIT ?
"""
_ONLY_DAMAGED = """
SELECT count(*) FROM (SELECT DISTINCT journal, number FROM damaged) AS lost
 WHERE NOT EXISTS (SELECT 1 FROM grouped WHERE grouped.journal = lost.journal AND grouped.number = lost.number)
"""
_INSERT = """
INSERT INTO sorted_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_REASONS = {
    "damaged": "une de ses lignes est illisible",
    "dates": "plusieurs dates, et ses lignes ne s'équilibrent pas date par date",
    "single": "une seule ligne",
}

Blocks = Callable[[], Iterable[FecBlock]]
"""Reads the file again, its lines prepared in the same way."""


class GroupedEntries:
    """The entries of a file whose lines are not in order; they can be read once sorted, as often as wanted."""

    def __init__(self, scratch: Scratch, blocks: Blocks) -> None:
        """Group the lines of a file; raises the refusals of a reading."""
        self._scratch = scratch
        self._blocks = blocks
        self.totals = EntryTotals()
        store = RunStore(scratch)
        for block in blocks():
            store.feed(block)
        store.finish()
        scratch.script(_GROUPS)
        self.groups = scratch.count("SELECT count(*) FROM grouped")
        self.refused_count = scratch.count("SELECT count(*) FROM grouped WHERE fault IS NOT NULL")
        self.refused_count += scratch.count(_ONLY_DAMAGED)
        rows = scratch.rows(_ACCEPTED)
        while runs := list(islice(rows, _TAKEN_AT_ONCE)):
            self.totals.take(runs)

    def refused(self, limit: int) -> list[RefusedEntry]:
        """Return the first refused entries, in the order of the file."""
        return [
            RefusedEntry(line, journal, shown_number(number), _REASONS.get(fault) or _unbalanced(balance))
            for line, journal, number, fault, balance in self._scratch.rows(_FAULTS, (limit,))
        ]

    def sort(self) -> None:
        """Store the lines of the accepted entries, those of the others going to the rejects."""
        places, ranks = _Places(self._scratch), 0
        for block in self._blocks():
            first_runs = places.of(block)
            accepted = [bool(first) for first in first_runs]
            rows = zip(first_runs, range(ranks, ranks + len(block)), block.lines, _stored(block), strict=True)
            self._scratch.insert(_INSERT, ((*key, *line) for *key, line in compress(rows, accepted)))
            left_out = compress(block.lines, [not kept for kept in accepted])
            self._scratch.insert("INSERT OR IGNORE INTO rejected VALUES (?)", ((line,) for line in left_out))
            ranks += len(block)

    def blocks(self) -> Iterator[FecBlock]:
        """Yield the lines of the accepted entries, those of an entry following one another."""
        rows = self._scratch.rows("SELECT * FROM sorted_line ORDER BY first_run, rank")
        while batch := list(islice(rows, _LINES_OF_BLOCK)):
            _, _, lines, *columns = zip(*batch, strict=True)
            yield FecBlock(lines, (), **_read_back(dict(zip(FecLine._fields, columns, strict=True))))

    def rejected_lines(self) -> Iterator[int]:
        """Yield the numbers of the lines left out, in order, once the lines are sorted."""
        return (line for (line,) in self._scratch.rows("SELECT line FROM rejected ORDER BY line"))


class _Places:
    """Tells, block after block, the first run of the entry of each line: 0 for a refused entry."""

    def __init__(self, scratch: Scratch) -> None:
        self._rows = scratch.rows("SELECT first_run FROM place ORDER BY ordinal")
        self._last: tuple[object, ...] | None = None
        self._first_run = 0

    def of(self, block: FecBlock) -> list[int]:
        starts = starts_of_runs(block)
        keys = [_key(block, start) for start in starts]
        found = []
        for start, key, end in zip(starts, keys, [*starts[1:], len(block)], strict=False):
            if key != self._last:
                self._first_run, self._last = next(self._rows)[0], key
            found += [self._first_run] * (end - start)
        return found


def _key(block: FecBlock, index: int) -> tuple[object, ...]:
    return (block.journal_code[index], block.number[index], block.entry_date[index], block.validation_date[index])


def _stored(block: FecBlock) -> Iterator[list[object]]:
    days = DayOrdinals()
    columns = [
        map(days.__getitem__, getattr(block, name)) if name in DATE_FIELDS else getattr(block, name)
        for name in FecLine._fields
    ]
    return map(list, zip(*columns, strict=True))


def _read_back(columns: dict[str, tuple[Any, ...]]) -> dict[str, Any]:
    days: dict[int, date | None] = {NO_DAY: None}
    for name in DATE_FIELDS:
        days |= {day: date.fromordinal(day) for day in set(columns[name]) - days.keys()}
        columns[name] = tuple(map(days.__getitem__, columns[name]))
    return columns


def _unbalanced(balance: int) -> str:
    return f"non équilibrée, débit − crédit = {format_amount(balance)}"
