"""What the firm has prepared and nothing has posted yet: no figure comes from it (INVT-02)."""

from datetime import date
from typing import Final

from sample_dossier.book import Book
from tuicompta.core.guides import body as bodies
from tuicompta.core.recurrence import Recurrence, RecurrenceUnit
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.guides.entries import GuidedEntry, period_on, write_guided_entry
from tuicompta.services.guides.headers import accounts_of, as_mapping, header_of
from tuicompta.services.guides.models import model_rows
from tuicompta.services.recurring.records import RecurringEntry, RecurringLine
from tuicompta.services.recurring.writing import write_recurring_entry

TAKINGS: Final = "Recette de la boutique"
"""The guide model of what the shop takes in a day."""

UPKEEP: Final = {"6156": 267_00, "44566": 53_40, "401WEB": -320_40}


def plan(dossier: Dossier, book: Book) -> None:
    """Write a recurring card that begins with the end of the year, and the takings of its last day by guide."""
    day = book.calendar.day("31/12/N")
    recurrence = Recurrence(day, unit=RecurrenceUnit.QUARTER, month_end=True)
    label = "Maintenance du site {mois} {aaaa}"
    lines = tuple(RecurringLine(account, label, cents) for account, cents in UPKEEP.items())
    card = RecurringEntry("SITE", "Maintenance du site", "AC", recurrence, lines=lines)
    write_recurring_entry(dossier, None, card)
    _last_takings(dossier, day)


def _last_takings(dossier: Dossier, day: date) -> None:
    """Leave a guided entry «En cours», to complete and post."""
    model = next(row.id for row in model_rows(dossier.database) if row.name == TAKINGS)
    period = period_on(dossier.database, day)
    header = None if period is None else header_of(dossier, model, period, as_mapping(accounts_of(dossier)))
    if period is not None and header is not None:
        body = bodies.with_day(header, bodies.emptied(header), day)
        write_guided_entry(dossier, None, GuidedEntry(model, period, "Recette du réveillon", body))
