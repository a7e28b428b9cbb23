"""The form of a guided entry: its card over its grid, and how one goes from one to the other (SGE)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.services.guides.models import model_rows
from tuicompta.widgets.card import Card
from tuicompta.widgets.choices import MemoryChoices
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.entry_grid import FOOT, HEAD, EntryGrid
from tuicompta.widgets.fields.base import Field
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tuicompta.core.enums import JournalType
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import CardSchema
    from tuicompta.widgets.painted import Run

MODEL_COLUMNS = (Column("code", "Code", ColumnType.CODE, 8), Column("name", "Guide", width=40))


class BodyField(Field):
    """The lines of the entry as a value of the card: the grid shows them."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "Lignes", width=1)
        self._value: object = None
        self.display = False

    @property
    def value(self) -> object:
        """The lines."""
        return self._value

    @value.setter
    def value(self, value: object) -> None:
        self._value = value

    def paint_value(self, y: int, width: int) -> Iterable[Run]:  # noqa: ARG002 (it is never shown)
        """Write nothing."""
        return ()


class HeaderCard(Card):
    """The header of the form; from its last field one goes into the grid.

    `beyond` enters the grid and tells whether it could; `turned` hears which tab is shown.
    """

    def __init__(self, schema: CardSchema, values: dict[str, object]) -> None:
        super().__init__(schema, values)
        self.beyond: Callable[[], bool] = lambda: False
        self.turned: Callable[[int], None] = lambda _: None

    def _go(self, way: int) -> bool:
        fields = [field for field in self._enterable() if self._tab_of(field) == 0]
        at_end = way > 0 and bool(fields) and self.current is fields[-1]
        if at_end and self._leave(fields[-1]) and self.beyond():
            return True
        return super()._go(way)

    def show_tab(self, rank: int) -> None:
        """Show a tab; the grid is only under the first one."""
        super().show_tab(rank)
        self.turned(rank)

    def _turn(self, way: int) -> bool:
        done = super()._turn(way)
        if self.tabs.place == 0 and self.first_field is None:
            self.beyond()
        return done

    def last_field(self) -> Field | None:
        """Return the last field of the header that can be entered."""
        return next((field for field in reversed(self._enterable()) if self._tab_of(field) == 0), None)


class GuidedLines(EntryGrid):
    """The grid of one guided entry: its foot tells the totals and what is missing."""

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Paint a line; the last one without the counts of entries, there is one only."""
        if y != HEAD + self.page + FOOT - 1:
            return super().paint(y, width)
        totals = self.model.totals()
        words = f" Débit {format_amount(totals.debit)}   Crédit {format_amount(totals.credit)}"
        gap = "équilibrée" if not totals.remainder else f"Reste {format_amount(totals.remainder)}"
        return [(f"{words}   ", "normal"), (gap if totals.debit or totals.credit else "", "quiet")]


def model_choices(dossier: Dossier, kind: JournalType | None, kept: int | None) -> MemoryChoices:
    """Return the active models of a type, and the one that an entry already has (SGE-02).

    They are found by their short code first; one without short code stands for itself by its name.
    """

    def read() -> list[Row]:
        return [
            Row(row.name, (row.code or row.name, row.name))
            for row in model_rows(dossier.database)
            if row.id == kept or (not row.inactive and kind in {None, row.type})
        ]

    return MemoryChoices(MODEL_COLUMNS, read)
