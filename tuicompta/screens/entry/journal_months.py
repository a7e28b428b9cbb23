"""Saisie par journal: the list of journals and months, on three tabs (SJL)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.dates import month_label
from tuicompta.screens.entry.journal_month_table import JournalMonthTable
from tuicompta.screens.entry_actions.table import VALIDATE_MONTH
from tuicompta.screens.entry_actions.validation import ask_validation_of_month
from tuicompta.screens.frame.actions import Action, one_row
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.services.browse.period_entries import period_entries
from tuicompta.services.dossiers.user_state import state, store_state
from tuicompta.services.journals.journal_periods import JournalPeriodRow, Scope, journal_periods
from tuicompta.widgets.columns import Column, ColumnType, amount_column
from tuicompta.widgets.detailed_rows import Detail
from tuicompta.widgets.list_definition import ListDefinition
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Hashable

    from tuicompta.screens.frame.window import Window
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key

ACTIONS = (
    Action("current_month_tab", "Mois en cours", "Les journaux du mois en cours."),
    Action("all_months_tab", "Tous les mois", "Par mois, puis par journal."),
    Action("all_journals_tab", "Tous les journaux", "Par journal, puis par mois."),
    Action("open_journal", "Saisie par journal", "Les écritures du journal et du mois.", condition=one_row),
    VALIDATE_MONTH,
)
COLUMNS = (
    Column("journal", "Journal", width=7),
    Column("description", "Description", width=14, stretch=True),
    Column("period", "Période", width=14),
    amount_column("debit", "Débit"),
    amount_column("credit", "Crédit"),
    # Before the others: what is left to validate is seen at once at 80 columns too (SJL-22).
    Column("unvalidated", "Non validées", ColumnType.NUMBER, 8, brief="Non val."),
    Column("simulated", "Simulées", ColumnType.NUMBER, 8),
    Column("closed", "Clôturé", width=7),
    Column("debit_lines", "Lignes au débit", ColumnType.NUMBER, 8, brief="Lignes D"),
    Column("credit_lines", "Lignes au crédit", ColumnType.NUMBER, 8, brief="Lignes C"),
)
ENTRY_COLUMNS = (
    Column("day", "Date", ColumnType.DATE, 10),
    Column("piece", "Pièce", width=10),
    Column("label", "Libellé", width=26),
    amount_column("amount", "Montant"),
    Column("status", "S", width=1),
)
_TAB = "journal_months_tab"


class JournalMonthsWindow(ListWindow):
    """The list of journals/months; Enter opens the journal window (SJL-19)."""

    WANTS_DOSSIER = True
    MAIN = "Ouvrir"
    HELP = "journal_months"
    OFFERS: ClassVar[tuple[str, ...]] = (
        "open_journal",
        "single_entry",
        "opening_balance",
        "continuous_entry",
        "current_month_tab",
        "all_months_tab",
        "all_journals_tab",
        "validate_month",
        *(name for name in ListWindow.OFFERS if name not in {"new", "delete", "duplicate", "modify"}),
    )
    ABLE = frozenset({"modify"})

    def __init__(self, dossier: Dossier, scope: Scope | None = None, month: str = "") -> None:
        self._dossier = dossier
        stored = state(dossier, _TAB)
        self._scope = Scope(stored) if stored in {scope.value for scope in Scope} else Scope.CURRENT_MONTH
        self.asked = scope
        self.month = month
        self._rows: dict[str, JournalPeriodRow] = {}
        super().__init__()
        self.asked_again(self)

    @property
    def identity(self) -> Hashable:
        """There is one, however it was asked for."""
        return JournalMonthsWindow

    def asked_again(self, other: Window) -> None:
        """Show the tab and the month asked for, if any (EDD-01)."""
        if isinstance(other, JournalMonthsWindow) and other.asked is not None:
            self._turn(other.asked)
            self.list.present(replace(self.list.arrangement, search=other.month))

    def definition(self) -> ListDefinition:
        """Return the rows of the tab shown."""
        table = JournalMonthTable(COLUMNS, self._read, self._place)
        return ListDefinition("journal_months", self._title, COLUMNS, table, ticks=False, details=(self._details,))

    @property
    def _details(self) -> Detail:
        """The entries of a journal/month, for the views that unfold them (VUE-09)."""
        return Detail("entries", "Écritures", ENTRY_COLUMNS, self._entries)

    def _entries(self, key: Key) -> list[Row]:
        row = self._rows[str(key)]
        found = period_entries(self._dossier.database, row.journal_id, row.period_id)
        return [Row(entry.id, entry[1:]) for entry in found]

    @property
    def _title(self) -> str:
        return f"Saisie par journal – {self._scope.value}"

    def _read(self) -> list[Row]:
        found = journal_periods(self._dossier, self._scope)
        self._rows = {f"{row.journal_id}-{row.period_id}": row for row in found}
        return [_row(key, row) for key, row in self._rows.items()]

    def _place(self, key: Key) -> tuple[str, int]:
        row = self._rows[str(key)]
        return row.journal, row.start.month

    async def open_row(self, key: Key) -> None:
        """Open the journal window on that journal and month."""
        row = self._rows[str(key)]
        await self.frame.open("journal_window", journal=row, scope=self._scope)

    def shown(self) -> None:
        """Read the figures again on coming back from another window (SJL-18)."""
        self.refresh_rows(self.list.selection()[0] if self.list.selection() else None)

    async def do_open_journal(self) -> None:
        """Open the journal of the row."""
        await self.do_modify()

    do_main = do_open_journal

    async def do_single_entry(self) -> None:
        """Open a new entry in the journal and the period of the row (SJL-20)."""
        selected = self.list.selection()
        await self.frame.open("single_entry", place=self._rows[str(selected[0])] if selected else None)

    def do_current_month_tab(self) -> None:
        """Show the journals of the current month (SJL-05)."""
        self._turn(Scope.CURRENT_MONTH)

    def do_all_months_tab(self) -> None:
        """Show every month, then every journal (SJL-09)."""
        self._turn(Scope.ALL_MONTHS)

    def do_all_journals_tab(self) -> None:
        """Show every journal, then every month (SJL-11)."""
        self._turn(Scope.ALL_JOURNALS)

    def do_next_tab(self) -> None:
        """Show the next tab (KEY-49)."""
        scopes = list(Scope)
        self._turn(scopes[(scopes.index(self._scope) + 1) % len(scopes)])

    def do_previous_tab(self) -> None:
        """Show the tab before."""
        scopes = list(Scope)
        self._turn(scopes[scopes.index(self._scope) - 1])

    async def do_validate_month(self) -> None:
        """Validate every unvalidated entry of the journal/month, after one confirmation with their number (VAL-07)."""
        row = self._rows[str(self.list.selection()[0])]
        if await ask_validation_of_month(self.frame, self._dossier, row.journal_id, row.period_id):
            self.shown()

    def why_not_validate_month(self) -> str | None:
        """Ask for one journal/month."""
        return one_row(self.frame)

    def _turn(self, scope: Scope) -> None:
        self._scope = scope
        store_state(self._dossier, _TAB, scope.value)
        self.list.head.title = self._title
        self.list.reload()


def _row(key: str, row: JournalPeriodRow) -> Row:
    return Row(
        key,
        (
            row.journal,
            row.description,
            month_label(row.start),
            row.debit,
            row.credit,
            row.unvalidated or None,
            row.simulated or None,
            "C" if row.closed else "",
            row.debit_lines,
            row.credit_lines,
        ),
    )


class CurrentMonthWindow(JournalMonthsWindow):
    """The same list on the tab of the current month (EDD-01)."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__(dossier, Scope.CURRENT_MONTH)


class PeriodWindow(JournalMonthsWindow):
    """The same list on the journals of one month."""

    def __init__(self, dossier: Dossier, month: str) -> None:
        super().__init__(dossier, Scope.ALL_MONTHS, month)
