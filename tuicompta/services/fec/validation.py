"""Validated entries of a file taken as they are: number, date and seal (FECI-02, VAL-09, VAL-12)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tuicompta.core.dates import iso
from tuicompta.exchange.fec.normaliser import shown_number
from tuicompta.models.database import Database
from tuicompta.services.entries.seals import FrozenHeader, SealedCells, last_seal

_MIDNIGHT = "T00:00:00"


@dataclass
class Validations:
    """Numbers and seals given one entry after the other, in the order of the file.

    The file has only the date of a validation: seconds are added so that the order of the file stays that of
    validation, then journal, then number (FECX-05).
    """

    database: Database
    user: str
    renumbered: int = 0
    """Entries whose number could not be kept: definitive numbers are 1, 2, 3… in each journal."""
    _numbers: dict[tuple[int, int], int] = field(default_factory=dict)
    _day: date | None = None
    _seconds: int = 0
    _last: tuple[str, int] = ("", 0)
    _cells: SealedCells = field(default_factory=SealedCells)

    def __post_init__(self) -> None:
        self._seal_number, self._seal = last_seal(self.database)

    def next_number(self, journal_id: int, year_id: int, number: str) -> int:
        """Return the definitive number of the next entry of a journal."""
        following = self._numbers.get((journal_id, year_id), 0) + 1
        self._numbers[journal_id, year_id] = following
        self.renumbered += shown_number(number) != str(following)
        return following

    def moment(self, day: date, journal: str, number: int, *, opening: bool) -> str:
        """Return the date and time of validation of the next entry."""
        if opening:
            return iso(day) + _MIDNIGHT
        if day != self._day:
            self._day, self._seconds = day, 0
        elif (journal, number) <= self._last:
            self._seconds += 1
        self._last = journal, number
        return iso(day) + (_MIDNIGHT if not self._seconds else f"T{timedelta(seconds=self._seconds)!s:0>8}")

    def sealed_lines(self, columns: Sequence[Sequence[str | int | None]]) -> list[bytes]:
        """Return lines as they enter the seals of their entries."""
        return self._cells.lines(columns)

    def seal(self, header: FrozenHeader, lines: Sequence[bytes]) -> tuple[int, bytes]:
        """Return the seal number and the seal of the next entry, from its frozen header and lines."""
        self._seal_number += 1
        self._seal = self._cells.entry_seal(self._seal, header, lines)
        return self._seal_number, self._seal
