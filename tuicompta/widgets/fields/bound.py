"""A linked field that is one end of a range: the code of a record, or the beginning of the codes of several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import fold
from tuicompta.widgets.columns import cell_text
from tuicompta.widgets.fields.linked import LinkedField
from tuicompta.widgets.safe import safe

if TYPE_CHECKING:
    from tuicompta.widgets.rows import Row


class BoundField(LinkedField):
    """Its value is a code, in capitals; one that begins the codes of some records stands for all of them."""

    def read(self, text: str) -> object:
        """Return the code typed, or the beginning of codes; raises what a linked field does."""
        typed = text.strip()
        return safe(typed.upper()) if self._begins(typed) else super().read(text)

    def show(self, value: object) -> str:
        """Write the code as it is."""
        return safe(str(value or ""))

    def do_next_field(self) -> bool:
        """Keep the beginning of several codes; the card goes on."""
        if not self._moved and self._begins((self.pending or "").strip()):
            self._close()
            return False
        return super().do_next_field()

    def do_accept(self) -> object:  # type: ignore[override]
        """Do as Tab, unless a row was gone to."""
        if self.list is not None and not self._moved and self.pending:
            return self.do_next_field()
        return super().do_accept()

    def _begins(self, typed: str) -> bool:
        """Tell whether a text, which is no code, begins some."""
        if not typed or self._coded(typed) is not None:
            return False
        return any(fold(self._code(row)).startswith(fold(typed)) for row in self.choices.search(typed).first(1))

    def _coded(self, typed: str) -> Row | None:
        """Return the record of a code."""
        found = self.choices.search(typed).first(1)
        return next((row for row in found if fold(self._code(row)) == fold(typed)), None)

    def _code(self, row: Row) -> str:
        return cell_text(row.values[0], self.choices.columns[0])
