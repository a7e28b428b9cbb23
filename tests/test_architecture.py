"""The rules of the house that no linter knows. The direction of imports is also a contract of import-linter."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.architecture import PACKAGE, ROOT, css_colours, formatted_sql, markup, modules, place, python_colours

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORBIDDEN = {
    "core": {"peewee", "playhouse", "sqlite3", "textual", "rich", "click"},
    "models": {"textual"},
    "services": {"textual"},
    "exchange": {"textual"},
    "reports": {"textual"},
}
LAYERS = [layer for layer in FORBIDDEN if (PACKAGE / layer).is_dir()]
# Where colours are named: everything else uses the variables of the theme.
THEMES = {"theme.py", "themes.py"}
LONGEST_FILE = 500


def run_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_loads_nothing_that_it_must_not_know(layer: str) -> None:
    loaded = run_python(
        "import importlib, pkgutil, sys\n"
        f"package = importlib.import_module('tuicompta.{layer}')\n"
        "for module in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "    importlib.import_module(module.name)\n"
        "print(*{name.partition('.')[0] for name in sys.modules})\n"
    )
    assert not FORBIDDEN[layer] & set(loaded.split())


def test_naming_the_package_loads_nothing_heavy() -> None:
    loaded = run_python("import sys, tuicompta; print(*sys.modules)").split()
    assert not {"peewee", "sqlite3", "textual", "rich", "click", "tuicompta.core"} & set(loaded)


@pytest.mark.parametrize(
    "words", [["--version"], ["--help"], ["--list-reports"], ["absent.compta", "--report", "balance"]], ids=" ".join
)
def test_a_command_without_screen_never_loads_textual(words: list[str]) -> None:
    loaded = run_python(
        "import contextlib, io, sys\n"
        "from tuicompta.cli import main\n"
        f"sys.argv[1:] = {words}\n"
        "with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())), contextlib.suppress(SystemExit):\n"
        "    main()\n"
        "print(*{name.partition('.')[0] for name in sys.modules})\n"
    ).split()
    assert "textual" not in loaded
    assert "tuicompta" in loaded


# --- what is written


def sources() -> Iterator[tuple[Path, str, ast.Module]]:
    for path in modules():
        text = path.read_text(encoding="utf-8")
        yield path, text, ast.parse(text)


def test_no_colour_is_written_outside_the_themes() -> None:
    faults = [
        f"{place(path, line)}: {colour}"
        for path, _, tree in sources()
        if path.name not in THEMES
        for line, colour in python_colours(tree)
    ]
    faults += [
        f"{place(path, 1)}: {colour}"
        for path in PACKAGE.rglob("*.tcss")
        for colour in css_colours(path.read_text(encoding="utf-8"))
    ]
    assert faults == []


def test_no_text_is_read_as_markup() -> None:
    assert [f"{place(path, line)}: {what}" for path, _, tree in sources() for line, what in markup(tree)] == []


def test_no_value_enters_the_text_of_a_statement() -> None:
    faults = [
        f"{place(path, line)}: {what}" for path, text, tree in sources() for line, what in formatted_sql(tree, text)
    ]
    assert faults == []


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    folders = (PACKAGE, ROOT / "tests", ROOT / "benchmarks", ROOT / "sample_dossier")
    files = [path for folder in folders for kind in ("*.py", "*.tcss", "*.sql") for path in folder.rglob(kind)]
    files = [path for path in files if ".work" not in path.parts]
    lengths = {place(path, 1): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_tests_lie_where_what_they_prove_lies() -> None:
    own = {"attacks", "journeys", "plugin", "benchmarks", "sample_dossier"}
    tests = ROOT / "tests"
    folders = {path.parent.relative_to(tests) for path in tests.rglob("test_*.py")}
    strays = [str(folder) for folder in folders if folder.parts and folder.parts[0] not in own]
    assert [folder for folder in strays if not (PACKAGE / folder).is_dir()] == []


# --- the readings themselves: what they must see, and what they must let through


@pytest.mark.parametrize(
    "code",
    [
        'x = "#ff8800"',
        'x = "bold #FF8800 on"',
        'x = "#1a2"',
        'x = "#fff"',
        'CSS = "A { color: #add; }"',
        'S(color="red")',
    ],
)
def test_a_colour_is_seen(code: str) -> None:
    assert list(python_colours(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    ['q("#add")', 'q("#journal-list")', 'CSS = "#add { color: $accent; } A:focus #bad { width: 1; }"', "S(color=c)"],
)
def test_an_identifier_is_no_colour(code: str) -> None:
    assert not list(python_colours(ast.parse(code)))


def test_a_colour_of_a_style_sheet_is_seen() -> None:
    assert css_colours("/* #000 */ A { & #add { color: $x } background: #123 } B { color: rgb(1,2,3); }") == [
        "#123",
        "rgb(",
    ]


@pytest.mark.parametrize(
    "code", ["Static(x, markup=True)", "Text.from_markup(x)", "Static(x)", "Label(f'{x}')", "self.notify(message)"]
)
def test_markup_is_seen(code: str) -> None:
    assert list(markup(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["Static(x, markup=False)", "Static('Prêt')", "Static()", "super().__init__(markup=False)"]
)
def test_markup_that_is_off_passes(code: str) -> None:
    assert not list(markup(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "db.execute(f'SELECT a FROM b WHERE c = {d}')",
        "query = 'SELECT a FROM b WHERE c = %s' % d",
        "query = 'DELETE FROM b WHERE c = {}'.format(d)",
        "query = 'SELECT a FROM b ORDER BY ' + column",
        "database.run(f'{command}')",
        "cursor.executemany('INSERT INTO a VALUES (' + marks + ')', rows)",
        "query = 'SELECT a FROM b WHERE ' + ' AND '.join(conditions)",
        "db.execute(f'SELECT a FROM {TABLE} WHERE b = {c}')  # noqa: S608",
    ],
)
def test_sql_put_together_is_seen(code: str) -> None:
    assert list(formatted_sql(ast.parse(code), code))


@pytest.mark.parametrize(
    "code",
    [
        "db.execute('SELECT a FROM b WHERE c = ?', (d,))",
        "db.execute(_QUERY, (d,))",
        "query = f'{_SELECT} ORDER BY {_ORDER}'",
        "query = _SELECT + ' WHERE id > ?'",
        "message = f'compte {number}'",
        "subprocess.run(f'{command}')",
        "# the conditions are constants of this module\nquery = f'SELECT a FROM b WHERE {fragment}'",
    ],
)
def test_constant_sql_passes(code: str) -> None:
    assert not list(formatted_sql(ast.parse(code), code))
