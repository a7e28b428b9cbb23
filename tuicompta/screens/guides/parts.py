"""Définitions et formules de guide: their lists and their cards (SGF-02 to SGF-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.guides.texts import DEFINITION_NAME_LENGTH, FIXED_LENGTH, SUFFIX_LENGTH, Definition, Prefix
from tuicompta.core.text import clean_text
from tuicompta.screens.cards.record_card import RecordCard
from tuicompta.screens.lists.record_list import RecordList
from tuicompta.services.guides.parts import (
    DEFINITION_KIND,
    FORMULA_KIND,
    FORMULA_LENGTH,
    FormulaUse,
    OwnFormula,
    definition_rows,
    delete_definition,
    delete_formula,
    formula_rows,
    model_using_definition,
    model_using_formula,
    read_definition,
    read_formula,
    write_definition,
    write_formula,
)
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Tab
from tuicompta.widgets.columns import Column
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.text import LineField
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuicompta.widgets.rows import Key

PREFIXES = tuple(Option(prefix.value, prefix.label) for prefix in Prefix)
USES = tuple(Option(use.value, use.label) for use in FormulaUse)


class JoinedText(LineField):
    """A text that is joined to another: the blanks at its ends count («mars» + « 2026»)."""

    def read(self, text: str) -> object:
        """Take the text with its blanks."""
        return clean_text(text)


def _joined(name: str, label: str, length: int) -> FieldSpec:
    return FieldSpec(name, lambda: JoinedText(name, label, width=length + 2, max_length=length), default="")


class DefinitionCard(RecordCard):
    """One definition; its first field is its name."""

    RECORD = "Définition de guide"
    HELP = "guide_models"
    KIND = DEFINITION_KIND

    def schema(self) -> CardSchema:
        """Return the fields of SGF-03."""
        fixed = _joined("text", "Texte fixe", FIXED_LENGTH)
        fields = (
            card.text("name", "Libellé", mandatory=True, width=34, max_length=DEFINITION_NAME_LENGTH),
            card.choice("prefix", "Préfixe", PREFIXES, mandatory=True),
            card.enabled_if(fixed, lambda values: values["prefix"] == Prefix.TEXT),
            _joined("suffix", "Suffixe", SUFFIX_LENGTH),
        )
        return CardSchema((Tab("Définition", fields),))

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a definition."""
        found, version = read_definition(self.dossier.database, cast("int", key))
        return {
            "name": found.name,
            "prefix": found.prefix.value,
            "text": found.text,
            "suffix": found.suffix,
        }, version

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write a definition that no model uses."""
        prefix = Prefix(str(values["prefix"]))
        made = Definition(str(values["name"]), prefix, str(values["text"] or ""), str(values["suffix"] or ""))
        return write_definition(self.dossier, cast("int | None", self.key), made, version=version)

    def remove_record(self, key: Key) -> None:
        """Delete a definition that no model uses."""
        delete_definition(self.dossier, cast("int", key))

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:  # noqa: ARG002 (of the base class)
        """Return what a copy does not keep: the name."""
        return {"name": ""}

    def why_not_save(self) -> str | None:
        """Refuse once a model uses it (SGF-04)."""
        used = model_using_definition(self.dossier.database, self.key) if isinstance(self.key, int) else ""
        return super().why_not_save() or (f"Utilisée par le modèle «{used}»" if used else None)

    why_not_main = why_not_delete = why_not_save


class FormulaCard(RecordCard):
    """One own formula; its first field is its name."""

    RECORD = "Formule de guide"
    HELP = "guide_models"
    KIND = FORMULA_KIND

    def schema(self) -> CardSchema:
        """Return the fields: a name, what it gives, its text (SGF-02)."""
        fields = (
            card.text("name", "Libellé", mandatory=True, width=34, max_length=DEFINITION_NAME_LENGTH),
            card.choice("use", "Donne", USES, mandatory=True),
            card.text("formula", "Formule", mandatory=True, width=50, max_length=FORMULA_LENGTH),
        )
        return CardSchema((Tab("Formule", fields),))

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a formula."""
        found, version = read_formula(self.dossier.database, cast("int", key))
        return {"name": found.name, "use": found.use.value, "formula": found.formula}, version

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write a formula that no model uses."""
        made = OwnFormula(str(values["name"]), FormulaUse(str(values["use"])), str(values["formula"]))
        return write_formula(self.dossier, cast("int | None", self.key), made, version=version)

    def remove_record(self, key: Key) -> None:
        """Delete a formula that no model uses."""
        delete_formula(self.dossier, cast("int", key))

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:  # noqa: ARG002 (of the base class)
        """Return what a copy does not keep: the name."""
        return {"name": ""}

    def why_not_save(self) -> str | None:
        """Refuse once a model uses it (SGF-04)."""
        used = model_using_formula(self.dossier.database, self.key) if isinstance(self.key, int) else ""
        return super().why_not_save() or (f"Utilisée par le modèle «{used}»" if used else None)

    why_not_main = why_not_delete = why_not_save


class DefinitionsWindow(RecordList):
    """The piece-number and label definitions, by name."""

    TITLE = "Définitions de guide"
    HELP = "guide_models"
    NAME = "guide_definitions"
    CARD = DefinitionCard
    COLUMNS = (
        Column("name", "Libellé", width=30, stretch=True, mandatory=True),
        Column("prefix", "Préfixe", width=24),
        Column("text", "Texte fixe", width=16),
        Column("suffix", "Suffixe", width=10),
        Column("model", "Utilisée par", width=20),
    )

    def read_rows(self) -> Iterable[Row]:
        """Return the definitions."""
        for key, found, model in definition_rows(self.dossier.database):
            yield Row(key, (found.name, found.prefix.label, found.text, found.suffix, model))

    def delete_row(self, key: Key) -> None:
        """Delete a definition that no model uses (SGF-04)."""
        if isinstance(key, int):
            delete_definition(self.dossier, key)


class FormulasWindow(RecordList):
    """The own formulas, by name."""

    TITLE = "Formules de guide"
    HELP = "guide_models"
    NAME = "guide_formulas"
    CARD = FormulaCard
    COLUMNS = (
        Column("name", "Libellé", width=30, stretch=True, mandatory=True),
        Column("use", "Donne", width=16),
        Column("formula", "Formule", width=28),
        Column("model", "Utilisée par", width=20),
    )

    def read_rows(self) -> Iterable[Row]:
        """Return the formulas."""
        for key, found, model in formula_rows(self.dossier.database):
            yield Row(key, (found.name, found.use.label, found.formula, model))

    def delete_row(self, key: Key) -> None:
        """Delete a formula that no model uses (SGF-04)."""
        if isinstance(key, int):
            delete_formula(self.dossier, key)
