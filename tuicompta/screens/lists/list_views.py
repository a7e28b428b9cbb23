"""What every list does with its views (VUE); views are kept in the dossier, without one there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.screens.frame.actions import dossier_open, writable
from tuicompta.screens.frame.window import Window
from tuicompta.widgets.popup import MenuItem

if TYPE_CHECKING:
    from tuicompta.screens.lists.view_desk import ViewDesk
    from tuicompta.widgets.list_view import ListView

BAND = "Vue modifiée – {key} pour l'enregistrer"
VIEW_ACTIONS = frozenset({"change_view", "edit_view", "views"})


class ListViews(Window):
    """The actions of a list on its views; `HAS_VIEWS` is false for the lists that serve to make views."""

    HAS_VIEWS: ClassVar[bool] = True
    list: ListView
    views: ViewDesk | None = None

    def on_mount(self) -> None:
        """Show the view that the list opens with for this user (VUE-05); subclasses may have their own too."""
        from tuicompta.services.dossiers.dossier import Dossier  # noqa: PLC0415 (off the first frame)

        dossier = self.frame.session.dossier
        if not self.HAS_VIEWS or not isinstance(dossier, Dossier):
            return
        from tuicompta.screens.lists.view_desk import ViewDesk  # noqa: PLC0415 (only with a dossier)

        self.views = ViewDesk(self.list, dossier)
        self.list.band = "" if dossier.readonly else BAND.format(key=self.frame.keymap.legend_of("save"))
        refusal = self.views.begin()
        if refusal:
            self.frame.say(refusal, warning=True)

    def do_save(self) -> None:
        """Write the change in the view, in a copy of it when it is a system one (VUE-03, VUE-04)."""
        if self.views is not None:
            self.frame.say(f"Vue «{self.views.save()}» enregistrée")

    def why_not_save(self) -> str | None:
        """Ask for a change of the view."""
        if not self.list.modified:
            return self._without_views() or "La vue n'est pas modifiée"
        return writable(self.frame)

    def turn_view(self) -> None:
        """Show the second view delivered with the list, or the first one again."""
        if self.views is not None:
            first, second = self.list.definition.system_views[:2]
            self.views.show(first if self.views.shown == second else second)

    async def do_change_view(self) -> None:
        """Choose another view of the list."""
        if self.views is None:
            return
        views = self.views.all
        items = [MenuItem(str(rank), view.name, ticked=view == self.views.shown) for rank, view in enumerate(views)]
        chosen = await self.frame.dialogs.choose(items, title="Vues")
        if chosen is not None:
            self.views.show(views[int(chosen.identifier)])

    async def do_edit_view(self) -> None:
        """Change the columns, the sums and the conditions of what is shown (VUE-07 to VUE-12)."""
        from tuicompta.screens.lists.view_editor import ViewEditor  # noqa: PLC0415 (off the first frame)

        await self.frame.windows.open(ViewEditor(self))

    async def do_views(self) -> None:
        """List the views, to create, duplicate, rename, share, delete them (VUE-01)."""
        from tuicompta.screens.lists.views_window import ViewsWindow  # noqa: PLC0415 (off the first frame)

        await self.frame.windows.open(ViewsWindow(self))

    def why_not_change_view(self) -> str | None:
        """Ask for a dossier."""
        return self._without_views()

    why_not_edit_view = why_not_views = why_not_change_view

    def _without_views(self) -> str | None:
        if self.views is not None:
            return None
        return dossier_open(self.frame) or "Pas de vues dans cette liste"
