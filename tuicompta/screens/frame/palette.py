"""The command palette: anything that can be done or opened, found by a part of its name (NAV-16)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tuicompta.core.text import cell_width, fold
from tuicompta.screens.frame.actions import Kind
from tuicompta.screens.menus import labels_of_entries
from tuicompta.widgets.edges import between_edges, bottom_edge, top_edge
from tuicompta.widgets.line_editor import LineEditor
from tuicompta.widgets.line_keys import LineKeys, edited_runs
from tuicompta.widgets.safe import fitted, safe

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.widgets.painted import Run

RECENT = 10
WIDTH = 70
HEIGHT = 18
FOUND_OF_A_SOURCE = 20
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Target:
    """What the palette can run: its name, what kind of thing it is, its key; `run` opens what is no action."""

    identifier: str
    label: str
    kind: str
    key: str
    run: Callable[[], Awaitable[object]]


class PaletteSource(Protocol):
    """Records that the palette also finds: accounts, journals, third parties, periods, prints."""

    def find(self, words: Sequence[str]) -> Iterable[Target]:
        """Return the records whose code or name holds every word, already folded."""


class Palette(LineKeys):
    """A field and the list of what it finds; `finished` receives the target chosen, or None."""

    modal = True

    def __init__(self, targets: Sequence[Target], recent: Sequence[str], sources: Sequence[PaletteSource] = ()) -> None:
        super().__init__()
        order = {identifier: rank for rank, identifier in enumerate(recent)}
        ranked = sorted(targets, key=lambda target: order.get(target.identifier, len(order)))
        self._all = [(fold(f"{target.label} {target.kind}"), target) for target in ranked]
        self._sources = sources
        self.editor = LineEditor(limit=60)
        self.found: list[Target] = []
        self.place = 0
        self.top = 0
        self.finished: Callable[[Target | None], None] = lambda _: None
        self.text_changed()

    def text_changed(self) -> None:
        """Find what the text names, the best match first (NAV-16)."""
        words = fold(self.editor.text).split()
        found = [target for text, target in self._all if all(word in text for word in words)]
        if words:
            for source in self._sources:
                found += list(source.find(words))[:FOUND_OF_A_SOURCE]
        self.found = sorted(found, key=lambda target: match_rank(" ".join(words), fold(target.label)))
        self.place = self.top = 0
        self.repaint()

    # -- painting ------------------------------------------------------------------------------------------------------

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Paint the edge, the field, a target, or the number of targets."""
        height = self.content_size.height
        if y == 0:
            return top_edge(width, "Commandes")
        if y == height - 1:
            return bottom_edge(width, str(len(self.found)))
        inside = self._field(width - 4) if y == 1 else self._target(y - 2, width - 4)
        return between_edges([(" ", "normal"), *inside, (" ", "normal")])

    def _field(self, width: int) -> Iterator[Run]:
        runs, at = edited_runs(self.editor, safe(self.editor.text), width)
        self.place_cursor(2 + at, 1)
        yield from runs

    def _target(self, line: int, width: int) -> Iterator[Run]:
        place = self.top + line
        if place >= len(self.found):
            text = "Rien ne porte ce nom" if not self.found and line == 0 else ""
            yield fitted(text, width), "quiet"
            return
        target = self.found[place]
        voice = "cursor" if place == self.place else "normal"
        right = f"{target.kind}  {target.key}" if target.key else target.kind
        yield fitted(target.label, width - cell_width(right) - 1), voice
        yield f" {right}", voice if place == self.place else "quiet"

    # -- keys ----------------------------------------------------------------------------------------------------------

    def do_up(self) -> None:
        """Go to the target above."""
        self._go(self.place - 1)

    def do_down(self) -> None:
        """Go to the target below."""
        self._go(self.place + 1)

    def do_page_up(self) -> None:
        """Go one page up."""
        self._go(self.place - self._room)

    def do_page_down(self) -> None:
        """Go one page down."""
        self._go(self.place + self._room)

    def do_accept(self) -> None:
        """Run the target under the cursor."""
        if self.found:
            self.finished(self.found[self.place])

    do_main = do_accept

    def do_back(self) -> None:
        """Close."""
        self.finished(None)

    do_palette = do_back

    def clicked(self, x: int, y: int) -> None:  # noqa: ARG002
        """Run the target under the mouse."""
        place = self.top + y - 2
        if y > 1 and place < len(self.found):
            self.finished(self.found[place])

    def scrolled(self, lines: int) -> None:
        """Move by the lines of the wheel."""
        self._go(self.place + lines)

    @property
    def _room(self) -> int:
        return max(self.content_size.height - 3, 1)

    def _go(self, place: int) -> None:
        self.place = min(max(place, 0), max(len(self.found) - 1, 0))
        self.top = min(max(self.top, self.place - self._room + 1), self.place)
        self.repaint()


def match_rank(typed: str, label: str) -> int:
    """Return how well a label answers what is typed, both folded, 0 being the best; recency only breaks ties (NAV-16).

    The label itself, its beginning, beginnings of its words, a part of it, parts of it in any order or beside it.
    """
    if not typed or label == typed:
        return 0
    if label.startswith(typed):
        return 1
    words = _WORDS.findall(label)
    if all(any(word.startswith(part) for word in words) for part in typed.split()):
        return 2
    return 3 if typed in label else 4


async def _nothing() -> None:
    """Do nothing: an action is run by its name."""


def targets_of(frame: Frame) -> list[Target]:
    """Return the functions of the menus and the actions possible here, without those the user has no right to."""
    labels = labels_of_entries()
    found = []
    for action in frame.table:
        if action.kind is not Kind.COMMAND or not frame.session.may(action.right):
            continue
        if action.opens or (
            frame.performer(action.identifier) is not None and frame.why_not(action.identifier) is None
        ):
            label = labels.get(action.identifier, action.label)
            kind = "fonction" if action.opens else "action"
            key = frame.keymap.legend_of(action.identifier)
            found.append(Target(action.identifier, label, kind, key, _nothing))
    return found
