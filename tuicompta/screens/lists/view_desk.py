"""The views of one list as its window uses them: which is shown, how a change is kept (VUE-03 to VUE-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.errors import TuicomptaError
from tuicompta.services.lists.views import (
    StoredView,
    create_view,
    default_view,
    free_name,
    save_layout,
    set_default_view,
    views_of,
)
from tuicompta.widgets.list_definition import SystemView
from tuicompta.widgets.view_layout import arrangement_of, layout_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.arrangement import Arrangement
    from tuicompta.widgets.list_view import ListView

View = SystemView | StoredView


class ViewDesk:
    """The views of a list kept in a dossier, the system ones first; `shown` is the one in use."""

    def __init__(self, view: ListView, dossier: Dossier) -> None:
        self._view = view
        self._definition = view.definition
        self.dossier = dossier
        self.of_list = view.definition.name
        self.shown: View = view.definition.system_views[0]

    @property
    def all(self) -> Sequence[View]:
        """The views of the list that the user sees."""
        return [*self._definition.system_views, *views_of(self.dossier, self.of_list)]

    @property
    def default(self) -> View:
        """The view the list opens with for this user (VUE-05)."""
        wanted = default_view(self.dossier, self.of_list)
        return next((view for view in self.all if key_of(view) == wanted), self._definition.system_views[0])

    def begin(self) -> str:
        """Show the default view; return why it cannot be read, the first view of the list being shown then."""
        try:
            self.show(self.default)
        except TuicomptaError as refusal:
            self.show(self._definition.system_views[0])
            return str(refusal)
        return ""

    def show(self, view: View) -> None:
        """Show a view; raises the refusal of one that the list cannot read."""
        self._view.take_view(view.name, self.arrangement(view))
        self.shown = view

    def arrangement(self, view: View) -> Arrangement:
        """Return what a view shows; raises the refusal of one that the list cannot read."""
        if isinstance(view, SystemView):
            return view.arrangement
        return self._read(view.layout)

    def checked(self, layout: object) -> dict[str, object]:
        """Return a layout read from a file as the dossier keeps it; raises the refusal of a wrong one (VUE-11)."""
        return self.layout(self._read(layout))

    def layout(self, arrangement: Arrangement) -> dict[str, object]:
        """Return what the dossier keeps of an arrangement."""
        return layout_of(arrangement, self._definition.columns)

    def save(self) -> str:
        """Write what is shown in its view, in a copy of it when nobody changes it; return the name (VUE-03, VUE-04)."""
        layout = self.layout(self._view.arrangement)
        if isinstance(self.shown, SystemView):
            saved = self.create(free_name(self.shown.name, [view.name for view in self.all]), layout)
        else:
            saved = save_layout(self.dossier, self.of_list, self.shown, layout)
        self.shown = saved
        self._view.view_saved(saved.name)
        return saved.name

    def create(self, name: str, layout: dict[str, object], *, private: bool = False) -> StoredView:
        """Store a new view."""
        return create_view(self.dossier, self.of_list, name, layout, private=private)

    def make_default(self, view: View) -> None:
        """Open the list with a view from now on (VUE-05)."""
        set_default_view(self.dossier, self.of_list, key_of(view))

    def changed(self, view: StoredView) -> None:
        """Take note that a view was renamed or shared."""
        if not isinstance(self.shown, SystemView) and self.shown.id == view.id:
            self.shown = view
            self._view.view_name = view.name
            self._view.show_head()

    def removed(self, view: StoredView) -> None:
        """Leave a view that was deleted."""
        if not isinstance(self.shown, SystemView) and self.shown.id == view.id:
            self.begin()

    def _read(self, layout: object) -> Arrangement:
        details = [detail.identifier for detail in self._definition.details]
        return arrangement_of(layout, self._definition.columns, details)


def key_of(view: View) -> int | str:
    """Return what names a view for good: its identifier, or the name of a system one."""
    return view.name if isinstance(view, SystemView) else view.id
