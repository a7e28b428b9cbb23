"""The settings of a journal as its card shows them: those of the current fiscal year (JF)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tuicompta.core.enums import CounterpartMode, JournalType, LabelRule, NumberingMode
from tuicompta.core.numbering import automatic_number
from tuicompta.models.database import Database
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordGoneError
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, Period, current_fiscal_year, period_of
from tuicompta.services.journals.journal_periods import current_month
from tuicompta.services.journals.journals import default_rules
from tuicompta.services.settings.settings import number_setting

KIND = "journal"

_READ = """
    SELECT journal.code, journal.type, description, inactive, forbidden_roots, numbering, prefix,
           journal_year.next_number, journal_period.next_number, repeat_piece, counterpart_mode, account.number,
           repeat_date, label_rule, label_template, journal.version
      FROM journal
      LEFT JOIN journal_year ON journal_year.journal_id = journal.id AND fiscal_year_id = ?
      LEFT JOIN journal_period ON journal_period.journal_id = journal.id AND period_id = ?
      LEFT JOIN account ON account.id = counterpart_account_id
     WHERE journal.id = ?
"""
_ALL = """
    SELECT journal.id, journal.code, journal.type, description, numbering, counterpart_mode, account.number, inactive
      FROM journal LEFT JOIN journal_year ON journal_year.journal_id = journal.id AND fiscal_year_id = ?
      LEFT JOIN account ON account.id = counterpart_account_id
     WHERE inactive = 0 OR ? ORDER BY journal.code
"""
_BANK = "SELECT bank.code, name, account.number FROM bank JOIN account ON account.id = account_id WHERE journal_id = ?"


@dataclass(frozen=True, slots=True)
class JournalSettings:
    """Everything the card of a journal holds; `next_number` is that of the current fiscal year or period (JF-12)."""

    code: str
    type: JournalType
    description: str
    inactive: bool = False
    forbidden_roots: Sequence[str] = ()
    numbering: NumberingMode = NumberingMode.PER_YEAR
    prefix: str = ""
    next_number: int = 1
    repeat_piece: bool = True
    counterpart_mode: CounterpartMode = CounterpartMode.NONE
    counterpart_account: str | None = None
    repeat_date: bool = True
    label_rule: LabelRule = LabelRule.REPEAT
    label_template: str = ""


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A journal of the list; one of the program has no settings in the fiscal years it is absent from (JO-01)."""

    id: int
    code: str
    type: JournalType
    description: str
    numbering: NumberingMode | None
    counterpart_mode: str
    counterpart_account: str
    inactive: bool


@dataclass(frozen=True, slots=True)
class JournalBank:
    """The bank that uses a journal, and the account it ties to it (JF-23)."""

    code: str
    name: str
    account: str


def journal_rows(dossier: Dossier, *, inactive: bool) -> list[JournalRow]:
    """Return the journals by code, with the settings of the current fiscal year (JO-01, JO-09)."""
    year = current_fiscal_year(dossier)
    rows = dossier.database.rows(_ALL, (year.id, int(inactive)))
    return [
        JournalRow(
            row[0],
            row[1],
            JournalType(row[2]),
            row[3],
            NumberingMode(row[4]) if row[4] else None,
            CounterpartMode(row[5]).label if row[5] else "",
            row[6] or "",
            bool(row[7]),
        )
        for row in rows
    ]


def default_settings(kind: JournalType) -> JournalSettings:
    """Return what a new journal of a type begins with (JF-08, JF-10, JF-18, JF-24, JF-25)."""
    roots, rule, template = default_rules(kind)
    mode = CounterpartMode.LINE_BY_LINE if kind is JournalType.TREASURY else CounterpartMode.NONE
    return JournalSettings(
        "", kind, "", forbidden_roots=roots, counterpart_mode=mode, label_rule=rule, label_template=template
    )


def read_journal(dossier: Dossier, journal_id: int) -> tuple[JournalSettings, int]:
    """Return the settings of a journal in the current fiscal year and its version; raises `RecordGoneError`."""
    year, period = current_scope(dossier)
    row = dossier.database.row(_READ, (year.id, period.id, journal_id))
    if row is None:
        raise RecordGoneError(name="Le journal")
    return _settings(row), row[-1]


def _settings(row: tuple[Any, ...]) -> JournalSettings:
    code, kind, description, inactive, roots, numbering, prefix, of_year, of_period, *rest, _ = row
    base = JournalSettings(code, JournalType(kind), description, bool(inactive))
    if numbering is None:  # a journal of the program, absent from this fiscal year
        return base
    pieces, mode, account, dates, rule, template = rest
    by_period = numbering == NumberingMode.PER_PERIOD
    return JournalSettings(
        code=code,
        type=base.type,
        description=description,
        inactive=base.inactive,
        forbidden_roots=tuple(json.loads(roots)),
        numbering=NumberingMode(numbering),
        prefix=prefix,
        next_number=(of_period or 1) if by_period else of_year,
        repeat_piece=bool(pieces),
        counterpart_mode=CounterpartMode(mode),
        counterpart_account=account,
        repeat_date=bool(dates),
        label_rule=LabelRule(rule),
        label_template=template,
    )


def current_scope(dossier: Dossier) -> tuple[FiscalYear, Period]:
    """Return the fiscal year and the period whose counters the card shows."""
    year = current_fiscal_year(dossier)
    period = period_of(dossier.database, current_month(year, dossier.today()))
    if period is None:
        raise LookupError(year.label)
    return year, period


def bank_of(database: Database, journal_id: int) -> JournalBank | None:
    """Return the bank that uses a journal (JF-23)."""
    row = database.row(_BANK, (journal_id,))
    return None if row is None else JournalBank(*row)


def next_piece(dossier: Dossier, settings: JournalSettings) -> str:
    """Return the piece number that the next entry of the current month would receive (JF-29)."""
    if settings.numbering is NumberingMode.MANUAL:
        return ""
    year, _ = current_scope(dossier)
    length = number_setting(dossier.database, "entry.piece_length")
    day = current_month(year, dossier.today())
    return automatic_number(settings.prefix, settings.next_number, length, settings.code, day)


def piece_in_use(dossier: Dossier, journal_id: int, settings: JournalSettings) -> str:
    """Return the entry that already bears «Prochain numéro», by its journal, piece and date, "" for none (JF-12)."""
    piece = next_piece(dossier, settings)
    year, period = current_scope(dossier)
    query = (
        "SELECT entry_date FROM entry WHERE journal_id = ? AND fiscal_year_id = ? AND piece_number = ?"
        " AND (? OR period_id = ?) LIMIT 1"
    )
    by_year = int(settings.numbering is not NumberingMode.PER_PERIOD)
    found = dossier.database.value(query, (journal_id, year.id, piece, by_year, period.id)) if piece else None
    return "" if found is None else f"{settings.code} {piece} du {found[8:10]}/{found[5:7]}/{found[:4]}"


def has_open_lines(database: Database, journal_id: int) -> bool:
    """Tell whether a journal carries entries in a fiscal year that is not closed (JF-15)."""
    query = (
        "SELECT 1 FROM entry JOIN fiscal_year ON fiscal_year.id = fiscal_year_id"
        " WHERE journal_id = ? AND fiscal_year.closed_at IS NULL LIMIT 1"
    )
    return database.row(query, (journal_id,)) is not None
