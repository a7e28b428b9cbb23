"""What every list writes: its exports, and itself on paper (XPL, LST-10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from tuicompta.reports.model import Edition
from tuicompta.screens.frame.ask_file import ask_new_file
from tuicompta.screens.frame.window import Window
from tuicompta.screens.lists.conditions import hidden_in_words
from tuicompta.widgets.popup import MenuItem

if TYPE_CHECKING:
    from tuicompta.exchange.lists.table import ListTable
    from tuicompta.screens.lists.list_table import Scope
    from tuicompta.widgets.list_view import ListView


class ListOutput(Window):
    """The actions of a list that write it; what they need is imported when they are asked."""

    list: ListView

    async def do_export_selection(self) -> None:
        """Write the selected rows to a file (XPL-03)."""
        from tuicompta.screens.lists.list_table import Scope  # noqa: PLC0415 (off the first frame, like the others here)

        await self._export(Scope.SELECTION)

    async def do_export_all(self) -> None:
        """Write every record, with every column (XPL-04)."""
        from tuicompta.screens.lists.list_table import Scope  # noqa: PLC0415

        await self._export(Scope.ALL)

    async def do_export_view(self) -> None:
        """Write the rows and columns as shown (XPL-05)."""
        from tuicompta.screens.lists.list_table import Scope  # noqa: PLC0415

        await self._export(Scope.VIEW)

    async def do_print_list(self) -> None:
        """Show the list as it goes on paper: its columns, its order, its filters (LST-10)."""
        from tuicompta.screens.lists.list_print import ListPrintWindow  # noqa: PLC0415
        from tuicompta.screens.lists.list_table import Scope  # noqa: PLC0415

        await self.frame.windows.open(ListPrintWindow(self._as_table(Scope.VIEW, for_eyes=True)))

    do_print = do_print_list

    async def _export(self, scope: Scope) -> None:
        from tuicompta.exchange.lists.formats import FOR_EYES, ListFormat  # noqa: PLC0415
        from tuicompta.services.lists.list_export import export_list, file_of, proposed_file  # noqa: PLC0415

        dialogs = self.frame.dialogs
        chosen = await dialogs.choose([MenuItem(form, form.label) for form in ListFormat], title=scope.value)
        if chosen is None:
            return
        form = ListFormat(chosen.identifier)
        proposed = proposed_file(self.list.head.title, form, _now().date())
        path = await ask_new_file(dialogs, scope.value, proposed, lambda typed: file_of(typed, form))
        if path is None:
            return
        table = self._as_table(scope, for_eyes=form in FOR_EYES)
        await dialogs.work(scope.value, lambda told: export_list(table, form, path, force=True, follower=told))
        self.frame.say(f"{table.count} ligne{'s' if table.count > 1 else ''} dans {path}")

    def _as_table(self, scope: Scope, *, for_eyes: bool) -> ListTable:
        """Return the list, with what stands over it on paper: the dossier, what is hidden, when and by whom."""
        from tuicompta.screens.lists.list_table import list_table  # noqa: PLC0415

        session, now = self.frame.session, _now()
        return replace(
            list_table(
                self.list,
                scope,
                for_eyes=for_eyes,
                heading=tuple(hidden_in_words(self.list.arrangement, self.list.grid.columns)),
            ),
            owner=" · ".join(part for part in (session.dossier_name, session.fiscal_year) if part),
            edition=Edition(now.date(), time(now.hour, now.minute), session.user),
        )


def _now() -> datetime:
    return datetime.now().astimezone()
