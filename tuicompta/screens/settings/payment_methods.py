"""Moyens de paiement: the payment methods of the dossier (MOYP)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.screens.lists.record_list import RecordList
from tuicompta.screens.settings.method_card import MethodCard
from tuicompta.services.small_tables.payment_methods import delete_method, method_rows
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.widgets.rows import Key


class PaymentMethodsWindow(RecordList):
    """The payment methods, by code."""

    TITLE = "Moyens de paiement"
    HELP = "payment_methods"
    NAME = "payment_methods"
    CARD = MethodCard
    COLUMNS = (
        Column("code", "Code", ColumnType.CODE, 8, mandatory=True),
        Column("label", "Libellé", width=26, stretch=True),
        Column("nature", "Nature", width=22),
        Column("bank", "Banque par défaut", width=17),
    )

    def read_rows(self) -> Iterable[Row]:
        """Return the methods."""
        for found in method_rows(self.dossier.database):
            bank = f"{found.bank_code} {found.bank_name}".strip()
            yield Row(found.id, (found.code, found.label, found.nature.label, bank))

    def delete_row(self, key: Key) -> None:
        """Delete a method that nothing uses (MOYP-04)."""
        if isinstance(key, int):
            delete_method(self.dossier, key)
