"""Columns of the ledgers (ETGL-01): the usual ones, those on option, those of the block."""

from typing import Final

from tuicompta.reports.column_set import ColumnSet
from tuicompta.reports.model import Column, ColumnType
from tuicompta.reports.scope import Scope

_CONTROL = "collectif"
_COLUMNS: Final = (
    (Column("control_account", "Collectif", group=True), _CONTROL),
    (Column("account", "Compte", group=True), ""),
    (Column("title", "Intitulé", group=True), ""),
    (Column("third_party", "Tiers", group=True), ""),
    (Column("date", "Date", ColumnType.DATE), ""),
    (Column("journal", "Journal", preferred=7, narrowest=3), ""),
    (Column("piece", "Pièce", preferred=12, narrowest=5), ""),
    (Column("document", "Document", preferred=12, narrowest=5), "document"),
    (Column("label", "Libellé", preferred=40, narrowest=10, flexible=True), ""),
    (Column("due_date", "Échéance", ColumnType.DATE), "echeance"),
    (Column("counterpart", "Contrepartie", preferred=10, narrowest=6), "contrepartie"),
    (Column("lettering", "Lettrage", preferred=8, narrowest=3), ""),
    (Column("debit", "Débit", ColumnType.AMOUNT, carried=True), ""),
    (Column("credit", "Crédit", ColumnType.AMOUNT, carried=True), ""),
    (Column("balance", "Solde progressif", ColumnType.BALANCE, carried=True), ""),
    (Column("status", "Statut", preferred=6, narrowest=1), "statut"),
)


def ledger_columns(scope: Scope, *, with_control: bool) -> ColumnSet:
    """Return the columns that a request shows."""
    return ColumnSet(_COLUMNS, lambda key: with_control if key == _CONTROL else scope.marked(key))
