"""`--report`: a report to the standard output or to a file (ETCL-01, ETCL-03)."""

import gc
import sys
from collections.abc import Iterator
from pathlib import Path

from tuicompta.cli.form import OutputForm, form_of
from tuicompta.cli.login import opened
from tuicompta.cli.parser import Invocation
from tuicompta.cli.request import request_of
from tuicompta.cli.run import tell
from tuicompta.reports.catalogue import build_report
from tuicompta.reports.model import Report
from tuicompta.reports.output import check_output, proposed_name, write_file, write_stream
from tuicompta.reports.reading import one_state
from tuicompta.reports.render.encoding import Encoder
from tuicompta.services.dossier import Dossier

_ROWS_BETWEEN_COLLECTIONS = 50_000


def run_report(invocation: Invocation) -> int:
    """Run one report; its refusals are raised."""
    _spare_the_collector()
    _, request = request_of(invocation)
    form = form_of(invocation.values)
    output = invocation.values.get("output")
    path = Path(str(output)) if output else None
    force = "force" in invocation.values
    if path and not path.is_dir():
        check_output(path, force=force)
    encoder = Encoder(form.encoding)
    with opened(invocation, readonly=True) as dossier, one_state(dossier):
        report = build_report(dossier, request)
        if path:
            place = path / _name(report, dossier, form) if path.is_dir() else path
            write_file(place, _encoded(report, form, encoder, to_terminal=False), force=force)
        else:
            write_stream(sys.stdout.buffer, _encoded(report, form, encoder, to_terminal=sys.stdout.isatty()))
    _warn(encoder, form)
    return 0


def _spare_the_collector() -> None:
    """Leave what is loaded out of the search for cycles: rows are many and make none."""
    gc.freeze()
    gc.set_threshold(_ROWS_BETWEEN_COLLECTIONS, 10, 10)


def _encoded(report: Report, form: OutputForm, encoder: Encoder, *, to_terminal: bool) -> Iterator[bytes]:
    return encoder.encode(form.chunks(report, to_terminal=to_terminal))


def _name(report: Report, dossier: Dossier, form: OutputForm) -> str:
    end = report.heading.end or report.heading.edition.day
    return proposed_name(report.name, dossier.name, end, form.format)


def _warn(encoder: Encoder, form: OutputForm) -> None:
    if encoder.replaced == 1:
        tell(f"1 caractère absent du codage {form.encoding} a été remplacé.")
    elif encoder.replaced:
        tell(f"{encoder.replaced} caractères absents du codage {form.encoding} ont été remplacés.")
