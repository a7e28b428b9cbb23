"""Modèles de libellé: labels kept to be chosen in the entry screens, their list and their card (ML)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.enums import JournalType
from tuicompta.core.labels import LABEL_LENGTH, TOKENS, check_template
from tuicompta.screens.cards.record_card import RecordCard
from tuicompta.screens.frame.actions import Action, some_row, writable
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.services.notes import note
from tuicompta.services.small_tables.label_models import (
    DELETION_RIGHT,
    KIND,
    LabelModel,
    delete_label_model,
    label_models,
    read_label_model,
    switch_label_model,
    write_label_model,
)
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.screens.frame.actions import Context
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key


def _change_some(context: Context) -> str | None:
    return writable(context) or some_row(context)


ACTIONS = (
    Action(
        "label_model_active",
        "Activer / Désactiver",
        "Propose les modèles choisis en saisie, ou non.",
        condition=_change_some,
    ),
)
COLUMNS = (
    Column("code", "Code", ColumnType.CODE, 10, mandatory=True),
    Column("label", "Libellé", width=30, stretch=True),
    Column("type", "Type de journal", width=19),
    Column("active", "Actif", ColumnType.TICK, 5),
)
ALL = "all"
TYPES = (Option(ALL, LabelModel.ALL), *(Option(kind.value, kind.label) for kind in JournalType if kind != "opening"))
TOKENS_SHOWN = " ".join(f"{{{token}}}" for token in TOKENS)
MAY_NOT_DELETE = f"Vous n'avez pas le droit «{DELETION_RIGHT}»"


class LabelModelCard(RecordCard):
    """One label model."""

    RECORD = "Modèle de libellé"
    HELP = "label_models"
    KIND = KIND

    def schema(self) -> CardSchema:
        """Return the fields of the card (ML-02)."""
        text = card.text("label", "Libellé", mandatory=True, width=56, max_length=LABEL_LENGTH)
        shown = card.starting(card.text("tokens", "Repères possibles", width=66, max_length=200), TOKENS_SHOWN)
        return CardSchema(
            (
                Tab(
                    "Modèle",
                    (
                        card.text("code", "Code", mandatory=True, width=12, max_length=10),
                        card.checked(text, lambda value: check_template(str(value))),
                        card.choice("type", "Type de journal", TYPES, mandatory=True),
                        card.tick("active", "Actif", default=True),
                        card.enabled_if(shown, lambda _: False),
                    ),
                ),
                Tab("Notes", (card.multiline("notes", "Notes", lines=12),)),
            )
        )

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a model."""
        identifier = cast("int", key)
        model, version = read_label_model(self.dossier.database, identifier)
        return {
            "code": model.code,
            "label": model.label,
            "type": model.journal_type.value if model.journal_type else ALL,
            "active": model.active,
            "notes": note(self.dossier.database, KIND, identifier),
        }, version

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write a model."""
        kind = None if values["type"] == ALL else JournalType(str(values["type"]))
        model = LabelModel(str(values["code"]), str(values["label"]), kind, bool(values["active"]))
        notes = str(values["notes"] or "")
        return write_label_model(self.dossier, cast("int | None", self.key), model, notes=notes, version=version)

    def remove_record(self, key: Key) -> None:
        """Delete a model, used or not (ML-04)."""
        delete_label_model(self.dossier, cast("int", key))

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:  # noqa: ARG002 (of the base class)
        """Return what a copy does not keep: the code."""
        return {"code": "", "notes": ""}

    def why_not_delete(self) -> str | None:
        """Ask for the right of deletion (ML-06)."""
        return self.why_not_save() or (None if self.frame.session.may(DELETION_RIGHT) else MAY_NOT_DELETE)


class LabelModelsWindow(ListWindow):
    """The label models by code; those that are not active stay in the list (ML-03)."""

    WANTS_DOSSIER = True
    MAIN = "Modifier"
    HELP = "label_models"
    OFFERS: ClassVar[tuple[str, ...]] = (
        "new",
        "modify",
        "delete",
        "duplicate",
        "label_model_active",
        *(name for name in ListWindow.OFFERS if name not in {"new", "modify", "delete", "duplicate"}),
    )

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        super().__init__()

    def definition(self) -> ListDefinition:
        """Return the label models."""
        return ListDefinition("label_models", "Modèles de libellé", COLUMNS, MemoryTable(COLUMNS, self._read))

    def _read(self) -> list[Row]:
        return [_row(key, model) for key, model in label_models(self._dossier.database)]

    def shown(self) -> None:
        """Read again on coming back."""
        self.refresh_rows(self.list.selection()[0] if len(self.list.selection()) == 1 else None)

    do_main = ListWindow.do_modify

    def why_not_main(self) -> str | None:
        """Ask for a row."""
        return some_row(self)

    def why_not_delete(self) -> str | None:
        """Ask for a row and for the right of deletion (ML-06)."""
        return super().why_not_delete() or (None if self.frame.session.may(DELETION_RIGHT) else MAY_NOT_DELETE)

    async def open_row(self, key: Key) -> None:
        """Open the card of a model."""
        await self.frame.windows.open(LabelModelCard(self._dossier, key, origin=self))

    async def open_new(self) -> None:
        """Open a blank card."""
        await self.frame.windows.open(LabelModelCard(self._dossier, origin=self))

    async def open_copy(self, key: Key) -> None:
        """Open a copy without code."""
        await self.frame.windows.open(LabelModelCard(self._dossier, origin=self, copy_of=key))

    def delete_row(self, key: Key) -> None:
        """Delete a model, used or not (ML-04)."""
        if isinstance(key, int):
            delete_label_model(self._dossier, key)

    def do_label_model_active(self) -> None:
        """Make the selected models active, or no more (ML-03)."""
        keys = [key for key in self.list.selection() if isinstance(key, int)]
        for key in keys:
            switch_label_model(self._dossier, key)
        self.refresh_rows(keys[0] if len(keys) == 1 else None)


def _row(key: int, model: LabelModel) -> Row:
    kind = model.journal_type.label if model.journal_type else LabelModel.ALL
    return Row(key, (model.code, model.label, kind, model.active), voice="normal" if model.active else "quiet")
