"""The line under the two tables: the whole selection and its difference (LSIM-09)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tuicompta.widgets.painted import Run


class SelectionLine(Painted):
    """One line of words, asked for at each painting."""

    DEFAULT_CSS = "SelectionLine { height: 1; }"

    def __init__(self, words: Callable[[int], list[Run]]) -> None:
        super().__init__()
        self._words = words

    def paint(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (one line)
        """Write the words."""
        return self._words(width)
