"""Ouvrir un dossier: the files of the folder of dossiers, or another path typed (DOSO-01, DOSO-02)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.paths import is_folder
from tuicompta.screens.cards.field_host import FrameHost
from tuicompta.screens.frame.actions import one_row
from tuicompta.screens.frame.dossier_session import open_in_frame
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.services.dossiers.dossier_information import dossier_files
from tuicompta.services.folders import Folder, default_folder
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.fields.path import PathField
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.services.dossiers.dossier_information import DossierFile
    from tuicompta.widgets.rows import Key

COLUMNS = (
    Column("name", "Dossier", width=20, stretch=True, mandatory=True),
    Column("company", "Société", width=20, stretch=True),
    Column("changed", "Modifié le", ColumnType.DATE, 10),
    Column("hour", "à", width=5),
    Column("state", "État", width=16),
)


class OpenDossierWindow(ListWindow):
    """The dossiers of a folder; under them a field for another path, which may also be another folder."""

    MAIN = "Ouvrir"
    HELP = "open_dossier"
    OFFERS: ClassVar[tuple[str, ...]] = (
        "add_dossier",
        *(name for name in ListWindow.OFFERS if name not in {"new", "delete", "duplicate", "modify", "print"}),
    )
    ABLE = frozenset({"modify"})

    def __init__(self) -> None:
        self.folder = default_folder(Folder.DOSSIERS)
        super().__init__()
        self.other = OtherPath()

    def definition(self) -> ListDefinition:
        """Return the dossiers of the folder."""
        return ListDefinition("dossiers", self._title, COLUMNS, MemoryTable(COLUMNS, self._read), ticks=False)

    def compose(self) -> ComposeResult:
        """Put the field under the list."""
        yield self.list
        yield self.other

    def on_mount(self) -> None:
        """Let the field talk to the program."""
        self.other.host = FrameHost(self.frame)

    @property
    def zones(self) -> Sequence[Widget]:
        """The list and the field."""
        return self.list.grid, self.other

    async def open_row(self, key: Key) -> None:
        """Open a dossier; the window has then done its work."""
        await self._open(Path(str(key)))

    do_main = ListWindow.do_modify

    def why_not_main(self) -> str | None:
        """Ask for a dossier."""
        return one_row(self)

    def do_next_field(self) -> None:
        """Go to the field of the path (KEY-26)."""
        self.frame.set_focus(self.other)

    def do_previous_field(self) -> None:
        """Go back to the list."""
        self.frame.set_focus(self.list.grid)

    @property
    def _title(self) -> str:
        return f"Ouvrir un dossier – {self.folder}"

    def _read(self) -> list[Row]:
        return [_row(file) for file in dossier_files(self.folder)]

    async def do_accept(self) -> None:
        """Open the path typed; a folder shows its dossiers instead."""
        path = self.other.value
        if isinstance(path, Path) and not self._show_folder(path):
            await self._open(path)

    def _show_folder(self, path: Path) -> bool:
        if not is_folder(path):
            return False
        self.folder = path
        self.list.head.title = self._title
        self.other.value = None
        self.refresh_rows()
        self.frame.set_focus(self.list.grid)
        return True

    async def _open(self, path: Path) -> None:
        frame = self.frame
        if await open_in_frame(frame, path) and self in frame.windows.all:
            await frame.windows.close(self)


class OtherPath(PathField):
    """The path of another dossier or folder."""

    def __init__(self) -> None:
        super().__init__("path", "Autre chemin", suffix=".compta")

    def do_accept(self) -> bool:
        """Choose the file of the browser, else read what is typed and leave it to the window."""
        if super().do_accept():
            return True
        self.leave()
        return False


def _row(file: DossierFile) -> Row:
    state = "" if not file.fault else "illisible"
    cells = (file.name, file.company, file.changed.date(), f"{file.changed:%H:%M}", state)
    return Row(str(file.path), cells, voice="quiet" if file.fault else "normal")
