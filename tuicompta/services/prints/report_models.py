"""The models of reports kept in a dossier, found by name, and those proposed by default (EDM, IMP-05)."""

import json
from enum import StrEnum
from typing import ClassVar, Final, NamedTuple

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.report_models.checks import NAME_LENGTH
from tuicompta.core.report_models.content import ModelContentError, model_of
from tuicompta.core.report_models.model import ReportModel, system_name
from tuicompta.core.text import clean_text, excerpt, fold
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordGoneError

KIND: Final = "report_model"
_ROWS = "SELECT id, report, name FROM report_model ORDER BY report, folded_name"
_READ = "SELECT report, name, content, version FROM report_model WHERE id = ?"
_FIND = "SELECT id FROM report_model WHERE report = ? AND folded_name = ?"
_SET_DEFAULT = """
    INSERT INTO report_model_default (report, use, report_model_id) VALUES (?, ?, ?)
    ON CONFLICT (report, use) DO UPDATE SET report_model_id = excluded.report_model_id
"""


class UnknownModelError(TuicomptaError):
    """The report has no model of this name."""

    template = "Modèle inconnu de l'état «{report}» : «{name}». Modèles : {known}."
    exit_code: ClassVar[int] = 2


class ModelUse(StrEnum):
    """Where a default model is proposed (IMP-05)."""

    CARD = "card"
    LIST = "list"

    @property
    def label(self) -> str:
        """The French words."""
        return {ModelUse.CARD: "fiches", ModelUse.LIST: "listes"}[self]


class ModelRow(NamedTuple):
    """A model of the users: its identifier, its report, its name."""

    id: int
    report: str
    name: str


def model_rows(database: Database, report: str | None = None) -> list[ModelRow]:
    """Return the models of the users, those of a report only when one is named, in the order of their names."""
    rows = map(ModelRow._make, database.rows(_ROWS))
    return [row for row in rows if report in (None, row.report)]


def read_model(database: Database, identifier: int) -> tuple[ReportModel, int]:
    """Return a model and its version; raises RecordGoneError, ModelContentError."""
    row = database.row(_READ, (identifier,))
    if row is None:
        raise RecordGoneError(name="Le modèle d'état")
    report, name, content, version = row
    try:
        return model_of(name, report, json.loads(content)), version
    except RecursionError as error:
        raise ModelContentError(reason="trop de niveaux") from error


def model_id(database: Database, report: str, name: str) -> int | None:
    """Return the identifier of a model by its name, whatever its case and accents."""
    found: int | None = database.value(_FIND, (report, fold(clean_text(name).strip())))
    return found


def find_model(database: Database, report: str, title: str, name: str) -> ReportModel | None:
    """Return the model of a name, None for the delivered one; raises `UnknownModelError`."""
    if fold(clean_text(name).strip()) == fold(system_name(title)):
        return None
    identifier = model_id(database, report, name)
    if identifier is None:
        known = [system_name(title), *(row.name for row in model_rows(database, report))]
        raise UnknownModelError(report=report, name=excerpt(name), known=", ".join(known))
    return read_model(database, identifier)[0]


def free_name(database: Database, report: str, name: str) -> str:
    """Return a name that no model of a report has: the one asked, else with a number after it."""
    taken = {fold(row.name) for row in model_rows(database, report)}
    rank, found = 2, name[:NAME_LENGTH].rstrip()
    while fold(found) in taken:
        found = f"{name[: NAME_LENGTH - len(str(rank)) - 1].rstrip()} {rank}"
        rank += 1
    return found


def delete_model(dossier: Dossier, identifier: int) -> None:
    """Delete a model; where it was the default one, the delivered one is again."""
    dossier.require_writable()
    with transaction(dossier.database):
        dossier.database.run("DELETE FROM report_model_default WHERE report_model_id = ?", (identifier,))
        dossier.database.run("DELETE FROM report_model WHERE id = ?", (identifier,))


def default_model(database: Database, report: str, use: ModelUse) -> str | None:
    """Return the name of the model proposed where a report is asked from a card or a list, None for the delivered."""
    query = """
        SELECT name FROM report_model_default JOIN report_model ON report_model.id = report_model_id
         WHERE report_model_default.report = ? AND use = ?
    """
    found: str | None = database.value(query, (report, use.value))
    return found


def default_uses(database: Database) -> dict[int, list[ModelUse]]:
    """Return what each model is the default of."""
    found: dict[int, list[ModelUse]] = {}
    for identifier, use in database.rows("SELECT report_model_id, use FROM report_model_default ORDER BY use"):
        found.setdefault(identifier, []).append(ModelUse(use))
    return found


def set_default(dossier: Dossier, report: str, use: ModelUse, identifier: int | None) -> None:
    """Make a model the default one, the delivered one when it is None; the former is no more (IMP-05)."""
    dossier.require_writable()
    with transaction(dossier.database):
        if identifier is None:
            dossier.database.run("DELETE FROM report_model_default WHERE report = ? AND use = ?", (report, use.value))
        else:
            dossier.database.run(_SET_DEFAULT, (report, use.value, identifier))
