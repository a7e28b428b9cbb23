"""Values of flags: how each is read, and the French refusal of what is not one (INST-17)."""

import re
from collections.abc import Callable
from datetime import date
from typing import ClassVar

from tuicompta.core.dates import ImpossibleDateError, YearMonth, parse_full_date
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text

Reader = Callable[[str], object]

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_TAB = {"\\t", "tab", "TAB"}
_NO_DELIMITER = re.compile(r"[0-9A-Za-z\"'\r\n\0 +-]")


class FlagValueError(TuicomptaError):
    """The value of a flag is not accepted; `flag` is filled in by the caller."""

    template = "Valeur refusée pour {flag} : «{value}». {expected}"
    exit_code: ClassVar[int] = 2

    def __init__(self, value: str, expected: str, flag: str = "") -> None:
        super().__init__(value=value, expected=expected, flag=flag)
        self.value = value
        self.expected = expected


def text(value: str) -> str:
    """Read a text that is not empty, a path included."""
    if not value.strip():
        raise FlagValueError(value, "Donnez un texte.")
    return value


def code(value: str) -> str:
    """Read the code of a record."""
    return clean_text(text(value))


def day(value: str) -> date:
    """Read a date AAAA-MM-JJ or JJ/MM/AAAA."""
    try:
        return parse_full_date(value)
    except ImpossibleDateError:
        raise FlagValueError(value, "Écrivez une date AAAA-MM-JJ ou JJ/MM/AAAA qui existe.") from None


def month(value: str) -> YearMonth:
    """Read a month AAAA-MM."""
    match = _MONTH.fullmatch(value)
    if match is None or match[1] == "0000":
        raise FlagValueError(value, "Écrivez un mois AAAA-MM.")
    return YearMonth(int(match[1]), int(match[2]))


def number(least: int, most: int) -> Reader:
    """Return what reads a whole number between two bounds."""

    def read(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
            raise FlagValueError(value, f"Écrivez un nombre de {least} à {most}.")
        return int(value)

    return read


def one_of(*values: str) -> Reader:
    """Return what reads one word among a few."""

    def read(value: str) -> str:
        if value not in values:
            raise FlagValueError(value, "Valeurs acceptées : " + ", ".join(values) + ".")
        return value

    return read


def some_of(*values: str) -> Reader:
    """Return what reads a list of different words among a few."""

    def read(value: str) -> tuple[str, ...]:
        words = tuple(word.strip() for word in value.split(","))
        if not set(words) <= set(values) or len(set(words)) < len(words):
            raise FlagValueError(value, "Valeurs acceptées, séparées par des virgules : " + ", ".join(values) + ".")
        return words

    return read


def decimal(value: str) -> str:
    """Read the decimal mark of a CSV file."""
    if value not in {",", "."}:
        raise FlagValueError(value, "Donnez , ou bien .")
    return value


def delimiter(value: str) -> str:
    """Read the separator of a CSV file: one sign, `tab` for the tabulation."""
    if value in _TAB:
        return "\t"
    if len(value) != 1 or not (value.isprintable() or value == "\t") or _NO_DELIMITER.match(value):
        raise FlagValueError(value, "Donnez un seul signe, par exemple ; ou , ou | ou tab.")
    return value
