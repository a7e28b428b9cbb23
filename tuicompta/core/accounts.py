"""Account numbers: their form, their length, their hierarchy, and the defaults they give."""

import re
from collections.abc import Iterable

from tuicompta.core.enums import AccountType, JournalType, Side
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.natures import is_customer, is_supplier, is_third_party
from tuicompta.core.text import capitals, excerpt

NUMBER_LENGTH = 10
CONTROL_LENGTH = 3

_FORMS = {
    AccountType.DETAIL: re.compile(r"[1-9][0-9]{2}[0-9A-Z]{0,7}"),
    AccountType.ROOT: re.compile(r"[1-9][0-9A-Z]{0,9}"),
}
_FORM_RULES = {
    AccountType.DETAIL: "3 à 10 lettres ou chiffres, dont trois chiffres d'abord, le premier de 1 à 9",
    AccountType.ROOT: "1 à 10 lettres ou chiffres, le premier un chiffre de 1 à 9",
}

_FREE = (True, None)
_NO = (False, None)
_DEBIT = (True, Side.DEBIT)
_CREDIT = (True, Side.CREDIT)
_JOURNAL_TYPES = (JournalType.PURCHASES, JournalType.SALES, JournalType.TREASURY, JournalType.GENERAL)
# Table of FC-33; the longer roots come first.
_DEFAULT_SIDES = {
    "4452": (_CREDIT, _CREDIT, _CREDIT, _FREE),
    "4456": (_DEBIT, _NO, _DEBIT, _FREE),
    "4457": (_NO, _CREDIT, _CREDIT, _FREE),
    "40": (_CREDIT, _NO, _DEBIT, _FREE),
    "41": (_NO, _DEBIT, _CREDIT, _FREE),
    "2": (_DEBIT, _DEBIT, _DEBIT, _DEBIT),
    "6": (_DEBIT, _DEBIT, _DEBIT, _DEBIT),
    "7": (_CREDIT, _CREDIT, _CREDIT, _CREDIT),
    "": (_FREE, _FREE, _FREE, _FREE),
}


class AccountNumberError(TuicomptaError):
    """A number has not the form of an account of its type (FC-17)."""

    template = "Numéro de compte «{number}» refusé : {rule}."


class AccountLengthError(TuicomptaError):
    """A general account has not the length of the option OSA-09 (FC-16)."""

    template = "Numéro de compte «{number}» refusé : un compte général a {length} caractères dans ce dossier."


class AccountHierarchyError(TuicomptaError):
    """A Racine account would lie under a Détail account (FC-21)."""

    template = "Compte {number} refusé : le compte Racine {root} serait sous le compte Détail {detail}."


class ControlAccountError(TuicomptaError):
    """An account cannot be the collective account of another (FC-40)."""

    template = (
        "Le compte {control} ne peut pas être le compte collectif de {number} : "
        "il faut un numéro plus court, avec les deux mêmes premiers chiffres."
    )


class DotWithoutLengthError(TuicomptaError):
    """A dot cannot be replaced by zeros: account numbers have no fixed length, or a shorter one (KM-64)."""

    template = (
        "«{text}» refusé : le point complète un numéro à la longueur des comptes généraux, ici {length} (0 = libre)."
    )


def check_number(text: str, account_type: AccountType = AccountType.DETAIL) -> str:
    """Return a typed account number as it is stored, in capitals; raises AccountNumberError (FC-17)."""
    number = capitals(text)
    if not _FORMS[account_type].fullmatch(number):
        raise AccountNumberError(number=excerpt(text), rule=_FORM_RULES[account_type])
    return number


def is_general(number: str) -> bool:
    """Tell whether a number is of a general account: digits only, neither customer nor supplier (FC-16)."""
    return number.isascii() and number.isdigit() and not is_customer(number) and not is_supplier(number)


def complete_number(number: str, length: int, pad: bool) -> str:  # noqa: FBT001  # the two halves of one option
    """Return a general account number completed with zeros to a length, 0 when lengths are free (FC-16).

    `pad` is the option «Compléter à droite par des zéros»; without it, and for any other number, nothing changes.
    """
    return number.ljust(length, "0") if pad and is_general(number) else number


def check_length(number: str, length: int, pad: bool) -> None:  # noqa: FBT001  # the two halves of one option
    """Refuse a Détail general account whose length is not that of the option, when zeros do not complete it (FC-16).

    Raises AccountLengthError.
    """
    if length and not pad and is_general(number) and len(number) != length:
        raise AccountLengthError(number=number, length=length)


def expand_dot(text: str, length: int) -> str:
    """Return a typed number whose dot became the zeros it needs: `411.27` gives `41100027` for a length of 8 (KM-64).

    Raises DotWithoutLengthError when the length is free (0) or already passed.
    """
    root, dot, rest = text.partition(".")
    if not dot:
        return text
    zeros = length - len(root) - len(rest)
    if zeros < 0 or "." in rest:
        raise DotWithoutLengthError(text=excerpt(text), length=length)
    return root + "0" * zeros + rest


def check_hierarchy(number: str, account_type: AccountType, others: Iterable[tuple[str, AccountType]]) -> None:
    """Refuse an account that would put a Racine account under a Détail account (FC-21).

    `others` are the accounts of the chart, or at least those that begin like it. Raises AccountHierarchyError.
    """
    for other, other_type in others:
        if account_type is other_type:
            continue
        root, detail = (number, other) if account_type is AccountType.ROOT else (other, number)
        if root != detail and root.startswith(detail):
            raise AccountHierarchyError(number=number, root=root, detail=detail)


def default_sides(number: str) -> dict[JournalType, tuple[bool, Side | None]]:
    """Return, for each type of journal, whether a new account is allowed there and its side, None for «Automatique».

    Table of FC-33; the type À nouveaux has no row.
    """
    root = next(root for root in _DEFAULT_SIDES if number.startswith(root))
    return dict(zip(_JOURNAL_TYPES, _DEFAULT_SIDES[root], strict=True))


def control_account_of(number: str, length: int = 0, pad: bool = False) -> str | None:  # noqa: FBT001, FBT002
    """Return the default collective account of a third-party account, completed like general accounts (FC-40).

    `401FRS` gives `401`, or `401000` when numbers are completed to 6 characters. None for the collective account
    itself and for any account that is not of a third party.
    """
    root = number[:CONTROL_LENGTH]
    if not is_third_party(number) or len(root) < CONTROL_LENGTH:
        return None
    control = root.ljust(length, "0") if pad else root
    return None if number in {root, control} else control


def check_control_account(number: str, control: str, default: str | None = None) -> None:
    """Refuse a collective account that is neither a shorter number with the same two first digits nor the default one.

    `default` is that of `control_account_of`, which completed with zeros is not always shorter.
    Raises ControlAccountError (FC-40).
    """
    shorter = len(control) < len(number) and control[:2] == number[:2]
    if not shorter and control != default:
        raise ControlAccountError(number=number, control=control)
