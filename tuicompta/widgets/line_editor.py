"""A line of text being edited: caret, selection, undo word by word. No screen here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_WORD_BEFORE = re.compile(r"\S*\s*$")


@dataclass(frozen=True, slots=True)
class _State:
    text: str
    caret: int


@dataclass(slots=True)
class LineEditor:
    """A text with a caret; `anchor` is the other end of the selection, None when nothing is selected.

    `limit` is the number of characters at most (FLD-04).
    """

    text: str = ""
    limit: int = 250
    caret: int = 0
    anchor: int | None = None
    _past: list[_State] = field(default_factory=list)
    _future: list[_State] = field(default_factory=list)
    _in_word: bool = False

    def load(self, text: str) -> None:
        """Begin with a text, all selected: the first character typed replaces it (FLD-15)."""
        self.text = text[: self.limit]
        self._past.clear()
        self._future.clear()
        self._in_word = False
        self.select_all()

    @property
    def selection(self) -> tuple[int, int]:
        """The first place selected and the one after the last; equal when nothing is."""
        other = self.caret if self.anchor is None else self.anchor
        return min(other, self.caret), max(other, self.caret)

    @property
    def selected(self) -> str:
        """The selected text."""
        start, end = self.selection
        return self.text[start:end]

    @property
    def edited(self) -> bool:
        """Whether something can be undone here."""
        return bool(self._past)

    def insert(self, typed: str) -> bool:
        """Put a text in the place of the selection; False when it had to be cut to the length allowed."""
        word = len(typed) == 1 and not typed.isspace()
        self._remember(same_word=word and self._in_word)
        self._in_word = word
        self._drop_selection()
        taken = typed[: max(self.limit - len(self.text), 0)]
        self.text = self.text[: self.caret] + taken + self.text[self.caret :]
        self.caret += len(taken)
        return taken == typed

    def erase(self) -> bool:
        """Delete the selection, else the character before the caret; False when there is nothing to delete."""
        if self.selected:
            return self.clear_selection()
        return self._cut(max(self.caret - 1, 0), self.caret)

    def delete(self) -> bool:
        """Delete the selection, else the character after the caret."""
        if self.selected:
            return self.clear_selection()
        return self._cut(self.caret, min(self.caret + 1, len(self.text)))

    def erase_word(self) -> bool:
        """Delete the word before the caret (KEY-46)."""
        kept = _WORD_BEFORE.sub("", self.text[: self.caret], count=1)
        return self._cut(len(kept), self.caret)

    def clear_selection(self) -> bool:
        """Delete the selection."""
        return self._cut(*self.selection)

    def move(self, by: int) -> bool:
        """Move the caret; from a selection it goes to the end on that side. False at the edge of the text."""
        start, end = self.selection
        if start != end:
            return self.go(start if by < 0 else end)
        return self.go(min(max(self.caret + by, 0), len(self.text)))

    def go(self, place: int) -> bool:
        """Put the caret at a place and select nothing; False when nothing changes."""
        place = min(max(place, 0), len(self.text))
        changed = place != self.caret or self.anchor is not None
        self.caret, self.anchor, self._in_word = place, None, False
        return changed

    def select_all(self) -> None:
        """Select the whole text."""
        self.caret, self.anchor = len(self.text), 0 if self.text else None
        self._in_word = False

    def undo(self) -> bool:
        """Go back by one step; False when there is none."""
        return self._step(self._past, self._future)

    def redo(self) -> bool:
        """Do again what was undone; False when there is nothing."""
        return self._step(self._future, self._past)

    def _step(self, source: list[_State], target: list[_State]) -> bool:
        if not source:
            return False
        target.append(_State(self.text, self.caret))
        state = source.pop()
        self.text, self.caret, self.anchor, self._in_word = state.text, state.caret, None, False
        return True

    def _cut(self, start: int, end: int) -> bool:
        if start == end:
            return False
        self._remember(same_word=False)
        self._in_word = False
        self.text = self.text[:start] + self.text[end:]
        self.caret, self.anchor = start, None
        return True

    def _drop_selection(self) -> None:
        start, end = self.selection
        self.text = self.text[:start] + self.text[end:]
        self.caret, self.anchor = start, None

    def _remember(self, *, same_word: bool) -> None:
        if not same_word:
            self._past.append(_State(self.text, self.caret))
        self._future.clear()
