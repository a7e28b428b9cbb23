"""Sending a computed report to a printer, as its PDF (ETSO-09, IMP-08)."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from tuicompta.reports.output import write_file
from tuicompta.reports.render.outputs import Output, OutputWriter
from tuicompta.screens.prints.model_shown import model_name, shown_model
from tuicompta.services.prints.printing import MOST_COPIES, known_printers, print_file
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.fields.choice import Option

if TYPE_CHECKING:
    from tuicompta.reports.render.on_screen import ShownReport
    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.prints.printing import Printers
    from tuicompta.widgets.progress import Progress

USUAL = "usual"
DEFAULT = "l'imprimante par défaut"


async def print_report(frame: Frame, shown: ShownReport) -> None:
    """Ask for the printer and the number of copies, then print without computing again."""
    printers = known_printers()
    title = shown.report.heading.title
    values = {"model": model_name(shown.report), "printer": printers.default or USUAL, "copies": 1}
    answer = await frame.dialogs.fill(f"Imprimer – {title}", _schema(printers), values)
    if answer is None:
        return
    printer = "" if answer["printer"] == USUAL else str(answer["printer"])
    copies = cast("int", answer["copies"])

    def job(progress: Progress) -> None:
        with TemporaryDirectory(prefix="tuicompta-") as folder:
            path = Path(folder) / f"{shown.report.name}.pdf"
            write_file(path, OutputWriter(Output("pdf"), progress.tell).chunks(shown.report), force=True)
            print_file(path, title, printer=printer, copies=copies)

    await frame.dialogs.work(f"Impression de {title}", job)
    frame.say(f"{title} : envoyé à {printer or DEFAULT}")


def _schema(printers: Printers) -> CardSchema:
    usual = [] if printers.default else [Option(USUAL, "Imprimante par défaut")]
    fields = (
        shown_model(),
        card.choice(
            "printer", "Imprimante", [*usual, *(Option(name, name) for name in printers.names)], mandatory=True
        ),
        card.number("copies", "Nombre d'exemplaires", lowest=1, highest=MOST_COPIES, mandatory=True),
    )
    return CardSchema((Tab("", fields),))
