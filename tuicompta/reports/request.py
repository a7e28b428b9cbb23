"""What is asked of a report: the filters and options of the command line or of a filter page, already typed."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from tuicompta.core.dates import YearMonth
from tuicompta.core.enums import EntryStatus

OptionValue = bool | date | tuple[str, ...]
NO_OPTION: Final[Mapping[str, OptionValue]] = MappingProxyType({})
STATUS_KEYS: Final = {EntryStatus.UNVALIDATED: "nv", EntryStatus.VALIDATED: "v", EntryStatus.SIMULATED: "s"}
COUNTED: Final = frozenset({EntryStatus.UNVALIDATED, EntryStatus.VALIDATED})


class Lettering(StrEnum):
    """Lines kept by their lettering at a date (ETFI-04)."""

    ALL = "all"
    OPEN = "open"
    CLOSED = "closed"


class Request(NamedTuple):
    """One run of a report. A field left as it is means the default of the report.

    `year` is what the user typed: label, date inside, N, N-1 or N+1. `journals`, `accounts` and `natures` are lists
    as typed too: the dossier tells what they name. `options` are those of `--option`, read by the report's own table.
    `model` names the layout, that of the system when it is None; `own_filters`: those that the model proposes are not
    taken (EDM-04).
    """

    report: str
    year: str | None = None
    start: date | None = None
    end: date | None = None
    month: YearMonth | None = None
    journals: str | None = None
    accounts: str | None = None
    natures: tuple[str, ...] = ()
    statuses: frozenset[EntryStatus] | None = None
    lettering: Lettering = Lettering.ALL
    sort: str | None = None
    group: str | None = None
    entered_by: str | None = None
    entered_start: date | None = None
    entered_end: date | None = None
    entry_totals: bool = False
    no_opening: bool = False
    cumulated: bool = False
    previous: bool = False
    detail: bool = False
    columns: int | None = None
    level: int | None = None
    compare: str | None = None
    origins: tuple[str, ...] = ()
    print_date: date | None = None
    options: Mapping[str, OptionValue] = NO_OPTION
    model: str | None = None
    own_filters: bool = False
