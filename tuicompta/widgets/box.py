"""Boxes over the screen that hold fields or a list, and end with an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from textual.containers import Vertical
from textual.content import Content

from tuicompta.core.text import cell_width
from tuicompta.widgets.card import Card, told
from tuicompta.widgets.fields.multiline import MultiLineField
from tuicompta.widgets.list_view import ListView
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import safe
from tuicompta.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.widgets.card_schema import CardSchema
    from tuicompta.widgets.fields.base import FieldHost
    from tuicompta.widgets.list_definition import ListDefinition
    from tuicompta.widgets.painted import Run
    from tuicompta.widgets.rows import Key

EDGES = 2
MARGINS = 4
WIDEST = 76


class Notice(Painted):
    """A few lines of text."""

    def __init__(self, text: str, width: int) -> None:
        super().__init__()
        self._width = width
        self.lines = self._wrapped(text)
        self.styles.height = len(self.lines)
        self.display = bool(self.lines)

    def tell(self, text: str) -> None:
        """Write another text on the same lines."""
        self.lines = self._wrapped(text)
        self.repaint()

    def _wrapped(self, text: str) -> list[str]:
        return wrapped("\n".join(safe(line) for line in text.split("\n")), self._width) if text else []

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (lines are cut beforehand)
        """Write a line."""
        yield self.lines[y] if y < len(self.lines) else "", "normal"


class Box(Vertical):
    """A box with a title; `finished` receives its answer, None when it is closed without one."""

    modal = True
    MAIN = "OK"

    def __init__(self, title: str) -> None:
        super().__init__()
        # A title is text, never markup: it may hold what the user typed.
        self.border_title = Content(safe(title))
        self.finished: Callable[[object], None] = lambda _: None

    def size_in(self, width: int, height: int) -> tuple[int, int]:
        """Return the width and height wanted, within the screen (UIX-13)."""
        return min(WIDEST, width), height

    @property
    def first_focus(self) -> Widget | None:
        """The widget that takes the keys."""
        return None

    def do_back(self) -> None:
        """Close without an answer."""
        self.finished(None)

    def typed(self, character: str) -> bool:  # noqa: ARG002 (part of the protocol)
        """Let no character out of the box."""
        return True

    def pasted(self, text: str) -> bool:  # noqa: ARG002 (part of the protocol)
        """Let no pasted text out of the box."""
        return True


class Following(Protocol):
    """What makes the fields of a box follow one another."""

    @property
    def text(self) -> str:
        """The text over the fields."""

    def follow(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Return the values that follow from what was just typed."""


class FormBox(Box):
    """Fields to fill; answers their values by name. `check` may refuse them by raising a refusal."""

    def __init__(
        self,
        title: str,
        schema: CardSchema,
        values: Mapping[str, object] | None = None,
        *,
        text: str = "",
        following: Following | None = None,
    ) -> None:
        super().__init__(title)
        self._following = following
        self.card = Card(schema, values or {})
        self.card.enter_ends = True
        self.card.turns = False
        self.card.changed = self._changed
        self.notice = Notice(following.text if following else text, WIDEST - MARGINS)
        self.check: Callable[[Mapping[str, object]], None] = lambda _: None

    def compose(self) -> ComposeResult:
        """Put the text over the fields."""
        yield self.notice
        yield self.card

    def _changed(self) -> None:
        if self._following is not None:
            self.card.give(self._following.follow(self.card.state.values))
            self.notice.tell(self._following.text)

    def set_host(self, host: FieldHost) -> None:
        """Give the fields what they talk to."""
        self.card.set_host(host)

    def size_in(self, width: int, height: int) -> tuple[int, int]:
        """Return the size of the fields of the longest tab."""
        heights = [
            sum(field.lines_shown if isinstance(field, MultiLineField) else 1 for field in self._of(page.items))
            + len(page.items)
            - len(page.fields)
            for page in self.card.schema.tabs
        ]
        tall = max(heights) + len(self.notice.lines) + EDGES + (1 if len(self.card.pages) > 1 else 0)
        fields = self.card.fields.values()
        wide = max(field.label_width + field.width for field in fields) + MARGINS
        wide = max(wide, *(cell_width(line) + MARGINS for line in self.notice.lines or [""]), 40)
        return min(wide, width), min(tall, height)

    def _of(self, items: Iterable[object]) -> list[object]:
        names = {id(spec): spec for spec in self.card.schema.fields}
        return [self.card.fields[names[id(item)].name] for item in items if id(item) in names]

    @property
    def first_focus(self) -> Widget | None:
        """The first mandatory field that is still empty, else the first one."""
        fields = self.card.fields.values()
        empty = (field for field in fields if field.enabled and field.mandatory and field.is_empty)
        return next(empty, self.card.first_field)

    def do_main(self) -> None:
        """Read the field, check everything, answer."""
        if not self.card.leave_current():
            return
        faults = self.card.faults()
        if faults:
            self.card.show_faults(faults)
            next(iter(self.card.fields.values())).say(told(faults), warning=True)
            return
        self.check(self.card.state.values)
        self.finished(dict(self.card.state.values))

    do_save = do_main

    def do_accept(self) -> None:
        """Answer, from the last field."""
        self.do_main()


class PickBox(Box):
    """A list to pick from; answers the keys of the rows ticked, or of the one under the cursor.

    `ordered`: the keys come in the order in which their rows were ticked, and none when those that were are no more.
    """

    def __init__(
        self, title: str, definition: ListDefinition, *, ticked: Iterable[Key] = (), ordered: bool = False
    ) -> None:
        super().__init__(title)
        self._ordered = ordered
        self.list = ListView(definition)
        for key in ticked:
            row = self.list.grid.source.row(key)
            if row is not None:
                self.list.grid.ticks.set(row, ticked=True)
        self._began_ticked = bool(self.list.grid.ticks)
        self.list.opened = self.do_main

    def compose(self) -> ComposeResult:
        """Put the list."""
        yield self.list

    def size_in(self, width: int, height: int) -> tuple[int, int]:
        """Return the size of the columns and of the rows, up to the screen."""
        columns = self.list.definition.columns
        wide = sum(column.width + 1 for column in columns) + MARGINS + 2
        # the head, the headings, the rule, the line of the full text; one of totals where there is one
        tall = self.list.grid.source.count() + EDGES + (5 if self.list.grid.has_totals else 4)
        return min(max(wide, 40), width), min(max(tall, 10), height)

    @property
    def first_focus(self) -> Widget | None:
        """The grid."""
        return self.list.grid

    def do_main(self) -> None:
        """Answer the rows picked."""
        ticks = self.list.grid.ticks
        if self._ordered and not ticks.all_rows and (ticks or self._began_ticked):
            self.finished([row.key for row in ticks.marked])
        else:
            self.finished(self.list.selection())
