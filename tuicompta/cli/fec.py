"""`--export fec` and `--check-fec`: writing and controlling an accounting file (FECX, FECV)."""

import sys
from pathlib import Path
from typing import ClassVar, cast

from tuicompta.cli.lists import text_or_json
from tuicompta.cli.login import opened
from tuicompta.cli.parser import Invocation
from tuicompta.cli.run import tell
from tuicompta.core.errors import TuicomptaError
from tuicompta.exchange.fec.layout import Regime
from tuicompta.exchange.fec.rendering import SCREEN_ROWS, json_lines, text_lines, verdict
from tuicompta.reports.output import reason_of
from tuicompta.reports.periods import find_year
from tuicompta.services.fec.checking import check_accounting_file
from tuicompta.services.fec.exporting import ExportOptions, FecExport, export_fec
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.folders import Folder, default_folder, ensure_folder


class FileUnreadableError(TuicomptaError):
    """The file named on the command line cannot be read."""

    template = "Le fichier «{path}» ne peut pas être lu ({reason}). Vérifiez le chemin."
    exit_code: ClassVar[int] = 2


def readable(path: Path) -> Path:
    """Return the path of a file that can be read; raises `FileUnreadableError`."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise FileUnreadableError(path=str(path), reason=reason_of(error)) from None
    return path


def check(invocation: Invocation) -> int:
    """Control an accounting file; a terminal shows the first rows of each rule, a file or a pipe all of them."""
    form = text_or_json(invocation)
    path = readable(Path(str(invocation.values["check-fec"])))
    regime = invocation.values.get("regime")
    report = check_accounting_file(path, Regime(str(regime)) if regime else None)
    try:
        limit = SCREEN_ROWS if sys.stdout.isatty() else None
        lines = json_lines(report, limit) if form == "json" else text_lines(report, limit)
        sys.stdout.writelines(f"{line}\n" for line in lines)
    finally:
        report.close()
    return report.exit_code


def export(invocation: Invocation) -> int:
    """Write the accounting file of a fiscal year and print its path; what the user must know goes to stderr."""
    output = invocation.values.get("output")
    place = Path(str(output)) if output else ensure_folder(default_folder(Folder.EXPORTS))
    options = ExportOptions(draft="draft" in invocation.values, force="force" in invocation.values)
    with opened(invocation, readonly=False) as dossier:
        year = find_year(dossier, fiscal_years(dossier.database), cast("str | None", invocation.values.get("year")))
        export = export_fec(dossier, year, place, options)
        try:
            _warn(export)
        finally:
            export.report.close()
    sys.stdout.write(f"{export.path}\n")
    return 1 if export.has_errors else 0


def _warn(export: FecExport) -> None:
    if export.unvalidated:
        listed = ", ".join(f"{code} {count}" for code, count in sorted(export.unvalidated.items()))
        total = sum(export.unvalidated.values())
        tell(f"Écritures non validées, absentes du fichier : {total} ({listed}). Validez-les, ou ajoutez --draft.")
    if export.left_out:
        tell(f"Écritures des classes 8 et 9, laissées de côté : {export.left_out}.")
    if export.written.replaced:
        tell(f"Caractères absents du jeu de caractères, remplacés : {export.written.replaced}.")
    if export.earlier:
        when = export.earlier.when.replace("T", " à ")
        tell(f"Ce fichier diffère de celui du même exercice exporté le {when} par {export.earlier.user}.")
    if export.has_errors:
        tell(f"Contrôle du fichier : {verdict(export.report)}. Il garde le suffixe «_erreurs».")
