"""Form of the output of a report: format, width, kind of CSV (ETCL-03, ETSO-04, ETSO-05)."""

import os
import sys
from collections.abc import Mapping
from pathlib import PurePath
from typing import Final, cast

from tuicompta.cli.parser import CommandLineError
from tuicompta.reports.forms import CSV_ENCODING, FORMATS, NARROWEST, NOT_FOR_A_TERMINAL, WIDEST, WITHOUT_TERMINAL
from tuicompta.reports.render.outputs import Output

_OF_FORMAT: Final = {"width": "txt", "delimiter": "csv", "decimal": "csv", "encoding": "csv", "safe-csv": "csv"}


class NotForTerminalError(CommandLineError):
    """A terminal cannot show this format (ETCL-03)."""

    template = (
        "Le format {form} ne s'affiche pas sur un terminal. Donnez un fichier avec --output, ou dirigez la sortie "
        "vers un fichier."
    )


class OptionOfOtherFormatError(CommandLineError):
    """An option of another format."""

    template = "L'option {flag} ne va qu'avec --format {form}."


def output_of(values: Mapping[str, object], *, to_terminal: bool) -> Output:
    """Return the form asked for, on a terminal or not; raises the refusals of this module."""
    chosen = str(values.get("format") or _format_of(str(values.get("output", ""))))
    for flag, needed in _OF_FORMAT.items():
        if flag in values and needed != chosen:
            raise OptionOfOtherFormatError(flag=f"--{flag}", form=needed)
    if to_terminal and chosen in NOT_FOR_A_TERMINAL:
        raise NotForTerminalError(form=chosen)
    width = values.get("width") or (_terminal_width() if to_terminal else WITHOUT_TERMINAL)
    return Output(
        chosen,
        width=cast("int", width),
        delimiter=str(values.get("delimiter", ";")),
        decimal=str(values.get("decimal", ",")),
        encoding=str(values.get("encoding", CSV_ENCODING)),
        guarded="safe-csv" in values,
    )


def _format_of(output: str) -> str:
    """Return the format that the extension of a file names, else text."""
    extension = PurePath(output).suffix.lower().removeprefix(".")
    return extension if extension in FORMATS else "txt"


def _terminal_width() -> int:
    """Return the width of the terminal, within what a text output accepts."""
    return min(max(os.get_terminal_size(sys.stdout.fileno()).columns, NARROWEST), WIDEST)
