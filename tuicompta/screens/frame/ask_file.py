"""Asking for the file that something is written to, or read from (XPL-02, FLD-16)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tuicompta.core.paths import exists
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.question import NO, YES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuicompta.screens.frame.dialogs import DialogDesk

REPLACE = "Remplacer le fichier ?"


async def ask_new_file(
    dialogs: DialogDesk, title: str, proposed: Path, made: Callable[[Path], Path] = lambda path: path
) -> Path | None:
    """Ask for the file to write; one that exists is replaced only on «Oui». None when the user gives up.

    `made` turns the path typed into the one that is written.
    """
    while True:
        path = await _ask(dialogs, title, proposed)
        if path is None:
            return None
        proposed = made(path)
        if not exists(proposed) or await dialogs.ask(REPLACE, str(proposed), (YES, NO), default=1) == YES.value:
            return proposed


async def ask_file(dialogs: DialogDesk, title: str, folder: Path, suffix: str) -> Path | None:
    """Ask for a file to read, in a folder to begin with; None when the user gives up."""
    return await _ask(dialogs, title, folder, suffix)


async def _ask(dialogs: DialogDesk, title: str, proposed: Path, suffix: str = "") -> Path | None:
    field = card.path("path", "Fichier", mandatory=True, suffix=suffix)
    values = await dialogs.fill(title, CardSchema((Tab("", (field,)),)), {"path": proposed})
    path = values["path"] if values is not None else None
    return path if isinstance(path, Path) else None
