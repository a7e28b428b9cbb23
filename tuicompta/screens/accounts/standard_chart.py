"""PCG – Plan Comptable Général: the delivered charts, from which accounts are copied into that of the dossier (PCG)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.amounts import format_amount
from tuicompta.screens.frame.actions import Action, some_row, writable
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.screens.lists.numbered_list import NumberedList
from tuicompta.services.accounts.standard_chart import (
    CHARTS,
    VERSIONS,
    removed_accounts,
    standard_accounts,
    transfer,
    version_of,
)
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year
from tuicompta.services.small_tables.choices import account_numbers
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.popup import MenuItem
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.screens.frame.actions import Context
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.list_view import ListView


def _copy_some(context: Context) -> str | None:
    return writable(context) or some_row(context)


ACTIONS = (
    Action(
        "copy_to_chart",
        "Transférer vers le PCE",
        "Copie les comptes choisis dans le plan comptable entreprise.",
        condition=_copy_some,
    ),
    Action("choose_chart", "Choisir le plan", "Tous les comptes, ou la liste minimale."),
    Action("choose_version", "Choisir la version", "Le plan d'une autre date."),
    Action("removed_accounts", "Comptes supprimés", "Les comptes du dossier que la version n'a plus."),
)
COLUMNS = (
    Column("number", "N° de compte", ColumnType.CODE, 12, mandatory=True),
    Column("title", "Intitulé", width=24, stretch=True),
    Column("level", "Niveau", ColumnType.NUMBER, 6),
    Column("use", "Liste", width=14),
    Column("here", "Au PCE", ColumnType.TICK, 6),
    Column("note", "Remarque", width=24, hidden=True),
)
TITLE = "PCG – Plan Comptable Général"


class StandardChartWindow(ListWindow):
    """The accounts of one chart at one date."""

    WANTS_DOSSIER = True
    MAIN = "Transférer vers le PCE"
    HELP = "standard_chart"
    ABLE = frozenset()
    OFFERS: ClassVar[tuple[str, ...]] = (*(action.identifier for action in ACTIONS), *ListWindow.OFFERS)

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._chart = next(iter(CHARTS))
        self._version = version_of(current_fiscal_year(dossier).start)
        super().__init__()
        self._show_name()

    def make_list(self) -> ListView:
        """Return a list in which digits go to a number."""
        return NumberedList(self.definition())

    def definition(self) -> ListDefinition:
        """Return the accounts of the chart chosen."""
        return ListDefinition("standard_chart", TITLE, COLUMNS, MemoryTable(COLUMNS, self._read))

    def _read(self) -> list[Row]:
        known = account_numbers(self._dossier.database)
        return [
            Row(found.number, (found.number, found.title, found.level, found.use, found.number in known, found.note))
            for found in standard_accounts(self._chart, self._version)
        ]

    def _show_name(self) -> None:
        self.list.head.title = f"PCG – {CHARTS[self._chart]} – {VERSIONS[self._version]}"

    async def do_main(self) -> None:
        """Copy the selected accounts (PCG-05)."""
        await self.do_copy_to_chart()

    def why_not_main(self) -> str | None:
        """Ask for accounts, in a dossier that can be changed."""
        return _copy_some(self)

    async def do_copy_to_chart(self) -> None:
        """Copy the selected accounts, then list those created and those skipped (PCG-05)."""
        numbers = [str(key) for key in self.list.selection()]
        done = transfer(self._dossier, self._chart, self._version, numbers)
        self.list.grid.ticks.clear()
        self.refresh_rows(numbers[0])
        lines = [f"Créé : {number}" for number in done.created]
        lines += [f"Ignoré : {skipped.number}, {skipped.reason}" for skipped in done.skipped]
        text = f"Comptes créés : {len(done.created)}. Ignorés : {len(done.skipped)}."
        await self.frame.dialogs.report("Transfert vers le PCE", text, lines)

    async def do_choose_chart(self) -> None:
        """Choose between all the accounts and the minimal list (PCG-02)."""
        self._chart = await self._chosen("Plan", CHARTS, self._chart)
        self._show()

    async def do_choose_version(self) -> None:
        """Choose the date of the chart (PCG-02)."""
        labels = {str(version): label for version, label in VERSIONS.items()}
        self._version = int(await self._chosen("Version", labels, str(self._version)))
        self._show()

    async def do_removed_accounts(self) -> None:
        """List the accounts of the dossier that the version of the fiscal year no longer has (PCG-07)."""
        found = removed_accounts(self._dossier, current_fiscal_year(self._dossier))
        lines = [
            f"{one.number} {one.title} – remplacé par {one.replacement or 'rien'} –"
            f" solde {format_amount(one.balance)}, {one.lines} ligne{'s' if one.lines > 1 else ''}"
            for one in found
        ]
        text = f"Comptes du plan comptable entreprise qui ne sont plus au PCG : {len(found)}"
        await self.frame.dialogs.report("Comptes supprimés", text, lines)

    async def _chosen(self, title: str, labels: Mapping[str, str], shown: str) -> str:
        items = [MenuItem(key, label, ticked=key == shown) for key, label in labels.items()]
        chosen = await self.frame.dialogs.choose(items, title=title)
        return shown if chosen is None else chosen.identifier

    def _show(self) -> None:
        self._show_name()
        self.list.grid.ticks.clear()
        self.list.reload()
