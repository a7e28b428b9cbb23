"""The values of a filter page that ask what a request asks (EDM-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.reports.options import OptionKind
from tuicompta.screens.prints import report_words as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuicompta.reports.catalogue import ReportSpec
    from tuicompta.reports.options import Option
    from tuicompta.reports.request import Request

USUAL_COLUMNS = 6
DATES = ("year", "month", "start", "end", "compare", "entered_start", "entered_end", "model")
"""Fields of the day a report is asked, which no model proposes."""


def values_of(spec: ReportSpec, request: Request) -> dict[str, object]:
    """Return the values of the fields of a page, but those of its dates."""
    flags = spec.flags
    values: dict[str, object] = {
        "journals": request.journals or "",
        "accounts": request.accounts or "",
        "natures": ",".join(request.natures) or words.EVERY,
        "lettering": request.lettering,
        "entered_by": request.entered_by,
        "origins": next(iter(request.origins), None),
        "sort": request.sort or next(iter(spec.sorts), None),
        "group": request.group or words.NO_GROUP,
        "columns": request.columns or USUAL_COLUMNS,
        "level": request.level or 0,
    }
    statuses = request.statuses or spec.statuses
    values |= {status.name: status in statuses for status in words.STATUSES if "status" in flags}
    values |= {flag: bool(getattr(request, flag.replace("-", "_"))) for flag in words.MARKS if flag in flags}
    return values | dict(pair for option in spec.options for pair in _of_option(option, request))


def _of_option(option: Option, request: Request) -> Iterator[tuple[str, object]]:
    value = request.options.get(option.key)
    given = value if isinstance(value, tuple) else ()
    match option.kind:
        case OptionKind.CHOICES:
            chosen = given or tuple(option.default.split(","))
            yield from ((f"{option.key}={each}", each in chosen) for each in option.values)
        case OptionKind.CHOICE:
            yield option.key, next(iter(given), option.default)
        case OptionKind.CODE:
            yield option.key, next(iter(given), "")
        case OptionKind.DAY:
            yield option.key, value or None
        case OptionKind.MARK:
            yield option.key, bool(value)
