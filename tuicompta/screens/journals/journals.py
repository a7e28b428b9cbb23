"""Plan de journaux: the journals of the dossier (JO)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.enums import NumberingMode
from tuicompta.screens.frame.actions import Action, some_row
from tuicompta.screens.journals.journal_card import JournalCard
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.services.journals.journal_card import JournalRow, journal_rows
from tuicompta.services.journals.journal_writing import delete_journal
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key

ACTIONS = (Action("inactive_journals", "Tous les journaux", "Avec les journaux inactifs, ou de nouveau sans."),)
COLUMNS = (
    Column("code", "Code", ColumnType.CODE, 10, mandatory=True),
    Column("type", "Type", width=19),
    Column("description", "Description", width=18, stretch=True),
    Column("numbering", "Numérotation", width=14),
    Column("counterpart", "Contrepartie", width=17),
    Column("account", "Compte de contrepartie", width=22),
    Column("inactive", "Inactif", ColumnType.TICK, 7),
)
NUMBERING = {
    NumberingMode.MANUAL: "Manuelle",
    NumberingMode.PER_PERIOD: "Sur la période",
    NumberingMode.PER_YEAR: "Sur l'exercice",
}
TITLE = "Plan de journaux"


class JournalsWindow(ListWindow):
    """The active journals, by code."""

    WANTS_DOSSIER = True
    MAIN = "Modifier"
    HELP = "journals"
    OFFERS: ClassVar[tuple[str, ...]] = (
        "new",
        "modify",
        "delete",
        "duplicate",
        "inactive_journals",
        *(name for name in ListWindow.OFFERS if name not in {"new", "modify", "delete", "duplicate"}),
    )

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._inactive = False
        super().__init__()

    def definition(self) -> ListDefinition:
        """Return the journals."""
        return ListDefinition("journals", TITLE, COLUMNS, MemoryTable(COLUMNS, self._read))

    def _read(self) -> list[Row]:
        return [_row(found) for found in journal_rows(self._dossier, inactive=self._inactive)]

    def shown(self) -> None:
        """Read again on coming back."""
        self.refresh_rows(self.list.selection()[0] if len(self.list.selection()) == 1 else None)

    do_main = ListWindow.do_modify

    def why_not_main(self) -> str | None:
        """Ask for a row."""
        return some_row(self)

    def do_inactive_journals(self) -> None:
        """Show the inactive journals too, or no more (JO-09)."""
        self._inactive = not self._inactive
        self.list.head.title = f"{TITLE} – Tous les journaux" if self._inactive else TITLE
        self.list.reload()

    async def do_print(self) -> None:
        """Print the journals (IMP-09)."""
        await self.frame.open("report_filters", report="plan-journaux", use="list")

    async def open_row(self, key: Key) -> None:
        """Open the card of a journal."""
        await self.frame.windows.open(JournalCard(self._dossier, key, origin=self))

    async def open_new(self) -> None:
        """Open a blank card."""
        await self.frame.windows.open(JournalCard(self._dossier, origin=self))

    async def open_copy(self, key: Key) -> None:
        """Open a copy without code (JO-08)."""
        await self.frame.windows.open(JournalCard(self._dossier, origin=self, copy_of=key))

    def delete_row(self, key: Key) -> None:
        """Delete a journal without line nor use (JO-07)."""
        if isinstance(key, int):
            delete_journal(self._dossier, key)


def _row(found: JournalRow) -> Row:
    values = (
        found.code,
        found.type.label,
        found.description,
        NUMBERING[found.numbering] if found.numbering else "",
        found.counterpart_mode,
        found.counterpart_account,
        found.inactive,
    )
    return Row(found.id, values, voice="quiet" if found.inactive else "normal")
