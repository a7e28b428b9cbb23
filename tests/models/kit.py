"""What the tests of the storage share: rights of an ordinary user, the state left by a crash."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tuicompta.models.connection import connect
from tuicompta.models.transaction import transaction

NOBODY = 65534


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Give up the rights of root for a while, which no file mode stops."""
    root = os.getuid() == 0
    if root:
        os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        if root:
            os.setresuid(0, 0, 0)


def titled(path: Path) -> str:
    """Return a text that the tests change, as any other tool reads it."""
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT title FROM account WHERE number = '411MAR'").fetchone()[0])


def retitle(path: Path, title: str) -> None:
    database = connect(path)
    with transaction(database):
        database.run("UPDATE account SET title = ? WHERE number = '411MAR'", (title,))
    database.close()


def crashed_copy(path: Path, folder: Path, title: str) -> Path:
    """Return what a crash leaves of a dossier: the file, and beside it the log of an acknowledged change."""
    database = connect(path)
    with transaction(database):
        database.run("UPDATE account SET title = ? WHERE number = '411MAR'", (title,))
    folder.mkdir(exist_ok=True)
    copy = Path(shutil.copy(path, folder / path.name))
    shutil.copy(log_of(path), log_of(copy))
    database.close()
    return copy


def log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of the files of a folder; the shared-memory index is no part of a dossier."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith("-shm")}
