"""The window of a card: every card of the program is a `CardWindow` over a `CardSchema`.

A subclass says what its fields are (`schema`), reads a record (`read`), writes it (`write`, which raises the refusals
of the rules) and deletes it (`remove_record`). Saving, closing, undo, duplication, previous and next record are here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.cards.field_host import FrameHost
from tuicompta.screens.frame.window import Window
from tuicompta.widgets.card import Card, told
from tuicompta.widgets.question import CANCEL, NO, YES
from tuicompta.widgets.window_head import UNSAVED, WindowHead

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.widgets.card_schema import CardSchema
    from tuicompta.widgets.fields.base import FieldHost
    from tuicompta.widgets.rows import Key

CARD_OFFERS = (
    "save",
    "save_and_new",
    "new",
    "duplicate",
    "delete",
    "print",
    "undo",
    "redo",
    "undo_all",
    "previous_record",
    "next_record",
)


class CardWindow(Window):
    """A card over one record; `key` is None while it is new.

    `origin` is the list it was opened from, whose order PageUp and PageDown follow (FIC-14).
    """

    MAIN = "Enregistrer et Fermer"
    OFFERS: ClassVar[tuple[str, ...]] = CARD_OFFERS
    RECORD: ClassVar[str] = "Fiche"
    FIELDS: ClassVar[type[Card]] = Card

    def __init__(self, key: Key = None, *, origin: ListWindow | None = None, copy_of: Key = None) -> None:
        super().__init__()
        self.key = key
        self.origin = origin
        source = copy_of if copy_of is not None else key
        values = self.read(source) if source is not None else self.blank()
        if copy_of is not None:
            values = {**values, **self.reset_in_copy(values)}
        self.card = self.FIELDS(self.schema(), values)
        self.card.changed = self._changed
        self.head = WindowHead()

    def schema(self) -> CardSchema:
        """Return the fields of the card."""
        raise NotImplementedError

    def read(self, key: Key) -> Mapping[str, object]:
        """Return the values of a record."""
        raise NotImplementedError

    def write(self, values: Mapping[str, object]) -> Key:
        """Write the record `key`, a new one when it is None; return its key. Raises the refusals of the rules."""
        raise NotImplementedError

    def remove_record(self, key: Key) -> None:
        """Delete a record; raises the refusal of the rule that forbids it."""
        raise NotImplementedError

    def blank(self) -> Mapping[str, object]:
        """Return the values of a new record that differ from those of the fields."""
        return {}

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:  # noqa: ARG002 (for subclasses)
        """Return the values a copy does not keep: codes given by hand, counters, links (LST-06)."""
        return {}

    def caption(self, values: Mapping[str, object]) -> str:
        """Return what the record is called: its first field, unless the card says otherwise."""
        first = self.card.schema.fields[0].name
        return str(values[first] or "")

    # -- what the frame asks -------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Put the title over the card."""
        yield self.head
        yield self.card

    def on_mount(self) -> None:
        """Let the fields talk to the program."""
        self.card.set_host(self.make_host())
        self.acted()

    def acted(self) -> None:
        """Tell in the title whether something is not saved."""
        self.head.show(self.title, UNSAVED if self.card.modified else "")

    def make_host(self) -> FieldHost:
        """Return what the fields talk to; a card with linked records opens their cards."""
        return FrameHost(self.frame)

    @property
    def title(self) -> str:
        """The kind of record and its name."""
        name = self.caption(self.card.state.values)
        return f"{self.RECORD} {name}" if name else f"{self.RECORD} – nouvelle fiche"

    @property
    def identity(self) -> Hashable:
        """The record; each new card is its own (FIC-16)."""
        return (type(self), self.key) if self.key is not None else id(self)

    @property
    def zones(self) -> Sequence[Widget]:
        """The tabs and the fields."""
        fields = [self.first_focus] if self.first_focus is not None else []
        return [self.card.tabs, *fields] if len(self.card.pages) > 1 else fields

    @property
    def first_focus(self) -> Widget | None:
        """The first field; on a card that is only read, its tabs, which still turn."""
        return self.card.first_field or (self.card.tabs if len(self.card.pages) > 1 else None)

    def unsaved(self) -> str:
        """Return the name of the card when something is typed and not saved."""
        return self.title if self.card.modified else ""

    # -- saving --------------------------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Check everything and write; False when a fault is shown instead. Raises the refusals of the rules."""
        if not self.card.leave_current():
            return False
        faults = self.card.faults()
        if faults:
            self.card.show_faults(faults)
            self.frame.say(told(faults), warning=True)
            return False
        self.key = self.write(self.card.state.values)
        self.card.load(self.read(self.key))
        if self.origin is not None and self.origin.is_attached:
            self.origin.refresh_rows(self.key)
        return True

    def save_everything(self) -> bool:
        """Save before closing; a refusal is said and keeps the window."""
        try:
            return self.save()
        except TuicomptaError as error:
            self.frame.dispatcher.start(self.frame.failed(error))
            return False

    def do_save(self) -> None:
        """Write without closing (FIC-03)."""
        if self.save():
            self.frame.say("Enregistré")

    async def do_main(self) -> None:
        """Write, then close (FIC-05)."""
        if self.save():
            await self.frame.windows.close(self)

    do_save_and_close = do_main

    async def do_save_and_new(self) -> None:
        """Write what is typed, then open a blank card in its place (FIC-04)."""
        if not self.card.modified or self.save():
            await self.frame.windows.replace(self, self.another_card())

    def why_not_save_and_new(self) -> str | None:
        """Take new records only where the card can be written."""
        return self.why_not_save()

    def why_not_save(self) -> str | None:
        """Refuse while the card is read-only."""
        return self.read_only_reason()

    def why_not_main(self) -> str | None:
        """Refuse while the card is read-only."""
        return self.why_not_save()

    def why_not_delete(self) -> str | None:
        """Refuse while the card is read-only."""
        return self.why_not_save()

    def read_only_reason(self) -> str | None:
        """Return why nothing can be written here, None when it can."""
        return "Lecture seule" if self.card.read_only or self.frame.read_only else None

    do_new = do_save_and_new

    async def do_duplicate(self) -> None:
        """Open an unsaved copy (FIC-02)."""
        await self.frame.windows.open(type(self)(origin=self.origin, copy_of=self.key))

    def why_not_duplicate(self) -> str | None:
        """Ask for a saved record."""
        return None if self.key is not None else "Enregistrez d'abord la fiche"

    async def do_delete(self) -> None:
        """Delete the record, confirmed by its name (FIC-06)."""
        name = self.caption(self.card.state.values)
        answer = await self.frame.dialogs.ask(f"Supprimer {name} ?", "", (YES, NO), default=1)
        if answer != YES.value:
            return
        if self.key is not None:
            self.remove_record(self.key)
        self.card.load(self.card.state.saved)
        if self.origin is not None and self.origin.is_attached:
            self.origin.refresh_rows()
        await self.frame.windows.close(self)

    # -- the rest ------------------------------------------------------------------------------------------------------

    async def do_undo_all(self) -> None:
        """Return to the last save, after confirmation (FIC-11)."""
        answer = await self.frame.dialogs.ask("Annuler toutes les modifications ?", "", (YES, NO), default=1)
        if answer == YES.value:
            self.card.undo_all()

    def why_not_undo_all(self) -> str | None:
        """Ask for a change."""
        return None if self.card.state.modified else "Rien à annuler"

    async def do_previous_record(self) -> None:
        """Go to the record before in the list (FIC-14)."""
        await self._step(-1)

    async def do_next_record(self) -> None:
        """Go to the next record in the list."""
        await self._step(1)

    async def _step(self, way: int) -> None:
        key = self._neighbour(way)
        if key is None:
            self.frame.say("Pas d'autre fiche dans la liste")
            return
        if not await self._settled():
            return
        self.key = key
        self.card.load(self.read(key))
        self.frame.set_focus(self.first_focus)
        if self.origin is not None:
            self.origin.list.grid.go_to(key)

    def _neighbour(self, way: int) -> Key | None:
        if self.origin is None or self.key is None:
            return None
        source = self.origin.list.grid.source
        if source.row(self.key) is None:
            return None
        rows = source.after(self.key, 1) if way > 0 else source.before(self.key, 1)
        return rows[0].key if rows and not rows[0].heading else None

    async def _settled(self) -> bool:
        if not self.unsaved():
            return True
        answer = await self.frame.dialogs.ask("Enregistrer les modifications ?", self.title, (YES, NO, CANCEL))
        return answer == NO.value or (answer == YES.value and self.save())

    def another_card(self) -> CardWindow:
        """Return a blank card of the same kind."""
        return type(self)(origin=self.origin)

    def _changed(self) -> None:
        if self.is_attached:
            self.frame.acted()
