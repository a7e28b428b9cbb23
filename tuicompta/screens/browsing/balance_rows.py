"""The trial balance as rows, with its sub-totals by class and by root (BALI-10, BALI-12 to BALI-14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tuicompta.reports.balances.totals import RootTotals, root_caption
from tuicompta.widgets.arrangement import Arrangement, ShownColumn
from tuicompta.widgets.columns import Column, ColumnType, Summary
from tuicompta.widgets.list_definition import OWN_VIEW, SYSTEM, MemoryTable, SystemView
from tuicompta.widgets.memory_rows import MemoryRows
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tuicompta.reports.interactive.trial_balance import BalanceAccount
    from tuicompta.widgets.columns import Value


def _more(identifier: str, title: str, *, signed: bool = False, total: bool = True) -> Column:
    return Column(identifier, title, ColumnType.AMOUNT, 13, signed=signed, total=total, hidden=True)


COLUMNS: tuple[Column, ...] = (
    Column("number", "Compte", ColumnType.CODE, 9, mandatory=True),
    Column("title", "Intitulé", width=8, stretch=True),
    Column("debit", "Débit", ColumnType.AMOUNT, 12, total=True),
    Column("credit", "Crédit", ColumnType.AMOUNT, 12, total=True),
    Column("debit_balance", "Solde débiteur", ColumnType.AMOUNT, 14, total=True),
    Column("credit_balance", "Solde créditeur", ColumnType.AMOUNT, 15, total=True),
    _more("opening_debit", "Ouverture débit"),
    _more("opening_credit", "Ouverture crédit"),
    _more("moved_debit", "Mouvements débit"),
    _more("moved_credit", "Mouvements crédit"),
    _more("previous", "Solde N-1", signed=True),
    _more("difference", "Écart", signed=True),
    _more("percentage", "Écart %", signed=True, total=False),
)
_FIGURES = tuple(column.identifier for column in COLUMNS[2:-1])
COMPARED = ("previous", "difference", "percentage")
_PAIRS = (("opening_debit", "opening_credit"), ("moved_debit", "moved_credit"), ("debit_balance", "credit_balance"))
SIX = ("number", "title", *(name for pair in _PAIRS for name in pair))
VIEWS = (
    OWN_VIEW,
    SystemView(
        f"6 colonnes {SYSTEM}",
        Arrangement(
            columns=tuple(ShownColumn(name, summary=Summary.TOTAL if name in _FIGURES else None) for name in SIX)
        ),
    ),
)


class Subtotal(NamedTuple):
    """Names a sub-total row by its root."""

    root: str


def balance_row(account: BalanceAccount) -> Row:
    """Return an account as a row of the list."""
    figures: dict[str, Value] = account._asdict()
    compared = {"difference": account.difference, "percentage": account.percentage}
    values = tuple((figures | compared)[column.identifier] for column in COLUMNS)
    return Row(account.number, values)


class BalanceTable(MemoryTable):
    """The rows of the balance; `lengths` are the numbers of digits whose roots have a sub-total (BALI-13)."""

    def __init__(self) -> None:
        self.accounts: Sequence[BalanceAccount] = ()
        self.lengths: Sequence[int] = ()
        self.titles: Mapping[str, str] = {}
        super().__init__(COLUMNS, self._made)

    def _made(self) -> Iterable[Row]:
        return map(balance_row, self.accounts)

    def arranged(self, arrangement: Arrangement) -> MemoryRows:
        """Return the rows as asked; sub-totals stand in the order of the numbers only."""
        rows = super().arranged(arrangement)
        if not self.lengths or arrangement.sorts or arrangement.groups:
            return rows
        shown = rows.first(rows.count())
        return _WithSubtotals(rows, list(self._with_subtotals(shown)))

    def _with_subtotals(self, rows: Sequence[Row]) -> Iterable[Row]:
        totals = RootTotals(self.lengths, (), len(_FIGURES))
        for row in rows:
            for closed in totals.move_to(str(row.values[0])):
                yield self._subtotal(closed.root, closed.figures)
            totals.add(tuple(value if isinstance(value, int) else 0 for value in row.values[2:-1]))
            yield row
        for closed in totals.close():
            yield self._subtotal(closed.root, closed.figures)

    def _subtotal(self, root: str, figures: Sequence[int | None]) -> Row:
        caption = root_caption(root, self.titles)
        return Row(Subtotal(root), (caption, "", *figures, None), "strong", spans=True)


class _WithSubtotals(MemoryRows):
    """Rows with their sub-totals, which are neither counted nor added up."""

    def __init__(self, plain: MemoryRows, rows: Sequence[Row]) -> None:
        self._plain = plain
        super().__init__(COLUMNS, rows)

    def count(self) -> int:
        """Return the number of accounts."""
        return self._plain.count()

    def total(self) -> int:
        """Return the number of all the accounts."""
        return self._plain.total()

    def totals(self) -> Mapping[str, int]:
        """Return the sums of the accounts."""
        return self._plain.totals()
