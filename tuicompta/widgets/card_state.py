"""The values of a card being edited: what changed, undo and redo field by field (FIC-10, FIC-11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Change:
    """A step: the values it replaced, by field."""

    before: dict[str, object]


class CardState:
    """The values of a card, and the way back to the last save."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self.load(values)

    def load(self, values: Mapping[str, object]) -> None:
        """Begin with the values of a record just read or saved."""
        self.values = dict(values)
        self.saved = dict(values)
        self._past: list[Change] = []
        self._future: list[Change] = []

    @property
    def modified(self) -> bool:
        """Whether a value differs from the last save."""
        return self.values != self.saved

    def set(self, name: str, value: object) -> None:
        """Change a value."""
        self._apply({name: value})

    def give(self, values: Mapping[str, object]) -> list[str]:
        """Put values that follow from what was typed, which is no step of its own; return those that changed."""
        changed = [name for name, value in values.items() if self.values.get(name) != value]
        self.values.update(values)
        return changed

    def undo(self) -> list[str]:
        """Undo the last step; return the fields it gives back, none when there is nothing to undo."""
        return self._step(self._past, self._future)

    def redo(self) -> list[str]:
        """Do again the last step undone."""
        return self._step(self._future, self._past)

    def undo_all(self) -> list[str]:
        """Return to the last save, in one step that can itself be undone (FIC-11)."""
        changed = [name for name, value in self.saved.items() if self.values.get(name) != value]
        if changed:
            self._apply({name: self.saved[name] for name in changed})
        return changed

    def _apply(self, changes: dict[str, object]) -> None:
        self._past.append(Change({name: self.values.get(name) for name in changes}))
        self._future.clear()
        self.values.update(changes)

    def _step(self, source: list[Change], target: list[Change]) -> list[str]:
        if not source:
            return []
        change = source.pop()
        target.append(Change({name: self.values.get(name) for name in change.before}))
        self.values.update(change.before)
        return list(change.before)
