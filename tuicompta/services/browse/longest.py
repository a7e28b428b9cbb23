"""How long the codes and the amounts of lines are, so that a screen gives them what they need and no more."""

from typing import NamedTuple

from tuicompta.core.dates import iso
from tuicompta.models.database import Database
from tuicompta.services.browse.account_lines import Sums
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear

_JOURNAL = "SELECT coalesce(max(length(code)), 0) FROM journal"
_CODE = "SELECT coalesce(max(length(next_lettering_code)), 0) FROM account WHERE ? IN (0, id)"
_AMOUNTS = """
    SELECT coalesce(max(abs(debit)), 0), coalesce(max(abs(credit)), 0) FROM entry_line
     WHERE account_id = ? AND entry_date BETWEEN ? AND ?
"""
_RUNNING = """
    SELECT coalesce(min(balance), 0), coalesce(max(balance), 0)
      FROM (SELECT sum(debit - credit) OVER (ORDER BY entry_line.entry_date, entry_id, position) AS balance
              FROM entry_line JOIN entry ON entry.id = entry_id
             WHERE account_id = ? AND entry_line.entry_date BETWEEN ? AND ? AND instr(?, status) > 0)
"""
_LARGEST = "SELECT coalesce(max(max(abs(debit), abs(credit))), 0) FROM entry_line"


class Longest(NamedTuple):
    """Lengths of the longest code of a journal, and of the next lettering code."""

    journal: int
    code: int


def longest_codes(database: Database, account_id: int = 0) -> Longest:
    """Return the lengths of the longest codes; of lettering codes those of one account, of all of them for 0."""
    return Longest(database.value(_JOURNAL), database.value(_CODE, (account_id,)))


def balance_bounds(database: Database, account_id: int, year: FiscalYear, statuses: str) -> tuple[int, int]:
    """Return the least and the greatest running balance of an account in a fiscal year, in cents."""
    least, most = database.row(_RUNNING, (account_id, iso(year.start), iso(year.end), statuses)) or (0, 0)
    return int(least), int(most)


def largest_amounts(database: Database, account_id: int, year: FiscalYear) -> Sums:
    """Return the largest debit and the largest credit of a line of an account in a fiscal year, in cents."""
    return Sums(*(database.row(_AMOUNTS, (account_id, iso(year.start), iso(year.end))) or ()))


def largest_amount(database: Database) -> int:
    """Return the largest amount of all the lines of the dossier, in cents."""
    return int(database.value(_LARGEST))
