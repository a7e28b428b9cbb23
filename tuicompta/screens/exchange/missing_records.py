"""Cards of the accounts and journals that an import needs, one after the other (CEE-02, CEE-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.enums import CounterpartMode, JournalType
from tuicompta.screens.accounts.account_card import AccountCard
from tuicompta.screens.frame.dispatcher import Answer
from tuicompta.screens.journals.journal_card import JournalCard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuicompta.screens.cards.record_card import RecordCard
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.fec.plan import NewAccount, NewJournal


async def create_by_hand(
    frame: Frame, dossier: Dossier, accounts: Sequence[NewAccount], journals: Sequence[NewJournal]
) -> bool:
    """Open a filled card for each record; False as soon as one is left without saving: the import is given up."""
    for account in {account.number: account for account in accounts}.values():
        values = {"number": account.number, "title": account.title, "type": account.type}
        if not await _saved(frame, AccountCard(dossier), values):
            return False
    for journal in {journal.code: journal for journal in journals}.values():
        # Opening balances have their own journal, which no card makes.
        if journal.type is not JournalType.OPENING:
            wanted: Mapping[str, object] = {
                "code": journal.code,
                "type": journal.type.value,
                "description": journal.description,
                "counterpart_mode": CounterpartMode.NONE.value,
            }
            if not await _saved(frame, JournalCard(dossier), wanted):
                return False
    return True


async def _saved(frame: Frame, window: RecordCard, values: Mapping[str, object]) -> bool:
    """Open a card filled beforehand, wait until it is closed, and tell whether the record was saved."""
    answer = Answer(frame.dispatcher)

    def left(saved: object) -> None:
        if window not in frame.windows.all:  # else the whole program ends
            answer.give(saved)

    window.left = left
    await frame.windows.open(window)
    window.card.give(values)
    window.card.changed()  # which proposes what goes with a type, and may change some of them
    window.card.give(values)
    return await answer.wait() is not None
