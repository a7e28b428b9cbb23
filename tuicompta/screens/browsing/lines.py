"""What is done on a line of an entry, wherever it is read: opening its entry, its journal, its account (RECH-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.screens.entry.journal_window import JournalWindow
from tuicompta.screens.entry_actions.documents import DOCUMENT_WINDOWS
from tuicompta.screens.entry_actions.opening import shown_documents
from tuicompta.screens.frame.actions import Action, one_row
from tuicompta.services.browse.consultation import entry_preview
from tuicompta.services.entries.foot.rules import is_entry_at_foot
from tuicompta.services.entries.origins import producer_of
from tuicompta.services.journals.journal_periods import journal_period

if TYPE_CHECKING:
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier

OPEN_LINE = Action("open_line", "Saisie par journal", "Le journal et le mois de la ligne.", condition=one_row)
EDIT_LINE = Action("edit_line", "Modifier l'écriture comptable", "L'écriture de la ligne.", condition=one_row)
SINGLE_ENTRY = "single_entry"


async def open_journal(frame: Frame, dossier: Dossier, entry_id: int, line_id: int) -> None:
    """Open the journal window on a line (CONS-17)."""
    found = entry_preview(dossier.database, entry_id, 1)
    place = journal_period(dossier.database, found.journal_id, found.period_id) if found else None
    if place is None:
        return
    window = await frame.windows.open(JournalWindow(dossier, place))
    if isinstance(window, JournalWindow):
        window.go_to_line(line_id)


def why_no_document(frame: Frame, dossier: Dossier, entry_id: int | None) -> str | None:
    """Return why an entry has no document to open, nothing when it has one (CONS-18)."""
    if entry_id is None:
        return "Aucune ligne choisie"
    return None if shown_documents(frame, dossier, entry_id) else "Aucun document pour cette écriture"


async def open_entry(frame: Frame, dossier: Dossier, entry_id: int, line_id: int) -> None:
    """Open the entry of a line where it is changed, the cursor on that line (RECH-10, SE-04).

    An entry made in practical entry or by guide opens in the screen that produced it.
    """
    produced = producer_of(dossier.database, entry_id)
    shows = DOCUMENT_WINDOWS.get(produced[0]) if produced else None
    if produced is not None and shows is not None and shows.function in frame.table:
        await frame.open(shows.function, **{shows.argument: produced[1]})
    elif is_entry_at_foot(dossier.database, entry_id):
        await open_journal(frame, dossier, entry_id, line_id)
    else:
        await frame.open(SINGLE_ENTRY, entry=entry_id, line=line_id)
