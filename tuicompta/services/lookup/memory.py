"""What was entered before, from which the entry grids make their proposals."""

from collections.abc import Mapping, Sequence
from datetime import date

from tuicompta.core.dates import format_date, iso, parse_iso
from tuicompta.core.entry.details import Detail
from tuicompta.core.entry.ports import PastEntry, PastLine
from tuicompta.core.enums import JournalType
from tuicompta.core.text import fold
from tuicompta.services.entries.line_details import line_details
from tuicompta.services.lookup.base import Lookup, database_of

RECENT_LABELS = 2000

_LAST_JOURNAL = """
    SELECT code FROM entry JOIN journal ON journal.id = journal_id
     WHERE created_by = ? AND journal.type <> 'opening' ORDER BY entry.id DESC LIMIT 1
"""
_LAST_DATE = """
    SELECT entry_date FROM entry WHERE created_by = ? AND fiscal_year_id = ? ORDER BY id DESC LIMIT 1
"""
_LAST_ENTRY = """
    SELECT max(entry.id) FROM entry WHERE journal_id = (SELECT id FROM journal WHERE code = ?)
"""
# The totals tell at once whether the account was ever used in the journal; only then are its lines read backwards.
_USED = """
    SELECT 1 FROM balance_total JOIN journal ON journal.id = journal_id
     WHERE account_id = (SELECT id FROM account WHERE number = ?) AND journal.code = ? LIMIT 1
"""
_USED_IN_TYPE = """
    SELECT code FROM balance_total JOIN journal ON journal.id = journal_id
     WHERE account_id = (SELECT id FROM account WHERE number = ?)
       AND journal.type = (SELECT type FROM journal WHERE code = ?) AND journal.type <> 'opening'
     GROUP BY code
"""
_LATEST_OF_ACCOUNT = """
    SELECT entry_line.entry_id, entry_line.label, entry_line.entry_date
      FROM entry_line JOIN entry ON entry.id = entry_id
     WHERE account_id = (SELECT id FROM account WHERE number = ?)
       AND journal_id = (SELECT id FROM journal WHERE code = ?)
     ORDER BY entry_line.entry_date DESC, entry_id DESC, position LIMIT 1
"""
_HEADER = """
    SELECT code, entry_date, piece_number FROM entry JOIN journal ON journal.id = journal_id WHERE entry.id = ?
"""
_LINES = """
    SELECT account.number, entry_line.label, debit, credit, document_number, coalesce(payment_method.code, '')
      FROM entry_line JOIN account ON account.id = account_id
      LEFT JOIN payment_method ON payment_method.id = payment_method_id
     WHERE entry_id = ? ORDER BY position
"""
_RECENT_LABELS = """
    SELECT folded_label, label FROM entry_line
     WHERE entry_id IN (SELECT id FROM entry WHERE journal_id = (SELECT id FROM journal WHERE code = ?)
                         ORDER BY period_id DESC, entry_date DESC, id DESC LIMIT ?)
     ORDER BY entry_id DESC, position
"""
_SIMILAR = """
    SELECT journal.code, entry.piece_number, entry.entry_date
      FROM entry_line JOIN entry ON entry.id = entry_id JOIN journal ON journal.id = journal_id
      JOIN fiscal_year ON fiscal_year.id = fiscal_year_id
     WHERE account_id = (SELECT id FROM account WHERE number = ?) AND debit - credit = ? AND entry.id IS NOT ?
       AND closed_at IS NULL
       AND journal.type = ? AND (CASE WHEN ? <> '' THEN document_number = ? ELSE entry.entry_date = ? END) LIMIT 1
"""


class MemoryLookup(Lookup):
    """Entries of the past (`core.entry.ports.Memory`)."""

    labels: dict[str, list[tuple[str, str]]]

    def last_journal(self) -> str:
        """Return the journal of the user's last entry, or "" (KM-45)."""
        return str(database_of(self).value(_LAST_JOURNAL, (self.dossier.user.id,)) or "")

    def last_entry_date(self, start: date, end: date) -> date | None:
        """Return the date of the user's last entry in the fiscal year of these dates (KM-42)."""
        del start, end  # the look-up is made for that fiscal year
        found = database_of(self).value(_LAST_DATE, (self.dossier.user.id, self.year.id))
        return parse_iso(found) if found else None

    def last_entry(self, journal: str) -> PastEntry | None:
        """Return the last stored entry of a journal (KM-92)."""
        found = database_of(self).value(_LAST_ENTRY, (journal,))
        return self._entry(found) if found else None

    def usual_entry(self, account: str, journal: str) -> PastEntry | None:
        """Return the latest entry with this account in this journal, else in a journal of the same type (KM-89)."""
        latest = self._latest(account, [journal]) or self._latest(account, self._of_same_type(account, journal))
        return self._entry(latest[0]) if latest else None

    def last_label(self, account: str, journal: str) -> str:
        """Return the last label used on this account in this journal, or "" (KM-69)."""
        latest = self._latest(account, [journal])
        return latest[1] if latest else ""

    def recent_label(self, journal: str, beginning: str) -> str:
        """Return the most recent label of the journal that starts with this text (KM-71)."""
        if journal not in self.labels:
            self.labels[journal] = database_of(self).rows(_RECENT_LABELS, (journal, RECENT_LABELS))
        typed = fold(beginning)
        return next((label for folded, label in self.labels[journal] if folded.startswith(typed)), "")

    def forget_labels(self) -> None:
        """Read the recent labels again at the next call, after a save."""
        self.labels.clear()

    def similar_entry(
        self, account: str, amount: int, document: str, day: date, journal_type: JournalType, own: int | None
    ) -> str:
        """Return how to name a stored entry that looks like this one, or "" (OSA-11)."""
        keys = (account, amount, own, journal_type.value, document, document, iso(day))
        row = database_of(self).row(_SIMILAR, keys)
        return "" if row is None else f"{row[0]} {row[1]} du {format_date(parse_iso(row[2]))}"

    def line_details(self, entry_id: int) -> Mapping[int, Mapping[Detail, str]]:
        """Return what a grid only reads of the lines of a stored entry (SW-34)."""
        return line_details(database_of(self), entry_id)

    def _of_same_type(self, account: str, journal: str) -> list[str]:
        return [code for (code,) in database_of(self).rows(_USED_IN_TYPE, (account, journal)) if code != journal]

    def _latest(self, account: str, journals: Sequence[str]) -> tuple[int, str] | None:
        database = database_of(self)
        found = [
            row
            for journal in journals
            if database.row(_USED, (account, journal)) and (row := database.row(_LATEST_OF_ACCOUNT, (account, journal)))
        ]
        if not found:
            return None
        latest = max(found, key=lambda row: (row[2], row[0]))
        return latest[0], latest[1]

    def _entry(self, entry_id: int) -> PastEntry | None:
        database = database_of(self)
        row = database.row(_HEADER, (entry_id,))
        if row is None:
            return None
        lines = tuple(PastLine(*line) for line in database.rows(_LINES, (entry_id,)))
        return PastEntry(row[0], parse_iso(row[1]), row[2], lines)
