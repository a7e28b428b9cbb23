"""Lines of a file made ready to become entry lines: one amount each, a journal, a number (FECI-04)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from operator import mul, or_
from typing import Any

from tuicompta.exchange.fec.errors import FecError
from tuicompta.exchange.fec.lines import FecBlock, FecLine

DEFAULT_JOURNAL = "OD"
"""Journal of the lines that name none: some regimes leave it blank."""

NO_NUMBER = "\0"
"""Beginning of the numbers made up for lines without a usable one; no text of a file holds it."""

_MOST_OPEN = 100_000


class TooManyOpenEntriesError(FecError):
    """Entries without a number never come to a balance."""

    template = "Ligne {line} : trop d'écritures sans numéro qui ne s'équilibrent pas."


def shown_number(number: str) -> str:
    """Return a number as it is told to the user: empty when it was made up."""
    return "" if number.startswith(NO_NUMBER) else number


class Normaliser:
    """Prepares the blocks of a file in their order; `every_number` leaves no number of the file in use."""

    def __init__(self, *, every_number: bool = False) -> None:
        self._every_number = every_number
        self._balances: dict[tuple[str, date], tuple[int, str]] = {}
        self._made_up = 0
        self.dropped = 0
        """Lines without any amount."""

    def prepare(self, block: FecBlock) -> FecBlock:
        """Return a block without zero lines, with one side a line, a journal and a number everywhere."""
        if 0 in map(or_, block.debit, block.credit) or any(map(mul, block.debit, block.credit)):
            block = _remade(block, self._sides)
        if "" in block.journal_code:
            block = _changed(block, journal_code=[code or DEFAULT_JOURNAL for code in block.journal_code])
        if self._every_number or "" in block.number:
            block = _changed(block, number=self._numbers(block))
        return block

    def _sides(self, line: FecLine) -> Iterator[FecLine]:
        """Yield a line for each side that holds an amount."""
        if line.debit and line.credit:
            yield line._replace(credit=0)
            yield line._replace(debit=0)
        elif line.debit or line.credit:
            yield line
        else:
            self.dropped += 1

    def _numbers(self, block: FecBlock) -> list[str]:
        """Return the numbers, those not usable made up: a new one when journal and date come back to zero."""
        numbers = []
        rows = zip(
            *(block.lines, block.journal_code, block.entry_date, block.number, block.debit, block.credit), strict=True
        )
        for line, journal, day, number, debit, credit in rows:
            usable = number and not self._every_number
            numbers.append(number if usable else self._number(line, (journal, day), debit - credit))
        return numbers

    def _number(self, line: int, key: tuple[str, date], amount: int) -> str:
        balance, number = self._balances.pop(key, (0, ""))
        if not number:
            self._made_up += 1
            number = f"{NO_NUMBER}{self._made_up}"
        if balance + amount:
            self._balances[key] = balance + amount, number
            if len(self._balances) > _MOST_OPEN:
                raise TooManyOpenEntriesError(line=line)
        return number


def _changed(block: FecBlock, **columns: Sequence[Any]) -> FecBlock:
    kept = {name: getattr(block, name) for name in FecLine._fields}
    return FecBlock(block.lines, block.refused, **(kept | columns))


def _remade(block: FecBlock, change: Callable[[FecLine], Iterator[FecLine]]) -> FecBlock:
    """Return a block whose every line was replaced by none, one or several, which keep its number in the file."""
    numbered = zip(block.lines, block.rows(), strict=True)
    pairs = [(number, made) for number, line in numbered for made in change(line)]
    columns: Any = zip(*(line for _, line in pairs), strict=True) if pairs else ((),) * len(FecLine._fields)
    return FecBlock([number for number, _ in pairs], block.refused, *columns)
