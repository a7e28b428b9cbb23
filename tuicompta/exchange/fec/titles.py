"""Codes and their titles met in a file, each pair once: journals, accounts, auxiliary accounts."""

from collections.abc import Sequence

from tuicompta.exchange.fec.lines import FecBlock
from tuicompta.exchange.fec.scratch import Scratch

JOURNAL, ACCOUNT, AUXILIARY = "JournalLib", "CompteLib", "CompAuxLib"

_REMEMBERED = 20_000
_TABLE = """
CREATE TABLE title (kind TEXT, code TEXT, title TEXT, line INTEGER, PRIMARY KEY (kind, code, title)) WITHOUT ROWID
"""
_INSERT = "INSERT OR IGNORE INTO title VALUES (?, ?, ?, ?)"
_JOURNALS = "SELECT code, min(title) FROM title WHERE kind = ? GROUP BY code LIMIT ?"


class TitleCollector:
    """Stores each pair of a code and its title with the line where it comes first."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._known: dict[str, dict[str, str]] = {JOURNAL: {}, ACCOUNT: {}, AUXILIARY: {}}
        scratch.script(_TABLE)

    def feed(self, block: FecBlock) -> None:
        """Take the next block."""
        self._add(JOURNAL, block.journal_code, block.journal_label, block.lines)
        self._add(ACCOUNT, block.account, block.account_label, block.lines)
        self._add(AUXILIARY, block.auxiliary, block.auxiliary_label, block.lines)

    def journals(self, limit: int) -> dict[str, str]:
        """Return the label of at most `limit` journals, the first in alphabetical order when there are several."""
        return dict(self._scratch.rows(_JOURNALS, (JOURNAL, limit)))

    def _add(self, kind: str, codes: Sequence[str], titles: Sequence[str], lines: Sequence[int]) -> None:
        known = self._known[kind]
        if list(map(known.get, codes)) == list(titles):
            return  # as nearly all blocks
        new: dict[tuple[str, str], int] = {}
        for code, title, line in zip(codes, titles, lines, strict=True):
            if known.get(code) != title:
                new.setdefault((code, title), line)
        if len(known) + len(new) > _REMEMBERED:
            known.clear()
        known.update(new.keys())
        self._scratch.insert(_INSERT, ((kind, *pair, line) for pair, line in new.items() if pair[0]))
