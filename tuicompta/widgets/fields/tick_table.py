"""A field that holds rows to tick: due dates to settle, cheques to take to the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.fields.table import TableField

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from tuicompta.widgets.columns import Value


class TickRow(NamedTuple):
    """A row and whether it is ticked; `held`: its tick is no longer the user's."""

    ticked: bool
    item: Any
    held: bool = False


class TickTable(TableField):
    """Rows that Space ticks and leaves for the next one; Enter goes to the next field, F2 fills the row.

    Its value is a tuple of `TickRow`; `cells` gives the cells of an item.
    """

    def __init__(
        self,
        name: str,
        label: str,
        columns: tuple[Column, ...],
        cells: Callable[[Any], Sequence[Value]],
        *,
        lines: int = 6,
        width: int = 70,
    ) -> None:
        ticked = Column("ticked", "", ColumnType.TICK, 3)
        super().__init__(
            name, label, (ticked, *columns), lambda row: (row.ticked, *cells(row.item)), lines=lines, width=width
        )

    def do_tick_space(self) -> bool:
        """Tick or untick the row, and go to the next one."""
        row = self.current
        if row is None or row.held:
            return True
        rank = self.row
        self.put(rank, row._replace(ticked=not row.ticked))
        self.do_down()
        return True

    do_tick = do_tick_space

    def do_select_all(self) -> bool:
        """Tick every row, or none when all are ticked."""
        rows: list[TickRow] = list(self.value) if isinstance(self.value, tuple) else []
        ticked = not all(row.ticked for row in rows)
        self.value = tuple(row if row.held else row._replace(ticked=ticked) for row in rows)
        self.changed(self)
        return True

    def do_accept(self) -> bool:
        """Go to the next field."""
        return False

    def do_modify(self) -> bool | Awaitable[object]:
        """Fill the row."""
        return self._fill_item() if self.filled is not None and self.current is not None else False

    async def _fill_item(self) -> None:
        rank, row = self.row, self.current
        found = await self.filled(row.item) if self.filled is not None else None
        if found is not None:
            self.put(rank, row._replace(item=found))
