"""Reading a dossier beside the screen, through a connection of its own, until told to stop (UIX-19)."""

from collections.abc import Callable
from typing import TypeVar

from tuicompta.core.errors import TuicomptaError
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier

Found = TypeVar("Found")
_STEPS = 20_000
"""Instructions of SQLite between two looks at `stopped`: a few milliseconds."""


class ReadingStoppedError(TuicomptaError):
    """The user stopped a long reading."""

    template = "Lecture interrompue : ce qui est affiché reste tel qu'il était."


def read_apart(dossier: Dossier, read: Callable[[Dossier], Found], stopped: Callable[[], bool]) -> Found:
    """Return what `read` finds; to be called in a thread.

    Once `stopped` says so even the query that runs is given up. Raises `ReadingStoppedError`.
    """
    own = open_dossier(dossier.path, user_code=dossier.user.code, readonly=True, clock=dossier.clock)
    try:
        own.database.connection().set_progress_handler(lambda: int(stopped()), _STEPS)
        return read(own)
    except Exception as error:
        if stopped():
            raise ReadingStoppedError from error
        raise
    finally:
        close_dossier(own)
