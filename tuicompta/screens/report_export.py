"""Writing a computed report in a file, without computing it again (IMP-10, ETSO-11)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from tuicompta.reports.forms import CSV_ENCODING
from tuicompta.reports.output import OutputExistsError, check_output, proposed_name, write_file
from tuicompta.reports.render.delimited import CsvForm, csv_chunks
from tuicompta.reports.render.encoding import Encoder
from tuicompta.reports.render.on_screen import PRINTED
from tuicompta.reports.render.structured import json_chunks
from tuicompta.reports.render.text import text_chunks
from tuicompta.screens.actions import Action
from tuicompta.services.folders import Folder, default_folder, ensure_folder
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.question import NO, Choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tuicompta.reports.render.on_screen import ShownReport
    from tuicompta.screens.frame import Frame
    from tuicompta.widgets.progress import Progress

EXPORT = Action("export_report", "Exporter", "Dans un fichier texte, CSV ou JSON.", ("alt+e",))
FORMATS = {"txt": "Texte", "csv": "CSV (tableur)", "json": "JSON"}
REPLACE = Choice("Remplacer", "replace")
_ENCODINGS = {"txt": "utf-8", "csv": CSV_ENCODING, "json": "utf-8"}


async def export_report(frame: Frame, shown: ShownReport, dossier_name: str) -> Path | None:
    """Ask where and in which form, then write; return the file, None when the user gives up."""
    report = shown.report
    end = report.heading.end or report.heading.edition.day
    name = Path(proposed_name(report.name, dossier_name, end, "txt")).stem
    values: dict[str, object] = {"form": "txt", "folder": default_folder(Folder.EXPORTS), "name": name}
    answer = await frame.dialogs.fill(f"Exporter – {report.heading.title}", _schema(), values)
    if answer is None:
        return None
    form = str(answer["form"])
    place = _place(answer, form)
    force = False
    try:
        check_output(place, force=False)
    except OutputExistsError:
        text = f"{place.name}\n{place.parent}"
        if await frame.dialogs.ask("Remplacer ce fichier ?", text, (REPLACE, NO), default=1) != REPLACE.value:
            return None
        force = True
    encoder = Encoder(_ENCODINGS[form])

    def job(progress: Progress) -> None:
        write_file(place, encoder.encode(_told(_chunks(shown, form), progress)), force=force)

    await frame.dialogs.work(f"Export de {report.heading.title}", job)
    frame.say(f"Fichier écrit : {place}")
    return place


def _schema() -> CardSchema:
    forms = [Option(form, label) for form, label in FORMATS.items()]
    fields = (
        card.choice("form", "Format", forms, mandatory=True),
        card.path("folder", "Répertoire", mandatory=True, folders=True),
        card.text("name", "Nom du fichier", mandatory=True, width=44, max_length=120),
    )
    return CardSchema((Tab("", fields),))


def _place(answer: Mapping[str, object], form: str) -> Path:
    folder = cast("Path", answer["folder"])
    if folder == default_folder(Folder.EXPORTS):
        ensure_folder(folder)
    return folder / f"{str(answer['name']).removesuffix(f'.{form}')}.{form}"


def _chunks(shown: ShownReport, form: str) -> Iterator[str]:
    if form == "csv":
        return csv_chunks(shown.report, CsvForm())
    if form == "json":
        return json_chunks(shown.report)
    return text_chunks(shown.report, max(PRINTED, shown.layout(PRINTED, whole=False).used))


def _told(chunks: Iterator[str], progress: Progress) -> Iterator[str]:
    """Yield the chunks, telling how much is written; the user may stop between two."""
    written = 0
    for chunk in chunks:
        written += len(chunk)
        progress.tell(written, label=f"{written // 1000} milliers de caractères")
        yield chunk
