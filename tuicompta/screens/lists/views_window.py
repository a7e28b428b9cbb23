"""Éditeur de vues: the views of one list, created, duplicated, renamed, shared, deleted, kept in files (VUE)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.exchange.view_file import ViewFile, read_view, view_chunks
from tuicompta.reports.output import write_file
from tuicompta.screens.frame.actions import Action, one_row, one_writable_row, some_row, writable
from tuicompta.screens.frame.ask_file import ask_file, ask_new_file
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.screens.lists.view_desk import key_of
from tuicompta.screens.lists.view_editor import ViewEditor
from tuicompta.services.folders import Folder, default_folder
from tuicompta.services.lists.list_export import make_folder
from tuicompta.services.lists.views import (
    LONGEST_NAME,
    StoredView,
    delete_view,
    free_name,
    rename_view,
    share_view,
)
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable, SystemView
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from pathlib import Path

    from tuicompta.screens.lists.list_views import ListViews
    from tuicompta.screens.lists.view_desk import View, ViewDesk
    from tuicompta.widgets.rows import Key

ACTIONS = (
    Action("rename_view", "Renommer", "Donne un autre nom à la vue.", condition=one_writable_row),
    Action("default_view", "Défaut", "La liste s'ouvre sur cette vue, pour vous.", condition=one_writable_row),
    Action("share_view", "Privée", "Pour vous seul, ou de nouveau pour tous.", condition=one_writable_row),
    Action("write_view", "Écrire dans un fichier", "La vue, dans un fichier .json.", condition=one_row),
    Action("read_view", "Lire un fichier", "Une vue écrite dans un fichier .json.", condition=writable),
)
COLUMNS = (
    Column("name", "Vue", width=30, stretch=True, mandatory=True),
    Column("owner", "Auteur", width=10),
    Column("sharing", "Partage", width=9),
    Column("default", "Défaut", ColumnType.TICK, 6),
    Column("shown", "Montrée", ColumnType.TICK, 7),
)
SYSTEM, PRIVATE, SHARED = "Système", "Privée", "Partagée"


class ViewsWindow(ListWindow):
    """The views of the list `origin`; F9 shows one there."""

    MAIN = "Montrer"
    HELP = "views"
    HAS_VIEWS = False
    OFFERS: ClassVar[tuple[str, ...]] = (
        "new",
        "modify",
        "duplicate",
        "rename_view",
        "default_view",
        "share_view",
        "delete",
        "write_view",
        "read_view",
        "refresh_data",
    )

    def __init__(self, origin: ListViews) -> None:
        if origin.views is None:
            raise ValueError(origin)
        self.origin = origin
        self._desk: ViewDesk = origin.views
        super().__init__()

    def definition(self) -> ListDefinition:
        """Return the views."""
        title = f"Vues de la liste «{self.origin.title}»"
        return ListDefinition("views", title, COLUMNS, MemoryTable(COLUMNS, self._read), ticks=False)

    def _read(self) -> list[Row]:
        marks = key_of(self._desk.default), key_of(self._desk.shown)
        return [_row(view, default=key_of(view) == marks[0], shown=key_of(view) == marks[1]) for view in self._desk.all]

    @property
    def identity(self) -> Hashable:
        """One window a list."""
        return type(self), self.origin.identity

    def shown(self) -> None:
        """Read again on coming back."""
        self.refresh_rows()

    # -- showing and changing ------------------------------------------------------------------------------------------

    async def do_main(self) -> None:
        """Show the view in its list."""
        self._desk.show(self._view())
        windows = self.frame.windows
        await windows.close(self)
        windows.show(self.origin)

    def why_not_main(self) -> str | None:
        """Ask for a view, and for its list."""
        return some_row(self) or self._without_list()

    async def open_row(self, key: Key) -> None:
        """Show the view in its list and open what it is made of."""
        self._desk.show(self._view(key))
        await self.frame.windows.open(ViewEditor(self.origin))

    def why_not_modify(self) -> str | None:
        """Ask for a view, and for its list."""
        return some_row(self) or self._without_list()

    async def open_new(self) -> None:
        """Ask for a name; the view holds what the list shows now (VUE-01)."""
        await self._create("Nouvelle vue", self._desk.layout(self.origin.list.arrangement), "")

    async def open_copy(self, key: Key) -> None:
        """Ask for the name of a copy (VUE-02)."""
        view = self._view(key)
        await self._create("Dupliquer la vue", self._desk.layout(self._desk.arrangement(view)), self._free(view.name))

    def delete_row(self, key: Key) -> None:
        """Delete a view (VUE-13)."""
        view = self._stored(key)
        delete_view(self._desk.dossier, view)
        self._desk.removed(view)

    def why_not_delete(self) -> str | None:
        """Ask for a view that is not a system one (VUE-02)."""
        return self._locked()

    async def do_rename_view(self) -> None:
        """Ask for another name."""
        view = self._stored(self.list.selection()[0])
        values = await self.frame.dialogs.fill("Renommer la vue", _schema(sharing=False), {"name": view.name})
        if values is not None:
            self._desk.changed(rename_view(self._desk.dossier, self._desk.of_list, view, str(values["name"])))
            self.refresh_rows()

    def do_default_view(self) -> None:
        """Open the list with this view from now on (VUE-05)."""
        view = self._view()
        self._desk.make_default(view)
        self.refresh_rows()
        self.frame.say(f"La liste s'ouvrira sur la vue «{view.name}»")

    def do_share_view(self) -> None:
        """Keep the view for its author alone, or show it to all again (VUE-13)."""
        view = self._stored(self.list.selection()[0])
        changed = share_view(self._desk.dossier, self._desk.of_list, view, private=not view.private)
        self._desk.changed(changed)
        self.refresh_rows()
        self.frame.say(f"Vue «{view.name}» : {PRIVATE if changed.private else SHARED}")

    def why_not_rename_view(self) -> str | None:
        """Ask for a view that is not a system one (VUE-02)."""
        return self._locked()

    why_not_share_view = why_not_rename_view

    # -- files ---------------------------------------------------------------------------------------------------------

    async def do_write_view(self) -> None:
        """Write the view to a `.json` file (VUE-11)."""
        view = self._view()
        proposed = default_folder(Folder.EXPORTS) / f"{_file_name(view.name)}.json"
        path = await ask_new_file(self.frame.dialogs, "Écrire la vue dans un fichier", proposed)
        if path is not None:
            make_folder(path)
            layout = self._desk.layout(self._desk.arrangement(view))
            write_file(path, view_chunks(ViewFile(self._desk.of_list, view.name, layout)), force=True)
            self.frame.say(f"Vue «{view.name}» écrite dans {path}")

    async def do_read_view(self) -> None:
        """Read a view from a `.json` file; an unknown column is refused by its name (VUE-11)."""
        folder = default_folder(Folder.EXPORTS)
        path: Path | None = await ask_file(self.frame.dialogs, "Lire une vue dans un fichier", folder, ".json")
        if path is None:
            return
        found = read_view(path, self._desk.of_list)
        layout = self._desk.checked(found.layout)
        view = self._desk.create(self._free(found.name), layout)
        self.refresh_rows(view.id)
        self.frame.say(f"Vue «{view.name}» lue")

    # -- inside --------------------------------------------------------------------------------------------------------

    async def _create(self, title: str, layout: dict[str, object], name: str) -> None:
        values: Mapping[str, object] | None = await self.frame.dialogs.fill(
            title, _schema(sharing=True), {"name": name}
        )
        if values is not None:
            view = self._desk.create(str(values["name"]), layout, private=bool(values["private"]))
            self.refresh_rows(view.id)
            self.frame.say(f"Vue «{view.name}» créée")

    def _free(self, name: str) -> str:
        return free_name(name, [view.name for view in self._desk.all])

    def _view(self, key: Key | None = None) -> View:
        wanted = key if key is not None else self.list.selection()[0]
        return next(view for view in self._desk.all if key_of(view) == wanted)

    def _stored(self, key: Key) -> StoredView:
        view = self._view(key)
        if isinstance(view, SystemView):
            raise TypeError(key)
        return view

    def _locked(self) -> str | None:
        reason = one_writable_row(self)
        if reason is None and isinstance(self._view(), SystemView):
            reason = "Une vue système ne se change pas : dupliquez-la"
        return reason

    def _without_list(self) -> str | None:
        return None if self.origin.is_attached else "La liste de ces vues est fermée"


def _row(view: View, *, default: bool, shown: bool) -> Row:
    if isinstance(view, SystemView):
        return Row(key_of(view), (view.name, "", SYSTEM, default, shown), voice="quiet")
    return Row(key_of(view), (view.name, view.owner, PRIVATE if view.private else SHARED, default, shown))


def _schema(*, sharing: bool) -> CardSchema:
    name = card.text("name", "Nom", mandatory=True, max_length=LONGEST_NAME)
    return CardSchema((Tab("", (name, card.tick("private", "Privée")) if sharing else (name,)),))


def _file_name(name: str) -> str:
    return "".join(char if char.isalnum() else "-" for char in name).strip("-") or "vue"
