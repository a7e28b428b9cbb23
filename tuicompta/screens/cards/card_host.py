"""What the fields of a card talk to: F2 opens the card of a linked record, Inser a new one (FLD-01, DDL-09, ADR-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.screens.accounts.account_choices import AccountChoices
from tuicompta.screens.cards.field_host import FrameHost
from tuicompta.screens.cards.record_card import RecordCard
from tuicompta.screens.frame.dispatcher import Answer
from tuicompta.widgets.fields.linked import LinkedField

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from tuicompta.widgets.fields.base import Field


class CardHost(FrameHost):
    """Opens the cards of accounts, and of the records whose choices name the function of their card."""

    def open_card(self, field: Field) -> Awaitable[None] | bool:
        """Open the card of the record of a field."""
        card = _card_of(field)
        return self._open(card, str(field.value)) if card in self._frame.table else False

    def creates(self, field: Field) -> bool:
        """Tell whether the records of a field have a card."""
        return _card_of(field) in self._frame.table

    async def create(self, field: Field, text: str) -> object:
        """Open a new card that begins with a typed code, and wait; return the code saved, None when it is given up."""
        card = _card_of(field)
        if card not in self._frame.table:
            return None
        begins: Callable[[], Mapping[str, object]] = getattr(getattr(field, "choices", None), "begins", dict)
        window = await self._frame.open(card, code=text, **begins())
        if not isinstance(window, RecordCard):
            return None
        answer = Answer(self._frame.dispatcher)
        window.left = answer.give
        return await answer.wait()

    async def _open(self, card: str, code: str) -> None:
        await self._frame.open(card, code=code)


def _card_of(field: Field) -> str:
    """Return the function that opens the cards of the records of a field, "" for none."""
    if not isinstance(field, LinkedField):
        return ""
    return "account_card" if isinstance(field.choices, AccountChoices) else str(getattr(field.choices, "card", ""))
