"""A VAT amount typed over its proposal moves the net amount it came with (KM-87)."""

from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.model import AMOUNT_OF, Column, GridEntry, GridLine, Provenance
from tuicompta.core.entry.roles import vat_of_account
from tuicompta.core.entry.vat_split import is_accepted_amount


def with_corrected_net(desk: Desk, line: GridLine, column: Column, cents: int) -> GridEntry:
    """Return the entry whose accepted net amount takes what the user added to or took from its VAT (KM-87)."""
    entry = desk.entry
    proposed = None if line.side else desk.proposals.amounts.amount(desk.position, desk.index, line)
    before = proposed.line().balance if proposed else line.balance
    after = cents if column is Column.DEBIT else -cents
    rank = _net_of_vat(desk, line.account)
    if rank is None or not before or before == after:
        return entry
    net = entry.lines[rank]
    balance = net.balance + before - after
    if net.side is None or AMOUNT_OF[net.side] in net.locked or balance * net.balance <= 0:
        return entry
    value = balance if net.debit else -balance
    return entry.with_line(rank, net.with_amount(net.side, value, Provenance.ACCEPTED))


def _net_of_vat(desk: Desk, account: str) -> int | None:
    """Return the last net line whose VAT goes to an account and whose amount is an accepted proposal."""
    found = None
    for rank, line in enumerate(desk.entry.lines):
        vat = vat_of_account(desk.facts, line.account)
        if vat and vat.account == account and not vat.is_reverse_charge and is_accepted_amount(line):
            found = rank
    return found
