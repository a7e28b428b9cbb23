"""The smallest journey: the least that a Textual program can be, typed into and left."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.minimal_app import MARK
from tests.architecture import ROOT
from tests.journeys.raw import assert_harmless

if TYPE_CHECKING:
    from tests.journeys.conftest import Opener


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_program_starts_takes_a_word_and_gives_the_terminal_back(run: Opener, size: tuple[int, int]) -> None:
    terminal = run(sys.executable, "-m", "benchmarks.minimal_app", size=size, PYTHONPATH=str(ROOT))
    terminal.wait_for(MARK)
    terminal.wait_idle()
    terminal.keys("end")
    # Textual runs the binding of a key after the characters of the same burst.
    terminal.wait_idle()
    terminal.send(" à saisir")
    terminal.wait_for(f"{MARK} à saisir")
    assert_harmless(terminal.sent())
    terminal.keys("ctrl+q")
    assert terminal.wait_exit() == 0
    assert terminal.is_restored
