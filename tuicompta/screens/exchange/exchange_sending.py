"""What is sent to the accountant: the page that asks it, and the exports it stands for (CEE-04)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from tuicompta.core.dates import YearMonth
from tuicompta.reports.selection import select_journals
from tuicompta.screens.wizards.wizard_pages import CardPage
from tuicompta.services.fec.exporting import ExportOptions
from tuicompta.services.fec.query import Selection
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year, fiscal_years
from tuicompta.services.folders import Folder, default_folder
from tuicompta.services.prints.report_codes import journal_codes
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Fault, Tab, Values
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.date import DateScope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.fiscal_years.fiscal_years import FiscalYear

HINT = "Un fichier par exercice. Les écritures simulées ne sont jamais transmises ; rien n'est bloqué dans le dossier."
_LONGEST = 200


def send_page(dossier: Dossier) -> CardPage:
    """Return the page: the whole dossier, or a fiscal year, dates and journals; the statuses; the folder."""
    years = {year.id: year for year in fiscal_years(dossier.database)}
    current = current_fiscal_year(dossier)

    def scope() -> DateScope:
        return DateScope(current.start, current.end, YearMonth.of(current.end), dossier.today())

    def part(values: Values) -> bool:
        return not values["everything"]

    def check_journals(text: object) -> None:
        select_journals(str(text), journal_codes(dossier.database))

    options = [Option(year.id, year.label + " (clôturé)" * year.closed) for year in years.values()]
    journals = card.text("journals", "Journaux", width=40, max_length=_LONGEST)
    fields = (
        card.tick("everything", "Exporter tout le dossier"),
        card.enabled_if(card.choice("year", "Exercice", options, mandatory=True), part),
        card.enabled_if(card.day("start", "Du", scope), part),
        card.enabled_if(card.day("end", "Au", scope), part),
        card.enabled_if(card.checked(journals, check_journals), part),
        card.tick("validated", "Écritures validées", default=True),
        card.tick("unvalidated", "Écritures non validées", default=True),
        card.path("folder", "Répertoire", mandatory=True, folders=True),
    )
    values = {"year": current.id, "folder": default_folder(Folder.EXPORTS)}
    schema = CardSchema((Tab("", fields),), lambda values: list(_faults(values, years[cast("int", values["year"])])))
    return CardPage("Données transmises", schema, values, hint=HINT)


def _faults(values: Values, year: FiscalYear) -> Iterator[Fault]:
    if not values["validated"] and not values["unvalidated"]:
        yield "validated", "Cochez au moins un statut"
    if values["everything"]:
        return
    start, end = cast("date | None", values["start"]), cast("date | None", values["end"])
    for name, day in (("start", start), ("end", end)):
        if day is not None and day not in year:
            yield name, f"L'exercice va du {year.start:%d/%m/%Y} au {year.end:%d/%m/%Y}"
    if start is not None and end is not None and start > end:
        yield "end", "La fin est avant le début"


def wanted_exports(dossier: Dossier, values: Values, *, force: bool) -> Sequence[tuple[FiscalYear, ExportOptions]]:
    """Return the fiscal years to export, and how."""
    draft = bool(values["unvalidated"])
    options = ExportOptions(draft=draft, force=force, kept=_kept(dossier, values))
    every = fiscal_years(dossier.database)
    return [(year, options) for year in every if values["everything"] or year.id == values["year"]]


def _kept(dossier: Dossier, values: Values) -> Selection:
    validated = bool(values["validated"])
    if values["everything"]:
        return Selection(validated=validated)
    text, codes = str(values["journals"]), journal_codes(dossier.database)
    chosen = select_journals(text, codes) if text else None
    return Selection(
        start=cast("date | None", values["start"]) or date.min,
        end=cast("date | None", values["end"]) or date.max,
        journals=None if chosen is None else tuple(code for code in codes if chosen.keeps(code)),
        validated=validated,
    )
