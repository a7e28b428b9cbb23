"""Every statement of SQL written in the program is one that SQLite understands on the schema of today."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import tuicompta
from tuicompta.exchange.fec.grouping import GroupedEntries
from tuicompta.exchange.fec.stage import Stage
from tuicompta.services.dossiers.dossier import Dossier

PACKAGE = Path(tuicompta.__file__).parent
LAYERS = "models", "services", "reports"  # the exchanges have tables of their own
STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s+[\w(*?'\"-]")
WHOLE = re.compile(
    r"(?s)\s*(SELECT\s.*\bFROM\s|SELECT (1|\?)|INSERT INTO\s|UPDATE \w+\s.*\bSET\s|DELETE FROM\s"
    r"|WITH\s.*\)\s*(SELECT|INSERT|UPDATE|DELETE)\s)"
)
TEMPORARY = re.compile(r"\s*CREATE TEMP(ORARY)? TABLE ")
BOUND = re.compile(r"current statement uses (\d+)")


def statements() -> list[tuple[str, str]]:
    """Return the constant texts of the package that read as whole statements, each with its place."""
    found = []
    for path in sorted(path for layer in LAYERS for path in (PACKAGE / layer).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        parts = pieces_of_statements(tree)
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and node not in parts and STATEMENT.match(text) and WHOLE.match(text):
                place = f"{path.relative_to(PACKAGE)}:{getattr(node, 'lineno', 0)}"
                found.append((place, text))
    return found


def pieces_of_statements(tree: ast.Module) -> set[ast.AST]:
    """Return the texts that are only joined to others, written in place or under a name."""
    joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.BinOp)]
    parts = {part for node in joined for part in ast.walk(node)}
    tables = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and is_askable(node.func)]
    parts |= {keyword.value for table in tables for keyword in table.keywords}
    names = {part.id for part in parts if isinstance(part, ast.Name)}
    named = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and node.value is not None
        and any(isinstance(name, ast.Name) and name.id in names for name in targets_of(node))
    ]
    return parts | set(named)


def is_askable(function: ast.expr) -> bool:
    """Tell whether a call declares a table that is put together from pieces of SQL."""
    return isinstance(function, ast.Name) and function.id == "AskableTable"


def targets_of(node: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    """Return what an assignment gives a value to."""
    return node.targets if isinstance(node, ast.Assign) else [node.target]


def own_tables(dossier: Dossier) -> None:
    """Create the temporary tables that statements of the package work on."""
    for layer in LAYERS:
        for path in (PACKAGE / layer).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
                if TEMPORARY.match(text):
                    for statement in text.split(";"):
                        dossier.database.connection().execute(statement, [None] * statement.count("?"))


@pytest.fixture
def stored_lines() -> Iterator[Path]:
    """Return the file where an import stores the lines that it reads, without any."""
    stage = Stage()
    stage.fill(iter(()))
    GroupedEntries(stage.scratch).sort()
    stage.scratch.publish()
    yield stage.path
    stage.close()


def explain(dossier: Dossier, sql: str) -> None:
    connection = dossier.database.connection()
    try:
        connection.execute(f"EXPLAIN {sql}")
    except Exception as error:
        count = BOUND.search(str(error))
        if count is None:
            raise
        connection.execute(f"EXPLAIN {sql}", [None] * int(count[1]))


def test_statements_are_found() -> None:
    assert len(statements()) > 100


def test_all_statements_can_be_prepared(dossier: Dossier, stored_lines: Path) -> None:
    faults = []
    own_tables(dossier)
    dossier.database.connection().execute("ATTACH DATABASE ? AS fec", (str(stored_lines),))
    for place, sql in statements():
        try:
            explain(dossier, sql)
        except Exception as error:  # noqa: BLE001 - each fault is reported with its place
            faults.append(f"{place}: {error}")
    assert "\n".join(faults) == ""


def test_a_wrong_statement_would_be_seen(dossier: Dossier) -> None:
    with pytest.raises(Exception, match="no such column"):
        explain(dossier, "SELECT wrong FROM account WHERE id = ?")
