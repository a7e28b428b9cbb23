"""Saisie par guide: the list of the guided entries, on five tabs (SGL)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.dates import month_label
from tuicompta.core.enums import JournalType
from tuicompta.core.guides.model import GuidedState
from tuicompta.screens.frame.actions import Action, some_row, writable
from tuicompta.screens.guides.guided_card import GuidedEntryCard, ask_duplicates
from tuicompta.screens.lists.record_list import RecordList
from tuicompta.services.dossiers.user_state import state, store_state
from tuicompta.services.guides.entries import delete_guided_entry, guided_rows
from tuicompta.services.guides.posting import duplicate_pieces, post_guided_entries
from tuicompta.widgets.columns import Column, ColumnType, amount_column
from tuicompta.widgets.popup import MenuItem
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.screens.frame.actions import Context
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key

TYPES = tuple(kind for kind in JournalType if kind is not JournalType.OPENING)
TABS: tuple[JournalType | None, ...] = (None, *TYPES)
ALL = "Tous"
_TAB = "guided_entries_tab"


def _post_some(context: Context) -> str | None:
    return writable(context) or some_row(context)


ACTIONS = (
    Action("post_guided_rows", "Comptabiliser", "Passe les lignes choisies en journal.", condition=_post_some),
    Action("guided_all_tab", ALL, "Toutes les écritures guidées."),
    *(
        Action(f"guided_{kind.value}_tab", kind.label, "Les écritures guidées de ce type.")
        for kind in JournalType
        if kind is not JournalType.OPENING
    ),
)
TAB_ACTIONS = tuple(action.identifier for action in ACTIONS[1:])


class GuidedEntriesWindow(RecordList):
    """The guided entries, the last one first."""

    TITLE = "Saisie par guide"
    HELP = "guided_entry"
    NAME = "guided_entries"
    CARD = GuidedEntryCard
    ABLE = frozenset({"new", "modify", "delete"})
    COLUMNS = (
        Column("number", "Numéro", ColumnType.CODE, 8, mandatory=True),
        Column("guide", "Guide", width=12, stretch=True),
        Column("type", "Type de journal", width=9),
        Column("journal", "Journal", ColumnType.CODE, 7),
        Column("month", "Mois", width=14),
        Column("label", "Libellé", width=6, stretch=True),
        amount_column("total", "Total"),
        Column("state", "État", width=12),
    )
    OFFERS: ClassVar[tuple[str, ...]] = (
        "new",
        "modify",
        "delete",
        "post_guided_rows",
        *TAB_ACTIONS,
        "recurring_entries",
        "guide_models",
        *(name for name in RecordList.OFFERS if name not in {"new", "modify", "delete", "duplicate"}),
    )

    def __init__(self, dossier: Dossier) -> None:
        stored = state(dossier, _TAB)
        self._kind = JournalType(stored) if stored in {kind.value for kind in TYPES} else None
        super().__init__(dossier)
        self.list.head.title = self._titled()

    def read_rows(self) -> Iterable[Row]:
        """Return the guided entries of the tab shown (SGL-07)."""
        for row in guided_rows(self.dossier.database):
            if self._kind not in {None, row.type}:
                continue
            cells = (row.number, row.guide, row.type.label, row.journal, month_label(row.month), row.label)
            voice = "normal" if row.state is GuidedState.IN_PROGRESS else "quiet"
            yield Row(row.id, (*cells, row.total, row.state.label), voice=voice)

    def delete_row(self, key: Key) -> None:
        """Delete a guided entry «En cours» (SGE-10)."""
        if isinstance(key, int):
            delete_guided_entry(self.dossier, key)

    async def open_new(self) -> None:
        """Ask for the type, then open the form (SGL-06)."""
        items = [MenuItem(kind.value, kind.label) for kind in TYPES]
        chosen = await self.frame.dialogs.choose(items, title="Type de l'écriture guidée")
        if chosen is not None:
            kind = JournalType(chosen.identifier)
            await self.frame.windows.open(GuidedEntryCard(self.dossier, origin=self, kind=kind))

    async def do_post_guided_rows(self) -> None:
        """Post the selected guided entries, each in turn, and report (SGL-08)."""
        keys = [key for key in self.list.selection() if isinstance(key, int)]
        waiting = {row.id for row in guided_rows(self.dossier.database) if row.state is GuidedState.IN_PROGRESS}
        ready = [key for key in keys if key in waiting]
        answer = await ask_duplicates(self.frame, duplicate_pieces(self.dossier, ready))
        if answer is None:
            return
        report = post_guided_entries(self.dossier, keys, answer)
        self.list.grid.ticks.clear()
        self.refresh_rows(keys[0] if len(keys) == 1 else None)
        rows = [f"{done.number} : {done.refusal or 'OK'}" for done in report]
        posted = sum(done.refusal is None for done in report)
        text = f"{posted} comptabilisée{'s' * (posted > 1)} sur {len(report)}"
        await self.frame.dialogs.report("Comptabiliser", text, rows)

    # -- tabs ----------------------------------------------------------------------------------------------------------

    def do_guided_all_tab(self) -> None:
        """Show every guided entry."""
        self._turn(None)

    def do_guided_purchases_tab(self) -> None:
        """Show those of type Achats."""
        self._turn(JournalType.PURCHASES)

    def do_guided_sales_tab(self) -> None:
        """Show those of type Ventes."""
        self._turn(JournalType.SALES)

    def do_guided_treasury_tab(self) -> None:
        """Show those of type Trésorerie."""
        self._turn(JournalType.TREASURY)

    def do_guided_general_tab(self) -> None:
        """Show those of type Opérations Diverses."""
        self._turn(JournalType.GENERAL)

    def do_next_tab(self) -> None:
        """Show the next tab (KEY-49)."""
        self._turn(TABS[(TABS.index(self._kind) + 1) % len(TABS)])

    def do_previous_tab(self) -> None:
        """Show the tab before."""
        self._turn(TABS[TABS.index(self._kind) - 1])

    def _turn(self, kind: JournalType | None) -> None:
        self._kind = kind
        store_state(self.dossier, _TAB, kind.value if kind else "")
        self.list.head.title = self._titled()
        self.refresh_rows()

    def _titled(self) -> str:
        return f"{self.TITLE} – {self._kind.label if self._kind else ALL}"
