"""How single values are written, shared by the outputs."""

from collections.abc import Callable
from datetime import date
from functools import partial

from tuicompta.core.amounts import format_amount, format_rounded
from tuicompta.core.dates import format_date
from tuicompta.core.text import clean_text
from tuicompta.reports.model import Column, ColumnType, Value

Write = Callable[[Value], str]


class Dates(dict[date | None, str]):
    """Dates written by a function, each one once: a ledger of a million lines has a few hundred days."""

    def __init__(self, write: Callable[[date], str]) -> None:
        super().__init__({None: ""})
        self._write = write

    def __missing__(self, day: date | None) -> str:
        """Write a date met for the first time."""
        self[day] = written = self._write(day) if day else ""
        return written


def safe(text: str) -> str:
    """Return a text from the dossier without any terminal sequence; nearly all pass the first test."""
    return text if text.isprintable() else clean_text(text)


def french_dates() -> Dates:
    """Return dates written JJ/MM/AAAA."""
    return Dates(format_date)


def format_balance(cents: int, decimals: int = 2) -> str:
    """Return a balance followed by its side, `1 234,56 D` (ETSO-03)."""
    side = " D" if cents > 0 else " C" if cents < 0 else "  "
    return format_rounded(abs(cents), decimals) + side


def amount_writer(column: Column, *, blank_zero: bool) -> Callable[[int], str]:
    """Return what writes the cents of a column, with the decimals that it shows."""
    if column.type is ColumnType.BALANCE:
        return partial(format_balance, decimals=column.decimals)
    if column.decimals == Column._field_defaults["decimals"]:
        return partial(format_amount, blank_zero=blank_zero)
    return partial(format_rounded, decimals=column.decimals, blank_zero=blank_zero)
