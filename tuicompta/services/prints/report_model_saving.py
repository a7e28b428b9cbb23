"""Keeping a model of a report once it is checked against what the report offers (EDM-04, EDM-05)."""

import json
from dataclasses import replace
from typing import Final

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.report_models.checks import NAME_LENGTH, check_model
from tuicompta.core.report_models.content import content_of, model_of
from tuicompta.core.report_models.model import ReportModel, own_name
from tuicompta.core.report_models.page_width import overflow
from tuicompta.core.text import fold
from tuicompta.models.transaction import transaction
from tuicompta.reports.catalogue import find_report
from tuicompta.reports.models.fields import offered_fields, system_model
from tuicompta.reports.models.filters import filters_of, request_of_filters
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.prints.report_models import free_name, model_id, read_model

LONGEST: Final = 100_000
_INSERT = "INSERT INTO report_model (name, folded_name, content, report) VALUES (?, ?, ?, ?)"
_UPDATE = """
    UPDATE report_model SET name = ?, folded_name = ?, content = ?, version = version + 1 WHERE id = ? AND report = ?
"""


class ModelNameTakenError(TuicomptaError):
    """Two models of a report have different names, whatever their case and accents."""

    template = "L'état a déjà un modèle «{name}» : donnez un autre nom."


class ModelTooLongError(TuicomptaError):
    """A model is a small thing."""

    template = "Le modèle «{name}» est trop long."


def check_report_model(dossier: Dossier, model: ReportModel) -> int:
    """Return by how many characters the columns go beyond the page; raises the refusals of EDM-05.

    Those are of the name, the report, the fields, the texts and the filters.
    """
    spec = find_report(model.report)
    fields = offered_fields(dossier, spec)
    check_model(model, fields)
    request_of_filters(spec, model.filters)
    return overflow(model, fields)


def write_model(dossier: Dossier, known: int | None, model: ReportModel, *, version: int = 0) -> int:
    """Keep a model, a new one when `known` is None; return its identifier.

    Raises the refusals of `check_report_model`, ModelNameTakenError, ModelTooLongError and RecordChangedError.
    """
    dossier.require_writable()
    model = model_of(model.name, model.report, content_of(model))  # its texts cleaned, whoever made it
    check_report_model(dossier, model)
    spec = find_report(model.report)
    model = replace(model, filters=filters_of(request_of_filters(spec, model.filters), spec))
    content = json.dumps(content_of(model), ensure_ascii=False)
    if len(content) > LONGEST:
        raise ModelTooLongError(name=model.name)
    database = dossier.database
    with transaction(database):
        found = model_id(database, model.report, model.name)
        if found not in (None, known):
            raise ModelNameTakenError(name=model.name)
        cells = (model.name, fold(model.name), content)
        if known is None:
            return database.run(_INSERT, (*cells, model.report))
        stored, current = read_model(database, known)
        if current != version:
            raise RecordChangedError(name=f"Le modèle {stored.name}")
        database.run(_UPDATE, (*cells, known, model.report))
    return known


def copy_of_system(dossier: Dossier, report: str) -> ReportModel:
    """Return an unsaved copy of the delivered model, under its name without «(système)» (EDM-01)."""
    model = system_model(dossier, find_report(report))
    name = free_name(dossier.database, report, own_name(model.name)[:NAME_LENGTH])
    return model_of(name, report, content_of(model))
