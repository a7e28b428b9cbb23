"""The schema: one fingerprint for every dossier of a version, and what its CHECKs keep out."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tuicompta.models.connection import close, connect, create_file
from tuicompta.models.database import Database
from tuicompta.models.failures import StorageFailureError
from tuicompta.models.schema import create_schema, fingerprint
from tuicompta.models.transaction import transaction


def new_file(path: Path) -> Database:
    database = create_file(path)
    with transaction(database):
        create_schema(database)
    return database


def test_two_files_of_a_version_have_one_fingerprint(tmp_path: Path) -> None:
    first, second = new_file(tmp_path / "a.compta"), new_file(tmp_path / "b.compta")
    assert fingerprint(first) == fingerprint(second)
    assert re.fullmatch(r"[0-9a-f]{64}", fingerprint(first))
    close(first)
    close(second)


def test_use_statistics_and_indexes_of_sqlite_leave_the_fingerprint(scene: Path, tmp_path: Path) -> None:
    used, fresh = connect(scene), new_file(tmp_path / "new.compta")
    used.run("ANALYZE")
    used.run("VACUUM")
    assert fingerprint(used) == fingerprint(fresh)
    close(used)
    close(fresh)


@pytest.mark.parametrize(
    "change",
    [
        "DROP TRIGGER entry_post_gate",
        "DROP INDEX line_of_account",
        "ALTER TABLE note ADD COLUMN more TEXT",
        "CREATE VIEW spy AS SELECT 1",
        "CREATE TABLE more (id INTEGER)",
    ],
)
def test_any_change_of_structure_changes_the_fingerprint(scene: Path, change: str) -> None:
    database = connect(scene)
    before = fingerprint(database)
    database.run(change)
    assert fingerprint(database) != before
    close(database)


def test_every_table_is_strict_and_every_reference_restricts(scene: Path) -> None:
    with closing(sqlite3.connect(scene)) as connection:
        tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
        names = [name for name, _ in tables if not name.startswith("sqlite_")]
        assert [name for name, strict in tables if not strict and name in names] == []
        references = [
            (name, row[2], row[6])
            for name in names
            for row in connection.execute("SELECT * FROM pragma_foreign_key_list(?)", (name,))
        ]
    acting = {(name, target) for name, target, action in references if action not in {"RESTRICT", "NO ACTION"}}
    deferred = {(name, target) for name, target, action in references if action == "NO ACTION"}
    assert acting == set()
    assert deferred == {("entry", "must_be_true"), ("lettering", "must_be_true")}


OPEN = (
    "INSERT INTO entry (id, fiscal_year_id, period_id, journal_id, entry_date, piece_date, origin, created_by,"
    " created_at) VALUES (90, 2, 15, 1, ?, '2026-03-15', 'import', 1, 'x')"
)
LINE = (
    "INSERT INTO entry_line (entry_id, position, account_id, entry_date, label, folded_label, debit, credit)"
    " SELECT 90, 1, id, '2026-03-15', ?, '', ?, ? FROM account WHERE number = '6064'"
)


@pytest.mark.parametrize("day", ["2026-02-30", "15/03/2026", "2026-3-15", "", "2026-03-15T00:00"])
def test_a_date_is_an_iso_day_that_exists(scene: Path, day: str) -> None:
    database = connect(scene)
    with pytest.raises(StorageFailureError, match="entry_date"):
        database.run(OPEN, (day,))
    close(database)


@pytest.mark.spec("INV-15")
@pytest.mark.parametrize(
    ("label", "debit", "credit"),
    [
        ("", 1, 0),
        ("x" * 101, 1, 0),
        ("Both sides", 1, 1),
        ("No amount", 0, 0),
        ("Fourteen digits", 10**15 + 1, 0),
        ("Fourteen digits", 0, -(10**15) - 1),
    ],
)
def test_a_line_has_a_label_and_one_amount_on_one_side(scene: Path, label: str, debit: int, credit: int) -> None:
    database = connect(scene)
    with transaction(database):
        database.run(OPEN, ("2026-03-15",))
        with pytest.raises(StorageFailureError, match="CHECK"):
            database.run(LINE, (label, debit, credit))
        database.run("DELETE FROM entry WHERE id = 90")
    close(database)


def test_an_amount_is_a_whole_number(scene: Path) -> None:
    with closing(sqlite3.connect(scene, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute(OPEN, ("2026-03-15",))
        for amount in (12.5, "douze", b"12"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(LINE, ("x", amount, 0))
