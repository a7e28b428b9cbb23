"""Occurrences of the recurring entries: those due, and what is decided of each (ABO-04 to ABO-06)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from tuicompta.core.dates import format_date, iso, parse_iso
from tuicompta.core.enums import Labelled
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.protection import entry_name
from tuicompta.services.recurring.errors import (
    EntryStandsError,
    OccurrenceDoneError,
    OccurrenceGoneError,
    TooManyOccurrencesError,
)
from tuicompta.services.recurring.records import RecurringEntry, read_recurring_entry, recurring_entries

MOST_AT_ONCE = 5_000

_STORED = """
    SELECT id, rank, state, entry_date, entry_id FROM recurring_occurrence WHERE recurring_entry_id = ? ORDER BY rank
"""
_AMOUNTS = "SELECT position, amount FROM recurring_amount WHERE recurring_occurrence_id = ?"
_INSERT = "INSERT INTO recurring_occurrence (recurring_entry_id, rank, state, entry_date) VALUES (?, ?, ?, ?)"
_CHANGE = "UPDATE recurring_occurrence SET state = ?, entry_date = ? WHERE id = ?"
_AMOUNT = "INSERT INTO recurring_amount (recurring_occurrence_id, position, amount) VALUES (?, ?, ?)"


class OccurrenceState(Labelled):
    """What became of an occurrence."""

    PENDING = "pending", "À générer"
    SKIPPED = "skipped", "Ignorée"
    GENERATED = "generated", "Générée"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a card: `planned` by its calendar, `day` when it was changed; `amounts` changed, by position.

    `entry_id` is the entry it posted, nothing once that entry is deleted.
    """

    card_id: int
    rank: int
    planned: date
    day: date
    state: OccurrenceState = OccurrenceState.PENDING
    amounts: Mapping[int, int] = field(default_factory=dict)
    stored_id: int | None = None
    entry_id: int | None = None

    @property
    def changed(self) -> bool:
        """Whether its date or its amounts differ from those of the card."""
        return self.day != self.planned or bool(self.amounts)


Due = tuple[RecurringEntry, Occurrence]


def due_occurrences(database: Database, end: date) -> list[Due]:
    """Return the occurrences of the active cards due up to a date and not yet generated, oldest first (ABO-04).

    Raises `TooManyOccurrencesError`.
    """
    due: list[Due] = []
    for identifier, card in recurring_entries(database):
        if card.active:
            due += [(card, occurrence) for occurrence in _pending(database, identifier, card, end)]
        if len(due) > MOST_AT_ONCE:
            raise TooManyOccurrencesError(most=MOST_AT_ONCE, date=format_date(end))
    return sorted(due, key=lambda pair: (pair[1].day, pair[0].code, pair[1].rank))


def treated_occurrences(database: Database, state: OccurrenceState) -> list[Due]:
    """Return the occurrences of every card that are in a state, the latest first."""
    found = [
        (card, occurrence)
        for identifier, card in recurring_entries(database)
        for occurrence in stored_occurrences(database, identifier, card)
        if occurrence.state is state
    ]
    return sorted(found, key=lambda pair: (pair[1].day, pair[0].code, pair[1].rank), reverse=True)


def stored_occurrences(database: Database, card_id: int, card: RecurringEntry) -> list[Occurrence]:
    """Return the occurrences of a card that something happened to, by rank."""
    return list(_stored(database, card_id, card))


def next_occurrence(database: Database, card_id: int, card: RecurringEntry) -> date | None:
    """Return the date of the first occurrence still to generate, nothing when there is none."""
    stored = {occurrence.rank: occurrence for occurrence in _stored(database, card_id, card)}
    ended = [rank for rank in stored if card.recurrence.day_of(rank) is None]
    waiting = [
        found.day for rank, found in stored.items() if found.state is OccurrenceState.PENDING and rank not in ended
    ]
    first_free = next(rank for rank in range(1, len(stored) + 2) if rank not in stored)
    planned = card.recurrence.day_of(first_free)
    return min([*waiting, planned] if planned else waiting, default=None)


def find_occurrence(database: Database, card_id: int, card: RecurringEntry, rank: int) -> Occurrence:
    """Return an occurrence of a card; raises `OccurrenceGoneError` when its calendar has no such rank."""
    for occurrence in _stored(database, card_id, card):
        if occurrence.rank == rank:
            return occurrence
    planned = card.recurrence.day_of(rank)
    if planned is None:
        raise OccurrenceGoneError
    return Occurrence(card_id, rank, planned, planned)


def still_pending(database: Database, occurrence: Occurrence) -> Due:
    """Return a card and one of its occurrences as they are now.

    Raises `OccurrenceDoneError` when it is treated, `RecordGoneError` when another session deleted the card.
    """
    card, _ = read_recurring_entry(database, occurrence.card_id)
    found = find_occurrence(database, occurrence.card_id, card, occurrence.rank)
    if found.state is not OccurrenceState.PENDING:
        raise OccurrenceDoneError(date=format_date(found.day), code=card.code, state=found.state.label.lower())
    return card, found


def skip_occurrences(dossier: Dossier, chosen: Iterable[Due]) -> None:
    """Mark occurrences «Ignorée»: they are offered no more (ABO-06). Raises what `still_pending` raises."""
    dossier.require_writable()
    with transaction(dossier.database):
        for _, occurrence in chosen:
            _, found = still_pending(dossier.database, occurrence)
            _store(dossier.database, found, OccurrenceState.SKIPPED, found.day)


def change_occurrence(dossier: Dossier, due: Due, day: date, amounts: Mapping[int, int]) -> None:
    """Give an occurrence another date, other amounts by position, the card left as it is (ABO-06).

    Amounts are debit − credit in cents. What is again as on the card is not kept. Raises what `still_pending` raises.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        _, found = still_pending(database, due[1])
        if day == found.planned and not amounts:
            _forget(database, found)
            return
        stored = _store(database, found, OccurrenceState.PENDING, day)
        database.run("DELETE FROM recurring_amount WHERE recurring_occurrence_id = ?", (stored,))
        database.run_many(_AMOUNT, [(stored, position, amount) for position, amount in sorted(amounts.items())])


def restore_occurrences(dossier: Dossier, chosen: Iterable[Due]) -> None:
    """«Remettre à générer»: make occurrences pending again, at their date and with the amounts of the card (ABO-05).

    One whose entry is in the journals stays generated; raises `EntryStandsError`.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        for card, occurrence in chosen:
            found = find_occurrence(database, occurrence.card_id, card, occurrence.rank)
            if found.entry_id is not None:
                name = entry_name(database, found.entry_id)
                raise EntryStandsError(date=format_date(found.day), code=card.code, entry=name)
            _forget(database, found)


def _pending(database: Database, card_id: int, card: RecurringEntry, end: date) -> Iterator[Occurrence]:
    """Yield the occurrences of a card to generate up to a date, few more than those that a run treats."""
    stored = {occurrence.rank: occurrence for occurrence in _stored(database, card_id, card)}
    for rank, occurrence in stored.items():
        ended = card.recurrence.day_of(rank) is None
        if occurrence.state is OccurrenceState.PENDING and occurrence.day <= end and not ended:
            yield occurrence
    free = 0
    for rank, planned in card.recurrence.up_to(end):
        if rank not in stored:
            yield Occurrence(card_id, rank, planned, planned)
            free += 1
        if free > MOST_AT_ONCE:
            return


def _stored(database: Database, card_id: int, card: RecurringEntry) -> Iterator[Occurrence]:
    for stored_id, rank, state, day, entry_id in database.rows(_STORED, (card_id,)):
        planned = card.recurrence.planned(rank) or date.max
        moved = parse_iso(day) if day else planned
        amounts: dict[int, int] = dict(database.rows(_AMOUNTS, (stored_id,)))
        yield Occurrence(card_id, rank, planned, moved, OccurrenceState(state), amounts, stored_id, entry_id)


def _store(database: Database, found: Occurrence, state: OccurrenceState, day: date) -> int:
    moved = iso(day) if day != found.planned else None
    if found.stored_id is None:
        return database.run(_INSERT, (found.card_id, found.rank, state.value, moved))
    database.run(_CHANGE, (state.value, moved, found.stored_id))
    return found.stored_id


def _forget(database: Database, found: Occurrence) -> None:
    database.run("DELETE FROM recurring_amount WHERE recurring_occurrence_id = ?", (found.stored_id,))
    database.run("DELETE FROM recurring_occurrence WHERE id = ?", (found.stored_id,))
