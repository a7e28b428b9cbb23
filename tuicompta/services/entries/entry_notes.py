"""The notes of an entry: free text that validation leaves open (VAL-05, INV-02)."""

from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.errors import EntryGoneError
from tuicompta.services.entries.protection import entry_name
from tuicompta.services.notes import note, store_note

KIND = "entry"


class EntryNotesChangedError(TuicomptaError):
    """Another session changed the notes since they were read (FIC-19)."""

    template = "{entry} : ses notes ont été changées entre-temps. Copiez votre texte, fermez la boîte, rouvrez-la."


def entry_notes(database: Database, entry_id: int) -> str:
    """Return the notes of an entry, empty when it has none."""
    return note(database, KIND, entry_id)


def write_entry_notes(dossier: Dossier, entry_id: int, text: str, *, before: str) -> None:
    """Store the notes of an entry, whatever its status; `before` is what they were when they were read.

    Raises `EntryGoneError`, or `EntryNotesChangedError` when another session changed them meanwhile.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        if database.value("SELECT 1 FROM entry WHERE id = ?", (entry_id,)) is None:
            raise EntryGoneError
        if entry_notes(database, entry_id) != before:
            raise EntryNotesChangedError(entry=entry_name(database, entry_id))
        store_note(database, KIND, entry_id, text)
