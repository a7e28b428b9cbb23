"""Payment terms: the due dates and amounts of an invoice."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tuicompta.core.amounts import divide_rounded, format_amount
from tuicompta.core.dates import add_days, add_months, month_end
from tuicompta.core.enums import Labelled
from tuicompta.core.errors import TuicomptaError

WHOLE = 100_00
_LONGEST_DELAY = 365
_LAST_DAY = 31
_DAYS_OF_A_MONTH = 30
_LEGAL_DAYS_NET = 60
_LEGAL_DAYS_END_OF_MONTH = 45


class TermType(Labelled):
    """How a due date follows from the document date and the delay (MR-04)."""

    CASH = "cash", "Comptant"
    NET = "net", "Net"
    NET_ON = "net_on", "Net le"
    END_OF_MONTH = "end_of_month", "Fin de mois"
    END_OF_MONTH_ON = "end_of_month_on", "Fin de mois le"

    @property
    def needs_day(self) -> bool:
        """Whether «Jour de règlement» is enabled and mandatory."""
        return self in {TermType.NET_ON, TermType.END_OF_MONTH_ON}


class TermLine(NamedTuple):
    """A line of a payment term: a share in hundredths of a percent (100 % is 10000), a delay in days and its type.

    `day` is «Jour de règlement»; `in_months` is «Mois comptable», which counts the days as months.
    """

    percent: int = WHOLE
    days: int = 0
    type: TermType = TermType.CASH
    day: int | None = None
    in_months: bool = False


class Due(NamedTuple):
    """A due date and its part of the amount, in cents."""

    date: date
    amount: int


class TermLineError(TuicomptaError):
    """A line of a payment term has a value out of bounds (MR-04)."""

    template = "Ligne {rank} du mode de règlement : {reason}."


class NoTermLineError(TuicomptaError):
    """A payment term has no line (MR-03)."""

    template = "Un mode de règlement a au moins une ligne."


class TermPercentagesError(TuicomptaError):
    """The percentages of a payment term do not add up to 100 (MR-05)."""

    template = "Le total des pourcentages est {total} au lieu de 100,00."


def _fault(line: TermLine) -> str | None:
    """Return what MR-04 refuses in a line."""
    cash, needs_day = line.type is TermType.CASH, line.type.needs_day
    shortest = 1 if line.type is TermType.NET else 0
    if not 1 <= line.percent <= WHOLE:
        return "le pourcentage va de 0,01 à 100,00"
    if not shortest <= line.days <= (0 if cash else _LONGEST_DELAY):
        return "le nombre de jours est 0 au comptant" if cash else f"le nombre de jours va de {shortest} à 365"
    if needs_day and (line.day is None or not 1 <= line.day <= _LAST_DAY):
        return "le jour de règlement va de 1 à 31"
    return None if needs_day or line.day is None else "ce type de règlement n'a pas de jour de règlement"


def check_terms(lines: Sequence[TermLine]) -> None:
    """Refuse the lines that a payment term cannot have.

    Raises NoTermLineError (MR-03), TermLineError (MR-04) or TermPercentagesError (MR-05).
    """
    if not lines:
        raise NoTermLineError
    for rank, line in enumerate(lines, start=1):
        if fault := _fault(line):
            raise TermLineError(rank=rank, reason=fault)
    total = sum(line.percent for line in lines)
    if total != WHOLE:
        raise TermPercentagesError(total=format_amount(total))


def exceeds_legal_delay(line: TermLine) -> bool:
    """Tell whether a line passes the ceiling between professionals, 60 days net or 45 days end of month (MR-15)."""
    end_of_month = line.type in {TermType.END_OF_MONTH, TermType.END_OF_MONTH_ON}
    return line.days > (_LEGAL_DAYS_END_OF_MONTH if end_of_month else _LEGAL_DAYS_NET)


def _delayed(line: TermLine, document_date: date) -> date:
    """Return the document date plus the delay, counted in months or in days (MR-06)."""
    if not line.in_months:
        return add_days(document_date, line.days)
    months, rest = divmod(line.days, _DAYS_OF_A_MONTH)
    return add_days(add_months(document_date, months), rest if rest > months else 0)


def due_date(line: TermLine, document_date: date) -> date:
    """Return the due date of a line: the document date, plus the delay, then the type, then the day (MR-07)."""
    delayed = _delayed(line, document_date)
    match line.type:
        case TermType.CASH:
            return document_date
        case TermType.NET:
            return delayed
        case TermType.END_OF_MONTH:
            return month_end(delayed)
        case TermType.END_OF_MONTH_ON:
            return add_months(delayed, 1, line.day)
        case TermType.NET_ON:
            this_month = add_months(delayed, 0, line.day)
            return this_month if this_month >= delayed else add_months(delayed, 1, line.day)


def schedule(lines: Sequence[TermLine], document_date: date, amount: int) -> list[Due]:
    """Return the due date and amount of each line, in their order; the amounts add up to `amount` cents (MR-12).

    Each line takes its rounded percentage, the last one takes the rest; none takes more than what is left. Without
    payment term the whole amount is due at the document date (ECH-08).
    """
    dues: list[Due] = []
    left = amount
    for line in lines[:-1]:
        share = divide_rounded(amount * line.percent, WHOLE)
        share = min(share, left) if amount >= 0 else max(share, left)
        dues.append(Due(due_date(line, document_date), share))
        left -= share
    last = due_date(lines[-1], document_date) if lines else document_date
    return [*dues, Due(last, left)]
