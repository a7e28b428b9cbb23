"""Label models: labels chosen quickly in the entry screens (ML)."""

import re
from dataclasses import dataclass
from typing import ClassVar

from tuicompta.core.enums import JournalType
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.labels import LABEL_LENGTH, check_template
from tuicompta.core.text import capitals, clean_text
from tuicompta.models.database import Database, Row
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.notes import delete_note, store_note

KIND = "label_model"
DELETION_RIGHT = "Modèles de libellé (Suppression)"

_CODE = re.compile(r"[0-9A-Z]{1,10}")
_READ = "SELECT code, label, journal_type, active FROM label_model WHERE id = ?"
_ALL = "SELECT id, code, label, journal_type, active FROM label_model ORDER BY code"
_INSERT = "INSERT INTO label_model (code, label, journal_type, active) VALUES (?, ?, ?, ?)"
_UPDATE = "UPDATE label_model SET code = ?, label = ?, journal_type = ?, active = ?, version = version + 1 WHERE id = ?"


class LabelModelCodeError(TuicomptaError):
    """The code of a label model has 1 to 10 letters or digits (ML-02)."""

    template = "Code de modèle de libellé «{code}» refusé : 1 à 10 lettres ou chiffres."


class LabelModelExistsError(TuicomptaError):
    """Codes of label models are unique (ML-02)."""

    template = "Le modèle de libellé {code} existe déjà : «{label}». Choisissez un autre code."


class LabelModelTextError(TuicomptaError):
    """The label of a model is mandatory (ML-02)."""

    template = "Le libellé du modèle {code} est obligatoire (100 caractères au plus)."


@dataclass(frozen=True, slots=True)
class LabelModel:
    """What the card of a label model holds; no journal type stands for «Tous» (ML-02)."""

    ALL: ClassVar[str] = "Tous"

    code: str
    label: str
    journal_type: JournalType | None = None
    active: bool = True


def label_models(database: Database) -> list[tuple[int, LabelModel]]:
    """Return every label model by its code, active or not (ML-03)."""
    return [(row[0], _model(row[1:])) for row in database.rows(_ALL)]


def read_label_model(database: Database, model_id: int) -> tuple[LabelModel, int]:
    """Return a label model and its version; raises `RecordGoneError`."""
    row = database.row(_READ, (model_id,))
    if row is None:
        raise RecordGoneError(name="Le modèle de libellé")
    return _model(row), int(database.value("SELECT version FROM label_model WHERE id = ?", (model_id,)))


def write_label_model(
    dossier: Dossier, known: int | None, model: LabelModel, *, notes: str = "", version: int = 0
) -> int:
    """Store the card of a label model, a new one when `known` is None; return its identifier (ML-02, ML-04).

    Raises the refusals of this module, that of an unknown token (JF-26) and `RecordChangedError`.
    """
    dossier.require_writable()
    code, label = capitals(clean_text(model.code).strip()), clean_text(model.label).strip()
    if not _CODE.fullmatch(code):
        raise LabelModelCodeError(code=code)
    if not 1 <= len(label) <= LABEL_LENGTH:
        raise LabelModelTextError(code=code)
    check_template(label)
    database = dossier.database
    values = (code, label, model.journal_type.value if model.journal_type else None, int(model.active))
    with transaction(database):
        query = "SELECT label FROM label_model WHERE code = ? AND id IS NOT ?"
        if row := database.row(query, (code, known)):
            raise LabelModelExistsError(code=code, label=row[0])
        if known is None:
            known = database.run(_INSERT, values)
        elif read_label_model(database, known)[1] != version:
            raise RecordChangedError(name=f"Le modèle de libellé {code}")
        else:
            database.run(_UPDATE, (*values, known))
        store_note(database, KIND, known, notes)
    return known


def create_label_model(
    dossier: Dossier, code: str, label: str, journal_type: JournalType | None = None, *, active: bool = True
) -> int:
    """Store a new label model and return its identifier; raises the refusals of `write_label_model`."""
    return write_label_model(dossier, None, LabelModel(code, label, journal_type, active))


def delete_label_model(dossier: Dossier, model_id: int) -> None:
    """Delete a label model, used or not: the entries keep their labels (ML-04)."""
    dossier.require_writable()
    with transaction(dossier.database):
        delete_note(dossier.database, KIND, model_id)
        dossier.database.run("DELETE FROM label_model WHERE id = ?", (model_id,))


def switch_label_model(dossier: Dossier, model_id: int) -> None:
    """Make a label model active, or no more (ML-03)."""
    dossier.require_writable()
    with transaction(dossier.database):
        dossier.database.run(
            "UPDATE label_model SET active = 1 - active, version = version + 1 WHERE id = ?", (model_id,)
        )


def _model(row: Row) -> LabelModel:
    return LabelModel(row[0], row[1], JournalType(row[2]) if row[2] else None, bool(row[3]))
