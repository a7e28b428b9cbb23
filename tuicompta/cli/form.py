"""Form of the output of a report: format, width, kind of CSV (ETCL-03, ETSO-04, ETSO-05)."""

import os
import sys
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, cast

from tuicompta.cli.parser import CommandLineError
from tuicompta.reports.forms import CSV_ENCODING, LATER_FORMATS, NARROWEST, WIDEST, WITHOUT_TERMINAL
from tuicompta.reports.model import Report

_OF_FORMAT: Final = {"width": "txt", "delimiter": "csv", "decimal": "csv", "encoding": "csv", "safe-csv": "csv"}


class FormatNotYetError(CommandLineError):
    """A format that this version does not write."""

    template = "Le format {form} viendra avec une prochaine version. Formats disponibles : txt, csv, json."


class OptionOfOtherFormatError(CommandLineError):
    """An option of another format."""

    template = "L'option {flag} ne va qu'avec --format {form}."


class OutputForm(NamedTuple):
    """How a report is written; `values` are the flags of its format."""

    format: str
    encoding: str
    values: Mapping[str, object]

    def chunks(self, report: Report, *, to_terminal: bool) -> Iterator[str]:
        """Return the report written in this form."""
        return {"csv": self._csv, "json": self._json, "txt": self._text}[self.format](report, to_terminal)

    # Each imports its own renderer, so that a short report does not load the two others.

    def _csv(self, report: Report, _to_terminal: object) -> Iterator[str]:
        from tuicompta.reports.render.delimited import CsvForm, csv_chunks  # noqa: PLC0415

        form = CsvForm(
            delimiter=str(self.values.get("delimiter", ";")),
            decimal=str(self.values.get("decimal", ",")),
            guarded="safe-csv" in self.values,
        )
        return csv_chunks(report, form)

    def _json(self, report: Report, _to_terminal: object) -> Iterator[str]:
        from tuicompta.reports.render.structured import json_chunks  # noqa: PLC0415

        return json_chunks(report)

    def _text(self, report: Report, to_terminal: object) -> Iterator[str]:
        from tuicompta.reports.render.text import text_chunks  # noqa: PLC0415

        width = self.values.get("width") or (_terminal_width() if to_terminal else WITHOUT_TERMINAL)
        return text_chunks(report, cast("int", width))


def form_of(values: Mapping[str, object]) -> OutputForm:
    """Return the form asked for; raises the refusals of this module."""
    chosen = str(values.get("format", "txt"))
    if chosen in LATER_FORMATS:
        raise FormatNotYetError(form=chosen)
    for flag, needed in _OF_FORMAT.items():
        if flag in values and needed != chosen:
            raise OptionOfOtherFormatError(flag=f"--{flag}", form=needed)
    default = CSV_ENCODING if chosen == "csv" else "utf-8"
    return OutputForm(chosen, str(values.get("encoding", default)), values)


def _terminal_width() -> int:
    """Return the width of the terminal, within what a text output accepts."""
    return min(max(os.get_terminal_size(sys.stdout.fileno()).columns, NARROWEST), WIDEST)
