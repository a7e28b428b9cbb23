"""Blocks cut between entries, so that each holds whole entries (FECI-04), and the key of an entry (FECI-09)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, compress, count, repeat
from operator import attrgetter, ne, or_, sub
from typing import Any

from tuicompta.exchange.fec.lines import FecBlock, FecLine
from tuicompta.exchange.fec.normaliser import shown_number

LINES_AT_ONCE = 1000
_KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class EntryBlock:
    """Whole entries: their lines in columns, and where each entry starts and ends."""

    lines: FecBlock
    starts: Sequence[int]
    ends: Sequence[int]


# What no entry of a dossier keeps: carrying it from block to block would only cost time.
_LEFT_BEHIND = frozenset(
    {
        *("journal_label", "account_label", "auxiliary_label", "currency_amount", "currency"),
        *("payment_method", "operation_nature", "client", "file"),
    }
)


def whole_entries(blocks: Iterable[FecBlock], at_once: int = LINES_AT_ONCE) -> Iterator[EntryBlock]:
    """Yield the entries of blocks in which the lines of an entry follow one another, about `at_once` lines a time.

    Labels of journals and accounts, and what no entry keeps, are blank.
    """
    waiting: list[FecBlock] = []
    size = 0
    for block in blocks:
        if not len(block):
            continue
        waiting.append(block)
        size += len(block)
        if size >= at_once:
            joined = _joined(waiting)
            last = _starts(joined)[-1]
            if last:
                yield _entry_block(_part(joined, 0, last))
            waiting, size = [_part(joined, last, len(joined))], 0
    if waiting:
        yield _entry_block(_joined(waiting))


def block_of_entries(entries: EntryBlock, chosen: Sequence[bool]) -> EntryBlock:
    """Return some of the entries only."""
    kept = list(chain.from_iterable(map(repeat, chosen, map(sub, entries.ends, entries.starts))))
    lines = entries.lines
    columns = {name: list(compress(getattr(lines, name), kept)) for name in FecLine._fields}
    return _entry_block(FecBlock(list(compress(lines.lines, kept)), (), **columns))


def entry_keys(entries: EntryBlock, siren: str) -> list[bytes]:
    """Return the keys of entries: the same journal, number, date, accounts and amounts of the same company."""
    lines = entries.lines
    texts = [
        f"{account}\t{auxiliary}\t{debit}\t{credit}\n"
        for account, auxiliary, debit, credit in zip(
            lines.account, lines.auxiliary, lines.debit, lines.credit, strict=True
        )
    ]
    return [
        blake2b(
            f"{siren}\t{lines.journal_code[start]}\t{shown_number(lines.number[start])}\t{lines.entry_date[start]}\n"
            f"{''.join(texts[start:end])}".encode(),
            digest_size=_KEY_BYTES,
        ).digest()
        for start, end in zip(entries.starts, entries.ends, strict=True)
    ]


def _entry_block(lines: FecBlock) -> EntryBlock:
    starts = _starts(lines)
    return EntryBlock(lines, starts, [*starts[1:], len(lines)])


def _starts(block: FecBlock) -> list[int]:
    columns = (block.journal_code, block.number, block.entry_date)
    journal, number, day = (map(ne, column[1:], column) for column in columns)
    return [0, *compress(count(1), map(or_, map(or_, journal, number), day))]


def _joined(blocks: Sequence[FecBlock]) -> FecBlock:
    lines = list(chain.from_iterable(block.lines for block in blocks))
    blank = ("",) * len(lines)
    columns: dict[str, Any] = {
        name: blank if name in _LEFT_BEHIND else list(chain.from_iterable(map(attrgetter(name), blocks)))
        for name in FecLine._fields
    }
    return FecBlock(lines, (), **columns)


def _part(block: FecBlock, start: int, end: int) -> FecBlock:
    return FecBlock(block.lines[start:end], (), **{name: getattr(block, name)[start:end] for name in FecLine._fields})
