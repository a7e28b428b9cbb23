"""Terminals for the journeys: each test has its own home, and no program outlives its test."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.journeys import books
from tests.journeys.desk import Desk
from tests.journeys.terminal import Terminal, environment, program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Opener(Protocol):
    """Starts a program in a terminal."""

    def __call__(
        self, *arguments: str | Path, size: tuple[int, int] = (80, 24), kitty: bool = False, **variables: str
    ) -> Terminal: ...


class DeskOpener(Protocol):
    """Starts tuicompta on the dossier of the journeys, made at the first call."""

    def __call__(
        self,
        *changes: str,
        journal: str = "AC",
        size: tuple[int, int] = (80, 24),
        kitty: bool = False,
        **variables: str,
    ) -> Desk: ...


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the home of the person at the keyboard."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def run(home: Path) -> Iterator[Opener]:
    """Return what runs any command in a terminal: ``run("python", "x.py", size=(120, 40), NO_COLOR="1")``."""
    with ExitStack() as stack:

        def start(
            *arguments: str | Path, size: tuple[int, int] = (80, 24), kitty: bool = False, **variables: str
        ) -> Terminal:
            command = [str(argument) for argument in arguments]
            return stack.enter_context(
                Terminal(command, env=environment(home, **variables), size=size, cwd=home, kitty=kitty)
            )

        yield start


@pytest.fixture
def tuicompta(run: Opener) -> Opener:
    """Return what runs tuicompta in a terminal: ``tuicompta("--demo", size=(120, 40))``."""

    def start(
        *arguments: str | Path, size: tuple[int, int] = (80, 24), kitty: bool = False, **variables: str
    ) -> Terminal:
        return run(*program(*arguments), size=size, kitty=kitty, **variables)

    return start


@pytest.fixture
def dossier_path(tmp_path: Path) -> Path:
    """Return where the dossier of the journeys is."""
    return tmp_path / "Morel.compta"


@pytest.fixture
def morel(tuicompta: Opener, dossier_path: Path) -> DeskOpener:
    """Return what opens the dossier of the journeys: ``morel("UPDATE …", journal="BP", size=(120, 40))``.

    A second call opens the same dossier in another terminal.
    """

    def start(
        *changes: str, journal: str = "AC", size: tuple[int, int] = (80, 24), kitty: bool = False, **variables: str
    ) -> Desk:
        if not dossier_path.exists():
            books.morel(dossier_path, journal=journal)
        for change in changes:
            books.execute(dossier_path, change)
        return Desk(tuicompta(dossier_path, size=size, kitty=kitty, **variables), dossier_path)

    return start
