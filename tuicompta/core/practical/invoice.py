"""An invoice typed without accounts, and the lines of the entry that it makes (SP).

Amounts are cents, negative in a credit note; rates are hundredths of a percent, None being «Sans TVA».
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tuicompta.core.amounts import divide_rounded, format_amount
from tuicompta.core.entry.model import Column, GridLine, Provenance
from tuicompta.core.enums import Side
from tuicompta.core.practical.errors import (
    InvoiceGapError,
    MissingNatureError,
    VatAmountError,
    ZeroNetError,
    ZeroTotalError,
)
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.core.vat import format_rate

VatAccounts = Callable[[str, int], str]
"""Gives the VAT account that goes with a nature and a rate."""


@dataclass(frozen=True, slots=True)
class NetLine:
    """A nature and its net amount in cents."""

    account: str
    amount: int


@dataclass(frozen=True, slots=True)
class VatBlock:
    """What an invoice has at one rate: its VAT and its net lines (SP-20)."""

    rate: int | None
    vat: int
    lines: tuple[NetLine, ...]

    @property
    def total(self) -> int:
        """VAT and net amounts, in cents."""
        return self.vat + sum(line.amount for line in self.lines)

    @property
    def label(self) -> str:
        """How messages and choices name the rate."""
        return rate_label(self.rate)


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice or credit note; `due_on` is nothing while the payment terms rule.

    `third_party` is the number of its account. `proposed_piece`: the number was proposed and may be given to another
    entry before the save (NUM-03).
    """

    kind: PracticalKind
    day: date
    piece: str
    third_party: str
    description: str
    total: int
    blocks: tuple[VatBlock, ...]
    due_on: date | None = None
    proposed_piece: bool = False

    @property
    def vat(self) -> int:
        """VAT of all the rates, in cents."""
        return sum(block.vat for block in self.blocks)


def rate_label(rate: int | None) -> str:
    """Return how a rate is called: «20 %», «Sans TVA»."""
    return "Sans TVA" if rate is None else f"{format_rate(rate)} %"


def check_invoice(invoice: Invoice) -> None:
    """Refuse an invoice that cannot be posted: nil amount, missing nature, VAT out of its total, gap (SP-03, SP-18)."""
    if not invoice.total:
        raise ZeroTotalError
    for block in invoice.blocks:
        _check_block(block)
    total = sum(block.total for block in invoice.blocks)
    if total != invoice.total:
        gap = format_amount(invoice.total - total)
        raise InvoiceGapError(total=format_amount(invoice.total), sum=format_amount(total), gap=gap)


def _check_block(block: VatBlock) -> None:
    if not block.lines:
        raise MissingNatureError(rate=block.label)
    for line in block.lines:
        if not line.amount:
            raise ZeroNetError(account=line.account)
    inside = 0 <= block.vat <= block.total if block.total >= 0 else block.total <= block.vat <= 0
    if not inside or (block.rate is None and block.vat):
        total = format_amount(block.total)
        raise VatAmountError(vat=format_amount(block.vat), rate=block.label, total=total)


def invoice_lines(invoice: Invoice, vat_account: VatAccounts) -> tuple[GridLine, ...]:
    """Return the lines of the entry: the third party, then the natures and the VAT of each rate (SP-01, SP-10).

    An amount below zero is carried positive on the opposite side. The description is the label of every line.
    """
    own = Side.CREDIT if invoice.kind is PracticalKind.PURCHASE else Side.DEBIT
    party = _line(invoice, invoice.third_party, invoice.total, own)
    if invoice.due_on is not None:
        party = party.with_value(Column.DUE_DATE, invoice.due_on, Provenance.TYPED)
    others = [
        _line(invoice, account, amount, own.opposite)
        for block in invoice.blocks
        for account, amount in block_amounts(block, vat_account)
        if amount
    ]
    return (party, *others)


def block_amounts(block: VatBlock, vat_account: VatAccounts) -> Iterator[tuple[str, int]]:
    """Yield the accounts of a rate with their amounts: natures first, then VAT accounts.

    When the natures have several VAT accounts, the VAT is shared between them like their net amounts, the last one
    taking the cents left, so that nothing is lost (INVT-05).
    """
    yield from ((line.account, line.amount) for line in block.lines)
    if block.rate is None or not block.vat:
        return
    rate = block.rate
    lines = sorted((vat_account(line.account, rate), line.amount) for line in block.lines)
    nets = [
        (account, sum(amount for _, amount in group)) for account, group in groupby(lines, key=lambda line: line[0])
    ]
    whole, left = sum(net for _, net in nets), block.vat
    for account, net in nets[:-1]:
        share = divide_rounded(block.vat * net * (1 if whole > 0 else -1), abs(whole)) if whole else 0
        left -= share
        yield account, share
    yield nets[-1][0], left


def _line(invoice: Invoice, account: str, amount: int, side: Side) -> GridLine:
    mark = Provenance.ACCEPTED if invoice.proposed_piece else Provenance.TYPED
    line = GridLine(account=account, label=invoice.description)
    line = line.with_value(Column.PIECE, invoice.piece, mark) if invoice.piece else line
    return line.with_amount(side if amount > 0 else side.opposite, abs(amount), Provenance.TYPED)
