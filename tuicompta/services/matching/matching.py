"""Matching: which payments and credit notes settle which due dates (PTG)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from tuicompta.core.enums import EntryStatus, LineType
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier

_SIMULATED = """
    SELECT 1 FROM entry_line JOIN entry ON entry.id = entry_id
     WHERE status = ? AND entry_line.id IN (SELECT value FROM json_each(?)) LIMIT 1
"""
# A = + amount of a payment or credit note, − amount of a refund; matched invoices are taken off, credit notes added.
_SOURCES = """
    SELECT line.id, line.account_id, line.line_type,
           CASE line.line_type WHEN 'refund' THEN -1 ELSE 1 END * abs(line.debit - line.credit)
         + coalesce((SELECT sum(CASE target.line_type WHEN 'credit_note' THEN 1 ELSE -1 END * matching.amount)
                       FROM matching JOIN due_date ON due_date.id = due_date_id
                       JOIN entry_line AS target ON target.id = due_date.entry_line_id
                      WHERE source_line_id = line.id), 0)
         - CASE line.line_type WHEN 'credit_note' THEN
                coalesce((SELECT sum(matched) FROM due_date WHERE entry_line_id = line.id), 0) ELSE 0 END
      FROM entry_line AS line
     WHERE line.id IN (SELECT value FROM json_each(?)) AND line.line_type IN ('payment', 'refund', 'credit_note')
     ORDER BY line.line_type = 'credit_note', line.entry_date, line.id
"""
_TARGETS = """
    SELECT due_date.id, due_date.account_id, line_type, due_date.amount - matched
      FROM due_date JOIN entry_line AS line ON line.id = entry_line_id
     WHERE line.id IN (SELECT value FROM json_each(?)) AND matched < due_date.amount
     ORDER BY due_on, due_date.id
"""
_MATCH = """
    INSERT INTO matching (source_line_id, due_date_id, amount, matched_at, matched_by) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (source_line_id, due_date_id) DO UPDATE SET amount = amount + excluded.amount
"""


class SimulatedMatchingError(TuicomptaError):
    """A line of a simulated entry is not matched (PTG-18)."""

    template = "Écriture simulée : confirmez-la d'abord."


@dataclass(slots=True)
class _Target:
    """A due date that is not settled; `balance` in cents."""

    id: int
    account_id: int
    kind: LineType
    balance: int


def match_lines(dossier: Dossier, line_ids: Sequence[int]) -> int:
    """Match the payments, refunds and credit notes of a set of lines with its due dates, and return how many matchings.

    What PTG-17 does with the lines of a lettered group: credit notes are taken whole by a payment, invoices follow from
    the oldest due date, within what is left (TL-08 to TL-18, PTG-02). Lines of different accounts are never matched
    together. Raises `SimulatedMatchingError`.
    """
    dossier.require_writable()
    database, chosen = dossier.database, json.dumps(list(line_ids))
    with transaction(database):
        if database.row(_SIMULATED, (EntryStatus.SIMULATED.value, chosen)):
            raise SimulatedMatchingError
        count = 0
        for source, account, kind, _ in database.rows(_SOURCES, (chosen,)):
            targets = _targets(database, chosen, account)
            count += _match_source(dossier, source, LineType(kind), left_to_match(database, source), targets)
    return count


def left_to_match(database: Database, source: int) -> int:
    """Return «Reste à affecter» of a line in cents (PTG-02)."""
    row = database.row(_SOURCES, (json.dumps([source]),))
    return int(row[3]) if row else 0


def _targets(database: Database, chosen: str, account_id: int) -> list[_Target]:
    return [
        _Target(identifier, account, LineType(kind), balance)
        for identifier, account, kind, balance in database.rows(_TARGETS, (chosen,))
        if account == account_id
    ]


def _match_source(dossier: Dossier, source: int, kind: LineType, left: int, targets: Sequence[_Target]) -> int:
    """Spread one line over the due dates and return how many it reached."""
    count = 0
    if kind is not LineType.CREDIT_NOTE:
        for target in (target for target in targets if target.kind is LineType.CREDIT_NOTE):
            # A refund pays a credit note back, no more; a payment takes it whole.
            amount = min(target.balance, -left) if kind is LineType.REFUND else target.balance
            if amount > 0:
                _match(dossier, source, target, amount)
                left, count = left + amount, count + 1
    for target in (target for target in targets if target.kind is LineType.INVOICE):
        if (amount := min(target.balance, left)) > 0:
            _match(dossier, source, target, amount)
            left, count = left - amount, count + 1
    return count


def _match(dossier: Dossier, source: int, target: _Target, amount: int) -> None:
    dossier.database.run(_MATCH, (source, target.id, amount, dossier.now(), dossier.user.id))
