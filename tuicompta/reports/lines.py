"""What the reports that print entry lines share: dates read once, marks and filters of statuses."""

from datetime import date
from typing import Final

from tuicompta.core.dates import parse_iso
from tuicompta.core.enums import EntryStatus
from tuicompta.reports.scope import Scope

# First due date of `line`. A carried line has those of the line it comes from, over any number of years (AN-22).
DUE_DATE: Final = """
    (WITH RECURSIVE origin (id, carried) AS (
         SELECT line.id, line.carried_line_id
          UNION ALL
         SELECT source.id, source.carried_line_id
           FROM entry_line AS source JOIN origin ON source.id = origin.carried)
     SELECT min(due_on) FROM due_date JOIN origin ON entry_line_id = origin.id)
"""
STATUS_MARKS: Final = {status.value: status.mark for status in EntryStatus}


class Days(dict[str | None, date | None]):
    """Stored dates as dates, each read once."""

    def __init__(self) -> None:
        super().__init__({None: None})

    def __missing__(self, text: str | None) -> date | None:
        """Read a date met for the first time."""
        self[text] = day = parse_iso(text) if text else None
        return day


def left_out_statuses(scope: Scope) -> tuple[str, str]:
    """Return the stored letters of the statuses that are not kept, blank when fewer than two (ETFI-03).

    In queries: `status <> ? AND status <> ?`.
    """
    letters = sorted(str(status) for status in set(EntryStatus) - scope.statuses)
    first, second = [*letters, "", ""][:2]
    return first, second
