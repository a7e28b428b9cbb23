"""`--batch`: several reports, described one per line (ETCL-09)."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from tuicompta.cli.parser import CommandLineError, Invocation, parse
from tuicompta.cli.report import run_report
from tuicompta.cli.run import tell
from tuicompta.core.errors import TuicomptaError
from tuicompta.reports.output import reason_of


class BatchUnreadableError(CommandLineError):
    """The file of the batch cannot be read."""

    template = "Le fichier «{path}» ne peut pas être lu ({reason})."


class BatchLineError(CommandLineError):
    """A line is no list of flags."""

    template = "guillemet sans son pareil."


class BatchCommandError(CommandLineError):
    """A line does something else than a report."""

    template = "une ligne décrit un état : --report NOM [options], sans dossier."


def run_batch(invocation: Invocation) -> int:
    """Run the reports of a file one after the other; return the highest exit code."""
    path = Path(str(invocation.values["batch"]))
    return max([_run_line(invocation, number, line) for number, line in _lines(path)], default=0)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that describe a report, with their number."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BatchUnreadableError(path=str(path), reason=reason_of(error)) from None
    except UnicodeDecodeError:
        raise BatchUnreadableError(path=str(path), reason="ce n'est pas un texte UTF-8") from None
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line


def _run_line(invocation: Invocation, number: int, line: str) -> int:
    try:
        return run_report(_described(invocation, line))
    except TuicomptaError as error:
        tell(f"Ligne {number} : {error}")
        return error.exit_code


def _described(invocation: Invocation, line: str) -> Invocation:
    """Return the report of a line, on the dossier and for the user of the whole run."""
    try:
        words = shlex.split(line, comments=True)
    except ValueError:
        raise BatchLineError from None
    described = parse([str(cast("Path", invocation.dossier)), *words])
    if described.command != "report" or described.wants_help:
        raise BatchCommandError
    return described._replace(values={**invocation.values, **described.values})
