"""Moyen de paiement: the card of a payment method (MOYP)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.payment_methods import PaymentNature
from tuicompta.screens.cards.coded_card import CodedCard, code_field
from tuicompta.screens.cards.record_choices import bank_choices
from tuicompta.services.small_tables.payment_methods import (
    CODE_LENGTH,
    KIND,
    LABEL_LENGTH,
    PaymentMethod,
    delete_method,
    is_method_used,
    method_id,
    read_method,
    write_method,
)
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.fields.choice import Option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key

NATURES = tuple(Option(nature.value, nature.label) for nature in PaymentNature)


class MethodCard(CodedCard):
    """One payment method."""

    RECORD = "Moyen de paiement"
    HELP = "payment_methods"
    KIND = KIND
    _used = False

    def schema(self) -> CardSchema:
        """Return the fields; the nature is locked once a payment or a due date uses the method (MOYP-04)."""
        nature = card.choice("nature", "Nature", NATURES, mandatory=True)
        fields = (
            code_field("Code", CODE_LENGTH),
            card.text("label", "Libellé", mandatory=True, width=46, max_length=LABEL_LENGTH),
            card.enabled_if(nature, lambda _: not self._used),
            card.linked("bank", "Banque par défaut", bank_choices(self.dossier), creatable=True),
        )
        return CardSchema(
            (Tab("Moyen de paiement", fields), Tab("Notes", (card.multiline("notes", "Notes", lines=12),)))
        )

    def find(self, dossier: Dossier, code: str) -> Key:
        """Return the method of a code."""
        return method_id(dossier.database, code)

    def caption(self, values: Mapping[str, object]) -> str:
        """Name the method by its code and label."""
        return f"{values['code'] or ''} {values['label'] or ''}".strip()

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a method."""
        method, version = read_method(self.dossier.database, cast("int", key))
        self._used = is_method_used(self.dossier.database, cast("int", key))
        values = {"code": method.code, "label": method.label, "nature": method.nature.value, "bank": method.bank}
        return {**values, "notes": self.notes_of(key)}, version

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write a method."""
        bank = str(values["bank"]) if values["bank"] else None
        method = PaymentMethod(str(values["code"]), str(values["label"]), PaymentNature(str(values["nature"])), bank)
        known = cast("int | None", self.key)
        return write_method(self.dossier, known, method, notes=str(values["notes"] or ""), version=version)

    def remove_record(self, key: Key) -> None:
        """Delete a method that nothing uses."""
        delete_method(self.dossier, cast("int", key))

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:  # noqa: ARG002 (of the base class)
        """Return what a copy does not keep: the code."""
        self._used = False
        return {"code": "", "notes": ""}
