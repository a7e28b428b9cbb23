"""Recurring entries for the tests: a rent of 1 000,00 paid by the bank on the 5th of each month."""

from dataclasses import replace
from datetime import date
from typing import Any

from tuicompta.core.recurrence import Recurrence
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.recurring.generation import Outcome, generate
from tuicompta.services.recurring.occurrences import Due, due_occurrences
from tuicompta.services.recurring.records import RecurringEntry, RecurringLine, read_recurring_entry
from tuicompta.services.recurring.writing import write_recurring_entry

MARCH = date(2026, 3, 31)
LINES = (RecurringLine("6132", amount=100_000), RecurringLine("5121", amount=-100_000))
RENT = RecurringEntry("LOYER", "Loyer {mois} {aaaa}", "BP", Recurrence(date(2026, 1, 5)), lines=LINES)


def add(dossier: Dossier, card: RecurringEntry = RENT, **changes: Any) -> int:  # noqa: ANN401 (fields of the card)
    return write_recurring_entry(dossier, None, replace(card, **changes))


def rewrite(dossier: Dossier, identifier: int, **changes: Any) -> int:  # noqa: ANN401 (fields of the card)
    card, version = read_recurring_entry(dossier.database, identifier)
    return write_recurring_entry(dossier, identifier, replace(card, **changes), version=version)


def due(dossier: Dossier, end: date = MARCH) -> list[Due]:
    return due_occurrences(dossier.database, end)


def run(dossier: Dossier, end: date = MARCH) -> list[Outcome]:
    return generate(dossier, due(dossier, end))


def posted(dossier: Dossier) -> list[tuple[Any, ...]]:
    """Date, journal, piece, status, account, label, debit and credit of every line of the entries."""
    query = """
        SELECT entry.entry_date, journal.code, entry.piece_number, status, number, entry_line.label, debit, credit
          FROM entry_line JOIN entry ON entry.id = entry_id JOIN journal ON journal.id = journal_id
          JOIN account ON account.id = account_id ORDER BY entry.id, position
    """
    return dossier.database.rows(query)
