"""The typed face of the database: what comes out of it, and which errors."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import peewee
import pytest

from tuicompta.models.connection import close, connect
from tuicompta.models.database import Database
from tuicompta.models.failures import DossierUnreadableError, StorageFailureError, as_refusal
from tuicompta.models.rules import RuleRefusedError

LABELS = "SELECT label, folded_label, piece_number FROM entry_line ORDER BY id"
READS: dict[str, Callable[[Database, str], object]] = {
    "rows": lambda database, sql: database.rows(sql),
    "row": lambda database, sql: database.row(sql),
    "value": lambda database, sql: database.value(sql),
    "stream": lambda database, sql: list(database.stream(sql)),
}


def test_plain_values_come_out(scene: Path) -> None:
    database = connect(scene)
    assert database.rows("SELECT code FROM journal WHERE id < 3 ORDER BY id") == [("AC",), ("VE",)]
    assert list(database.stream("SELECT id FROM entry ORDER BY id")) == [(number,) for number in range(1, 14)]
    assert len(list(database.stream("SELECT a.id FROM entry_line AS a, entry_line AS b"))) > 1000
    assert database.row("SELECT id, code FROM journal WHERE code = ?", ("VE",)) == (2, "VE")
    assert database.row("SELECT 1 WHERE 0") is None
    assert database.value("SELECT 1 WHERE 0") is None
    assert database.value("SELECT max(id) FROM entry") == 13
    assert database.run("INSERT INTO label_model (code, label) VALUES ('A', 'B')") == 1
    assert database.run("UPDATE account SET blocked = 0 WHERE 0") == 1
    assert database.changed("UPDATE label_model SET active = 0") == 1
    assert database.changed("UPDATE label_model SET active = 0 WHERE code = 'Z'") == 0
    close(database)


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_damaged_page_met_while_reading_is_a_refusal(scene: Path, read: Callable[[Database, str], object]) -> None:
    with closing(sqlite3.connect(scene)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entry_line'").fetchone()[0]
    with scene.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    database = connect(scene)
    with pytest.raises(DossierUnreadableError, match=r"fichier endommagé.*restaurez une sauvegarde") as refused:
        read(database, LABELS)
    assert str(scene) in str(refused.value)
    close(database)


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_text_that_is_no_text_is_a_refusal(scene: Path, read: Callable[[Database, str], object]) -> None:
    with closing(sqlite3.connect(scene, isolation_level=None)) as connection:
        connection.execute("INSERT INTO label_model (code, label) VALUES ('A', CAST(x'ff' AS TEXT))")
    database = connect(scene)
    with pytest.raises(DossierUnreadableError, match="texte illisible"):
        read(database, "SELECT label FROM label_model")
    close(database)


def test_refusals_of_many_rows_at_once_are_named(scene: Path) -> None:
    database = connect(scene)
    with pytest.raises(RuleRefusedError) as refused:
        database.run_many("UPDATE entry SET posted = 0 WHERE id = ?", [(2,)])
    assert refused.value.rule == "entry_validated"
    with pytest.raises(RuleRefusedError) as refused:
        database.run_many("INSERT INTO associated_account VALUES (?, 1, 99999, 'none', NULL)", [(1,)])
    assert refused.value.rule == "foreign_key"
    with pytest.raises(RuleRefusedError) as refused:
        database.run("DELETE FROM user WHERE id = 1")
    assert refused.value.rule == "foreign_key"
    close(database)


def test_a_check_whose_text_speaks_of_locks_is_not_taken_for_a_lock(scene: Path) -> None:
    database = connect(scene)
    with pytest.raises(StorageFailureError, match=r"^L'opération a échoué \(CHECK constraint failed: blocked"):
        database.run("UPDATE account SET blocked = 2")
    close(database)


@pytest.mark.parametrize("sql", ["SELEC 1", "SELECT ?"])
def test_a_fault_of_the_program_stays_a_fault(scene: Path, sql: str) -> None:
    database = connect(scene)
    with pytest.raises(peewee.DatabaseError):
        database.rows(sql)
    close(database)


def test_a_file_without_the_tables_of_a_dossier_is_a_refusal(scene: Path) -> None:
    database = connect(scene)
    with pytest.raises(DossierUnreadableError, match="il n'a pas la structure d'un dossier"):
        database.rows("SELECT * FROM no_such_table")
    close(database)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (sqlite3.SQLITE_IOERR_WRITE, "le disque refuse de lire ou d'écrire"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "occupé par une autre session"),
        (sqlite3.SQLITE_LOCKED, "occupé par une autre session"),
        (sqlite3.SQLITE_FULL, "Le disque est plein"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "Lecture seule"),
        (sqlite3.SQLITE_CANTOPEN, "ne s'ouvre pas"),
        (sqlite3.SQLITE_READONLY_ROLLBACK, "ne s'ouvre pas"),
        (sqlite3.SQLITE_READONLY_RECOVERY, "ne s'ouvre pas"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "fichier endommagé"),
        (sqlite3.SQLITE_NOTADB, "fichier endommagé"),
        (sqlite3.SQLITE_PERM, "accès refusé"),
    ],
)
def test_answers_of_sqlite_by_their_extended_codes(code: int, sentence: str) -> None:
    error = sqlite3.OperationalError("anything at all")
    error.sqlite_errorcode = code
    assert sentence in str(as_refusal(error, "/x.compta"))
