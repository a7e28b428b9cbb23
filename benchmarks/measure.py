"""Time and memory of whole processes, ours and the reference in turn."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


class CommandFailedError(Exception):
    """A measured command did not end with 0; the message holds the end of its error output."""


@dataclass(frozen=True)
class Run:
    """What a process took: seconds from its start to its end, those of processor, its peak resident size in KiB.

    The processor time is that of the process and of those it waited for: a busy machine changes it less.
    """

    seconds: float
    processor: float
    peak_kib: int


@dataclass(frozen=True)
class Pair:
    """The median runs of ours and of the reference."""

    ours: Run
    reference: Run


def run(argv: Sequence[str | Path], *, output: Path | None = None, source: Path | None = None) -> Run:
    """Run a command to its end, its standard streams taken from files; CommandFailedError unless it ends with 0."""
    command = [str(argument) for argument in argv]
    writing = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        pid = os.posix_spawnp(
            command[0],
            command,
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, str(source or os.devnull), os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, str(output or os.devnull), writing, 0o600),
                (os.POSIX_SPAWN_DUP2, errors.fileno(), 2),
            ],
        )
        # The peak starts from the size of this very process: nothing big is ever held here.
        _, status, usage = os.wait4(pid, 0)
        seconds = time.perf_counter() - start
        if os.waitstatus_to_exitcode(status):
            errors.seek(0)
            message = f"{' '.join(command)}\n{errors.read().decode(errors='replace')[-2000:]}"
            raise CommandFailedError(message)
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def in_turn(rounds: int, ours: Callable[[], Run], reference: Callable[[], Run]) -> Pair:
    """Run both sides in turn, so that a busy moment of the machine weighs on both, and keep the medians."""
    ours_runs, reference_runs = [], []
    for _ in range(rounds):
        ours_runs.append(ours())
        reference_runs.append(reference())
    return Pair(_median(ours_runs), _median(reference_runs))


def _median(runs: Sequence[Run]) -> Run:
    return Run(
        statistics.median(r.seconds for r in runs),
        statistics.median(r.processor for r in runs),
        max(r.peak_kib for r in runs),
    )
