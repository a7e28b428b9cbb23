"""A line on its way to the database, and what may not change on the stored line it replaces (SJ-38, TL-20)."""

from dataclasses import dataclass
from datetime import date

from tuicompta.core.dates import iso
from tuicompta.core.entry.model import GridLine
from tuicompta.core.enums import LineType
from tuicompta.core.errors import TuicomptaError
from tuicompta.services.entries.errors import MatchedLineError, ProtectedLineError
from tuicompta.services.entries.references import AccountRow
from tuicompta.services.entries.stored_lines import Mark, StoredLine


@dataclass(frozen=True, slots=True)
class LineToStore:
    """What was typed, what follows from it, and the stored line that it replaces, if any.

    `leaves_year`: its entry moves to another fiscal year.
    """

    cells: GridLine
    account: AccountRow
    kind: LineType | None
    day: date
    before: StoredLine | None
    leaves_year: bool = False

    @property
    def balance(self) -> int:
        """Debit − credit in cents."""
        return self.cells.balance

    @property
    def keeps_account(self) -> bool:
        """Whether a stored line stays on its account."""
        return self.before is not None and self.before.account_id == self.account.id

    @property
    def keeps_amount(self) -> bool:
        """Whether a stored line stays on its account, with its side and amount."""
        before = self.before
        return before is not None and self.keeps_account and (before.debit, before.credit) == self._amounts

    @property
    def keeps_due_dates(self) -> bool:
        """Whether nothing that due dates follow from has changed (ECH-24)."""
        before = self.before
        return before is not None and self.keeps_amount and (before.day, before.kind) == (iso(self.day), self.kind)

    def refusal(self, entry: str) -> TuicomptaError | None:
        """Return why the stored line cannot change so, nothing when it can."""
        before = self.before
        if before is None:
            return None
        if mark := self._broken_mark(before):
            return protected(before, mark, entry)
        changes_type = before.matched and before.kind != self.kind
        return MatchedLineError(line=before.position, entry=entry) if changes_type else None

    def _broken_mark(self, before: StoredLine) -> Mark | None:
        if not self.keeps_amount and before.mark:
            return before.mark
        if before.day != iso(self.day) and before.mark_of_date:
            return before.mark_of_date
        return before.mark_of_year if self.leaves_year else None

    @property
    def _amounts(self) -> tuple[int, int]:
        return self.cells.debit, self.cells.credit


def protected(line: StoredLine, mark: Mark, entry: str) -> ProtectedLineError:
    """Return the refusal that names a line, what holds it, and what undoes it."""
    return ProtectedLineError(line=line.position, entry=entry, mark=mark.shown, undo=mark.undo)
