"""Starting the program in the terminal: the environment first, the screen library after it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from tuicompta.screens.app import TuicomptaApp


DUMB = frozenset({"dumb", "unknown"})


def prepare_environment() -> dict[str, str]:
    """Set what the screen library reads when it is imported; return the environment as it was.

    Esc is told from a sequence after 25 ms and nothing is animated. The absence of colour is the business of a theme of
    our own: the library would paint in greys. A terminal that calls itself dumb is taken for the console of Linux: the
    library has its own idea of the size of the dumb ones, and would resize for ever.
    """
    before = dict(os.environ)
    os.environ.setdefault("ESCDELAY", "25")
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    os.environ.pop("NO_COLOR", None)
    if before.get("TERM", "").lower() in DUMB:
        os.environ["TERM"] = "linux"
    return before


def run(app: TuicomptaApp) -> int:
    """Run the program until its end; return its exit code."""
    app.run(mouse=app.preferences.mouse)
    for stream in (sys.stdout, sys.stderr):
        _forget_lost(stream)
    return app.return_code or 0


def _forget_lost(stream: TextIO) -> None:
    """Let the interpreter end quietly when the terminal is gone and something was still to be written to it."""
    try:
        stream.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
