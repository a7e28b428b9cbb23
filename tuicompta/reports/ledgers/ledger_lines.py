"""Lines of a block of the general ledger, by batches (ETGL-02) or by lettering code (ETGL-06)."""

from collections.abc import Iterator
from itertools import groupby, islice
from typing import Final, NamedTuple

from tuicompta.core.dates import iso
from tuicompta.models.database import Row
from tuicompta.reports.lines import DUE_DATE
from tuicompta.reports.lists.entry_table import EntryTable
from tuicompta.reports.scope import Scope

# Put together from constants of this package only.
_LINES: Final = f"""
    SELECT line.entry_id, line.entry_date, line.piece_number, line.document_number, line.label,
           CASE WHEN ?6 THEN {DUE_DATE} END,
           CASE WHEN ?7 THEN (
               SELECT iif(min(other.account_id) = max(other.account_id), min(account.number), 'Divers')
                 FROM entry_line AS other JOIN account ON account.id = other.account_id
                WHERE other.entry_id = line.entry_id AND other.account_id <> line.account_id) ELSE '' END,
           coalesce(lettering.code, ''), coalesce(lettering.partial, 0), line.debit, line.credit
      FROM entry_line AS line LEFT JOIN lettering ON lettering.id = line.lettering_id
     WHERE line.account_id = ?1 AND line.entry_date BETWEEN ?2 AND ?3
       AND (?4 = 'all' OR (?4 = 'closed') = (lettering.id IS NOT NULL AND lettering.partial = 0 AND lettered_on <= ?5))
"""  # noqa: S608
_BY_DATE: Final = f"{_LINES} ORDER BY line.entry_date, line.entry_id, line.position"
_BY_LETTERING: Final = f"""{_LINES}
     ORDER BY lettering.id IS NULL OR lettering.partial, length(lettering.code), lettering.code,
              line.entry_date, line.entry_id, line.position"""
_LINES_IN_A_BATCH = 500


class LedgerLines(NamedTuple):
    """What is needed to read the lines of any account of a ledger.

    A line is: entry, stored date, piece, document, label, stored due date, counterpart, lettering code, whether its
    group is partial, debit, credit.
    """

    scope: Scope
    entries: EntryTable

    def batches(self, account: int) -> Iterator[list[Row]]:
        """Yield the lines of an account in the order of the book, many at a time."""
        lines = self.scope.database.stream(_BY_DATE, self._parameters(account))
        while batch := list(islice(lines, _LINES_IN_A_BATCH)):
            if self.entries.keep_all([line[0] for line in batch]):
                yield batch
            elif kept := [line for line in batch if self.entries.keeps(line[0])]:
                yield kept

    def groups(self, account: int) -> Iterator[tuple[str, list[Row]]]:
        """Yield the lines of an account by lettering code, those without a complete lettering last."""
        lines = self.scope.database.stream(_BY_LETTERING, self._parameters(account))
        for code, group in groupby((line for line in lines if self.entries.keeps(line[0])), key=_complete_code):
            yield code, list(group)

    def _parameters(self, account: int) -> tuple[object, ...]:
        scope = self.scope
        dates = (iso(scope.period.start), iso(scope.period.end))
        lettering = (scope.request.lettering.value, iso(scope.lettering_day))
        return (account, *dates, *lettering, scope.marked("echeance"), scope.marked("contrepartie"))


def _complete_code(line: Row) -> str:
    """Return the code of a complete lettering; a partial group counts as not lettered (LETT-32)."""
    code, partial = line[7], line[8]
    return "" if partial else str(code)
