"""One run of the program: the command found, done, and its end told in French with the right exit code."""

import errno
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final

from tuicompta.cli.parser import Invocation, parse
from tuicompta.core.collection import collection_paused
from tuicompta.core.errors import TuicomptaError

INTERRUPTED = 130
BROKEN_PIPE = 141
_NOT_WRITTEN: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})

# Where each command is done; its module is imported when it is asked for.
_COMMANDS: Final = {
    "": "tuicompta.cli.screen:open_screen",
    "batch": "tuicompta.cli.batch:run_batch",
    "check": "tuicompta.cli.check:check",
    "check-fec": "tuicompta.cli.fec:check",
    "create": "tuicompta.cli.create:create",
    "demo": "tuicompta.cli.screen:open_demonstration",
    "export": "tuicompta.cli.fec:export",
    "generate-recurring": "tuicompta.cli.recurring:generate_due",
    "import": "tuicompta.cli.fec_import:import_entries",
    "list-reports": "tuicompta.cli.lists:list_reports",
    "report": "tuicompta.cli.report:run_report",
    "version": "tuicompta.cli.help:show_version",
}


def run(words: Sequence[str]) -> int:
    """Do what the command line asks and return the exit code."""
    _write_any_text()
    try:
        return _guarded(words)
    except BrokenPipeError:
        _forget_output()
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: one sentence and a log, never a traceback
        _end_on(error)
        return 1


def dispatch(invocation: Invocation) -> int:
    """Run the command of a command line already read; its refusals are raised."""
    if invocation.wants_help:
        return int(import_module("tuicompta.cli.help").show_help(invocation))
    module, function = _COMMANDS[invocation.command].split(":")
    with collection_paused():
        command: Callable[[Invocation], int] = getattr(import_module(module), function)
    return command(invocation)


def tell(sentence: object) -> None:
    """Write a sentence on the standard error (INST-13)."""
    sys.stderr.write(f"{sentence}\n")


def _end_on(error: Exception) -> None:
    """Say in one sentence that the standard output cannot be written; any other error is one that nobody foresaw."""
    # The errors of files that have a name are told by those who write them.
    if isinstance(error, OSError) and error.errno in _NOT_WRITTEN and error.filename is None:
        _forget_output()
        tell(f"La sortie ne peut pas être écrite ({import_module('tuicompta.reports.output').reason_of(error)}).")
    else:
        import_module("tuicompta.cli.crash").report_crash(error)


def _guarded(words: Sequence[str]) -> int:
    try:
        code = dispatch(parse(words))
        sys.stdout.flush()
    except TuicomptaError as error:
        tell(error)
        return error.exit_code
    return code


def _write_any_text() -> None:
    """Let the standard streams write any character, whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def _forget_output() -> None:
    """Give Python a place to flush what nobody reads any more."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
