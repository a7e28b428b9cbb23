"""The event log: one event with its act, chained (JE)."""

import json
import sqlite3
from contextlib import closing

import pytest

from tests.services.entries_kit import purchase, save
from tuicompta.core.seals import FIRST, seal
from tuicompta.models.rules import RuleRefusedError
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.events import EventKind, broken_event, event_seal, record_event

ALL = "SELECT id, happened_at, user_code, machine, kind, object, detail, reason FROM event ORDER BY id"
SEALS = "SELECT seal FROM event ORDER BY id"


def add(dossier: Dossier, subject: str, reason: str | None = None) -> int:
    with transaction(dossier.database):
        return record_event(dossier, EventKind.OPTION_CHANGE, subject, {"avant": 1, "après": "é"}, reason)


@pytest.mark.spec("JE-01", "JE-02", "JE-07")
def test_events_are_numbered_and_sealed_one_after_the_other(dossier: Dossier) -> None:
    assert [add(dossier, "Première"), add(dossier, "Seconde", "Motif")] == [2, 3]
    rows, seals = dossier.database.rows(ALL), [row[0] for row in dossier.database.rows(SEALS)]
    assert rows[2][1:6] == ("2026-03-20T14:05:00", "ADM", dossier.machine, "Changement d'option", "Seconde")
    assert (json.loads(rows[2][6]), rows[2][7]) == ({"avant": 1, "après": "é"}, "Motif")
    previous = FIRST
    for row, found in zip(rows, seals, strict=True):
        previous = seal(previous, ["" if cell is None else f"={cell}" for cell in row])
        assert found == previous
    assert broken_event(dossier.database) is None


@pytest.mark.spec("JE-02")
def test_no_event_outlives_its_act(dossier: Dossier) -> None:
    def act() -> None:
        with transaction(dossier.database):
            record_event(dossier, EventKind.IMPORT, "x", {})
            raise RuntimeError

    before = dossier.database.rows(ALL)
    with pytest.raises(RuntimeError):
        act()
    save(dossier, purchase())
    with pytest.raises(RuleRefusedError, match="ne se modifie pas"):
        dossier.database.run("UPDATE event SET object = 'y'")
    assert dossier.database.rows(ALL) == before


TAMPERINGS = {
    "detail": ("UPDATE event SET detail = '{}' WHERE id = 3", 3),
    "user": ("UPDATE event SET user_code = 'EVE' WHERE id = 2", 2),
    "date": ("UPDATE event SET happened_at = '2020-01-01T00:00:00' WHERE id = 4", 4),
    "reason": ("UPDATE event SET reason = '' WHERE id = 3", 3),
    "seal": ("UPDATE event SET seal = zeroblob(32) WHERE id = 2", 2),
    "deletion": ("DELETE FROM event WHERE id = 3", 3),
    "first": ("DELETE FROM event WHERE id = 1", 1),
    "swap": (
        (
            "UPDATE event SET id = 99 WHERE id = 2; UPDATE event SET id = 2 WHERE id = 3;"
            " UPDATE event SET id = 3 WHERE id = 99"
        ),
        2,
    ),
    "renumbering": ("UPDATE event SET id = 9 WHERE id = 4", 4),
}


@pytest.mark.spec("JE-07", "MT-14")
@pytest.mark.parametrize(("sql", "first"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_the_first_broken_event_is_named(dossier: Dossier, sql: str, first: int) -> None:
    for subject in "abc":
        add(dossier, subject)
    with closing(sqlite3.connect(dossier.path, isolation_level=None)) as connection:
        for trigger in ("event_never_changed", "event_never_deleted"):
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.executescript(sql)
    assert broken_event(dossier.database) == first


@pytest.mark.spec("JE-07")
def test_two_events_never_share_a_seal_wherever_their_fields_end() -> None:
    event = (1, "2026", "ADM", "m", "k", "o", "{}", None)
    others = [
        (1, "2026", "ADM", "mk", "", "o", "{}", None),
        (1, "2026", "AD", "Mm", "k", "o", "{}", None),
        (1, "2026", "ADM", "m", "k", "o", "{}", ""),
        (1, "2026", "ADM", "m", "k", "o{}", "", None),
        (12, "026", "ADM", "m", "k", "o", "{}", None),
    ]
    seals = [event_seal(FIRST, content) for content in (event, *others)]
    assert len(set(seals)) == len(seals)


@pytest.mark.spec("JE-05")
def test_a_validation_is_traced_and_a_save_is_not(dossier: Dossier) -> None:
    save(dossier, purchase())
    assert len(dossier.database.rows(ALL)) == 1
    validate_entries(dossier, [1])
    assert len(dossier.database.rows(ALL)) == 2
