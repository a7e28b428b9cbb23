"""Accounts of a file as accounts of a dossier (FECI-05)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from tuicompta.core.accounts import NUMBER_LENGTH
from tuicompta.core.natures import is_third_party
from tuicompta.core.text import capitals, unaccent
from tuicompta.exchange.fec.errors import FecError

MAX_ACCOUNTS = 200_000
_OTHER_CHARACTERS = re.compile("[^0-9A-Z]")
_THREE_DIGITS = re.compile("[1-9][0-9]{2}")
_CONTROL_LENGTH = 3


class TooManyAccountsError(FecError):
    """A file names more accounts than any bookkeeping has."""

    template: ClassVar[str] = "Le fichier nomme plus de {limit} comptes : ce n'est pas une comptabilité."


@dataclass(frozen=True, slots=True)
class MappedAccount:
    """An account of a file (CompteNum, CompAuxNum) and its number in the dossier, empty when it can have none.

    `control` is its collective account when it is an auxiliary account.
    """

    account: str
    auxiliary: str
    number: str
    control: str = ""

    @property
    def changed(self) -> bool:
        """Whether the number differs from what the file says."""
        return self.number != (self.auxiliary if self.control else self.account)


def _keep(number: str) -> str:
    return number


class AccountNumbers:
    """Gives a number to each account of a file, in the order they are met; the same number to the same account.

    `complete` applies the options of the dossier to a general account; `chosen` are the numbers the user changed.
    """

    def __init__(
        self, complete: Callable[[str], str] = _keep, chosen: Mapping[tuple[str, str], str] | None = None
    ) -> None:
        self._complete = complete
        self._chosen = dict(chosen or {})
        self._owners: dict[str, str] = {}
        self.mapped: dict[tuple[str, str], MappedAccount] = {}

    def map(self, account: str, auxiliary: str) -> MappedAccount:
        """Return the number of an account of the file; raises TooManyAccountsError."""
        key = account, auxiliary
        known = self.mapped.get(key)
        if known is None:
            if len(self.mapped) >= MAX_ACCOUNTS:
                raise TooManyAccountsError(limit=MAX_ACCOUNTS)
            known = self.mapped[key] = self._mapped(account, auxiliary)
        return known

    def _mapped(self, account: str, auxiliary: str) -> MappedAccount:
        general = code_of(account)
        code = _auxiliary_code(general, code_of(auxiliary))
        number = self._chosen.get((account, auxiliary)) or self._number(code or general, f"{account}\t{auxiliary}")
        control = self._general(general)[:NUMBER_LENGTH] if code and code != general else ""
        return MappedAccount(account, auxiliary, number, control if control != number else "")

    def _number(self, code: str, source: str) -> str:
        """Return the number of a code: completed, cut, and made unique when another code was cut to the same."""
        code = self._general(code)
        if not _THREE_DIGITS.match(code):
            return ""
        owner = code if len(code) <= NUMBER_LENGTH else source
        number, rank = code[:NUMBER_LENGTH], 0
        while self._owners.setdefault(number, owner) != owner:
            rank += 1
            number = code[: NUMBER_LENGTH - len(str(rank))] + str(rank)
        return number

    def _general(self, code: str) -> str:
        if code.isdecimal() and len(code) < _CONTROL_LENGTH:
            code = code.ljust(_CONTROL_LENGTH, "0")
        return self._complete(code) if _THREE_DIGITS.match(code) else code


def code_of(text: str) -> str:
    """Return a code in capitals, without accents, spaces nor special characters."""
    return _OTHER_CHARACTERS.sub("", capitals(unaccent(text)))


def _auxiliary_code(general: str, auxiliary: str) -> str:
    """Return the account of an auxiliary code, empty when the collective account is not one of third parties.

    A code that begins with three digits is an account only under the root of its collective account: `12345` under
    411000 is a customer number, not an account of class 1.
    """
    if not auxiliary or not is_third_party(general):
        return ""
    is_account = _THREE_DIGITS.match(auxiliary) and auxiliary[:2] == general[:2]
    return auxiliary if is_account else general[:_CONTROL_LENGTH] + auxiliary
