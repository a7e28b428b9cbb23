"""`transaction()`: the only way to write in a dossier."""

from collections.abc import Iterator
from contextlib import contextmanager

from tuicompta.models.database import Database


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """Run a block in one immediate transaction, as a part of it that stands or falls alone when one is already open.

    BEGIN IMMEDIATE takes the write lock at once, so that eight sessions queue instead of failing half-way. Whatever
    ends the block, a refusal of the database or lack of room included, nothing is half done.
    """
    if database.in_transaction():
        with _part(database):
            yield
        return
    database.require_in_place()
    with database.transaction("IMMEDIATE"):
        yield


@contextmanager
def _part(database: Database) -> Iterator[None]:
    database.run("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if database.connection().in_transaction:
            database.run("ROLLBACK TO part")
            database.run("RELEASE part")
        raise
    database.run("RELEASE part")
