"""Measure tuicompta, each figure beside a reference measured in the same run.

``python -m benchmarks.run [--lines N] [--rounds N] [name…]``; ends with 1 when a budget is exceeded.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import exchange, lettering, reports, screen  # noqa: F401 - each registers its benchmarks
from benchmarks.measure import CommandFailedError
from benchmarks.programs import ProgramMissingError
from benchmarks.registry import BENCHMARKS, Row
from benchmarks.session import NothingShownError
from benchmarks.table import render
from benchmarks.work import Work

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(__file__).parent / ".work"


def machine() -> str:
    """Describe what the figures were measured on."""
    return (
        f"{os.cpu_count()} × {_processor()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"Textual {version('textual')}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _own_places() -> dict[str, str]:
    """Return where the programs measured keep their settings and files: not with those of the user."""
    places = {"TUICOMPTA_HOME": "home", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state"}
    return {name: str(FOLDER / folder) for name, folder in places.items()} | {"LC_ALL": "C.UTF-8"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks asked, all by default, print their table and return the exit code."""
    parser = argparse.ArgumentParser(description="Measure tuicompta beside references.")
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHMARKS))
    parser.add_argument("--lines", type=int, default=1_000_000, help="lines of the accounting file")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of what lasts seconds")
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - set(BENCHMARKS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    FOLDER.mkdir(exist_ok=True)
    os.environ.update(_own_places())
    work = Work(FOLDER, options.lines, options.rounds)
    rows, failed = _measured(options.names or list(BENCHMARKS), work)
    print(f"{machine()}\n\n{render(rows)}")
    return 0 if not failed and all(row.holds for row in rows) else 1


def _measured(names: Sequence[str], work: Work) -> tuple[list[Row], bool]:
    """Return the rows of the benchmarks named, and whether one of them could not be measured."""
    rows: list[Row] = []
    failed = False
    for name in names:
        sys.stderr.write(f"{name}…\n")
        try:
            rows += BENCHMARKS[name](work)
        except (CommandFailedError, NothingShownError, ProgramMissingError) as error:
            sys.stderr.write(f"{name}: {error}\n")
            failed = True
    return rows, failed


if __name__ == "__main__":
    sys.exit(main())
