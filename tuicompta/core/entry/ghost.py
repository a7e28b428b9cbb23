"""A proposed line, not yet part of its entry (KM-81)."""

from dataclasses import dataclass

from tuicompta.core.entry.model import Column, GridLine, Provenance
from tuicompta.core.entry.vat_split import OwedVat
from tuicompta.core.enums import Side
from tuicompta.core.sides import balancing_side


@dataclass(frozen=True, slots=True)
class Ghost:
    """A proposed line: its account, and its amount in cents on a side, 0 when none is proposed."""

    account: str
    side: Side
    cents: int = 0

    def line(self) -> GridLine:
        """Return the account and amount of the line as they would be once accepted."""
        bare = GridLine().with_value(Column.ACCOUNT, self.account, Provenance.ACCEPTED)
        return bare.with_amount(self.side, self.cents, Provenance.ACCEPTED) if self.cents else bare


def of_owed(vat: OwedVat) -> Ghost:
    """Return the ghost line of an owed tax."""
    return Ghost(vat.account, vat.side, vat.cents)


def balancing(account: str, amount: int) -> Ghost | None:
    """Return a ghost line that holds an amount (debit − credit, cents) on the side where it is above zero."""
    side = balancing_side(-amount)
    return Ghost(account, side, abs(amount)) if side else None
