"""`--import fec`: entries of an accounting file into the open dossier (CEE-11)."""

import sys
from pathlib import Path
from typing import cast

from tuicompta.cli.fec import readable
from tuicompta.cli.login import opened
from tuicompta.cli.parser import CommandLineError, Invocation
from tuicompta.cli.run import tell
from tuicompta.core.text import clean_text
from tuicompta.services.fec.importing import import_fec
from tuicompta.services.fec.options import ImportOptions
from tuicompta.services.fec.report import fault_lines, outcome_lines


class UnknownFormatError(CommandLineError):
    """No format of entries has this name."""

    template = "Format inconnu pour {flag} : «{form}». Formats : fec."


def check_format(flag: str, form: str) -> None:
    """Refuse a format that is not read nor written."""
    if form != "fec":
        raise UnknownFormatError(flag=flag, form=form)


def import_entries(invocation: Invocation) -> int:
    """Import a file and print its report; the exit code is 1 when something was refused."""
    form, name = cast("tuple[str, str]", invocation.values["import"])
    check_format("--import", form)
    path = readable(Path(name))
    options = ImportOptions(
        simulated="simulated" in invocation.values,
        partial="partial" in invocation.values,
        create_accounts="no-create" not in invocation.values,
        create_journals="no-create" not in invocation.values,
        dry_run="dry-run" in invocation.values,
    )
    with opened(invocation, readonly=options.dry_run) as dossier:
        outcome = import_fec(dossier, path, options)
    sys.stdout.writelines(f"{clean_text(line)}\n" for line in outcome_lines(outcome))
    for fault in fault_lines(outcome):
        tell(clean_text(fault))
    return 1 if outcome.refused else 0
