"""Opening a dossier: for whom, how, and what is refused."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.models.kit import contents, crashed_copy, log_of, ordinary_user
from tests.services.conftest import fixed_clock
from tuicompta.models.failures import DossierUnreadableError, ReadOnlyDossierError
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.dossier import Dossier, UnknownUserError, close_dossier, open_dossier
from tuicompta.services.dossiers.sessions import open_session

TITLE = "SELECT title FROM account WHERE number = '411MAR'"


@pytest.fixture
def closed(dossier: Dossier) -> Path:
    """A dossier file with the account 411MAR, that nobody has open."""
    close_dossier(dossier)
    return dossier.path


@pytest.fixture
def shared(closed: Path) -> Iterator[Path]:
    """The same file in a folder that every user may enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield Path(shutil.copy(closed, folder))
        folder.chmod(0o755)


def test_an_open_dossier_knows_its_name_its_user_and_the_time(dossier: Dossier) -> None:
    assert (dossier.name, dossier.user.name, dossier.today()) == ("Morel", "Administrateur", date(2026, 3, 20))
    assert dossier.now() == "2026-03-20T14:05:00"


@pytest.mark.parametrize("code", ["adm", "ADM", "Adm"])
def test_the_case_of_a_user_code_does_not_matter(closed: Path, code: str) -> None:
    dossier = open_dossier(closed, user_code=code)
    assert dossier.user.code == "ADM"
    close_dossier(dossier)


@pytest.mark.parametrize("code", ["DUPONT", "", "ADM' OR '1'='1", "ADM\x00"])
def test_an_unknown_user_is_refused_and_nothing_stays_open(closed: Path, code: str) -> None:
    with pytest.raises(UnknownUserError, match=r"^Code ou mot de passe incorrect") as refused:
        open_dossier(closed, user_code=code)
    assert refused.value.exit_code == 3
    assert [file.name for file in closed.parent.iterdir()] == [closed.name]


def test_a_blocked_user_is_refused(closed: Path) -> None:
    with closing(sqlite3.connect(closed, isolation_level=None)) as connection:
        connection.execute("INSERT INTO user (code, name, blocked) VALUES ('EVE', 'Eve', 1)")
    with pytest.raises(UnknownUserError):
        open_dossier(closed, user_code="EVE")


@pytest.mark.spec("DOSO-09")
def test_a_file_that_cannot_be_written_opens_for_consultation_by_itself(shared: Path) -> None:
    shared.chmod(0o444)
    shared.parent.chmod(0o555)
    with ordinary_user():
        dossier = open_dossier(shared)
        assert dossier.readonly
        with pytest.raises(ReadOnlyDossierError, match=r"^Lecture seule"):
            create_account(dossier, "401NEW", "X")
        assert dossier.database.value(TITLE) == "Martin SA"
        close_dossier(dossier)
    shared.chmod(0o644)
    with ordinary_user():
        dossier = open_dossier(shared)
        assert dossier.readonly
        close_dossier(dossier)


@pytest.mark.spec("DOSO-09", "ETCL-06")
def test_consultation_leaves_every_byte(closed: Path) -> None:
    before = contents(closed.parent)
    dossier = open_dossier(closed, readonly=True)
    with pytest.raises(ReadOnlyDossierError):
        dossier.require_writable()
    close_dossier(dossier)
    assert contents(closed.parent) == before


# --- after a crash


def other_dossier(path: Path, folder: Path) -> Path:
    """Return another dossier of the same name, whose pages are not those of the first."""
    other = Path(shutil.copy(path, folder))
    with closing(sqlite3.connect(other)) as connection:
        connection.executescript("PRAGMA journal_mode = delete; DROP TABLE setting; VACUUM; PRAGMA journal_mode = wal")
    return other


def test_what_was_acknowledged_before_a_crash_is_there(closed: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    copy = crashed_copy(closed, tmp_path_factory.mktemp("crash"), "Acknowledged")
    dossier = open_dossier(copy)
    assert dossier.database.value(TITLE) == "Acknowledged"
    close_dossier(dossier)
    assert list(contents(copy.parent)) == [copy.name]


@pytest.mark.parametrize("readonly", [False, True])
def test_the_log_of_another_dossier_is_refused_and_left_where_it_is(
    closed: Path, tmp_path_factory: pytest.TempPathFactory, *, readonly: bool
) -> None:
    foreign = crashed_copy(other_dossier(closed, tmp_path_factory.mktemp("a")), tmp_path_factory.mktemp("b"), "Foreign")
    shutil.copy(log_of(foreign), log_of(closed))
    before = contents(closed.parent)
    with pytest.raises(DossierUnreadableError, match="journal «-wal» d'un autre fichier") as refused:
        open_dossier(closed, readonly=readonly)
    assert str(closed) in str(refused.value)
    assert contents(closed.parent) == before
    log_of(closed).unlink()
    dossier = open_dossier(closed)
    assert dossier.database.value(TITLE) == "Martin SA"
    close_dossier(dossier)


def test_a_log_that_goes_with_nothing_is_ignored_by_sqlite(closed: Path) -> None:
    log_of(closed).write_bytes(os.urandom(50_000))
    dossier = open_dossier(closed)
    assert dossier.database.value(TITLE) == "Martin SA"
    close_dossier(dossier)


def test_a_dossier_on_which_others_work_is_not_read_through(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a million lines at every opening would be long: only a log that nobody works on is suspect."""
    first = open_dossier(closed)
    open_session(first)
    monkeypatch.setattr("tuicompta.services.dossiers.dossier.pages_are_sound", lambda _: False)
    second = open_dossier(closed)
    close_dossier(second)
    first.database.run("DELETE FROM session")
    with pytest.raises(DossierUnreadableError):
        open_dossier(closed)
    close_dossier(first)


@pytest.mark.spec("DOSO-05")
def test_the_session_of_a_killed_process_keeps_nobody_out(closed: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path\n"
        "from tuicompta.services.dossiers.dossier import open_dossier\n"
        "from tuicompta.services.dossiers.sessions import open_session\n"
        "dossier = open_dossier(Path(sys.argv[1])); open_session(dossier); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(closed)], check=False, cwd=Path(__file__).parents[2])
    assert len(contents(closed.parent)[log_of(closed).name]) > 0
    dossier = open_dossier(closed, clock=fixed_clock)
    assert dossier.database.value("SELECT count(*) FROM session") == 1
    open_session(dossier)
    assert dossier.database.rows("SELECT process FROM session") == [(os.getpid(),)]
    close_dossier(dossier)
