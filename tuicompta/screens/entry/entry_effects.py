"""What the keystroke machine asks of its window: cards, calendar, boxes, saves."""

from __future__ import annotations

from functools import singledispatchmethod
from typing import TYPE_CHECKING

from tuicompta.core.entry.effects import (
    CardKind,
    CloseRequested,
    Copied,
    CreateAccount,
    DeleteRequested,
    Effect,
    OpenActions,
    OpenCalendar,
    OpenCard,
    OpenCheques,
    OpenConsultation,
    OpenDueDates,
    OpenFind,
    SaveRequested,
)
from tuicompta.screens.accounts.new_account_box import ask_new_account
from tuicompta.screens.banks.cheque_list_box import pick_cheque
from tuicompta.screens.entry.due_dates_box import edit_due_dates
from tuicompta.screens.frame.dispatcher import Command
from tuicompta.widgets.card_schema import CardSchema, Tab, text

if TYPE_CHECKING:
    from tuicompta.screens.entry.entry_window import EntryWindow

CARDS = {CardKind.ACCOUNT: "account_card", CardKind.JOURNAL: "journal_card", CardKind.PAYMENT_METHOD: "method_card"}


class EffectRunner:
    """Carries out the effects that open something or wait for the user."""

    def __init__(self, window: EntryWindow) -> None:
        self._window = window

    @singledispatchmethod
    async def run(self, effect: Effect) -> None:
        """Carry out an effect."""
        raise TypeError(effect)

    @run.register
    async def _save(self, effect: SaveRequested) -> None:
        await self._window.save(then_close=effect.then_close)

    @run.register
    async def _close(self, _: CloseRequested) -> None:
        await self._window.frame.windows.close(self._window)

    @run.register
    async def _delete(self, _: DeleteRequested) -> None:
        self._window.frame.dispatcher.feed(Command("delete_entry"), at_once=True)

    @run.register
    async def _actions(self, _: OpenActions) -> None:
        await self._window.frame.menus.offer(self._window.frame.offers(), title="Actions")

    @run.register
    async def _card(self, effect: OpenCard) -> None:
        identifier = CARDS[effect.kind]
        if identifier in self._window.frame.table:
            await self._window.frame.open(identifier, code=effect.code)
        else:
            self._window.frame.say("Cette fiche s'ouvre depuis les paramètres")

    @run.register
    async def _consultation(self, effect: OpenConsultation) -> None:
        if "consultation" in self._window.frame.table:
            await self._window.frame.open("consultation", number=effect.account)

    @run.register
    async def _calendar(self, effect: OpenCalendar) -> None:
        picked = await self._window.frame.dialogs.pick_day(effect.day)
        if picked is not None:
            self._window.take(self._window.machine.fill(f"{picked:%d%m%Y}"))

    @run.register
    async def _cheques(self, effect: OpenCheques) -> None:
        window = self._window
        cheque = await pick_cheque(window.frame, window.work.dossier, effect.journal)
        if cheque is not None:
            window.take(window.machine.fill(str(cheque.number)))

    @run.register
    async def _due_dates(self, effect: OpenDueDates) -> None:
        window = self._window
        entry = window.machine.entry(effect.entry_key)
        parts = await edit_due_dates(window.frame, window.work, entry, entry.lines[effect.line])
        if parts is not None:
            window.take(window.machine.set_due_parts(effect.entry_key, effect.line, parts))

    @run.register
    async def _create_account(self, effect: CreateAccount) -> None:
        window = self._window
        number = await ask_new_account(window.frame, window.work.dossier, effect.number)
        account = window.work.lookup.account(number) if number else None
        if account is not None:
            window.take(window.machine.account_created(account))

    @run.register
    async def _find(self, _: OpenFind) -> None:
        schema = CardSchema((Tab("", (text("text", "Texte", mandatory=True),)),))
        answer = await self._window.frame.dialogs.fill("Rechercher", schema)
        if answer:
            self._window.take(self._window.machine.find(str(answer["text"])))

    @run.register
    async def _copied(self, effect: Copied) -> None:
        self._window.app.copy_to_clipboard(effect.text)
