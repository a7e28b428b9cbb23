"""The boxes of the tables of a model of a report: a column, a sort key, a group (EDM-04)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from tuicompta.core.report_models.checks import MOST_DECIMALS, NAME_LENGTH, NARROWEST, WIDEST
from tuicompta.core.report_models.model import OWN_GROUPS, Alignment, FieldKind, GroupKey, ModelColumn, SortKey
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.fields.choice import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.core.report_models.model import ReportField
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.widgets.card_schema import FieldSpec, Values
    from tuicompta.widgets.columns import Value

OWN_BLOCKS = "Groupes de l'état"
YES = "oui"
FIGURES = frozenset({FieldKind.AMOUNT, FieldKind.COUNT})
COLUMNS = (
    Column("field", "Champ", width=18),
    Column("title", "Titre", width=18),
    Column("width", "Larg.", ColumnType.NUMBER, 5),
    Column("alignment", "Alignement", width=10),
    Column("total", "Total", width=5),
    Column("decimals", "Décim.", ColumnType.NUMBER, 6),
)
SORTS = (Column("field", "Champ", width=24), Column("way", "Ordre", width=12))
GROUPS = (
    Column("field", "Champ", width=24),
    Column("subtotal", "Sous-total", width=10),
    Column("page", "Saut de page", width=12),
)
ALIGNMENTS = [Option(side, side.label) for side in Alignment]
DECIMALS = [Option(number, str(number)) for number in range(MOST_DECIMALS, -1, -1)]
WAYS = [Option(False, "Croissant"), Option(True, "Décroissant")]


@dataclass(frozen=True, slots=True)
class OfferedFields:
    """The fields of a report by key."""

    fields: Sequence[ReportField]

    def title(self, key: str) -> str:
        """Return the title of a field, its key when the report has it no more."""
        return next((field.title for field in self.fields if field.key == key), key)

    def kind(self, key: object) -> FieldKind:
        """Return what a field holds."""
        return next((field.kind for field in self.fields if field.key == key), FieldKind.TEXT)

    def free(self, taken: Sequence[str]) -> str:
        """Return the first field that is not taken, else the first one."""
        return next((field.key for field in self.fields if field.key not in taken), self.fields[0].key)

    def options(self) -> list[Option]:
        """Return the fields as choices."""
        return [Option(field.key, field.title) for field in self.fields]

    # -- cells ---------------------------------------------------------------------------------------------------------

    def column_cells(self, column: ModelColumn) -> Sequence[Value]:
        """Return the cells of a column of a model."""
        kind = self.kind(column.field)
        shown = YES if column.total and kind in FIGURES else ""
        decimals = column.decimals if kind is FieldKind.AMOUNT else None
        named = (self.title(column.field), column.title)
        return (*named, column.width or None, column.alignment.label, shown, decimals)

    def sort_cells(self, key: SortKey) -> Sequence[Value]:
        """Return the cells of a sort key."""
        return self.title(key.field), WAYS[key.descending].label

    def group_cells(self, key: GroupKey) -> Sequence[Value]:
        """Return the cells of a group."""
        named = OWN_BLOCKS if key.field == OWN_GROUPS else self.title(key.field)
        return named, YES if key.subtotal else "", YES if key.page_break else ""


async def ask_column(frame: Frame, offered: OfferedFields, column: ModelColumn) -> ModelColumn | None:
    """Return the column filled, None when the box is closed without."""
    fields = (
        _field(offered.options()),
        card.text("title", "Titre (vide : usuel)", width=34, max_length=NAME_LENGTH),
        card.number("width", f"Largeur ({NARROWEST} à {WIDEST})", lowest=NARROWEST, highest=WIDEST),
        card.choice("alignment", "Alignement", ALIGNMENTS, mandatory=True),
        card.enabled_if(card.tick("total", "Total"), lambda values: offered.kind(values["field"]) in FIGURES),
        card.enabled_if(
            card.choice("decimals", "Décimales", DECIMALS, mandatory=True),
            lambda values: offered.kind(values["field"]) is FieldKind.AMOUNT,
        ),
    )
    values = {
        "field": column.field,
        "title": column.title,
        "width": column.width or None,
        "alignment": column.alignment,
        "total": column.total,
        "decimals": column.decimals,
    }
    answer = await frame.dialogs.fill("Colonne du modèle", CardSchema((Tab("", fields),)), values)
    return None if answer is None else _column(answer)


async def ask_sort(frame: Frame, offered: OfferedFields, key: SortKey) -> SortKey | None:
    """Return the sort key filled, None when the box is closed without."""
    fields = (_field(offered.options()), card.choice("way", "Ordre", WAYS, mandatory=True))
    values = {"field": key.field, "way": key.descending}
    answer = await frame.dialogs.fill("Clé de tri", CardSchema((Tab("", fields),)), values)
    return None if answer is None else SortKey(str(answer["field"]), bool(answer["way"]))


async def ask_group(frame: Frame, offered: OfferedFields, key: GroupKey) -> GroupKey | None:
    """Return the group filled, None when the box is closed without."""
    fields = (
        _field([Option(OWN_GROUPS, OWN_BLOCKS), *offered.options()]),
        card.tick("subtotal", "Sous-total"),
        card.tick("page_break", "Saut de page"),
    )
    values = {"field": key.field, "subtotal": key.subtotal, "page_break": key.page_break}
    answer = await frame.dialogs.fill("Groupe", CardSchema((Tab("", fields),)), values)
    if answer is None:
        return None
    return GroupKey(str(answer["field"]), bool(answer["subtotal"]), bool(answer["page_break"]))


def _field(options: list[Option]) -> FieldSpec:
    return card.choice("field", "Champ", options, mandatory=True)


def _column(values: Values) -> ModelColumn:
    return ModelColumn(
        field=str(values["field"]),
        title=str(values["title"] or "").strip(),
        width=cast("int | None", values["width"]) or 0,
        alignment=Alignment(str(values["alignment"])),
        total=bool(values["total"]),
        decimals=cast("int", values["decimals"]),
    )
