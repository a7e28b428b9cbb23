"""Survey of a file to import: what it holds and which entries can be rebuilt, before anything is written (FECI-04)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from tuicompta.exchange.fec.account_facts import AccountCollector, AccountFacts
from tuicompta.exchange.fec.charset import Charset
from tuicompta.exchange.fec.contiguous import ContiguousEntries, ScatteredFileError
from tuicompta.exchange.fec.entry_totals import DayTotals, EntryTotals, JournalLabels, RefusedEntry
from tuicompta.exchange.fec.findings import KEPT_PER_RULE, FindingLog
from tuicompta.exchange.fec.grouping import GroupedEntries
from tuicompta.exchange.fec.journals import JournalFacts
from tuicompta.exchange.fec.letter_facts import LetterBalances, LetterKey
from tuicompta.exchange.fec.lines import FecBlock
from tuicompta.exchange.fec.naming import FecName, read_name
from tuicompta.exchange.fec.normaliser import Normaliser
from tuicompta.exchange.fec.openings import OpeningLines
from tuicompta.exchange.fec.pause import collection_paused
from tuicompta.exchange.fec.reader import FecReader
from tuicompta.exchange.fec.scratch import Scratch

_PIECE = 1 << 20
_HALF = 2


@dataclass
class FecSurvey:
    """What a file holds, and its entries to read. Amounts in cents.

    `lines` are those read, `dropped` those without amount; `loose_letters` the lettered groups that do not balance;
    `numbered` tells whether the numbers of each journal are 1, 2, 3…
    """

    path: Path
    name: FecName | None
    charset: Charset
    lines: int
    dropped: int
    days: Sequence[DayTotals]
    journals: Sequence[JournalFacts]
    accounts: Sequence[AccountFacts]
    loose_letters: frozenset[LetterKey]
    numbered: bool
    log: FindingLog
    refused: Sequence[RefusedEntry] = ()
    refused_count: int = 0
    source: "_Source | None" = field(default=None, repr=False)

    def blocks(self) -> Iterable[FecBlock]:
        """Yield the lines of the entries that can be rebuilt; those of an entry follow one another."""
        return () if self.source is None else self.source.blocks()

    def rejected_lines(self) -> Iterator[int]:
        """Yield the numbers of the lines that are in no such entry, in order."""
        return iter(()) if self.source is None else self.source.rejected_lines()

    @property
    def stored(self) -> bool:
        """Whether the lines were sorted in a temporary database, which only this process may read."""
        return self.source is not None and self.source.stored

    def digest(self) -> bytes:
        """Return the SHA-256 of the file."""
        digest = sha256()
        with self.path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
        return digest.digest()

    def close(self) -> None:
        """Forget the sorted lines and close the file."""
        if self.source is not None:
            self.source.close()


class _Source:
    """The file, its lines prepared, sorted when they need to be."""

    def __init__(self, stream: BinaryIO, reader: FecReader) -> None:
        self._stream = stream
        self._reader = reader
        self._scratch: Scratch | None = None
        self._grouped: GroupedEntries | None = None
        self._every_number = False
        self.dropped = 0

    @property
    def stored(self) -> bool:
        return self._grouped is not None

    def raw_blocks(self, log: FindingLog) -> Iterator[FecBlock]:
        """Read the file and prepare its lines."""
        normaliser = Normaliser(every_number=self._every_number)
        for block in self._reader.blocks(log):
            yield normaliser.prepare(block)
        self.dropped = normaliser.dropped

    def group(self) -> GroupedEntries:
        """Sort the lines into entries, by their numbers when these are of any use (FECI-04)."""
        grouped = self._group(every_number=False)
        if grouped.refused_count * _HALF > grouped.groups:
            by_balance = self._group(every_number=True)
            grouped = by_balance if by_balance.refused_count == 0 else self._group(every_number=False)
        grouped.sort()
        self._grouped = grouped
        return grouped

    def _group(self, *, every_number: bool) -> GroupedEntries:
        if self._scratch is not None:
            self._scratch.close()
        self._scratch = Scratch()
        self._every_number = every_number
        return GroupedEntries(self._scratch, lambda: self.raw_blocks(FindingLog(keep=0)))

    def blocks(self) -> Iterable[FecBlock]:
        return self.raw_blocks(FindingLog(keep=0)) if self._grouped is None else self._grouped.blocks()

    def rejected_lines(self) -> Iterator[int]:
        return iter(()) if self._grouped is None else self._grouped.rejected_lines()

    def close(self) -> None:
        if self._scratch is not None:
            self._scratch.close()
        self._stream.close()


def survey_fec(path: Path, charset: Charset | None = None) -> FecSurvey:
    """Survey a file; the caller closes the survey. Raises FecError subclasses, and OSError when it cannot be opened.

    Lines that cannot be read and entries that cannot be rebuilt are told in `log` and `refused`.
    """
    stream = path.open("rb")
    try:
        with collection_paused():
            return _survey(path, stream, FecReader(stream, charset))
    except BaseException:
        stream.close()
        raise


def _survey(path: Path, stream: BinaryIO, reader: FecReader) -> FecSurvey:
    source, log = _Source(stream, reader), FindingLog(keep=KEPT_PER_RULE)
    accounts, labels, letters, openings = AccountCollector(), JournalLabels(), LetterBalances(), OpeningLines()
    contiguous: ContiguousEntries | None = ContiguousEntries()
    lines = 0
    for block in source.raw_blocks(log):
        for collector in (accounts, labels, letters, openings):
            collector.feed(block)
        contiguous = _fed(contiguous, block)
        lines += len(block) + len(block.refused)
    contiguous = _fed(contiguous, None)
    survey = FecSurvey(
        path=path,
        name=read_name(path.name),
        charset=reader.charset,
        lines=lines + source.dropped,
        dropped=source.dropped,
        days=(),
        journals=(),
        accounts=accounts.facts(),
        loose_letters=frozenset(letters.loose),
        numbered=False,
        log=log,
        source=source,
    )
    if contiguous is None:
        grouped = source.group()
        survey.refused, survey.refused_count = grouped.refused(KEPT_PER_RULE), grouped.refused_count
    _set_totals(survey, grouped.totals if contiguous is None else contiguous.totals)
    for journal in survey.journals:
        journal.label = labels.labels.get(journal.code, "")
        journal.opening_lines = journal.code in openings.journals
    return survey


def _fed(contiguous: ContiguousEntries | None, block: FecBlock | None) -> ContiguousEntries | None:
    """Give a block, or the end of the file, to the check of plain entries; None once it has given up."""
    if contiguous is None:
        return None
    try:
        if block is None:
            contiguous.finish()
        else:
            contiguous.feed(block)
    except ScatteredFileError:
        return None
    return contiguous


def _set_totals(survey: FecSurvey, totals: EntryTotals) -> None:
    survey.days = list(totals.days.values())
    survey.journals = list(totals.journals.values())
    survey.numbered = totals.numbered
