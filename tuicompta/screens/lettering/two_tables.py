"""Lettering across the two tables of a window: the selection spans both (LSIM-10)."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

from tuicompta.screens.frame.actions import one_row
from tuicompta.screens.lettering.host import LetteringWindow
from tuicompta.screens.lettering.line_table import LineTable
from tuicompta.services.browse.account_lines import LineKind
from tuicompta.services.browse.consultation import last_filter
from tuicompta.widgets.rows import every_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.services.browse.account_lines import LineFilter
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key


class TwoTableLettering(LetteringWindow):
    """The part of the simplified lettering that letters; `sought` is what is shown, unlettered lines to begin with."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__(dossier)
        self.sought: LineFilter = replace(last_filter(dossier), kind=LineKind.OPEN)
        self.tables = (LineTable("left", "Factures et Remboursements"), LineTable("right", "Avoirs et Règlements"))
        for table in self.tables:
            table.grid.may_tick = lambda row: isinstance(row.key, int) and not self.desk.why_not
            table.grid.ticked_voice = "strong"
            table.grid.searching = lambda: bool(self.sought.search)

    @abstractmethod
    async def reload(self) -> None:
        """Read the lines of both tables again."""

    @property
    def table(self) -> LineTable:
        """The table that has the cursor, or had it last."""
        return next((table for table in self.tables if table.grid.has_focus), self.tables[0])

    @property
    def filters(self) -> LineFilter:
        """What is shown."""
        return self.sought

    @property
    def current_line(self) -> int | None:
        """The line under the cursor."""
        row = self.table.grid.current
        return row.key if row is not None and isinstance(row.key, int) else None

    @property
    def ticked(self) -> bool:
        """Whether lines are ticked in either table."""
        return any(table.grid.ticks for table in self.tables)

    @property
    def chosen(self) -> Sequence[int]:
        """The ticked lines of both tables, else the one under the cursor (LSIM-10)."""
        if not self.ticked:
            return () if self.current_line is None else (self.current_line,)
        return [line for table in self.tables if table.grid.ticks for line in table.ticked()]

    async def do_main(self) -> None:
        """Letter or unletter."""
        await self.acts.main()

    def why_not_main(self) -> str | None:
        """Say why the account cannot be lettered."""
        return self.desk.why_not or (None if self.ticked else one_row(self))

    async def relettered(self) -> None:
        """Read the lines again, none ticked; say so once nothing is left to letter (LSIM-13)."""
        self._untick()
        self.sought = replace(self.sought, group=0)
        await self.reload()

    def _untick(self) -> None:
        for table in self.tables:
            table.grid.ticks.clear()
            table.grid.update()

    def tick_lines(self, lines: Sequence[int]) -> bool:
        """Tick more lines, each in its table; False when one of them is not shown."""
        if self.current_line is not None and not self.ticked:
            lines = [self.current_line, *lines]
        found = [(table, row) for line in lines for table in self.tables if (row := table.grid.source.row(line))]
        for table, row in found:
            table.grid.ticks.set(row, ticked=True)
        for table in self.tables:
            table.grid.update()
        return len(found) == len(lines)

    async def show_only(self, group: int) -> None:
        """Show the lines of a group alone, ticked; Esc returns to the others (LETT-29)."""
        self._untick()
        self.sought = replace(self.sought, kind=LineKind.ALL, group=group)
        await self.reload()
        keys: list[Key] = [row.key for table in self.tables for row in every_row(table.grid.source)]
        self.tick_lines([key for key in keys if isinstance(key, int)])
