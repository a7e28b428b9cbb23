"""Transferring an entry to another journal or another month (TRF)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tuicompta.core.dates import format_date, month_label
from tuicompta.core.destinations import day_in
from tuicompta.core.entry.model import Provenance
from tuicompta.core.enums import EntryOrigin
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.errors import ClosedMonthError, EntryGoneError, NoOpenYearError
from tuicompta.services.entries.line_to_store import protected
from tuicompta.services.entries.places import EntryPlace, is_closed, moves_freely, open_journals, place_of
from tuicompta.services.entries.protection import refusal_to_change
from tuicompta.services.entries.read import read_entry
from tuicompta.services.entries.references import JournalRow, References
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.stored_lines import stored_lines
from tuicompta.services.fiscal_years.fiscal_years import Period, open_fiscal_years, periods_of


class TransferRefusedError(TuicomptaError):
    """The journal of an entry does not let it go, or that of its destination does not take it (TRF-04, TRF-06)."""

    template = "L'écriture {entry} ne peut pas être transférée : {reason}. Choisissez un autre journal."


class SameDestinationError(TuicomptaError):
    """The destination of a transfer differs from where the entry is (TRF-05)."""

    template = "L'écriture {entry} est déjà dans le journal {journal} en {month} : changez le journal ou la période."


@dataclass(frozen=True, slots=True)
class Destinations:
    """Where an entry may be transferred: journals, and months of the open fiscal years, oldest first (TRF-02)."""

    place: EntryPlace
    journals: Sequence[JournalRow]
    months: Sequence[Period]


def refusal_to_transfer(database: Database, entry_id: int) -> TuicomptaError | None:
    """Return why an entry cannot be transferred anywhere, nothing when it can (TRF-03, TRF-04, TRF-08)."""
    references = References(database)
    try:
        _check_source(references, place_of(references, entry_id))
    except TuicomptaError as refusal:
        return refusal
    return None


def destinations(database: Database, entry_id: int) -> Destinations:
    """Return what the dialog of a transfer offers; raises what holds the entry where it is."""
    references = References(database)
    place = place_of(references, entry_id)
    _check_source(references, place)
    months = [month for year in open_fiscal_years(database) for month in periods_of(database, year)]
    return Destinations(place, open_journals(references, place.period.fiscal_year_id), months)


def transfer_entry(dossier: Dossier, entry_id: int, version: int, journal: str, month: Period) -> None:
    """Move an entry, read at a version, to a journal and a month (TRF-01, TRF-07).

    Its day is kept, or becomes the last one of the month; its piece number is kept whatever the numbering. Raises what
    holds the entry, what the destination refuses, and `EntryChangedError` when another session wrote it meanwhile.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        references = References(database)
        place = place_of(references, entry_id)
        _check_source(references, place)
        target = references.journal(journal, month.fiscal_year_id)
        _check_target(references, place, target, month)
        shown = read_entry(database, entry_id)
        if shown is None:
            raise EntryGoneError
        day = day_in(place.day, month)
        moved = replace(shown.with_journal(target.code, Provenance.TYPED), entry_date=day, version=version)
        save_entries(dossier, [moved], EntryOrigin.JOURNAL_WINDOW)


def _check_source(references: References, place: EntryPlace) -> None:
    """Refuse to move an entry that cannot change, or one of whose lines is ticked or declared."""
    if refusal := refusal_to_change(references.database, place.id):
        raise refusal
    if reason := moves_freely(place.journal):
        raise TransferRefusedError(entry=place.name, reason=reason)
    for line in stored_lines(references.database, place.id).values():
        if mark := line.mark_of_date:
            raise protected(line, mark, place.name)


def _check_target(references: References, place: EntryPlace, target: JournalRow, month: Period) -> None:
    if (target.id, month.id) == (place.journal.id, place.period.id):
        raise SameDestinationError(entry=place.name, journal=target.code, month=month_label(month.start))
    if reason := moves_freely(target):
        raise TransferRefusedError(entry=place.name, reason=reason)
    if references.year(month.fiscal_year_id).closed:
        raise NoOpenYearError(date=format_date(month.start), entry=place.name)
    if is_closed(references.database, target.id, month.id):
        raise ClosedMonthError(journal=target.code, month=month_label(month.start), entry=place.name)
