"""The views of the lists that open under linked fields: chosen per user and per field (DDL-12, DDL-13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.frame.dispatcher import Command
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.lists.views import default_view, set_default_view, views_of
from tuicompta.widgets.arrangement import Arrangement
from tuicompta.widgets.fields.linked import LinkedField
from tuicompta.widgets.list_definition import OWN_VIEW, ListDefinition, MemoryTable
from tuicompta.widgets.popup import MenuItem
from tuicompta.widgets.rows import every_row
from tuicompta.widgets.view_layout import arrangement_of

if TYPE_CHECKING:
    from collections.abc import Hashable

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.lists.views import StoredView
    from tuicompta.widgets.fields.base import Field

EDITOR = "editor"


class ChoicesWindow(ListWindow):
    """The values of a linked field as a list, which its views are made on."""

    HELP = "views"
    ABLE: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, field: LinkedField) -> None:
        self._field = field
        super().__init__()

    def definition(self) -> ListDefinition:
        """Return all the values that the field may take."""
        choices = self._field.choices
        table = MemoryTable(choices.columns, lambda: list(every_row(choices.search(""))))
        title = f"Valeurs : {self._field.label.removesuffix(' *')}"
        return ListDefinition(_name_of(self._field), title, choices.columns, table, ticks=False)

    @property
    def identity(self) -> Hashable:
        """One a field."""
        return type(self), _name_of(self._field)


def chosen_view(dossier: object, field: Field) -> Arrangement:
    """Return what the list of a field shows; the columns of the list itself when the view cannot be read."""
    if not isinstance(dossier, Dossier) or not isinstance(field, LinkedField):
        return Arrangement()
    view = _chosen(dossier, field)
    try:
        return Arrangement() if view is None else arrangement_of(view.layout, field.choices.columns)
    except TuicomptaError:
        return Arrangement()


async def offer_views(frame: Frame, field: Field) -> None:
    """Offer the views of the list of a field, and their editor; the one chosen is kept for this user and this field."""
    dossier = frame.session.dossier
    if not isinstance(dossier, Dossier) or not isinstance(field, LinkedField):
        frame.say("Ouvrez d'abord un dossier", warning=True)
        return
    name = _name_of(field)
    chosen, views = _chosen(dossier, field), views_of(dossier, name)
    items = [MenuItem(OWN_VIEW.name, OWN_VIEW.name, ticked=chosen is None)]
    items += [MenuItem(str(view.id), view.name, ticked=view == chosen) for view in views]
    answer = await frame.dialogs.choose([*items, MenuItem(EDITOR, "Éditeur de vues")], title="Vues")
    if answer is None:
        return
    if answer.identifier == EDITOR:
        await frame.windows.open(ChoicesWindow(field))
        frame.dispatcher.feed(Command("views"), at_once=True)
        return
    found = {str(view.id): view.id for view in views}
    set_default_view(dossier, name, found.get(answer.identifier, OWN_VIEW.name))


def _chosen(dossier: Dossier, field: LinkedField) -> StoredView | None:
    wanted = default_view(dossier, _name_of(field))
    return next((view for view in views_of(dossier, _name_of(field)) if view.id == wanted), None)


def _name_of(field: LinkedField) -> str:
    return f"field:{field.field_name}"
