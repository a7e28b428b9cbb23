"""No flag: the program on its screens, on a dossier or on the welcome screen (INST-11)."""

import os
import sys
from typing import ClassVar

from tuicompta.cli.parser import CommandLineError, Invocation
from tuicompta.core.collection import start_without_collection
from tuicompta.services.dossiers.dossier import DEFAULT_USER
from tuicompta.tui import prepare_environment, run


class NoTerminalError(CommandLineError):
    """The screens need a terminal."""

    template = (
        "tuicompta s'ouvre dans un terminal, et il n'y en a pas ici. "
        "Pour un état ou un traitement sans écran, voir tuicompta --help."
    )
    exit_code: ClassVar[int] = 2


def open_screen(invocation: Invocation) -> int:
    """Run the program on the terminal until its end; return its exit code."""
    _require_terminal()
    start_without_collection()
    variables = prepare_environment()
    from tuicompta.screens.program import make_program  # noqa: PLC0415 - after the environment is prepared

    user = str(invocation.values.get("user", DEFAULT_USER))
    return run(make_program(invocation.dossier, variables, user))


def open_demonstration(invocation: Invocation) -> int:
    """Open the demonstration dossier, built when it is not there (INST-04)."""
    _require_terminal()
    from tuicompta.services.dossiers.demonstration import demonstration_dossier  # noqa: PLC0415 - it reads many sources

    return open_screen(invocation._replace(dossier=demonstration_dossier()))


def _require_terminal() -> None:
    if not (sys.stdin.isatty() and sys.__stderr__ is not None and os.isatty(sys.__stderr__.fileno())):
        raise NoTerminalError
