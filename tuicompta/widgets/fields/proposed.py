"""A field of free text for which the records of a table are proposed (ADR-02, ADR-03, ADR-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import clean_text, fold
from tuicompta.widgets.columns import cell_text
from tuicompta.widgets.fields.linked import LinkedField
from tuicompta.widgets.fields.text import LineField

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from tuicompta.widgets.choices import Choices
    from tuicompta.widgets.painted import Run
    from tuicompta.widgets.rows import Key, Row

KEPT = "Plusieurs possibilités : choisissez, ou Tab pour garder ce texte"


class ProposedField(LinkedField):
    """A text; the first column of the row chosen is what it takes, and `picked` receives that row.

    A text that no record has stays as typed; with `completes`, one that begins the text of one record alone becomes it.
    A text that several records have opens their list before the field is left (ADR-02): Enter takes the row, Tab keeps
    the text alone. `asks`: whether that list matters now.
    """

    def __init__(
        self, name: str, label: str, choices: Choices, *, width: int = 40, max_length: int = 60, completes: bool = False
    ) -> None:
        self._completes = completes
        self._chosen_by_hand = False
        self._offered = ""
        self.picked: Callable[[ProposedField, Row], None] = lambda *_: None
        self.asks: Callable[[], bool] = lambda: True
        super().__init__(name, label, choices, width=width)
        self.editor.limit = max_length

    def read(self, text: str) -> object:
        """Take the text as it is."""
        return clean_text(text).strip()

    def show(self, value: object) -> str:
        """Write the text."""
        return str(value or "")

    @property
    def _key(self) -> Key | None:
        return next((row.key for row in self._exact(str(self.value or ""))), None)

    def _only(self, text: str) -> Row | None:
        found = self._exact(text)
        return found[0] if len(found) == 1 else None

    def _exact(self, text: str) -> list[Row]:
        typed = fold(text.strip())
        found = self.choices.search(text).first(2) if typed else ()
        return [row for row in found if fold(cell_text(row.values[0], self.choices.columns[0])) == typed]

    def _begun(self, text: str) -> list[Row]:
        """Return the record that a text begins, when it is alone and such texts are completed (DDL-14)."""
        found = self.choices.search(text).first(2) if self._completes and text else ()
        alone = len(found) == 1 and fold(cell_text(found[0].values[0], self.choices.columns[0])).startswith(fold(text))
        return list(found) if alone else []

    def do_accept(self) -> bool:
        """Take the row gone to in the list, else the text as Tab does."""
        row = self.list.current if self.list is not None and self._chosen_by_hand else None
        if row is None:
            return self.do_next_field()
        self._pick(row)
        return True

    def do_main(self) -> bool | Awaitable[object]:
        """Take the row gone to in the list; else the text is kept and F9 is the one of the card."""
        return super().do_main() if self._chosen_by_hand else False

    def do_next_field(self) -> bool:
        """Complete a text that one record has; show the list of those that several have, once."""
        if self._moved:
            return super().do_next_field()
        text = (self.pending or "").strip()
        found = self._exact(text) or self._begun(text)
        if len(found) > 1 and self._offered != text and self.asks():
            self._offered, self._chosen_by_hand = text, True
            self._open(text)
            self.say(KEPT)
            return True
        if len(found) == 1:
            self._pick(found[0])
        self._close()
        return False

    def do_down(self) -> bool:
        """Open the list, or go down in it, to take a row."""
        self._chosen_by_hand = True
        return super().do_down()

    def do_up(self) -> bool:
        """Go up in the list, to take a row."""
        self._chosen_by_hand = self._chosen_by_hand or self.list is not None
        return super().do_up()

    def do_open_values(self) -> bool:
        """Open or close the list, to take a row."""
        self._chosen_by_hand = True
        return super().do_open_values()

    def typed(self, character: str) -> bool:
        """Type and narrow the list; nothing is taken of it unless the user goes there."""
        self._chosen_by_hand = False
        return super().typed(character)

    def leave(self) -> None:
        """Take what is typed, completed when one record has it."""
        typed = self.pending is not None
        super().leave()
        if typed:
            self.complete()

    def departed(self) -> None:
        """Forget what was offered."""
        self._chosen_by_hand, self._offered = False, ""
        super().departed()

    def _open(self, text: str) -> None:
        self._close()
        super()._open(text)
        if self.list is not None and not self.list.source.count():
            self._close()

    def _pick(self, row: Row) -> None:
        self._chosen_by_hand = False
        self._close()
        text = cell_text(row.values[0], self.choices.columns[0])
        self._offered = text
        self.take(text)
        self.picked(self, row)

    async def _create(self, text: str) -> None:
        await super()._create(text)
        self.complete()

    def complete(self) -> None:
        """Tell of the record that has the text, when it is alone."""
        row = self._only(str(self.value or ""))
        if row is not None:
            self.picked(self, row)

    def paint_value(self, y: int, width: int) -> Iterable[Run]:
        """Write the text alone."""
        return LineField.paint_value(self, y, width)
