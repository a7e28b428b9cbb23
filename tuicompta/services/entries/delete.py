"""Deleting entries: those that nothing holds, with a report of the others (SW-25, RECH-14)."""

from collections.abc import Sequence
from dataclasses import dataclass

from tuicompta.core.dates import parse_iso
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.models.rules import RuleRefusedError
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.attachments import detach_all
from tuicompta.services.entries.errors import EntryGoneError
from tuicompta.services.entries.lines import delete_lines
from tuicompta.services.entries.pieces import PieceScope
from tuicompta.services.entries.protection import entry_name, refusal_to_delete
from tuicompta.services.entries.references import References
from tuicompta.services.entries.stored_lines import stored_lines

_PIECE = """
    SELECT code, fiscal_year_id, entry_date, piece_number FROM entry JOIN journal ON journal.id = journal_id
     WHERE entry.id = ?
"""


@dataclass(frozen=True, slots=True)
class Deletion:
    """What became of an entry that was asked to be deleted; `refusal` is nothing when it was."""

    entry_id: int
    name: str
    refusal: TuicomptaError | None


def delete_entry(dossier: Dossier, entry_id: int) -> None:
    """Delete one entry with all its lines; raises what holds it."""
    dossier.require_writable()
    with transaction(dossier.database):
        if refusal := refusal_to_delete(dossier.database, entry_id):
            raise refusal
        _delete(dossier.database, entry_id)


def delete_entries(dossier: Dossier, entry_ids: Sequence[int]) -> list[Deletion]:
    """Delete the entries that nothing holds and say why the others stay (RECH-15)."""
    dossier.require_writable()
    with transaction(dossier.database):
        return [_try(dossier.database, entry_id) for entry_id in dict.fromkeys(entry_ids)]


def _try(database: Database, entry_id: int) -> Deletion:
    refusal = refusal_to_delete(database, entry_id)
    if isinstance(refusal, EntryGoneError):
        return Deletion(entry_id, f"n° {entry_id}", refusal)
    name = entry_name(database, entry_id)
    if refusal is None:
        try:
            with transaction(database):
                _delete(database, entry_id)
        except RuleRefusedError as error:
            refusal = error
    return Deletion(entry_id, name, refusal)


def delete_header(database: Database, entry_id: int) -> None:
    """Delete an open entry that has no line any more, with what hangs on it."""
    detach_all(database, entry_id)
    database.run("DELETE FROM note WHERE record_kind = 'entry' AND record_id = ?", (entry_id,))
    database.run("UPDATE entry SET reversed_entry_id = NULL WHERE reversed_entry_id = ?", (entry_id,))
    database.run("DELETE FROM entry WHERE id = ?", (entry_id,))


def _delete(database: Database, entry_id: int) -> None:
    journal, year, day, piece = database.row(_PIECE, (entry_id,)) or ("", 0, "", "")
    database.run("UPDATE entry SET posted = 0 WHERE id = ?", (entry_id,))
    delete_lines(database, stored_lines(database, entry_id))
    delete_header(database, entry_id)
    references = References(database)
    when = parse_iso(day)
    period = references.period(when)
    if period is not None:
        PieceScope(database, references.journal(journal, year), period, when).give_back(piece)
