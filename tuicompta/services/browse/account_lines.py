"""The lines of one account over one fiscal year with their running balance (CONS)."""

from dataclasses import dataclass

from tuicompta.core.dates import iso
from tuicompta.models.database import Database
from tuicompta.services.browse.keyset import KeyedRow, KeysetQueries, KeysetTable
from tuicompta.services.fiscal_years import FiscalYear

_SELECT = """
    SELECT entry_line.id, entry.id, entry.status, journal.code, entry_line.entry_date, entry_line.piece_number,
           document_number, entry_line.label, debit, credit, coalesce(lettering.code, '')
      FROM entry_line JOIN entry ON entry.id = entry_id JOIN journal ON journal.id = journal_id
      LEFT JOIN lettering ON lettering.id = lettering_id
     WHERE entry_line.account_id = ? AND entry_line.entry_date BETWEEN ? AND ? AND entry.status <> 'S'
"""
_ORDER = " ORDER BY entry_line.entry_date, entry_id, position LIMIT ?"
_BACKWARDS = " ORDER BY entry_line.entry_date DESC, entry_id DESC, position DESC LIMIT ?"
_QUERIES = KeysetQueries(
    first=_SELECT + _ORDER,
    last=_SELECT + _BACKWARDS,
    after=_SELECT + " AND (entry_line.entry_date, entry_id, position) > (?, ?, ?)" + _ORDER,
    before=_SELECT + " AND (entry_line.entry_date, entry_id, position) < (?, ?, ?)" + _BACKWARDS,
    row=_SELECT + " AND entry_line.id = ?",
    place="SELECT entry_date, entry_id, position FROM entry_line WHERE id = ?",
    count="""
        SELECT coalesce(sum(debit_lines + credit_lines), 0) FROM balance_total JOIN period ON period.id = period_id
         WHERE account_id = ? AND start_date >= ? AND end_date <= ? AND status <> 'S'""",
)
# What comes before a line: whole periods from the kept totals, then the lines of its own period.
_BEFORE_PERIOD = """
    SELECT coalesce(sum(debit - credit), 0) FROM balance_total JOIN period ON period.id = period_id
     WHERE account_id = ? AND start_date >= ? AND end_date < ? AND status <> 'S'
"""
_INSIDE_PERIOD = """
    SELECT coalesce(sum(debit - credit), 0) FROM entry_line JOIN entry ON entry.id = entry_id
     WHERE account_id = ? AND status <> 'S' AND entry_line.entry_date >= ?
       AND (entry_line.entry_date, entry_id, position) <= (?, ?, ?)
"""
_PERIOD_START = "SELECT start_date FROM period WHERE ? BETWEEN start_date AND end_date"
_SUMS = """
    SELECT coalesce(sum(debit), 0), coalesce(sum(credit), 0) FROM balance_total JOIN period ON period.id = period_id
     WHERE account_id = ? AND fiscal_year_id = ? AND status <> 'S'
"""


@dataclass
class AccountLines(KeysetTable):
    """Lines of an account in date order; the last value of a row is its running balance (debit − credit, cents)."""

    year: FiscalYear

    def first(self, size: int) -> list[KeyedRow]:
        """Return at most `size` rows from the start."""
        return self._balanced(super().first(size))

    def last(self, size: int) -> list[KeyedRow]:
        """Return at most `size` rows up to the end."""
        return self._balanced(super().last(size))

    def after(self, key: int, size: int) -> list[KeyedRow]:
        """Return at most `size` rows that follow the row of a key."""
        return self._balanced(super().after(key, size))

    def before(self, key: int, size: int) -> list[KeyedRow]:
        """Return at most `size` rows that come before the row of a key."""
        return self._balanced(super().before(key, size))

    def row(self, key: int) -> KeyedRow | None:
        """Return the row of a key."""
        found = super().row(key)
        return self._balanced([found])[0] if found else None

    def _balanced(self, rows: list[KeyedRow]) -> list[KeyedRow]:
        """Add the running balance, carried from one row to the next."""
        if not rows:
            return rows
        balance, balanced = self._balance_at(rows[0][0]), []
        for rank, (key, values) in enumerate(rows):
            if rank:
                balance += values[7] - values[8]
            balanced.append((key, (*values, balance)))
        return balanced

    def _balance_at(self, line_id: int) -> int:
        """Return the balance of the account after a line, from the start of the fiscal year."""
        account, start = self.parameters[0], iso(self.year.start)
        place = self._place(line_id) or (start, 0, 0)
        month = max(str(self.database.value(_PERIOD_START, (place[0],))), start)
        before = int(self.database.value(_BEFORE_PERIOD, (account, start, month)))
        return before + int(self.database.value(_INSIDE_PERIOD, (account, month, *place)))


def account_lines(database: Database, account_id: int, year: FiscalYear) -> AccountLines:
    """Return the lines of an account over a fiscal year, simulated entries left out (CONS-02, CONS-14)."""
    return AccountLines(database, _QUERIES, (account_id, iso(year.start), iso(year.end)), year)


def account_sums(database: Database, account_id: int, year: FiscalYear) -> tuple[int, int]:
    """Return the debit and credit of an account over a fiscal year, simulated entries left out (CONS-08, CONS-09)."""
    row = database.row(_SUMS, (account_id, year.id))
    return (0, 0) if row is None else (row[0], row[1])
