"""The records of small tables as linked fields offer them: payment methods, payment terms, banks, journals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.enums import JournalType
from tuicompta.services.banks.bank_ties import treasury_journals
from tuicompta.services.banks.banks import bank_rows
from tuicompta.services.small_tables.payment_methods import method_rows
from tuicompta.widgets.choices import MemoryChoices
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tuicompta.services.dossiers.dossier import Dossier

COLUMNS = (Column("code", "Code", ColumnType.CODE, 8), Column("label", "Libellé", width=40))


class RecordChoices(MemoryChoices):
    """Records known by their code; `card` is the function that opens their card (FLD-01, DDL-09).

    `begins` tells what a new card opened from there is given beside the code typed: a journal begins of a type.
    """

    def __init__(
        self,
        read: Callable[[], Iterable[tuple[str, str]]],
        card: str,
        begins: Callable[[], Mapping[str, object]] = dict,
    ) -> None:
        super().__init__(COLUMNS, lambda: [Row(code, (code, label)) for code, label in read()])
        self.card = card
        self.begins = begins


def method_choices(dossier: Dossier) -> RecordChoices:
    """Return the payment methods."""
    return RecordChoices(lambda: [(row.code, row.label) for row in method_rows(dossier.database)], "method_card")


def bank_choices(dossier: Dossier) -> RecordChoices:
    """Return the banks."""
    return RecordChoices(lambda: [(row.code, row.name) for row in bank_rows(dossier.database)], "bank_card")


def treasury_choices(dossier: Dossier, account: Callable[[], str]) -> RecordChoices:
    """Return the active journals of type Trésorerie; a new one is of that type, its counterpart the account given."""

    def begins() -> dict[str, object]:
        return {"kind": JournalType.TREASURY, "counterpart": account()}

    return RecordChoices(lambda: treasury_journals(dossier.database), "journal_card", begins)
