"""Lettering in a window of one grid: what is ticked there, where the cursor goes, the group shown alone."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tuicompta.screens.lettering.host import LetteringWindow
from tuicompta.screens.lettering.ticked import TickedLines, following_key
from tuicompta.services.browse.account_lines import LineFilter, LineKind
from tuicompta.widgets.rows import every_row
from tuicompta.widgets.ticks import Ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.screens.browsing.consultation_reader import ConsultationReader
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.paged_grid import PagedGrid
    from tuicompta.widgets.rows import Key


class Aside(NamedTuple):
    """What was on screen before a group was shown alone: filters, ticks, line of the cursor."""

    shown: LineFilter
    ticks: Ticks
    line: int | None


class OneGridLettering(LetteringWindow):
    """The part of the consultation that letters; `wire` is called once the grid is made."""

    grid: PagedGrid
    reader: ConsultationReader

    def __init__(self, dossier: Dossier) -> None:
        super().__init__(dossier)
        self._dossier = dossier
        self._aside: Aside | None = None

    def wire(self) -> None:
        """Let the lines be ticked, and the line under them speak."""
        self._ticked_lines = TickedLines(self.grid)
        self.grid.noted = self.noted
        self.grid.ticked_voice = "strong"
        self.grid.may_tick = lambda row: isinstance(row.key, int) and not self.desk.why_not

    @abstractmethod
    async def reload(self, keep: Key | None) -> None:
        """Read the lines again; the cursor goes to a row, or to the first one."""

    @property
    def main_label(self) -> str:
        """Letter or unletter, where the account allows it (LETT-08, LETT-09)."""
        return self.MAIN if self.desk.why_not else self.desk.main_label

    @property
    def offers(self) -> Sequence[str]:
        """The acts of lettering first, where the account allows them (CONS-15)."""
        return (*self.lettering_offers, *self.OFFERS)

    @property
    def filters(self) -> LineFilter:
        """What is shown."""
        return self.reader.shown

    @property
    def current_line(self) -> int | None:
        """The line under the cursor."""
        row = self.grid.current
        return row.key if row is not None and isinstance(row.key, int) else None

    @property
    def ticked(self) -> bool:
        """Whether lines are ticked."""
        return bool(self.grid.ticks)

    @property
    def chosen(self) -> Sequence[int]:
        """The ticked lines, else the one under the cursor."""
        if not self.ticked:
            return () if self.current_line is None else (self.current_line,)
        return self._ticked_lines()

    @property
    def kept_filters(self) -> LineFilter:
        """The filters of the user, whether or not a group is shown alone."""
        return self.reader.shown if self._aside is None else self._aside.shown

    def forget_group(self) -> None:
        """Let the group shown alone go, with the ticks that it was given."""
        if self._aside is not None:
            self.reader.shown, self._aside = self._aside.shown, None
            self.grid.ticks = Ticks()

    async def relettered(self) -> None:
        """Read the lines again, none ticked; the cursor stays, or goes to the first line that still is there."""
        current = self.current_line
        keep = following_key(self.grid, set(self.chosen)) if self.kept_filters.kind is not LineKind.ALL else current
        self.forget_group()
        self.grid.ticks.clear()
        await self.reload(current if keep is None else keep)

    def tick_lines(self, lines: Sequence[int]) -> bool:
        """Tick more lines; False when one of them is not shown."""
        if self.current_line is not None and not self.ticked:
            lines = [self.current_line, *lines]
        rows = [self.grid.source.row(line) for line in lines]
        shown = [row for row in rows if row is not None]
        for row in shown:
            self.grid.ticks.set(row, ticked=True)
        self.grid.update()
        return len(shown) == len(rows)

    async def show_only(self, group: int) -> None:
        """Show the lines of a group alone, ticked; Esc returns to the others as they were (LETT-29)."""
        if self._aside is None:
            self._aside = Aside(self.reader.shown, self.grid.ticks, self.current_line)
        self.grid.ticks = Ticks()
        self.reader.shown = replace(LineFilter.of_year(self.reader.shown.year), group=group)
        await self.reload(self.current_line)
        self.tick_lines([row.key for row in every_row(self.grid.source) if isinstance(row.key, int)])

    def keep_ticks(self) -> None:
        """Keep the ticks of the lines that are still there, with their present values."""
        known = ((row.key, self.grid.source.row(row.key)) for row in list(self.grid.ticks.marked))
        self.grid.ticks.keep({key: row for key, row in known if row is not None})

    async def back_from_lines(self) -> bool:
        """Leave the group shown alone, else untick the lines; False when there is neither (KEY-06)."""
        if self._aside is not None:
            aside, self._aside = self._aside, None
            self.reader.shown, self.grid.ticks = aside.shown, aside.ticks
            await self.reload(aside.line)
        elif self.ticked:
            self.grid.ticks.clear()
            self.grid.update()
        else:
            return False
        return True
