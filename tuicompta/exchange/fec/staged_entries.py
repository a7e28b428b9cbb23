"""The stored entries of a file, a few hundred at a time with their lines in columns, and the key of each (FECI-09)."""

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import blake2b
from itertools import accumulate, islice
from pathlib import Path
from typing import Any, NamedTuple

from tuicompta.exchange.fec.account_facts import AccountFacts
from tuicompta.exchange.fec.normaliser import shown_number
from tuicompta.exchange.fec.scratch import Scratch

_AT_ONCE = 400
_KEY_BYTES = 16
_ENTRIES = "SELECT ordinal, journal, number, day, validation, lines, debit, credit FROM entry ORDER BY ordinal"
_LINES = "SELECT account, piece, document, piece_day, label, debit, credit FROM line ORDER BY id"


class StagedEntry(NamedTuple):
    """The header of an entry of the stage: days are ordinals, amounts cents, `lines` how many it has."""

    ordinal: int
    journal: str
    number: str
    day: int
    validation: int
    lines: int
    debit: int
    credit: int


class StagedLines(NamedTuple):
    """Lines in columns; `accounts` are places in the accounts of the file, days ISO texts."""

    accounts: Sequence[int]
    pieces: Sequence[str]
    documents: Sequence[str]
    piece_days: Sequence[str | None]
    labels: Sequence[str]
    debits: Sequence[int]
    credits: Sequence[int]


class StagedBatch(NamedTuple):
    """Whole entries; the lines of each go from its start to its end, those of the batch from `first` to `last`."""

    entries: Sequence[StagedEntry]
    lines: StagedLines
    starts: Sequence[int]
    ends: Sequence[int]
    first: int
    last: int


def staged_batches(path: Path) -> Iterator[StagedBatch]:
    """Yield the entries of a stage in their order."""
    scratch = Scratch(path)
    try:
        entries, lines = scratch.rows(_ENTRIES), scratch.rows(_LINES)
        read = 0
        while found := list(map(StagedEntry._make, islice(entries, _AT_ONCE))):
            ends = list(accumulate(entry.lines for entry in found))
            columns: tuple[Any, ...] = tuple(zip(*islice(lines, ends[-1]), strict=True))
            yield StagedBatch(found, StagedLines(*columns), [0, *ends[:-1]], ends, read + 1, read + ends[-1])
            read += ends[-1]
    finally:
        scratch.close()


class DayTexts(dict[int, str]):
    """ISO texts of days given by their ordinal, worked out once for each."""

    def __missing__(self, day: int) -> str:
        """Work out a day seen for the first time."""
        self[day] = text = date.fromordinal(day).isoformat()
        return text


class EntryKeys:
    """Keys of entries: the same journal, number, date, accounts and amounts of the same company."""

    def __init__(self, siren: str, accounts: Sequence[AccountFacts]) -> None:
        self._siren = siren
        self._accounts = [f"{facts.account}\t{facts.auxiliary}" for facts in accounts]
        self._days = DayTexts()

    def of(self, batch: StagedBatch) -> list[bytes]:
        """Return the key of each entry of a batch."""
        accounts, lines = self._accounts, batch.lines
        texts = [
            f"{accounts[place]}\t{debit}\t{credit}\n"
            for place, debit, credit in zip(lines.accounts, lines.debits, lines.credits, strict=True)
        ]
        return [
            blake2b(
                f"{self._siren}\t{entry.journal}\t{shown_number(entry.number)}\t{self._days[entry.day]}\n"
                f"{''.join(texts[start:end])}".encode(),
                digest_size=_KEY_BYTES,
            ).digest()
            for entry, start, end in zip(batch.entries, batch.starts, batch.ends, strict=True)
        ]
