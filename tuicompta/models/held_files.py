"""The dossier files that this process has open.

A process that closes any descriptor of a file loses all its POSIX locks on that file, those of SQLite with them: the
next session to end then believes that it was the last one, and removes the log under the one that still writes in it.
So nothing but SQLite opens a file that is held.
"""

from collections import Counter
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Final

from tuicompta.core.errors import TuicomptaError

FileId = tuple[int, int]
"""Device and number of a file, which its names have in common."""

_HELD: Final[Counter[FileId]] = Counter()
_LOCK: Final = Lock()
_COMPANIONS: Final = ("-wal", "-shm", "-journal")


class HeldFileError(TuicomptaError):
    """A file to read is that of a dossier that the program has open."""

    template = "«{path}» est le dossier ouvert dans le programme : il ne se lit pas ainsi. Choisissez un autre fichier."


def file_id(path: Path | None) -> FileId | None:
    """Return what identifies a file, nothing when there is none."""
    try:
        status = path.stat() if path else None
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status else None


def hold(file: FileId | None) -> None:
    """Count one more connection to a file."""
    if file is not None:
        with _LOCK:
            _HELD[file] += 1


def release(file: FileId | None) -> None:
    """Count one connection to a file less."""
    if file is not None:
        with _LOCK:
            _HELD[file] -= 1
            if _HELD[file] <= 0:
                del _HELD[file]


def is_held(path: Path) -> bool:
    """Tell whether this process has a connection to a file: only SQLite may open it then."""
    return file_id(path) in _HELD


def belongs_to_held(path: Path) -> bool:
    """Tell whether a file is an open dossier, under any of its names, or one of the files SQLite keeps beside it."""
    beside = (name for end in _COMPANIONS if (name := path.name.removesuffix(end)) != path.name)
    return is_held(path) or any(is_held(path.with_name(name)) for name in beside)


def refuse_held(path: Path) -> None:
    """Refuse to read an open dossier as a file; raises HeldFileError."""
    if belongs_to_held(path):
        raise HeldFileError(path=path.name)


def open_source(path: Path) -> BinaryIO:
    """Open a file to read its bytes, unless it is an open dossier; raises HeldFileError and OSError."""
    refuse_held(path)
    return path.open("rb")
