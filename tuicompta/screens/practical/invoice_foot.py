"""The line under an invoice form: total, VAT, net, and what is left to be given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tuicompta.core.practical.form import BlockCells
    from tuicompta.widgets.painted import Run


class InvoiceFoot(Painted):
    """Says whether the invoice agrees (SP-18)."""

    DEFAULT_CSS = "InvoiceFoot { height: 2; dock: bottom; }"

    def __init__(self) -> None:
        super().__init__()
        self._text, self._gap = "", ""

    def show(self, total: int | None, blocks: Sequence[BlockCells]) -> None:
        """Take the amounts of the form."""
        vat = sum(block.vat or 0 for block in blocks)
        net = sum(line.amount or 0 for block in blocks for line in block.lines if line.account)
        gap = (total or 0) - vat - net
        words = [("HT", net), ("TVA", vat), ("TTC", total or 0)]
        text = "   ".join(f"{name} {format_amount(amount)}" for name, amount in words)
        shown = f"Reste à répartir {format_amount(gap)}" if gap else "Facture équilibrée"
        if (text, shown if total else "") != (self._text, self._gap):
            self._text, self._gap = text, shown if total else ""
            self.repaint()

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Write a rule, then the amounts."""
        if y == 0:
            yield "─" * width, "rule"
            return
        yield f" {self._text}   ", "strong"
        yield self._gap, "wrong" if self._gap.startswith("Reste") else "normal"
