"""Definitions and own formulas, which models use: named once, frozen while a model uses them (SGF-02 to SGF-04)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from tuicompta.core.enums import Labelled
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.guide_formulas import read_expression
from tuicompta.core.guides.texts import (
    DEFINITION_NAME_LENGTH,
    FIXED_LENGTH,
    GUIDE_TOKENS,
    SUFFIX_LENGTH,
    Definition,
    Prefix,
)
from tuicompta.core.labels import check_template
from tuicompta.core.text import clean_text
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.small_tables.coded_records import EmptyFieldError, checked_label

DEFINITION_KIND: Final = "guide_definition"
FORMULA_KIND: Final = "guide_formula"
FORMULA_LENGTH: Final = 100

_USING_DEFINITION = """
    SELECT DISTINCT name FROM guide_model JOIN guide_model_line ON guide_model_id = guide_model.id
     WHERE ? IN (piece_definition_id, label_definition_id) ORDER BY name
"""
_USING_FORMULA = """
    SELECT DISTINCT name FROM guide_model JOIN guide_model_line ON guide_model_id = guide_model.id
     WHERE ? IN (piece_formula_id, label_formula_id, amount_formula_id) ORDER BY name
"""
_UPDATE_DEFINITION = """
    UPDATE guide_definition SET name = ?, prefix = ?, text = ?, suffix = ?, version = version + 1 WHERE id = ?
"""


class PartUsedError(TuicomptaError):
    """A definition or a formula used by a model can be neither changed nor deleted (SGF-04)."""

    template = "{part} «{name}» est utilisée par le modèle «{model}» : elle ne peut être ni modifiée ni supprimée."


class PartExistsError(TuicomptaError):
    """Names of definitions, and of formulas, are unique (SGF-02, SGF-03)."""

    template = "{part} «{name}» existe déjà. Choisissez un autre libellé."


class FormulaUse(Labelled):
    """What an own formula gives (SGF-02)."""

    AMOUNT = "amount", "Montant"
    TEXT = "text", "Pièce ou libellé"


@dataclass(frozen=True, slots=True)
class OwnFormula:
    """A named formula: an expression of amounts, or a text with tokens (SGF-02)."""

    name: str
    use: FormulaUse
    formula: str


def definition_rows(database: Database) -> list[tuple[int, Definition, str]]:
    """Return the definitions by name, each with a model that uses it, empty when none does."""
    rows = database.rows("SELECT id, name, prefix, text, suffix FROM guide_definition ORDER BY name")
    return [
        (identifier, Definition(name, Prefix(prefix), text, suffix), _user(database, _USING_DEFINITION, identifier))
        for identifier, name, prefix, text, suffix in rows
    ]


def formula_rows(database: Database) -> list[tuple[int, OwnFormula, str]]:
    """Return the own formulas by name, each with a model that uses it, empty when none does."""
    rows = database.rows("SELECT id, name, use, formula FROM guide_formula ORDER BY name")
    return [
        (identifier, OwnFormula(name, FormulaUse(use), formula), _user(database, _USING_FORMULA, identifier))
        for identifier, name, use, formula in rows
    ]


def read_definition(database: Database, identifier: int) -> tuple[Definition, int]:
    """Return a definition and its version; raises `RecordGoneError`."""
    row = database.row("SELECT name, prefix, text, suffix, version FROM guide_definition WHERE id = ?", (identifier,))
    if row is None:
        raise RecordGoneError(name="La définition")
    return Definition(row[0], Prefix(row[1]), row[2], row[3]), int(row[4])


def read_formula(database: Database, identifier: int) -> tuple[OwnFormula, int]:
    """Return an own formula and its version; raises `RecordGoneError`."""
    row = database.row("SELECT name, use, formula, version FROM guide_formula WHERE id = ?", (identifier,))
    if row is None:
        raise RecordGoneError(name="La formule")
    return OwnFormula(row[0], FormulaUse(row[1]), row[2]), int(row[3])


def write_definition(dossier: Dossier, known: int | None, made: Definition, *, version: int = 0) -> int:
    """Store a definition, a new one when `known` is None, and return its identifier (SGF-03).

    Raises `EmptyFieldError`, `PartExistsError`, `PartUsedError` and `RecordChangedError`.
    """
    name = checked_label("Libellé", made.name, DEFINITION_NAME_LENGTH)
    text = clean_text(made.text)[:FIXED_LENGTH] if made.prefix is Prefix.TEXT else ""
    if made.prefix is Prefix.TEXT and not text.strip():
        raise EmptyFieldError(field="Texte fixe")
    cells = (name, made.prefix.value, text, clean_text(made.suffix)[:SUFFIX_LENGTH])
    with _writing(dossier) as database:
        if database.value("SELECT id FROM guide_definition WHERE name = ? AND id IS NOT ?", (name, known)):
            raise PartExistsError(part="La définition", name=name)
        if known is None:
            return database.run("INSERT INTO guide_definition (name, prefix, text, suffix) VALUES (?, ?, ?, ?)", cells)
        stored, found = read_definition(database, known)
        _check_free(database, _USING_DEFINITION, known, "La définition", stored.name)
        if found != version:
            raise RecordChangedError(name=f"La définition {name}")
        database.run(_UPDATE_DEFINITION, (*cells, known))
    return known


def write_formula(dossier: Dossier, known: int | None, made: OwnFormula, *, version: int = 0) -> int:
    """Store an own formula, a new one when `known` is None, and return its identifier (SGF-02).

    Raises `EmptyFieldError`, the refusals of its text, `PartExistsError`, `PartUsedError`, `RecordChangedError`.
    """
    name = checked_label("Libellé", made.name, DEFINITION_NAME_LENGTH)
    formula = checked_label("Formule", made.formula, FORMULA_LENGTH)
    if made.use is FormulaUse.AMOUNT:
        read_expression(formula)
    else:
        check_template(formula, GUIDE_TOKENS)
    cells = (name, made.use.value, formula)
    with _writing(dossier) as database:
        if database.value("SELECT id FROM guide_formula WHERE name = ? AND id IS NOT ?", (name, known)):
            raise PartExistsError(part="La formule", name=name)
        if known is None:
            return database.run("INSERT INTO guide_formula (name, use, formula) VALUES (?, ?, ?)", cells)
        stored, found = read_formula(database, known)
        _check_free(database, _USING_FORMULA, known, "La formule", stored.name)
        if found != version:
            raise RecordChangedError(name=f"La formule {name}")
        query = "UPDATE guide_formula SET name = ?, use = ?, formula = ?, version = version + 1 WHERE id = ?"
        database.run(query, (*cells, known))
    return known


def delete_definition(dossier: Dossier, identifier: int) -> None:
    """Delete a definition that no model uses; raises `PartUsedError` (SGF-04)."""
    with _writing(dossier) as database:
        stored, _ = read_definition(database, identifier)
        _check_free(database, _USING_DEFINITION, identifier, "La définition", stored.name)
        database.run("DELETE FROM guide_definition WHERE id = ?", (identifier,))


def delete_formula(dossier: Dossier, identifier: int) -> None:
    """Delete an own formula that no model uses; raises `PartUsedError` (SGF-04)."""
    with _writing(dossier) as database:
        stored, _ = read_formula(database, identifier)
        _check_free(database, _USING_FORMULA, identifier, "La formule", stored.name)
        database.run("DELETE FROM guide_formula WHERE id = ?", (identifier,))


def model_using_definition(database: Database, identifier: int) -> str:
    """Return the name of a model that uses a definition, empty when none does."""
    return _user(database, _USING_DEFINITION, identifier)


def model_using_formula(database: Database, identifier: int) -> str:
    """Return the name of a model that uses an own formula, empty when none does."""
    return _user(database, _USING_FORMULA, identifier)


@contextmanager
def _writing(dossier: Dossier) -> Iterator[Database]:
    """Give the database inside a transaction, on a dossier that may be written."""
    dossier.require_writable()
    with transaction(dossier.database):
        yield dossier.database


def _user(database: Database, query: str, identifier: int) -> str:
    return str(database.value(query, (identifier,)) or "")


def _check_free(database: Database, query: str, identifier: int, part: str, name: str) -> None:
    if model := _user(database, query, identifier):
        raise PartUsedError(part=part, name=name, model=model)
