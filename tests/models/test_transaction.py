"""`transaction()`: all or nothing, whatever ends it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.models.kit import titled
from tuicompta.models.connection import close, connect
from tuicompta.models.database import Database
from tuicompta.models.failures import DiskFullError, DossierBusyError, ReadOnlyDossierError
from tuicompta.models.rules import RuleRefusedError
from tuicompta.models.transaction import transaction

TITLE = "SELECT title FROM account WHERE number = '411MAR'"
RETITLE = "UPDATE account SET title = ? WHERE number = '411MAR'"
NOTE = "INSERT INTO note (record_kind, record_id, text) VALUES ('entry', ?, ?)"
COUNT = "SELECT count(*) FROM note"


@pytest.mark.parametrize("end", [RuntimeError, KeyboardInterrupt, GeneratorExit, MemoryError])
def test_what_is_interrupted_leaves_no_trace(scene: Path, end: type[BaseException]) -> None:
    def act(database: Database) -> None:
        with transaction(database):
            database.run(RETITLE, ("Half",))
            raise end

    database = connect(scene)
    with pytest.raises(end):
        act(database)
    assert database.value(TITLE) == "Martin SA"
    assert not database.in_transaction()
    close(database)


def test_a_part_that_fails_leaves_the_rest(scene: Path) -> None:
    def fail(database: Database) -> None:
        with transaction(database):
            database.run(NOTE, (1, "gone"))
            database.run("UPDATE entry SET posted = 0 WHERE id = 2")

    database = connect(scene)
    with transaction(database):
        database.run(RETITLE, ("Whole",))
        with pytest.raises(RuleRefusedError):
            fail(database)
        with transaction(database):
            database.run(NOTE, (2, "kept"))
    assert database.rows("SELECT record_id FROM note") == [(2,)]
    assert database.value(TITLE) == "Whole"
    close(database)


def test_a_whole_that_fails_takes_its_parts_along(scene: Path) -> None:
    def act(database: Database) -> None:
        with transaction(database):
            with transaction(database):
                database.run(NOTE, (1, "gone too"))
            database.run("DELETE FROM event")

    database = connect(scene)
    with pytest.raises(RuleRefusedError, match="Le journal des événements ne se modifie pas"):
        act(database)
    assert database.value(COUNT) == 0
    close(database)


@pytest.mark.parametrize("inner", [False, True], ids=["whole", "part"])
def test_a_rollback_that_sqlite_made_by_itself_does_not_hide_its_cause(scene: Path, *, inner: bool) -> None:
    def act(database: Database) -> None:
        with transaction(database):
            if inner:
                with transaction(database):
                    database.run(RETITLE, ("Boom",))
            database.run(RETITLE, ("Boom",))

    database = connect(scene)
    database.run(
        "CREATE TEMP TRIGGER boom BEFORE UPDATE ON main.account BEGIN SELECT RAISE(ROLLBACK, 'rule:account_used'); END"
    )
    with pytest.raises(RuleRefusedError) as refused:
        act(database)
    assert refused.value.rule == "account_used"
    database.run("DROP TRIGGER boom")
    with transaction(database):
        database.run(RETITLE, ("After",))
    close(database)
    assert titled(scene) == "After"


def in_one_statement(database: Database) -> None:
    database.run(NOTE, (3, "x" * 10_000))


def in_many(database: Database) -> None:
    database.run_many(NOTE, [(number, "x" * 10_000) for number in range(3, 60)])


@pytest.mark.parametrize("fill", [in_one_statement, in_many])
def test_a_full_disk_undoes_everything_and_the_next_try_works(scene: Path, fill: Callable[[Database], None]) -> None:
    def act(database: Database) -> None:
        with transaction(database):
            database.run(RETITLE, ("Half",))
            fill(database)

    database = connect(scene)
    database.run("VACUUM")
    database.pragma("max_page_count", database.pragma("page_count"))
    with pytest.raises(DiskFullError, match=r"Le disque est plein : rien n'est enregistré\. Libérez de la place"):
        act(database)
    assert (database.value(TITLE), database.value(COUNT)) == ("Martin SA", 0)
    database.pragma("max_page_count", 1_000_000)
    act(database)
    assert database.value(TITLE) == "Half"
    close(database)
    assert titled(scene) == "Half"


def test_a_session_that_waits_too_long_is_told_so(scene: Path) -> None:
    def write_second(database: Database) -> None:
        with transaction(database):
            database.run(RETITLE, ("Second",))

    holder, waiter = connect(scene), connect(scene)
    waiter.timeout = 0.01
    with transaction(holder):
        holder.run(RETITLE, ("First",))
        with pytest.raises(DossierBusyError, match="occupé par une autre session depuis plus de 10 secondes") as busy:
            write_second(waiter)
        assert busy.value.exit_code == 4
    write_second(waiter)
    assert holder.value(TITLE) == "Second"
    close(waiter)
    close(holder)


@pytest.mark.spec("DOSO-09")
def test_nothing_is_written_in_a_dossier_open_for_consultation(scene: Path) -> None:
    database = connect(scene, readonly=True)
    with pytest.raises(ReadOnlyDossierError, match=r"^Lecture seule"), transaction(database):
        database.run(RETITLE, ("X",))
    close(database)
    assert titled(scene) == "Martin SA"
