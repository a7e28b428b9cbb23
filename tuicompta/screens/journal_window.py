"""The entries of one journal and month: read, correct, delete, validate (SJ)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.dates import YearMonth, month_label, parse_iso
from tuicompta.core.entry.model import Column as Cell
from tuicompta.core.entry.model import GridEntry, Provenance
from tuicompta.core.entry.view import RecapRow
from tuicompta.screens.actions import Action, one_writable_row, writable
from tuicompta.screens.edit_entry_window import EditEntryWindow
from tuicompta.screens.entry_header import EntryHeader
from tuicompta.screens.entry_settings import PRINT_DRAFT, RECAP, show_recap
from tuicompta.screens.keyset_source import KeysetSource
from tuicompta.screens.window import Window
from tuicompta.services.browse.journal_lines import journal_lines, journal_totals
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.protection import entry_name, refusal_to_change, refusal_to_delete
from tuicompta.services.entries.read import read_entry
from tuicompta.services.entries.status import confirm_entry, simulate_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.paged_grid import PagedGrid
from tuicompta.widgets.question import NO, YES
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Mapping

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.services.browse.keyset import KeyedRow
    from tuicompta.services.dossier import Dossier
    from tuicompta.services.journal_periods import JournalPeriodRow

ACTIONS = (
    Action("modify_entry", "Modifier l'écriture", "Dans la grille de saisie.", condition=one_writable_row),
    Action("new_entry", "Nouvelle écriture", "Une écriture de ce journal et de ce mois.", condition=writable),
    Action("delete_entry", "Supprimer l'écriture", "Avec toutes ses lignes.", condition=one_writable_row),
    Action("simulate_entry", "Simuler l'écriture", "Non validé devient Simulé.", condition=one_writable_row),
    Action("confirm_entry", "Confirmer l'écriture", "Simulé devient Non validé.", condition=one_writable_row),
    Action("validate_entry", "Valider l'écriture courante", "Elle ne changera plus.", condition=one_writable_row),
    RECAP,
    PRINT_DRAFT,
)
AMOUNT = 13
# At 80 columns the last ones are beyond the right edge: the cursor goes there.
COLUMNS = (
    Column("status", "S", width=1),
    Column("day", "Jour", ColumnType.NUMBER, 4),
    Column("piece", "Pièce", width=10),
    Column("account", "Compte", width=9),
    Column("label", "Libellé", width=20, stretch=True),
    Column("debit", "Débit", ColumnType.AMOUNT, AMOUNT, total=True),
    Column("credit", "Crédit", ColumnType.AMOUNT, AMOUNT, total=True),
    Column("document", "Document", width=10),
    Column("due", "Échéance", ColumnType.DATE, 8),
    Column("lettering", "Let.", width=5),
)


class JournalWindow(Window):
    """The window «Saisie par journal» of one journal and month."""

    HELP = "journal_window"
    MAIN = "Modifier"
    WANTS_DOSSIER = True
    OFFERS: ClassVar[tuple[str, ...]] = (
        "modify_entry",
        "new_entry",
        "delete_entry",
        "simulate_entry",
        "confirm_entry",
        "validate_entry",
        "recap",
        "print_draft",
        "print",
        "refresh_data",
    )

    def __init__(self, dossier: Dossier, journal: JournalPeriodRow) -> None:
        super().__init__()
        self._dossier = dossier
        self._place = journal
        self.header = EntryHeader(f"Journal {journal.journal} – {journal.description}")
        self.grid = PagedGrid(COLUMNS, self._source(), ticks=False)
        self.grid.opened = self._opened
        self.grid.changed = self._moved

    def compose(self) -> ComposeResult:
        """Put the header over the lines."""
        yield self.header
        yield self.grid

    def on_mount(self) -> None:
        """Tell the month."""
        self.header.show(month_label(self._place.start), "clôturé" if self._place.closed else "")

    @property
    def title(self) -> str:
        """Journal and month."""
        return f"Journal {self._place.journal} – {month_label(self._place.start)}"

    @property
    def identity(self) -> Hashable:
        """One window a journal and month."""
        return type(self), self._place.journal_id, self._place.period_id

    @property
    def first_focus(self) -> Widget:
        """The lines."""
        return self.grid

    @property
    def selected(self) -> int:
        """The line under the cursor."""
        return 0 if self.grid.current is None else 1

    @property
    def counter(self) -> str:
        """Number of lines of the journal/month."""
        return f"{self.selected}/{self.grid.source.count()}"

    def shown(self) -> None:
        """Read again on coming back from the entry (CTX-08)."""
        self.do_refresh_data()

    def do_refresh_data(self) -> None:
        """Read the journal/month again; the cursor stays on its line."""
        current = self.grid.current
        self.grid.show(self._source(), keep=None if current is None else current.key)

    # -- acts on the entry of the line ---------------------------------------------------------------------------------

    async def do_modify_entry(self) -> None:
        """Open the entry of the line in the grid; a refusal says why it cannot change (SW-25)."""
        entry_id = self._entry()
        if (refusal := refusal_to_change(self._dossier.database, entry_id)) is not None:
            await self.frame.failed(refusal)
            return
        await self.frame.windows.open(EditEntryWindow(self._dossier, read_entry(self._dossier.database, entry_id)))

    def do_accept(self) -> Awaitable[None] | None:
        """Open the entry by the keys of a list (KEY-05)."""
        return self._by_key("modify_entry", self.do_modify_entry)

    do_main = do_modify = do_accept

    async def do_new_entry(self) -> None:
        """Open a new entry of this journal, in this month (SW-20)."""
        marks = {Cell.JOURNAL: Provenance.ACCEPTED}
        entry = GridEntry(1, journal=self._place.journal, marks=marks)
        await self.frame.windows.open(EditEntryWindow(self._dossier, entry, month=self._place))

    def do_new(self) -> Awaitable[None] | None:
        """Open a new entry by the keys of a list (KEY-33)."""
        return self._by_key("new_entry", self.do_new_entry)

    async def do_delete_entry(self) -> None:
        """Delete the entry of the line with all its lines, after confirmation (SW-25)."""
        entry_id = self._entry()
        if (refusal := refusal_to_delete(self._dossier.database, entry_id)) is not None:
            await self.frame.failed(refusal)
            return
        name = entry_name(self._dossier.database, entry_id)
        if await self._sure("Supprimer l'écriture ?", f"{name}, avec toutes ses lignes"):
            delete_entry(self._dossier, entry_id)
            self.do_refresh_data()
            self.frame.say(f"Écriture supprimée : {name}")

    def do_delete(self) -> Awaitable[None] | None:
        """Delete the entry by the keys of a list (KEY-34)."""
        return self._by_key("delete_entry", self.do_delete_entry)

    do_delete_key = do_delete

    async def do_validate_entry(self) -> None:
        """Validate the entry of the line: it never changes again (VAL-03, VAL-06)."""
        entry_id = self._entry()
        name = entry_name(self._dossier.database, entry_id)
        if await self._sure("Valider l'écriture ?", f"{name}\nUne écriture validée ne change plus."):
            done = validate_entries(self._dossier, [entry_id])
            self.do_refresh_data()
            self.frame.say(f"Écriture validée sous le n° {done[0].journal} {done[0].definitive_number}")

    def do_simulate_entry(self) -> None:
        """Simulate the entry of the line (VAL-01)."""
        simulate_entry(self._dossier, self._entry())
        self.do_refresh_data()

    def do_confirm_entry(self) -> None:
        """Confirm the simulated entry of the line (VAL-02)."""
        confirm_entry(self._dossier, self._entry())
        self.do_refresh_data()

    async def do_consult(self) -> None:
        """Consult the account of the line (SW-15)."""
        if self.grid.current is not None:
            await self.frame.open("consultation", number=str(self.grid.current.values[3]))

    async def do_print(self) -> None:
        """Print the journal of the month (IMP-09)."""
        journal, month = self._place.journal, YearMonth.of(self._place.start)
        await self.frame.open("report_filters", report="journal", journals=journal, month=month)

    async def do_recap(self) -> None:
        """Show the totals of the journal and month (KM-39)."""
        totals = journal_totals(self._dossier.database, self._place.journal_id, self._place.period_id)
        row = RecapRow(self._place.journal, YearMonth.of(self._place.start), totals.debit, totals.credit)
        await show_recap(self.frame, [row])

    async def do_print_draft(self) -> None:
        """Print the entries of the month that are still to validate (KM-40, ETBR-01)."""
        journal, month = self._place.journal, YearMonth.of(self._place.start)
        await self.frame.open("report_filters", report="brouillard", journals=journal, month=month)

    def _by_key(self, identifier: str, act: Callable[[], Awaitable[None]]) -> Awaitable[None] | None:
        """Do an action by a key that every list has, unless it is impossible now, which is then said."""
        reason = self.frame.refusal(identifier, self)
        if reason is None:
            return act()
        self.frame.refused(reason)
        return None

    async def _sure(self, question: str, text: str) -> bool:
        return await self.frame.dialogs.ask(question, text, (YES, NO), default=1) == YES.value

    def _entry(self) -> int:
        row = self.grid.current
        if row is None:
            raise LookupError
        return self._entries[row.key]

    def _source(self) -> KeysetSource:
        self._entries: dict[Hashable, int] = {}
        table = journal_lines(self._dossier.database, self._place.journal_id, self._place.period_id)
        return KeysetSource(table, self._row, self._totals)

    def _totals(self) -> Mapping[str, int]:
        totals = journal_totals(self._dossier.database, self._place.journal_id, self._place.period_id)
        return {"debit": totals.debit, "credit": totals.credit}

    def _row(self, line: KeyedRow) -> Row:
        key, values = line
        entry, status, day, piece, document, account, _, label, debit, credit, due, _, position, code, _ = values
        self._entries[key] = entry
        mark = "" if status == "N" else status
        first = position == 1
        cells = (
            mark,
            parse_iso(day).day if first else None,
            piece if first else "·",
            account,
            label,
            debit,
            credit,
            document,
            parse_iso(due) if due else None,
            code,
        )
        return Row(key, cells, voice="quiet" if status == "V" else "normal")

    def _opened(self) -> None:
        act = self.do_accept()
        if act is not None:
            self.frame.dispatcher.start(act)

    def _moved(self) -> None:
        if self.is_attached:
            self.frame.acted()
