"""Natures de comptes: what the program knows of accounts from their numbers, a list that nobody changes (NC)."""

from __future__ import annotations

from typing import ClassVar

from tuicompta.core.natures import ROOTS, USES, AccountNature
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.widgets.columns import Column
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row

COLUMNS = (
    Column("nature", "Nature", width=33, mandatory=True),
    Column("roots", "Racines", width=28),
    Column("uses", "Utilisée par", width=12, stretch=True),
)


class AccountNaturesWindow(ListWindow):
    """The natures with their roots and their uses."""

    HELP = "account_natures"
    ABLE = frozenset()
    OFFERS: ClassVar[tuple[str, ...]] = tuple(name for name in ListWindow.OFFERS if name != "tick")

    def definition(self) -> ListDefinition:
        """Return the natures in the order of the table of NC-05."""
        source = MemoryTable(COLUMNS, lambda: [_row(nature) for nature in AccountNature])
        return ListDefinition("account_natures", "Natures de comptes", COLUMNS, source, ticks=False)


def _row(nature: AccountNature) -> Row:
    covered, left_out = ROOTS[nature]
    but = f" sauf {', '.join(left_out)}" if left_out else ""
    return Row(nature.value, (nature.label, f"{', '.join(covered)}{but}", USES[nature]))
