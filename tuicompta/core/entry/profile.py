"""What distinguishes the entry windows that share the machine (SJ-39), and the options that rule them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Self

from tuicompta.core.entry.details import MANDATORY_COLUMNS, Detail, Shown
from tuicompta.core.entry.model import COLUMNS, Column
from tuicompta.core.entry.ports import JournalInfo
from tuicompta.core.enums import CounterpartMode, JournalType


class Stop(StrEnum):
    """When Enter stops on a cell (KM-43)."""

    ALWAYS = "always"
    NEVER = "never"
    NOT_PROPOSED = "not_proposed"
    EMPTY_OR_MANUAL = "empty_or_manual"
    FIRST_OR_EMPTY = "first_or_empty"
    PROPOSED_SIDE = "proposed_side"


_SETTLED: Final = frozenset({Column.DUE_DATE, Column.PAYMENT_METHOD, Column.CHEQUE})


def _in_order(columns: Iterable[Column]) -> list[Column]:
    """Return cells in the order of the screen."""
    return sorted(columns, key=tuple(Column).index)


DEFAULT_STOPS: Final[Mapping[Column, Stop]] = MappingProxyType(
    {
        Column.JOURNAL: Stop.NOT_PROPOSED,
        Column.DATE: Stop.ALWAYS,
        Column.PIECE: Stop.EMPTY_OR_MANUAL,
        Column.DOCUMENT: Stop.NEVER,
        Column.ACCOUNT: Stop.ALWAYS,
        Column.LABEL: Stop.FIRST_OR_EMPTY,
        Column.DEBIT: Stop.PROPOSED_SIDE,
        Column.CREDIT: Stop.PROPOSED_SIDE,
        Column.DUE_DATE: Stop.NEVER,
        Column.PAYMENT_METHOD: Stop.NEVER,
        Column.CHEQUE: Stop.NEVER,
    }
)


@dataclass(frozen=True)
class GridProfile:
    """One entry window.

    `fixed` are the cells that the header of the window gives, never typed in the grid. `header` are those typed over
    the grid, on the first line of an entry only (SE-09). `day_only`: a date is a day of the period (SJ-05).
    `changes_year`: another open fiscal year may be chosen for the entries to come (KM-07).
    `associated_accounts`: chains of FC-35 apply (SJ-17), else KM-89 alone. `locks_saved`: a saved entry is only read
    (KM-05). `warns_while_typing`: account and amount warnings show at once (SJ-16, SJ-25).
    `checks_duplicates`: NUM-05 applies at save. `inserts_entries`: Inser on the first line of an entry inserts an
    entry (SW-22). `several`: a new entry follows a complete one (KM-47, SE-05). `undo_is_optional`: OSA-07 and OSA-08
    apply. `escape_closes`: Esc closes the window on any idle cell, not only on an empty new entry (KM-50, SW-32).
    `left_out` are the counterpart modes and `opening` the journals of type À nouveaux that the window takes or
    not (KM-09, INV-08). `whole_totals`: the foot sums all that is shown, not what is unsaved (SJ-36).
    `details` are the columns that are only read (STA, SW-34).
    """

    name: str
    stops: Mapping[Column, Stop] = field(default_factory=lambda: DEFAULT_STOPS)
    columns: tuple[Column, ...] = COLUMNS
    fixed: frozenset[Column] = frozenset()
    header: frozenset[Column] = frozenset()
    day_only: bool = False
    changes_year: bool = False
    associated_accounts: bool = True
    locks_saved: bool = False
    warns_while_typing: bool = True
    checks_duplicates: bool = False
    inserts_entries: bool = False
    several: bool = True
    undo_is_optional: bool = True
    escape_closes: bool = True
    left_out: frozenset[CounterpartMode] = frozenset({CounterpartMode.FOOT_OF_JOURNAL})
    opening: bool = False
    whole_totals: bool = False
    details: tuple[Detail, ...] = ()

    def offers(self, journal_type: JournalType, mode: CounterpartMode) -> bool:
        """Tell whether a journal of this type and counterpart mode can be entered here (KM-09, SE-07, INV-08)."""
        return mode not in self.left_out and (self.opening or journal_type is not JournalType.OPENING)

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The columns in the order of the screen: the status first (STA), those only read after the cells."""
        first = tuple(detail for detail in self.details if detail is Detail.STATUS)
        return (*first, *self.columns, *(detail for detail in self.details if detail is not Detail.STATUS))

    def showing(self, shown: Iterable[Shown]) -> Self:
        """Return the window with the columns of a view, besides those that none takes away (SW-34, SW-35).

        The cells keep the order of the screen; the columns only read keep that of the view.
        """
        asked = dict.fromkeys(shown)
        cells = {*self.columns, Column.PIECE_DATE} if Column.PIECE_DATE in asked else self.columns
        kept = tuple(column for column in _in_order(cells) if column in asked or self.imposes(column))
        asked_details = (column for column in asked if isinstance(column, Detail))
        details = dict.fromkeys((*filter(self.imposes, self.details), *asked_details))
        stops = {Column.PIECE_DATE: Stop.NEVER, **self.stops}
        return replace(self, stops=stops, columns=kept, details=tuple(details))

    def imposes(self, column: Shown) -> bool:
        """Tell whether no view takes a column away (SW-35, KM-28); the cells of the header are no columns of one."""
        return column in MANDATORY_COLUMNS or column in self.header

    def of_journal(self, journal: JournalInfo) -> Self:
        """Return the window on one journal: it shows the cells that a journal of its type has (SJ-27, SJ-31, SJ-34)."""
        if journal.type is not JournalType.TREASURY:
            settled: tuple[Column, ...] = (Column.DUE_DATE,)
        else:
            settled = (Column.PAYMENT_METHOD, *((Column.CHEQUE,) if journal.has_chequebook else ()))
        kept = [column for column in self.columns if column not in _SETTLED or column in settled]
        return replace(self, columns=tuple(column for column in kept if column is not Column.JOURNAL))


CONTINUOUS_ENTRY: Final = GridProfile(
    "continuous_entry",
    associated_accounts=False,
    locks_saved=True,
    warns_while_typing=False,
    checks_duplicates=True,
    undo_is_optional=False,
    escape_closes=False,
    changes_year=True,
)
JOURNAL_WINDOW: Final = GridProfile(
    "journal_window",
    fixed=frozenset({Column.JOURNAL}),
    day_only=True,
    inserts_entries=True,
    left_out=frozenset(),
    opening=True,
    whole_totals=True,
    details=(Detail.STATUS,),
)
OPENING_BALANCE: Final = replace(
    JOURNAL_WINDOW,
    name="opening_balance",
    stops={**DEFAULT_STOPS, Column.PIECE_DATE: Stop.NEVER},
    columns=tuple(Column),
    fixed=frozenset({Column.JOURNAL, Column.DATE}),
)
SINGLE_ENTRY: Final = GridProfile(
    "single_entry",
    stops={**DEFAULT_STOPS, Column.PIECE_DATE: Stop.NEVER},
    columns=tuple(Column),
    header=frozenset({Column.JOURNAL, Column.DATE, Column.PIECE, Column.PIECE_DATE}),
    several=False,
    whole_totals=True,
    details=(Detail.STATUS,),
)


@dataclass(frozen=True)
class EntryOptions:
    """Options of the company that rule entry (OSA), and the stops this user changed (KM-44).

    `account_length` is 0 when account numbers are free. `stops` gives, per journal code, the cells switched on or off.
    """

    negative_alerts: bool = True
    account_alerts: bool = True
    duplicate_piece_alerts: bool = True
    missing_piece_alerts: bool = True
    duplicate_entry_alerts: bool = True
    vat_alerts: bool = True
    undo: bool = True
    account_length: int = 0
    complete_with_zeros: bool = False
    piece_length: int = 5
    stops: Mapping[str, Mapping[Column, bool]] = field(default_factory=dict)
