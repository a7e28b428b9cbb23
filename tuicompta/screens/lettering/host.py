"""A window where lines are lettered: its acts, offered only where the account allows them (LETT-05)."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from tuicompta.screens.frame.window import Window
from tuicompta.screens.lettering.acts import LETTERING_OFFERS, LetteringActs
from tuicompta.screens.lettering.desk import LetteringDesk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.services.browse.account_lines import LineFilter
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.painted import Run

AUTOMATIC = "automatic_lettering"


class LetteringWindow(Window):
    """What the consultation and the window in two tables share; implements `acts.LetteringHost`."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self.dossier = dossier
        self.desk = LetteringDesk(dossier)
        self.acts = LetteringActs(self)

    @property
    @abstractmethod
    def filters(self) -> LineFilter:
        """What is shown."""

    @property
    @abstractmethod
    def chosen(self) -> Sequence[int]:
        """The ticked lines, else the one under the cursor."""

    @property
    @abstractmethod
    def current_line(self) -> int | None:
        """The line under the cursor."""

    @property
    @abstractmethod
    def ticked(self) -> bool:
        """Whether lines are ticked."""

    @abstractmethod
    async def relettered(self) -> None:
        """Read the lines again, none ticked, the cursor on the first line after those that were."""

    @abstractmethod
    def tick_lines(self, lines: Sequence[int]) -> bool:
        """Tick more lines; False when one of them is not shown."""

    @abstractmethod
    async def show_only(self, group: int) -> None:
        """Show the lines of a group alone, ticked."""

    @property
    def dossier_open(self) -> bool:
        """Whether a dossier is open, for the conditions."""
        return self.frame.dossier_open

    @property
    def read_only(self) -> bool:
        """Whether every change is refused, for the conditions."""
        return self.frame.read_only

    @property
    def lettering_offers(self) -> Sequence[str]:
        """The acts that the account allows (CONS-15)."""
        return () if self.desk.why_not else (*LETTERING_OFFERS, AUTOMATIC)

    def noted(self, width: int) -> list[Run]:
        """Return the words of the line under the lines."""
        self.desk.choose(self.chosen)
        legend = self.frame.keymap.legend_of("main", short=True)
        return self.desk.noted(width, legend, ticked=self.ticked, line=self.current_line)

    async def do_letter_partially(self) -> None:
        """Letter the selection partially (LETT-31)."""
        await self.acts.letter_partially()

    def why_not_letter_partially(self) -> str | None:
        """Ask for lines that do not balance."""
        return self.acts.why_not_partially()

    def do_complete_selection(self) -> None:
        """Tick what brings the difference to zero (LETT-28)."""
        self.acts.complete()

    def why_not_complete_selection(self) -> str | None:
        """Ask for open lines that do not balance."""
        return self.acts.why_not_complete()

    async def do_show_group(self) -> None:
        """Show the group of the line alone (LETT-29)."""
        await self.acts.show_group()

    async def do_unletter_account(self) -> None:
        """Undo all the groups of the account in the fiscal year (LETT-18)."""
        await self.acts.unletter_account()

    async def do_unletter_codes(self) -> None:
        """Undo the groups of some codes (LETT-19)."""
        await self.acts.unletter_codes()

    async def do_unletter_dates(self) -> None:
        """Undo the groups lettered between two dates (LETT-20)."""
        await self.acts.unletter_dates()

    def why_not_unletter_account(self) -> str | None:
        """Say why the account cannot be unlettered."""
        return self.desk.why_not or None

    why_not_unletter_codes = why_not_unletter_dates = why_not_unletter_account

    async def do_automatic_lettering(self) -> None:
        """Open automatic lettering on the account (LETT-22, LAUT-01)."""
        account = self.desk.account
        await self.frame.open(AUTOMATIC, number=account.number if account is not None else "")
