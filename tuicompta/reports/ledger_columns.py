"""Columns of the ledgers (ETGL-01): the usual ones, those on option, those of the block."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any, Final, NamedTuple

from tuicompta.reports.model import Column, ColumnType, Value
from tuicompta.reports.scope import Scope

# In the order of the report; the option that shows a column, nothing when it is always there.
_COLUMNS: Final = (
    (Column("control_account", "Collectif", group=True), "collectif"),
    (Column("account", "Compte", group=True), ""),
    (Column("title", "Intitulé", group=True), ""),
    (Column("third_party", "Tiers", group=True), ""),
    (Column("date", "Date", ColumnType.DATE), ""),
    (Column("journal", "Journal", preferred=7, narrowest=3), ""),
    (Column("piece", "Pièce", preferred=12, narrowest=5), ""),
    (Column("document", "Document", preferred=12, narrowest=5), "document"),
    (Column("label", "Libellé", preferred=40, narrowest=10), ""),
    (Column("due_date", "Échéance", ColumnType.DATE), "echeance"),
    (Column("counterpart", "Contrepartie", preferred=10, narrowest=6), "contrepartie"),
    (Column("lettering", "Lettrage", preferred=8, narrowest=3), ""),
    (Column("debit", "Débit", ColumnType.AMOUNT), ""),
    (Column("credit", "Crédit", ColumnType.AMOUNT), ""),
    (Column("balance", "Solde progressif", ColumnType.BALANCE), ""),
    (Column("status", "Statut", preferred=6, narrowest=1), "statut"),
)
_PLACES: Final = {column.key: place for place, (column, _) in enumerate(_COLUMNS)}
_BLANK: Final[tuple[Value, ...]] = tuple("" if column.type is ColumnType.TEXT else None for column, _ in _COLUMNS)


class LedgerColumns(NamedTuple):
    """The columns of one ledger, and what takes theirs out of something given for every column."""

    columns: tuple[Column, ...]
    pick: Callable[[tuple[Any, ...]], tuple[Any, ...]]

    def row(self, **values: Value) -> tuple[Value, ...]:
        """Return the values of a row by the keys of the columns, blank elsewhere."""
        every = list(_BLANK)
        for key, value in values.items():
            every[_PLACES[key]] = value
        return self.pick(tuple(every))


def ledger_columns(scope: Scope, *, with_control: bool) -> LedgerColumns:
    """Return the columns that a request shows."""
    places = [
        place
        for place, (_, option) in enumerate(_COLUMNS)
        if not option or (with_control if option == "collectif" else scope.marked(option))
    ]
    return LedgerColumns(tuple(_COLUMNS[place][0] for place in places), itemgetter(*places))
