"""Cards changed, then keys typed in the entry windows of a real dossier: what a setting proposes and refuses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.core.entry.ledger import Typist
from tuicompta.core.dates import YearMonth, month_end
from tuicompta.core.entry.effects import Message
from tuicompta.core.entry.machine import EntryMachine
from tuicompta.core.entry.model import Grid
from tuicompta.core.entry.profile import JOURNAL_WINDOW, GridProfile
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.accounts.account_card import AccountSettings, read_account
from tuicompta.services.accounts.account_writing import write_account
from tuicompta.services.accounts.accounts import account_id
from tuicompta.services.entries.typing_window import TypingWindow
from tuicompta.services.fiscal_years.fiscal_years import fiscal_year_of
from tuicompta.services.journals.journal_card import JournalSettings, read_journal
from tuicompta.services.journals.journal_writing import write_journal
from tuicompta.services.journals.journals import journal_id
from tuicompta.services.settings.settings import set_settings

if TYPE_CHECKING:
    from tuicompta.core.settings import Value
    from tuicompta.services.dossiers.dossier import Dossier

MARCH = YearMonth(2026, 3)


class Typing(Typist):
    """Types in an entry window of a dossier, on a month of a journal, and saves."""

    def __init__(self, work: TypingWindow, grid: Grid) -> None:
        self.work = work
        self.machine = EntryMachine(work.lookup, grid, work.options(), work.profile)
        self.effects = []

    def save(self) -> Typing:
        """Save the entries that are ready, as the screen does."""
        ready = self.machine.pending().entries
        self.effects = self.machine.mark_saved(self.work.save(ready))
        return self

    @property
    def said(self) -> list[str]:
        """Messages of the last key, refusals and warnings."""
        return [effect.text for effect in self.effects if isinstance(effect, Message)]

    @property
    def pieces(self) -> list[str]:
        """Piece numbers of the lines of all the entries."""
        return [line.piece for entry in self.machine.entries for line in entry.lines]

    @property
    def labels(self) -> list[str]:
        """Labels of the lines of all the entries."""
        return [line.label for entry in self.machine.entries for line in entry.lines]


@dataclass
class Desk:
    """A dossier, its cards and its entry windows."""

    dossier: Dossier
    windows: list[TypingWindow] = field(default_factory=list)

    def journal(self, code: str, **settings: Any) -> JournalSettings:  # noqa: ANN401 (any setting of the card)
        """Change settings on the card of a journal, as the card does."""
        key = journal_id(self.dossier.database, code)
        assert key is not None
        found, version = read_journal(self.dossier, key)
        changed = replace(found, **settings)
        write_journal(self.dossier, key, changed, version=version, reason="Essai")
        return changed

    def account(self, known: str, /, **settings: Any) -> AccountSettings:  # noqa: ANN401 (any setting of the card)
        """Change settings on the card of an account, as the card does."""
        key = account_id(self.dossier.database, known)
        assert key is not None
        found, version = read_account(self.dossier.database, key)
        changed = replace(found, **settings)
        write_account(self.dossier, key, changed, version=version)
        return changed

    def options(self, values: dict[str, Value]) -> None:
        """Change options of the company."""
        set_settings(self.dossier.database, values)

    def type(
        self, journal: str, keys: str = "", *, month: YearMonth = MARCH, profile: GridProfile = JOURNAL_WINDOW
    ) -> Typing:
        """Open an entry window on a journal and a month, and type."""
        start = date(month.year, month.month, 1)
        year = fiscal_year_of(self.dossier.database, start)
        assert year is not None
        work = TypingWindow(self.dossier, profile, EntryOrigin.JOURNAL_WINDOW, year)
        grid = Grid(start, month_end(start), [], month, journal=journal)
        typing = Typing(work, grid)
        typing.type(keys)
        return typing

    def lines(self, journal: str) -> list[tuple[Any, ...]]:
        """Return what is stored in a journal: piece, account, debit, credit, label."""
        return self.dossier.database.rows(
            "SELECT entry.piece_number, account.number, debit, credit, entry_line.label FROM entry_line"
            " JOIN entry ON entry.id = entry_id JOIN account ON account.id = account_id"
            " WHERE journal_id = ? ORDER BY entry.id, position",
            (journal_id(self.dossier.database, journal),),
        )
