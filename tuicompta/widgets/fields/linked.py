"""A field whose value is a record of another table, found by typing part of it (DDL, FLD-01, FLD-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import cell_width, fold
from tuicompta.widgets.columns import cell_text
from tuicompta.widgets.drop_list import EDGES, ROWS, DropList
from tuicompta.widgets.fields.text import LineField
from tuicompta.widgets.safe import fitted, safe

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from tuicompta.widgets.choices import Choices
    from tuicompta.widgets.fields.base import FieldHost
    from tuicompta.widgets.painted import Run
    from tuicompta.widgets.rows import Key, Row

BLOCKED = "(bloqué)"
SEVERAL = "Plusieurs possibilités : ↑ ↓ pour choisir, Entrée pour prendre"


class UnknownValueError(TuicomptaError):
    """What is typed is no record of the table (DDL-06)."""

    template = "Valeur inconnue : «{text}».{ways}"


class NotOfferedError(TuicomptaError):
    """What is typed is a record that this field does not take (DDL-16)."""

    template = "{reason}{ways}"


class SeveralValuesError(TuicomptaError):
    """What is typed is the beginning of several records, and the whole of none (DDL-14)."""

    template = "Plusieurs valeurs pour «{text}».{ways}"


class LinkedField(LineField):
    """A linked field; its value is the key of a record, or the tuple of the keys when `several` may be taken.

    `creatable`: Enter on a text without match offers to create the record (DDL-15). `blocked` tells of a record that it
    is blocked: it is shown with its sign and never offered (DDL-16).
    """

    def __init__(
        self,
        name: str,
        label: str,
        choices: Choices,
        *,
        mandatory: bool = False,
        width: int = 40,
        several: bool = False,
        creatable: bool = False,
    ) -> None:
        self.choices = choices
        self.several = several
        self.creatable = creatable
        self.list: DropList | None = None
        self._moved = False
        """Whether the user went to a row of the open list: Tab then takes it too."""
        super().__init__(name, label, mandatory=mandatory, width=width, max_length=60)

    # -- value

    def read(self, text: str) -> object:
        """Return the record a text stands for alone: an exact code, else the only match; raises UnknownValueError."""
        if not text.strip():
            return () if self.several else None
        row = self._only(text)
        if row is None:
            raise self._refusal(text)
        return (row.key,) if self.several else row.key

    def _refusal(self, text: str) -> TuicomptaError:
        """Return what is wrong with a text that stands for no record alone."""
        reason = self.choices.why_not(text)
        if reason:
            return NotOfferedError(reason=reason, ways=self._ways)
        several = bool(self.choices.search(text).first(1))
        return (SeveralValuesError if several else UnknownValueError)(text=safe(text.strip()), ways=self._ways)

    @property
    def _ways(self) -> str:
        """What the user can do of a refusal, as the end of its sentence."""
        ways = self.host.ways(self) if self.host is not None else ""
        return f" {ways}" if ways else ""

    def show(self, value: object) -> str:
        """Write the code of the record, or how many are taken (DDL-05)."""
        if isinstance(value, tuple) and self.several:
            if len(value) != 1:
                return f"{len(value)} choisis" if value else ""
            value = value[0]
        row = self.choices.find(value) if value is not None else None
        return safe(cell_text(row.values[0], self.choices.columns[0])) if row is not None else ""

    @property
    def _key(self) -> Key | None:
        value = self.value
        if self.several and isinstance(value, tuple):
            return value[0] if len(value) == 1 else None
        return value

    def _only(self, text: str) -> Row | None:
        """Return the record of an exact code, else the only one found (DDL-14)."""
        found = self.choices.search(text).first(2)
        exact = next((row for row in found if fold(str(row.values[0])) == fold(text.strip())), None)
        return exact or (found[0] if len(found) == 1 else None)

    # -- the list

    def do_open_values(self) -> bool:
        """Open the list on the present value, or close it and keep that value (DDL-02, DDL-08)."""
        if self.list is None:
            self._open("")
            if self.list is not None and self._key is not None:
                self.list.show(self.list.source, self._key)
        else:
            self._close()
        return True

    def do_tick_space(self) -> bool:
        """Space typed first opens the list; in it, ticks when several may be taken; else it is typed."""
        if self.list is not None and self.several:
            self.list.tick()
            return True
        if self.list is None and self.pending is None:
            return self.do_open_values()
        return False

    def do_down(self) -> bool:
        """Open the list, or go down in it (FLD-03)."""
        if self.list is None:
            return self.do_open_values()
        self._go(lambda rows: rows.move(1))
        return True

    def do_up(self) -> bool:
        """Go up in the list."""
        return self._go(lambda rows: rows.move(-1))

    def do_page_down(self) -> bool:
        """Go one page down in the list."""
        return self._go(lambda rows: rows.page(1))

    def do_page_up(self) -> bool:
        """Go one page up in the list."""
        return self._go(lambda rows: rows.page(-1))

    def do_first(self) -> bool:
        """Go to the first row of the list, else to the start of the text."""
        return self._go(lambda rows: rows.end(last=False)) or super().do_first()

    def do_last(self) -> bool:
        """Go to the last row of the list, else to the end of the text."""
        return self._go(lambda rows: rows.end(last=True)) or super().do_last()

    def _go(self, move: Callable[[DropList], None]) -> bool:
        """Move in the open list; False when it is closed."""
        if self.list is None:
            return False
        self._moved = True
        move(self.list)
        return True

    def do_refresh_data(self) -> bool:
        """Read the list again; ticks are cleared (DDL-11)."""
        self.choices.reload()
        if self.list is not None:
            self.list.ticks.clear()
            self.list.show(self.choices.search(self.pending or ""))
        return True

    def do_accept(self) -> bool | Awaitable[object]:
        """Take the row of the list (DDL-07), or offer to create what has no match; without list the card goes on.

        A text that stands for one row goes on to the next field at once (DDL-14).
        """
        if self.list is None:
            return False
        row = self.list.current
        text = (self.pending or "").strip()
        if row is None:
            return self._offer_creation(text) if self.creatable and self.host is not None and text else False
        alone = bool(text) and self._only(text) == row
        self._pick(row)
        return not alone

    def do_main(self) -> bool | Awaitable[object]:
        """Take the row of the open list; else F9 is the one of the card."""
        if self.list is None or self.list.current is None:
            return False
        self._pick(self.list.current)
        return True

    def do_next_field(self) -> bool:
        """Take the row gone to, or the one that the text stands for alone; the card then goes on (DDL-14).

        With several rows the list stays open, once: Tab again takes the row under the cursor.
        """
        if self.list is None or self.list.current is None or not (self._moved or self.pending):
            return False
        row = self.list.current if self._moved else self._only(self.pending or "")
        if row is None:
            self._moved = True
            self.say(self.choices.why_not(self.pending or "") or SEVERAL)
            return True
        self._pick(row)
        return False

    def do_previous_field(self) -> bool:
        """Take the row gone to; the card then goes back."""
        if self._moved and self.list is not None and self.list.current is not None:
            self._pick(self.list.current)
        return False

    def do_insert_line(self) -> bool | Awaitable[object]:
        """Open a new card on the typed text (DDL-09)."""
        if self.host is None:
            return False
        return self._create(self.pending or "")

    def do_modify(self) -> bool | Awaitable[None]:
        """Open the card of the value, or of the ticked row or of the one under the cursor of the list (DDL-10)."""
        if self.list is not None:
            row = next(iter(self.list.ticks.marked), self.list.current)
            if row is None:
                self.say("Aucune fiche")
                return True
            self._pick(row)
        if self._key is None:
            self.say("Aucune fiche")
            return True
        return self.host.open_card(self) if self.host is not None else False

    def restore(self) -> bool:
        """Close the list and keep the former value, else forget what is typed (DDL-08, KEY-06)."""
        was_open = self.list is not None
        self._close()
        return super().restore() or was_open

    def departed(self) -> None:
        """Close the list."""
        self._close()
        super().departed()

    def leave(self) -> None:
        """Take what is typed; a text without match is refused (DDL-06)."""
        super().leave()
        self._close()

    def text_changed(self) -> None:
        """Narrow or widen the list with what is typed (DDL-04); nothing left is no search, and empties the field."""
        super().text_changed()
        text = self.pending
        self._moved = False
        if not text:
            self._close()
        elif self.list is None:
            self._open(text)
        else:
            self.list.show(self.choices.search(text))

    def do_actions_menu(self) -> bool | Awaitable[None]:
        """Offer the views of the open list (DDL-12, DDL-13); False leaves the key to the card."""
        if self.list is None or self.host is None:
            return False
        return self._offer_views(self.host)

    async def _offer_views(self, host: FieldHost) -> None:
        """Offer the views, then open the list again on what was typed: the menu only hid it."""
        row = self.list.current if self.list is not None else None
        await host.offer_views(self)
        if self.active:
            self._open(self.pending or "")
        if self.list is not None and row is not None:
            self.list.show(self.list.source, row.key)

    def _open(self, text: str) -> None:
        self._moved = False
        self.list = DropList(self.choices.columns, self.choices.search(text), several=self.several)
        if self.host is not None:
            self.list.cells.arrange(self.host.view_of(self))
        self.list.open_under(self, self.label_width, self.list.wanted_width, ROWS + EDGES)

    def _close(self) -> None:
        if self.list is not None:
            self.list.close()
            self.list = None
        self._moved = False

    def _pick(self, row: Row) -> None:
        ticked = tuple(marked.key for marked in self.list.ticks.marked) if self.list is not None else ()
        self._close()
        self.take((ticked or (row.key,)) if self.several else row.key)

    async def _offer_creation(self, text: str) -> None:
        if self.host is not None and await self.host.confirm(f"Créer {text.strip()} ?"):
            await self._create(text)

    async def _create(self, text: str) -> None:
        if self.host is None:
            return
        key = await self.host.create(self, text.strip())
        if key is not None:
            self.choices.reload()
            self._close()
            self.take((key,) if self.several else key)

    # -- painting

    def paint_value(self, y: int, width: int) -> Iterable[Run]:
        """Write the code and, while nothing is typed, the label of the record."""
        row = self.choices.find(self._key) if self._key is not None and self.pending is None else None
        if row is None or len(row.values) < 2 or (self.active and self.list is not None):  # noqa: PLR2004
            yield from super().paint_value(y, width)
            return
        code = self.show(self.value)
        blocked = self.choices.search(code).row(row.key) is None
        label = f" {BLOCKED}" if blocked else ""
        label = f"  {safe(cell_text(row.values[1], self.choices.columns[1]))}{label}"
        used = cell_width(code) + 1
        if self.active:
            yield from super().paint_value(y, min(used, width))
        else:
            yield fitted(code, min(used, width)), self.value_voice
        yield fitted(label, max(width - used, 0)), "quiet"
