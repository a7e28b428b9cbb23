"""The lines chosen to be lettered or unlettered, and what they allow (LETT-07, LETT-08)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tuicompta.core.dates import parse_iso
from tuicompta.core.enums import EntryStatus
from tuicompta.core.lettering.selection import Selection
from tuicompta.models.database import Database
from tuicompta.services.lettering.accounts import LetteredAccount

_LINES = """
    SELECT line.id, entry.fiscal_year_id, status, line.lettering_id, coalesce(code, ''), coalesce(lettering.partial, 0),
           debit, credit, line.entry_date, line.piece_number,
           (SELECT max(copy.entry_date)
              FROM entry_line AS copy JOIN lettering AS later ON later.id = copy.lettering_id AND later.partial = 0
             WHERE copy.carried_line_id = line.id)
      FROM entry_line AS line JOIN entry ON entry.id = entry_id LEFT JOIN lettering ON lettering.id = line.lettering_id
     WHERE line.account_id = ? AND line.id IN (SELECT value FROM json_each(?))
     ORDER BY line.entry_date, entry_id, line.position
"""
_GROUP = """
    SELECT lettering.id, code, partial, count(*), sum(entry_line.debit - entry_line.credit)
      FROM entry_line JOIN lettering ON lettering.id = lettering_id
     WHERE lettering.id = (SELECT lettering_id FROM entry_line WHERE id = ?)
"""
_UNDONE = """
    SELECT code, partial, count(*), sum(entry_line.id IN (SELECT value FROM json_each(?1)))
      FROM lettering JOIN entry_line ON lettering_id = lettering.id
     WHERE lettering.id IN (SELECT lettering_id FROM entry_line WHERE id IN (SELECT value FROM json_each(?1)))
     GROUP BY lettering.id ORDER BY partial, length(code), code
"""
_OTHERS = "SELECT id FROM entry_line WHERE lettering_id IN (SELECT value FROM json_each(?))"


class GroupOfLine(NamedTuple):
    """The group of a line: its code, the number of its lines, what remains of it (debits − credits, cents)."""

    id: int
    code: str
    partial: int
    lines: int
    rest: int


class UndoneGroup(NamedTuple):
    """A group that «Délettrer» undoes, or a partial one that the selected lines leave: its code, all its lines."""

    code: str
    partial: int
    lines: int
    selected: int


class ChosenLine(NamedTuple):
    """A line chosen; amounts in cents, ISO day. `later`: the day of its copy lettered in a later year, if any."""

    id: int
    year_id: int
    status: str
    group: int | None
    code: str
    partial: int
    debit: int
    credit: int
    day: str
    piece: str
    later: str | None

    @property
    def lettered(self) -> bool:
        """Whether it is lettered for good, here or in a later fiscal year."""
        return (self.group is not None and not self.partial) or self.later is not None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Lines of one account, and the rest of the partial groups that they touch."""

    lines: Sequence[ChosenLine]
    others: Sequence[ChosenLine]

    @property
    def whole(self) -> list[ChosenLine]:
        """All of them: a partial group is lettered as a whole (LETT-33)."""
        return [*self.lines, *self.others]

    @property
    def partials(self) -> dict[int, str]:
        """The partial groups touched with their codes, the oldest first."""
        return dict(sorted((line.group, line.code) for line in self.lines if line.partial and line.group))

    @property
    def last_day(self) -> date:
        """Date of the latest line (LETT-24)."""
        return parse_iso(max(line.day for line in self.whole))

    def selection(self, maximum_gap: int) -> Selection:
        """Return its figures."""
        return Selection(
            lines=len(self.lines),
            debit=sum(line.debit for line in self.lines),
            credit=sum(line.credit for line in self.lines),
            lettered=sum(line.lettered for line in self.lines),
            simulated=sum(line.status == EntryStatus.SIMULATED for line in self.whole),
            loose=sum(line.group is None for line in self.lines),
            partials=tuple(self.partials.values()),
            others=len(self.others),
            rest=sum(line.debit - line.credit for line in self.others),
            maximum_gap=maximum_gap,
        )


def group_of_line(database: Database, line_id: int) -> GroupOfLine | None:
    """Return the lettered or partial group of a line, nothing when it is open (LETT-29, LETT-32)."""
    row = database.row(_GROUP, (line_id,))
    return GroupOfLine(*row) if row is not None and row[0] is not None else None


def undone_groups(database: Database, line_ids: Sequence[int]) -> list[UndoneGroup]:
    """Return the groups that unlettering some lines undoes or takes lines out of (LETT-15, LETT-34)."""
    return [UndoneGroup(*row) for row in database.rows(_UNDONE, (json.dumps(list(line_ids)),))]


def chosen_lines(database: Database, account: LetteredAccount, line_ids: Sequence[int]) -> Chosen:
    """Return the lines of an account among those of some identifiers."""
    lines = _read(database, account.id, line_ids)
    groups = {line.group for line in lines if line.partial}
    members = {row[0] for row in database.rows(_OTHERS, (json.dumps(sorted(filter(None, groups))),))} if groups else ()
    others = set(members) - {line.id for line in lines}
    return Chosen(lines, _read(database, account.id, sorted(others)) if others else ())


def _read(database: Database, account_id: int, line_ids: Sequence[int]) -> list[ChosenLine]:
    return [ChosenLine(*row) for row in database.rows(_LINES, (account_id, json.dumps(list(line_ids))))]
