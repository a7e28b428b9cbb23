"""The whole schema of a new dossier, in SQL files numbered in the order they run."""

import hashlib
import re
from functools import cache
from importlib.resources import files

from tuicompta.models.database import Database

_GATE_FILE = "70_entry_gate.sql"
_INDEX_FILE = "60_entry_indexes.sql"
_INSERT_TRIGGERS = re.compile(r"^CREATE TRIGGER (\w+) BEFORE INSERT\b", re.MULTILINE)
_INDEXES = re.compile(r"^CREATE (?:UNIQUE )?INDEX (\w+)", re.MULTILINE)
_TABLES = re.compile(r"^CREATE TABLE (\w+)", re.MULTILINE)
_SPACES = re.compile(r"\s+")


def create_schema(database: Database) -> None:
    """Create every table, index and trigger in an empty file."""
    for name in _file_names():
        _run(database, name)


def open_gate(database: Database) -> None:
    """Take away what slows down the insertion of entries: the indexes of the big tables and the insertion triggers.

    The triggers that refuse a change or a deletion cost an insertion nothing, and stay.
    """
    for name in _INSERT_TRIGGERS.findall(_text(_GATE_FILE)):
        database.run(f"DROP TRIGGER {name}")  # a name of this package's own files, never a value
    for name in _INDEXES.findall(_text(_INDEX_FILE)):
        database.run(f"DROP INDEX {name}")  # likewise, a name of this package's own files


def create_indexes(database: Database) -> None:
    """Create the indexes of the big tables."""
    _run(database, _INDEX_FILE)


def close_gate(database: Database) -> None:
    """Put the insertion triggers of entries and lettering back."""
    for statement in _statements(_text(_GATE_FILE)):
        if _INSERT_TRIGGERS.search(statement):
            database.run(statement)


def row_counts(database: Database) -> dict[str, int]:
    """Return the number of rows of every table, in the order of the schema (UIX-04)."""
    names = [table for name in _file_names() for table in _TABLES.findall(_text(name))]
    # The names are those of this package's own files, never values.
    return {table: int(database.value(f"SELECT count(*) FROM {table}")) for table in names}  # noqa: S608


def fingerprint(database: Database) -> str:
    """Return a digest of every table, index and trigger: two dossiers of one version have the same."""
    rows = database.rows("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name")
    lines = [f"{kind} {name} {_SPACES.sub(' ', sql or '')}" for kind, name, sql in rows]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@cache
def _file_names() -> tuple[str, ...]:
    return tuple(sorted(entry.name for entry in files(__name__).iterdir() if entry.name.endswith(".sql")))


@cache
def _text(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def run_script(database: Database, text: str) -> None:
    """Run SQL statement by statement: `executescript` would commit the transaction in hand."""
    for statement in _statements(text):
        database.run(statement)


def _run(database: Database, name: str) -> None:
    run_script(database, _text(name))


def _statements(text: str) -> list[str]:
    """Cut a file at the ends of statements; the body of a trigger ends with END."""
    statements, current = [], ""
    for line in text.splitlines():
        current += line + "\n"
        body = line.split("--")[0].rstrip()
        in_trigger = "CREATE TRIGGER" in current
        if body.endswith("END;") or (body.endswith(";") and not in_trigger):
            statements.append(current)
            current = ""
    return statements
