"""What is asked of the books on screen: fiscal year, dates, natures, range of accounts, statuses (GLI-02 to GLI-07)."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from tuicompta.core.enums import EntryStatus
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text
from tuicompta.reports.catalogue import find_report
from tuicompta.reports.periods import ReportPeriod
from tuicompta.reports.request import Lettering, OptionValue, Request
from tuicompta.reports.scope import Scope, resolve_scope
from tuicompta.reports.selection import RANGE, ReversedRangeError
from tuicompta.services.browse.account_lines import COUNTED, LineKind
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear

_BOUND: Final = re.compile(r"[0-9A-Z]*")
_LETTERING: Final = {LineKind.ALL: Lettering.ALL, LineKind.OPEN: Lettering.OPEN, LineKind.LETTERED: Lettering.CLOSED}


class BookNature(StrEnum):
    """«Natures», by the beginning of the number (GLI-04)."""

    ALL = "Tous"
    BALANCE_SHEET = "Bilan"
    INCOME = "Gestion"
    SUPPLIERS = "Fournisseurs"
    CUSTOMERS = "Clients"
    THIRD_PARTIES = "Clients et Fournisseurs"
    SPECIAL = "Comptes spéciaux"


ROOTS: Final = {
    BookNature.ALL: tuple("123456789"),
    BookNature.BALANCE_SHEET: tuple("12345"),
    BookNature.INCOME: ("6", "7"),
    BookNature.SUPPLIERS: ("40",),
    BookNature.CUSTOMERS: ("41",),
    BookNature.THIRD_PARTIES: ("40", "41"),
    BookNature.SPECIAL: ("8", "9"),
}
_NATURES: Final[dict[BookNature, tuple[str, ...]]] = {
    BookNature.ALL: (),
    BookNature.BALANCE_SHEET: ("bilan",),
    BookNature.INCOME: ("gestion",),
    BookNature.SUPPLIERS: ("fournisseurs",),
    BookNature.CUSTOMERS: ("clients",),
    BookNature.THIRD_PARTIES: ("clients", "fournisseurs"),
    BookNature.SPECIAL: ("speciaux",),
}
CENTRALISING: Final = frozenset({BookNature.SUPPLIERS, BookNature.CUSTOMERS, BookNature.THIRD_PARTIES})
"""The natures whose accounts may be shown as one line (GLI-06)."""


class BoundUnreadableError(TuicomptaError):
    """A bound of a range of accounts is not made of digits and letters."""

    template = "Borne illisible : «{text}». Écrivez un numéro de compte, par exemple 401 ou 401DUP."


class BoundOutsideNatureError(TuicomptaError):
    """A bound of a range of accounts does not begin as the nature asks (GLI-05)."""

    template = "La borne {number} n'est pas de la nature «{nature}», dont les comptes commencent par {roots}."


@dataclass(frozen=True, slots=True)
class BookFilter:
    """What is read of one fiscal year; bounds of accounts are empty when there is none, `statuses` are letters."""

    year: FiscalYear
    start: date
    end: date
    nature: BookNature = BookNature.ALL
    low: str = ""
    high: str = ""
    one_supplier_line: bool = False
    one_customer_line: bool = False
    statuses: str = COUNTED
    kind: LineKind = LineKind.ALL
    moved_only: bool = True

    @classmethod
    def of_year(cls, year: FiscalYear) -> "BookFilter":
        """Return what is read unless asked otherwise."""
        return cls(year, year.start, year.end)

    @property
    def is_whole(self) -> bool:
        """Whether nothing hides a line, so that debit equals credit (GLI-14); simulated lines are not counted on."""
        no_range = self.nature is BookNature.ALL and not self.low and not self.high
        return (
            no_range and self.end == self.year.end and self.kind is LineKind.ALL and set(COUNTED) <= set(self.statuses)
        )


def read_bound(text: str, nature: BookNature) -> str:
    """Return a bound of accounts; raises `BoundUnreadableError` and `BoundOutsideNatureError` (GLI-05)."""
    number = clean_text(text).strip().upper()
    if not _BOUND.fullmatch(number):
        raise BoundUnreadableError(text=number)
    # a bound shorter than the roots may begin as they do: 4 for the suppliers
    if number and not any(number.startswith(root) or root.startswith(number) for root in ROOTS[nature]):
        raise BoundOutsideNatureError(number=number, nature=nature.value, roots=" ou ".join(ROOTS[nature]))
    return number


def check_range(low: str, high: str) -> None:
    """Refuse a range that ends before it starts; raises `ReversedRangeError`."""
    if low and high and low > high and not low.startswith(high):
        raise ReversedRangeError(first=low, last=high)


def book_scope(dossier: Dossier, report: str, asked: BookFilter) -> Scope:
    """Return what a printed report selects for the same filters; raises the refusals of a range."""
    low, high = (read_bound(bound, asked.nature) for bound in (asked.low, asked.high))
    check_range(low, high)
    centralised = [
        name
        for name, wanted in (("clients", asked.one_customer_line), ("fournisseurs", asked.one_supplier_line))
        if wanted and asked.nature in CENTRALISING
    ]
    options: dict[str, OptionValue] = {
        "comptes": ("mouvementes" if asked.moved_only else "tous",),
        "lettrage-au": date.max,
    }
    request = Request(
        report,
        # a bound that begins the lower one, as in 401DUP to 401, covers it
        accounts=f"{min(low, high) if high else low}{RANGE}{high}" if low or high else None,
        natures=_NATURES[asked.nature],
        statuses=frozenset(EntryStatus(letter) for letter in asked.statuses),
        lettering=_LETTERING[asked.kind],
        options=options | ({"centraliser": tuple(centralised)} if centralised else {}),
    )
    scope = resolve_scope(dossier, find_report(report), request)
    statuses = frozenset(EntryStatus(letter) for letter in asked.statuses)
    return scope._replace(period=ReportPeriod((asked.year,), asked.start, asked.end), statuses=statuses)
