"""The real program driven in memory, on folders of its own and on dossiers that no date changes."""

from __future__ import annotations

import asyncio
import inspect
from contextlib import asynccontextmanager
from datetime import date
from functools import cache, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

from tests.screens.drive import Driven, driven
from tuicompta.screens.program import make_program
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import DEFAULT_USER, close_dossier, open_dossier

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from tuicompta.services.dossiers.dossier import Dossier

SIREN = "732829320"
EDGES = dict.fromkeys(map(ord, "│┌┐└┘─"), " ")
YEAR = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folders of the program, empty."""
    monkeypatch.setenv("TUICOMPTA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "home"


@cache
def template() -> bytes:
    """The file of a dossier of one fiscal year, 2026, with two third parties."""
    with TemporaryDirectory() as folder:
        new = NewDossier("MOREL SARL", *YEAR, siren=SIREN, next_year=False)
        path = create_dossier(Path(folder) / "Morel.compta", new)
        with_dossier(path, add_third_parties)
        return path.read_bytes()


@pytest.fixture
def morel(home: Path) -> Path:
    """A dossier of one fiscal year, 2026, with two third parties."""
    path = home / "dossiers" / "Morel.compta"
    path.parent.mkdir(parents=True)
    path.write_bytes(template())
    return path


def add_third_parties(dossier: Dossier) -> None:
    create_account(dossier, "401DUP", "Dupont SARL")
    create_account(dossier, "411MAR", "Martin SA")


def with_dossier(path: Path, act: Callable[[Dossier], Any]) -> Any:  # noqa: ANN401 (what the act returns)
    """Do something on a dossier file apart from the program."""
    dossier = open_dossier(path)
    try:
        return act(dossier)
    finally:
        close_dossier(dossier)


def value(path: Path, query: str, *parameters: object) -> Any:  # noqa: ANN401 (any cell)
    """Return the first cell of a query on a dossier file."""
    return with_dossier(path, lambda dossier: dossier.database.value(query, parameters))


def rows(path: Path, query: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Return the rows of a query on a dossier file."""
    found: list[tuple[Any, ...]] = with_dossier(path, lambda dossier: dossier.database.rows(query, parameters))
    return found


@asynccontextmanager
async def program(
    path: Path | None = None, size: tuple[int, int] = (80, 24), user: str = DEFAULT_USER
) -> AsyncIterator[Driven]:
    """Run the program on a dossier, or on the welcome screen; its session ends with it."""
    app = make_program(path, {"TERM": "xterm-256color", "LANG": "fr_FR.UTF-8"}, user)
    async with driven(app, size) as driver:
        try:
            yield driver
        finally:
            app._release()


def played(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Make a test of a coroutine function with fixtures."""

    @wraps(test)
    def run(*arguments: Any, **named: Any) -> None:  # noqa: ANN401 (fixtures)
        asyncio.run(_awaited(test(*arguments, **named)))

    run.__signature__ = inspect.signature(test)  # type: ignore[attr-defined]
    return run


async def _awaited(act: Awaitable[None]) -> None:
    await act


def prose(driver: Driven) -> str:
    """The words of the work area, whatever lines they are cut into."""
    text = " ".join(line[3:] if line[2:3] == "│" else line for line in driver.lines[1:-2])
    return " ".join(text.translate(EDGES).split())


async def to_field(driver: Driven, name: str) -> None:
    """Press Tab until the cursor is in a field."""
    for _ in range(60):
        if getattr(driver.app.frame.focused, "field_name", "") == name:
            return
        await driver.keys("tab")
    raise LookupError(name)
