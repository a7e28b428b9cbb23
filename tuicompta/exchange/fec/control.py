"""Control of an accounting file, made by this program or another (FECV). The file is only read."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from tuicompta.core.collection import collection_paused
from tuicompta.core.fiscal_years import Span
from tuicompta.exchange.fec.charset import Charset
from tuicompta.exchange.fec.control_entries import EntryControl, FileTotals, JournalTotals
from tuicompta.exchange.fec.control_form import FormControl, control_layout, control_name
from tuicompta.exchange.fec.control_lines import LineControl
from tuicompta.exchange.fec.control_numbers import control_numbers
from tuicompta.exchange.fec.control_regular import IrregularFileError, RegularControl
from tuicompta.exchange.fec.control_titles import control_chart, control_titles
from tuicompta.exchange.fec.errors import FecError
from tuicompta.exchange.fec.findings import FindingLog, Level, Rule
from tuicompta.exchange.fec.layout import Layout, Regime
from tuicompta.exchange.fec.letters import LetterCollector
from tuicompta.exchange.fec.lines import FecBlock
from tuicompta.exchange.fec.reader import FecReader, open_fec
from tuicompta.exchange.fec.runs import RunStore
from tuicompta.exchange.fec.scratch import Scratch
from tuicompta.exchange.fec.sequences import Numbering
from tuicompta.exchange.fec.titles import TitleCollector

MAX_JOURNALS_SHOWN = 1000

ChartOfYear = Callable[[date], Collection[str]]
"""Gives the numbers of the general chart in force for a fiscal year that starts on a date."""


@dataclass(frozen=True, slots=True)
class FecReport:
    """What a control found; amounts in cents. The findings beyond the first thousand of a rule end with `close()`."""

    name: str
    log: FindingLog
    charset: Charset | None = None
    layout: Layout | None = None
    regime: Regime = Regime.BIC
    lines: int = 0
    totals: FileTotals | None = None
    journals: tuple[JournalTotals, ...] = ()
    result: int = 0
    numbering: Numbering = Numbering.BY_JOURNAL
    span: Span | None = None

    @property
    def conforming(self) -> bool:
        """Whether the file has neither error nor missing data (FECV-02)."""
        return not self.log.count(Level.ERROR) and not self.log.count(Level.MISSING)

    @property
    def exit_code(self) -> int:
        """0 when conforming, else 1 (FECV-07)."""
        return 0 if self.conforming else 1

    def close(self) -> None:
        """Delete the temporary files of the findings."""
        self.log.close()


def check_fec(
    path: Path, regime: Regime | None = None, *, charset: Charset | None = None, chart: ChartOfYear | None = None
) -> FecReport:
    """Control a file; the regime and the charset are told by the file unless given.

    Raises OSError when the file cannot be opened, HeldFileError for an open dossier; whatever it holds is a finding.
    """
    with open_fec(path) as stream:
        return control_stream(stream, path.name, regime, charset=charset, chart=chart)


def control_stream(
    stream: BinaryIO,
    name: str,
    regime: Regime | None = None,
    *,
    charset: Charset | None = None,
    chart: ChartOfYear | None = None,
) -> FecReport:
    """Control the bytes of a seekable stream under a file name (FECX-11 gives the final one)."""
    log = FindingLog(spill=True)
    end = control_name(name, log)
    try:
        reader = FecReader(stream, charset)
    except FecError as refusal:
        log.add(Rule.UNREADABLE_FILE, value=str(refusal))
        return FecReport(name, log, regime=regime or Regime.BIC)
    subject = _Subject(name, end, reader, regime or reader.layout.regime(), chart)
    try:
        return _control(subject, log, _regular)
    except (IrregularFileError, FecError):
        log.close()
    log = FindingLog(spill=True)
    control_name(name, log)
    return _control(subject, log, _thorough)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is controlled."""

    name: str
    end: date | None
    reader: FecReader
    regime: Regime
    chart: ChartOfYear | None

    def blocks(self, log: FindingLog) -> Iterator[FecBlock]:
        """Read the lines; every regime but BIC allows a blank account."""
        return self.reader.blocks(log, blank_account=self.regime is not Regime.BIC)


class _Controls:
    """The controls of lines that both ways run, and what they feed on."""

    def __init__(self, subject: _Subject, log: FindingLog, scratch: Scratch) -> None:
        self.subject, self.log, self.scratch = subject, log, scratch
        self.lines = LineControl(log)
        self.titles = TitleCollector(scratch)
        self.count = 0
        self._form = FormControl(subject.reader.layout, subject.regime, log)

    def feed(self, block: FecBlock) -> None:
        for control in (self._form, self.lines, self.titles):
            control.feed(block)
        self.count += len(block)

    def report(
        self,
        totals: FileTotals | None,
        journals: Iterable[JournalTotals],
        numbering: Numbering,
        span: Span | None,
    ) -> FecReport:
        """Control the titles and return the report."""
        control_titles(self.scratch, self.log)
        if self.subject.chart is not None and totals is not None:
            control_chart(self.scratch, self.log, self.subject.chart(span.start if span else totals.first))
        return FecReport(
            self.subject.name,
            self.log,
            charset=self.subject.reader.charset,
            layout=self.subject.reader.layout,
            regime=self.subject.regime,
            lines=self.count,
            totals=totals,
            journals=tuple(journals),
            result=self.lines.result,
            numbering=numbering,
            span=span,
        )


def _control(subject: _Subject, log: FindingLog, way: Callable[[_Controls], FecReport]) -> FecReport:
    control_layout(subject.reader.layout, subject.reader.charset, subject.regime, subject.end, log)
    scratch = Scratch()
    try:
        with collection_paused():
            return way(_Controls(subject, log, scratch))
    finally:
        scratch.close()


def _regular(controls: _Controls) -> FecReport:
    """Control a file in one pass; raises IrregularFileError or FecError when there is more to say."""
    entries = RegularControl()
    for block in controls.subject.blocks(controls.log):
        controls.feed(block)
        entries.feed(block)
    entries.finish()
    totals, end = entries.totals(), controls.subject.end
    span = None if totals is None or end is None else entries.span(totals, end)
    journals = entries.journals(controls.titles.journals(MAX_JOURNALS_SHOWN))
    return controls.report(totals, journals, entries.numbering, span)


def _thorough(controls: _Controls) -> FecReport:
    """Control a file and tell all that is wrong in its entries."""
    log, scratch = controls.log, controls.scratch
    runs, letters = RunStore(scratch), LetterCollector(scratch)
    try:
        for block in controls.subject.blocks(log):
            for control in (controls, runs, letters):
                control.feed(block)
    except FecError as refusal:
        log.add(Rule.UNREADABLE_FILE, value=str(refusal))
    runs.finish()
    entries = EntryControl(scratch, log)
    totals = entries.totals()
    span = None if totals is None else entries.control(totals, controls.subject.end)
    numbering = control_numbers(scratch, log)
    _control_letters(letters, log)
    return controls.report(totals, entries.journals(MAX_JOURNALS_SHOWN), numbering, span)


def _control_letters(letters: LetterCollector, log: FindingLog) -> None:
    for group in letters.groups():
        if group.balance:
            account = group.auxiliary or group.account
            log.add(Rule.LETTERING_UNBALANCED, group.line, "EcritureLet", f"{account} {group.code}")
