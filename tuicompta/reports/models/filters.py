"""The filters that a model proposes: as plain values, then in a request (EDM-04).

They are written as the command line writes them, under the names of its flags.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tuicompta.core.enums import EntryStatus
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.report_models.checks import ReportModelError
from tuicompta.core.text import clean_text, excerpt
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.command import flag_marks, flag_values, written_option
from tuicompta.reports.options import read_options
from tuicompta.reports.request import STATUS_KEYS, Lettering, Request
from tuicompta.reports.selection import NATURES, ORIGINS

_LONGEST: Final = 200
_MOST_OPTIONS: Final = 40
_COLUMNS: Final = ("4", "6", "8")
_LEVELS: Final = ("2", "3")
_Reader = Callable[[ReportSpec, object], object]


class UnknownModelFilterError(ReportModelError):
    """The report has no such filter, or not with that value."""

    template = "Filtre refusé pour l'état «{report}» : «{filter}» ({reason})."


def filters_of(request: Request, spec: ReportSpec) -> dict[str, object]:
    """Return what a request asks beside its dates, where it is not the default of the report."""
    valued = {name: value for name, value in flag_values(request).items() if value and name in _READERS}
    found: dict[str, object] = {**valued, **dict.fromkeys(flag_marks(request), True)}
    options = [
        written_option(option, request.options[option.key])
        for option in spec.options
        if request.options.get(option.key)
    ]
    return {**found, "options": options} if options else found


def request_of_filters(spec: ReportSpec, filters: Mapping[str, object]) -> Request:
    """Return the request of the filters of a model; raises `UnknownModelFilterError`."""
    fields: dict[str, Any] = {}
    for key, value in filters.items():
        if key not in _READERS or (key != "options" and key not in spec.flags):
            raise _refusal(spec, key, "filtre inconnu")
        fields[_FIELDS.get(key, key.replace("-", "_"))] = _READERS[key](spec, value)
    return Request(spec.name, **fields)


def merged(request: Request, proposed: Request) -> Request:
    """Return a request that takes the filters proposed where it says nothing itself."""
    usual = Request(request.report)
    taken = {
        name: value
        for name, value in proposed._asdict().items()
        if name != "options" and getattr(request, name) == getattr(usual, name)
    }
    return request._replace(**taken, options={**proposed.options, **request.options})


def _refusal(spec: ReportSpec, key: str, reason: str) -> UnknownModelFilterError:
    return UnknownModelFilterError(report=spec.name, filter=excerpt(str(key)), reason=reason)


def _text(key: str) -> _Reader:
    def read(spec: ReportSpec, value: object) -> object:
        if not isinstance(value, str) or not 0 < len(value) <= _LONGEST:
            raise _refusal(spec, key, "un texte est attendu")
        return clean_text(value)

    return read


def _mark(key: str) -> _Reader:
    def read(spec: ReportSpec, value: object) -> object:
        if value is not True:
            raise _refusal(spec, key, "vrai est attendu")
        return True

    return read


def _words(key: str, known: Callable[[ReportSpec], Mapping[str, Any]], make: Callable[[list[Any]], object]) -> _Reader:
    """Return what reads different words among a few; `make` gives the value of the request from theirs."""

    def read(spec: ReportSpec, value: object) -> object:
        words = value.split(",") if isinstance(value, str) and len(value) <= _LONGEST else [""]
        values = known(spec)
        if not set(words) <= values.keys() or len(set(words)) < len(words):
            raise _refusal(spec, key, f"valeurs : {', '.join(values)}")
        return make([values[word] for word in words])

    return read


def _one(key: str, known: Callable[[ReportSpec], Mapping[str, Any]]) -> _Reader:
    several = _words(key, known, list)

    def read(spec: ReportSpec, value: object) -> object:
        found = several(spec, value)
        if not isinstance(found, list) or len(found) != 1:
            raise _refusal(spec, key, "une seule valeur est attendue")
        return found[0]

    return read


def _options(spec: ReportSpec, value: object) -> object:
    if not isinstance(value, list) or len(value) > _MOST_OPTIONS or not all(isinstance(text, str) for text in value):
        raise _refusal(spec, "options", "une liste de textes est attendue")
    try:
        return read_options(spec.options, value)
    except TuicomptaError as error:
        raise _refusal(spec, "options", excerpt(str(error))) from error


def _numbers(*texts: str) -> Callable[[ReportSpec], Mapping[str, Any]]:
    return lambda _: {text: int(text) for text in texts}


_STATUSES: Final[Mapping[str, EntryStatus]] = {key: status for status, key in STATUS_KEYS.items()}
_FIELDS: Final = {"nature": "natures", "status": "statuses", "origin": "origins"}
# Dates are those of the day a report is asked, not of its model.
_READERS: Final[Mapping[str, _Reader]] = {
    **{key: _text(key) for key in ("journals", "accounts", "entered-by")},
    **{key: _mark(key) for key in ("entry-totals", "no-opening", "cumulated", "previous", "detail")},
    "nature": _words("nature", lambda _: {name: name for name in NATURES}, tuple),
    "status": _words("status", lambda _: _STATUSES, frozenset),
    "origin": _words("origin", lambda _: {name: name for name in ORIGINS}, tuple),
    "lettering": _one("lettering", lambda _: {each.value: each for each in Lettering}),
    "sort": _one("sort", lambda spec: {name: name for name in spec.sorts}),
    "group": _one("group", lambda spec: {name: name for name in spec.groups}),
    "columns": _one("columns", _numbers(*_COLUMNS)),
    "level": _one("level", _numbers(*_LEVELS)),
    "options": _options,
}
