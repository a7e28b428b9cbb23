"""Deleting the entries found by a search: those that nothing holds and that belong to no other screen (RECH-14)."""

from collections.abc import Sequence
from typing import NamedTuple

from tuicompta.core.enums import CounterpartMode, EntryOrigin, JournalType
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.delete import Deletion, delete_entries
from tuicompta.services.entries.errors import EntryGoneError
from tuicompta.services.entries.protection import entry_name, refusal_to_delete

_ENTRY = """
    SELECT journal.type, journal_year.counterpart_mode, entry.origin, entry.source_kind IS NOT NULL, journal.code
      FROM entry JOIN journal ON journal.id = entry.journal_id
      LEFT JOIN journal_year ON journal_year.journal_id = journal.id
                            AND journal_year.fiscal_year_id = entry.fiscal_year_id
     WHERE entry.id = ?
"""
_AMOUNT = "SELECT coalesce(sum(debit), 0) FROM entry_line WHERE entry_id = ?"
_LINES = """
    SELECT entry_line.id, journal.code, entry_line.entry_date, entry_line.piece_number, account.number,
           entry_line.label, debit, credit
      FROM entry_line JOIN entry ON entry.id = entry_id JOIN journal ON journal.id = journal_id
      JOIN account ON account.id = account_id
     WHERE entry.id IN (SELECT value FROM json_each(?)) ORDER BY entry_line.entry_date, entry.id, position
"""
_TYPED_APART = {
    EntryOrigin.GUIDED_ENTRY: "la saisie par guide",
    EntryOrigin.PRACTICAL_PURCHASES: "Mes achats",
    EntryOrigin.PRACTICAL_SALES: "Mes ventes",
    EntryOrigin.PRACTICAL_TREASURY: "Ma trésorerie",
}


class NeverDeletedHereError(TuicomptaError):
    """An entry that another screen deletes (RECH-16)."""

    template = "L'écriture {entry} ne se supprime pas ici : {reason}."


class FoundDeletion(NamedTuple):
    """What became of an entry: its name, its amount in cents, the reason why it stays or nothing."""

    name: str
    amount: int
    refusal: TuicomptaError | None


class FoundLine(NamedTuple):
    """A line of an entry about to be deleted; amounts in cents."""

    id: int
    journal: str
    day: str
    piece: str
    account: str
    label: str
    debit: int
    credit: int


def lines_of_entries(database: Database, entries: Sequence[int]) -> list[FoundLine]:
    """Return every line of some entries, by date then entry."""
    listed = "[" + ",".join(map(str, entries)) + "]"
    return [FoundLine._make(row) for row in database.rows(_LINES, (listed,))]


def refusal_to_delete_here(database: Database, entry_id: int) -> TuicomptaError | None:
    """Return why the search of entries never deletes an entry, nothing when it may (RECH-16)."""
    row = database.row(_ENTRY, (entry_id,))
    if row is None:
        return EntryGoneError()
    kind, counterpart, origin, sourced, journal = row
    reason = ""
    if kind == JournalType.OPENING:
        reason = f"le journal {journal} est géré par le programme"
    elif counterpart == CounterpartMode.FOOT_OF_JOURNAL:
        reason = f"la contrepartie du journal {journal} est en pied de journal, supprimez-la dans la saisie par journal"
    elif sourced and origin in _TYPED_APART:
        reason = f"elle vient de {_TYPED_APART[EntryOrigin(origin)]}, supprimez-la à cet endroit"
    if reason:
        return NeverDeletedHereError(entry=entry_name(database, entry_id), reason=reason)
    return refusal_to_delete(database, entry_id)


def delete_found_entries(dossier: Dossier, entries: Sequence[int]) -> list[FoundDeletion]:
    """Delete the entries that may be, and say of each what became of it (RECH-15)."""
    dossier.require_writable()
    with transaction(dossier.database):
        return [_delete(dossier, entry_id) for entry_id in dict.fromkeys(entries)]


def _delete(dossier: Dossier, entry_id: int) -> FoundDeletion:
    amount = int(dossier.database.value(_AMOUNT, (entry_id,)))
    refusal = refusal_to_delete_here(dossier.database, entry_id)
    if isinstance(refusal, EntryGoneError):
        return FoundDeletion(f"n° {entry_id}", amount, refusal)
    if refusal is not None:
        return FoundDeletion(entry_name(dossier.database, entry_id), amount, refusal)
    done: Deletion = delete_entries(dossier, [entry_id])[0]
    return FoundDeletion(done.name, amount, done.refusal)
