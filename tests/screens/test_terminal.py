"""The program in a real pseudo-terminal: what the frame must hold against a terminal, and what it gives back."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.terminal import environment

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.terminal import Terminal


def started(demo: Callable[..., Terminal], *arguments: str, **options: object) -> Terminal:
    """Return the program, ready."""
    terminal = demo(*arguments, **options)
    terminal.wait_for("MOREL SARL")
    terminal.wait_idle()
    return terminal


@pytest.mark.spec("DOSQ-01", "DOSQ-03", "KEY-16")
def test_ctrl_q_gives_the_terminal_back_as_it_was(demo: Callable[..., Terminal]) -> None:
    terminal = started(demo)
    terminal.keys("ctrl+q")
    assert terminal.wait_exit() == 0
    assert terminal.is_restored


@pytest.mark.spec("KEY-16")
def test_ctrl_c_and_ctrl_z_neither_stop_nor_suspend(demo: Callable[..., Terminal]) -> None:
    terminal = started(demo, "journals")
    terminal.keys("ctrl+c", "ctrl+z", "ctrl+s", "down")
    terminal.wait_idle()
    assert terminal.exit_status is None
    terminal.send("c00012")
    terminal.wait_for("Recherche : c00012")


@pytest.mark.spec("DOSQ-03")
def test_a_crash_prints_one_french_sentence_with_the_path_of_the_log(
    demo: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal = started(demo, "journals")
    terminal.keys("f8")
    terminal.wait_for("┌ Actions")
    terminal.keys("ctrl+t")
    terminal.keys("ctrl+k")
    terminal.send("casser\r")
    assert terminal.wait_exit() == 1
    assert terminal.is_restored
    shown = "".join(line for line in terminal.screen if line)
    assert "Le programme s'est arrêté sur une erreur imprévue. Le détail est dans" in shown
    assert "Traceback" not in shown
    assert "boum" not in shown
    log = (tmp_path / "errors.log").read_text("utf-8")
    assert "RuntimeError: boum" in log
    assert "Traceback" in log


@pytest.mark.spec("UIX-20", "DOSQ-03")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_keeps_the_drafts_and_gives_the_terminal_back(
    demo: Callable[..., Terminal], tmp_path: Path, number: signal.Signals
) -> None:
    terminal = started(demo, "entries")
    terminal.send("AC\r")
    terminal.wait_idle()
    terminal.signal(number)
    assert terminal.wait_exit() == 0
    assert terminal.is_restored
    assert (tmp_path / "draft.txt").read_text("utf-8") == "AC"


@pytest.mark.spec("UIX-20")
def test_a_lost_line_ends_the_session_with_its_draft(demo: Callable[..., Terminal], tmp_path: Path) -> None:
    terminal = started(demo, "entries")
    terminal.send("VE\r")
    terminal.wait_idle()
    terminal.hang_up()
    assert terminal.wait_exit() == 0
    assert (tmp_path / "draft.txt").read_text("utf-8") == "VE"


@pytest.mark.spec("KEY-17")
def test_a_burst_of_500_keys_gives_the_same_data_as_slow_typing(demo: Callable[..., Terminal], tmp_path: Path) -> None:
    terminal = started(demo, "entries")
    terminal.send("".join(f"{number:06}\r" for number in range(72)))
    terminal.wait_idle(0.3)
    terminal.signal(signal.SIGTERM)
    terminal.wait_exit()
    assert (tmp_path / "draft.txt").read_text("utf-8").split() == [f"{number:06}" for number in range(72)]


@pytest.mark.spec("KEY-17")
def test_keys_typed_while_a_box_opens_go_to_the_box(demo: Callable[..., Terminal]) -> None:
    terminal = started(demo, "journals")
    terminal.send("\x0bremplir\rABC\t\tEssai\x1b[20~")
    terminal.wait_for("'code': 'ABC'")
    assert "'label': 'Essai'" in terminal.text.replace("\n", "")


@pytest.mark.spec("KEY-18")
def test_a_bracketed_paste_runs_no_command(demo: Callable[..., Terminal]) -> None:
    terminal = started(demo, "journals")
    terminal.paste("c000\x1112")
    terminal.wait_for("Recherche : c00012")
    assert terminal.exit_status is None


@pytest.mark.spec("KEY-18")
def test_line_ends_of_a_paste_go_to_the_next_cell_of_a_grid(demo: Callable[..., Terminal], tmp_path: Path) -> None:
    terminal = started(demo, "entries")
    terminal.paste("AC\n15/03/2026\nX1\n")
    terminal.wait_idle()
    terminal.signal(signal.SIGTERM)
    terminal.wait_exit()
    assert (tmp_path / "draft.txt").read_text("utf-8").split() == ["AC", "15/03/2026", "X1"]


@pytest.mark.spec("KEY-14")
def test_the_keypad_types_in_both_its_modes(demo: Callable[..., Terminal], tmp_path: Path) -> None:
    terminal = started(demo, "entries")
    terminal.keys("kp_1", "kp_2", "kp_comma", "kp_5", "kp_period", "kp_plus", "kp_enter", "7", "ctrl+j")
    terminal.wait_idle()
    terminal.signal(signal.SIGTERM)
    terminal.wait_exit()
    assert (tmp_path / "draft.txt").read_text("utf-8").split() == ["12,5.+", "7"]


@pytest.mark.spec("KEY-15")
@pytest.mark.parametrize("kitty", [False, True])
def test_accents_are_typed(demo: Callable[..., Terminal], tmp_path: Path, kitty: bool) -> None:  # noqa: FBT001
    terminal = started(demo, "entries", kitty=kitty)
    terminal.send("éèçàù€²œ\r")
    terminal.wait_idle()
    terminal.signal(signal.SIGTERM)
    terminal.wait_exit()
    assert (tmp_path / "draft.txt").read_text("utf-8").split() == ["éèçàù€²œ"]


@pytest.mark.spec("INST-16")
@pytest.mark.parametrize(
    "variables",
    [{"NO_COLOR": "1"}, {"TERM": "linux", "COLORTERM": ""}, {"LANG": "C"}, {"LANG": "fr_FR.ISO-8859-1"}],
    ids=["no-colour", "linux-console", "no-locale", "latin-1"],
)
def test_without_colours_or_unicode_boxes_and_marks_are_ascii(
    demo: Callable[..., Terminal], variables: dict[str, str]
) -> None:
    terminal = started(demo, "journals", **variables)
    terminal.keys("space")
    terminal.wait_for("x C00000")
    terminal.keys("f10")
    terminal.wait_for("+ Fichier ---")
    drawn = terminal.raw.decode("latin-1")
    assert not any(sign.encode() in terminal.raw for sign in "─│┌┐└┘✓▲▼☰•")
    if "NO_COLOR" in variables:
        assert "\x1b[38;" not in drawn
        assert not any(f"\x1b[{code}m" in drawn for code in range(31, 38))


@pytest.mark.spec("INST-16")
def test_bytes_that_are_no_text_stop_nothing(demo: Callable[..., Terminal]) -> None:
    terminal = started(demo, "journals")
    terminal.send_bytes(b"\xe9\xff\xfe")
    terminal.send("c00012")
    terminal.wait_for("c00012")


def test_data_never_speak_to_the_terminal(demo: Callable[..., Terminal]) -> None:
    terminal = started(demo, "hostile")
    terminal.keys("down", "up", "enter")
    terminal.wait_idle()
    for payload in (b"\x1b]52", b"\x1b]0;", b"\x1b[31m", b"\x9b31m", "\u202e".encode(), b"==\x07", b"\x1b[6n"):
        assert payload not in terminal.raw
    assert "[annulé]" in terminal.text


@pytest.mark.spec("KEY-25")
def test_f5_draws_the_whole_screen_again(demo: Callable[..., Terminal]) -> None:
    terminal = started(demo, "journals")
    before = terminal.screen
    terminal.mark()
    terminal.keys("f5")
    terminal.wait_idle()
    sent = terminal.bytes_since_mark().decode()
    assert all(word in sent for word in ("Fichier", "Journaux", "Libellé", "C00000", "C00015", "Total", "ADM", "Inser"))
    assert terminal.screen == before


@pytest.mark.spec("INST-01")
def test_a_resize_storm_leaves_the_screen_as_it_was(demo: Callable[..., Terminal]) -> None:
    terminal = started(demo, "journals")
    terminal.keys("down", "down")
    terminal.wait_idle()
    before = terminal.screen
    for columns, rows in ((72, 20), (1, 1), (200, 60), (80, 24), (79, 24), (80, 23), (80, 24)):
        terminal.resize(columns, rows)
    terminal.wait_until(lambda: terminal.screen == before, "the screen as it was")
    terminal.wait_idle(0.3)
    assert terminal.screen == before


def test_nothing_is_sent_while_nobody_types(demo: Callable[..., Terminal]) -> None:
    terminal = started(demo, "entries")
    terminal.mark()
    terminal.wait_idle(1.0)
    assert terminal.bytes_since_mark() == b""


def test_screens_are_imported_when_they_are_opened(tmp_path: Path) -> None:
    code = (
        "import sys; from tuicompta.tui import prepare_environment; prepare_environment();"
        "import tuicompta.screens.app;"
        "print(*sorted(name for name in sys.modules if name.startswith('tuicompta.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(tmp_path),
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = done.stdout.split()
    assert "tuicompta.screens.frame.frame" in loaded
    for name in ("list_window", "help_window", "keys_window", "start_window"):
        assert f"tuicompta.screens.{name}" not in loaded
    assert not any(name.startswith("tuicompta.models") for name in loaded)


@pytest.mark.spec("INST-01")
def test_started_in_a_small_terminal_it_shows_the_screen_once_it_grows(demo: Callable[..., Terminal]) -> None:
    terminal = demo("journals", size=(60, 15))
    terminal.wait_for("Terminal trop petit (60×15) : 80×24 au minimum")
    terminal.resize(80, 24)
    terminal.wait_for("C00015")
    terminal.wait_idle()
    assert terminal.screen[0].endswith("MOREL SARL · 2026")
    terminal.keys("down")
    terminal.wait_idle()
    assert terminal.cursor == (4, 5)
