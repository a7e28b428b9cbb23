"""Guide models as the entry grids call them (KM-91)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tuicompta.core.dates import month_label, month_name
from tuicompta.core.entry.ports import GuideLine
from tuicompta.core.enums import JournalType, Side
from tuicompta.core.guide_formulas import FormulaLine, check_formulas, evaluate_guide
from tuicompta.core.labels import build_label
from tuicompta.core.text import clean_text
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.accounts import UnknownAccountError, account_id
from tuicompta.services.entries.errors import UnknownJournalError

_MODELS = """
    SELECT guide_model.id, coalesce(short_code, ''), name, journal.code, guide_model.journal_type
      FROM guide_model JOIN journal ON journal.id = journal_id
     WHERE guide_model.inactive = 0 ORDER BY short_code IS NULL, short_code, name
"""
_LINES = """
    SELECT coalesce(account.number, ''), label, side, coalesce(amount, 0), formula,
           CASE WHEN vat_direction IS NULL THEN 0 ELSE coalesce(vat_rate, 0) END
      FROM guide_model_line LEFT JOIN account ON account.id = account_id WHERE guide_model_id = ? ORDER BY position
"""
_INSERT_LINE = """
    INSERT INTO guide_model_line (guide_model_id, position, account_id, label, side, amount, formula, locked_columns)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class GuideModelLine:
    """A line of a stored model: account, label template, side, fixed amount or formula."""

    account: str
    label: str
    side: Side
    amount: int = 0
    formula: str = ""
    rate: int = 0


@dataclass(frozen=True, slots=True)
class StoredGuideModel:
    """An active guide model of the dossier; implements `core.entry.ports.GuideModel`."""

    code: str
    name: str
    journal: str
    type: JournalType
    model_lines: tuple[GuideModelLine, ...]

    def lines(self, day: date | None, piece: str) -> Sequence[GuideLine]:
        """Return its lines, labels evaluated for that day and piece number, as far as they are known."""
        values = {"piece": piece, "mois": month_name(day) if day else "", "aaaa": str(day.year) if day else ""}
        values["date"] = month_label(day) if day else ""
        return [
            GuideLine(line.account, build_label(line.label, values), line.side, line.amount, bool(line.formula))
            for line in self.model_lines
        ]

    def evaluate(self, amounts: Sequence[int | None]) -> Sequence[int]:
        """Return the amounts of all the lines, debit − credit in cents, formulas computed from the amounts given."""
        lines = [FormulaLine(line.side, line.formula, line.amount, line.rate) for line in self.model_lines]
        return evaluate_guide(lines, amounts)


def active_guide_models(database: Database) -> list[StoredGuideModel]:
    """Return the active guide models of a dossier, those with a short code first."""
    return [
        StoredGuideModel(code, name, journal, JournalType(kind), _lines(database, identifier))
        for identifier, code, name, journal, kind in database.rows(_MODELS)
    ]


def create_guide_model(
    database: Database, *, name: str, code: str, journal: str, lines: Sequence[GuideModelLine]
) -> int:
    """Store a guide model and return its identifier; raises the refusals of its journal, accounts and formulas."""
    check_formulas([FormulaLine(line.side, line.formula, line.amount) for line in lines])
    row = database.row("SELECT id, type FROM journal WHERE code = ?", (journal,))
    if row is None:
        raise UnknownJournalError(code=journal)
    with transaction(database):
        model = database.run(
            "INSERT INTO guide_model (name, short_code, journal_type, journal_id) VALUES (?, ?, ?, ?)",
            (clean_text(name).strip(), clean_text(code).strip() or None, row[1], row[0]),
        )
        for position, line in enumerate(lines, start=1):
            account = account_id(database, line.account) if line.account else None
            if line.account and account is None:
                raise UnknownAccountError(number=line.account)
            cells = (clean_text(line.label).strip(), line.side.value, line.amount or None, line.formula, json.dumps([]))
            database.run(_INSERT_LINE, (model, position, account, *cells))
    return model


def _lines(database: Database, model: int) -> tuple[GuideModelLine, ...]:
    rows = database.rows(_LINES, (model,))
    return tuple(
        GuideModelLine(account, label, Side(side), amount, formula, rate)
        for account, label, side, amount, formula, rate in rows
    )
