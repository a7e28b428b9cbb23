"""A file built without log: the recipe of the connection is back afterwards, whatever happens inside."""

from pathlib import Path

import pytest

from tuicompta.models.building import building
from tuicompta.models.connection import close, connect, create_file
from tuicompta.models.database import Database
from tuicompta.models.schema import create_schema
from tuicompta.models.transaction import transaction

NAMES = ("journal_mode", "synchronous", "cache_size", "foreign_keys")


def test_what_is_built_is_there_and_the_recipe_is_back(tmp_path: Path) -> None:
    path = tmp_path / "new.compta"
    database = create_file(path)
    create_schema(database)
    before = [database.pragma(name) for name in NAMES]
    with building(database, path):
        assert database.pragma("journal_mode") == "memory"
        with transaction(database):
            database.run("INSERT INTO setting (key, value) VALUES ('a', '1')")
    assert [database.pragma(name) for name in NAMES] == before
    close(database)
    again = connect(path)
    assert again.rows("SELECT key, value FROM setting") == [("a", "1")]
    assert again.value("PRAGMA integrity_check") == "ok"
    close(again)


def _fail_half_way(database: Database, path: Path) -> None:
    with building(database, path), transaction(database):
        database.run("INSERT INTO setting (key, value) VALUES ('a', '1')")
        raise LookupError


def test_the_recipe_is_back_after_a_failure_too(tmp_path: Path) -> None:
    path = tmp_path / "new.compta"
    database = create_file(path)
    create_schema(database)
    before = [database.pragma(name) for name in NAMES]
    with pytest.raises(LookupError):
        _fail_half_way(database, path)
    assert [database.pragma(name) for name in NAMES] == before
    assert database.rows("SELECT key FROM setting") == []
    close(database)
