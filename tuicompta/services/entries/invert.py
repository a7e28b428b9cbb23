"""Swapping debit and credit on all the lines of an entry (CTX-17)."""

from dataclasses import replace

from tuicompta.core.entry.copies import inverted
from tuicompta.core.enums import EntryOrigin, EntryStatus
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.errors import EntryGoneError
from tuicompta.services.entries.foot.rules import refusal_at_foot
from tuicompta.services.entries.protection import entry_name, refusal_to_delete
from tuicompta.services.entries.read import read_entry
from tuicompta.services.entries.save import save_entries


class InversionStatusError(TuicomptaError):
    """Only an unvalidated entry is inverted (CTX-17)."""

    template = "L'écriture {entry} est simulée : confirmez-la avant d'inverser son sens."


def refusal_to_invert(database: Database, entry_id: int) -> TuicomptaError | None:
    """Return why the sides of an entry cannot be swapped, nothing when they can."""
    at_foot = refusal_at_foot(database, entry_id, "le sens d'une journée ne s'inverse pas")
    if refusal := at_foot or refusal_to_delete(database, entry_id):
        return refusal
    if database.value("SELECT status FROM entry WHERE id = ?", (entry_id,)) == EntryStatus.SIMULATED:
        return InversionStatusError(entry=entry_name(database, entry_id))
    return None


def invert_entry(dossier: Dossier, entry_id: int, version: int) -> None:
    """Swap the sides of an entry read at a version; raises what holds it or one of its lines."""
    dossier.require_writable()
    with transaction(dossier.database):
        if refusal := refusal_to_invert(dossier.database, entry_id):
            raise refusal
        shown = read_entry(dossier.database, entry_id)
        if shown is None:
            raise EntryGoneError
        save_entries(dossier, [replace(inverted(shown), version=version)], EntryOrigin.JOURNAL_WINDOW)
