"""`--check`: the consistency check of a dossier (MT-14)."""

import json
import sys

from tuicompta.cli.lists import text_or_json
from tuicompta.cli.login import opened
from tuicompta.cli.parser import Invocation
from tuicompta.core.text import clean_text
from tuicompta.reports.reading import one_state
from tuicompta.services.dossiers.check import check_dossier

NO_FAULT = "Aucune anomalie"


def check(invocation: Invocation) -> int:
    """Print each fault with its object; the exit code is 1 when there is one."""
    form = text_or_json(invocation)
    with opened(invocation, readonly=True) as dossier, one_state(dossier):
        faults = check_dossier(dossier.database)
    if form == "json":
        listed = [{"check": fault.check, "object": fault.subject, "reason": fault.reason} for fault in faults]
        sys.stdout.write(json.dumps(listed, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in [clean_text(str(fault)) for fault in faults] or [NO_FAULT])
    return 1 if faults else 0
