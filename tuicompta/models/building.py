"""A dossier file being built, that nobody else can see yet: written straight, made durable once at the end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tuicompta.models.database import Database

# The rollback journal holds only what existed before: next to nothing in a new file.
_BUILDING = {"journal_mode": "memory", "synchronous": "off", "cache_size": -64_000}


@contextmanager
def building(database: Database, path: Path) -> Iterator[None]:
    """Write without log nor waiting for the disk; a crash leaves a useless file, which must not have its name yet.

    On the way out the recipe of the connection is back and the file is on the disk.
    """
    before = {name: database.pragma(name) for name in _BUILDING}
    for name, value in _BUILDING.items():
        database.pragma(name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            database.pragma(name, value)
        _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
