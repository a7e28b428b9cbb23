"""What the benchmarks share: the generated file, the database that the references read, the dossier."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from benchmarks.fec_generator import generate
from benchmarks.measure import Run, run

if TYPE_CHECKING:
    from pathlib import Path

YEAR = 2025
COMPANY = "Banc d'essai"


def python(module: str, *arguments: str | Path) -> list[str | Path]:
    """Return the command that runs a module with the Python that runs the benchmarks."""
    return [sys.executable, "-m", module, *arguments]


@dataclass(frozen=True)
class Work:
    """A folder for what is written, the lines of the file, the rounds of what lasts seconds."""

    folder: Path
    lines: int
    rounds: int

    @cached_property
    def fec(self) -> Path:
        """The accounting file, generated once for all runs."""
        folder = self.folder / f"fec-{self.lines}"
        folder.mkdir(parents=True, exist_ok=True)
        return next(folder.glob("*.txt"), None) or generate(folder, lines=self.lines, year=YEAR)

    @cached_property
    def bare(self) -> Path:
        """A bare database of the same rows, made in this run."""
        path = self.folder / "bare.db"
        self.import_bare(path)
        return path

    @cached_property
    def dossier(self) -> Path:
        """A dossier of the same entries, made in this run."""
        path = self.folder / "dossier.compta"
        self.create_dossier(path)
        return path

    def import_bare(self, path: Path) -> Run:
        """Import the file into a new bare database."""
        path.unlink(missing_ok=True)
        return run(python("benchmarks.bare_import", self.fec, path))

    def create_dossier(self, path: Path) -> Run:
        """Import the file into a new dossier."""
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
        options = ("--create", "--company", COMPANY, "--from-fec", self.fec, "--keep-validation")
        return run(python("tuicompta", path, *options))
