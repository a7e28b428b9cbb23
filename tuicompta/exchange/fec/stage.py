"""The lines of a file to import, stored as they are read: the dossier takes them from there by queries (FECI-04).

Texts are cut to what an entry line holds (SJ-08, SJ-11, SJ-18).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tuicompta.core.labels import LABEL_LENGTH
from tuicompta.core.numbering import PIECE_LENGTH
from tuicompta.core.text import fold
from tuicompta.exchange.fec.account_facts import AccountCollector, AccountFacts
from tuicompta.exchange.fec.lines import NO_PIECE, FecBlock
from tuicompta.exchange.fec.runs import RunStore
from tuicompta.exchange.fec.scratch import Scratch

# `run` is the run of the line, then its entry; days are ISO texts; a label in ASCII is folded by its lower case alone.
LINE_COLUMNS = """
    id INTEGER PRIMARY KEY, run INTEGER, line INTEGER, account INTEGER, piece TEXT, document TEXT, piece_day TEXT,
    label TEXT, folded TEXT, debit INTEGER, credit INTEGER, letter TEXT, letter_day TEXT, due_day TEXT
"""
_INSERT = """
    INSERT INTO line (run, line, account, piece, document, piece_day, label, folded, debit, credit, letter, letter_day,
                      due_day)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


class Stage:
    """A temporary file with the lines of an accounting file and its runs; `close` deletes it."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="tuicompta-")
        self.path = Path(self._folder.name) / "fec.db"
        self.scratch = Scratch(self.path)
        self.scratch.script(f"CREATE TABLE line ({LINE_COLUMNS})")
        self._runs = RunStore(self.scratch)
        self._accounts = AccountCollector()
        self._days = _IsoDays()
        self.cut = 0
        """Texts that were cut."""

    def fill(self, blocks: Iterator[FecBlock], *collectors: Callable[[FecBlock], object]) -> int:
        """Store the lines of a file, which the collectors see too, and return how many were read."""
        lines = 0
        for block in blocks:
            lines += len(block) + len(block.refused)
            self._feed(block)
            for collect in collectors:
                collect(block)
        self._runs.finish()
        return lines

    def accounts(self) -> Sequence[AccountFacts]:
        """Return the accounts met: `line.account` is the place of each."""
        return self._accounts.facts()

    def close(self) -> None:
        """Delete the file."""
        self.scratch.close()
        self._folder.cleanup()

    def _feed(self, block: FecBlock) -> None:
        self._runs.feed(block)
        accounts, days = self._accounts.feed(block), self._days.__getitem__
        labels = self._fit(block.label, LABEL_LENGTH)
        folded = {label: fold(label) for label in set(labels) if not label.isascii()}
        columns = (
            *(self._runs.ordinals, block.lines, accounts, self._pieces(block.piece)),
            *(self._fit(block.document, PIECE_LENGTH), map(days, block.piece_date)),
            *(labels, map(folded.get, labels), block.debit, block.credit),
            *(map(_or_none, block.lettering), map(days, block.lettering_date), map(days, block.due_date)),
        )
        self.scratch.insert(_INSERT, zip(*columns, strict=True))

    def _pieces(self, pieces: Sequence[str]) -> Sequence[str]:
        pieces = self._fit(pieces, PIECE_LENGTH)
        return ["" if piece == NO_PIECE else piece for piece in pieces] if NO_PIECE in pieces else pieces

    def _fit(self, texts: Sequence[str], length: int) -> Sequence[str]:
        if max(map(len, texts), default=0) <= length:
            return texts
        self.cut += sum(len(text) > length for text in texts)
        return [text[:length].rstrip() for text in texts]


class _IsoDays(dict[date | None, str | None]):
    """Stored forms of dates, worked out once for each."""

    def __missing__(self, day: date | None) -> str | None:
        self[day] = None if day is None else day.isoformat()
        return self[day]


def _or_none(text: str) -> str | None:
    return text or None
