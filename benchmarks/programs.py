"""The other programs that the figures are compared with, installed when they are missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class ProgramMissingError(Exception):
    """A program to compare with is not there and could not be installed."""


@cache
def debian_program(name: str, package: str | None = None) -> str:
    """Return the path of a program of a Debian package; install it when this user may."""
    found = shutil.which(name)
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        _try(["apt-get", "update", "-qq"])
        _try(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package or name])
        found = shutil.which(name)
    if not found:
        message = f"{name} is missing: apt install {package or name}"
        raise ProgramMissingError(message)
    return found


@cache
def bean_query(folder: Path) -> Path:
    """Return beancount's query program, in a virtual environment of its own under `folder`."""
    environment = folder / "beancount"
    program = environment / "bin" / "bean-query"
    if not program.exists():
        venv.create(environment, with_pip=True)
        pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _try([*pip, "beancount>=3,<4", "beanquery<1"])
    if not program.exists():
        message = "beancount could not be installed"
        raise ProgramMissingError(message)
    return program


def version(program: str | Path) -> str:
    """Return what a program says of its name and version, without the rest of the line."""
    done = subprocess.run([program, "--version"], capture_output=True, encoding="utf-8", check=False)
    return (done.stdout or done.stderr).partition("\n")[0].partition(",")[0].strip()


def _try(command: list[str]) -> None:
    """Run a command whose output is for the person who watches; its failure shows by what is missing after it."""
    subprocess.run(command, stdout=sys.stderr, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, check=False)
