"""Readings of source text that the rules of the house are checked with; each returns «file:line: what is wrong»."""

from __future__ import annotations

import ast
import re
import tokenize
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "tuicompta"

_LONG_HEX = re.compile(r"#(?:[0-9a-f]{8}|[0-9a-f]{6})\b", re.IGNORECASE)
_SHORT_HEX = re.compile(r"#(?=[0-9a-f]*\d|(?P<same>[a-f])(?P=same)+\b)[0-9a-f]{3,4}\b", re.IGNORECASE)
_CSS_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_CHUNK = re.compile(r"[^{};]*[{};]")

_SQL = re.compile(
    r"\b(?:SELECT\s.*\sFROM|INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE\s.*\sSET|DELETE\s+FROM|PRAGMA\s|ATTACH\s|VACUUM\s"
    r"|(?:CREATE|DROP|ALTER)\s+(?:TABLE|INDEX|TRIGGER|VIEW)|ORDER\s+BY|WHERE\s)",
    re.DOTALL,
)
_RUNS_SQL = frozenset(
    "execute executemany executescript execute_sql run run_many changed rows stream row value SQL RawQuery raw".split()
)
# `run`, `value`… are common words: these are asked only of what is called a database, a connection or a cursor.
_COMMON_WORDS = frozenset("run changed rows stream row value raw".split())
_DATABASES = re.compile(r"database|connection|cursor|\bdb\b")
_COMMENT_LENGTH = 20


def modules(folder: Path = PACKAGE) -> list[Path]:
    """Return the Python files under a folder."""
    return sorted(folder.rglob("*.py"))


def place(path: Path, line: int) -> str:
    """Name a line of a file from the root of the project."""
    return f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name}:{line}"


# --- colours


def css_colours(css: str) -> list[str]:
    """Return the literal colours of a style sheet; an identifier (#add) in a selector is none."""
    chunks = _CSS_CHUNK.findall(_CSS_COMMENT.sub(" ", css))
    return [found for chunk in chunks if not chunk.endswith("{") for found in _CSS_COLOUR.findall(chunk)]


def python_colours(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the literal colours of a module: hexadecimal texts, style sheets inside texts, Style(color="red")."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if "{" in node.value and css_colours(node.value):
                yield node.lineno, css_colours(node.value)[0]
            elif found := _LONG_HEX.search(node.value) or _SHORT_HEX.fullmatch(node.value):
                yield node.lineno, found.group()
        elif isinstance(node, ast.keyword) and node.arg in {"color", "bgcolor"}:
            match node.value:
                case ast.Constant(value=str(colour)):
                    yield node.value.lineno, colour


# --- markup


def markup(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield what reads text as markup: markup=True, from_markup(), Static(text) that leaves it on."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = _name(node.func)
        options = {keyword.arg: keyword.value for keyword in node.keywords}
        asked = options.get("markup")
        if isinstance(asked, ast.Constant) and asked.value is True:
            yield node.lineno, f"{name}(markup=True)"
        if name == "from_markup":
            yield node.lineno, "from_markup()"
        shows_value = bool(node.args) and not isinstance(node.args[0], ast.Constant)
        if name in {"Static", "Label", "notify"} and shows_value and "markup" not in options:
            yield node.lineno, f"{name}() of a value without markup=False"


# --- SQL


def formatted_sql(tree: ast.AST, source: str) -> Iterator[tuple[int, str]]:
    """Yield SQL put together at run time that no comment explains.

    A text made of constants in capitals only is constant. Anything else needs, on one of its lines or just above, a
    comment that says where its parts come from: they must be this program's own words, never values.
    """
    comments = _comments(source)
    sinks = {id(argument) for argument in _sql_arguments(tree)}
    inner = {id(part) for node in ast.walk(tree) if _is_formatted(node) for part in ast.walk(node) if part is not node}
    for node in ast.walk(tree):
        if not isinstance(node, ast.expr) or not _is_formatted(node) or id(node) in inner:
            continue
        if not (id(node) in sinks or _SQL.search(_constant_text(node))) or _has_only_constants(node):
            continue
        lines = range(node.lineno - 1, (node.end_lineno or node.lineno) + 2)
        if not any(len(comments.get(line, "")) >= _COMMENT_LENGTH for line in lines):
            yield node.lineno, f"formatted SQL: {ast.unparse(node)[:80]}"


def _sql_arguments(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _name(node.func) in _RUNS_SQL:
            receiver = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
            if _name(node.func) not in _COMMON_WORDS or _DATABASES.search(receiver):
                yield node.args[0]


def _is_formatted(node: ast.AST) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Mod) and any(_is_text(side) for side in (node.left, node.right))
    return (
        isinstance(node, ast.Call) and _name(node.func) in {"format", "join"} and isinstance(node.func, ast.Attribute)
    )


def _is_text(node: ast.AST) -> bool:
    return (isinstance(node, ast.Constant) and isinstance(node.value, str)) or _is_formatted(node)


def _has_only_constants(node: ast.expr) -> bool:
    """Tell whether a formatted text holds texts and names in capitals only."""
    if isinstance(node, ast.JoinedStr):
        return all(_has_only_constants(part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return _has_only_constants(node.value)
    if isinstance(node, ast.BinOp):
        return _has_only_constants(node.left) and _has_only_constants(node.right)
    if isinstance(node, ast.Name | ast.Attribute):
        return _name(node).isupper()
    return isinstance(node, ast.Constant)


def _constant_text(node: ast.AST) -> str:
    parts = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))
    return " ".join(parts)


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(StringIO(source).readline)
    return {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
