"""Lettered groups of a file: same account, same code (FECI-08, FECV-06)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import compress
from typing import NamedTuple

from tuicompta.exchange.fec.lines import FecBlock
from tuicompta.exchange.fec.scratch import Scratch

_REMEMBERED = 20_000
_TABLE = """
CREATE TABLE letter (account TEXT, auxiliary TEXT, code TEXT, balance INTEGER, lines INTEGER, line INTEGER, day TEXT)
"""
_INSERT = "INSERT INTO letter VALUES (?, ?, ?, ?, ?, ?, ?)"
_GROUPS = """
SELECT account, auxiliary, code, sum(balance), sum(lines), min(line), max(day)
  FROM letter GROUP BY account, auxiliary, code ORDER BY min(line)
"""


class LetteredGroup(NamedTuple):
    """Lines of one account and auxiliary that bear one code; balance in cents, `day` the latest lettering date."""

    account: str
    auxiliary: str
    code: str
    balance: int
    lines: int
    line: int
    day: date | None


@dataclass(slots=True)
class _Sum:
    """What is known of a group so far."""

    line: int
    balance: int = 0
    lines: int = 0
    day: date | None = None


class LetterCollector:
    """Adds up the lettered lines of a file by account and code."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._sums: dict[tuple[str, str, str], _Sum] = {}
        scratch.script(_TABLE)

    def feed(self, block: FecBlock) -> None:
        """Take the next block."""
        for index in compress(range(len(block)), block.lettering):
            self._add(block, index)
        if len(self._sums) > _REMEMBERED:
            self._flush()

    def groups(self) -> Iterator[LetteredGroup]:
        """Yield the groups, in the order of their first line."""
        self._flush()
        for row in self._scratch.rows(_GROUPS):
            group = LetteredGroup(*row)
            yield group._replace(day=date.fromisoformat(row[-1])) if row[-1] else group

    def _add(self, block: FecBlock, index: int) -> None:
        key = (block.account[index], block.auxiliary[index], block.lettering[index])
        known = self._sums.get(key)
        if known is None:
            known = self._sums[key] = _Sum(block.lines[index])
        known.balance += block.debit[index] - block.credit[index]
        known.lines += 1
        day = block.lettering_date[index]
        if day is not None and (known.day is None or day > known.day):
            known.day = day

    def _flush(self) -> None:
        rows = (
            (*key, known.balance, known.lines, known.line, known.day and known.day.isoformat())
            for key, known in self._sums.items()
        )
        self._scratch.insert(_INSERT, rows)
        self._sums.clear()
