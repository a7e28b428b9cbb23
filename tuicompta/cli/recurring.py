"""`--generate-recurring`: the entries of the occurrences due, suited to a timetable (ABO-10)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

from tuicompta.cli.login import opened
from tuicompta.core.text import clean_text
from tuicompta.services.recurring.generation import generate
from tuicompta.services.recurring.occurrences import due_occurrences
from tuicompta.services.recurring.report import outcome_lines, summary

if TYPE_CHECKING:
    from datetime import date

    from tuicompta.cli.parser import Invocation


def generate_due(invocation: Invocation) -> int:
    """Generate every occurrence due up to a date and print the report; 1 when one was refused."""
    end = cast("date", invocation.values["generate-recurring"])
    with opened(invocation, readonly=False) as dossier:
        outcomes = generate(dossier, due_occurrences(dossier.database, end))
    lines = [*outcome_lines(outcomes), summary(outcomes)]
    sys.stdout.writelines(f"{clean_text(line)}\n" for line in lines)
    return 1 if any(outcome.refused for outcome in outcomes) else 0
