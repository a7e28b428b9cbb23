"""Modes de règlement: the payment terms of the dossier (MR)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.screens.lists.record_list import RecordList
from tuicompta.screens.settings.term_card import TermCard
from tuicompta.services.small_tables.payment_terms import delete_term, read_term, term_rows
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.detailed_rows import Detail
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.widgets.rows import Key

LINE_COLUMNS = (
    Column("percent", "%", ColumnType.NUMBER, 6),
    Column("days", "Jours", ColumnType.NUMBER, 5),
    Column("type", "Type de règlement", width=17),
    Column("day", "Jour", ColumnType.NUMBER, 4),
    Column("method", "Moyen", width=6),
)


class PaymentTermsWindow(RecordList):
    """The payment terms, by code."""

    TITLE = "Modes de règlement"
    HELP = "payment_terms"
    NAME = "payment_terms"
    CARD = TermCard
    COLUMNS = (
        Column("code", "Code", ColumnType.CODE, 8, mandatory=True),
        Column("label", "Libellé", width=30, stretch=True),
        Column("lines", "Lignes", ColumnType.NUMBER, 6),
        Column("accounts", "Comptes", ColumnType.NUMBER, 8),
    )

    def details(self) -> tuple[Detail, ...]:
        """Return the lines of a term."""
        return (Detail("lines", "Lignes", LINE_COLUMNS, self._lines),)

    def read_rows(self) -> Iterable[Row]:
        """Return the terms."""
        for found in term_rows(self.dossier.database):
            yield Row(found.id, (found.code, found.label, found.lines, found.accounts))

    def delete_row(self, key: Key) -> None:
        """Delete a term that no account has (MR-16)."""
        if isinstance(key, int):
            delete_term(self.dossier, key)

    def _lines(self, key: Key) -> Iterable[Row]:
        term = read_term(self.dossier.database, int(str(key)))[0]
        for rank, one in enumerate(term.lines):
            percent, days, kind, day, _ = one.line
            yield Row(rank, (format_amount(percent), days, kind.label, day, one.method))
