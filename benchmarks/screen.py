"""The first frame and the echo of a key, beside the least that a Textual program can be."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from benchmarks.minimal_app import MARK
from benchmarks.registry import Row, benchmark
from benchmarks.session import Echo, Session
from benchmarks.work import Work, python

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_ROUNDS = 15
_KEYS = "0123456789" * 6
_PALETTE = b"\x0b"
_GRID = b"saisie au kilom"
# The journal proposed, a day, an account of the generated file: the cursor is then in the label.
_TO_THE_LABEL = (b"\r", b"15\r", b"512100\r")
_GRID_MARK = "Jnl"


@benchmark("first-frame")
def first_frame(work: Work) -> Iterator[Row]:
    """Open the dossier until its name is on the screen."""
    dossier = python("tuicompta", work.dossier)
    minimal = python("benchmarks.minimal_app")
    ours, reference = [], []
    for _ in range(_ROUNDS):
        ours.append(_shown(dossier, _mark(work)))
        reference.append(_shown(minimal, MARK))
    yield Row(
        f"first frame, {work.lines} lines",
        statistics.median(ours),
        "ms",
        1.5,
        "Textual with one input",
        statistics.median(reference),
    )


@benchmark("echo")
def echo(work: Work) -> Iterator[Row]:
    """Type characters in the entry grid, one by one, each once the one before is drawn."""
    with Session(python("tuicompta", work.dossier)) as session:
        session.wait_for(_mark(work))
        session.settle()
        for keys in (_PALETTE, _GRID):
            session.press(keys)
        session.send(b"\r")
        session.wait_for(_GRID_MARK)
        session.settle()
        for keys in _TO_THE_LABEL:
            session.press(keys)
        ours = median_echo(session)
    reference = minimal_echo()
    what = f"character echoed in the entry grid, {work.lines} lines"
    yield Row(what, ours.last, "ms", 2, "Textual with one input", reference.last)
    yield Row(f"{what}, bytes", ours.size, "B", 250)


def _mark(work: Work) -> str:
    """Return what the first frame ends with: the user and the dossier."""
    return f"· {work.dossier.stem}"


def _shown(command: Sequence[str | Path], mark: str) -> float:
    with Session(command) as session:
        return session.wait_for(mark)


def minimal_echo() -> Echo:
    """Return the median echo of a character in the minimal program."""
    with Session(python("benchmarks.minimal_app")) as session:
        session.wait_for(MARK)
        session.settle()
        return median_echo(session)


def median_echo(session: Session) -> Echo:
    """Type digits one by one, each once the one before is drawn, and return the medians."""
    echoes = [session.press(key.encode()) for key in _KEYS]
    return Echo(
        statistics.median(echo.first for echo in echoes),
        statistics.median(echo.last for echo in echoes),
        int(statistics.median(echo.size for echo in echoes)),
    )
