"""The amounts of an invoice form: what follows from what was typed (SP-05, SP-07, SP-20).

Typed amounts never change by themselves. Amounts are cents, nothing in an empty cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tuicompta.core.vat import split_total


@dataclass(frozen=True, slots=True)
class NetCell:
    """A net line of the form; `typed`: its amount is the user's."""

    account: str = ""
    amount: int | None = None
    typed: bool = False


@dataclass(frozen=True, slots=True)
class BlockCells:
    """A VAT rate of the form: `part` is its total with VAT, `chosen` whether a type of VAT was picked."""

    rate: int | None = None
    chosen: bool = False
    part: int | None = None
    vat: int | None = None
    vat_typed: bool = False
    lines: tuple[NetCell, ...] = (NetCell(),)

    @property
    def missing(self) -> int:
        """What the net lines leave to be given, in cents."""
        return (self.part or 0) - (self.vat or 0) - sum(line.amount or 0 for line in self.lines)

    def rest(self, place: int) -> int:
        """Return the amount that balances the rate on a line; one proposed and not taken does not count (SP-07)."""
        others = [line for rank, line in enumerate(self.lines) if rank != place and (line.account or line.typed)]
        return (self.part or 0) - (self.vat or 0) - sum(line.amount or 0 for line in others)


def settled(total: int | None, blocks: Sequence[BlockCells]) -> tuple[BlockCells, ...]:
    """Return the rates with all that follows from the total of the invoice.

    The first rate takes what the others leave of the total; VAT is the split of KM-83 unless it was typed; the first
    line that was not typed takes the rest.
    """
    others = sum(block.part or 0 for block in blocks[1:])
    first = replace(blocks[0], part=None if total is None else total - others)
    return tuple(_settled(block) for block in (first, *blocks[1:]))


def _settled(block: BlockCells) -> BlockCells:
    if block.part is None:
        return block if block.vat_typed else replace(block, vat=None)
    if not block.chosen:
        return replace(block, vat=None)
    if block.rate is None:
        block = replace(block, vat=None, vat_typed=False)
    elif not block.vat_typed:
        block = replace(block, vat=split_total(block.part or 0, block.rate)[1])
    free = next((place for place, line in enumerate(block.lines) if not line.typed), None)
    if free is None:
        return block
    emptied = tuple(line if line.typed else replace(line, amount=None) for line in block.lines)
    block = replace(block, lines=emptied)
    line = replace(emptied[free], amount=block.missing or None)
    return replace(block, lines=(*emptied[:free], line, *emptied[free + 1 :]))


def lines_to_show(block: BlockCells) -> int:
    """Return how many net lines the form shows: those in use, and one more while something is left to be given."""
    used = max((place for place, line in enumerate(block.lines, start=1) if line.account or line.typed), default=0)
    left = (block.part or 0) - (block.vat or 0) - sum(line.amount or 0 for line in block.lines[:used])
    return max(used + (1 if left else 0), 1)
