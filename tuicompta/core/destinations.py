"""Where an entry goes when it is transferred or reversed (TRF-02, CPS-02, CPS-06)."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Two dates, both included, that hold days."""

    @property
    def start(self) -> date:
        """First day."""

    @property
    def end(self) -> date:
        """Last day."""


Month = TypeVar("Month", bound=Dated)


def day_in(day: date, period: Dated) -> date:
    """Return the same day of the month in a period, its last day when it has no such day (TRF-02).

    31 January in February gives 28 or 29; the 5th in a first period that starts on the 15th gives its last day.
    """
    if day.day > period.end.day:
        return period.end
    found = period.end.replace(day=day.day)
    return found if period.start <= found else period.end


def reversal_month(months: Sequence[Month], closed: Collection[Month], own: Month) -> Month | None:
    """Return the month of a reversing entry: that of the original, else the first that is not closed (CPS-06).

    `months` are those of the fiscal year in their order, `closed` those that are closed in the destination journal.
    """
    if own not in closed:
        return own
    return next((month for month in months if month not in closed), None)
