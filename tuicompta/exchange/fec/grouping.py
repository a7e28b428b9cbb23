"""Entries rebuilt from the lines of a file, whatever their order, by queries on what is stored of them (FECI-04).

An entry is made of the lines of one journal, number and date. A number that holds several dates gives several entries
when each balances; else all of them are refused.
"""

from collections.abc import Iterator

from tuicompta.core.amounts import format_amount
from tuicompta.exchange.fec.entry_totals import EntryTotals, RefusedEntry
from tuicompta.exchange.fec.normaliser import shown_number
from tuicompta.exchange.fec.scratch import Scratch
from tuicompta.exchange.fec.stage import LINE_COLUMNS

# A file in order: each run is a whole entry, there is nothing to sort.
_IN_DISORDER = """
SELECT EXISTS (SELECT 1 FROM damaged)
    OR EXISTS (SELECT 1 FROM run GROUP BY journal, number
                HAVING count(*) > 1 OR sum(debit) <> sum(credit) OR sum(lines) < 2)
"""
_AS_THEY_ARE = "ALTER TABLE run RENAME TO entry"
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
CREATE UNIQUE INDEX grouped_key ON grouped (journal, number, day)
"""
_SORT = f"""
CREATE TABLE entry AS
SELECT row_number() OVER (ORDER BY first_run) AS ordinal, journal, number, day,
       (SELECT validation FROM run WHERE run.ordinal = first_run) AS validation, line, lines, debit, credit, marks,
       sum(lines) OVER (ORDER BY first_run) - lines + 1 AS first
  FROM grouped WHERE fault IS NULL ORDER BY first_run;
CREATE UNIQUE INDEX entry_ordinal ON entry (ordinal);
CREATE UNIQUE INDEX entry_key ON entry (journal, number, day);
CREATE TABLE place (run INTEGER PRIMARY KEY, entry INTEGER);
INSERT INTO place SELECT run.ordinal, entry.ordinal FROM run LEFT JOIN entry USING (journal, number, day);
CREATE TABLE rejected (line INTEGER PRIMARY KEY);
INSERT OR IGNORE INTO rejected SELECT line FROM damaged;
INSERT OR IGNORE INTO rejected SELECT line FROM line JOIN place USING (run) WHERE entry IS NULL;
CREATE TABLE sorted_line ({LINE_COLUMNS});
INSERT INTO sorted_line
SELECT NULL, entry, line, account, piece, document, piece_day, label, folded, debit, credit, letter, letter_day, due_day
  FROM line JOIN place USING (run) WHERE entry IS NOT NULL ORDER BY entry, line.id;
DROP TABLE line;
ALTER TABLE sorted_line RENAME TO line
"""  # noqa: S608 - the columns are those of this package
_DAYS = """
SELECT journal, day, min(line), marks, count(*), sum(lines), sum(debit), sum(credit) FROM entry
 GROUP BY journal, day, marks ORDER BY min(ordinal)
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
_REASONS = {
    "damaged": "une de ses lignes est illisible",
    "dates": "plusieurs dates, et ses lignes ne s'équilibrent pas date par date",
    "single": "une seule ligne",
}


class GroupedEntries:
    """The entries of a file whose lines are stored; once sorted, `entry` and `line` hold the accepted ones."""

    def __init__(self, scratch: Scratch) -> None:
        """Group the lines of a file by journal, number and date, unless they already are."""
        self._scratch = scratch
        self.refused_count = self.groups = 0
        self._in_order = not scratch.count(_IN_DISORDER)
        if not self._in_order:
            scratch.script(_GROUPS)
            self.groups = scratch.count("SELECT count(*) FROM grouped")
            self.refused_count = scratch.count("SELECT count(*) FROM grouped WHERE fault IS NOT NULL")
            self.refused_count += scratch.count(_ONLY_DAMAGED)

    def refused(self, limit: int) -> list[RefusedEntry]:
        """Return the first refused entries, in the order of the file."""
        return [
            RefusedEntry(line, journal, shown_number(number), _REASONS.get(fault) or _unbalanced(balance))
            for line, journal, number, fault, balance in (
                [] if self._in_order else self._scratch.rows(_FAULTS, (limit,))
            )
        ]

    def sort(self) -> EntryTotals:
        """Put the lines of each accepted entry together, those of the others going to the rejects."""
        self._scratch.script(_AS_THEY_ARE if self._in_order else _SORT)
        totals = EntryTotals()
        for row in self._scratch.rows(_DAYS):
            totals.take(*row)
        return totals

    def rejected_lines(self) -> Iterator[int]:
        """Yield the numbers of the lines left out, in order, once the lines are sorted."""
        if not self._in_order:
            yield from (line for (line,) in self._scratch.rows("SELECT line FROM rejected ORDER BY line"))


def _unbalanced(balance: int) -> str:
    return f"non équilibrée, débit − crédit = {format_amount(balance)}"
