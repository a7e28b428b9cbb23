"""A list whose rows have a number: digits typed go to the first row that begins with them, letters search (PC-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.widgets.list_view import ListView

if TYPE_CHECKING:
    from tuicompta.widgets.list_definition import ListDefinition


class NumberedList(ListView):
    """A list with a column of numbers, its first one."""

    def __init__(self, definition: ListDefinition) -> None:
        self._prefix = ""
        self._moving = False
        super().__init__(definition)

    def typed(self, character: str) -> bool:
        """Go to the number while digits are typed and one begins with them, else search."""
        text = self._prefix + character
        if not self.arrangement.search and text.isascii() and text.isdigit() and self._go_to(text):
            return True
        self._say("")
        return self._search(self.arrangement.search + text)

    def do_erase(self) -> bool:
        """Shorten the number, or the search."""
        if not self._prefix:
            return super().do_erase()
        if len(self._prefix) == 1 or not self._go_to(self._prefix[:-1]):
            self._say("")
        return True

    def do_back(self) -> bool:
        """Forget the number, else as in every list."""
        if self._prefix:
            self._say("")
            return True
        return super().do_back()

    def _go_to(self, text: str) -> bool:
        key = self.grid.source.locate(text)
        if key is None:
            return False
        self._moving = True
        self.grid.go_to(key)
        self._moving = False
        self._say(text)
        return True

    def _say(self, prefix: str) -> None:
        """Show the number being typed where a search is shown."""
        if prefix != self._prefix:
            self._prefix = prefix
            self.head.search = prefix or self.arrangement.search
            self.head.repaint()

    def _changed(self) -> None:
        """Forget the number once the cursor is moved otherwise."""
        if not self._moving:
            self._say("")
        super()._changed()
