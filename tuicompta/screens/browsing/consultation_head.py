"""What stands over and under the lines of a consultation: figures, entry of the line (CONS-08, CONS-25)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date
from tuicompta.core.text import cell_width, cut
from tuicompta.services.browse.account_lines import COUNTED, LineKind
from tuicompta.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.services.browse.account_lines import LineFilter, Sums
    from tuicompta.widgets.painted import Run

STATUS_WORDS = {"N": "Non validées", "V": "Validées", "S": "Simulées"}
GAP = "   "


class FiguresLine(Painted):
    """The fiscal year and its figures; under them the filters, when there are some."""

    def __init__(self) -> None:
        super().__init__()
        self._year = ""
        self._figures: list[Run] = []
        self._filters = ""

    def show(self, shown: LineFilter, figures: Sums | None) -> None:
        """Show other figures; none when no account is chosen."""
        self._year = f" Exercice {shown.year.label}"
        self._figures = list(figure_runs(figures)) if figures is not None else []
        self._filters = filter_words(shown)
        self.styles.height = 2 if self._filters else 1
        self.repaint()

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Write the figures, or the filters."""
        if y == 1:
            return [(f" {self._filters}", "accent")]
        taken = sum(cell_width(text) for text, _ in self._figures)
        year = cut(self._year, max(width - taken - 2, 0))
        return [(year, "quiet"), (" " * (width - cell_width(year) - taken - 1), "normal"), *self._figures]


def figure_runs(sums: Sums) -> Iterable[Run]:
    """Return total debit, total credit and balance with its side (CONS-08)."""
    yield f"Débit {format_amount(sums.debit)}{GAP}Crédit {format_amount(sums.credit)}{GAP}", "normal"
    yield f"Solde {balance_words(sums.balance)}", "strong"


def balance_words(balance: int) -> str:
    """Return a balance with its side in words: `3 600,00 débiteur`."""
    side = " débiteur" if balance > 0 else " créditeur" if balance < 0 else ""
    return f"{format_amount(abs(balance))}{side}"


def opening_words(shown: LineFilter, balance: int) -> str:
    """Return the sentence of the opening row (CONS-14)."""
    return f"Solde au {format_date(shown.start - timedelta(days=1))} : {balance_words(balance)}"


def filter_words(shown: LineFilter) -> str:
    """Return the filters that are not those of the start (CONS-03)."""
    words = []
    if (shown.start, shown.end) != (shown.year.start, shown.year.end):
        words.append(f"du {format_date(shown.start)} au {format_date(shown.end)}")
    if shown.statuses != COUNTED:
        words.append(
            ", ".join(word for letter, word in STATUS_WORDS.items() if letter in shown.statuses) or "Aucun statut"
        )
    if shown.kind is not LineKind.ALL:
        words.append(shown.kind.value)
    if shown.group:
        words.append("Un groupe")
    if shown.search:
        words.append(f"«{shown.search}»")
    return " · ".join(words)
