"""Marks of an account number for the deduction of journal types: one bit per family of roots (FECI-07)."""

from collections.abc import Iterable

from tuicompta.core.natures import AccountNature, is_of

TREASURY = 1
SUPPLIER = 2
CUSTOMER = 4
CHARGE = 8
INCOME = 16

_TREASURY_ROOTS = ("51", "52", "53", "54")


class RootMarks(dict[str, int]):
    """Marks of the two first digits of an account number, worked out once for each."""

    def __missing__(self, root: str) -> int:
        """Work out a root; what is no number has no mark and is not kept."""
        if not (root.isascii() and root.isdigit()):
            return 0
        marks = TREASURY if root in _TREASURY_ROOTS else 0
        marks |= SUPPLIER if is_of(root, AccountNature.SUPPLIERS) else 0
        marks |= CUSTOMER if is_of(root, AccountNature.CUSTOMERS) else 0
        marks |= CHARGE if is_of(root, AccountNature.CHARGES, AccountNature.FIXED_ASSETS) else 0
        marks |= INCOME if is_of(root, AccountNature.INCOME) else 0
        self[root] = marks
        return marks

    def of(self, accounts: Iterable[str]) -> list[int]:
        """Return the marks of many accounts."""
        return [self[account[:2]] for account in accounts]
