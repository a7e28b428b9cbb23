"""The command line that gives the same report as a request (IMP-12)."""

import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from tuicompta.core.dates import iso
from tuicompta.core.enums import EntryStatus
from tuicompta.reports.options import Option, OptionKind
from tuicompta.reports.request import Lettering, OptionValue, Request
from tuicompta.services.dossiers.dossier import DEFAULT_USER

PROGRAM: Final = "tuicompta"
_STATUSES: Final = {EntryStatus.UNVALIDATED: "nv", EntryStatus.VALIDATED: "v", EntryStatus.SIMULATED: "s"}


def command_line(dossier: Path, user: str, request: Request, declared: tuple[Option, ...]) -> str:
    """Return the command, quoted for a shell; `declared` are the options of the report."""
    as_user = () if user == DEFAULT_USER else ("--user", user)
    words = (
        PROGRAM,
        str(dossier),
        *as_user,
        "--report",
        request.report,
        *_flags(request),
        *_options(request, declared),
    )
    return shlex.join(words)


def _flags(request: Request) -> Iterator[str]:
    """Yield the flags of what differs from the default of the report."""
    month = f"{request.month.year:04}-{request.month.month:02}" if request.month else None
    lettering = None if request.lettering is Lettering.ALL else request.lettering.value
    valued = {
        "year": request.year,
        "from": _day(request.start),
        "to": _day(request.end),
        "period": month,
        "journals": request.journals,
        "accounts": request.accounts,
        "nature": ",".join(request.natures),
        "status": ",".join(word for status, word in _STATUSES.items() if status in (request.statuses or ())),
        "lettering": lettering,
        "sort": request.sort,
        "group": request.group,
        "entered-by": request.entered_by,
        "entered-from": _day(request.entered_start),
        "entered-to": _day(request.entered_end),
        "origin": ",".join(request.origins),
        "columns": request.columns and str(request.columns),
        "level": request.level and str(request.level),
        "compare": request.compare,
        "print-date": _day(request.print_date),
    }
    for name, value in valued.items():
        if value:
            yield from (f"--{name}", value)
    marks = {
        "entry-totals": request.entry_totals,
        "no-opening": request.no_opening,
        "cumulated": request.cumulated,
        "previous": request.previous,
        "detail": request.detail,
    }
    yield from (f"--{name}" for name, on in marks.items() if on)


def _options(request: Request, declared: tuple[Option, ...]) -> Iterator[str]:
    for option in declared:
        if value := request.options.get(option.key):
            yield from ("--option", _written(option, value))


def _written(option: Option, value: OptionValue) -> str:
    if option.kind is OptionKind.MARK:
        return option.key
    if isinstance(value, date):
        return f"{option.key}={iso(value)}"
    return f"{option.key}={','.join(value) if isinstance(value, tuple) else value}"


def _day(day: date | None) -> str | None:
    return iso(day) if day else None
