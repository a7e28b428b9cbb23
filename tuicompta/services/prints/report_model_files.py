"""Models of reports that come from another dossier, and go to one (EDM-07)."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tuicompta.core.report_models.checks import NAME_LENGTH
from tuicompta.core.report_models.model import ReportModel, own_name
from tuicompta.exchange.report_model_file import SUFFIX, model_chunks, read_model_file
from tuicompta.models.transaction import transaction
from tuicompta.reports.output import write_file
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.prints.report_model_saving import check_report_model, write_model
from tuicompta.services.prints.report_models import free_name, model_id, read_model


class ReceivedModel(NamedTuple):
    """A model read from a file and checked; `known` is the one of the same name in the dossier, if any."""

    model: ReportModel
    known: int | None


def export_model(model: ReportModel, path: Path, *, force: bool) -> None:
    """Write a model in a file; raises the refusals of files."""
    write_file(path, model_chunks(model), force=force)


def receive_model(dossier: Dossier, path: Path) -> ReceivedModel:
    """Read a model from a file; the word of the delivered models leaves its name.

    Raises NotAReportModelError, UnknownReportError, and the refusals of `check_report_model`, which name the report or
    the field that this program does not know.
    """
    read = read_model_file(path)
    model = replace(read, name=own_name(read.name))
    check_report_model(dossier, model)
    return ReceivedModel(model, model_id(dossier.database, model.report, model.name))


def keep_received(dossier: Dossier, received: ReceivedModel, *, replacing: bool) -> int:
    """Keep a model read from a file, in the place of the one of that name or under a name of its own."""
    model = received.model
    database = dossier.database
    with transaction(database):
        known = model_id(database, model.report, model.name)
        if known is not None and replacing:
            return write_model(dossier, known, model, version=read_model(database, known)[1])
        name = free_name(database, model.report, model.name[:NAME_LENGTH])
        return write_model(dossier, None, replace(model, name=name))


def proposed_file(model: ReportModel) -> str:
    """Return the name proposed for the file of a model."""
    safe = "".join(char if char.isalnum() or char in " -_." else "-" for char in model.name)
    return f"{safe.strip('. ') or 'modele'}{SUFFIX}"
