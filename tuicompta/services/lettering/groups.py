"""Writing groups by the three moves that the database checks: opened, filled, completed; and undoing them."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tuicompta.core.dates import iso
from tuicompta.models.database import Database
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.partial_groups import leave_partial_group

_NEXT_ID = "SELECT coalesce(max(id), 0) + 1 FROM lettering"
_OPEN = """
    INSERT INTO lettering (id, account_id, fiscal_year_id, code, lettered_on, partial, lettered_by)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_FILL = "UPDATE entry_line SET lettering_id = ? WHERE id = ?"
_COMPLETE = "UPDATE lettering SET complete = 1 WHERE id BETWEEN ? AND ?"
_REOPEN = "UPDATE lettering SET complete = 0 WHERE id IN (SELECT value FROM json_each(?))"
_EMPTY = "UPDATE entry_line SET lettering_id = NULL WHERE lettering_id IN (SELECT value FROM json_each(?))"
_DELETE = "DELETE FROM lettering WHERE id IN (SELECT value FROM json_each(?))"
_PARTIAL_LINES = """
    SELECT entry_line.id FROM lettering JOIN entry_line ON lettering_id = lettering.id WHERE partial = 1
"""


class NewGroup(NamedTuple):
    """A group to write: its account, its fiscal year, its code, the lines that take it."""

    account_id: int
    year_id: int
    code: str
    lines: Sequence[int]


def write_groups(dossier: Dossier, groups: Sequence[NewGroup], *, partial: bool = False) -> None:
    """Write groups, dated today (LETT-03); the database refuses a wrong one."""
    if not groups:
        return
    database = dossier.database
    first = int(database.value(_NEXT_ID))
    stamp = iso(dossier.today()), int(partial), dossier.user.id
    # Groups and lines in the order of the lines in the file, so that each of its pages is read and written once.
    placed = list(enumerate(sorted(groups, key=_first_line), start=first))
    database.run_many(
        _OPEN, [(number, group.account_id, group.year_id, group.code, *stamp) for number, group in placed]
    )
    filled = sorted((line, number) for number, group in placed for line in group.lines)
    database.run_many(_FILL, [(number, line) for line, number in filled])
    database.run(_COMPLETE, (first, first + len(groups) - 1))


def _first_line(group: NewGroup) -> int:
    return min(group.lines)


def dissolve(dossier: Dossier, groups: Iterable[int]) -> int:
    """Erase the code and the date of every line of some groups; return how many lines (LETT-14, LETT-15)."""
    named = (json.dumps(sorted(groups)),)
    if named == ("[]",):
        return 0
    dossier.database.run(_REOPEN, named)
    lines = dossier.database.changed(_EMPTY, named)
    dossier.database.run(_DELETE, named)
    return lines


def leave_partial_groups(dossier: Dossier, line_ids: Iterable[int]) -> None:
    """Take lines out of their partial groups; a group of one line disappears (LETT-34)."""
    for line_id in line_ids:
        leave_partial_group(dossier.database, line_id)


def partial_lines(database: Database) -> list[int]:
    """Return the lines that are in a partial group, on whatever account."""
    return [line for (line,) in database.rows(_PARTIAL_LINES)]
