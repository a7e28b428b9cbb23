"""Processes that work on a dossier: which of those recorded still run on this machine (DOSO-05)."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from tuicompta.models.database import Database

UNTOLD = "running"
"""Start of a process that runs and does not let itself be told from a later one of the same number."""

_ENDED = frozenset("ZX")  # a process that ended and that its parent has not noticed yet
_RECORDED = "SELECT machine, process, process_start FROM session"


def start_of(process: int) -> str:
    """Return what tells a process from a later one of the same number, "" when it does not run."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return UNTOLD if _answers(process) else ""
    fields = status.rpartition(")")[2].split()
    return "" if fields[0] in _ENDED else fields[19]


def is_running(process: int, start: str) -> bool:
    """Tell whether the process of that number and start still runs on this machine."""
    found = start_of(process)
    return found != "" and (found == start or UNTOLD in {found, start})


def hang_up(process: int, start: str) -> None:
    """End a process as a lost terminal does: it keeps what was typed. Another one, or one not ours, is left alone."""
    if process != os.getpid() and is_running(process, start):
        with suppress(OSError):
            os.kill(process, signal.SIGHUP)


def anyone_at_work(database: Database, machine: str) -> bool:
    """Tell whether a recorded session still runs; those of other machines are taken to."""
    return any(where != machine or is_running(process, start) for where, process, start in database.rows(_RECORDED))


def _answers(process: int) -> bool:
    """Tell whether a process exists, that of another user included."""
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True
