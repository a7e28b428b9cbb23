"""Writing a computed report in a file, without computing it again (IMP-10, ETSO-11)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from tuicompta.reports.output import OutputExistsError, check_output, proposed_name, write_file
from tuicompta.reports.render.on_screen import PRINTED
from tuicompta.reports.render.outputs import Output, OutputWriter
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.prints.model_shown import model_name, shown_model
from tuicompta.services.folders import Folder, default_folder, ensure_folder
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.question import NO, Choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tuicompta.reports.render.on_screen import ShownReport
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.widgets.progress import Progress

EXPORT = Action("export_report", "Exporter", "Dans un fichier PDF, texte ou de tableur.", ("alt+e",))
FORMATS = {"txt": "Texte", "csv": "CSV (tableur)", "xlsx": "XLSX (classeur)", "pdf": "PDF", "json": "JSON"}
REPLACE = Choice("Remplacer", "replace")


async def export_report(frame: Frame, shown: ShownReport, dossier_name: str) -> Path | None:
    """Ask where and in which form, then write; return the file, None when the user gives up."""
    report = shown.report
    end = report.heading.end or report.heading.edition.day
    name = Path(proposed_name(report.name, dossier_name, end, "txt")).stem
    values: dict[str, object] = {
        "model": model_name(report),
        "form": "txt",
        "folder": default_folder(Folder.EXPORTS),
        "name": name,
    }
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
    width = max(PRINTED, shown.layout(PRINTED, whole=False).used)

    def job(progress: Progress) -> str:
        writer = OutputWriter(Output(form, width=width), progress.tell)
        write_file(place, _told(writer.chunks(report), progress), force=force)
        return writer.losses

    losses = await frame.dialogs.work(f"Export de {report.heading.title}", job)
    frame.say(f"Fichier écrit : {place}" + (f". {losses}" if losses else ""))
    return place


def _schema() -> CardSchema:
    forms = [Option(form, label) for form, label in FORMATS.items()]
    fields = (
        shown_model(),
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


def _told(chunks: Iterator[bytes], progress: Progress) -> Iterator[bytes]:
    """Yield the chunks, telling how much is written; the user may stop between two."""
    written = 0
    for chunk in chunks:
        written += len(chunk)
        progress.tell(written, label=f"{written // 1000} ko")
        yield chunk
