"""The command shown by a filter page is read back as the very request of that page."""

import shlex
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.cli.parser import parse
from tuicompta.cli.request import request_of
from tuicompta.core.dates import YearMonth
from tuicompta.core.enums import EntryStatus
from tuicompta.reports.catalogue import FILTERS, SPECS, ReportSpec
from tuicompta.reports.command import command_line
from tuicompta.reports.options import Option, OptionKind
from tuicompta.reports.request import Lettering, Request
from tuicompta.reports.selection import NATURES, ORIGINS

DAYS = st.none() | st.dates(date(1900, 1, 1), date(2999, 12, 31))
LISTS = st.none() | st.sampled_from(["AC", "AC,VE", "A..B", "40*,411..419", "O'Neill, A B"])
PATHS = st.sampled_from([Path("/dossiers/Morel.compta"), Path("/d/Société d'essai «2026».compta")])


def own_value(option: Option) -> st.SearchStrategy[object]:
    """Return values of one option of a report."""
    match option.kind:
        case OptionKind.MARK:
            return st.just(True)
        case OptionKind.DAY:
            return st.dates(date(1900, 1, 1), date(2999, 12, 31))
        case OptionKind.CODE:
            return st.sampled_from(["VIR", "CHQ", "L'AUTRE B"]).map(lambda value: (value,))
        case OptionKind.CHOICE:
            return st.sampled_from(option.values).map(lambda value: (value,))
        case _:
            most = option.most or len(option.values)
            lists = st.lists(st.sampled_from(option.values), min_size=1, max_size=most, unique=True)
            return lists.map(tuple)


@st.composite
def requests(draw: st.DrawFn) -> tuple[ReportSpec, Request]:
    """Draw a report and a request that it accepts."""
    spec = draw(st.sampled_from(SPECS))
    flags = ("entry-totals", "no-opening", "cumulated", "previous", "detail")
    marks = {flag.replace("-", "_"): st.booleans() for flag in flags}
    every = {
        "year": st.none() | st.sampled_from(["2026", "2025-2026", "2026-07-01"]),
        "journals": LISTS,
        "accounts": LISTS,
        "entered_by": st.none() | st.sampled_from(["ADM", "PAUL"]),
        "sort": st.none() | st.sampled_from(spec.sorts or (None,)),
        "group": st.none() | st.sampled_from(spec.groups or (None,)),
        "columns": st.none() | st.sampled_from([4, 6, 8]),
        "level": st.none() | st.sampled_from([2, 3]),
        "compare": st.none() | st.sampled_from(["2025", "N-1", "2025-07-01"]),
        **marks,
    }
    fields: dict[str, object] = {
        name: draw(values) for name, values in every.items() if name.replace("_", "-") in spec.flags
    }
    if set(FILTERS) <= set(spec.flags):
        month = draw(st.none() | st.builds(YearMonth, st.integers(1900, 2999), st.integers(1, 12)))
        fields |= {"month": month, "start": None if month else draw(DAYS), "end": None if month else draw(DAYS)}
        fields["natures"] = tuple(draw(st.lists(st.sampled_from(list(NATURES)), unique=True, max_size=2)))
        fields["statuses"] = draw(st.none() | st.frozensets(st.sampled_from(EntryStatus), min_size=1))
        fields["lettering"] = draw(st.sampled_from(Lettering))
    if "origin" in spec.flags:
        fields["origins"] = tuple(draw(st.lists(st.sampled_from(list(ORIGINS)), unique=True, max_size=3)))
    options = {option.key: draw(own_value(option)) for option in spec.options if draw(st.booleans())}
    return spec, Request(spec.name, **fields, options=options)  # type: ignore[arg-type]


@pytest.mark.spec("IMP-12")
@given(requests(), PATHS, st.sampled_from(["ADM", "PAUL"]))
def test_the_command_shown_gives_the_same_request(drawn: tuple[ReportSpec, Request], path: Path, user: str) -> None:
    spec, request = drawn
    program, *words = shlex.split(command_line(path, user, request, spec.options))
    invocation = parse(words)
    found, read = request_of(invocation)
    assert program == "tuicompta"
    assert invocation.dossier == path
    assert invocation.values.get("user", "ADM") == user
    assert found is spec
    assert read._replace(options=dict(read.options)) == request._replace(options=dict(request.options))
