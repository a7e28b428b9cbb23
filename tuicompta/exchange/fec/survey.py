"""Survey of a file to import: what it holds and which entries can be rebuilt, before anything is written (FECI-04)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tuicompta.core.collection import collection_paused
from tuicompta.exchange.fec.account_facts import AccountFacts
from tuicompta.exchange.fec.charset import Charset
from tuicompta.exchange.fec.entry_totals import DayTotals, JournalLabels, RefusedEntry
from tuicompta.exchange.fec.findings import KEPT_PER_RULE, FindingLog
from tuicompta.exchange.fec.grouping import GroupedEntries
from tuicompta.exchange.fec.journals import JournalFacts
from tuicompta.exchange.fec.naming import FecName, read_name
from tuicompta.exchange.fec.normaliser import Normaliser
from tuicompta.exchange.fec.openings import OpeningLines
from tuicompta.exchange.fec.reader import FecReader, open_fec
from tuicompta.exchange.fec.stage import Stage

_PIECE = 1 << 20
_HALF = 2


@dataclass
class FecSurvey:
    """What a file holds, and its entries stored in `stage`. Amounts in cents.

    `lines` are those read, `dropped` those without amount. `line.account` of the stage is the place in `accounts`.
    """

    path: Path
    name: FecName | None
    charset: Charset
    lines: int
    dropped: int
    days: Sequence[DayTotals]
    journals: Sequence[JournalFacts]
    accounts: Sequence[AccountFacts]
    log: FindingLog
    refused: Sequence[RefusedEntry]
    refused_count: int
    stage: Stage
    entries: GroupedEntries

    @property
    def siren(self) -> str:
        """The SIREN that the name of the file tells, empty when it tells none."""
        return self.name.siren if self.name else ""

    def rejected_lines(self) -> Iterator[int]:
        """Yield the numbers of the lines that are in no entry that can be rebuilt, in order."""
        return self.entries.rejected_lines()

    def digest(self) -> bytes:
        """Return the SHA-256 of the file."""
        digest = sha256()
        with open_fec(self.path) as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
        return digest.digest()

    def close(self) -> None:
        """Forget the stored lines."""
        self.stage.close()


def survey_fec(path: Path, charset: Charset | None = None) -> FecSurvey:
    """Survey a file; the caller closes the survey. Raises FecError subclasses, and what `open_fec` raises.

    Lines that cannot be read and entries that cannot be rebuilt are told in `log` and `refused`. When the numbers of
    the file are of no use, entries are cut where the balance of a journal and date comes back to zero (FECI-04).
    """
    with open_fec(path) as stream, collection_paused():
        reader = FecReader(stream, charset)
        reading = _Reading(reader)
        try:
            if reading.entries.refused_count * _HALF > reading.entries.groups:
                other = _Reading(reader, every_number=True)
                if not other.entries.refused_count:
                    reading, other = other, reading
                other.stage.close()
            return reading.survey(path)
        except BaseException:
            reading.stage.close()
            raise


class _Reading:
    """The whole file read and stored once; `every_number` leaves no number of the file in use."""

    def __init__(self, reader: FecReader, *, every_number: bool = False) -> None:
        self.stage, self._charset = Stage(), reader.charset
        self._log = FindingLog(keep=KEPT_PER_RULE)
        self._normaliser = Normaliser(every_number=every_number)
        self._labels, self._openings = JournalLabels(), OpeningLines()
        try:
            blocks = map(self._normaliser.prepare, reader.blocks(self._log))
            self._lines = self.stage.fill(blocks, self._labels.feed, self._openings.feed)
            self.entries = GroupedEntries(self.stage.scratch)
        except BaseException:
            self.stage.close()
            raise

    def survey(self, path: Path) -> FecSurvey:
        """Sort the entries and return what the file holds."""
        totals = self.entries.sort()
        self.stage.scratch.publish()
        journals = list(totals.journals.values())
        for journal in journals:
            journal.label = self._labels.labels.get(journal.code, "")
            journal.opening_lines = journal.code in self._openings.journals
        return FecSurvey(
            path=path,
            name=read_name(path.name),
            charset=self._charset,
            lines=self._lines + self._normaliser.dropped,
            dropped=self._normaliser.dropped,
            days=list(totals.days.values()),
            journals=journals,
            accounts=self.stage.accounts(),
            log=self._log,
            refused=self.entries.refused(KEPT_PER_RULE),
            refused_count=self.entries.refused_count,
            stage=self.stage,
            entries=self.entries,
        )
