"""What the fields of a card talk to: F2 opens the card of a linked record (FLD-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.screens.account_choices import AccountChoices
from tuicompta.screens.field_host import FrameHost
from tuicompta.widgets.fields.linked import LinkedField

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from tuicompta.widgets.fields.base import Field


class CardHost(FrameHost):
    """Opens the cards of accounts; other tables have none yet to open from here."""

    def open_card(self, field: Field) -> Awaitable[None] | bool:
        """Open the card of the account of a field."""
        if isinstance(field, LinkedField) and isinstance(field.choices, AccountChoices):
            return self._open(str(field.value))
        return False

    async def _open(self, number: str) -> None:
        await self._frame.open("account_card", code=number)
