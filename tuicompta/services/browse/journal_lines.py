"""The lines of one journal/month in date order then order of entry (SJ-02)."""

from dataclasses import dataclass

from tuicompta.models.database import Database
from tuicompta.services.browse.keyset import KeysetQueries, KeysetTable

_SELECT = """
    SELECT entry_line.id, entry.id, entry.status, entry.entry_date, entry_line.piece_number, document_number,
           account.number, account.title, entry_line.label, entry_line.debit, entry_line.credit,
           (SELECT min(due_on) FROM due_date WHERE entry_line_id = entry_line.id), coalesce(payment_method.code, ''),
           entry_line.position, coalesce(lettering.code, ''), definitive_number
      FROM entry JOIN entry_line ON entry_line.entry_id = entry.id JOIN account ON account.id = entry_line.account_id
      LEFT JOIN payment_method ON payment_method.id = payment_method_id
      LEFT JOIN lettering ON lettering.id = lettering_id
     WHERE entry.journal_id = ? AND entry.period_id = ?
"""
_ORDER = " ORDER BY entry.entry_date, entry.id, position LIMIT ?"
_BACKWARDS = " ORDER BY entry.entry_date DESC, entry.id DESC, position DESC LIMIT ?"

_QUERIES = KeysetQueries(
    first=_SELECT + _ORDER,
    last=_SELECT + _BACKWARDS,
    after=_SELECT + " AND (entry.entry_date, entry.id, position) > (?, ?, ?)" + _ORDER,
    before=_SELECT + " AND (entry.entry_date, entry.id, position) < (?, ?, ?)" + _BACKWARDS,
    row=_SELECT + " AND entry_line.id = ?",
    place="SELECT entry_date, entry_id, position FROM entry_line WHERE id = ?",
    count=(
        "SELECT coalesce(sum(debit_lines + credit_lines), 0) FROM balance_total WHERE journal_id = ? AND period_id = ?"
    ),
)
_TOTALS = (
    "SELECT coalesce(sum(debit), 0), coalesce(sum(credit), 0) FROM balance_total WHERE journal_id = ? AND period_id = ?"
)


@dataclass(frozen=True, slots=True)
class JournalTotals:
    """Foot of a journal/month, all statuses included; cents (SJ-36)."""

    debit: int
    credit: int


def journal_lines(database: Database, journal_id: int, period_id: int) -> KeysetTable:
    """Return the lines of a journal/month as a table of any size."""
    return KeysetTable(database, _QUERIES, (journal_id, period_id))


def journal_totals(database: Database, journal_id: int, period_id: int) -> JournalTotals:
    """Return the totals of a journal/month, read from the kept totals."""
    return JournalTotals(*(database.row(_TOTALS, (journal_id, period_id)) or (0, 0)))
