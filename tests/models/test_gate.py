"""Every refusal of the schema, attacked by raw SQL through the recipe and through SQLite with its default settings."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.models.gate_attacks import ATTACKS as GATE_ATTACKS
from tests.models.gate_attacks import Attack
from tests.models.recurring_attacks import RECURRING_ATTACKS
from tuicompta.models.connection import close, connect
from tuicompta.models.rules import SENTENCES, RuleRefusedError
from tuicompta.models.transaction import transaction

ATTACKS = [*GATE_ATTACKS, *RECURRING_ATTACKS]
RAISE = re.compile(r"RAISE\(ABORT, 'rule:(\w+)'\)")


@contextmanager
def plain(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file as any other tool would: foreign keys and recursive triggers are off."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (0,)
        yield connection


def statements(attack: Attack) -> list[str]:
    return [statement for statement in attack.sql.split(";") if statement.strip()]


def name(attack: Attack) -> str:
    return f"{attack.trigger}-{attack.rule}"


def triggers(path: Path) -> dict[str, str]:
    with plain(path) as connection:
        return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with plain(path) as connection:
        tables = connection.execute("SELECT name FROM pragma_table_list WHERE name NOT LIKE 'sqlite_%'").fetchall()
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for (table,) in tables}  # noqa: S608


def write(path: Path, script: list[str]) -> None:
    """Write as the program does; the last statement is the one that must be refused."""
    database = connect(path)
    try:
        with transaction(database):
            for statement in script[:-1]:
                database.run(statement)
            database.run(script[-1])
    finally:
        close(database)


@pytest.mark.spec("INV-01", "INV-02", "INV-04", "INV-05", "SINV-01", "JE-06", "STA-04", "STA-08", "SINV-04")
@pytest.mark.parametrize("attack", ATTACKS, ids=name)
def test_sqlite_with_its_default_settings_is_refused(scene: Path, attack: Attack) -> None:
    before = everything(scene)
    *first, last = statements(attack)
    with plain(scene) as connection:
        connection.execute("BEGIN")
        for statement in first:
            connection.execute(statement)
        with pytest.raises(sqlite3.IntegrityError, match=rf"^rule:{attack.rule}$"):
            connection.execute(last)
        connection.execute("ROLLBACK")
    assert everything(scene) == before


@pytest.mark.parametrize("attack", ATTACKS, ids=name)
def test_the_recipe_is_refused_with_the_name_of_the_rule(scene: Path, attack: Attack) -> None:
    before = everything(scene)
    with pytest.raises(RuleRefusedError) as refused:
        write(scene, statements(attack))
    assert refused.value.rule == attack.rule
    assert str(refused.value) == SENTENCES[attack.rule]
    assert everything(scene) == before


@pytest.mark.parametrize("attack", ATTACKS, ids=name)
def test_nothing_else_would_stop_the_attack(scene: Path, attack: Attack) -> None:
    """Without the one RAISE it aims at, the attack goes through: that refusal is needed, and is what was tested."""
    with plain(scene) as connection:
        disarmed = triggers(scene)[attack.trigger].replace(f"RAISE(ABORT, 'rule:{attack.rule}')", "NULL")
        connection.execute(f"DROP TRIGGER {attack.trigger}")
        connection.execute(disarmed)
        for statement in statements(attack):
            connection.execute(statement)


def test_every_refusal_of_the_schema_is_attacked(scene: Path) -> None:
    refusals = {(trigger, rule) for trigger, sql in triggers(scene).items() for rule in RAISE.findall(sql)}
    assert {(attack.trigger, attack.rule) for attack in ATTACKS} == refusals
    raised = [rule for sql in triggers(scene).values() for rule in RAISE.findall(sql)]
    assert len(raised) == len(refusals), "a trigger that raises one rule twice needs two names"


def test_every_rule_has_its_sentence(scene: Path) -> None:
    raised = {rule for sql in triggers(scene).values() for rule in RAISE.findall(sql)}
    assert set(SENTENCES) == raised | {"foreign_key"}
    assert all(re.fullmatch(r"[A-ZÉL].*\.", sentence) for sentence in SENTENCES.values())


# --- the triggers that keep totals


def totals(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return connection.execute("SELECT * FROM balance_total ORDER BY 1, 2, 3, 4").fetchall()


def sums(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return connection.execute(
        "SELECT account_id, period_id, journal_id, status, sum(debit), sum(credit), sum(debit <> 0), sum(credit <> 0)"
        " FROM entry_line JOIN entry ON entry.id = entry_id WHERE posted = 1 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
    ).fetchall()


MOVES = {
    "total_of_posted": "UPDATE entry SET posted = 0 WHERE id = 3; UPDATE entry SET posted = 1 WHERE id = 3",
    "total_of_reopened": "UPDATE entry SET posted = 0 WHERE id = 3",
    "total_of_status": "UPDATE entry SET status = 'S' WHERE id = 3",
}


@pytest.mark.parametrize("trigger", MOVES)
def test_totals_follow_an_entry_that_moves(scene: Path, trigger: str) -> None:
    with plain(scene) as connection:
        assert totals(connection) == sums(connection)
        connection.execute("BEGIN")
        connection.executescript(f"SAVEPOINT moved; {MOVES[trigger]}")
        assert totals(connection) == sums(connection)
        connection.execute("ROLLBACK TO moved")
        connection.execute(f"DROP TRIGGER {trigger}")
        connection.executescript(MOVES[trigger])
        assert totals(connection) != sums(connection)


MATCHINGS = {
    "matching_added": "INSERT INTO matching (source_line_id, due_date_id, amount, matched_at)"
    " SELECT max(source_line_id) + 1, due_date_id, 100, 'x' FROM matching",
    "matching_changed": "UPDATE matching SET amount = 70000",
    "matching_removed": "DELETE FROM matching",
}
FALSE_MATCHES = """
    SELECT id FROM due_date
     WHERE matched <> (SELECT coalesce(sum(amount), 0) FROM matching WHERE due_date_id = due_date.id)
"""


@pytest.mark.parametrize("trigger", MATCHINGS)
def test_what_is_matched_follows_the_matchings(scene: Path, trigger: str) -> None:
    with plain(scene) as connection:
        connection.execute("BEGIN")
        connection.execute("SAVEPOINT matched")
        connection.execute(MATCHINGS[trigger])
        assert connection.execute(FALSE_MATCHES).fetchall() == []
        connection.execute("ROLLBACK TO matched")
        connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(MATCHINGS[trigger])
        assert len(connection.execute(FALSE_MATCHES).fetchall()) == 1


# --- the trigger that lets a generated entry go

GENERATED = """
    INSERT INTO recurring_entry (id, code, label, journal_id, step, unit, first_date)
        VALUES (1, 'LOYER', 'Loyer', 1, 1, 'month', '2026-01-05');
    INSERT INTO recurring_occurrence (recurring_entry_id, rank, state, entry_id, generated_at)
        VALUES (1, 1, 'generated', 3, 'x');
"""
LET_GO = "generated_entry_deleted"


@pytest.mark.spec("ABO-05")
def test_deleting_a_generated_entry_leaves_its_occurrence_generated(scene: Path) -> None:
    with plain(scene) as connection:
        for script in (GENERATED, "UPDATE entry SET posted = 0 WHERE id = 3; DELETE FROM entry WHERE id = 3"):
            connection.executescript(script)
        assert connection.execute("SELECT state, entry_id FROM recurring_occurrence").fetchall() == [
            ("generated", None)
        ]


RELEASED = "guided_entry_released"


@pytest.mark.spec("CTX-06", "SGE-12")
def test_a_guided_entry_knows_that_its_entry_is_given_back_to_the_journal(scene: Path) -> None:
    link = "UPDATE entry SET source_kind = 'guided_entry', source_id = 902, linked = 1 WHERE id = 3"
    with plain(scene) as connection:
        for script in (link, "UPDATE entry SET linked = 0 WHERE id = 3"):
            connection.executescript(script)
        assert connection.execute("SELECT id, state FROM guided_entry").fetchall() == [
            (901, "in_progress"),
            (902, "changed"),
        ]


def test_every_trigger_is_tested(scene: Path) -> None:
    others = {LET_GO, RELEASED}
    assert set(triggers(scene)) == {attack.trigger for attack in ATTACKS} | set(MOVES) | set(MATCHINGS) | others


# --- what only a commit can tell


@pytest.mark.parametrize(
    "opened", ["UPDATE entry SET posted = 0 WHERE id = 3", "UPDATE lettering SET complete = 0 WHERE id = 1"]
)
def test_nothing_stays_open_after_a_commit(scene: Path, opened: str) -> None:
    before = everything(scene)
    with pytest.raises(RuleRefusedError) as refused:
        write(scene, [opened])
    assert refused.value.rule == "foreign_key"
    assert everything(scene) == before
