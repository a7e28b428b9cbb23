"""Totals that run from page to page: «À reporter» at the foot, «Report» at the head of the next one (ETSO-07)."""

from collections.abc import Sequence
from typing import Final, cast

from tuicompta.reports.model import Column, ColumnType, Value

TO_CARRY: Final = "À reporter"
CARRIED: Final = "Report"


class Carried:
    """Sums of the lines of a block so far, its opening included; of a running balance, the last one."""

    def __init__(self, columns: Sequence[Column]) -> None:
        carried = [(place, column.type) for place, column in enumerate(columns) if column.carried]
        self._summed = [place for place, kind in carried if kind is not ColumnType.BALANCE]
        self._last = [place for place, kind in carried if kind is ColumnType.BALANCE]
        self._blank: list[Value] = ["" if column.type is ColumnType.TEXT else None for column in columns]
        self._values = list(self._blank)
        self.any = bool(carried)

    def begin(self) -> None:
        """Begin a block."""
        self._values = list(self._blank)

    def add(self, columns: Sequence[Sequence[Value]]) -> None:
        """Add lines given by their columns."""
        for place in self._summed:
            cents = sum(filter(None, cast("Sequence[int | None]", columns[place])))
            self._values[place] = cast("int", self._values[place] or 0) + cents
        for place in self._last:
            self._values[place] = columns[place][-1]

    @property
    def values(self) -> tuple[Value, ...]:
        """The values of a row of totals, blank where nothing is carried."""
        return tuple(self._values)
