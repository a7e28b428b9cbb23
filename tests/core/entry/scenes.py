"""Entries that several tests begin with."""

from tests.core.entry.ledger import Typist

PAYROLL = "⏎15⏎6411⏎paie⏎100⏎6451⏎40⏎421⏎⏎"
INVOICE = "⏎15⏎dup⏎⏎120⏎+"


def payroll() -> Typist:
    """Type a pay entry of three lines in the journal OD."""
    return Typist(journal="OD").type(PAYROLL)
