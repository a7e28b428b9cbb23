"""The lines of an account of the ledger, whose sums are known already; the account of any line (GLI)."""

from dataclasses import dataclass

from tuicompta.core.dates import iso
from tuicompta.models.database import Database
from tuicompta.services.browse.account_lines import AccountLines, Sums

NOTHING = Sums()
_ACCOUNT = "SELECT account_id FROM entry_line WHERE id = ?"


@dataclass
class LedgerLines(AccountLines):
    """The lines of an account; `before_them` is its balance before them, `known` their sums."""

    before_them: int = 0
    known: Sums = NOTHING

    def __post_init__(self) -> None:
        """Take the sums as they are known."""
        shown = self.shown
        self._parameters = (self.account_id, iso(shown.start), iso(shown.end), shown.statuses)
        self.opening, self.sums = self.before_them, self.known


def account_of_line(database: Database, line_id: int) -> int | None:
    """Return the account of a line, nothing when the line is gone."""
    found: int | None = database.value(_ACCOUNT, (line_id,))
    return found
