"""A card: the fields of a record, one line each, on one or several tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import cell_width
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Section
from tuicompta.widgets.card_state import CardState
from tuicompta.widgets.fields.base import Field, ValueMissingError
from tuicompta.widgets.fields.choice import SentenceTick
from tuicompta.widgets.fields.multiline import MultiLineField
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.tab_bar import TabBar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.widgets.card_schema import Fault
    from tuicompta.widgets.fields.base import FieldHost
    from tuicompta.widgets.painted import Run

NOTED = "•"
INDENT = 2
"""The cells before a value that is under its label."""


def told(faults: Sequence[Fault]) -> str:
    """Return what is said of the faults of a card: how many, and the first one in whole (FLD-14)."""
    several = f"{len(faults)} erreurs à corriger. " if len(faults) > 1 else ""
    return f"{several}{faults[0][1]}"


class SectionTitle(Painted):
    """A title above fields."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (one line)
        """Write the title and a rule to its right."""
        yield f"{self._title} ", "strong"
        yield "─" * max(width - cell_width(self._title) - 1, 0), "rule"


class Page(VerticalScroll, can_focus=False):
    """The fields of a tab."""


class Card(Vertical):
    """The fields of a `CardSchema` over a `CardState`.

    `changed` is called after each change of a value. `enter_ends`: Enter in the last field ends the input.
    """

    def __init__(self, schema: CardSchema, values: Mapping[str, object], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.schema = schema
        self.state = CardState({**schema.defaults(), **values})
        self.fields = {spec.name: self._make(spec) for spec in schema.fields}
        self.tabs = TabBar([tab.title for tab in schema.tabs])
        self.tabs.display = len(schema.tabs) > 1
        self.tabs.chosen = self.show_tab
        self.pages = [self._page(tab.items) for tab in schema.tabs]
        self.changed: Callable[[], None] = lambda: None
        self.read_only = False
        self.enter_ends = False
        self.turns = True
        """Whether Enter on the last field comes back to the first one; in a box it answers."""
        self._before_refusal: dict[str, object] = {}
        self._refresh_fields(self.fields)
        self._enable()

    def compose(self) -> ComposeResult:
        """Put the tabs and their pages."""
        yield self.tabs
        for rank, page in enumerate(self.pages):
            page.display = rank == 0
            yield page

    def set_host(self, host: FieldHost) -> None:
        """Give the fields what they talk to."""
        for field in self.fields.values():
            field.host = host

    def load(self, values: Mapping[str, object]) -> None:
        """Show another record, or the same as just saved."""
        self.state.load({**self.schema.defaults(), **values})
        self._refresh_fields(self.fields)
        self._enable()

    def give(self, values: Mapping[str, object]) -> None:
        """Put values that follow from what was typed."""
        self._refresh_fields(self.state.give(values))
        self._enable()

    def set_read_only(self, *, read_only: bool) -> None:
        """Make every field grey, or enterable again (FIC-18)."""
        self.read_only = read_only
        self._enable()

    @property
    def modified(self) -> bool:
        """Whether something is typed and not saved, be it in a field left for another window."""
        pending = (getattr(field, "pending", None) for field in self.fields.values())
        return self.state.modified or any(text is not None for text in pending)

    @property
    def current(self) -> Field | None:
        """The field with the cursor."""
        focused = self.screen.focused
        return focused if isinstance(focused, Field) and self in focused.ancestors else None

    @property
    def first_field(self) -> Field | None:
        """The first field that can be entered on the tab shown."""
        return next((field for field in self._enterable() if self._tab_of(field) == self.tabs.place), None)

    # -- moving --------------------------------------------------------------------------------------------------------

    def do_next_field(self) -> bool:
        """Go to the next field, once the present one is read (FLD-14)."""
        return self._go(1)

    do_down = do_next_field

    def do_accept(self) -> bool:
        """Do as Tab (KEY-01); False on the last field of a box, which then answers."""
        fields = self._enterable()
        at_end = not self.turns and bool(fields) and self.current is fields[-1]
        return not at_end and self._go(1)

    def do_previous_field(self) -> bool:
        """Go to the field before."""
        return self._go(-1)

    do_up = do_previous_field

    def do_next_tab(self) -> bool:
        """Show the next tab (KEY-49)."""
        return self._turn(1)

    def do_previous_tab(self) -> bool:
        """Show the tab before."""
        return self._turn(-1)

    def do_back(self) -> bool:
        """Give the field its former value, even refused by a check; False leaves the card to its window (KEY-06)."""
        field = self.current
        if field is None or field.restore():
            return field is not None
        if not field.error or field.field_name not in self._before_refusal:
            return False
        field.value = self._before_refusal.pop(field.field_name)
        self._field_changed(field)
        return True

    def show_tab(self, rank: int) -> None:
        """Show a tab."""
        self.tabs.go(rank)
        for place, page in enumerate(self.pages):
            page.display = place == rank

    def focus_field(self, field: Field) -> None:
        """Put the cursor in a field, opening its tab."""
        rank = self._tab_of(field)
        turned = rank != self.tabs.place
        self.show_tab(rank)
        self.screen.set_focus(field)
        page = self.pages[rank]
        page.scroll_to_widget(field, animate=False, immediate=True)
        if turned:  # a page that was hidden has no layout yet to be scrolled in
            page.call_after_refresh(page.scroll_to_widget, field, animate=False, immediate=True)

    # -- undo ----------------------------------------------------------------------------------------------------------

    def do_undo(self) -> bool:
        """Undo the last change of a field (FIC-10)."""
        return self._given_back(self.state.undo())

    def do_redo(self) -> bool:
        """Redo what was undone."""
        return self._given_back(self.state.redo())

    def undo_all(self) -> bool:
        """Return to the last save; it can be undone (FIC-11)."""
        return self._given_back(self.state.undo_all())

    # -- checks --------------------------------------------------------------------------------------------------------

    def leave_current(self) -> bool:
        """Read the field with the cursor, and those left while typing; False when one is refused, which it shows."""
        typing = [field for field in self.fields.values() if getattr(field, "pending", None) is not None]
        current = [self.current] if self.current is not None and self.current not in typing else []
        return all(self._leave(field) for field in [*typing, *current])

    def faults(self) -> list[Fault]:
        """Return all that is wrong: missing values, then the checks of fields, then those between fields (FLD-13)."""
        found: list[Fault] = []
        for spec in self.schema.fields:
            field = self.fields[spec.name]
            if not field.enabled:
                continue
            if field.mandatory and field.is_empty:
                found.append((spec.name, str(ValueMissingError(label=field.label))))
            elif (reason := self._refusal(spec)) is not None:
                found.append((spec.name, reason))
        return found or list(self.schema.check(self.state.values))

    def show_faults(self, faults: list[Fault]) -> None:
        """Mark every field at fault, the cursor on the first (FLD-14)."""
        for name, field in self.fields.items():
            field.error = next((reason for at_fault, reason in faults if at_fault == name), "")
            field.repaint()
        if faults and faults[0][0] in self.fields:
            self.focus_field(self.fields[faults[0][0]])

    # -- inside --------------------------------------------------------------------------------------------------------

    def _make(self, spec: FieldSpec) -> Field:
        field = spec.make()
        field.changed = self._field_changed
        return field

    def _page(self, items: Sequence[FieldSpec | Section]) -> Page:
        shown = [SectionTitle(item.title) if isinstance(item, Section) else self.fields[item.name] for item in items]
        fields = [widget for widget in shown if isinstance(widget, Field)]
        above = {spec.name for spec in items if isinstance(spec, FieldSpec) and spec.stacked}
        apart = [field for field in fields if isinstance(field, SentenceTick) or not field.label]
        beside = [field for field in fields if field.field_name not in above and field not in apart]
        label_width = max((field.label_width for field in beside), default=0)
        for field in beside:
            field.label_width = label_width
        for field in fields:
            if field.field_name in above:
                field.stack(INDENT)
        return Page(*shown)

    def _tab_of(self, field: Field) -> int:
        return next(
            rank for rank, tab in enumerate(self.schema.tabs) if any(f.name == field.field_name for f in tab.fields)
        )

    def _enterable(self) -> list[Field]:
        return [self.fields[spec.name] for spec in self.schema.fields if self.fields[spec.name].enabled]

    def _go(self, way: int) -> bool:
        current = self.current
        fields = self._enterable()
        if current is None or current not in fields:
            return self.read_only and self._scroll(way)
        if not self._leave(current):
            return True
        fields = self._enterable()
        place = fields.index(current) + way if current in fields else 0
        self.focus_field(fields[place % len(fields)])
        return True

    def _scroll(self, lines: int) -> bool:
        """Show what is below or above on a page of which no field can be entered."""
        self.pages[self.tabs.place].scroll_relative(y=lines, animate=False, immediate=True)
        return True

    def _turn(self, way: int) -> bool:
        if len(self.pages) == 1 or not self.leave_current():
            return len(self.pages) > 1
        self.show_tab(self.tabs.beside(way))
        target: Widget = self.first_field or self.tabs
        self.screen.set_focus(target)
        return True

    def _leave(self, field: Field) -> bool:
        before = field.value
        try:
            field.leave()
            self._check(field)
        except TuicomptaError as error:
            self._before_refusal.setdefault(field.field_name, before)
            field.error = str(error)
            field.repaint()
            field.say(str(error), warning=True)
            return False
        self._before_refusal.pop(field.field_name, None)
        return True

    def _check(self, field: Field) -> None:
        spec = next(spec for spec in self.schema.fields if spec.name == field.field_name)
        if spec.check is not None and not field.is_empty:
            spec.check(field.value)
        field.error = ""
        field.repaint()

    def _refusal(self, spec: FieldSpec) -> str | None:
        try:
            self._check(self.fields[spec.name])
        except TuicomptaError as error:
            return str(error)
        return None

    def _field_changed(self, field: Field) -> None:
        self.state.set(field.field_name, field.value)
        self._enable()
        self.changed()

    def _given_back(self, names: list[str]) -> bool:
        self._refresh_fields(names)
        self._enable()
        if names:
            self.focus_field(self.fields[names[0]])
            self.changed()
        return bool(names)

    def _refresh_fields(self, names: Iterable[str]) -> None:
        for name in names:
            self.fields[name].value = self.state.values[name]
            self.fields[name].error = ""

    def _enable(self) -> None:
        for tab in self.schema.tabs:
            entered = not self.read_only and tab.shown(self.state.values)
            for spec in tab.fields:
                self.fields[spec.name].enable(enabled=entered and spec.enabled(self.state.values))
        self._mark_notes()
        if not self.schema.tabs[self.tabs.place].shown(self.state.values):
            self.show_tab(0)

    def _mark_notes(self) -> None:
        """Put a mark on the title of the tabs that hold a text of several lines, such as «Notes» (NOT-01).

        A tab that is not shown has no title.
        """
        titles = []
        for tab in self.schema.tabs:
            notes = [self.fields[spec.name] for spec in tab.fields]
            noted = len(notes) == 1 and isinstance(notes[0], MultiLineField) and not notes[0].is_empty
            title = tab.title if tab.shown(self.state.values) else ""
            titles.append(f"{title} {NOTED}" if noted and title else title)
        self.tabs.rename(titles)
