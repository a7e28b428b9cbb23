"""Lines in the order of a model, with the balance that runs in that order (EDM-04)."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, Final, NamedTuple, cast

from tuicompta.core.report_models.model import GroupKey, ReportModel, SortKey
from tuicompta.core.text import fold
from tuicompta.reports.model import Column, ColumnType, Value
from tuicompta.reports.models.fields import field_of

Line = tuple[Value, ...]
_Key = Callable[[Line], Any]
_BEFORE_ALL: Final = (0, Fraction(0))


class Order:
    """Sorts the lines of a report by the keys of a model; lines that are equal stay in the order of the report."""

    def __init__(self, columns: Sequence[Column], model: ReportModel) -> None:
        self._columns = columns
        directions = {key.field: key.descending for key in model.sorts}
        grouped = [group.field for group in model.groups]
        first = [SortKey(field, directions.get(field, False)) for field in grouped]
        keys = (*first, *(key for key in model.sorts if key.field not in grouped))
        self._keys = [(self._key(place), key.descending) for key in keys for place in self.places(key)]
        self.running = Running.among(columns)

    def __bool__(self) -> bool:
        """Tell whether there is something to sort by."""
        return bool(self._keys)

    def places(self, key: SortKey | GroupKey) -> list[int]:
        """Return where the columns of a key are, none when the report as it is asked has no such column."""
        return [place for place, column in enumerate(self._columns) if field_of(column) == key.field]

    def sorted(self, lines: Sequence[Line]) -> list[Line]:
        """Return lines in the order of the keys."""
        found = list(lines)
        for key, descending in reversed(self._keys):
            found.sort(key=key, reverse=descending)
        return found

    def _key(self, place: int) -> _Key:
        column = self._columns[place]
        if column.figures:
            return lambda line: _number(cast("str", line[place]))
        if column.type is ColumnType.TEXT:
            return lambda line: (fold(cast("str", line[place] or "")), line[place] or "")
        return lambda line: (line[place] is not None, line[place] or 0)


class Running(NamedTuple):
    """Where the debit, the credit and the balance that runs from line to line are."""

    debit: int
    credit: int
    balance: int

    @classmethod
    def among(cls, columns: Sequence[Column]) -> "Running | None":
        """Return the places of the three, None when a report has no balance that runs."""
        places = {column.key: place for place, column in enumerate(columns)}
        if not {"debit", "credit", "balance"} <= places.keys():
            return None
        runs = columns[places["balance"]].type is ColumnType.BALANCE
        return cls(places["debit"], places["credit"], places["balance"]) if runs else None

    def start(self, lines: Sequence[Line]) -> int:
        """Return the balance before the first of some lines, as the report has it."""
        first = lines[0]
        return _cents(first[self.balance]) - self.net(lines[:1])

    def net(self, lines: Iterable[Line]) -> int:
        """Return debits minus credits."""
        return sum(_cents(line[self.debit]) - _cents(line[self.credit]) for line in lines)

    def run(self, lines: Iterable[Line], balance: int) -> list[Line]:
        """Return lines with the balance that runs from the one before them."""
        found = []
        for line in lines:
            balance += self.net([line])
            found.append((*line[: self.balance], balance, *line[self.balance + 1 :]))
        return found


def _cents(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _number(text: str) -> tuple[int, Fraction]:
    """Return a figure already written, for sorting; what is no figure comes first."""
    try:
        return 1, Fraction("".join(text.split()).replace(",", ".").rstrip("%"))
    except (ValueError, ZeroDivisionError):
        return _BEFORE_ALL
