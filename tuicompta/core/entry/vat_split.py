"""VAT proposed while an entry is typed: from the total to the net amounts, from the net amounts to the tax.

Every amount here has a sign: debit − credit, in cents. A *net line* is on a charge, income or fixed-asset account that
names its VAT account (TVAP-26). It owes tax to that account, and to the second one of a reverse-charge pair with the
opposite sign, until a line on that account, below it, settles what is owed (KM-84, KM-88).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tuicompta.core.entry.model import AMOUNT_OF, GridLine, Provenance
from tuicompta.core.entry.ports import VatProposal
from tuicompta.core.enums import Side
from tuicompta.core.vat import split_total, vat_of

# A net line with what its account proposes as VAT, nothing for any other line.
TaxedLine = tuple[GridLine, VatProposal | None]


@dataclass(frozen=True, slots=True)
class OwedVat:
    """VAT to propose: its account, its amount, and the side of the net lines or the other one."""

    account: str
    amount: int
    side: Side

    @property
    def cents(self) -> int:
        """Amount to write on `side`, above zero unless the net lines are negative."""
        return self.amount if self.side is Side.DEBIT else -self.amount


@dataclass(slots=True)
class _Debt:
    """Net lines whose tax on one account is not settled; `sign` is −1 for the due half of a reverse charge."""

    account: str
    rate: int
    sign: int
    is_split: bool
    nets: list[GridLine]

    @property
    def amount(self) -> int:
        return self.sign * vat_of(sum(line.balance for line in self.nets), self.rate)

    @property
    def comes_from_total(self) -> bool:
        """Whether one of the net amounts is a proposal the user accepted: the tax is then the rest of the total."""
        return self.is_split and any(is_accepted_amount(line) for line in self.nets)

    def owed(self, amount: int) -> OwedVat:
        side = self.nets[-1].side or Side.DEBIT
        return OwedVat(self.account, amount, side if self.sign > 0 else side.opposite)


def is_accepted_amount(line: GridLine) -> bool:
    """Tell whether the amount of a line is a proposal the user accepted (KM-87)."""
    return line.side is not None and line.provenance(AMOUNT_OF[line.side]) is Provenance.ACCEPTED


def _debts(lines: Sequence[TaxedLine], declined: Sequence[str]) -> list[_Debt]:
    open_debts: dict[tuple[str, int], _Debt] = {}
    for line, vat in lines:
        if not line.balance:
            continue
        for key in [key for key in open_debts if key[0] == line.account]:
            del open_debts[key]
        for account, sign in _taxes(vat):
            if vat is not None and account not in declined:
                debt = _Debt(account, vat.rate, sign, not vat.is_reverse_charge, [])
                open_debts.setdefault((account, vat.rate), debt).nets.append(line)
    return list(open_debts.values())


def _taxes(vat: VatProposal | None) -> list[tuple[str, int]]:
    if vat is None:
        return []
    return [(vat.account, 1), (vat.due_account, -1)] if vat.is_reverse_charge else [(vat.account, 1)]


def owed_vat(lines: Sequence[TaxedLine], declined: Sequence[str] = ()) -> list[OwedVat]:
    """Return the VAT lines to propose, one per rate, nil amounts left out (KM-83, KM-84, KM-86, KM-88).

    When a net amount was accepted from the split of the total, the last such tax is what is left of the total, a few
    cents of rounding apart. `declined` are the accounts of the lines that the user dropped.
    """
    debts = _debts(lines, declined)
    amounts = [debt.amount for debt in debts]
    left = -sum(line.balance for line, _ in lines) - sum(amounts)
    for rank in reversed(range(len(debts))):
        if debts[rank].comes_from_total:
            amounts[rank] += left if abs(left) <= len(debts[rank].nets) + 1 else 0
            break
    return [debt.owed(amount) for debt, amount in zip(debts, amounts, strict=True) if amount]


def remainder(lines: Sequence[TaxedLine], declined: Sequence[str] = ()) -> int:
    """Return what a further line should hold for the entry to balance, VAT proposed on the other lines included."""
    owed = sum(vat.amount for vat in owed_vat(lines, declined))
    return -sum(line.balance for line, _ in lines) - owed


def net_proposal(left: int, vat: VatProposal | None) -> int:
    """Return the net amount of an account, given what is left of the total (KM-83, KM-86, KM-88)."""
    return left if vat is None or vat.is_reverse_charge else split_total(left, vat.rate)[0]
