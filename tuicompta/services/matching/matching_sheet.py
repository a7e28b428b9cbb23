"""The due dates that a credit note, payment or refund line may settle, and those it settles (PTG)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tuicompta.core.allotment import allot
from tuicompta.core.dates import parse_iso
from tuicompta.core.enums import EntryStatus, LineType
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.line_types import matched_with
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.errors import EntryGoneError
from tuicompta.services.matching.matching import SimulatedMatchingError, left_to_match

_SOURCE = """
    SELECT account.id, account.number, account.title, line.entry_date, line.piece_number, abs(debit - credit),
           line_type, entry.status
      FROM entry_line AS line JOIN entry ON entry.id = entry_id JOIN account ON account.id = account_id
     WHERE line.id = ?
"""
_ROWS = """
    SELECT due_date.id, due_on, line.piece_number, line.label, line.line_type, due_date.amount,
           due_date.amount - due_date.matched, coalesce(mine.amount, 0)
      FROM due_date JOIN entry_line AS line ON line.id = due_date.entry_line_id JOIN entry ON entry.id = entry_id
      LEFT JOIN matching AS mine ON mine.due_date_id = due_date.id AND mine.source_line_id = ?
     WHERE due_date.account_id = ? AND line.id <> ? AND line.line_type IN ('invoice', 'credit_note')
       AND (entry.status <> ? AND due_date.matched < due_date.amount OR mine.id IS NOT NULL)
     ORDER BY due_on, due_date.id
"""
_REMOVE = "DELETE FROM matching WHERE source_line_id = ? AND due_date_id = ?"
_ADD = "INSERT INTO matching (source_line_id, due_date_id, amount, matched_at, matched_by) VALUES (?, ?, ?, ?, ?)"


class NotASourceError(TuicomptaError):
    """Only credit notes, payments and refunds are matched (PTG-12)."""

    template = "Cette ligne n'est ni un avoir, ni un règlement, ni un remboursement : elle n'a pas de pointages."


class InvoiceSourceError(TuicomptaError):
    """An invoice line has a schedule, no matchings (TL-04)."""

    template = "Ligne de type Facture : utilisez l'échéancier de la facture."


class DueDateGoneError(TuicomptaError):
    """Another session settled or removed a due date meanwhile."""

    template = (
        "Une des échéances cochées vient d'être soldée ou supprimée par une autre session. Rouvrez les pointages."
    )


@dataclass(frozen=True, slots=True)
class MatchingRow:
    """A due date offered: its balance besides this source, and what this source settles of it, in cents."""

    id: int
    due_on: date
    piece: str
    label: str
    kind: LineType
    amount: int
    balance: int
    matched: int


@dataclass(frozen=True, slots=True)
class MatchingSheet:
    """A source line and the due dates it may settle; `left` is «Reste à affecter» in cents (PTG-01 to PTG-03)."""

    line_id: int
    account: str
    title: str
    day: date
    piece: str
    amount: int
    kind: LineType
    left: int
    rows: tuple[MatchingRow, ...]


def matching_sheet(database: Database, line_id: int) -> MatchingSheet:
    """Return what the window «Pointages» of a line shows; raises why it has none (TL-04, PTG-12, PTG-18)."""
    row = database.row(_SOURCE, (line_id,))
    if row is None:
        raise EntryGoneError
    account_id, number, title, day, piece, amount, kind, status = row
    if kind == LineType.INVOICE:
        raise InvoiceSourceError
    if kind is None:
        raise NotASourceError
    if status == EntryStatus.SIMULATED:
        raise SimulatedMatchingError
    source = LineType(kind)
    parameters = (line_id, account_id, line_id, EntryStatus.SIMULATED.value)
    rows = [_row(found) for found in database.rows(_ROWS, parameters)]
    offered = tuple(found for found in rows if found.kind in matched_with(source))
    left = left_to_match(database, line_id)
    return MatchingSheet(line_id, number, title, parse_iso(day), piece, amount, source, left, offered)


def store_matchings(dossier: Dossier, line_id: int, ticked: Sequence[int]) -> int:
    """Match a line with these due dates and no other, and return what is left to match, in cents (PTG-11).

    Raises the refusals of this module and of `allot`, and then nothing changes.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        sheet = matching_sheet(database, line_id)
        rows = {row.id: row for row in sheet.rows}
        if any(due not in rows for due in ticked):
            raise DueDateGoneError
        amounts, left = allot(sheet.kind, sheet.left, sheet.rows, set(ticked))
        stamp = (dossier.now(), dossier.user.id)
        for row in sheet.rows:
            if row.matched and row.id not in amounts:
                database.run(_REMOVE, (line_id, row.id))
            elif row.id in amounts and not row.matched:
                database.run(_ADD, (line_id, row.id, amounts[row.id], *stamp))
    return left


def _row(row: tuple[int, str, str, str, str, int, int, int]) -> MatchingRow:
    due, due_on, piece, label, kind, amount, balance, matched = row
    return MatchingRow(due, parse_iso(due_on), piece, label, LineType(kind), amount, balance, matched)
