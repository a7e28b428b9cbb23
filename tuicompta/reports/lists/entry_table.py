"""Journal and status of the entries kept, two bytes each.

The lines of a ledger come account by account, their entries in no order: looking each entry up in the dossier would
cost as much as reading the line. They are read once, in their own order.
"""

import json
from array import array
from collections.abc import Sequence
from datetime import date
from typing import Final

from tuicompta.core.dates import iso
from tuicompta.core.enums import EntryStatus
from tuicompta.reports.lines import left_out_statuses
from tuicompta.reports.scope import Scope

_LAST = "SELECT coalesce(max(id), 0) FROM entry"
_KEPT = """
    SELECT id, journal_id, status FROM entry
     WHERE entry_date BETWEEN ?1 AND ?2
       AND status <> ?3 AND status <> ?4
       AND (?5 IS NULL OR journal_id IN (SELECT value FROM json_each(?5)))
       AND (entry_date < ?6 OR journal_id NOT IN (SELECT value FROM json_each(?7)))
"""
_STATUSES: Final = tuple(EntryStatus)


class EntryTable:
    """Tells of an entry whether it is kept, its journal and its status; opening entries of later years are not kept."""

    def __init__(self, scope: Scope) -> None:
        period = scope.period
        later = period.years[1].start if len(period.years) > 1 else date.max
        openings = json.dumps(sorted(scope.openings))
        every = len(scope.journals) == scope.journal_count
        journals = (None if every else scope.journal_list, iso(later), openings)
        parameters = (iso(period.start), iso(period.end), *left_out_statuses(scope), *journals)
        ranks = {
            (journal.id, status.value): 1 + place * len(_STATUSES) + offset
            for place, journal in enumerate(scope.journals)
            for offset, status in enumerate(_STATUSES)
        }
        self._ranks = array("H", bytes(2 * (scope.database.value(_LAST) + 1)))
        for entry, journal_id, status in scope.database.stream(_KEPT, parameters):
            self._ranks[entry] = ranks[journal_id, status]
        self._codes = [""] + [journal.code for journal in scope.journals for _ in _STATUSES]
        self._marks = [""] + [status.mark for _ in scope.journals for status in _STATUSES]

    def keeps(self, entry: int) -> bool:
        """Tell whether an entry passes the filters."""
        return self._ranks[entry] > 0

    def keep_all(self, entries: Sequence[int]) -> bool:
        """Tell whether every entry passes the filters."""
        return all(map(self._ranks.__getitem__, entries))

    def journals(self, entries: Sequence[int]) -> list[str]:
        """Return the codes of the journals of some entries."""
        return [self._codes[rank] for rank in map(self._ranks.__getitem__, entries)]

    def marks(self, entries: Sequence[int]) -> list[str]:
        """Return the status marks of some entries."""
        return [self._marks[rank] for rank in map(self._ranks.__getitem__, entries)]
