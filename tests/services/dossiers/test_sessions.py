"""Sessions: recorded, removed with their process, asked to end (DOSO-05, DOSO-06, UIX-20)."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.services.conftest import fixed_clock
from tuicompta.models.failures import DossierMovedError
from tuicompta.services.dossiers import processes
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.dossiers.processes import UNTOLD, is_running, start_of
from tuicompta.services.dossiers.sessions import (
    ask_to_close,
    close_session,
    open_session,
    open_sessions,
    other_sessions_of_user,
    touch_session,
)

ROWS = "SELECT machine, process, started_at, last_seen_at, closed_by FROM session ORDER BY id"
ADD = (
    "INSERT INTO session (user_id, machine, process, process_start, started_at, last_seen_at)"
    " VALUES (1, ?, ?, ?, '2026-03-20T09:12:00', 'x')"
)


def ended_process() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


@pytest.mark.spec("DOSO-05")
def test_a_session_is_recorded_with_its_user_machine_process_and_times(dossier: Dossier) -> None:
    identifier = open_session(dossier)
    assert dossier.session_id == identifier
    when = "2026-03-20T14:05:00"
    assert dossier.database.rows(ROWS) == [(dossier.machine, os.getpid(), when, when, None)]
    dossier.clock = lambda: datetime(2026, 3, 20, 14, 9)  # noqa: DTZ001 - the program works on local time
    assert touch_session(dossier) is False
    assert dossier.database.rows(ROWS)[0][3] == "2026-03-20T14:09:00"
    (shown,) = open_sessions(dossier)
    assert (shown.user_code, shown.user_name, shown.process) == ("ADM", "Administrateur", os.getpid())


@pytest.mark.spec("DOSO-05")
def test_an_ended_process_is_removed_at_the_next_opening_with_its_locks(dossier: Dossier) -> None:
    gone = dossier.database.run(ADD, (dossier.machine, ended_process(), "1"))
    reused = dossier.database.run(ADD, (dossier.machine, os.getpid(), "another start"))
    elsewhere = dossier.database.run(ADD, ("poste1", 1, "1"))
    dossier.database.run("INSERT INTO record_lock VALUES ('entry', 1, ?, 'x')", (gone,))
    draft = "INSERT INTO draft (user_id, session_id, screen, started_at, updated_at) VALUES (1, ?, 'x', 'x', 'x')"
    dossier.database.run(draft, (gone,))
    own = open_session(dossier)
    assert [session.id for session in open_sessions(dossier)] == [elsewhere, own]
    assert dossier.database.rows("SELECT * FROM record_lock") == []
    assert dossier.database.rows("SELECT session_id FROM draft") == [(None,)]
    assert reused not in {session.id for session in open_sessions(dossier)}


@pytest.mark.spec("DOSO-06")
def test_the_other_live_sessions_of_a_user_are_told(dossier: Dossier) -> None:
    dossier.database.run(ADD, ("poste1", 1, "1"))
    dossier.database.run(ADD, (dossier.machine, ended_process(), "1"))
    dossier.database.run("INSERT INTO user (id, code, name) VALUES (2, 'EVE', 'Eve')")
    dossier.database.run(ADD.replace("(1, ?", "(2, ?"), ("poste2", 1, "1"))
    open_session(dossier)
    assert [(one.user_code, one.machine, one.started_at[11:16]) for one in other_sessions_of_user(dossier)] == [
        ("ADM", "poste1", "09:12")
    ]


@pytest.mark.spec("DOSO-06", "JE-05")
def test_a_session_asked_to_end_learns_it_at_its_next_sign_of_life(dossier: Dossier) -> None:
    open_session(dossier)
    other = open_dossier(dossier.path, clock=fixed_clock)
    open_session(other)
    ask_to_close(other, open_sessions(other)[0])
    assert touch_session(dossier) is True
    assert touch_session(other) is False
    event = dossier.database.row("SELECT kind, object, user_code, detail FROM event ORDER BY id DESC LIMIT 1")
    assert event
    assert event[:3] == ("Session fermée par un autre utilisateur", "ADM", "ADM")
    assert f'"machine": "{dossier.machine}"' in event[3]
    close_session(other)
    close_dossier(other)


def test_a_session_that_ends_leaves_no_lock(dossier: Dossier) -> None:
    identifier = open_session(dossier)
    dossier.database.run("INSERT INTO record_lock VALUES ('entry', 1, ?, 'x')", (identifier,))
    close_session(dossier)
    close_session(dossier)
    assert dossier.session_id is None
    assert dossier.database.rows("SELECT * FROM session") == dossier.database.rows("SELECT * FROM record_lock") == []


def test_a_session_removed_by_another_learns_it(dossier: Dossier) -> None:
    open_session(dossier)
    dossier.database.run("DELETE FROM session")
    assert touch_session(dossier) is True


def test_a_headless_command_gives_no_sign_of_life(dossier: Dossier) -> None:
    assert touch_session(dossier) is False
    assert dossier.database.rows("SELECT * FROM session") == []


def test_a_moved_dossier_is_told_at_the_next_sign_of_life(dossier: Dossier) -> None:
    open_session(dossier)
    dossier.path.rename(dossier.path.with_name("Moved.compta"))
    with pytest.raises(DossierMovedError):
        touch_session(dossier)


# --- processes


def test_a_process_is_told_from_a_later_one_of_the_same_number() -> None:
    start = start_of(os.getpid())
    assert start
    assert is_running(os.getpid(), start)
    assert not is_running(os.getpid(), start + "0")
    assert start_of(ended_process()) == ""
    assert not is_running(ended_process(), "")


def test_a_process_that_nobody_waited_for_has_ended() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert start_of(child.pid) == ""
    child.wait()


def test_without_proc_a_process_that_answers_is_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "Path", lambda _: Path("/nowhere"))
    gone = ended_process()
    assert (start_of(os.getpid()), start_of(gone), start_of(1)) == (UNTOLD, "", UNTOLD)
    assert is_running(os.getpid(), "12345")
    assert not is_running(gone, UNTOLD)
