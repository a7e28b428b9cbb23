"""Journals of a file as journals of a dossier: codes, and types told by their entries (FECI-07)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tuicompta.core.enums import JournalType
from tuicompta.exchange.fec.accounts import code_of
from tuicompta.exchange.fec.normaliser import DEFAULT_JOURNAL
from tuicompta.exchange.fec.openings import is_opening_code
from tuicompta.exchange.fec.roots import CHARGE, CUSTOMER, INCOME, SUPPLIER, TREASURY

CODE_LENGTH = 10
OPENING_CODE = "RAN"
_RESERVED = frozenset({"AN", OPENING_CODE})
_SHARE, _OF = 80, 100


@dataclass(slots=True)
class JournalFacts:
    """What the entries of a journal of the file say; `count` its entries, `marks` by the roots they touch.

    `opening_lines`: every line says that it is an opening balance.
    """

    code: str
    label: str
    first: date
    last: date
    count: int = 0
    opening_lines: bool = False
    marks: Counter[int] = field(default_factory=Counter)

    def share(self, *marks: int) -> bool:
        """Tell whether at least 80 % of the entries have a line on each of these families of roots."""
        needed = sum(count for found, count in self.marks.items() if all(found & mark for mark in marks))
        return needed * _OF >= self.count * _SHARE


def deduced_type(journal: JournalFacts, start: date) -> JournalType:
    """Return the type of a journal in a fiscal year that starts on a date."""
    if is_opening_code(journal.code) or (journal.opening_lines and journal.first == journal.last == start):
        return JournalType.OPENING
    if journal.share(TREASURY):
        return JournalType.TREASURY
    if journal.share(SUPPLIER, CHARGE):
        return JournalType.PURCHASES
    return JournalType.SALES if journal.share(CUSTOMER, INCOME) else JournalType.GENERAL


def mapped_codes(types: Mapping[str, JournalType]) -> dict[str, str]:
    """Return the code in the dossier of each journal of a file: letters and digits, 10 characters, unique.

    Journals of opening balances all become RAN (FECI-10).
    """
    owners: dict[str, str] = {}
    mapped = {}
    for source, kind in types.items():
        wanted = code_of(source)[:CODE_LENGTH] or DEFAULT_JOURNAL
        code, rank = wanted, 0
        while kind is not JournalType.OPENING and (code in _RESERVED or owners.setdefault(code, source) != source):
            rank += 1
            code = wanted[: CODE_LENGTH - len(str(rank))] + str(rank)
        mapped[source] = OPENING_CODE if kind is JournalType.OPENING else code
    return mapped
