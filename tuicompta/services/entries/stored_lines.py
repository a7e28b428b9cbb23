"""The lines of an entry as they are stored, and what holds them (SJ-38)."""

from dataclasses import dataclass
from typing import NamedTuple

from tuicompta.models.database import Database

_LINES = """
    SELECT id, position, account_id, debit, credit, entry_date, line_type, tick_code IS NOT NULL,
           EXISTS (SELECT 1 FROM lettering WHERE id = lettering_id AND partial = 0),
           EXISTS (SELECT 1 FROM matching WHERE source_line_id = entry_line.id)
        OR EXISTS (SELECT 1 FROM due_date WHERE entry_line_id = entry_line.id AND matched <> 0),
           EXISTS (SELECT 1 FROM vat_record WHERE entry_line_id = entry_line.id AND vat_return_id IS NOT NULL)
      FROM entry_line WHERE entry_id = ? ORDER BY position
"""


class Mark(NamedTuple):
    """What holds a line, as messages say it, and the act that undoes it."""

    shown: str
    undo: str


_TICKED = Mark("pointée en rapprochement bancaire", "dépointez-la")
_LETTERED = Mark("lettrée", "délettrez-la")
_MATCHED = Mark("pointée avec une échéance", "dépointez l'échéance")
_DECLARED = Mark("déclarée dans une déclaration de TVA validée", "corrigez par une nouvelle écriture")


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A stored line: what must not change while it is held (amounts in cents, ISO day), and by what it is held."""

    id: int
    position: int
    account_id: int
    debit: int
    credit: int
    day: str
    kind: str | None
    ticked: int
    lettered: int
    matched: int
    declared: int

    @property
    def mark(self) -> Mark | None:
        """What holds the account, side and amount of the line, and the line itself."""
        held = (
            (self.ticked, _TICKED),
            (self.lettered, _LETTERED),
            (self.matched, _MATCHED),
            (self.declared, _DECLARED),
        )
        return next((mark for on, mark in held if on), None)

    @property
    def mark_of_date(self) -> Mark | None:
        """What holds the date of the line too."""
        if self.ticked:
            return _TICKED
        return _DECLARED if self.declared else None

    @property
    def mark_of_year(self) -> Mark | None:
        """What holds the line in its fiscal year: a lettering is of one fiscal year."""
        return _LETTERED if self.lettered else None


def stored_lines(database: Database, entry_id: int) -> dict[int, StoredLine]:
    """Return the lines of an entry by their identifiers, in their order."""
    return {row[0]: StoredLine(*row) for row in database.rows(_LINES, (entry_id,))}
