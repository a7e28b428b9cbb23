"""The outputs of a report that are files, from one description of what is wanted (ETSO-01, ETCL-03).

Each renderer is imported when it is asked for: a short report does not wait for the others.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tuicompta.reports.forms import CSV_ENCODING, WITHOUT_TERMINAL
from tuicompta.reports.model import Report
from tuicompta.reports.progress import Progress, unheard
from tuicompta.reports.render.encoding import Encoder


class Output(NamedTuple):
    """What is wanted: one of `forms.FORMATS`, then what concerns a text or a CSV only."""

    format: str
    width: int = WITHOUT_TERMINAL
    delimiter: str = ";"
    decimal: str = ","
    encoding: str = CSV_ENCODING
    guarded: bool = False


class OutputWriter:
    """Writes a report in one form; `losses` tells, once it is done, what could not be shown as it is."""

    def __init__(self, output: Output, progress: Progress = unheard) -> None:
        self._output = output
        self._progress = progress
        self.losses = ""

    def chunks(self, report: Report) -> Iterator[bytes]:
        """Yield the bytes of the report; raises the refusals of its form."""
        if self._output.format == "pdf":
            yield from self._pdf(report)
        elif self._output.format == "xlsx":
            yield from self._workbook(report)
        else:
            encoder = Encoder(self._output.encoding if self._output.format == "csv" else "utf-8")
            yield from encoder.encode(self._characters(report))
            self.losses = _replaced(encoder.replaced, self._output.encoding)

    def _pdf(self, report: Report) -> Iterator[bytes]:
        from tuicompta.reports.render.pdf.document import PdfReport  # noqa: PLC0415

        document = PdfReport(report, self._progress)
        yield from document.chunks()
        self.losses = _lacking(document.missing)

    def _workbook(self, report: Report) -> Iterator[bytes]:
        from tuicompta.reports.render.workbook import workbook_chunks  # noqa: PLC0415

        return workbook_chunks(report, self._progress)

    def _characters(self, report: Report) -> Iterator[str]:
        output = self._output
        if output.format == "csv":
            from tuicompta.reports.render.delimited import CsvForm, csv_chunks  # noqa: PLC0415

            return csv_chunks(report, CsvForm(output.delimiter, output.decimal, output.guarded))
        if output.format == "json":
            from tuicompta.reports.render.structured import json_chunks  # noqa: PLC0415

            return json_chunks(report)
        from tuicompta.reports.render.text import text_chunks  # noqa: PLC0415

        return text_chunks(report, output.width)


def _replaced(count: int, encoding: str) -> str:
    if count == 1:
        return f"1 caractère absent du codage {encoding} a été remplacé."
    return f"{count} caractères absents du codage {encoding} ont été remplacés." if count else ""


def _lacking(count: int) -> str:
    if count == 1:
        return "1 caractère absent de la police est imprimé comme un losange."
    return f"{count} caractères absents de la police sont imprimés comme des losanges." if count else ""
