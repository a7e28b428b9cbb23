"""Journals for the entry grids, and what is closed."""

import json
from collections.abc import Sequence
from datetime import date

from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.entry.ports import JournalInfo
from tuicompta.core.enums import CounterpartMode, JournalType, LabelRule, NumberingMode
from tuicompta.models.database import Row
from tuicompta.services.lookup.base import Lookup, database_of

_JOURNAL = """
    SELECT journal.code, description, journal.type, counterpart_mode, coalesce(account.number, ''), numbering, prefix,
           repeat_date, repeat_piece, label_rule, label_template,
           EXISTS (SELECT 1 FROM bank JOIN chequebook ON bank_id = bank.id
                    WHERE bank.journal_id = journal.id AND state = 'current'), forbidden_roots
      FROM journal JOIN journal_year ON journal_year.journal_id = journal.id AND fiscal_year_id = ?
      LEFT JOIN account ON account.id = counterpart_account_id
"""
_ALL = _JOURNAL + " WHERE inactive = 0 ORDER BY journal.code"
_ONE = _JOURNAL + " WHERE journal.code = ?"
_CLOSED = """
    SELECT 1 FROM journal_period JOIN period ON period.id = period_id
     WHERE journal_id = (SELECT id FROM journal WHERE code = ?) AND ? BETWEEN start_date AND end_date
       AND closed_at IS NOT NULL
"""
_FIRST_OPEN = """
    SELECT min(period.start_date) FROM period
     WHERE fiscal_year_id = (SELECT fiscal_year_id FROM period WHERE ? BETWEEN start_date AND end_date)
       AND NOT EXISTS (SELECT 1 FROM journal_period WHERE period_id = period.id AND closed_at IS NOT NULL
                        AND journal_id = (SELECT id FROM journal WHERE code = ?))
"""
_OPEN_YEAR = "SELECT 1 FROM fiscal_year WHERE ? BETWEEN start_date AND end_date AND closed_at IS NULL"


class JournalLookup(Lookup):
    """The journals of the dossier, with their settings of the fiscal year of the grid."""

    def journals(self) -> Sequence[JournalInfo]:
        """Return the active journals by code, of every type and counterpart mode."""
        return [_journal(row) for row in database_of(self).rows(_ALL, (self.year.id,))]

    def journal(self, code: str) -> JournalInfo | None:
        """Return a journal by its exact code."""
        row = database_of(self).row(_ONE, (self.year.id, code))
        return None if row is None else _journal(row)

    def is_closed(self, journal: str, day: date) -> bool:
        """Return whether the journal/month of that day is closed (KM-56)."""
        return database_of(self).row(_CLOSED, (journal, iso(day))) is not None

    def first_open_day(self, journal: str, day: date) -> date | None:
        """Return the first day of the first open month of the journal in the fiscal year of that day (KM-56)."""
        found = database_of(self).value(_FIRST_OPEN, (iso(day), journal))
        return parse_iso(found) if found else None

    def is_in_open_year(self, day: date) -> bool:
        """Return whether that day lies in an open fiscal year (KM-37)."""
        return database_of(self).row(_OPEN_YEAR, (iso(day),)) is not None


def _journal(row: Row) -> JournalInfo:
    code, description, kind, mode, counterpart, numbering, prefix, dates, pieces, rule, template, cheques, roots = row
    return JournalInfo(
        code=code,
        description=description,
        type=JournalType(kind),
        counterpart_mode=CounterpartMode(mode),
        counterpart_account=counterpart,
        numbering=NumberingMode(numbering),
        prefix=prefix,
        repeats_date=bool(dates),
        repeats_piece=bool(pieces),
        label_rule=LabelRule(rule),
        label_template=template,
        has_chequebook=bool(cheques),
        forbidden_roots=tuple(json.loads(roots)),
    )
