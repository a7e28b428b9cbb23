"""Printing through the print command of the machine, `lp` (ETSO-09)."""

import shutil
import subprocess
from pathlib import Path
from typing import Final, NamedTuple

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text

MOST_COPIES: Final = 99
_PRINT, _STATUS = "lp", "lpstat"
_SECONDS = 30
_DEFAULT_SIGN = ":"


class PrintRefusedError(TuicomptaError):
    """The print command does not take a file."""

    template = "L'impression est refusée : {reason}."


class Printers(NamedTuple):
    """The printers that the machine knows, by name, and the default one, empty when there is none."""

    names: tuple[str, ...]
    default: str = ""


def why_no_printing() -> str | None:
    """Return why nothing can be printed on this machine, None when it can."""
    return None if shutil.which(_PRINT) else "La commande d'impression «lp» est absente de cette machine"


def known_printers() -> Printers:
    """Return the printers; none when the machine does not tell."""
    if not shutil.which(_STATUS):
        return Printers(())
    names = tuple(line.strip() for line in _answer(_STATUS, "-e") if line.strip())
    _, _, default = next(iter(_answer(_STATUS, "-d")), "").partition(_DEFAULT_SIGN)
    return Printers(names, default.strip() if default.strip() in names else "")


def print_file(path: Path, title: str, *, printer: str = "", copies: int = 1) -> None:
    """Send a file to a printer, the default one when none is named; raises `PrintRefusedError`."""
    if reason := why_no_printing():
        raise PrintRefusedError(reason=reason[:1].lower() + reason[1:])
    to_printer = ("-d", printer) if printer else ()
    done = _run(_PRINT, *to_printer, "-n", str(copies), "-t", clean_text(title), "--", str(path))
    if done.returncode:
        said = clean_text(done.stderr.strip().split("\n", maxsplit=1)[0])
        raise PrintRefusedError(reason=said or f"la commande s'est terminée avec le code {done.returncode}")


def _answer(*words: str) -> list[str]:
    return _run(*words).stdout.splitlines()


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    try:
        # No shell: a name of printer or file with blanks or quotes is one argument.
        return subprocess.run(words, capture_output=True, text=True, errors="replace", timeout=_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PrintRefusedError(reason=f"la commande «{words[0]}» ne répond pas") from error
