"""Chains of associated accounts proposed after an account, in the windows where they apply (SJ-17, FC-35 to FC-37)."""

from collections.abc import Iterator, Sequence

from tuicompta.core.amounts import divide_rounded
from tuicompta.core.entry.facts import Facts
from tuicompta.core.entry.ghost import Ghost
from tuicompta.core.entry.model import GridEntry, GridLine
from tuicompta.core.entry.ports import AssociatedAccount, AssociatedAmount
from tuicompta.core.enums import Side
from tuicompta.core.vat import split_total

_WHOLE = 100_00


def pending(facts: Facts, entry: GridEntry) -> list[Ghost]:
    """Return the ghost lines of the last chain opened in the entry that no line has taken nor the user dropped."""
    head, rows = _last_chain(facts, entry)
    if head is None or head.side is None:
        return []
    dropped = list(entry.declined)
    ghosts: list[Ghost] = []
    for row, cents in _amounts(facts, entry, head, rows):
        if row.account in dropped:
            dropped.remove(row.account)
        else:
            ghosts.append(Ghost(row.account, head.side.opposite, cents))
    return ghosts


def _last_chain(facts: Facts, entry: GridEntry) -> tuple[GridLine | None, list[AssociatedAccount]]:
    """Return the last line that opens a chain, and the rows that the lines below it have not taken.

    A line that takes a row of a chain never opens its own (FC-36).
    """
    head: GridLine | None = None
    rows: list[AssociatedAccount] = []
    for line in entry.lines:
        taken = next((row for row in rows if row.account == line.account), None)
        account = facts.account(line.account)
        if taken is not None:
            rows.remove(taken)
        elif account is not None and account.associated and line.balance:
            head, rows = line, list(account.associated)
    return head, rows


def _amounts(
    facts: Facts, entry: GridEntry, head: GridLine, rows: Sequence[AssociatedAccount]
) -> Iterator[tuple[AssociatedAccount, int]]:
    """Return the rows left with their amount in cents, on the side opposite to the head (FC-37)."""
    total = head.debit or head.credit
    account = facts.account(head.account)
    net, tax = split_total(total, _rate(facts, account.associated if account else ()))
    sign = 1 if head.side is Side.CREDIT else -1
    left = -entry.difference * sign
    for row in rows:
        cents = {
            AssociatedAmount.NONE: 0,
            AssociatedAmount.BALANCE: left,
            AssociatedAmount.NET_OF_TOTAL: net,
            AssociatedAmount.VAT_OF_TOTAL: tax,
            AssociatedAmount.PERCENTAGE: divide_rounded(total * row.percentage, _WHOLE),
        }[row.amount]
        left -= cents
        yield row, cents


def _rate(facts: Facts, rows: Sequence[AssociatedAccount]) -> int:
    """Return the rate of the first VAT account of a chain, 0 without one: the net amount is then the total."""
    accounts = (facts.account(row.account) for row in rows)
    return next((account.tax_rate for account in accounts if account and account.tax_rate), 0)
