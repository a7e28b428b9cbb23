"""The categories that the user adds to those of «Ma trésorerie», and their card (SPT-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.practical.categories import LABEL_LENGTH
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.screens.accounts.account_choices import AccountChoices, detail_account
from tuicompta.screens.cards.record_card import RecordCard
from tuicompta.screens.lists.record_list import RecordList
from tuicompta.services.practical.categories import (
    KIND,
    OwnCategory,
    delete_category,
    own_categories,
    read_category,
    write_category,
)
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuicompta.widgets.rows import Key

COLUMNS = (
    Column("label", "Catégorie", width=30, stretch=True, mandatory=True),
    Column("kind", "Opération", width=13),
    Column("account", "Compte", ColumnType.CODE, 10),
    Column("vat", "TVA", ColumnType.TICK, 3),
)
OPERATIONS = tuple(Option(kind.value, kind.label) for kind in (PracticalKind.RECEIPT, PracticalKind.EXPENSE))


class CategoryCard(RecordCard):
    """One category of the user."""

    RECORD = "Catégorie"
    HELP = "practical_cash"
    KIND = KIND

    def schema(self) -> CardSchema:
        """Return the fields: label, operation, account, VAT."""
        accounts = AccountChoices(self.dossier, detail_account)
        made = (
            card.text("label", "Libellé", mandatory=True, width=42, max_length=LABEL_LENGTH),
            card.choice("kind", "Opération", OPERATIONS, mandatory=True),
            card.linked("account", "Compte", accounts, mandatory=True, width=50),
            card.tick("vat", "Avec TVA"),
        )
        return CardSchema((Tab("", made),))

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a category."""
        category, version = read_category(self.dossier.database, cast("int", key))
        return {**category._asdict(), "kind": category.kind.value}, version

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write a category."""
        kind = PracticalKind(str(values["kind"]))
        category = OwnCategory(kind, str(values["label"]), str(values["account"]), bool(values["vat"]))
        return write_category(self.dossier, category, cast("int | None", self.key), version)

    def remove_record(self, key: Key) -> None:
        """Delete a category; what was entered with it stays (INVT-04)."""
        delete_category(self.dossier, cast("int", key))

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:  # noqa: ARG002 (of the base class)
        """Return what a copy does not keep: the label."""
        return {"label": ""}


class CategoriesWindow(RecordList):
    """The categories of the user."""

    TITLE = "Catégories de trésorerie"
    HELP = "practical_cash"
    NAME = "cash_categories"
    COLUMNS = COLUMNS
    CARD: ClassVar[type[RecordCard]] = CategoryCard

    def read_rows(self) -> Iterable[Row]:
        """Return the categories."""
        for key, category in own_categories(self.dossier.database):
            yield Row(key, (category.label, category.kind.label, category.account, category.vat))

    def delete_row(self, key: Key) -> None:
        """Delete a category (INVT-04)."""
        delete_category(self.dossier, cast("int", key))
