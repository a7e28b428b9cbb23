"""What the text of a cell means: its value, or the reason why it is refused (KM-09 to KM-22, KM-51 to KM-67)."""

from collections.abc import Callable, Mapping
from datetime import date

from tuicompta.core.accounts import complete_number, expand_dot
from tuicompta.core.dates import DateOutsideFiscalYearError, YearMonth, parse_date, parse_due_date, parse_field_date
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.model import CellValue, Column
from tuicompta.core.entry.ports import AccountInfo
from tuicompta.core.entry.refusals import (
    BlockedAccountError,
    ChequeError,
    DayOnlyError,
    OtherFiscalYearError,
    RootAccountError,
    UnknownAccountError,
    UnknownJournalError,
    UnknownLabelModelError,
    UnknownPaymentMethodError,
    ZeroAmountError,
)
from tuicompta.core.enums import AccountType
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.expressions import evaluate_amount
from tuicompta.core.text import clean_text, fold

_DAY_LENGTH = 2


class AccountToCreateError(TuicomptaError):
    """The number typed matches no account: the box of KM-66 opens on it."""

    template = "Aucun compte ne commence par {number}."


def read(desk: Desk, text: str) -> CellValue:
    """Return the value typed in the cell under the cursor; raises a TuicomptaError that names what is wrong."""
    return _READERS[desk.column](desk, text)


def _date(desk: Desk, text: str) -> date:
    grid = desk.book.grid
    typed = text.strip()
    if desk.profile.day_only and not (typed.isdigit() and len(typed) <= _DAY_LENGTH):
        raise DayOnlyError(start=grid.start, end=grid.end)
    working = desk.proposals.headers.working_month(desk.position)
    try:
        return parse_date(typed, start=grid.start, end=grid.end, working=working, today=desk.facts.today())
    except DateOutsideFiscalYearError as refusal:
        day = refusal.fields["day"]
        raise (outside_year(desk, day) if isinstance(day, date) else refusal) from None


def outside_year(desk: Desk, day: date) -> TuicomptaError:
    """Return the refusal of a date outside the fiscal year; it names the way to another one that is open (KM-55)."""
    start, end = desk.book.grid.start, desk.book.grid.end
    if desk.profile.day_only:
        return DayOnlyError(start=start, end=end)
    elsewhere = desk.profile.changes_year and desk.facts.is_in_open_year(day)
    return (OtherFiscalYearError if elsewhere else DateOutsideFiscalYearError)(start=start, end=end)


def _piece_date(desk: Desk, text: str) -> date:
    """Return the date of a document, which may lie outside the fiscal year (SW-40); a day alone is in its month."""
    grid = desk.book.grid
    day = desk.entry.entry_date or desk.proposals.headers.entry_date(desk.position)
    month = YearMonth.of(day) if day else desk.proposals.headers.working_month(desk.position)
    return parse_field_date(text, start=grid.start, end=grid.end, month=month, today=day or desk.facts.today())


def _due_date(desk: Desk, text: str) -> date:
    return parse_due_date(text, entry_date=desk.entry.entry_date or desk.book.grid.start)


def _text(_desk: Desk, text: str) -> str:
    return clean_text(text).strip()


def _amount(_desk: Desk, text: str) -> int:
    cents = evaluate_amount(text)
    if cents == 0:
        raise ZeroAmountError
    return cents


def _account(desk: Desk, text: str) -> str:
    """Return the number picked: the row highlighted by the user, else the exact number, else the best match (KM-63)."""
    choices = desk.choices
    if choices and choices.picked and (choices.moved or not text.strip()):
        return choices.picked.value
    typed = expand_dot(text.strip().upper(), desk.options.account_length)
    best = choices.picked.value if choices and choices.picked else ""
    if best.rstrip("0") != typed.rstrip("0"):
        _refuse_unenterable(desk.facts.account(typed))
    if best:
        return best
    if typed[:1].isdigit():
        options = desk.options
        number = complete_number(typed, options.account_length, pad=options.complete_with_zeros)
        raise AccountToCreateError(number=number)
    raise UnknownAccountError(text=text.strip())


def _refuse_unenterable(account: AccountInfo | None) -> None:
    """Refuse a Racine or blocked account whose exact number was typed (KM-67, SJ-12, SJ-15)."""
    if account and account.type is AccountType.ROOT:
        raise RootAccountError(number=account.number)
    if account and account.blocked:
        raise BlockedAccountError(number=account.number, title=account.title)


def _label(desk: Desk, text: str) -> str:
    """Return the label typed, or the label model picked in the list opened by F4 (SJ-19, KM-71)."""
    journal = desk.journal
    if desk.choices is None or journal is None:
        return clean_text(text).strip()
    picked = desk.choices.picked
    if picked is None:
        raise UnknownLabelModelError(text=text)
    return desk.proposals.labels.build(picked.value, desk.entry, desk.line, journal)


def _coded(desk: Desk, text: str) -> str:
    """Return the code of a journal, a payment method or a cheque: the exact one, else the highlighted row (KM-09)."""
    column, choices = desk.column, desk.choices
    rows = choices.rows if choices else ()
    exact = next((row.value for row in rows if fold(row.code) == fold(text.strip())), "")
    if exact and not (choices and choices.moved):
        return _usable(desk, column, exact)
    picked = choices.picked if choices else None
    if picked:
        return _usable(desk, column, picked.value)
    if column is Column.CHEQUE:
        return _usable(desk, column, clean_text(text).strip())
    refusal = UnknownJournalError if column is Column.JOURNAL else UnknownPaymentMethodError
    raise refusal(text=text.strip())


def _usable(desk: Desk, column: Column, value: str) -> str:
    """Refuse a cheque that cannot be used (CHQ-07, CHQ-08)."""
    if column is Column.CHEQUE and desk.journal:
        reason = desk.facts.lookup.cheque_refusal(desk.journal.code, value)
        if reason:
            raise ChequeError(reason=reason)
    return value


_READERS: Mapping[Column, Callable[[Desk, str], CellValue]] = {
    Column.JOURNAL: _coded,
    Column.DATE: _date,
    Column.PIECE: _text,
    Column.PIECE_DATE: _piece_date,
    Column.DOCUMENT: _text,
    Column.ACCOUNT: _account,
    Column.LABEL: _label,
    Column.DEBIT: _amount,
    Column.CREDIT: _amount,
    Column.DUE_DATE: _due_date,
    Column.PAYMENT_METHOD: _coded,
    Column.CHEQUE: _coded,
}
