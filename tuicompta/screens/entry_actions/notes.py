"""The notes of an entry in a box; they stay open once it is validated (VAL-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.services.entries.entry_notes import entry_notes, write_entry_notes
from tuicompta.services.entries.protection import entry_name
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier

TITLE = "Notes de l'écriture"
_SCHEMA = CardSchema((Tab("", (card.multiline("notes", "Notes", lines=8),)),))


async def edit_notes(frame: Frame, dossier: Dossier, entry_id: int) -> bool:
    """Ask for the notes of an entry and store them; return whether they were."""
    before = entry_notes(dossier.database, entry_id)

    def store(answer: Mapping[str, object]) -> bool:
        write_entry_notes(dossier, entry_id, str(answer["notes"] or ""), before=before)
        return True

    name = entry_name(dossier.database, entry_id)
    return bool(await frame.dialogs.fill_until(TITLE, _SCHEMA, store, {"notes": before}, text=name))
