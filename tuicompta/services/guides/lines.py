"""The lines of guide models as they are stored (MG-05 to MG-07)."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from tuicompta.core.entry.model import Column
from tuicompta.core.enums import Side
from tuicompta.core.guides.model import GuideLine
from tuicompta.core.guides.texts import Definition, GuideText, Prefix
from tuicompta.core.text import clean_text
from tuicompta.models.database import Database, Row
from tuicompta.services.accounts.accounts import UnknownAccountError, account_id

LONGEST_TEXT: Final = 100

_READ = """
    SELECT coalesce(account.number, ''), guide_model_line.label, side, coalesce(amount, 0),
           CASE WHEN own.id IS NULL THEN guide_model_line.formula ELSE own.formula END,
           CASE WHEN vat_direction IS NULL THEN 0 ELSE coalesce(vat_rate, 0) END,
           day, piece, piece_definition_id, piece_formula_id, label_definition_id, label_formula_id,
           amount_formula_id, locked_columns
      FROM guide_model_line LEFT JOIN account ON account.id = account_id
      LEFT JOIN guide_formula AS own ON own.id = amount_formula_id
     WHERE guide_model_id = ? ORDER BY position
"""
_INSERT = """
    INSERT INTO guide_model_line (guide_model_id, position, day, account_id, piece, piece_definition_id,
                                  piece_formula_id, label, label_definition_id, label_formula_id, side, amount, formula,
                                  amount_formula_id, locked_columns)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


class Part(NamedTuple):
    """What a text comes from: a definition, an own formula, or neither; identifiers of their tables."""

    definition: int | None = None
    formula: int | None = None


NO_PART: Final = Part()


@dataclass(frozen=True, slots=True)
class GuideModelLine:
    """A line of a stored model: account, texts, side, fixed amount in cents or formula.

    `piece` and `label` are fixed texts, with tokens, unless a part gives them. `own_formula` names the own formula that
    gives the amount; `formula` is then its text. `rate` is that of the VAT account today. `locked` are the cells that
    are proposed and not modifiable (MG-07).
    """

    account: str
    label: str
    side: Side
    amount: int = 0
    formula: str = ""
    rate: int = 0
    day: int | None = None
    piece: str = ""
    piece_part: Part = NO_PART
    label_part: Part = NO_PART
    own_formula: int | None = None
    locked: frozenset[Column] = field(default_factory=frozenset)


def read_lines(database: Database, model: int) -> tuple[GuideModelLine, ...]:
    """Return the lines of a model, in their order."""
    return tuple(_line(row) for row in database.rows(_READ, (model,)))


def write_lines(database: Database, model: int, lines: Sequence[GuideModelLine]) -> None:
    """Put other lines in a model; call it inside the transaction of the card. Raises `UnknownAccountError`."""
    database.run("DELETE FROM guide_model_line WHERE guide_model_id = ?", (model,))
    for position, line in enumerate(lines, start=1):
        account = account_id(database, line.account) if line.account else None
        if line.account and account is None:
            raise UnknownAccountError(number=line.account)
        cells = (
            line.day,
            account,
            *_text_cells(line.piece, line.piece_part),
            *_text_cells(line.label, line.label_part),
            line.side.value,
            line.amount if line.amount and not line.formula else None,
            "" if line.own_formula else line.formula,
            line.own_formula,
            json.dumps(sorted(column.value for column in line.locked)),
        )
        database.run(_INSERT, (model, position, *cells))


def texts_of(database: Database) -> Callable[[str, Part], GuideText]:
    """Return what gives the text of a cell, once the definitions and own formulas are read."""
    definitions = {
        identifier: Definition(name, Prefix(prefix), text, suffix)
        for identifier, name, prefix, text, suffix in database.rows(
            "SELECT id, name, prefix, text, suffix FROM guide_definition"
        )
    }
    formulas: dict[int, str] = dict(database.rows("SELECT id, formula FROM guide_formula"))

    def text_of(text: str, part: Part) -> GuideText:
        if part.definition is not None:
            return GuideText(definition=definitions[part.definition])
        return GuideText(formulas[part.formula] if part.formula is not None else text)

    return text_of


def resolved(lines: Sequence[GuideModelLine], text_of: Callable[[str, Part], GuideText]) -> tuple[GuideLine, ...]:
    """Return lines with their definitions and own formulas."""
    return tuple(
        GuideLine(
            line.account,
            line.side,
            line.day,
            text_of(line.piece, line.piece_part),
            text_of(line.label, line.label_part),
            line.amount,
            line.formula,
            line.locked,
        )
        for line in lines
    )


def _text_cells(text: str, part: Part) -> tuple[str, int | None, int | None]:
    fixed = "" if part != NO_PART else clean_text(text).strip()[:LONGEST_TEXT]
    return fixed, part.definition, part.formula


def _line(row: Row) -> GuideModelLine:
    account, label, side, amount, formula, rate, day, piece, *parts, own, locked = row
    return GuideModelLine(
        account,
        label,
        Side(side),
        amount,
        formula,
        rate,
        day,
        piece,
        Part(*parts[:2]),
        Part(*parts[2:]),
        own,
        frozenset(Column(name) for name in json.loads(locked)),
    )
