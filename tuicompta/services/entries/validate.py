"""Validation: the legal act. Definitive numbers without gap, seals, and nothing changes afterwards (VAL)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tuicompta.core.enums import JournalType
from tuicompta.models.database import Database, Row
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.errors import NotValidatableError, OpeningEntryError
from tuicompta.services.entries.foot.rules import with_whole_months
from tuicompta.services.entries.protection import name_of, refusal_when_closed
from tuicompta.services.entries.seals import last_seal, seal_anchor, seal_of
from tuicompta.services.events import EventKind, record_event

Told = Callable[[int, int], None]
"""Receives how many entries are done, out of how many; may raise to give up."""

_ENTRY = """
    SELECT entry.id, status, journal_id, fiscal_year_id, entry_date, piece_number, code, type
      FROM entry JOIN journal ON journal.id = journal_id WHERE entry.id = ?
"""
_LAST_NUMBER = """
    SELECT coalesce(max(definitive_number), 0) FROM entry
     WHERE journal_id = ? AND fiscal_year_id = ? AND definitive_number IS NOT NULL
"""
_VALIDATE = """
    UPDATE entry SET status = 'V', definitive_number = ?, validated_at = ?, validated_by = ?, seal_number = ?, seal = ?
     WHERE id = ?
"""
_OF_JOURNAL_PERIOD = "SELECT id FROM entry WHERE journal_id = ? AND period_id = ? AND status = 'N'"


@dataclass(frozen=True, slots=True)
class ValidatedEntry:
    """An entry that has just been validated, and its definitive number in its journal and fiscal year."""

    entry_id: int
    journal: str
    definitive_number: int


def validate_entries(dossier: Dossier, entry_ids: Sequence[int], told: Told = lambda *_: None) -> list[ValidatedEntry]:
    """Validate entries: numbered by date then order of entry, sealed, traced; all of them or none (VAL-09 to VAL-14).

    In a foot-of-journal journal the whole month is validated with any of its days (CTP-05). Raises the refusal of the
    first entry that cannot be validated. `told` hears how many entries are done, out of how many; what it raises undoes
    all of it.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        rows = [_checked(database, entry_id) for entry_id in with_whole_months(database, entry_ids)]
        rows.sort(key=lambda row: (row[4], row[0]))
        done = _number_and_seal(dossier, rows, told)
        _record(dossier, rows, done)
    return done


def unvalidated_entries(database: Database, journal_id: int, period_id: int) -> list[int]:
    """Return the entries of a journal/month that «Valider tout» takes (VAL-07)."""
    return [row[0] for row in database.rows(_OF_JOURNAL_PERIOD, (journal_id, period_id))]


def _checked(database: Database, entry_id: int) -> Row:
    row = database.row(_ENTRY, (entry_id,))
    if row is None:
        raise NotValidatableError(entry=str(entry_id), reason="elle n'existe plus")
    _, status, _, _, day, piece, journal, kind = row
    name = name_of(journal, piece, day)
    if status == "S":
        raise NotValidatableError(entry=name, reason="Confirmez d'abord l'écriture")
    if kind == JournalType.OPENING and journal == "AN":
        raise OpeningEntryError(entry=name, journal=journal, reason="elle est validée par la clôture annuelle")
    if status == "V":
        raise NotValidatableError(entry=name, reason="elle l'est déjà")
    if refusal := refusal_when_closed(database, entry_id):
        raise refusal
    return row


def _number_and_seal(dossier: Dossier, rows: Sequence[Row], told: Told) -> list[ValidatedEntry]:
    database, now, user = dossier.database, dossier.now(), dossier.user
    seal_number, previous = last_seal(database)
    counters: dict[tuple[int, int], int] = {}
    done = []
    for entry_id, _, journal_id, year_id, _, _, journal, _ in rows:
        scope = journal_id, year_id
        if scope not in counters:
            counters[scope] = int(database.value(_LAST_NUMBER, scope))
        counters[scope] += 1
        seal_number += 1
        previous = seal_of(database, entry_id, previous, counters[scope], now, user.code)
        database.run(_VALIDATE, (counters[scope], now, user.id, seal_number, previous, entry_id))
        done.append(ValidatedEntry(entry_id, journal, counters[scope]))
        told(len(done), len(rows))
    return done


def _record(dossier: Dossier, rows: Sequence[Row], done: Sequence[ValidatedEntry]) -> None:
    journals = sorted({entry.journal for entry in done})
    numbers = {
        journal: [
            min(entry.definitive_number for entry in done if entry.journal == journal),
            max(entry.definitive_number for entry in done if entry.journal == journal),
        ]
        for journal in journals
    }
    if done:
        months = sorted({row[4][:7] for row in rows})
        detail = {"écritures": len(done), "n° définitifs": numbers, "mois": months, **seal_anchor(dossier.database)}
        record_event(dossier, EventKind.VALIDATION, ", ".join(journals), detail)
