"""Generating the occurrences due: each one once, its entry and its mark in one transaction (ABO-04, ABO-05, ABO-07)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tuicompta.core.dates import iso
from tuicompta.core.enums import DocumentKind, EntryOrigin, EntryStatus
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.models.failures import (
    DiskFullError,
    DossierBusyError,
    DossierMovedError,
    DossierUnreadableError,
    ReadOnlyDossierError,
    StorageFailureError,
)
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.protection import entry_name
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.sources import set_source
from tuicompta.services.recurring.composing import compose
from tuicompta.services.recurring.errors import OccurrenceDoneError, OccurrenceGoneError
from tuicompta.services.recurring.occurrences import Due, Occurrence, still_pending
from tuicompta.services.recurring.records import RecurringEntry

_INSERT = """
    INSERT INTO recurring_occurrence (recurring_entry_id, rank, state, entry_date, entry_id, generated_at, generated_by)
    VALUES (?, ?, 'generated', ?, ?, ?, ?)
"""
_MARK = """
    UPDATE recurring_occurrence SET state = 'generated', entry_id = ?, generated_at = ?, generated_by = ? WHERE id = ?
"""
# Nothing else would go better: the run stops, and says so.
_OF_STORAGE = (
    DiskFullError,
    DossierBusyError,
    DossierMovedError,
    DossierUnreadableError,
    ReadOnlyDossierError,
    StorageFailureError,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run made of an occurrence: the name of its entry, or why it stays pending.

    `done_before`: another session had generated or skipped it meanwhile, which refuses nothing.
    """

    card: RecurringEntry
    occurrence: Occurrence
    entry: str = ""
    refusal: TuicomptaError | None = None
    done_before: bool = False

    @property
    def refused(self) -> bool:
        """Whether the occurrence stays pending for a reason (ABO-07)."""
        return self.refusal is not None and not self.done_before


def generate(
    dossier: Dossier, chosen: Iterable[Due], progress: Callable[[int], None] = lambda _: None
) -> list[Outcome]:
    """Post the entries of occurrences in their order; those refused stay pending and say why (ABO-07).

    Each one stands alone: what stops the run leaves the others posted. Raises the failures of the storage.
    """
    dossier.require_writable()
    outcomes: list[Outcome] = []
    for due in chosen:
        outcomes.append(_outcome(dossier, due))
        progress(len(outcomes))
    return outcomes


def _outcome(dossier: Dossier, due: Due) -> Outcome:
    card, occurrence = due
    try:
        entry = _post(dossier, occurrence)
    except _OF_STORAGE:
        raise
    except (OccurrenceDoneError, OccurrenceGoneError) as refusal:
        return Outcome(card, occurrence, refusal=refusal, done_before=True)
    except TuicomptaError as refusal:
        return Outcome(card, occurrence, refusal=refusal)
    return Outcome(card, occurrence, entry)


def _post(dossier: Dossier, occurrence: Occurrence) -> str:
    """Post the entry of an occurrence as it is now, and return the name of the entry."""
    database = dossier.database
    with transaction(database):
        card, found = still_pending(database, occurrence)
        simulated = card.status is EntryStatus.SIMULATED
        entry = compose(database, card, found)
        (saved,) = save_entries(dossier, [entry], EntryOrigin.RECURRING_ENTRY, simulated=simulated)
        set_source(database, saved.entry_id, DocumentKind.RECURRING_ENTRY, found.card_id)
        _mark(database, found, (saved.entry_id, dossier.now(), dossier.user.id))
        return entry_name(database, saved.entry_id)


def _mark(database: Database, found: Occurrence, cells: tuple[object, ...]) -> None:
    if found.stored_id is None:
        moved = None if found.day == found.planned else iso(found.day)
        database.run(_INSERT, (found.card_id, found.rank, moved, *cells))
    else:
        database.run(_MARK, (*cells, found.stored_id))
