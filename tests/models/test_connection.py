"""The connection recipe, and the files that it refuses."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.models.kit import contents, crashed_copy, log_of, ordinary_user, retitle, titled
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.connection import (
    DossierMissingError,
    DossierNewerError,
    DossierOlderError,
    NotADossierError,
    close,
    connect,
    create_file,
    is_writable,
    pages_are_sound,
)
from tuicompta.models.failures import (
    DossierBusyError,
    DossierMovedError,
    DossierUnreadableError,
    ReadOnlyDossierError,
)
from tuicompta.models.held_files import is_held
from tuicompta.models.transaction import transaction

TITLE = "SELECT title FROM account WHERE number = '411MAR'"
RETITLE = "UPDATE account SET title = ? WHERE number = '411MAR'"


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def test_the_recipe(scene: Path) -> None:
    database = connect(scene)
    pragmas = "journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "busy_timeout", "query_only"
    assert [database.pragma(name) for name in pragmas] == ["wal", 2, 1, 1, 10_000, 0]
    close(database)
    close(database)
    assert [file.name for file in scene.parent.iterdir()] == [scene.name]


@pytest.mark.spec("INST-14")
def test_only_its_owner_reads_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "new.compta"
    database = create_file(path)
    database.run("CREATE TABLE t (a)")
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}
    close(database)


def test_a_new_file_never_replaces_another(tmp_path: Path) -> None:
    (tmp_path / "there.compta").write_bytes(b"kept")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "there.compta")
    assert (tmp_path / "there.compta").read_bytes() == b"kept"


# --- files that are no dossier


def nothing(path: Path) -> None:
    path.unlink()


def below_a_file(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()
    path.parent.write_bytes(b"")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def written(data: bytes) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        path.write_bytes(data)

    return change


def other_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE account (id INTEGER)")


def version(number: int) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA user_version = {number}")

    return change


def cut_at(size: int) -> Callable[[Path], None]:
    return lambda path: os.truncate(path, size)


def struck(offset: int, data: bytes) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(offset)
            file.write(data)

    return change


@pytest.mark.spec("DOSR-03", "DOSO-08")
@pytest.mark.parametrize("readonly", [False, True], ids=["write", "read"])
@pytest.mark.parametrize(
    ("change", "error", "sentence"),
    [
        (nothing, DossierMissingError, "est introuvable. Vérifiez le chemin"),
        (below_a_file, DossierMissingError, "est introuvable"),
        (folder, NotADossierError, "Ce fichier n'est pas un dossier tuicompta"),
        (pipe, NotADossierError, "Ce fichier n'est pas un dossier tuicompta"),
        (written(b""), NotADossierError, "Ce fichier n'est pas un dossier tuicompta"),
        (written(b"JournalCode\tJournalLib"), NotADossierError, "Ce fichier n'est pas un dossier tuicompta"),
        (other_database, NotADossierError, "Ce fichier n'est pas un dossier tuicompta"),
        (struck(68, b"XXXX"), NotADossierError, "Ce fichier n'est pas un dossier tuicompta"),
        (version(7), DossierNewerError, "format 7, ce programme lit le format 1"),
        (version(0), DossierOlderError, "doit être mis à jour : .* au format 0, ce programme utilise le format 1"),
        (cut_at(50), NotADossierError, "Ce fichier n'est pas un dossier tuicompta"),
        (cut_at(80), DossierUnreadableError, "fichier endommagé"),
        (cut_at(4096 * 40), DossierUnreadableError, "fichier endommagé"),
        (struck(16, b"\x00\x07"), DossierUnreadableError, "fichier endommagé"),
        (struck(100, b"\x00" * 400), DossierUnreadableError, "fichier endommagé"),
    ],
)
def test_a_file_that_is_no_dossier_is_refused(
    scene: Path, change: Callable[[Path], None], error: type[TuicomptaError], sentence: str, *, readonly: bool
) -> None:
    own = scene.parent / "own"
    own.mkdir()
    path = Path(shutil.move(scene, own / scene.name))
    change(path)
    before = {file: file.read_bytes() for file in own.iterdir() if file.is_file()} if own.is_dir() else {}
    with pytest.raises(error, match=sentence) as refused:
        connect(path, readonly=readonly)
    assert str(path) in str(refused.value)
    assert refused.value.exit_code == 4
    assert {file: file.read_bytes() for file in before} == before


def test_a_file_or_a_folder_closed_to_the_user_is_named(scene: Path, shared_folder: Path) -> None:
    path = Path(shutil.copy(scene, shared_folder / scene.name))
    path.chmod(0)
    with ordinary_user(), pytest.raises(DossierUnreadableError, match=r"accès refusé.*restaurez"):
        connect(path)
    path.chmod(0o644)
    shared_folder.chmod(0)
    with ordinary_user(), pytest.raises(DossierUnreadableError, match="accès refusé"):
        connect(path)


# --- reading changes nothing


@pytest.mark.spec("ETCL-06")
def test_reading_leaves_every_byte(scene: Path) -> None:
    before = contents(scene.parent)
    database = connect(scene, readonly=True)
    assert database.value(TITLE) == "Martin SA"
    with pytest.raises(ReadOnlyDossierError, match="Lecture seule"):
        database.run(RETITLE, ("X",))
    with pytest.raises(ReadOnlyDossierError, match="Lecture seule"), transaction(database):
        database.run(RETITLE, ("X",))
    close(database)
    assert contents(scene.parent) == before


@pytest.mark.spec("ETCL-06")
def test_reading_after_a_crash_sees_what_was_acknowledged_and_leaves_every_byte(scene: Path, tmp_path: Path) -> None:
    copy = crashed_copy(scene, tmp_path / "crashed", "Acknowledged")
    before = contents(copy.parent)
    assert len(before[log_of(copy).name]) > 0
    database = connect(copy, readonly=True)
    assert database.value(TITLE) == "Acknowledged"
    close(database)
    assert contents(copy.parent) == before
    database = connect(copy)
    assert database.value(TITLE) == "Acknowledged"
    close(database)
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]


@pytest.mark.spec("DOSO-09")
def test_a_file_that_cannot_be_written_is_read_where_nothing_can_be_written(scene: Path, shared_folder: Path) -> None:
    path = Path(shutil.copy(scene, shared_folder / scene.name))
    path.chmod(0o444)
    shared_folder.chmod(0o555)
    with ordinary_user():
        assert not is_writable(path)
        database = connect(path, readonly=True)
        assert database.value(TITLE) == "Martin SA"
        with pytest.raises(ReadOnlyDossierError):
            database.run(RETITLE, ("X",))
        close(database)
    assert [file.name for file in shared_folder.iterdir()] == [path.name]


def test_two_readers_beside_a_writer_see_one_state_each(scene: Path) -> None:
    writer, early, late = connect(scene), connect(scene, readonly=True), connect(scene, readonly=True)
    early.execute_sql("BEGIN")
    assert early.value(TITLE) == "Martin SA"
    with transaction(writer):
        writer.run(RETITLE, ("Changed",))
        assert late.value(TITLE) == "Martin SA"
    assert late.value(TITLE) == "Changed"
    assert early.value(TITLE) == "Martin SA"
    early.execute_sql("COMMIT")
    assert early.value(TITLE) == "Changed"
    for database in (late, early, writer):
        close(database)
    assert titled(scene) == "Changed"


# --- logs that do not belong to the file


def test_the_log_of_another_dossier_is_seen_before_it_is_poured(
    scene: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = Path(shutil.copy(scene, tmp_path_factory.mktemp("other")))
    with closing(sqlite3.connect(other)) as connection:
        connection.executescript("PRAGMA journal_mode = delete; DROP TABLE setting; VACUUM; PRAGMA journal_mode = wal")
    foreign = crashed_copy(other, tmp_path_factory.mktemp("foreign"), "Elsewhere")
    shutil.copy(log_of(foreign), log_of(scene))
    before = contents(scene.parent)
    assert not pages_are_sound(scene)
    assert contents(scene.parent) == before
    log_of(scene).unlink()
    assert pages_are_sound(scene)
    assert titled(scene) == "Martin SA"


def test_the_log_of_this_dossier_is_sound(scene: Path, tmp_path: Path) -> None:
    assert pages_are_sound(crashed_copy(scene, tmp_path / "crashed", "Acknowledged"))


# --- the file changes under an open session


def renamed(path: Path) -> None:
    path.rename(path.with_name("renamed.compta"))


def replaced(path: Path) -> None:
    path.with_name("new.compta").write_bytes(path.read_bytes())
    path.with_name("new.compta").replace(path)


@pytest.mark.parametrize("move", [renamed, replaced, nothing])
def test_nothing_is_written_in_a_file_that_is_no_longer_at_its_path(scene: Path, move: Callable[[Path], None]) -> None:
    database = connect(scene)
    move(scene)
    with (
        pytest.raises(DossierMovedError, match="a été déplacé, remplacé ou supprimé") as refused,
        transaction(database),
    ):
        database.run(RETITLE, ("Lost",))
    assert str(scene) in str(refused.value)
    close(database)
    left = list(scene.parent.glob("*.compta"))
    assert [titled(file) for file in left] == ["Martin SA"] * len(left)


@pytest.mark.spec("INST-13")
def test_closing_never_fails_on_a_busy_dossier(scene: Path) -> None:
    busy, database = connect(scene), connect(scene)
    busy.timeout = database.timeout = 0.01
    with transaction(busy):
        with pytest.raises(DossierBusyError) as refused, transaction(database):
            database.run(RETITLE, ("X",))
        assert refused.value.exit_code == 4
        close(database)
        assert database.is_closed()
    close(busy)


def test_retitle_is_what_the_other_tests_read(scene: Path) -> None:
    retitle(scene, "Y")
    assert titled(scene) == "Y"


OTHER_SESSION = """
import sys
from pathlib import Path
from tuicompta.models.connection import close, connect
from tuicompta.models.transaction import transaction
database = connect(Path(sys.argv[1]))
with transaction(database):
    database.run("UPDATE account SET title = 'Ailleurs' WHERE number = '411MAR'")
close(database)
"""

READER = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])"


@pytest.mark.spec("DOSO-05")
def test_a_second_connection_never_drops_the_locks_of_the_first_one(scene: Path) -> None:
    first = connect(scene)
    close(connect(scene, readonly=True))
    close(connect(scene))
    subprocess.run([sys.executable, "-c", OTHER_SESSION, scene], check=True)
    assert log_of(scene).exists()
    with transaction(first):
        first.run(RETITLE, ("Ici",))
    seen = subprocess.run([sys.executable, "-c", READER, scene, TITLE], check=True, capture_output=True, text=True)
    assert seen.stdout.strip() == "Ici"
    close(first)


def test_a_file_is_held_from_its_first_connection_to_the_end_of_the_last(scene: Path) -> None:
    assert not is_held(scene)
    first, second = connect(scene), connect(scene)
    close(first)
    assert is_held(scene)
    close(second)
    close(second)
    assert not is_held(scene)
