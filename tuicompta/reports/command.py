"""The command line that gives the same report as a request (IMP-12)."""

import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from tuicompta.core.dates import iso
from tuicompta.reports.options import OWN_FILTERS, Option, OptionKind
from tuicompta.reports.request import STATUS_KEYS, Lettering, OptionValue, Request
from tuicompta.services.dossiers.dossier import DEFAULT_USER

PROGRAM: Final = "tuicompta"


def command_line(dossier: Path, user: str, request: Request, declared: tuple[Option, ...]) -> str:
    """Return the command, quoted for a shell; `declared` are the options of the report, those of models included."""
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
    for name, value in flag_values(request).items():
        if value:
            yield from (f"--{name}", value)
    yield from (f"--{name}" for name in flag_marks(request))


def flag_values(request: Request) -> dict[str, str | None]:
    """Return the values of the flags by their names, empty where the request says nothing."""
    month = f"{request.month.year:04}-{request.month.month:02}" if request.month else None
    lettering = None if request.lettering is Lettering.ALL else request.lettering.value
    return {
        "model": request.model,
        "year": request.year,
        "from": _day(request.start),
        "to": _day(request.end),
        "period": month,
        "journals": request.journals,
        "accounts": request.accounts,
        "nature": ",".join(request.natures),
        "status": ",".join(key for status, key in STATUS_KEYS.items() if status in (request.statuses or ())),
        "lettering": lettering,
        "sort": request.sort,
        "group": request.group,
        "entered-by": request.entered_by,
        "entered-from": _day(request.entered_start),
        "entered-to": _day(request.entered_end),
        "origin": ",".join(request.origins),
        "columns": str(request.columns or ""),
        "level": str(request.level or ""),
        "compare": request.compare,
        "print-date": _day(request.print_date),
    }


def flag_marks(request: Request) -> list[str]:
    """Return the names of the flags without value that are on."""
    marks = {
        "entry-totals": request.entry_totals,
        "no-opening": request.no_opening,
        "cumulated": request.cumulated,
        "previous": request.previous,
        "detail": request.detail,
    }
    return [name for name, on in marks.items() if on]


def _options(request: Request, declared: tuple[Option, ...]) -> Iterator[str]:
    given = {**request.options, OWN_FILTERS: request.own_filters}
    for option in declared:
        if value := given.get(option.key):
            yield from ("--option", written_option(option, value))


def written_option(option: Option, value: OptionValue) -> str:
    """Return an option as `--option` takes it."""
    if option.kind is OptionKind.MARK:
        return option.key
    if isinstance(value, date):
        return f"{option.key}={iso(value)}"
    return f"{option.key}={','.join(value) if isinstance(value, tuple) else value}"


def _day(day: date | None) -> str | None:
    return iso(day) if day else None
