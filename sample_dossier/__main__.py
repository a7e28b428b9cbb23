"""`python -m sample_dossier CHEMIN [--today AAAA-MM-JJ]`: build the demonstration dossier in a new file."""

import argparse
import sys
from datetime import datetime, time
from pathlib import Path

from sample_dossier.builder import build
from tuicompta.core.dates import parse_iso
from tuicompta.core.errors import TuicomptaError


def main(arguments: list[str] | None = None) -> int:
    """Build the dossier asked for and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m sample_dossier", description="Construit le dossier Démonstration.")
    parser.add_argument("path", metavar="CHEMIN", type=Path, help="fichier .compta à créer")
    parser.add_argument("--today", metavar="AAAA-MM-JJ", type=parse_iso, help="jour de la création (aujourd'hui)")
    options = parser.parse_args(arguments)
    now = datetime.combine(options.today, time(12)) if options.today else datetime.now()  # noqa: DTZ005 - local time
    try:
        path = build(options.path, clock=lambda: now)
    except TuicomptaError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
