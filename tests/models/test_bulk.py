"""Bulk load: as fast as bare insertions, as strict as the gate, invisible afterwards."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.models.scene import bought, noon
from tuicompta.core.enums import EntryOrigin
from tuicompta.models.bulk import bulk_load, keys_checked_last
from tuicompta.models.connection import close, connect
from tuicompta.models.database import Database
from tuicompta.models.failures import StorageFailureError
from tuicompta.models.rules import RuleRefusedError
from tuicompta.models.schema import fingerprint
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier
from tuicompta.services.entries.save import save_entries

ENTRY = (
    "INSERT INTO entry (id, fiscal_year_id, period_id, journal_id, entry_date, piece_date, posted, origin, created_by,"
    " created_at, status, definitive_number, validated_at, seal_number, seal)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, 'import', 1, 'x', ?, ?, ?, ?, ?)"
)
LINE = (
    "INSERT INTO entry_line (id, entry_id, position, account_id, entry_date, label, folded_label, debit, credit,"
    " lettering_id) VALUES (?, ?, ?, (SELECT id FROM account WHERE number = ?), ?, 'x', 'x', ?, ?, ?)"
)
GROUP = (
    "INSERT INTO lettering (id, account_id, fiscal_year_id, code, lettered_on, complete, partial)"
    " VALUES (?, (SELECT id FROM account WHERE number = ?), ?, ?, '2026-03-20', 1, 0)"
)
DAY = "2026-03-15"


def add_entry(  # noqa: PLR0913 - the columns that the rules look at
    database: Database,
    entry: int = 101,
    *,
    year: int = 2,
    period: int = 15,
    journal: int = 1,
    day: str = DAY,
    posted: int = 1,
    status: str = "N",
    number: int | None = None,
    seal: int | None = None,
) -> None:
    validated = ("x", seal, bytes(32)) if status == "V" else (None, None, None)
    database.run(ENTRY, (entry, year, period, journal, day, day, posted, status, number, *validated))


def add_line(
    database: Database,
    line: int,
    debit: int,
    credit: int,
    *,
    entry: int = 101,
    account: str = "6064",
    day: str = DAY,
    group: int | None = None,
) -> None:
    database.run(LINE, (line, entry, line, account, day, debit, credit, group))


def sound(database: Database) -> None:
    """Two entries and a complete group between them."""
    database.run(GROUP, (11, "411MAR", 2, "BA"))
    add_entry(database)
    add_line(database, 1001, 500, 0, account="411MAR", group=11)
    add_line(database, 1002, 0, 500, account="707")
    add_entry(database, 102, journal=4)
    add_line(database, 1003, 0, 500, entry=102, account="411MAR", group=11)
    add_line(database, 1004, 500, 0, entry=102, account="5121")


def loaded(path: Path, load: Callable[[Database], None]) -> None:
    database = connect(path)
    try:
        with bulk_load(database):
            load(database)
    finally:
        close(database)


def test_what_is_loaded_is_counted_and_the_schema_is_whole_again(scene: Path) -> None:
    database = connect(scene)
    before, faults = fingerprint(database), check_dossier(database)
    with bulk_load(database):
        sound(database)
    assert fingerprint(database) == before
    assert check_dossier(database) == faults
    totals = (
        "SELECT debit, credit, debit_lines FROM balance_total JOIN account ON account.id = account_id"
        " WHERE journal_id = 4 AND number = '5121'"
    )
    assert database.rows(totals) == [(120_500, 50_000, 2)]
    with pytest.raises(RuleRefusedError, match="Une ligne est créée neuve"):
        database.run(LINE.replace("INSERT", "INSERT OR REPLACE"), (1, 101, 3, "6064", DAY, 1, 0, None))
    close(database)


def test_ordinary_entries_follow_a_bulk_load(scene: Path) -> None:
    loaded(scene, sound)
    dossier = open_dossier(scene, clock=noon)
    faults = check_dossier(dossier.database)
    save_entries(dossier, [bought(noon().date())], EntryOrigin.IMPORT)
    assert check_dossier(dossier.database) == faults
    close_dossier(dossier)


def no_line(database: Database) -> None:
    add_entry(database)


def one_line(database: Database) -> None:
    add_entry(database)
    add_line(database, 1001, 500, 0)


def unbalanced(database: Database) -> None:
    add_entry(database)
    add_line(database, 1001, 500, 0)
    add_line(database, 1002, 0, 499)


def balanced(database: Database, *, account: str = "6064", **header: object) -> None:
    add_entry(database, **header)  # type: ignore[arg-type]
    day = str(header.get("day", DAY))
    add_line(database, 1001, 500, 0, account=account, day=day)
    add_line(database, 1002, 0, 500, day=day)


def other_date(database: Database) -> None:
    add_entry(database)
    add_line(database, 1001, 500, 0)
    add_line(database, 1002, 0, 500, day="2026-03-16")


def group(database: Database, *, lines: int = 2, account: str = "411MAR", year: int = 2, status: str = "N") -> None:
    database.run(GROUP, (11, account, year, "BA"))
    add_entry(database, status=status)
    add_line(database, 1001, 500, 0, account="411MAR", group=11 if lines else None)
    add_line(database, 1002, 0, 500, account="411MAR", group=11 if lines > 1 else None)


def gap_in_group(database: Database) -> None:
    database.run(GROUP, (11, "411MAR", 2, "BA"))
    add_entry(database)
    add_line(database, 1001, 500, 0, account="411MAR", group=11)
    add_line(database, 1002, 0, 300, account="411MAR", group=11)
    add_line(database, 1003, 0, 200)


def into_old_group(database: Database) -> None:
    add_entry(database)
    add_line(database, 1001, 500, 0, account="411MAR", group=1)
    add_line(database, 1002, 0, 500, account="411MAR", group=1)


def into_old_entry(database: Database) -> None:
    add_line(database, 1001, 500, 0, entry=2)
    add_line(database, 1002, 0, 500, entry=2)


def into_a_hole(database: Database) -> None:
    add_entry(database, -5)
    add_line(database, 1001, 500, 0, entry=-5)


def reopened(database: Database) -> None:
    database.run("UPDATE entry SET posted = 0 WHERE id = 2")


BROKEN: dict[str, list[Callable[[Database], None]]] = {
    "entry_of_one_line": [no_line, one_line],
    "entry_unbalanced": [unbalanced],
    "entry_outside_period": [
        lambda database: balanced(database, day="2026-04-01"),
        lambda database: balanced(database, period=16),
        lambda database: balanced(database, year=1),
    ],
    "fiscal_year_closed": [lambda database: balanced(database, year=1, period=6, day="2025-06-15")],
    "journal_period_closed": [lambda database: balanced(database, period=13, day="2026-01-15")],
    "line_date_differs": [other_date],
    "account_is_root": [lambda database: balanced(database, account="401")],
    "account_blocked": [lambda database: balanced(database, account="6063")],
    "definitive_number_gap": [
        lambda database: balanced(database, status="V", number=3, seal=3),
        lambda database: balanced(database, status="V", number=1, seal=3),
    ],
    "seal_gap": [
        lambda database: balanced(database, status="V", number=2, seal=4),
        lambda database: balanced(database, status="V", number=2, seal=2),
    ],
    "lettering_of_one_line": [lambda database: group(database, lines=1), lambda database: group(database, lines=0)],
    "lettering_unbalanced": [gap_in_group],
    "lettering_across_accounts": [
        lambda database: group(database, account="401DUP"),
        lambda database: group(database, year=1),
        lambda database: group(database, status="S"),
    ],
    "lettering_complete": [into_old_group],
    "entry_posted": [into_old_entry],
    "already_there": [into_a_hole],
    "foreign_key": [lambda database: balanced(database, posted=0)],
    "entry_validated": [reopened],
}


@pytest.mark.spec("INV-01", "INV-04", "INV-05", "SINV-04", "INV-14", "INVL-01")
@pytest.mark.parametrize(
    ("rule", "load"),
    [(rule, load) for rule, loads in BROKEN.items() for load in loads],
    ids=lambda value: str(value)[:24],
)
def test_a_load_that_breaks_a_rule_is_undone(scene: Path, rule: str, load: Callable[[Database], None]) -> None:
    database = connect(scene)
    before = fingerprint(database), database.rows("SELECT id FROM entry"), database.rows("SELECT * FROM balance_total")
    close(database)
    with pytest.raises(RuleRefusedError) as refused:
        loaded(scene, load)
    assert refused.value.rule == rule
    database = connect(scene)
    after = fingerprint(database), database.rows("SELECT id FROM entry"), database.rows("SELECT * FROM balance_total")
    close(database)
    assert after == before


def test_two_lines_at_one_place_are_refused(scene: Path) -> None:
    def load(database: Database) -> None:
        sound(database)
        database.run("UPDATE entry_line SET position = 1001 WHERE id = 1002")

    with pytest.raises((StorageFailureError, RuleRefusedError)):
        loaded(scene, load)


def test_a_load_inside_a_transaction_stands_or_falls_alone(scene: Path) -> None:
    database = connect(scene)
    before = fingerprint(database)
    with transaction(database):
        database.run("UPDATE account SET title = 'Kept' WHERE number = '411MAR'")
        with pytest.raises(RuleRefusedError), bulk_load(database):
            unbalanced(database)
    assert fingerprint(database) == before
    assert database.value("SELECT title FROM account WHERE number = '411MAR'") == "Kept"
    assert database.row("SELECT 1 FROM entry WHERE id = 101") is None
    close(database)


DANGLING = "UPDATE account SET payment_term_id = 999 WHERE number = '6064'"


def dangling(database: Database) -> None:
    with keys_checked_last(database):
        database.run("UPDATE account SET title = 'Lost' WHERE number = '411MAR'")
        database.run(DANGLING)


def test_foreign_keys_checked_last_undo_everything(scene: Path) -> None:
    database = connect(scene)
    with pytest.raises(RuleRefusedError) as refused:
        dangling(database)
    assert refused.value.rule == "foreign_key"
    assert database.value("SELECT count(*) FROM account WHERE title = 'Lost' OR payment_term_id = 999") == 0
    with pytest.raises(RuleRefusedError):
        database.run(DANGLING)
    close(database)


@pytest.mark.spec("INV-01")
def test_an_open_entry_does_not_escape_keys_checked_last(scene: Path) -> None:
    database = connect(scene)
    with pytest.raises(RuleRefusedError), keys_checked_last(database), bulk_load(database):
        balanced(database, posted=0)
    assert database.row("SELECT 1 FROM entry WHERE id = 101") is None
    close(database)


def test_keys_checked_last_inside_a_transaction_are_checked_at_once(scene: Path) -> None:
    database = connect(scene)
    with transaction(database), keys_checked_last(database):
        database.run("UPDATE account SET title = 'Kept' WHERE number = '411MAR'")
        with pytest.raises(RuleRefusedError):
            database.run(DANGLING)
    assert database.value("SELECT title FROM account WHERE number = '411MAR'") == "Kept"
    close(database)
