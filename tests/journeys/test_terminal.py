"""The harness itself, on a tiny program."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.raw import assert_harmless, faults
from tests.journeys.terminal import NotOnScreenError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.conftest import Opener
    from tests.journeys.terminal import Terminal

TINY_APP = Path(__file__).with_name("tiny_app.py")


@pytest.fixture
def tiny(run: Opener) -> Callable[..., Terminal]:
    def start(*, size: tuple[int, int] = (80, 24), kitty: bool = False) -> Terminal:
        terminal = run(sys.executable, TINY_APP, size=size, kitty=kitty)
        terminal.wait_for("Taille :")
        return terminal

    return start


def test_keys_reach_the_program_and_its_screen_comes_back(tiny: Callable[..., Terminal]) -> None:
    terminal = tiny()
    terminal.send("Café 12,50 €\r")
    terminal.wait_for("Saisi : Café 12,50 €")
    assert terminal.screen[0] == "Prêt"
    assert len(terminal.screen) == 24
    terminal.keys("F12")
    terminal.wait_for("Touche : f12")
    terminal.keys("ctrl+s")
    terminal.wait_for("Touche : ctrl+s")


@pytest.mark.parametrize("kitty", [False, True], ids=["xterm", "kitty"])
@pytest.mark.parametrize(
    "key",
    ["f1", "f5", "shift+f6", "insert", "ctrl+pageup", "ctrl+home", "shift+tab", "escape", "alt+w", "ctrl+g", "up"],
)
def test_every_key_arrives_under_its_name(tiny: Callable[..., Terminal], key: str, kitty: bool) -> None:  # noqa: FBT001
    terminal = tiny(kitty=kitty)
    terminal.keys(key)
    terminal.wait_for(f"Touche : {key}")


def test_text_typed_under_the_kitty_protocol_is_the_same(tiny: Callable[..., Terminal]) -> None:
    terminal = tiny(kitty=True)
    terminal.send("Été 1 + 1\r")
    terminal.wait_for("Saisi : Été 1 + 1")
    terminal.keys("kp_1", "kp_comma", "kp_5", "É", "space", "z", "kp_enter")
    terminal.wait_for("Saisi : 1,5É z")


def test_a_burst_is_neither_lost_nor_reordered(tiny: Callable[..., Terminal]) -> None:
    terminal = tiny()
    digits = "".join(f"{number:03}" for number in range(300))
    for start in range(0, len(digits), 60):
        terminal.send(digits[start : start + 60] + "\r")
        terminal.wait_for("Saisi : " + digits[start : start + 60])


def test_the_program_asks_and_gets_answers_before_it_draws(tiny: Callable[..., Terminal]) -> None:
    terminal = tiny()
    assert b"\x1b[?2026$p" in terminal.raw
    terminal.wait_idle()
    terminal.mark()
    terminal.send("a")
    terminal.wait_for("Touche : a")
    assert terminal.bytes_since_mark().startswith(b"\x1b[?2026h")


def test_the_size_is_the_one_asked_and_can_change(tiny: Callable[..., Terminal]) -> None:
    terminal = tiny(size=(120, 40))
    terminal.wait_for("Taille : 120x40")
    assert len(terminal.screen) == 40
    terminal.resize(80, 24)
    terminal.wait_for("Taille : 80x24")
    assert len(terminal.screen) == 24


def test_the_exit_status_and_the_state_of_the_terminal_are_seen(tiny: Callable[..., Terminal]) -> None:
    terminal = tiny()
    assert terminal.exit_status is None
    assert 10_000 < terminal.memory < 200_000
    assert not terminal.is_restored
    terminal.keys("ctrl+q")
    assert terminal.wait_exit() == 7
    assert terminal.is_restored
    assert "Prêt" not in terminal.text


def test_a_killed_program_leaves_no_zombie(tiny: Callable[..., Terminal]) -> None:
    terminal = tiny()
    terminal.kill()
    assert terminal.exit_status == -signal.SIGKILL
    assert not terminal.is_restored
    with pytest.raises(ProcessLookupError):
        os.kill(terminal.pid, 0)


def test_a_cut_line_hangs_the_program_up(run: Opener) -> None:
    terminal = run("sh", "-c", "echo ready; sleep 600")
    terminal.wait_for("ready")
    terminal.hang_up()
    assert terminal.wait_exit() == -signal.SIGHUP


def test_leaving_the_block_ends_the_program(run: Opener) -> None:
    with run("sleep", "600") as terminal:
        pid = terminal.pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_wait_that_fails_shows_the_screen(run: Opener) -> None:
    terminal = run("echo", "bonjour")
    with pytest.raises(NotOnScreenError, match=r"(?s)waited for «bonsoir»: program ended with 0.*\|bonjour +\|"):
        terminal.wait_for("bonsoir")


def test_a_wait_that_is_too_long_says_so(run: Opener) -> None:
    terminal = run("sleep", "600")
    with pytest.raises(NotOnScreenError, match=r"waited for «jamais»: not after 0.1 s"):
        terminal.wait_for("jamais", timeout=0.1)
    with pytest.raises(NotOnScreenError, match=r"still running after 0.1 s"):
        terminal.wait_exit(timeout=0.1)


def test_wait_idle_outlasts_silent_work(run: Opener) -> None:
    busy = (
        "import time\nend = time.process_time() + 0.5\nwhile time.process_time() < end: pass\nprint('fini', flush=True)"
    )
    terminal = run(sys.executable, "-c", busy + "\ntime.sleep(600)")
    terminal.wait_idle()
    assert terminal.screen[0] == "fini"


def test_output_printed_before_the_end_is_all_received(run: Opener) -> None:
    terminal = run(sys.executable, "-c", "for n in range(20000): print(n)")
    assert terminal.wait_exit() == 0
    assert terminal.raw.split() == [str(number).encode() for number in range(20000)]


def test_what_the_program_draws_is_harmless_and_what_data_adds_is_not(tiny: Callable[..., Terminal]) -> None:
    terminal = tiny()
    terminal.send("Avoir [annulé]\r")
    terminal.wait_for("Saisi : Avoir")
    assert_harmless(terminal.sent())
    terminal.mark()
    terminal.keys("f2")
    terminal.wait_idle()
    assert any("]0;VOL" in fault for fault in faults(terminal.bytes_since_mark()))
    terminal.keys("ctrl+q")
    terminal.wait_exit()


def test_paste_is_bracketed(tiny: Callable[..., Terminal]) -> None:
    terminal = tiny()
    terminal.paste("collé")
    terminal.wait_for("collé")
    terminal.keys("enter")
    terminal.wait_for("Saisi : collé")
