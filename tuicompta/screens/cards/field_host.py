"""What the fields of a box or of a card talk to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.arrangement import Arrangement
from tuicompta.widgets.question import NO, YES

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.widgets.fields.base import Field


class FrameHost:
    """What the fields of a box talk to; cards have their own, which opens the cards of linked records."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def say(self, text: str, *, warning: bool = False) -> None:
        """Show a message that needs no answer."""
        self._frame.say(text, warning=warning)

    def open_card(self, field: Field) -> Awaitable[None] | bool:  # noqa: ARG002 (a box opens no card)
        """Open no card."""
        return False

    async def create(self, field: Field, text: str) -> object:  # noqa: ARG002 (a box creates nothing)
        """Create nothing."""
        return None

    def creates(self, field: Field) -> bool:  # noqa: ARG002 (a box creates nothing)
        """Tell whether a new card can be opened from a field."""
        return False

    def ways(self, field: Field) -> str:
        """Name the key of the list and, where it does something, the one of a new card (DDL-06, DDL-09)."""
        legend = self._frame.keymap.legend_of
        creates = f", {legend('insert_line')} crée la fiche" if self.creates(field) else ""
        return f"{legend('open_values')} ouvre la liste{creates}."

    async def confirm(self, question: str) -> bool:
        """Ask Oui or Non; Non loses nothing."""
        return await self._frame.dialogs.ask(question, "", (YES, NO), default=1) == YES.value

    def view_of(self, field: Field) -> Arrangement:
        """Return what the list of a linked field shows, as the user chose (DDL-12)."""
        dossier = self._frame.session.dossier
        if dossier is None:
            return Arrangement()
        from tuicompta.screens.cards.choice_views import chosen_view  # noqa: PLC0415 (only with a dossier)

        return chosen_view(dossier, field)

    async def offer_views(self, field: Field) -> None:
        """Let the user choose what the list of a linked field shows (DDL-12, DDL-13)."""
        from tuicompta.screens.cards.choice_views import offer_views  # noqa: PLC0415 (off the first frame)

        await offer_views(self._frame, field)
