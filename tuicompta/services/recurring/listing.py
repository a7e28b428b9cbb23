"""Recurring entries and their occurrences as lists show them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.services.entries.protection import entry_name
from tuicompta.services.recurring.composing import label_of
from tuicompta.services.recurring.models import amounts_of
from tuicompta.services.recurring.occurrences import (
    Due,
    Occurrence,
    OccurrenceState,
    next_occurrence,
    stored_occurrences,
)
from tuicompta.services.recurring.records import RecurringEntry, read_recurring_entry, recurring_entries
from tuicompta.services.recurring.writing import generated_count

OccurrenceCells = tuple[date, str, str, str, int | None, str]


class RecurringRow(NamedTuple):
    """A card in the list; `next` is the first date to generate, `amount` the total of its debits in cents."""

    id: int
    code: str
    label: str
    journal: str
    period: str
    next: date | None
    amount: int | None
    generated: int | None
    active: bool


def recurring_rows(database: Database) -> list[RecurringRow]:
    """Return the cards by code."""
    return [_row(database, identifier, card) for identifier, card in recurring_entries(database)]


def occurrence_cells(database: Database, dues: Iterable[Due]) -> list[OccurrenceCells]:
    """Return date, code, label, journal, amount and remark of occurrences, in their order."""
    plain: dict[int, int | None] = {}  # the amounts of a card are computed once, however many occurrences it has
    rows = []
    for card, occurrence in dues:
        if occurrence.card_id not in plain:
            plain[occurrence.card_id] = _total(database, card)
        amount = _total(database, card, occurrence) if occurrence.amounts else plain[occurrence.card_id]
        names = (occurrence.day, card.code, label_of(card, occurrence), card.journal)
        rows.append((*names, amount, _remark(database, occurrence)))
    return rows


def listed_occurrences(database: Database, card_id: int) -> list[tuple[date, str, str]]:
    """Return date, state and entry of the treated occurrences of a card, by rank."""
    card, _ = read_recurring_entry(database, card_id)
    found = stored_occurrences(database, card_id, card)
    return [(occurrence.day, occurrence.state.label, _remark(database, occurrence)) for occurrence in found]


def _row(database: Database, identifier: int, card: RecurringEntry) -> RecurringRow:
    following = next_occurrence(database, identifier, card) if card.active else None
    amount = _total(database, card)
    generated = generated_count(database, identifier) or None
    words = card.recurrence.in_words
    return RecurringRow(
        identifier, card.code, card.label, card.journal, words, following, amount, generated, card.active
    )


def _total(database: Database, card: RecurringEntry, occurrence: Occurrence | None = None) -> int | None:
    """Return the debits of a card, or of one of its occurrences; None while its model is not available."""
    changed = dict(occurrence.amounts) if occurrence else None
    try:
        return sum(amount for amount in amounts_of(database, card, changed) if amount > 0)
    except TuicomptaError:  # told when it is generated
        return None


def _remark(database: Database, occurrence: Occurrence) -> str:
    if occurrence.entry_id is not None:
        return entry_name(database, occurrence.entry_id)
    if occurrence.state is OccurrenceState.GENERATED:
        return "Supprimée"
    return "Modifiée" if occurrence.changed else ""
