"""Lists and ranges of journals and accounts (ETFI-02): `AC,VE`, `A..B`, `401*`, `401..411`."""

import re
from collections.abc import Callable, Iterable
from typing import ClassVar, Final, NamedTuple

from tuicompta.core.enums import EntryOrigin
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.natures import ROOTS, AccountNature, Roots
from tuicompta.core.text import clean_text, fold

RANGE = ".."
NATURES: Final = {
    "tous": Roots(tuple("123456789")),
    "bilan": ROOTS[AccountNature.BALANCE_SHEET],
    "gestion": Roots(("6", "7")),
    "clients": ROOTS[AccountNature.CUSTOMERS],
    "fournisseurs": ROOTS[AccountNature.SUPPLIERS],
    "autres-tiers": ROOTS[AccountNature.OTHER_THIRD_PARTIES],
    "speciaux": ROOTS[AccountNature.SPECIAL],
}

ORIGINS: Final = {re.sub(r"\W+", "-", fold(origin.label)): origin for origin in EntryOrigin}

Test = Callable[[str], bool]


class EmptyListError(TuicomptaError):
    """A list holds an empty item."""

    template = "Liste illisible : «{text}». Écrivez par exemple {example}."
    exit_code: ClassVar[int] = 2


class ReversedRangeError(TuicomptaError):
    """A range ends before it starts."""

    template = "Plage refusée : «{first}..{last}», la première borne est après la seconde."
    exit_code: ClassVar[int] = 2


class UnknownJournalError(TuicomptaError):
    """No journal has this code."""

    template = "Journal inconnu : «{code}». Journaux du dossier : {known}."
    exit_code: ClassVar[int] = 2


class UnknownAccountChosenError(TuicomptaError):
    """No account has this number."""

    template = "Compte inconnu : «{number}». Pour tous les comptes qui commencent ainsi, écrivez {number}*."
    exit_code: ClassVar[int] = 2


class Selection(NamedTuple):
    """Codes kept by a list; the list as it was typed, in capitals."""

    text: str
    tests: tuple[Test, ...]

    def keeps(self, code: str) -> bool:
        """Tell whether the list names a code."""
        return any(test(code) for test in self.tests)


def select_journals(text: str, codes: Iterable[str]) -> Selection:
    """Read a list of journals; an item that is neither a range nor a pattern must be a journal of the dossier."""
    known = list(codes)

    def single(code: str) -> Test:
        if code not in known:
            raise UnknownJournalError(code=code, known=", ".join(known))
        return code.__eq__

    return _select(text, single, example="AC,VE ou A..B")


def select_accounts(text: str, details: Iterable[str], roots: Iterable[str]) -> Selection:
    """Read a list of accounts; a Racine account stands for all those whose number begins with its own."""
    detail_numbers, root_numbers = set(details), set(roots)

    def single(number: str) -> Test:
        if number in detail_numbers:
            return number.__eq__
        if number in root_numbers:
            return _beginning(number)
        raise UnknownAccountChosenError(number=number)

    return _select(text, single, example="401..411,512*")


def _select(text: str, single: Callable[[str], Test], example: str) -> Selection:
    items = [item.strip() for item in clean_text(text).upper().split(",")]
    if not all(items):
        raise EmptyListError(text=text, example=example)
    return Selection(",".join(items), tuple(_test(item, single) for item in items))


def _test(item: str, single: Callable[[str], Test]) -> Test:
    if RANGE in item:
        first, last = (bound.strip() for bound in item.split(RANGE, 1))
        return _between(first, last)
    return _pattern(item) if "*" in item else single(item)


def _between(first: str, last: str) -> Test:
    """Keep the codes of a range, those that begin with its upper bound included; an absent bound is open."""
    if last and first > last:
        raise ReversedRangeError(first=first, last=last)
    return lambda code: code >= first and (not last or code <= last or code.startswith(last))


def _pattern(item: str) -> Test:
    pattern = re.compile(".*".join(re.escape(part) for part in item.split("*")))
    return lambda code: pattern.fullmatch(code) is not None


def _beginning(root: str) -> Test:
    return lambda number: number.startswith(root)
