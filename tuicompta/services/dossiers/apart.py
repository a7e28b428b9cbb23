"""Working on a dossier beside the screen, through a connection of its own, until told to stop (UIX-19)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from tuicompta.core.errors import TuicomptaError
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier

Found = TypeVar("Found")
_STEPS = 20_000
"""Instructions of SQLite between two looks at `stopped`: a few milliseconds."""


class ReadingStoppedError(TuicomptaError):
    """The user stopped a long reading."""

    template = "Lecture interrompue : ce qui est affiché reste tel qu'il était."


@contextmanager
def opened_apart(dossier: Dossier, *, readonly: bool = False) -> Iterator[Dossier]:
    """Open a dossier once more, for the same user, for a work in another thread; it is closed at the end."""
    own = open_dossier(dossier.path, user_code=dossier.user.code, readonly=readonly, clock=dossier.clock)
    try:
        yield own
    finally:
        close_dossier(own)


def read_apart(dossier: Dossier, read: Callable[[Dossier], Found], stopped: Callable[[], bool]) -> Found:
    """Return what `read` finds; to be called in a thread.

    Once `stopped` says so even the query that runs is given up. Raises `ReadingStoppedError`.
    """
    with opened_apart(dossier, readonly=True) as own:
        own.database.connection().set_progress_handler(lambda: int(stopped()), _STEPS)
        try:
            return read(own)
        except Exception as error:
            if stopped():
                raise ReadingStoppedError from error
            raise
