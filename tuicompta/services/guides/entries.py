"""Guided entries: the list, the card, their numbers (SGL, SGE)."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Final

from tuicompta.core.dates import iso, month_label, parse_iso
from tuicompta.core.entry.model import Column
from tuicompta.core.enums import JournalType
from tuicompta.core.guides.body import Body, BodyLine
from tuicompta.core.guides.model import GuidedState, entry_number
from tuicompta.core.labels import LABEL_LENGTH
from tuicompta.core.text import clean_text
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts.accounts import UnknownAccountError, account_id
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.guides.errors import (
    GuidedEntryStateError,
    GuidedYearClosedError,
    GuidedYearError,
    InactiveGuideError,
)
from tuicompta.services.notes import delete_note, store_note

KIND: Final = "guided_entry"

_ROWS = """
    SELECT guided_entry.id, number, guide_model.name, guide_model.journal_type, journal.code, period.start_date,
           guided_entry.label, state,
           (SELECT max(sum(debit), sum(credit)) FROM guided_entry_line WHERE guided_entry_id = guided_entry.id)
      FROM guided_entry JOIN guide_model ON guide_model.id = guide_model_id
      JOIN journal ON journal.id = guide_model.journal_id JOIN period ON period.id = period_id
     ORDER BY guided_entry.id DESC
"""
_READ = """
    SELECT number, guide_model_id, period_id, guided_entry.label, state, day, day_typed, period.start_date,
           fiscal_year.closed_at, guided_entry.version, guide_model.journal_type
      FROM guided_entry JOIN period ON period.id = period_id
      JOIN fiscal_year ON fiscal_year.id = guided_entry.fiscal_year_id
      JOIN guide_model ON guide_model.id = guide_model_id
     WHERE guided_entry.id = ?
"""
_LINES = """
    SELECT coalesce(account.number, ''), piece, label, debit, credit, typed
      FROM guided_entry_line LEFT JOIN account ON account.id = account_id WHERE guided_entry_id = ? ORDER BY position
"""
_MODEL = "SELECT name, journal_type, inactive FROM guide_model WHERE id = ?"
_PERIOD = """
    SELECT fiscal_year_id, period.start_date, closed_at
      FROM period JOIN fiscal_year ON fiscal_year.id = fiscal_year_id WHERE period.id = ?
"""
_INSERT = """
    INSERT INTO guided_entry (number, fiscal_year_id, period_id, guide_model_id, day, day_typed, label, created_by,
                              created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_UPDATE = """
    UPDATE guided_entry SET period_id = ?, guide_model_id = ?, day = ?, day_typed = ?, label = ?, version = version + 1
     WHERE id = ?
"""
_COUNT = """
    INSERT INTO guided_counter (fiscal_year_id, journal_type, next_number) VALUES (?, ?, 2)
    ON CONFLICT (fiscal_year_id, journal_type) DO UPDATE SET next_number = next_number + 1
"""
_INSERT_LINE = """
    INSERT INTO guided_entry_line (guided_entry_id, position, account_id, piece, label, debit, credit, typed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class GuidedEntry:
    """What the form of a guided entry holds; `model` and `period` are identifiers (SGE-01 to SGE-05).

    `number` is empty before the first save; `closed`: its fiscal year is closed, it is only read.
    """

    model: int
    period: int
    label: str = ""
    body: Body = Body()  # noqa: RUF009 (a frozen value)
    number: str = ""
    state: GuidedState = GuidedState.IN_PROGRESS
    closed: bool = False


@dataclass(frozen=True, slots=True)
class GuidedRow:
    """A guided entry of the list (SGL-06); the total in cents."""

    id: int
    number: str
    guide: str
    type: JournalType
    journal: str
    month: date
    label: str
    total: int
    state: GuidedState


def guided_rows(database: Database) -> list[GuidedRow]:
    """Return the guided entries, the last one first (SGL-06)."""
    return [
        GuidedRow(
            identifier,
            number,
            guide,
            JournalType(kind),
            journal,
            parse_iso(month),
            label,
            total or 0,
            GuidedState(state),
        )
        for identifier, number, guide, kind, journal, month, label, state, total in database.rows(_ROWS)
    ]


def read_guided_entry(database: Database, identifier: int) -> tuple[GuidedEntry, int]:
    """Return a guided entry and its version; raises `RecordGoneError`."""
    row = database.row(_READ, (identifier,))
    if row is None:
        raise RecordGoneError(name="L'écriture guidée")
    number, model, period, label, state, day, day_typed, start, closed, version, _ = row
    when = None if day is None else parse_iso(start).replace(day=day)
    body = Body(_lines(database, identifier), when, bool(day_typed))
    return GuidedEntry(model, period, label, body, number, GuidedState(state), closed is not None), int(version)


def write_guided_entry(
    dossier: Dossier, known: int | None, made: GuidedEntry, *, notes: str = "", version: int = 0
) -> int:
    """Store a guided entry «En cours», balanced or not, and return its identifier; nothing is posted (SGE-17).

    The first save gives its number (SGE-08). Raises the refusals of `errors` and `RecordChangedError`.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        model = database.row(_MODEL, (made.model,))
        if model is None:
            raise RecordGoneError(name="Le modèle de guide")
        year = _open_year(database, made.period)
        label = clean_text(made.label).strip()[:LABEL_LENGTH].rstrip()
        day = None if made.body.day is None else made.body.day.day
        cells = day, int(made.body.day_typed), label
        if known is None:
            known = _create(dossier, made, (model[0], model[1], bool(model[2])), year, cells)
        else:
            _check_change(database, known, made, version, model[1], year)
            database.run(_UPDATE, (made.period, made.model, *cells, known))
        _write_lines(database, known, made.body)
        store_note(database, KIND, known, notes)
    return known


def delete_guided_entry(dossier: Dossier, identifier: int) -> None:
    """Delete a guided entry «En cours» (SGE-10); raises `GuidedEntryStateError` for another."""
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        stored, _ = read_guided_entry(database, identifier)
        check_in_progress(stored, "supprimée")
        if stored.closed:
            raise GuidedYearClosedError(month=_month(database, stored.period))
        database.run("DELETE FROM guided_entry_line WHERE guided_entry_id = ?", (identifier,))
        delete_note(database, KIND, identifier)
        database.run("DELETE FROM guided_entry WHERE id = ?", (identifier,))


def check_in_progress(stored: GuidedEntry, act: str) -> None:
    """Refuse what only a guided entry «En cours» allows; raises `GuidedEntryStateError` (SGE-11, SGE-12)."""
    if stored.state is not GuidedState.IN_PROGRESS:
        raise GuidedEntryStateError(number=stored.number, state=stored.state.label, act=act)


def why_read_only(stored: GuidedEntry) -> str:
    """Return why a guided entry is only read, empty when it can be changed (SGE-07, SGE-11, SGE-12)."""
    if stored.state is GuidedState.POSTED:
        return "Écriture comptabilisée : elle se modifie dans le journal, par «Modifier la saisie guidée»."
    if stored.state is GuidedState.CHANGED:
        return "Écriture modifiée en comptabilité : le guide ne la suit plus."
    return "Exercice clôturé : écriture guidée en lecture seule." if stored.closed else ""


def _create(
    dossier: Dossier, made: GuidedEntry, model: tuple[str, str, bool], year: int, cells: tuple[int | None, int, str]
) -> int:
    database = dossier.database
    name, kind, inactive = model
    if inactive:
        raise InactiveGuideError(name=name)
    query = "SELECT next_number FROM guided_counter WHERE fiscal_year_id = ? AND journal_type = ?"
    number = entry_number(JournalType(kind), int(database.value(query, (year, kind)) or 1))
    database.run(_COUNT, (year, kind))
    return database.run(_INSERT, (number, year, made.period, made.model, *cells, dossier.user.id, dossier.now()))


def _check_change(database: Database, known: int, made: GuidedEntry, version: int, kind: str, year: int) -> None:
    stored, found = read_guided_entry(database, known)
    check_in_progress(stored, "modifiée")
    if found != version:
        raise RecordChangedError(name=f"L'écriture guidée {stored.number}")
    row = database.row(_READ, (known,))
    if row is None or row[-1] != kind or _open_year(database, stored.period) != year:
        raise GuidedYearError(number=stored.number)
    if stored.model != made.model:
        _check_active(database, made.model)


def _check_active(database: Database, model: int) -> None:
    row = database.row(_MODEL, (model,))
    if row is not None and row[2]:
        raise InactiveGuideError(name=row[0])


def _open_year(database: Database, period: int) -> int:
    row = database.row(_PERIOD, (period,))
    if row is None or row[2] is not None:
        raise GuidedYearClosedError(month=_month(database, period))
    return int(row[0])


def _month(database: Database, period: int) -> str:
    row = database.row(_PERIOD, (period,))
    return "Ce mois" if row is None else month_label(parse_iso(row[1])).capitalize()


def _write_lines(database: Database, identifier: int, body: Body) -> None:
    database.run("DELETE FROM guided_entry_line WHERE guided_entry_id = ?", (identifier,))
    for position, line in enumerate(body.lines, start=1):
        account = account_id(database, line.account) if line.account else None
        if line.account and account is None:
            raise UnknownAccountError(number=line.account)
        texts = clean_text(line.piece).strip(), clean_text(line.label).strip()[:LABEL_LENGTH].rstrip()
        typed = json.dumps(sorted(column.value for column in line.typed))
        database.run(_INSERT_LINE, (identifier, position, account, *texts, line.debit, line.credit, typed))


def _lines(database: Database, identifier: int) -> tuple[BodyLine, ...]:
    return tuple(
        BodyLine(account, piece, label, debit, credit, frozenset(Column(name) for name in json.loads(typed)))
        for account, piece, label, debit, credit, typed in database.rows(_LINES, (identifier,))
    )


def months(database: Database, *, period: int | None = None) -> list[tuple[int, str]]:
    """Return the periods of the open fiscal years, or those of the fiscal year of a period (SGE-05, SGE-06).

    Each is its identifier and its name, «mars 2026».
    """
    query = """
        SELECT period.id, period.start_date FROM period JOIN fiscal_year ON fiscal_year.id = fiscal_year_id
         WHERE CASE WHEN ? IS NULL THEN closed_at IS NULL
               ELSE fiscal_year_id = (SELECT fiscal_year_id FROM period WHERE id = ?) END
         ORDER BY period.start_date
    """
    return [(key, month_label(parse_iso(start))) for key, start in database.rows(query, (period, period))]


def period_on(database: Database, day: date) -> int | None:
    """Return the period of a day in an open fiscal year."""
    query = """
        SELECT period.id FROM period JOIN fiscal_year ON fiscal_year.id = fiscal_year_id
         WHERE closed_at IS NULL AND ? BETWEEN period.start_date AND period.end_date
    """
    found: int | None = database.value(query, (iso(day),))
    return found
