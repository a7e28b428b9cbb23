"""Codes and their titles met in a file, each pair once: journals, accounts, auxiliary accounts."""

from collections.abc import Sequence

from tuicompta.exchange.fec.lines import FecBlock
from tuicompta.exchange.fec.scratch import Scratch

_REMEMBERED = 20_000
_TABLE = """
CREATE TABLE title (kind TEXT, code TEXT, title TEXT, line INTEGER, PRIMARY KEY (kind, code, title)) WITHOUT ROWID
"""
_INSERT = "INSERT OR IGNORE INTO title VALUES (?, ?, ?, ?)"
JOURNAL, ACCOUNT, AUXILIARY = "JournalLib", "CompteLib", "CompAuxLib"


class TitleCollector:
    """Stores each pair of a code and its title with the line where it comes first."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._seen: set[tuple[str, str, str]] = set()
        scratch.script(_TABLE)

    def feed(self, block: FecBlock) -> None:
        """Take the next block."""
        self._add(JOURNAL, block.journal_code, block.journal_label, block.lines)
        self._add(ACCOUNT, block.account, block.account_label, block.lines)
        self._add(AUXILIARY, block.auxiliary, block.auxiliary_label, block.lines)

    def _add(self, kind: str, codes: Sequence[str], titles: Sequence[str], lines: Sequence[int]) -> None:
        pairs = list(zip(codes, titles, strict=True))
        new = {(kind, *pair) for pair in set(pairs)} - self._seen
        if len(self._seen) + len(new) > _REMEMBERED:
            self._seen.clear()
        self._seen |= new
        self._scratch.insert(_INSERT, ((*key, lines[pairs.index(key[1:])]) for key in new if key[1]))
