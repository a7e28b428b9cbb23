"""Which settings an account may have, told by its number and type (FC-23 to FC-33, FC-40)."""

from tuicompta.core.enums import AccountType
from tuicompta.core.natures import AccountNature, has_due_dates, is_of

VAT_ROOT = "445"
_VAT_BEARING = ("2", "6", "7")


def may_be_lettered(number: str, kind: AccountType) -> bool:
    """Tell whether lettering can be allowed: balance-sheet accounts of type Détail (FC-23)."""
    return kind is AccountType.DETAIL and is_of(number, AccountNature.BALANCE_SHEET)


def may_be_reconciled(number: str) -> bool:
    """Tell whether the account is reconciled with a bank (FC-26)."""
    return is_of(number, AccountNature.RECONCILED)


def may_have_due_dates(number: str, kind: AccountType) -> bool:
    """Tell whether the account has due dates, a payment term and a collective account (FC-27, FC-28, FC-40)."""
    return kind is AccountType.DETAIL and has_due_dates(number)


def may_carry_in_detail(number: str) -> bool:
    """Tell whether «AN non détaillés» has a sense (FC-32)."""
    return is_of(number, AccountNature.BALANCE_SHEET)


def may_bear_vat(number: str) -> bool:
    """Tell whether the account may be exempt or propose a VAT account (FC-29)."""
    return number.startswith(_VAT_BEARING)


def is_vat_account(number: str) -> bool:
    """Tell whether the account has a nature of tax and a calculation option (FC-29)."""
    return number.startswith(VAT_ROOT)
