"""Control of an accounting file, made by this program or another (FECV). The file is only read."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from tuicompta.core.fiscal_years import Span
from tuicompta.exchange.fec.charset import Charset
from tuicompta.exchange.fec.control_entries import EntryControl, FileTotals, JournalTotals
from tuicompta.exchange.fec.control_form import FormControl, control_layout, control_name
from tuicompta.exchange.fec.control_lines import LineControl
from tuicompta.exchange.fec.control_numbers import Numbering, control_numbers
from tuicompta.exchange.fec.control_titles import control_chart, control_titles
from tuicompta.exchange.fec.errors import FecError
from tuicompta.exchange.fec.findings import FindingLog, Level, Rule
from tuicompta.exchange.fec.layout import Layout, Regime
from tuicompta.exchange.fec.letters import LetterCollector
from tuicompta.exchange.fec.reader import FecReader
from tuicompta.exchange.fec.runs import RunCollector
from tuicompta.exchange.fec.scratch import Scratch
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

    Raises OSError when the file cannot be opened; whatever it holds is a finding.
    """
    with path.open("rb") as stream:
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
    regime = regime or reader.layout.regime()
    control_layout(reader.layout, reader.charset, regime, log)
    scratch = Scratch()
    try:
        return _control_lines(reader, name, regime, end, log, scratch, chart)
    finally:
        scratch.close()


def _control_lines(
    reader: FecReader,
    name: str,
    regime: Regime,
    end: date | None,
    log: FindingLog,
    scratch: Scratch,
    chart: ChartOfYear | None,
) -> FecReport:
    lines = LineControl(log)
    form = FormControl(reader.layout, regime, log)
    runs, titles, letters = RunCollector(scratch), TitleCollector(scratch), LetterCollector(scratch)
    read = 0
    try:
        for block in reader.blocks(log, blank_account=regime is not Regime.BIC):
            for control in (form, lines, runs, titles, letters):
                control.feed(block)
            read += len(block)
    except FecError as refusal:
        log.add(Rule.UNREADABLE_FILE, value=str(refusal))
    runs.finish()
    entries = EntryControl(scratch, log)
    totals = entries.totals()
    span = None if totals is None else entries.control(totals, end)
    numbering = control_numbers(scratch, log)
    control_titles(scratch, log)
    _control_letters(letters, log)
    if chart is not None and totals is not None:
        control_chart(scratch, log, chart(span.start if span else totals.first))
    return FecReport(
        name,
        log,
        charset=reader.charset,
        layout=reader.layout,
        regime=regime,
        lines=read,
        totals=totals,
        journals=tuple(entries.journals(MAX_JOURNALS_SHOWN)),
        result=lines.result,
        numbering=numbering,
        span=span,
    )


def _control_letters(letters: LetterCollector, log: FindingLog) -> None:
    for group in letters.groups():
        if group.balance:
            account = group.auxiliary or group.account
            log.add(Rule.LETTERING_UNBALANCED, group.line, "EcritureLet", f"{account} {group.code}")
