"""The steps of the exchange with the accountant: direction, files, choices, preview (CEE)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.screens.exchange.fec_fields import charset_field, chosen_charset, file_fields
from tuicompta.screens.wizards.wizard_pages import CardPage, TextPage
from tuicompta.services.fec.options import ImportOptions
from tuicompta.services.fec.report import NOTHING_WRITTEN, detail_lines, fault_lines, read_lines, result_lines
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab, Values
from tuicompta.widgets.fields.choice import Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tuicompta.core.enums import JournalType
    from tuicompta.core.fiscal_years import Span
    from tuicompta.screens.wizards.wizard_pages import Chosen
    from tuicompta.services.fec.outcome import ImportOutcome

RECEIVE, SEND = "receive", "send"
MEANS = "Ce format porte le lettrage ; il ne porte ni les pointages, ni les échéances, sauf dans une colonne de plus."


class PreviewPage(TextPage):
    """What the import will do, file by file; nothing is written yet."""

    def __init__(self) -> None:
        super().__init__("Aperçu de l'import")
        self._text = ""

    def show(self, text: str) -> None:
        """Show what was found in the files."""
        self._text = text
        self.view.show(text)

    def chosen(self) -> Sequence[Chosen]:
        """Say how many entries are read."""
        return [("Lu", line.removeprefix("Lu : ")) for line in self._text.split("\n") if line.startswith("Lu : ")]


def direction_page() -> CardPage:
    """Return the first step (CEE-01)."""
    ways = [Option(RECEIVE, "Recevoir des données"), Option(SEND, "Transmettre des données")]
    return CardPage("Sens", CardSchema((Tab("", (card.choice("direction", "Sens", ways, mandatory=True),)),)))


def files_page() -> CardPage:
    """Return the step of the files to read."""
    hint = "Un ou plusieurs fichiers, importés l'un après l'autre. Tab complète le chemin, F4 parcourt le répertoire."
    return CardPage("Fichiers", CardSchema((Tab("", tuple(file_fields())),)), hint=hint)


def options_page() -> CardPage:
    """Return the choices of an import (CEE-02, CEE-03, CEE-07, FECI-03, FECI-10)."""
    fields = (
        card.tick("create_accounts", "Création automatique des comptes", default=True),
        card.tick("create_journals", "Création automatique des journaux", default=True),
        card.tick("partial", "Importer les écritures correctes"),
        card.tick("leave_opening_out", "Laisser de côté les à-nouveaux du fichier"),
        charset_field(),
    )
    hint = "Sans «Importer les écritures correctes», une seule anomalie refuse tout le fichier."
    return CardPage("Options", CardSchema((Tab("", fields),)), hint=hint)


def import_options(
    values: Values,
    types: Mapping[str, JournalType],
    numbers: Mapping[tuple[str, str], str],
    year: Span | None,
    *,
    dry_run: bool,
) -> ImportOptions:
    """Return the choices as the service takes them; unknown records are created by hand beforehand otherwise."""
    return ImportOptions(
        partial=bool(values["partial"]),
        leave_opening_out=bool(values["leave_opening_out"]),
        dry_run=dry_run,
        charset=chosen_charset(values),
        journal_types=types,
        account_numbers=numbers,
        new_year=year,
    )


def preview_text(outcomes: Sequence[ImportOutcome]) -> str:
    """Return the preview of the import of files, what is wrong in each first (CEE-08)."""
    return "\n".join(line for outcome in outcomes for line in _preview(outcome))


def _preview(outcome: ImportOutcome) -> Iterator[str]:
    yield from _head(outcome)
    yield from (line for line in result_lines(outcome) if line != NOTHING_WRITTEN)
    if outcome.created_year is not None:
        yield f"Exercice à créer : {outcome.created_year}"
    faults = list(fault_lines(outcome))
    if faults:
        yield f"# Anomalies : {len(faults)}"
        yield from (*faults, "")
    yield from detail_lines(outcome)
    yield ""


def report_lines(outcome: ImportOutcome) -> Iterator[str]:
    """Yield the report of the import of a file: what is written first, then the details (FECI-11)."""
    yield from _head(outcome)
    yield from result_lines(outcome)
    yield from ("", *fault_lines(outcome), *detail_lines(outcome), "")


def _head(outcome: ImportOutcome) -> Iterator[str]:
    first, *others = read_lines(outcome)
    yield f"# {first}"
    yield from others
