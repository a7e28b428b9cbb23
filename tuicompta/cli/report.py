"""`--report`: a report to the standard output or to a file (ETCL-01, ETCL-03)."""

import gc
import sys
from contextlib import closing
from pathlib import Path

from tuicompta.cli.form import output_of
from tuicompta.cli.login import opened
from tuicompta.cli.parser import Invocation
from tuicompta.cli.progress import Narrator
from tuicompta.cli.request import request_of
from tuicompta.cli.run import tell
from tuicompta.core.paths import is_folder
from tuicompta.reports.catalogue import build_report
from tuicompta.reports.model import Report
from tuicompta.reports.output import check_output, proposed_name, write_file, write_stream
from tuicompta.reports.reading import one_state
from tuicompta.reports.render.outputs import Output, OutputWriter
from tuicompta.services.dossiers.dossier import Dossier

_ROWS_BETWEEN_COLLECTIONS = 50_000


def run_report(invocation: Invocation) -> int:
    """Run one report; its refusals are raised."""
    _spare_the_collector()
    _, request = request_of(invocation)
    path = Path(str(invocation.values["output"])) if invocation.values.get("output") else None
    output = output_of(invocation.values, to_terminal=not path and sys.stdout.isatty())
    force = "force" in invocation.values
    if path and not is_folder(path):
        check_output(path, force=force)
    narrator = Narrator()
    writer = OutputWriter(output, narrator.progress)
    with opened(invocation, readonly=True) as dossier, one_state(dossier), closing(narrator):
        report = build_report(dossier, request)
        if path:
            place = path / _name(report, dossier, output) if is_folder(path) else path
            write_file(place, writer.chunks(report), force=force)
        else:
            write_stream(sys.stdout.buffer, writer.chunks(report))
    if writer.losses:
        tell(writer.losses)
    return 0


def _spare_the_collector() -> None:
    """Leave what is loaded out of the search for cycles: rows are many and make none."""
    gc.freeze()
    gc.set_threshold(_ROWS_BETWEEN_COLLECTIONS, 10, 10)


def _name(report: Report, dossier: Dossier, output: Output) -> str:
    end = report.heading.end or report.heading.edition.day
    return proposed_name(report.name, dossier.name, end, output.format)
