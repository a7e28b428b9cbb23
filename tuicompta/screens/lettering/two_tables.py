"""Lettering across the two tables of a window: the selection spans both (LSIM-10)."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

from tuicompta.screens.frame.actions import one_row
from tuicompta.screens.lettering.host import LetteringWindow
from tuicompta.screens.lettering.line_table import LineTable
from tuicompta.services.browse.account_lines import LineFilter, LineKind
from tuicompta.services.browse.consultation import last_filter
from tuicompta.widgets.rows import every_row
from tuicompta.widgets.ticks import Ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key


class TwoTableLettering(LetteringWindow):
    """The part of the simplified lettering that letters; `sought` is what is shown, unlettered lines to begin with."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__(dossier)
        self.sought: LineFilter = replace(last_filter(dossier), kind=LineKind.OPEN)
        self._aside: LineFilter | None = None
        """What was shown before a group was shown alone."""
        self._kept_ticks: list[Ticks] = []
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
        self.forget_group()
        self._untick()
        await self.reload()

    @property
    def kept_filters(self) -> LineFilter:
        """The filters of the user, whether or not a group is shown alone."""
        return self.sought if self._aside is None else self._aside

    def forget_group(self) -> None:
        """Let the group shown alone go, with the ticks that it was given."""
        if self._aside is not None:
            self.sought, self._aside = self._aside, None
            self._untick()

    async def leave_group(self) -> bool:
        """Return from the group shown alone to the lines as they were; False when there is none."""
        if self._aside is None:
            return False
        self.sought, self._aside = self._aside, None
        for table, ticks in zip(self.tables, self._kept_ticks, strict=True):
            table.grid.ticks = ticks
        await self.reload()
        return True

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
        """Show the lines of a group alone, ticked; Esc returns to the others as they were (LETT-29)."""
        if self._aside is None:
            self._aside = self.sought
            self._kept_ticks = [table.grid.ticks for table in self.tables]
        for table in self.tables:
            table.grid.ticks = Ticks()
        whole = LineFilter.of_year(self.sought.year)
        self.sought = replace(whole, group=group, debit_left=self.sought.debit_left)
        await self.reload()
        keys: list[Key] = [row.key for table in self.tables for row in every_row(table.grid.source)]
        self.tick_lines([key for key in keys if isinstance(key, int)])
