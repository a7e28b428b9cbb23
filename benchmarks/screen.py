"""The first frame and the echo of a key, beside the least that a Textual program can be."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from benchmarks.minimal_app import MARK
from benchmarks.registry import Row, benchmark
from benchmarks.session import Echo, Session
from benchmarks.work import COMPANY, Work, python

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_ROUNDS = 15
_KEYS = "0123456789" * 6


@benchmark("first-frame")
def first_frame(work: Work) -> Iterator[Row]:
    """Open the dossier until its name is on the screen."""
    dossier = python("tuicompta", work.dossier)
    minimal = python("benchmarks.minimal_app")
    ours, reference = [], []
    for _ in range(_ROUNDS):
        ours.append(_shown(dossier, COMPANY))
        reference.append(_shown(minimal, MARK))
    yield Row(
        f"first frame, {work.lines} lines",
        statistics.median(ours),
        "ms",
        1.5,
        "Textual with one input",
        statistics.median(reference),
    )


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
