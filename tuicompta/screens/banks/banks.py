"""Banques: the banks of the dossier (BANK)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.bank_details import grouped
from tuicompta.screens.banks.bank_card import BankCard
from tuicompta.screens.frame.actions import one_row
from tuicompta.screens.lists.record_list import RecordList
from tuicompta.services.banks.bank_writing import delete_bank
from tuicompta.services.banks.banks import bank_rows, read_bank
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.widgets.rows import Key


class BanksWindow(RecordList):
    """The banks, by code."""

    TITLE = "Banques"
    HELP = "banks"
    NAME = "banks"
    CARD = BankCard
    COLUMNS = (
        Column("code", "Code", ColumnType.CODE, 6, mandatory=True),
        Column("name", "Nom de la banque", width=18, stretch=True),
        Column("account", "Compte", ColumnType.CODE, 10),
        Column("journal", "Journal", ColumnType.CODE, 7),
        Column("iban", "IBAN", width=33),
        Column("bic", "BIC", width=11),
    )
    OFFERS: ClassVar[tuple[str, ...]] = ("consult", *RecordList.OFFERS)

    def read_rows(self) -> Iterable[Row]:
        """Return the banks."""
        for found in bank_rows(self.dossier.database):
            yield Row(found.id, (found.code, found.name, found.account, found.journal, grouped(found.iban), found.bic))

    def delete_row(self, key: Key) -> None:
        """Delete a bank that nothing uses (BANK-15)."""
        if isinstance(key, int):
            delete_bank(self.dossier, key)

    async def do_consult(self) -> None:
        """Consult the account of the bank (KEY-27)."""
        key = self.list.selection()[0]
        await self.frame.open("consultation", number=read_bank(self.dossier.database, int(str(key)))[0].account)

    def why_not_consult(self) -> str | None:
        """Ask for one row."""
        return one_row(self)
