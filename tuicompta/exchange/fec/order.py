"""Order of the entries of a file to write: the query gives it, the writer makes sure of it (FECX-05)."""

from datetime import date

from tuicompta.exchange.fec.errors import WriteOrderError
from tuicompta.exchange.fec.lines import FecBlock
from tuicompta.exchange.fec.runs import starts_of_runs

DRAFT_PREFIX = "P"


def _rank(number: str) -> tuple[bool, int]:
    """Return the place of a number in its journal: definitive numbers, then those of unvalidated entries (FECX-08)."""
    return number.startswith(DRAFT_PREFIX), int(number.removeprefix(DRAFT_PREFIX))


class OrderGuard:
    """Refuses an entry that comes too early, twice or in pieces; raises WriteOrderError."""

    def __init__(self, openings: frozenset[str]) -> None:
        self._openings = openings
        self._entry: tuple[str, str, date, date | None] | None = None
        self._numbers: dict[str, tuple[bool, int]] = {}
        self._validation = date.min
        self._after_openings = False

    def check(self, block: FecBlock) -> None:
        """Check the next lines."""
        for start in starts_of_runs(block):
            entry = (
                *(block.journal_code[start], block.number[start]),
                *(block.entry_date[start], block.validation_date[start]),
            )
            if entry != self._entry:
                self._check_entry(*entry)
                self._entry = entry

    def _check_entry(self, journal: str, number: str, _day: date, validation: date | None) -> None:
        rank = _rank(number)
        if rank <= self._numbers.get(journal, (False, 0)):
            raise WriteOrderError(journal=journal, number=number, reason="numéro déjà passé, ou lignes dispersées")
        self._numbers[journal] = rank
        if journal in self._openings:
            if self._after_openings:
                raise WriteOrderError(journal=journal, number=number, reason="à nouveaux après d'autres écritures")
            return
        self._after_openings = True
        validation = validation or date.max
        if validation < self._validation:
            raise WriteOrderError(journal=journal, number=number, reason="validée avant la précédente")
        self._validation = validation
