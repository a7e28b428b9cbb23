"""Amounts, sides and dates of an accounting file: the legal form fast, the tolerated ones with a remark (FECI-03)."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tuicompta.exchange.fec.findings import Rule

_REMEMBERED = 1 << 15
# No amount nor date is that long; a longer text is unreadable too when cut there, and what is remembered stays small.
_LONGEST = 40
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_STRICT_AMOUNTS = re.compile(r"(?:-?[0-9]{1,13},[0-9]{2}\n)+")
_AMOUNT = re.compile(r"([+-]?)([0-9]{0,13})(?:([.,])([0-9]*))?([+-]?)")
_TIME = r"(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.]?)([0-9]{2})\2([0-9]{2})" + _TIME)
_DAY_FIRST = re.compile(r"([0-9]{2})([-/.]?)([0-9]{2})\2([0-9]{4})" + _TIME)
_SIDES = {"D": 1, "+1": 1, "C": -1, "-1": -1}


class AmountReading(NamedTuple):
    """An amount in cents, None when unreadable, and what there is to say about its form."""

    cents: int | None
    remark: Rule | None


class DateReading(NamedTuple):
    """A date, None when blank or impossible, and what there is to say about its form."""

    day: date | None
    remark: Rule | None


def strict_amounts(texts: Sequence[str]) -> list[int] | None:
    """Return the cents of amounts that all have the legal form with two decimals, else None."""
    joined = "\n".join(texts) + "\n"
    if not _STRICT_AMOUNTS.fullmatch(joined):
        return None
    return list(map(int, joined.replace(",", "").split()))


@lru_cache(maxsize=_REMEMBERED)
def read_amount(text: str) -> AmountReading:
    """Read one amount: comma or point, at most two decimals that count, sign in front or behind; blank is zero."""
    if not text:
        return AmountReading(0, None)
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return AmountReading(None, Rule.UNREADABLE_AMOUNT)
    before, whole, mark, decimals, after = match.groups(default="")
    too_fine = decimals[2:].strip("0")
    if not whole + decimals or (before and after) or too_fine:
        return AmountReading(None, Rule.UNREADABLE_AMOUNT)
    cents = int((whole or "0") + decimals[:2].ljust(2, "0"))
    return AmountReading(-cents if "-" in before + after else cents, Rule.DECIMAL_POINT if mark == "." else None)


def read_side(text: str) -> int | None:
    """Return 1 for debit (`D`, `+1`), -1 for credit (`C`, `-1`), None when unreadable."""
    return _SIDES.get(text.upper())


class StrictDates(dict[str, date | None]):
    """Dates in the legal form AAAAMMJJ, remembered; blank gives None, any other text raises KeyError.

    It holds at most the days of two centuries.
    """

    def __missing__(self, text: str) -> date | None:
        """Read a text seen for the first time."""
        day = None
        if text:
            day, remark = read_date(text)
            if day is None or remark is not None:
                raise KeyError(text)
        self[text] = day
        return day


@lru_cache(maxsize=_REMEMBERED)
def read_date(text: str) -> DateReading:
    """Read one date: AAAAMMJJ, the same with separators, or JJMMAAAA with or without; a time after it is ignored."""
    if not text:
        return DateReading(None, None)
    readings = [reading for reading in (_year_first(text), _day_first(text)) if reading is not None]
    if not readings:
        return DateReading(None, Rule.IMPOSSIBLE_DATE)
    # `01012025` is a day of the year 101 as well as 1 January 2025: the plausible year wins.
    return min(readings, key=lambda reading: reading.remark is Rule.YEAR_RANGE)


def _year_first(text: str) -> DateReading | None:
    match = _YEAR_FIRST.fullmatch(text)
    if match is None:
        return None
    year, mark, month, day = match.groups()
    legal = not mark and len(text) == len("AAAAMMJJ")
    return _reading(int(year), int(month), int(day), None if legal else Rule.DATE_FORM)


def _day_first(text: str) -> DateReading | None:
    match = _DAY_FIRST.fullmatch(text)
    if match is None:
        return None
    day, _mark, month, year = match.groups()
    return _reading(int(year), int(month), int(day), Rule.DATE_FORM)


def _reading(year: int, month: int, day: int, remark: Rule | None) -> DateReading | None:
    try:
        read = date(year, month, day)
    except ValueError:
        return None
    return DateReading(read, remark if _FIRST_YEAR <= year <= _LAST_YEAR else Rule.YEAR_RANGE)


Remark = Callable[[int, Rule, str], None]


def read_amounts(texts: Sequence[str], remark: Remark) -> list[int | None]:
    """Return the cents of any amounts, None for the unreadable ones; `remark(index, rule, text)` hears of the rest."""
    amounts = []
    for index, text in enumerate(texts):
        cents, rule = read_amount(text[:_LONGEST])
        if rule is not None:
            remark(index, rule, text)
        amounts.append(cents)
    return amounts


def read_dates(texts: Sequence[str], remark: Remark) -> list[date | None]:
    """Return any dates, None for blank and impossible ones; `remark(index, rule, text)` hears of the odd ones."""
    days = []
    for index, text in enumerate(texts):
        day, rule = read_date(text[:_LONGEST])
        if rule is not None:
            remark(index, rule, text)
        days.append(day)
    return days
