"""Programs in terminals for the tests of the frame."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.terminal import Terminal, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Start the small program of the tests in a terminal: ``demo("entries", size=(120, 40), NO_COLOR="1")``."""
    opened: list[Terminal] = []

    def start(
        home: str = "home", *, size: tuple[int, int] = (80, 24), kitty: bool = False, **variables: str
    ) -> Terminal:
        command = [sys.executable, "-m", "tests.screens.demo", home, str(tmp_path / "errors.log")]
        terminal = Terminal(command, env=environment(tmp_path, **variables), size=size, cwd=ROOT, kitty=kitty)
        opened.append(terminal)
        return terminal

    yield start
    for terminal in opened:
        terminal.close()
