"""Migrations: from a version to the next, wholly or not at all."""

from pathlib import Path

import pytest
from peewee import OperationalError

from tests.models.test_gate import everything
from tuicompta.core.errors import TuicomptaError
from tuicompta.models import migrations
from tuicompta.models.connection import SCHEMA_VERSION, close, connect
from tuicompta.models.failures import StorageFailureError
from tuicompta.models.migrations import migrate, pending_steps
from tuicompta.models.schema import fingerprint, run_script


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of steps in the place of the delivered one, and a program one version ahead of the dossiers."""
    folder = tmp_path_factory.mktemp("steps")
    monkeypatch.setattr(migrations, "files", lambda _: folder)
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", SCHEMA_VERSION + 2)
    return folder


GROW = "ALTER TABLE note ADD COLUMN colour TEXT;\nUPDATE account SET title = 'Migrated' WHERE number = '411MAR';\n"
WATCH = """-- A step with a trigger; its body holds semicolons.
CREATE TRIGGER note_watched AFTER INSERT ON note
BEGIN
    UPDATE account SET title = NEW.text WHERE number = '411MAR';
    UPDATE account SET title = title || '!' WHERE number = '411MAR';
END;
"""


def expected_after(scene: Path, *texts: str) -> str:
    """Return the fingerprint that a new dossier of the version to come has."""
    database = connect(scene)
    database.run("SAVEPOINT future")
    for text in texts:
        run_script(database, text)
    found = fingerprint(database)
    database.run("ROLLBACK TO future")
    database.run("RELEASE future")
    close(database)
    return found


def test_the_present_version_has_nothing_to_run(scene: Path) -> None:
    database = connect(scene)
    assert pending_steps(SCHEMA_VERSION) == []
    migrate(database, fingerprint(database))
    assert database.pragma("user_version") == SCHEMA_VERSION
    close(database)


def test_the_steps_run_in_order_from_the_version_of_the_file(scene: Path, steps: Path) -> None:
    (steps / "0003_watch.sql").write_text(WATCH, encoding="utf-8")
    (steps / "0002_grow.sql").write_text(GROW, encoding="utf-8")
    (steps / "0001_never.sql").write_text("DROP TABLE entry;", encoding="utf-8")
    (steps / "README.md").write_text("no step", encoding="utf-8")
    expected = expected_after(scene, GROW, WATCH)
    database = connect(scene)
    migrate(database, expected)
    assert database.pragma("user_version") == 3
    database.run("INSERT INTO note (record_kind, record_id, text, colour) VALUES ('entry', 1, 'Seen', 'red')")
    assert database.value("SELECT title FROM account WHERE number = '411MAR'") == "Seen!"
    close(database)


REBUILD = """PRAGMA legacy_alter_table = 1;
CREATE TABLE journal_new (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 12),
    type TEXT NOT NULL,
    description TEXT NOT NULL,
    inactive INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO journal_new SELECT * FROM journal;
DROP TABLE journal;
ALTER TABLE journal_new RENAME TO journal;
PRAGMA legacy_alter_table = 0;
"""


def test_a_step_may_rebuild_a_table_that_entries_refer_to(scene: Path, steps: Path) -> None:
    (steps / "0002_rebuild.sql").write_text(REBUILD, encoding="utf-8")
    (steps / "0003_watch.sql").write_text(WATCH, encoding="utf-8")
    before = everything(scene)
    database = connect(scene)
    database.pragma("foreign_keys", 0)
    database.run("SAVEPOINT future")
    run_script(database, REBUILD + WATCH)
    expected = fingerprint(database)
    database.run("ROLLBACK TO future")
    database.run("RELEASE future")
    migrate(database, expected)
    assert database.pragma("foreign_keys") == 1
    close(database)
    assert everything(scene) == before


FAILING = {
    "an unreadable statement": "ALTER TABLE note ADD COLUMN colour TEXT;\nALTER TABEL note;\n",
    "a refusal of the gate": GROW + "UPDATE entry SET posted = 0 WHERE id = 2;\n",  # noqa: S608
    "another structure": GROW + "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;\n",
    "a lost reference": GROW + "DELETE FROM payment_method;\n",  # noqa: S608
}


@pytest.mark.spec("DOSO-07")
@pytest.mark.parametrize("failing", FAILING.values(), ids=FAILING)
def test_a_step_that_fails_leaves_the_file_as_it_was(scene: Path, steps: Path, failing: str) -> None:
    (steps / "0002_grow.sql").write_text(failing, encoding="utf-8")
    (steps / "0003_watch.sql").write_text(WATCH, encoding="utf-8")
    expected = expected_after(scene, GROW, WATCH)
    before = everything(scene)
    database = connect(scene)
    structure = fingerprint(database)
    with pytest.raises((TuicomptaError, OperationalError)):
        migrate(database, expected)
    assert (database.pragma("user_version"), fingerprint(database)) == (SCHEMA_VERSION, structure)
    assert database.pragma("foreign_keys") == 1
    close(database)
    assert everything(scene) == before


def test_a_step_that_is_missing_is_refused(scene: Path, steps: Path) -> None:
    (steps / "0002_grow.sql").write_text(GROW, encoding="utf-8")
    expected = expected_after(scene, GROW)
    database = connect(scene)
    with pytest.raises(StorageFailureError, match="la structure obtenue n'est pas celle attendue"):
        migrate(database, expected)
    assert database.pragma("user_version") == SCHEMA_VERSION
    close(database)
