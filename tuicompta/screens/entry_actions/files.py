"""The files attached to an entry: list, attach, open, remove (SW-38)."""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tuicompta.core.dates import format_date, parse_iso
from tuicompta.services.entries.attachments import attach_file, attachments, detach_file, put_file
from tuicompta.services.entries.protection import entry_name
from tuicompta.services.system_viewer import show_file
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.question import NO, YES, Choice

if TYPE_CHECKING:
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.entries.attachments import Attachment

TITLE = "Fichiers joints"
OPEN, ATTACH, REMOVE = Choice("Ouvrir", "open"), Choice("Joindre", "attach"), Choice("Retirer", "remove")
CLOSE = Choice("Fermer", "cancel")
_SCHEMA = CardSchema(
    (
        Tab(
            "",
            (card.path("path", "Fichier", mandatory=True), card.tick("copy", "Copier dans le dossier", default=True)),
        ),
    )
)


async def show_files(frame: Frame, dossier: Dossier, entry_id: int) -> None:
    """Show the files of an entry until the list is closed; in a dossier read only they are only opened."""
    while True:
        files = attachments(dossier.database, entry_id)
        answers = _answers(read_only=dossier.readonly, any_file=bool(files))
        text = entry_name(dossier.database, entry_id) + ("" if files else "\nAucun fichier joint.")
        answer, rank = await frame.dialogs.report(TITLE, text, [_row(file) for file in files], answers)
        if answer == ATTACH.value:
            await _attach(frame, dossier, entry_id)
        elif answer == OPEN.value:
            await open_file(frame, dossier, files[rank].id)
        elif answer == REMOVE.value:
            await _remove(frame, dossier, files[rank])
        else:
            return


async def open_file(frame: Frame, dossier: Dossier, attachment_id: int) -> None:
    """Open a file with the viewer of the system; without one, say where it is."""
    path = put_file(dossier.database, attachment_id, _folder())
    if show_file(path):
        frame.say(f"Fichier ouvert : {path.name}")
    else:
        await frame.dialogs.tell(TITLE, f"Aucun programme n'ouvre les fichiers ici. Celui-ci est là :\n{path}")


def _answers(*, read_only: bool, any_file: bool) -> tuple[Choice, ...]:
    of_files = ((OPEN,) if read_only else (OPEN, ATTACH, REMOVE)) if any_file else (() if read_only else (ATTACH,))
    return (*of_files, CLOSE)


def _row(file: Attachment) -> str:
    size = f"copie, {max(1, (file.size or 0) // 1000)} ko" if file.is_copy else "chemin"
    return f"{file.name} ({size}, {format_date(parse_iso(file.attached_at[:10]))}, {file.user})"


async def _attach(frame: Frame, dossier: Dossier, entry_id: int) -> None:
    await frame.dialogs.fill_until(
        "Joindre un fichier",
        _SCHEMA,
        lambda answer: attach_file(dossier, entry_id, str(answer["path"]), copy=bool(answer["copy"])),
        {"path": "", "copy": True},
    )


async def _remove(frame: Frame, dossier: Dossier, file: Attachment) -> None:
    text = f"{file.name}\n" + ("La copie du dossier est supprimée." if file.is_copy else "Le fichier reste où il est.")
    if await frame.dialogs.ask("Retirer le fichier ?", text, (YES, NO), default=1) == YES.value:
        detach_file(dossier, file.id)


@cache
def _views() -> TemporaryDirectory[str]:
    """Return the folder of the copies being looked at, of this user alone; it goes with the program."""
    folder = TemporaryDirectory(prefix="tuicompta-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return folder


def _folder() -> Path:
    return Path(_views().name)
