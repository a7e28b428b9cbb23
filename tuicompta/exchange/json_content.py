"""The content of a small JSON file, whoever wrote it."""

import json
from pathlib import Path

from tuicompta.core.errors import TuicomptaError
from tuicompta.models.held_files import open_source
from tuicompta.reports.output import reason_of

MOST_BYTES = 1_000_000


def json_content(path: Path, refusal: type[TuicomptaError]) -> object:
    """Return what a file holds; raises the refusal, made with the fields `path` and `reason`, and HeldFileError."""
    try:
        with open_source(path) as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise refusal(path=str(path), reason=reason_of(error)) from error
    if len(data) > MOST_BYTES:
        raise refusal(path=str(path), reason="fichier trop long")
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise refusal(path=str(path), reason="ce n'est pas du JSON") from error
