"""The program never opens a network connection by itself, with or without a screen (INST-15)."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.journeys.terminal import environment, program

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Opener

# Python runs this module in every program it starts where it finds it; each connection leaves a line in a file.
WATCH = """
import os
import sys

EVENTS = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"}


def watch(event, arguments):
    if event in EVENTS:
        with open(os.environ["NETWORK_LOG"], "a") as log:
            log.write(f"{event} {arguments[1:]}\\n")


sys.addaudithook(watch)
"""


@pytest.fixture
def watched(tmp_path: Path) -> dict[str, str]:
    """The variables that make every program write down its connections."""
    folder = tmp_path / "watch"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WATCH)
    return {"PYTHONPATH": str(folder), "NETWORK_LOG": str(tmp_path / "connections.txt")}


def test_the_watch_sees_a_connection(watched: dict[str, str], tmp_path: Path) -> None:
    code = "import socket; socket.socket().bind(('127.0.0.1', 0))"
    subprocess.run([sys.executable, "-c", code], env=environment(tmp_path, **watched), check=True)
    assert "socket.bind" in (tmp_path / "connections.txt").read_text()


@pytest.mark.spec("INST-15")
def test_neither_the_screens_nor_the_flags_connect_to_anything(
    tuicompta: Opener, tmp_path: Path, watched: dict[str, str]
) -> None:
    screen = tuicompta("--demo", PYTHONPATH=watched["PYTHONPATH"], NETWORK_LOG=watched["NETWORK_LOG"])
    screen.wait_for("Tableau de bord")
    screen.keys("F10", "escape", "F1")
    screen.wait_idle()
    screen.keys("escape", "ctrl+q")
    assert screen.wait_exit() == 0
    dossier = next((tmp_path / "home").rglob("*.compta"))
    for flags in (["--report", "balance"], ["--check"], ["--export", "fec", "--output", str(tmp_path)]):
        run = program(dossier, *flags)
        done = subprocess.run(run, env=environment(tmp_path / "home", **watched), check=False, capture_output=True)
        assert done.returncode == 0, done.stderr
    assert not (tmp_path / "connections.txt").exists()


@pytest.mark.spec("INST-05")
def test_the_demonstration_dossier_opens_on_the_dashboard(tuicompta: Opener) -> None:
    screen = tuicompta("--demo")
    screen.wait_for("Tableau de bord")
    screen.wait_for("Disponibilités")
    assert "Démonstration" in screen.text
