"""The calendar of recurring entries: on which dates they come back (ABO-01, ABO-02)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from tuicompta.core.dates import ImpossibleDateError, add_days, add_months, month_end
from tuicompta.core.enums import Labelled
from tuicompta.core.errors import TuicomptaError

LONGEST_STEP = 999
MOST_OCCURRENCES = 9_999
_WEEK = 7


class RecurrenceError(TuicomptaError):
    """A recurrence never ends before it begins, and ends in one way (ABO-01)."""

    template = "Périodicité refusée : {reason}."


class RecurrenceUnit(Labelled):
    """What a recurrence counts in."""

    DAY = "day", "Jour"
    WEEK = "week", "Semaine"
    MONTH = "month", "Mois"
    QUARTER = "quarter", "Trimestre"
    HALF_YEAR = "half_year", "Semestre"
    YEAR = "year", "Année"

    @property
    def months(self) -> int:
        """How many months it lasts, 0 for days and weeks."""
        return _MONTHS.get(self, 0)


_MONTHS = {
    RecurrenceUnit.MONTH: 1,
    RecurrenceUnit.QUARTER: 3,
    RecurrenceUnit.HALF_YEAR: 6,
    RecurrenceUnit.YEAR: 12,
}
_SINGLE = {
    RecurrenceUnit.DAY: "tous les jours",
    RecurrenceUnit.WEEK: "toutes les semaines",
    RecurrenceUnit.MONTH: "tous les mois",
    RecurrenceUnit.QUARTER: "tous les trimestres",
    RecurrenceUnit.HALF_YEAR: "tous les semestres",
    RecurrenceUnit.YEAR: "tous les ans",
}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every n units from a first date, to a last date or for a number of occurrences; neither: without end (ABO-01).

    `month_end`: each date is the last day of its month; it says nothing of days and weeks.
    """

    first: date
    every: int = 1
    unit: RecurrenceUnit = RecurrenceUnit.MONTH
    month_end: bool = False
    last: date | None = None
    occurrences: int | None = None

    def day_of(self, rank: int) -> date | None:
        """Return the date of an occurrence, ranked from 1; None once the recurrence is over.

        The day of the first date is kept; a month without that day gives its last one (ABO-02).
        """
        if self.occurrences is not None and rank > self.occurrences:
            return None
        day = self.planned(rank)
        return None if day is None or (self.last is not None and day > self.last) else day

    def planned(self, rank: int) -> date | None:
        """Return the date of an occurrence, whatever ends the recurrence; None after the last year of the calendar."""
        try:
            return self._day(rank - 1)
        except ImpossibleDateError:
            return None

    def up_to(self, end: date) -> Iterator[tuple[int, date]]:
        """Yield the ranks and dates of the occurrences up to a date, included."""
        for rank in count(1):
            day = self.day_of(rank)
            if day is None or day > end:
                return
            yield rank, day

    @property
    def in_words(self) -> str:
        """What the recurrence is in French: «tous les mois», «toutes les 2 semaines»."""
        if self.every == 1:
            return _SINGLE[self.unit]
        article = "toutes" if self.unit is RecurrenceUnit.WEEK else "tous"
        noun = _SINGLE[self.unit].split()[-1]
        return f"{article} les {self.every} {noun}"

    def _day(self, steps: int) -> date:
        if not self.unit.months:
            return add_days(self.first, steps * self.every * (_WEEK if self.unit is RecurrenceUnit.WEEK else 1))
        day = add_months(self.first, steps * self.every * self.unit.months)
        return month_end(day) if self.month_end else day


def check_recurrence(recurrence: Recurrence) -> None:
    """Refuse a recurrence that has no sense; raises `RecurrenceError` (ABO-01)."""
    for wrong, reason in _faults(recurrence):
        if wrong:
            raise RecurrenceError(reason=reason)


def _faults(recurrence: Recurrence) -> Iterator[tuple[bool, str]]:
    last, occurrences = recurrence.last, recurrence.occurrences
    yield not 1 <= recurrence.every <= LONGEST_STEP, f"tapez un nombre de 1 à {LONGEST_STEP}"
    both = last is not None and occurrences is not None
    yield both, "donnez la dernière date ou le nombre d'échéances, pas les deux"
    yield last is not None and last < recurrence.first, "la dernière date précède la première"
    too_many = occurrences is not None and not 1 <= occurrences <= MOST_OCCURRENCES
    yield too_many, f"le nombre d'échéances va de 1 à {MOST_OCCURRENCES}"
