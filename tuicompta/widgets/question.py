"""A box that asks something: a title, lines of text that scroll, answers with their letters (UIX-15)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuicompta.core.text import cell_width, unaccent
from tuicompta.widgets.edges import bottom_edge, top_edge
from tuicompta.widgets.letters import assign_letters
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.safe import fitted, safe
from tuicompta.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tuicompta.widgets.painted import Run

FRAME = 2
MARGIN = 4
WIDEST = 72
SETBACK = "  "
LETTERS = {"Oui": "O", "Non": "N", "Annuler": "A"}


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer: what it is called on screen, and the value it gives."""

    label: str
    value: str


YES, NO, CANCEL = Choice("Oui", "yes"), Choice("Non", "no"), Choice("Annuler", "cancel")
OK = Choice("OK", "ok")


class Question(Painted, can_focus=True):
    """A box with a question.

    `default` is the rank of the answer Enter gives; it is the one that loses nothing. Esc gives `CANCEL` when it is
    among the answers, else the default. `rows` are lines of a report, one of which may be chosen: `finished` receives
    the value of the answer, and `row` is the line under the cursor.
    """

    modal = True

    def __init__(
        self,
        title: str,
        text: str,
        answers: Sequence[Choice] = (OK,),
        *,
        default: int = 0,
        rows: Sequence[str] = (),
        id: str | None = None,  # noqa: A002 (name of Textual)
    ) -> None:
        super().__init__(id=id)
        self.title = safe(title)
        self.text = "\n".join(safe(line) for line in text.split("\n"))
        self.answers = list(answers)
        self.default = default
        self.place = default
        self.rows = [safe(row) for row in rows]
        self.row = 0
        self.top = 0
        self._laid: tuple[int, list[tuple[str, int]]] = (-1, [])
        fixed = {label: letter for label, letter in LETTERS.items() if any(c.label == label for c in self.answers)}
        self.letters = assign_letters((choice.label for choice in self.answers), fixed)
        self.finished: Callable[[str], None] = lambda _: None

    def size_in(self, width: int, height: int) -> tuple[int, int]:
        """Return the width and height of the box, never more than the screen (UIX-13)."""
        answers = sum(cell_width(choice.label) + 4 for choice in self.answers)
        longest = max((cell_width(line) for line in [*self.text.split("\n"), *self.rows]), default=0)
        wide = min(max(longest, answers, cell_width(self.title) + 2, 30), WIDEST if not self.rows else width)
        wide = min(wide + MARGIN, width)
        tall = len(self._lines(wide)) + FRAME + 2
        return wide, min(tall, height)

    def _lines(self, width: int) -> list[tuple[str, int]]:
        """Return the lines, each with the rank of its row, -1 above the rows; a row too long goes on, indented."""
        if self._laid[0] != width:
            text = wrapped(self.text, width - MARGIN) if self.text else []
            above = [(line, -1) for line in [*text, *([""] if text and self.rows else [])]]
            rows = [(line, rank) for rank, row in enumerate(self.rows) for line in _folded(row, width - MARGIN)]
            self._laid = (width, [*above, *rows])
        return self._laid[1]

    @property
    def _body(self) -> int:
        return max(self.room.height - FRAME - 2, 1)

    def _lines_of_row(self) -> list[int]:
        """Return the places, among all the lines, of those of the row under the cursor."""
        return [place for place, (_, rank) in enumerate(self._lines(self.room.width)) if rank == self.row]

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Paint an edge, a line of text, or the answers."""
        height = self.room.height
        if y == 0:
            yield from top_edge(width, self.title)
        elif y == height - 1:
            yield from bottom_edge(width)
        elif y == height - 2:
            yield "│ ", "rule"
            yield from self._answers(width - MARGIN, y)
            yield " │", "rule"
        else:
            yield "│ ", "rule"
            yield from self._text_line(y - 1, width)
            yield " │", "rule"

    def _text_line(self, line: int, width: int) -> Iterator[Run]:
        lines = self._lines(width)
        place = self.top + line
        if line >= self._body or place >= len(lines):
            yield " " * (width - MARGIN), "normal"
            return
        text, rank = lines[place]
        more = line == self._body - 1 and place < len(lines) - 1
        yield fitted(text, width - MARGIN - more), "row" if rank == self.row else "normal"
        if more:
            yield "↓", "quiet"

    def _answers(self, width: int, y: int) -> Iterator[Run]:
        used = 0
        for place, (choice, letter) in enumerate(zip(self.answers, self.letters, strict=True)):
            voice = "cursor" if place == self.place and self.active else "normal"
            if place == self.place:
                self.place_cursor(2 + used, y)
            at = unaccent(choice.label).upper().find(letter) if letter else -1
            yield " " + choice.label[: max(at, 0)], voice
            yield choice.label[at : at + 1] if at >= 0 else "", f"{voice} letter"
            yield choice.label[at + 1 :] + " ", voice
            yield "  ", "normal"
            used += cell_width(choice.label) + 4
        yield " " * max(width - used, 0), "normal"

    def answer(self, value: str) -> None:
        """Give an answer."""
        self.finished(value)

    def do_accept(self) -> None:
        """Give the answer under the cursor."""
        self.answer(self.answers[self.place].value)

    do_main = do_accept

    def do_back(self) -> None:
        """Give «Annuler», or the answer that loses nothing."""
        cancel = CANCEL in self.answers
        self.answer(CANCEL.value if cancel else self.answers[self.default].value)

    def do_left(self) -> None:
        """Go to the answer at left."""
        self.place = (self.place - 1) % len(self.answers)
        self.repaint()

    def do_right(self) -> None:
        """Go to the answer at right."""
        self.place = (self.place + 1) % len(self.answers)
        self.repaint()

    do_previous_field, do_next_field = do_left, do_right

    def do_up(self) -> None:
        """Go up in the report, or scroll the text."""
        self._move(-1)

    def do_down(self) -> None:
        """Go down in the report, or scroll the text."""
        self._move(1)

    def do_page_up(self) -> None:
        """Go one page up."""
        self._move(-self._body)

    def do_page_down(self) -> None:
        """Go one page down."""
        self._move(self._body)

    def typed(self, character: str) -> bool:
        """Give the answer of a letter."""
        wanted = unaccent(character).upper()
        if wanted in self.letters:
            self.answer(self.answers[self.letters.index(wanted)].value)
        return True

    def pasted(self, text: str) -> bool:  # noqa: ARG002 (part of the protocol)
        """Take no pasted text (KEY-18)."""
        return True

    def clicked(self, x: int, y: int) -> None:
        """Give the answer under the mouse, or go to the row of the report."""
        if y == self.room.height - 2:
            start = 2
            for choice in self.answers:
                if start <= x < start + cell_width(choice.label) + 2:
                    self.answer(choice.value)
                    return
                start += cell_width(choice.label) + 4
        elif self.rows:
            lines = self._lines(self.room.width)
            self.row = max(lines[min(max(self.top + y - 1, 0), len(lines) - 1)][1], 0)
            self.repaint()

    def scrolled(self, lines: int) -> None:
        """Scroll by the lines of the wheel."""
        self._move(lines)

    def _move(self, lines: int) -> None:
        whole = len(self._lines(self.room.width))
        if self.rows:
            self.row = min(max(self.row + lines, 0), len(self.rows) - 1)
            places = self._lines_of_row()
            first, last = places[0], places[-1]
            self.top = min(max(self.top, last - self._body + 1), first)
        else:
            self.top = min(max(self.top + lines, 0), max(whole - self._body, 0))
        self.repaint()


def _folded(row: str, width: int) -> list[str]:
    """Return a row of a report on as many lines as it needs; the next ones are set back."""
    if cell_width(row) <= width:
        return [row]
    first, *others = wrapped(row, width - len(SETBACK))
    return [first, *(SETBACK + line for line in others)]
