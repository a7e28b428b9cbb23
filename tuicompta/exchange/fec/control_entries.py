"""Accounting controls over the entries of a whole file, by queries on its runs (FECV-06)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date
from tuicompta.core.fiscal_years import Span
from tuicompta.exchange.fec.findings import FindingLog, Rule
from tuicompta.exchange.fec.fiscal_span import fiscal_span
from tuicompta.exchange.fec.openings import is_opening_code
from tuicompta.exchange.fec.scratch import Scratch

# An entry of the control: every line of one journal and number.
_TABLES = """
CREATE TABLE numbered AS
SELECT journal, number, min(line) AS line, sum(lines) AS lines, sum(debit) AS debit, sum(credit) AS credit,
       count(*) AS runs, min(ordinal) AS first_run, max(ordinal) AS last_run,
       min(day) AS first_day, max(day) AS last_day,
       min(validation) AS first_validation, max(validation) AS last_validation
  FROM run GROUP BY journal, number;
CREATE TABLE opening AS SELECT DISTINCT journal FROM run WHERE 0
"""
# A damaged entry misses lines: its balance says nothing.
_UNBALANCED = """
SELECT line, journal, number, debit - credit FROM numbered
 WHERE debit <> credit AND NOT EXISTS (
    SELECT 1 FROM damaged WHERE damaged.journal = numbered.journal AND damaged.number = numbered.number)
 ORDER BY line
"""
_SEVERAL_DATES = """
SELECT line, journal, number, first_day, last_day FROM numbered
 WHERE number <> '' AND first_day <> last_day ORDER BY line
"""
_SEVERAL_VALIDATIONS = """
SELECT line, journal, number, first_validation, last_validation FROM numbered
 WHERE number <> '' AND first_validation <> last_validation ORDER BY line
"""
_ANY_SCATTERED = "SELECT count(*) FROM numbered WHERE number <> '' AND last_run - first_run + 1 <> runs"
# Runs that follow one another share `ordinal - rank`: each such island is a piece of the entry.
_ISLANDS = """
SELECT min(line), journal, number, count(*), sum(balance <> 0) FROM (
    SELECT journal, number, min(line) AS line, sum(debit - credit) AS balance FROM (
        SELECT journal, number, line, debit, credit,
               ordinal - row_number() OVER (PARTITION BY journal, number ORDER BY ordinal) AS island
          FROM run WHERE number <> '')
     GROUP BY journal, number, island)
 GROUP BY journal, number HAVING count(*) > 1 ORDER BY min(line)
"""
_OPENING_LATE = """
SELECT line, journal, number FROM run WHERE journal IN opening
   AND ordinal > (SELECT min(ordinal) FROM run WHERE journal NOT IN opening) ORDER BY ordinal
"""
_BACKWARDS = """
SELECT line, validation, previous FROM (
    SELECT ordinal, line, validation, lag(validation) OVER (ORDER BY ordinal) AS previous
      FROM run WHERE validation > 0 AND journal NOT IN opening)
 WHERE validation < previous ORDER BY ordinal
"""
_OUTSIDE = "SELECT line, journal, number, day FROM run WHERE day NOT BETWEEN ? AND ? ORDER BY ordinal"
_JOURNALS = """
SELECT journal, (SELECT min(title) FROM title WHERE kind = 'JournalLib' AND code = journal), count(*), sum(lines),
       sum(debit), sum(credit), min(first_day), max(last_day)
  FROM numbered GROUP BY journal ORDER BY journal LIMIT ?
"""
_TOTALS = (
    "SELECT count(*), count(DISTINCT journal), sum(debit), sum(credit), min(first_day), max(last_day) FROM numbered"
)
_OPENING_DAYS = "SELECT min(first_day), max(last_day) FROM numbered WHERE journal IN opening"


class JournalTotals(NamedTuple):
    """One journal of a file; amounts in cents."""

    code: str
    label: str
    entries: int
    lines: int
    debit: int
    credit: int
    first: date
    last: date


class FileTotals(NamedTuple):
    """What a file adds up to; amounts in cents."""

    entries: int
    journals: int
    debit: int
    credit: int
    first: date
    last: date


class EntryControl:
    """Controls the entries of a file whose runs are all stored; the findings go to the log."""

    def __init__(self, scratch: Scratch, log: FindingLog) -> None:
        self._scratch = scratch
        self._log = log
        scratch.script(_TABLES)
        codes = [row[0] for row in scratch.rows("SELECT DISTINCT journal FROM run")]
        scratch.insert("INSERT INTO opening VALUES (?)", ((code,) for code in codes if is_opening_code(code)))

    def totals(self) -> FileTotals | None:
        """Return the totals of the file, None when it holds no line."""
        for entries, journals, debit, credit, first, last in self._scratch.rows(_TOTALS):
            if entries:
                days = date.fromordinal(first), date.fromordinal(last)
                return FileTotals(entries, journals, debit, credit, *days)
        return None

    def journals(self, limit: int) -> Iterator[JournalTotals]:
        """Yield the totals of at most `limit` journals, in the order of their codes."""
        for row in self._scratch.rows(_JOURNALS, (limit,)):
            totals = JournalTotals(*row)
            yield totals._replace(first=date.fromordinal(row[-2]), last=date.fromordinal(row[-1]))

    def control(self, totals: FileTotals, end: date | None) -> Span | None:
        """Run every control; return the fiscal year, when the name of the file gives its end."""
        if totals.debit != totals.credit:
            self._log.add(Rule.FILE_UNBALANCED, value=_difference(totals.debit - totals.credit))
        for line, journal, number, balance in self._scratch.rows(_UNBALANCED):
            self._log.add(Rule.ENTRY_UNBALANCED, line, "", f"{_entry(journal, number)} : {_difference(balance)}")
        self._control_dates()
        self._control_islands()
        for line, journal, number in self._scratch.rows(_OPENING_LATE):
            self._log.add(Rule.OPENING_NOT_FIRST, line, "", _entry(journal, number))
        for line, day, previous in self._scratch.rows(_BACKWARDS):
            self._log.add(Rule.VALIDATION_BACKWARDS, line, "ValidDate", f"{_day(day)} < {_day(previous)}")
        return None if end is None else self._control_span(totals, end)

    def _control_dates(self) -> None:
        for rule, column, query in (
            (Rule.SEVERAL_DATES, "EcritureDate", _SEVERAL_DATES),
            (Rule.SEVERAL_VALIDATIONS, "ValidDate", _SEVERAL_VALIDATIONS),
        ):
            for line, journal, number, first, last in self._scratch.rows(query):
                self._log.add(rule, line, column, f"{_entry(journal, number)} : {_day(first)}, {_day(last)}")

    def _control_islands(self) -> None:
        if not self._scratch.count(_ANY_SCATTERED):
            return
        for line, journal, number, islands, unbalanced in self._scratch.rows(_ISLANDS):
            rule = Rule.SCATTERED_ENTRY if unbalanced else Rule.NUMBER_REPEATED
            self._log.add(rule, line, "EcritureNum", f"{_entry(journal, number)} : {islands} fois")

    def _control_span(self, totals: FileTotals, end: date) -> Span:
        first, last = next(self._scratch.rows(_OPENING_DAYS))
        opening = date.fromordinal(first) if first is not None and first == last else None
        span = fiscal_span(end, totals.first, opening)
        bounds = (span.start.toordinal(), span.end.toordinal())
        for line, journal, number, day in self._scratch.rows(_OUTSIDE, bounds):
            self._log.add(Rule.OUTSIDE_FISCAL_YEAR, line, "EcritureDate", f"{_entry(journal, number)} : {_day(day)}")
        return span


def _entry(journal: str, number: str) -> str:
    return f"{journal} n° {number}" if number else f"{journal} sans n°"


def _day(ordinal: int) -> str:
    return format_date(date.fromordinal(ordinal)) if ordinal else "sans date"


def _difference(balance: int) -> str:
    return f"débit − crédit = {format_amount(balance)}"
