"""One journal/month as its window needs it: what its journal is, and why nothing can be entered there, if so (SJ)."""

from collections.abc import Sequence
from dataclasses import dataclass

from tuicompta.core.dates import month_end, month_label
from tuicompta.core.entry.ports import JournalInfo
from tuicompta.core.enums import CounterpartMode, EntryStatus, JournalType
from tuicompta.core.errors import TuicomptaError
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.foot.rules import status_of_month
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, current_fiscal_year, fiscal_year_of
from tuicompta.services.journals.journal_periods import JournalPeriodRow, Scope, journal_period, journal_periods
from tuicompta.services.lookup import DossierLookup

_OPENING = {
    "AN": "le journal AN est géré par le programme",
    "RAN": "le journal RAN se saisit dans la balance d'ouverture",
}


class MonthGoneError(TuicomptaError):
    """The journal or the period of an interrupted input is no longer in the dossier."""

    template = "Le journal ou la période de cette saisie n'existe plus dans le dossier."


@dataclass(frozen=True, slots=True)
class JournalMonth:
    """A journal/month; `refusal` says why nothing can be entered there, empty when something can (SJL-24, INV-04)."""

    row: JournalPeriodRow
    journal: JournalInfo
    year: FiscalYear
    refusal: str

    @property
    def period(self) -> str:
        """Name of the period, with its days when it is part of a month: «janvier 2026 (15–31)» (SW-27)."""
        return period_name(self.row)


def period_name(row: JournalPeriodRow) -> str:
    """Return the month of a row, with its days when it is part of a month (SW-27)."""
    whole = row.start.day == 1 and row.end == month_end(row.start)
    return month_label(row.start) if whole else f"{month_label(row.start)} ({row.start.day}–{row.end.day})"


def journal_month(dossier: Dossier, row: JournalPeriodRow) -> JournalMonth:
    """Return a journal/month as it is now; raises MonthGoneError when its journal is gone."""
    fresh = journal_period(dossier.database, row.journal_id, row.period_id)
    year = fiscal_year_of(dossier.database, row.start)
    journal = DossierLookup(dossier, year).journal(row.journal) if year else None
    if fresh is None or year is None or journal is None:
        raise MonthGoneError
    return JournalMonth(fresh, journal, year, _refusal(dossier, fresh, journal, year))


def month_of_draft(dossier: Dossier, place: Sequence[int]) -> JournalMonth:
    """Return the journal/month of an interrupted input; raises MonthGoneError when it is gone (KM-97)."""
    row = journal_period(dossier.database, *place) if place else None
    if row is None:
        raise MonthGoneError
    return journal_month(dossier, row)


def neighbour_month(dossier: Dossier, row: JournalPeriodRow, scope: Scope, step: int) -> JournalPeriodRow | None:
    """Return the previous (-1) or next (1) journal/month of a tab, in its order (SW-10 to SW-13)."""
    rows = journal_periods(dossier, scope)
    places = [(other.journal_id, other.period_id) for other in rows]
    here = (row.journal_id, row.period_id)
    rank = places.index(here) + step if here in places else -1
    return rows[rank] if 0 <= rank < len(rows) else None


def offered_periods(dossier: Dossier, row: JournalPeriodRow) -> list[JournalPeriodRow]:
    """Return the periods of the header list for the same journal, the one shown among them (SW-27)."""
    rows = journal_periods(dossier, Scope.ALL_JOURNALS)
    return [other for other in rows if other.journal_id == row.journal_id] or [row]


def offered_journals(dossier: Dossier, row: JournalPeriodRow) -> list[JournalPeriodRow]:
    """Return the journals of the header list for the same period, the one shown among them (SW-28)."""
    rows = journal_periods(dossier, Scope.ALL_MONTHS)
    return [other for other in rows if other.period_id == row.period_id] or [row]


def _refusal(dossier: Dossier, row: JournalPeriodRow, journal: JournalInfo, year: FiscalYear) -> str:
    if dossier.readonly:
        return "Lecture seule : le dossier est ouvert en lecture seule."
    current = current_fiscal_year(dossier)
    closed = next((each for each in (current, year) if each.closed), None)
    if closed is not None:
        return f"Lecture seule : l'exercice {closed.label} est clôturé."
    if row.closed:
        return f"Lecture seule : {month_label(row.start)} est clôturé pour le journal {row.journal}."
    if journal.counterpart_mode is CounterpartMode.FOOT_OF_JOURNAL:
        status = status_of_month(dossier.database, row.journal_id, row.period_id)
        if status is EntryStatus.VALIDATED:
            return f"Lecture seule : {month_label(row.start)} est validé en entier pour le journal {row.journal}."
    if journal.type is JournalType.OPENING:
        return f"Lecture seule : {_OPENING.get(row.journal, _OPENING['AN'])}."
    return ""
