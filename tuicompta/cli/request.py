"""From the flags of a report to its request; what the report does not accept is refused (ETCL-05)."""

from types import MappingProxyType
from typing import Any, Final

from tuicompta.cli.flags import FLAGS
from tuicompta.cli.parser import CommandLineError, Invocation
from tuicompta.cli.values import FlagValueError
from tuicompta.reports.catalogue import ReportSpec, find_report
from tuicompta.reports.options import OWN_FILTERS, read_options
from tuicompta.reports.request import STATUS_KEYS, Lettering, Request

_STATUSES = {key: status for status, key in STATUS_KEYS.items()}
# Flags whose field of the request has another name, because Python or the trade gives them one.
_FIELDS: Final = MappingProxyType(
    {
        "from": "start",
        "to": "end",
        "period": "month",
        "nature": "natures",
        "status": "statuses",
        "entered-from": "entered_start",
        "entered-to": "entered_end",
        "option": "options",
        "origin": "origins",
    }
)


class FlagOfOtherReportError(CommandLineError):
    """The report does not accept this flag."""

    template = "L'option {flag} ne s'applique pas à l'état {report}."


def request_of(invocation: Invocation) -> tuple[ReportSpec, Request]:
    """Return the report asked for and its request; raises the refusals of names and values."""
    spec = find_report(str(invocation.values["report"]))
    fields: dict[str, Any] = {}
    for name, value in invocation.values.items():
        if not FLAGS[name].own and name not in {"model", "option", "print-date"}:
            continue
        if FLAGS[name].own and name not in spec.flags:
            raise FlagOfOtherReportError(flag=f"--{name}", report=spec.name)
        fields[_FIELDS.get(name, name.replace("-", "_"))] = _value(spec, name, value)
    own_filters = OWN_FILTERS in fields.get("options", ())
    fields["options"] = {key: value for key, value in fields.get("options", {}).items() if key != OWN_FILTERS}
    return spec, Request(spec.name, **fields, own_filters=own_filters)


def _value(spec: ReportSpec, name: str, value: Any) -> object:  # noqa: ANN401 - the reader of the flag typed it
    match name:
        case "status":
            return frozenset(_STATUSES[word] for word in value)
        case "lettering":
            return Lettering(value)
        case "columns" | "level":
            return int(value)
        case "option":
            return read_options(spec.keys, value)
        case "sort" | "group":
            return _among(name, value, spec.sorts if name == "sort" else spec.groups)
        case _:
            return value


def _among(name: str, value: str, values: tuple[str, ...]) -> str:
    if value not in values:
        raise FlagValueError(value, f"Valeurs acceptées : {', '.join(values)}.", f"--{name}")
    return value
