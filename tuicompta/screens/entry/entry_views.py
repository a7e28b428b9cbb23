"""The views of an entry grid: which optional columns it shows, kept in the dossier (SW-34 to SW-36)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuicompta.core.entry.cells import NAMES
from tuicompta.core.entry.details import DETAIL_NAMES, Detail, Shown
from tuicompta.core.entry.model import Column
from tuicompta.screens.frame.actions import Action, writable
from tuicompta.services.lists.views import (
    StoredView,
    create_view,
    default_view,
    free_name,
    rename_view,
    save_layout,
    set_default_view,
    share_view,
    views_of,
)
from tuicompta.widgets.card_schema import CardSchema, Tab, text, tick
from tuicompta.widgets.popup import MenuItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.core.entry.profile import GridProfile
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier

STANDARD: Final = "Standard (système)"
NAME, PRIVATE = "name", "private"
EDIT_VIEWS = Action("edit_entry_views", "Éditer les vues", "Les colonnes facultatives.", condition=writable)
_OPTIONAL: Final[tuple[Shown, ...]] = (Column.PIECE_DATE, *(detail for detail in Detail if detail is not Detail.STATUS))
_OF_CELLS: Final = (Column.PIECE, Column.DOCUMENT, Column.DUE_DATE, Column.PAYMENT_METHOD, Column.CHEQUE)


class EntryViews:
    """The views of the windows of one kind; `shown` is nothing for the one delivered, the columns of the `profile`."""

    def __init__(self, dossier: Dossier, profile: GridProfile) -> None:
        self._dossier = dossier
        self._whole = profile
        self._name = profile.name
        wanted = default_view(dossier, self._name)
        self.shown = next((view for view in self._all if view.id == wanted), None)

    @property
    def _all(self) -> Sequence[StoredView]:
        return views_of(self._dossier, self._name)

    @property
    def profile(self) -> GridProfile:
        """The windows with the columns of the view shown (SW-34)."""
        return self._whole if self.shown is None else self._whole.showing(_read(self.shown.layout))

    async def choose(self, frame: Frame) -> bool:
        """Choose another view; tell whether one was chosen."""
        views = [None, *self._all]
        items = [
            MenuItem(str(rank), view.name if view else STANDARD, ticked=view == self.shown)
            for rank, view in enumerate(views)
        ]
        chosen = await frame.dialogs.choose(items, title="Vues")
        if chosen is not None:
            self._take(views[int(chosen.identifier)])
        return chosen is not None

    async def edit(self, frame: Frame) -> bool:
        """Add or remove optional columns, in a copy of the view delivered; tell whether something was kept (SW-36).

        The cells of every journal are offered: the view serves them all.
        """
        imposed = [column for column in self._whole.shown if self._whole.imposes(column)]
        offered = [column for column in (*_OF_CELLS, *_OPTIONAL) if column not in imposed]
        now = self.profile.shown
        name = self.shown.name if self.shown else free_name(STANDARD, [view.name for view in self._all])
        values: dict[str, object] = {column.value: column in now for column in offered}
        values |= {NAME: name, PRIVATE: self.shown.private if self.shown else False}
        ticks = tuple(tick(column.value, _title(column)) for column in offered)
        fields = (text(NAME, "Nom de la vue", mandatory=True), *ticks, tick(PRIVATE, "Privée"))
        answer = await frame.dialogs.fill("Éditer les vues", CardSchema((Tab("", fields),)), values)
        if answer is None:
            return False
        kept = [column for column in offered if answer[column.value]]
        layout = _layout((*imposed, *kept))
        self._take(self._stored(str(answer[NAME]), layout, private=bool(answer[PRIVATE])))
        return True

    def _stored(self, name: str, layout: dict[str, object], *, private: bool) -> StoredView:
        if self.shown is None:
            return create_view(self._dossier, self._name, name, layout, private=private)
        view = save_layout(self._dossier, self._name, self.shown, layout)
        if view.name != name:
            view = rename_view(self._dossier, self._name, view, name)
        return view if view.private == private else share_view(self._dossier, self._name, view, private=private)

    def _take(self, view: StoredView | None) -> None:
        self.shown = view
        set_default_view(self._dossier, self._name, STANDARD if view is None else view.id)


def _title(column: Shown) -> str:
    return DETAIL_NAMES[column] if isinstance(column, Detail) else NAMES[column]


def _layout(columns: Sequence[Shown]) -> dict[str, object]:
    """Return columns as a view of a list keeps them (VUE-11)."""
    shown = [{"column": column.value, "title": "", "width": 0, "summary": None} for column in columns]
    return {
        "columns": shown,
        "sorts": [],
        "groups": [],
        "filters": {},
        "clauses": {"every": True, "parts": []},
        "detail": "",
    }


def _read(layout: object) -> tuple[Shown, ...]:
    """Return the columns of a view; what it names and no grid has is left out."""
    rows = layout.get("columns", []) if isinstance(layout, dict) else []
    names = [row.get("column") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    known: dict[object, Shown] = {column.value: column for column in (*Column, *Detail)}
    return tuple(known[name] for name in names if name in known)
