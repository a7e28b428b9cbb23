"""Cells of a guided entry: which ones can be typed, where Enter stops, what a typed text means (SGE-15 to SGE-20)."""

from collections.abc import Mapping
from datetime import date

from tuicompta.core.entry.model import AMOUNT_OF, AMOUNTS, Column
from tuicompta.core.entry.ports import AccountInfo
from tuicompta.core.entry.refusals import BlockedAccountError, RootAccountError
from tuicompta.core.enums import AccountType, JournalType
from tuicompta.core.expressions import evaluate_amount
from tuicompta.core.guides.body import Body, Header
from tuicompta.core.guides.model import GUIDE_COLUMNS
from tuicompta.core.guides.refusals import (
    AccountNotAllowedError,
    DayOutsideMonthError,
    NegativeGuideAmountError,
    UnknownGuideAccountError,
)
from tuicompta.core.text import clean_text, excerpt


def is_allowed(account: AccountInfo, kind: JournalType) -> bool:
    """Tell whether an account may be chosen in a journal of this type (SGE-15)."""
    return account.sides.get(kind, (True, None))[0]


def is_locked(header: Header, rank: int, column: Column) -> bool:
    """Tell whether a cell is not modifiable (MG-07); the date is that of the entry, ruled by the first line."""
    lines = header.guide.lines
    return column in (lines[0] if column is Column.DATE else lines[rank]).locked


def enterable(header: Header, rank: int) -> list[Column]:
    """Return the cells of a line that Tab goes through, in the order of the screen (SGE-20).

    The date, that of the entry, is only on the first line.
    """
    columns = GUIDE_COLUMNS[1:] if rank else GUIDE_COLUMNS
    return [column for column in columns if not is_locked(header, rank, column)]


def stops(header: Header, body: Body, rank: int) -> list[Column]:
    """Return the cells of a line where Enter stops: only what the model leaves open (SGL-04)."""
    rule, line = header.guide.lines[rank], body.lines[rank]
    amount = AMOUNT_OF[rule.side]
    asked = not rule.formula and not line.typed & (set(AMOUNTS) - {amount})
    wanted = {
        Column.DATE: rank == 0,
        Column.ACCOUNT: not rule.account,
        Column.PIECE: rank == 0 and not line.piece,
        Column.LABEL: not line.label,
        Column.DEBIT: asked and amount is Column.DEBIT,
        Column.CREDIT: asked and amount is Column.CREDIT,
    }
    return [column for column in enterable(header, rank) if wanted[column]]


def read_day(header: Header, text: str) -> date:
    """Return the date of a typed day of the month; raises DayOutsideMonthError (SGE-15)."""
    typed = text.strip()
    day = int(typed) if typed.isdigit() and len(typed) <= 2 and typed.isascii() else 0  # noqa: PLR2004 (two digits)
    if not header.start.day <= day <= header.end.day:
        raise DayOutsideMonthError(first=header.start.day, last=header.end.day)
    return header.start.replace(day=day)


def read_amount(text: str) -> int:
    """Return a typed amount in cents, zero or positive, or the result of an expression (SGE-16)."""
    cents = evaluate_amount(text)
    if cents < 0:
        raise NegativeGuideAmountError
    return cents


def read_account(accounts: Mapping[str, AccountInfo], header: Header, text: str, picked: str) -> str:
    """Return the number of an account that may be chosen: the row picked, else the exact number (SGE-15)."""
    typed = text.strip().upper()
    found = accounts.get(picked or typed)
    if found is None:
        raise UnknownGuideAccountError(text=excerpt(clean_text(text).strip()))
    if found.type is AccountType.ROOT:
        raise RootAccountError(number=found.number)
    if found.blocked:
        raise BlockedAccountError(number=found.number, title=found.title)
    if not is_allowed(found, header.guide.type):
        raise AccountNotAllowedError(number=found.number, type=header.guide.type.label)
    return found.number


def shown_value(body: Body, rank: int, column: Column) -> str | int | date | None:
    """Return what a cell holds; the date is shown on each line, since it is that of the entry."""
    if column is Column.DATE:
        return body.day
    value: str | int = getattr(body.lines[rank], column.value)
    return value


def is_computed(header: Header, body: Body, rank: int) -> bool:
    """Tell whether the amount of a line follows a formula (MG-06)."""
    return bool(header.guide.lines[rank].formula) and not body.lines[rank].typed & set(AMOUNTS)
