"""Writing the card of a journal: its rules, then its settings in the current fiscal year and the later ones (JF-07)."""

import json
from collections.abc import Iterator
from dataclasses import replace

from tuicompta.core.dates import month_label, parse_iso
from tuicompta.core.enums import CounterpartMode, JournalType, LabelRule, NumberingMode
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import year_label
from tuicompta.core.journals import check_journal_code, check_roots
from tuicompta.core.labels import check_template
from tuicompta.core.numbering import check_prefix
from tuicompta.core.settings import Link
from tuicompta.core.text import clean_text
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts.accounts import UnknownAccountError
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.events import EventKind, checked_reason, record_event
from tuicompta.services.fiscal_years.fiscal_years import open_fiscal_years
from tuicompta.services.journals.journal_card import (
    KIND,
    JournalSettings,
    bank_of,
    current_scope,
    has_open_lines,
    read_journal,
)
from tuicompta.services.journals.journals import DESCRIPTION_LENGTH, create_journal
from tuicompta.services.notes import delete_note, store_note
from tuicompta.services.settings.setting_links import settings_naming

_IDENTITY = "UPDATE journal SET description = ?, inactive = ?, version = version + 1 WHERE id = ?"
_SETTINGS = """
    UPDATE journal_year
       SET forbidden_roots = ?, numbering = ?, prefix = ?, repeat_piece = ?, counterpart_mode = ?,
           counterpart_account_id = (SELECT id FROM account WHERE number = ?), repeat_date = ?, label_rule = ?,
           label_template = ?
     WHERE journal_id = ? AND fiscal_year_id = ?
"""
_NEXT_OF_YEAR = "UPDATE journal_year SET next_number = ? WHERE journal_id = ? AND fiscal_year_id = ?"
_NEXT_OF_PERIOD = """
    INSERT INTO journal_period (journal_id, period_id, next_number) VALUES (?, ?, ?)
    ON CONFLICT (journal_id, period_id) DO UPDATE SET next_number = excluded.next_number
"""
_OPEN_PERIODS_WITH_LINES = """
    SELECT DISTINCT period.start_date FROM entry JOIN period ON period.id = entry.period_id
      JOIN fiscal_year ON fiscal_year.id = entry.fiscal_year_id
      LEFT JOIN journal_period ON journal_period.journal_id = entry.journal_id AND journal_period.period_id = period.id
     WHERE entry.journal_id = ? AND fiscal_year.closed_at IS NULL AND journal_period.closed_at IS NULL
     ORDER BY period.start_date
"""
_LINES = """
    SELECT fiscal_year.start_date, fiscal_year.end_date, count(*)
      FROM entry JOIN entry_line ON entry_line.entry_id = entry.id
      JOIN fiscal_year ON fiscal_year.id = entry.fiscal_year_id
     WHERE journal_id = ? GROUP BY fiscal_year.id ORDER BY fiscal_year.start_date
"""
_USES = {
    "la banque {}": "SELECT code FROM bank WHERE journal_id = ?",
    "le modèle de guide {}": "SELECT name FROM guide_model WHERE journal_id = ?",
    "l'abonnement {}": "SELECT code FROM recurring_entry WHERE journal_id = ?",
    "le lettrage approché du compte {}": "SELECT number FROM account WHERE gap_journal_id = ? LIMIT 1",
}
_OWNED = (
    "DELETE FROM journal_year WHERE journal_id = ?",
    "DELETE FROM journal_period WHERE journal_id = ?",
    "DELETE FROM account_usage WHERE journal_id = ?",
    "DELETE FROM journal WHERE id = ?",
)


class JournalExistsError(TuicomptaError):
    """Journal codes are unique (JF-01)."""

    template = "Le journal {code} existe déjà : {description}. Choisissez un autre code."


class JournalDescriptionError(TuicomptaError):
    """A journal has a description (JF-03)."""

    template = "La description du journal {code} est obligatoire."


class ProgramJournalError(TuicomptaError):
    """The journals of type À nouveaux belong to the program (JO-05)."""

    template = "Le journal {code} appartient au programme : il ne peut être ni créé, ni modifié, ni supprimé."


class CounterpartAccountError(TuicomptaError):
    """The counterpart is a Détail account, not blocked, and some modes ask for one (JF-19)."""

    template = "Compte de contrepartie du journal {code} : {reason}."


class CounterpartHeldError(TuicomptaError):
    """Lines hold the foot of a journal (JF-22)."""

    template = "La contrepartie du journal {code} ne peut pas changer : des lignes existent en {periods}."


class LabelTemplateError(TuicomptaError):
    """A built label needs its template (JF-25)."""

    template = "Le libellé construit du journal {code} demande un modèle."


class JournalInUseError(TuicomptaError):
    """A journal in use is neither made inactive nor deleted (JF-28, JO-07)."""

    template = "Le journal {code} ne peut pas être {act} : {reason}."


def write_journal(
    dossier: Dossier,
    known: int | None,
    settings: JournalSettings,
    *,
    notes: str = "",
    reason: str = "",
    version: int = 0,
) -> int:
    """Store the card of a journal, a new one when `known` is None; return its identifier.

    The settings go to the current fiscal year and to the later ones (JF-07), the next number to the current one alone
    (JF-12). `reason` counts when the numbering of a journal with lines changes (JF-15). Raises the refusals of this
    module, of the code, roots, prefix and template, of the reason, and `RecordChangedError`.
    """
    dossier.require_writable()
    database = dossier.database
    kept = _normalised(settings)
    with transaction(database):
        if known is None:
            identifier = _created(database, kept)
        else:
            identifier = known
            _check_changes(dossier, known, kept, reason, version)
        _check(database, kept)
        _store(dossier, identifier, kept)
        store_note(database, KIND, identifier, notes)
    return identifier


def delete_journal(dossier: Dossier, journal_id: int) -> None:
    """Delete a journal without line nor use from every fiscal year; raises `JournalInUseError` (JO-02, JO-07)."""
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        row = database.row("SELECT code, type FROM journal WHERE id = ?", (journal_id,))
        if row is None:
            return
        if row[1] == JournalType.OPENING:
            raise ProgramJournalError(code=row[0])
        for reason in _reasons_to_keep(database, journal_id, row[0]):
            raise JournalInUseError(code=row[0], act="supprimé", reason=reason)
        delete_note(database, KIND, journal_id)
        for statement in _OWNED:
            database.run(statement, (journal_id,))


def _normalised(settings: JournalSettings) -> JournalSettings:
    """Return the settings as they are stored: what does not apply is empty (JF-11, JF-14, JF-18)."""
    kept = replace(
        settings,
        code=clean_text(settings.code).strip().upper(),
        description=clean_text(settings.description).strip()[:DESCRIPTION_LENGTH],
        forbidden_roots=check_roots(settings.forbidden_roots),
        label_template=clean_text(settings.label_template).strip(),
        prefix=clean_text(settings.prefix),
        counterpart_account=clean_text(settings.counterpart_account or "") or None,
    )
    automatic = kept.numbering is not NumberingMode.MANUAL
    kept = replace(kept, prefix=kept.prefix if automatic else "", repeat_piece=kept.repeat_piece or automatic)
    if kept.type is not JournalType.TREASURY:
        kept = replace(kept, counterpart_mode=CounterpartMode.NONE, counterpart_account=None)
    return kept


def _created(database: Database, settings: JournalSettings) -> int:
    if settings.type is JournalType.OPENING:
        raise ProgramJournalError(code=settings.code)
    code = check_journal_code(settings.code)
    if row := database.row("SELECT description FROM journal WHERE code = ?", (code,)):
        raise JournalExistsError(code=code, description=row[0])
    if not settings.description:
        raise JournalDescriptionError(code=code)
    return create_journal(database, code, settings.type, settings.description)


def _check_changes(dossier: Dossier, journal_id: int, settings: JournalSettings, reason: str, version: int) -> None:
    database = dossier.database
    stored, found = read_journal(dossier, journal_id)
    if stored.type is JournalType.OPENING:
        raise ProgramJournalError(code=stored.code)
    if found != version:
        raise RecordChangedError(name=f"Le journal {stored.code}")
    _check_counterpart_change(database, journal_id, stored, settings)
    if settings.inactive and not stored.inactive and (bank := bank_of(database, journal_id)):
        raise JournalInUseError(code=stored.code, act="inactif", reason=f"la banque {bank.code} l'utilise")
    if settings.inactive and not stored.inactive:
        for label in settings_naming(database, Link.JOURNAL, stored.code):
            raise JournalInUseError(code=stored.code, act="inactif", reason=f"l'option «{label}» l'utilise")
    if settings.numbering is not stored.numbering and has_open_lines(database, journal_id):
        detail = {"avant": stored.numbering.label, "après": settings.numbering.label}
        record_event(dossier, EventKind.JOURNAL_NUMBERING, stored.code, detail, checked_reason(reason))


def _check_counterpart_change(
    database: Database, journal_id: int, stored: JournalSettings, settings: JournalSettings
) -> None:
    foot = CounterpartMode.FOOT_OF_JOURNAL
    changed = (stored.counterpart_mode is foot) is not (settings.counterpart_mode is foot)
    moved = stored.counterpart_mode is foot and stored.counterpart_account != settings.counterpart_account
    if changed or moved:
        periods = [month_label(parse_iso(start)) for (start,) in database.rows(_OPEN_PERIODS_WITH_LINES, (journal_id,))]
        if periods:
            raise CounterpartHeldError(code=stored.code, periods=", ".join(periods))
    bank = bank_of(database, journal_id)
    if bank is not None and settings.counterpart_account != bank.account:
        reason = f"c'est celui de la banque {bank.code}, {bank.account}"
        raise CounterpartAccountError(code=stored.code, reason=reason)


def _check(database: Database, settings: JournalSettings) -> None:
    code = settings.code
    if not settings.description:
        raise JournalDescriptionError(code=code)
    if settings.numbering is not NumberingMode.MANUAL:
        check_prefix(settings.prefix, code)
    check_template(settings.label_template)
    if settings.label_rule is LabelRule.BUILT and not settings.label_template:
        raise LabelTemplateError(code=code)
    _check_counterpart(database, settings)


def _check_counterpart(database: Database, settings: JournalSettings) -> None:
    number, code = settings.counterpart_account, settings.code
    if number is None:
        if settings.counterpart_mode is not CounterpartMode.NONE:
            reason = f"il est obligatoire avec «{settings.counterpart_mode.label}»"
            raise CounterpartAccountError(code=code, reason=reason)
        return
    row = database.row("SELECT type, blocked FROM account WHERE number = ?", (number,))
    if row is None:
        raise UnknownAccountError(number=number)
    if row[0] != "D":
        raise CounterpartAccountError(code=code, reason=f"{number} est de type Racine")
    if row[1]:
        raise CounterpartAccountError(code=code, reason=f"{number} est bloqué")


def _store(dossier: Dossier, journal_id: int, settings: JournalSettings) -> None:
    database = dossier.database
    year, period = current_scope(dossier)
    database.run(_IDENTITY, (settings.description, int(settings.inactive), journal_id))
    values = (
        json.dumps(list(settings.forbidden_roots)),
        settings.numbering.value,
        settings.prefix,
        int(settings.repeat_piece),
        settings.counterpart_mode.value,
        settings.counterpart_account,
        int(settings.repeat_date),
        settings.label_rule.value,
        settings.label_template,
    )
    for later in open_fiscal_years(database):
        if later.start >= year.start:
            database.run(_SETTINGS, (*values, journal_id, later.id))
    if settings.numbering is NumberingMode.PER_PERIOD:
        database.run(_NEXT_OF_PERIOD, (journal_id, period.id, settings.next_number))
    elif settings.numbering is NumberingMode.PER_YEAR:
        database.run(_NEXT_OF_YEAR, (settings.next_number, journal_id, year.id))


def _reasons_to_keep(database: Database, journal_id: int, code: str) -> Iterator[str]:
    rows = database.rows(_LINES, (journal_id,))
    if rows:
        lines = sum(count for _, _, count in rows)
        years = ", ".join(year_label(parse_iso(start), parse_iso(end)) for start, end, _ in rows)
        yield f"il porte {lines} ligne{'s' if lines > 1 else ''} (exercices {years})"
    for sentence, query in _USES.items():
        for (name,) in database.rows(query, (journal_id,)):
            yield f"{sentence.format(name)} l'utilise"
    for label in settings_naming(database, Link.JOURNAL, code):
        yield f"l'option «{label}» l'utilise"
