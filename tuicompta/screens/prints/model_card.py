"""Modèle d'état: the editor of a model, its columns, its order, its texts (EDM-01 to EDM-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.report_models.checks import NAME_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from tuicompta.core.report_models.model import GroupKey, ModelColumn, Orientation, ReportModel, SortKey
from tuicompta.core.report_models.page_width import LANDSCAPE_CELLS, PORTRAIT_CELLS, overflow, total_width
from tuicompta.core.report_models.texts import TOKENS
from tuicompta.reports.catalogue import SPECS, find_report
from tuicompta.reports.models.fields import offered_fields
from tuicompta.reports.request import Request
from tuicompta.screens.cards.line_acts import COPIED
from tuicompta.screens.cards.record_card import RecordCard
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.prints import model_lines as lines
from tuicompta.screens.prints.model_filters import SHOWN, ask_filters, shown_filter
from tuicompta.screens.prints.report_computing import computed
from tuicompta.screens.prints.report_window import ReportWindow
from tuicompta.services.prints.report_model_saving import check_report_model, copy_of_system, write_model
from tuicompta.services.prints.report_models import KIND, delete_model, free_name, read_model
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Section, Tab
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.table import TableField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.screens.prints.model_filters import Filters
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import Values
    from tuicompta.widgets.columns import Value
    from tuicompta.widgets.rows import Key

ACTIONS = (
    Action("preview_model", "Aperçu", "L'état ainsi présenté, sur l'exercice courant.", ("alt+v",), short="Aperçu"),
    Action("model_filters", "Filtres proposés", "Ceux que la page de filtres propose avec le modèle."),
)
REPORTS = tuple(Option(spec.name, spec.title) for spec in SPECS)
ORIENTATIONS = tuple(Option(each.value, each.label) for each in Orientation)
REPEATED = " ".join(f"{{{token}}}" for token in TOKENS)
UNNAMED = "Aperçu"
COLUMNS_SHOWN, KEYS_SHOWN, FILTERS_SHOWN = 11, 3, 5


class ReportModelCard(RecordCard):
    """One model of a report; a new one begins as a copy of the delivered model of `report` (EDM-01)."""

    RECORD = "Modèle d'état"
    HELP = "report_models"
    KIND = KIND
    OFFERS: ClassVar[tuple[str, ...]] = (
        "save",
        "preview_model",
        "model_filters",
        *COPIED,
        *(name for name in RecordCard.OFFERS if name != "save"),
    )

    def __init__(
        self,
        dossier: Dossier,
        key: Key = None,
        *,
        origin: ListWindow | None = None,
        copy_of: Key = None,
        report: str = "",
    ) -> None:
        self._report = report or SPECS[0].name
        self._offered: dict[str, lines.OfferedFields] = {}
        super().__init__(dossier, key, origin=origin, copy_of=copy_of)

    def schema(self) -> CardSchema:
        """Return the tabs of the card."""
        return CardSchema(
            (
                Tab("Modèle", self._of_model()),
                Tab("Colonnes", (card.stacked(FieldSpec("columns", self._columns, default=())), _shown_width())),
                Tab("Tri et groupes", (*self._of_order(), Section("Filtres proposés (F8 les change)"), self._shown())),
                Tab("Textes", _of_texts()),
            )
        )

    def caption(self, values: Mapping[str, object]) -> str:
        """Name the model."""
        return str(values["name"] or "")

    def blank(self) -> Mapping[str, object]:
        """Begin as the delivered model."""
        return self._values(copy_of_system(self.dossier, self._report))

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a model."""
        model, version = read_model(self.dossier.database, cast("int", key))
        self._report = model.report
        return self._values(model), version

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write a model, and tell by how much it goes beyond its page (EDM-05)."""
        model = self._model(values)
        stored = write_model(self.dossier, cast("int | None", self.key), model, version=version)
        if excess := check_report_model(self.dossier, model):
            self.frame.say(_too_wide(excess), warning=True)
        return stored

    async def do_save(self) -> None:  # type: ignore[override]
        """Write without closing, leaving a warning of the save in view."""
        if await self.saved() and not overflow(self._model(self.card.state.values), self._fields.fields):
            self.frame.say("Enregistré")

    def remove_record(self, key: Key) -> None:
        """Delete a model; its report stays."""
        delete_model(self.dossier, cast("int", key))

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Return what a copy does not keep: the name."""
        name = f"{values['name']}"[:NAME_LENGTH]
        return {"name": free_name(self.dossier.database, str(values["report"]), name)}

    # -- acts ----------------------------------------------------------------------------------------------------------

    async def do_preview_model(self) -> None:
        """Show the report of the current fiscal year laid out by what is typed, saved or not (EDM-06)."""
        if not self.card.leave_current():
            return
        values = self.card.state.values
        model = self._model({**values, "name": str(values["name"] or "").strip() or UNNAMED})
        check_report_model(self.dossier, model)
        request = Request(model.report)
        shown = await computed(self.frame, self.dossier, request, model)
        again = lambda: computed(self.frame, self.dossier, request, model)  # noqa: E731
        await self.frame.windows.open(ReportWindow(self.dossier, shown, again))

    async def do_model_filters(self) -> None:
        """Choose the filters that the model proposes."""
        self.card.leave_current()
        values = self.card.state.values
        found = await ask_filters(self.frame, self.dossier, self._report, dict(cast("Filters", values["filters"])))
        if found is not None:
            self.card.give({"filters": found})
            self._changed()

    def why_not_model_filters(self) -> str | None:
        """Ask for a card that can be changed."""
        return self.read_only_reason()

    # -- fields --------------------------------------------------------------------------------------------------------

    @property
    def _fields(self) -> lines.OfferedFields:
        """The fields of the report of the card."""
        if self._report not in self._offered:
            fields = offered_fields(self.dossier, find_report(self._report))
            self._offered[self._report] = lines.OfferedFields(fields)
        return self._offered[self._report]

    def _of_model(self) -> tuple[FieldSpec, ...]:
        report = card.choice("report", "État", REPORTS, mandatory=True)
        return (
            card.text("name", "Nom", mandatory=True, width=44, max_length=NAME_LENGTH),
            card.enabled_if(report, lambda _: self.key is None),
            card.choice("orientation", "Orientation", ORIENTATIONS, mandatory=True),
            card.tick("logo", "Logo de la société"),
        )

    def _columns(self) -> TableField:
        field = TableField("columns", "Colonnes", lines.COLUMNS, self._cells, lines=COLUMNS_SHOWN, width=74)
        field.editable = True
        field.added = lambda: ModelColumn(self._fields.free(self._taken("columns")))
        field.filled = lambda column: lines.ask_column(self.frame, self._fields, column)
        return field

    def _cells(self, column: ModelColumn) -> Sequence[Value]:
        return self._fields.column_cells(column)

    def _of_order(self) -> tuple[FieldSpec, ...]:
        return (FieldSpec("sorts", self._sorts, default=()), FieldSpec("groups", self._groups, default=()))

    def _sorts(self) -> TableField:
        field = TableField("sorts", "Tri", lines.SORTS, self._sort_cells, lines=KEYS_SHOWN, width=52, editable=True)
        field.added = lambda: SortKey(self._fields.free(self._taken("sorts")))
        field.filled = lambda key: lines.ask_sort(self.frame, self._fields, key)
        return field

    def _groups(self) -> TableField:
        field = TableField(
            "groups", "Groupes", lines.GROUPS, self._group_cells, lines=KEYS_SHOWN, width=52, editable=True
        )
        field.added = lambda: GroupKey(self._fields.free(self._taken("groups")))
        field.filled = lambda key: lines.ask_group(self.frame, self._fields, key)
        return field

    def _sort_cells(self, key: SortKey) -> Sequence[Value]:
        return self._fields.sort_cells(key)

    def _group_cells(self, key: GroupKey) -> Sequence[Value]:
        return self._fields.group_cells(key)

    def _shown(self) -> FieldSpec:
        made = lambda: TableField("filters", "Filtres", SHOWN, shown_filter, lines=FILTERS_SHOWN, width=66)  # noqa: E731
        return FieldSpec("filters", made, default=())

    def _taken(self, table: str) -> list[str]:
        keys = cast("tuple[ModelColumn | SortKey | GroupKey, ...]", self.card.state.values[table])
        return [key.field for key in keys]

    # -- values --------------------------------------------------------------------------------------------------------

    def _values(self, model: ReportModel) -> dict[str, object]:
        values: dict[str, object] = {
            "name": model.name,
            "report": model.report,
            "orientation": model.orientation.value,
            "logo": model.logo,
            "columns": model.columns,
            "sorts": model.sorts,
            "groups": model.groups,
            "filters": tuple(model.filters.items()),
            "title": model.title,
            "head": model.head,
            "foot": model.foot,
        }
        return {**values, "total_width": self._width(model)}

    def _model(self, values: Values) -> ReportModel:
        return ReportModel(
            name=str(values["name"] or ""),
            report=str(values["report"]),
            columns=cast("tuple[ModelColumn, ...]", values["columns"]),
            orientation=Orientation(str(values["orientation"])),
            sorts=cast("tuple[SortKey, ...]", values["sorts"]),
            groups=cast("tuple[GroupKey, ...]", values["groups"]),
            filters=dict(cast("Filters", values["filters"])),
            title=str(values["title"] or ""),
            head=str(values["head"] or ""),
            foot=str(values["foot"] or ""),
            logo=bool(values["logo"]),
        )

    def _changed(self) -> None:
        """Take the columns of another report; tell how wide the columns are, which is not to be saved."""
        state = self.card.state
        if state.values["report"] != self._report:
            self._report = str(state.values["report"])
            fresh = self._values(copy_of_system(self.dossier, self._report))
            self.card.give({name: fresh[name] for name in ("name", "columns", "sorts", "groups", "filters")})
        width = {"total_width": self._width(self._model(state.values))}
        self.card.give(width)
        state.saved.update(width)
        super()._changed()

    def _width(self, model: ReportModel) -> str:
        fields = self._fields.fields
        page = PORTRAIT_CELLS if model.orientation is Orientation.PORTRAIT else LANDSCAPE_CELLS
        excess = overflow(model, fields)
        told = f" : {excess} de trop" if excess else ""
        return f"{total_width(model, fields)} sur {page} caractères{told}"


def _shown_width() -> FieldSpec:
    width = card.text("total_width", "Largeur totale", width=44)
    return card.enabled_if(width, lambda _: False)


def _of_texts() -> tuple[FieldSpec | Section, ...]:
    return (
        card.text("title", "Titre", width=50, max_length=TITLE_LENGTH),
        card.stacked(card.multiline("head", "En-tête", lines=4, max_length=TEXT_LENGTH)),
        card.stacked(card.multiline("foot", "Pied", lines=4, max_length=TEXT_LENGTH)),
        Section(f"Repères : {REPEATED}"),
    )


def _too_wide(excess: int) -> str:
    return f"Enregistré. Les colonnes dépassent la page de {excess} caractère{'s' if excess > 1 else ''}"
