"""Which fiscal year an accounting file covers (FECV-06, FECI-02)."""

from datetime import date, timedelta

from tuicompta.core.dates import add_months
from tuicompta.core.fiscal_years import LONGEST_MONTHS, Span

_USUAL_MONTHS = 12


def fiscal_span(end: date, first_entry: date, opening: date | None) -> Span:
    """Return the fiscal year that ends at a date.

    It starts on the day of the opening entries; without them, twelve months before the end, or on the first day of
    the month of the first entry when this is earlier and the year no longer than 24 months (EX-08).
    """
    after = end + timedelta(days=1)
    longest, usual = add_months(after, -LONGEST_MONTHS), add_months(after, -_USUAL_MONTHS)
    if opening is not None and longest <= opening <= end:
        return Span(opening, end)
    start = first_entry.replace(day=1)
    return Span(start if longest <= start < usual else usual, end)
