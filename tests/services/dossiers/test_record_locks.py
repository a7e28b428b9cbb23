"""Records open for change: one session at a time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.dossiers.record_locks import lock_record, release_record
from tuicompta.services.dossiers.sessions import close_session, open_session


@pytest.fixture
def other(dossier: Dossier, dossier_path: Path) -> Iterator[Dossier]:
    """A second session on the same dossier."""
    open_session(dossier)
    opened = open_dossier(dossier_path, clock=dossier.clock)
    open_session(opened)
    yield opened
    close_dossier(opened)


@pytest.mark.spec("FIC-18")
def test_the_second_session_is_told_who_has_the_record_since_when(dossier: Dossier, other: Dossier) -> None:
    assert lock_record(dossier, "account", 7) is None
    assert lock_record(dossier, "account", 7) is None
    assert str(lock_record(other, "account", 7)) == "En cours de modification par ADM depuis 14:05"
    assert lock_record(other, "account", 8) is None
    assert lock_record(other, "journal", 7) is None


@pytest.mark.spec("FIC-18")
def test_a_lock_ends_with_the_card_or_with_the_session(dossier: Dossier, other: Dossier) -> None:
    lock_record(dossier, "account", 7)
    release_record(other, "account", 7)
    assert lock_record(other, "account", 7) is not None
    release_record(dossier, "account", 7)
    assert lock_record(other, "account", 7) is None
    close_session(other)
    assert lock_record(dossier, "account", 7) is None


@pytest.mark.spec("FIC-18")
def test_the_lock_of_a_session_whose_process_is_gone_counts_no_more(dossier: Dossier, other: Dossier) -> None:
    lock_record(dossier, "account", 7)
    dossier.database.run("UPDATE session SET process_start = 'gone' WHERE id = ?", (dossier.session_id,))
    assert lock_record(other, "account", 7) is None
