"""The path of a file, completed by Tab (FLD-16)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tuicompta.core.paths import is_folder, typed_path
from tuicompta.widgets.choices import MemoryChoices
from tuicompta.widgets.columns import Column
from tuicompta.widgets.drop_list import EDGES, ROWS, DropList
from tuicompta.widgets.fields.text import LineField
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = (Column("name", "Nom", width=48),)
LONGEST = 1000


class PathField(LineField):
    """A path; its value is a `Path`, None when empty. `~` is the home folder; `suffix` keeps only such files.

    Tab completes what is typed as far as the names that begin with it agree; F4 browses the folder.
    """

    def __init__(
        self,
        name: str,
        label: str,
        *,
        mandatory: bool = False,
        width: int = 50,
        suffix: str = "",
        folders: bool = False,
    ) -> None:
        self._suffix = suffix
        self._folders = folders
        self.browser: DropList | None = None
        super().__init__(name, label, mandatory=mandatory, width=width, max_length=LONGEST)

    def read(self, text: str) -> object:
        """Return the path."""
        return typed_path(text.strip()) if text.strip() else None

    def show(self, value: object) -> str:
        """Write the path."""
        return str(value) if isinstance(value, Path) else ""

    def do_next_field(self) -> bool:
        """Complete the path; when there is nothing more to add, the card goes on."""
        if self.browser is not None:
            self._choose()
            return True
        typed = self.editor.text
        if self.pending is None:
            return False
        completed = completion(typed, self._accepts)
        if completed == typed:
            return False
        self.editor.select_all()
        self._edit(lambda: self.editor.insert(completed))
        return True

    def do_open_values(self) -> bool:
        """Browse the folder typed, or close the browser."""
        if self.browser is not None:
            self._close()
            return True
        self._browse()
        return True

    def do_down(self) -> bool:
        """Browse, or go down in the browser."""
        if self.browser is None:
            return self.do_open_values()
        self.browser.move(1)
        return True

    def do_up(self) -> bool:
        """Go up in the browser."""
        if self.browser is not None:
            self.browser.move(-1)
        return self.browser is not None

    def do_accept(self) -> bool:
        """Take the file of the browser, or enter its folder."""
        if self.browser is None:
            return False
        self._choose()
        return True

    def restore(self) -> bool:
        """Close the browser, else give back the value from before."""
        was_open = self.browser is not None
        self._close()
        return was_open or super().restore()

    def departed(self) -> None:
        """Close the browser."""
        self._close()
        super().departed()

    def _accepts(self, path: Path) -> bool:
        if is_folder(path):
            return True
        return not self._folders and path.name.endswith(self._suffix)

    def _folder(self) -> Path:
        typed = typed_path(self.editor.text.strip())
        return typed if is_folder(typed) else typed.parent

    def _browse(self) -> None:
        folder = self._folder()
        rows = [Row(folder.parent, ("..",)), *(Row(path, (_label(path),)) for path in entries(folder, self._accepts))]
        self._close()
        self.browser = DropList(NAME, MemoryChoices(NAME, lambda: rows).search(""))
        self.browser.open_under(self, self.label_width, self.width, ROWS + EDGES)

    def _choose(self) -> None:
        row = self.browser.current if self.browser is not None else None
        if row is None or not isinstance(row.key, Path):
            return
        self.editor.select_all()
        text = f"{row.key}/" if is_folder(row.key) else str(row.key)
        self._edit(lambda: self.editor.insert(text))
        if is_folder(row.key) and not self._folders:
            self._browse()
        else:
            self._close()

    def _close(self) -> None:
        if self.browser is not None:
            self.browser.close()
            self.browser = None


def entries(folder: Path, accepts: Callable[[Path], bool]) -> list[Path]:
    """Return what a folder holds, folders first, hidden names left out; nothing when it cannot be read."""
    try:
        found = [path for path in folder.iterdir() if not path.name.startswith(".") and accepts(path)]
    except OSError:
        return []
    return sorted(found, key=lambda path: (not is_folder(path), path.name.casefold()))


def completion(text: str, accepts: Callable[[Path], bool]) -> str:
    """Return a typed path completed as far as all the names that begin with it agree."""
    head, slash, beginning = text.rpartition("/")
    folder = typed_path(f"{head}{slash}")
    names = [_label(path) for path in entries(folder, accepts) if path.name.startswith(beginning)]
    if not names:
        return text
    common = names[0]
    for name in names[1:]:
        while not name.startswith(common):
            common = common[:-1]
    return f"{head}{slash}{common}"


def _label(path: Path) -> str:
    return f"{path.name}/" if is_folder(path) else path.name
