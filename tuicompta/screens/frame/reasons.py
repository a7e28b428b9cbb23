"""The reason that some acts ask before they are done (JE-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.services.events import LONGEST_REASON, checked_reason
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab

if TYPE_CHECKING:
    from tuicompta.screens.frame.frame import Frame


async def ask_reason(frame: Frame, title: str) -> str | None:
    """Return the reason typed, None when the user gives up; an empty one is refused in the box."""
    field = card.checked(card.text("reason", "Motif", mandatory=True, width=60, max_length=LONGEST_REASON), _check)
    answer = await frame.dialogs.fill(
        title, CardSchema((Tab("", (field,)),)), text="Le motif est gardé au journal des événements."
    )
    return None if answer is None else str(answer["reason"])


def _check(text: object) -> None:
    checked_reason(str(text))
