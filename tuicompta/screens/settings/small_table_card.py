"""The card of a row of a small table, made from its declaration (DV)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.screens.cards.card_host import CardHost
from tuicompta.screens.cards.coded_card import CodedCard
from tuicompta.services.small_tables.small_table_rows import (
    caption,
    choices,
    country_of,
    delete_row,
    find_row,
    read_row,
    write_row,
)
from tuicompta.services.small_tables.small_tables import (
    COUNTRIES,
    DEPARTMENTS,
    NAF_CODES,
    POSTAL_CODES,
    TITLES,
    Cell,
    SmallTable,
)
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Tab
from tuicompta.widgets.choices import MemoryChoices
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.linked import LinkedField
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.fields.base import Field, FieldHost
    from tuicompta.widgets.rows import Key

WIDEST = 46
COLUMNS = (Column("code", "Code", ColumnType.CODE, 8), Column("label", "Nom", width=40))
_CARDS = {COUNTRIES.name: COUNTRIES.card, DEPARTMENTS.name: DEPARTMENTS.card}


class TableChoices(MemoryChoices):
    """The rows of a small table that another one names; those of inactive countries are not offered (DV-04)."""

    def __init__(self, dossier: Dossier, table: str) -> None:
        self.card = _CARDS[table]
        self._hidden: set[str] = set()
        self._dossier, self._table = dossier, table
        super().__init__(COLUMNS, self._found, blocked=lambda row: row.key in self._hidden)

    def key_of(self, name: str) -> Key:
        """Return the key of the row of a name."""
        return next((row.key for row in self._found() if row.values[1] == name), None)

    def _found(self) -> list[Row]:
        found = choices(self._dossier.database, self._table)
        self._hidden = {choice.key for choice in found if choice.hidden}
        return [Row(choice.key, (choice.code, choice.label)) for choice in found]


class TableHost(CardHost):
    """Puts in a link to a small table the key of the row created for it, instead of its name."""

    async def create(self, field: Field, text: str) -> object:
        """Open a new card and return the key of the row saved, None when it is given up."""
        name = await super().create(field, text)
        choices_of = field.choices if isinstance(field, LinkedField) else None
        return choices_of.key_of(str(name)) if name and isinstance(choices_of, TableChoices) else name


class SmallTableCard(CodedCard):
    """One row of `TABLE`, opened by the text of its first cell too (FLD-01, DDL-09)."""

    TABLE: ClassVar[SmallTable]
    HELP = "small_tables"

    def __init_subclass__(cls, *, table: SmallTable) -> None:
        """Take what a card says of its record from its table."""
        super().__init_subclass__()
        cls.TABLE, cls.RECORD, cls.KIND, cls.CODE = table, table.record, table.kind, table.cells[0].name

    def __init__(
        self,
        dossier: Dossier,
        key: Key = None,
        *,
        origin: ListWindow | None = None,
        copy_of: Key = None,
        code: str = "",
    ) -> None:
        self._department: object = None
        super().__init__(dossier, key, origin=origin, copy_of=copy_of, code=code)

    def typed_code(self, text: str) -> str:
        """Keep the text of a name as it is typed."""
        return text

    def find(self, dossier: Dossier, code: str) -> Key:
        """Return the row of a text."""
        return find_row(dossier.database, self.TABLE, code)

    def schema(self) -> CardSchema:
        """Return one field a cell, and the notes (NOT-01)."""
        fields = tuple(_field(self.dossier, cell) for cell in self.TABLE.cells)
        return CardSchema((Tab(self.RECORD, fields), Tab("Notes", (card.multiline("notes", "Notes", lines=12),))))

    def make_host(self) -> FieldHost:
        """Let the fields open and create linked records (ADR-06)."""
        return TableHost(self.frame)

    def blank(self) -> Mapping[str, object]:
        """Begin with the text asked for, in France where there is a country."""
        in_france = any(cell.name == "country" for cell in self.TABLE.cells)
        return {**super().blank(), **({"country": "FR"} if in_france else {})}

    def caption(self, values: Mapping[str, object]) -> str:
        """Name the row by its first cells."""
        return caption(self.TABLE, values)

    @property
    def reference(self) -> str | None:
        """What linked fields hold of the saved row: the name where that is what they propose, else the code."""
        saved = self.card.state.saved
        cell = "name" if self.TABLE in {COUNTRIES, DEPARTMENTS} else self.CODE
        return None if self.key is None else str(saved[cell])

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a row."""
        row = cast("int", key)
        values, version = read_row(self.dossier.database, self.TABLE, row)
        self._department = values.get("department")
        return {**values, "notes": self.notes_of(row)}, version

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write a row."""
        cells = {cell.name: _typed(values[cell.name]) for cell in self.TABLE.cells}
        notes, known = str(values["notes"] or ""), cast("int | None", self.key)
        return write_row(self.dossier, self.TABLE, known, cells, notes=notes, version=version)

    def remove_record(self, key: Key) -> None:
        """Delete a row that nothing names (DV-07)."""
        delete_row(self.dossier, self.TABLE, cast("int", key))

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:  # noqa: ARG002 (of the base class)
        """Return what a copy does not keep: its code."""
        return {self.CODE: "", "notes": ""}

    def _changed(self) -> None:
        """Bring the country of another département (DV-02)."""
        department = self.card.state.values.get("department")
        if department and department != self._department:
            self.card.give({"country": country_of(str(department))})
        self._department = department
        super()._changed()


def _field(dossier: Dossier, cell: Cell) -> FieldSpec:
    name, label = cell.name, cell.label
    if cell.tick:
        return card.tick(name, label)
    if cell.choices:
        return card.choice(name, label, [Option(*choice) for choice in cell.choices], mandatory=cell.mandatory)
    if cell.link:
        return card.linked(name, label, TableChoices(dossier, cell.link), mandatory=cell.mandatory, creatable=True)
    width = min(cell.width or cell.length, WIDEST)
    return card.text(name, label, mandatory=cell.mandatory, width=width, max_length=cell.length)


def _typed(value: object) -> str | bool:
    return value if isinstance(value, bool) else str(value or "")


class TitleCard(SmallTableCard, table=TITLES):
    """Civilité."""


class PostalCodeCard(SmallTableCard, table=POSTAL_CODES):
    """Code postal."""


class DepartmentCard(SmallTableCard, table=DEPARTMENTS):
    """Département."""


class CountryCard(SmallTableCard, table=COUNTRIES):
    """Pays."""


class NafCodeCard(SmallTableCard, table=NAF_CODES):
    """Code NAF."""
