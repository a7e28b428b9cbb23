"""A model of a report as a `.json` file (EDM-07)."""

import json
from pathlib import Path
from typing import Final

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.report_models.checks import ReportModelError
from tuicompta.core.report_models.content import content_of, model_of
from tuicompta.core.report_models.model import ReportModel
from tuicompta.core.text import clean_text, excerpt
from tuicompta.exchange.json_content import json_content

KIND: Final = "tuicompta.report_model"
VERSION: Final = 1
SUFFIX: Final = ".json"


class NotAReportModelError(TuicomptaError):
    """The file holds no model of a report."""

    template = "Le fichier «{path}» ne contient pas de modèle d'état ({reason})."


def model_chunks(model: ReportModel) -> list[bytes]:
    """Return the bytes of a file."""
    head = {"kind": KIND, "version": VERSION, "report": model.report, "name": model.name}
    return [(json.dumps({**head, "model": content_of(model)}, ensure_ascii=False, indent=2) + "\n").encode()]


def read_model_file(path: Path) -> ReportModel:
    """Read a model from a file, its texts cleaned; raises `NotAReportModelError`. Its fields are not checked yet."""
    content = json_content(path, NotAReportModelError)
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise NotAReportModelError(path=str(path), reason="ce n'est pas un fichier de modèle")
    if content.get("version") != VERSION:
        reason = f"version {excerpt(str(content.get('version')))}, {VERSION} attendue"
        raise NotAReportModelError(path=str(path), reason=reason)
    name, report = content.get("name"), content.get("report")
    if not (isinstance(name, str) and isinstance(report, str)):
        raise NotAReportModelError(path=str(path), reason="fichier incomplet")
    try:
        return model_of(name, excerpt(clean_text(report)), content.get("model"))
    except ReportModelError as error:
        raise NotAReportModelError(path=str(path), reason=str(error).rstrip(".")) from error
