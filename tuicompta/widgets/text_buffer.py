"""Several lines of text being edited. No screen here."""

from __future__ import annotations

from dataclasses import dataclass, field

from tuicompta.core.text import clean_multiline


@dataclass(slots=True)
class TextBuffer:
    """A text of at most `limit` characters, with a caret; each change can be undone."""

    text: str = ""
    limit: int = 10_000
    caret: int = 0
    whole: bool = False
    """Whether the whole text is selected: what is typed next takes its place (KEY-42)."""
    _past: list[tuple[str, int]] = field(default_factory=list)
    _future: list[tuple[str, int]] = field(default_factory=list)

    def load(self, text: str) -> None:
        """Begin with a text, the caret at its end."""
        self.text = text[: self.limit]
        self.caret, self.whole = len(self.text), False
        self._past.clear()
        self._future.clear()

    @property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.split("\n")

    @property
    def place(self) -> tuple[int, int]:
        """The line and the column of the caret."""
        before = self.text[: self.caret]
        return before.count("\n"), len(before) - before.rfind("\n") - 1

    def insert(self, typed: str) -> bool:
        """Insert a text, line feeds included; False when it had to be cut to the length allowed."""
        clean = clean_multiline(typed)
        self._remember()
        if self.whole:
            self.text, self.caret = "", 0
        taken = clean[: max(self.limit - len(self.text), 0)]
        self.text = self.text[: self.caret] + taken + self.text[self.caret :]
        self.caret += len(taken)
        self.whole = False
        return taken == clean

    def erase(self) -> None:
        """Delete the character before the caret."""
        self._cut(self.caret - 1, self.caret)

    def delete(self) -> None:
        """Delete the character after the caret."""
        self._cut(self.caret, self.caret + 1)

    def erase_word(self) -> None:
        """Delete the word before the caret."""
        kept = self.text[: self.caret].rstrip(" ")
        start = max(kept.rfind(" "), kept.rfind("\n")) + 1
        self._cut(start, self.caret)

    def select_all(self) -> None:
        """Select the whole text, the caret at its end."""
        self.caret, self.whole = len(self.text), bool(self.text)

    def unselect(self) -> None:
        """Select nothing."""
        self.whole = False

    def move(self, by: int) -> None:
        """Move the caret by characters; from a selection it goes to the end on that side."""
        if self.whole:
            self.caret = 0 if by < 0 else len(self.text)
            self.whole = False
            return
        self.caret = min(max(self.caret + by, 0), len(self.text))

    def move_lines(self, by: int) -> bool:
        """Move the caret by lines, keeping its column when the line is long enough; False at the edge of the text."""
        line, column = self.place
        if not 0 <= line + by < len(self.lines):
            return False
        self.go(line + by, column)
        return True

    def go(self, line: int, column: int) -> None:
        """Put the caret at a line and a column, or at the end of a shorter line."""
        lines = self.lines
        self.caret = sum(len(text) + 1 for text in lines[:line]) + min(max(column, 0), len(lines[line]))

    def line_start(self) -> None:
        """Go to the start of the line."""
        self.go(self.place[0], 0)

    def line_end(self) -> None:
        """Go to the end of the line."""
        line, _ = self.place
        self.go(line, len(self.lines[line]))

    def undo(self) -> bool:
        """Go back by one change; False when there is none."""
        return self._step(self._past, self._future)

    def redo(self) -> bool:
        """Do again what was undone."""
        return self._step(self._future, self._past)

    def _cut(self, start: int, end: int) -> None:
        start, end = (0, len(self.text)) if self.whole else (max(start, 0), min(end, len(self.text)))
        if start < end:
            self._remember()
            self.text = self.text[:start] + self.text[end:]
            self.caret, self.whole = start, False

    def _remember(self) -> None:
        self._past.append((self.text, self.caret))
        self._future.clear()

    def _step(self, source: list[tuple[str, int]], target: list[tuple[str, int]]) -> bool:
        if not source:
            return False
        target.append((self.text, self.caret))
        (self.text, self.caret), self.whole = source.pop(), False
        return True
