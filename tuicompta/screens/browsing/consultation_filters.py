"""The box of the filters of a consultation (CONS-03, CONS-05)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from tuicompta.core.dates import YearMonth
from tuicompta.screens.browsing.consultation_head import STATUS_WORDS
from tuicompta.screens.browsing.line_columns import OPTIONAL
from tuicompta.services.browse.account_lines import LineKind
from tuicompta.services.browse.consultation import choose_columns, chosen_columns
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Fault, Tab, Values
from tuicompta.widgets.fields.choice import Option
from tuicompta.widgets.fields.date import DateScope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.browse.account_lines import LineFilter
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.fiscal_years.fiscal_years import FiscalYear

TITLE = "Filtres de la consultation"


async def ask_filters(frame: Frame, dossier: Dossier, shown: LineFilter) -> LineFilter | None:
    """Return the filters chosen, None when the box is closed without."""
    years = {year.id: year for year in fiscal_years(dossier.database)}
    answer = await frame.dialogs.fill(TITLE, _schema(dossier, shown, years), _values(shown))
    return None if answer is None else _chosen(answer, shown, years)


async def ask_columns(frame: Frame, dossier: Dossier) -> list[str] | None:
    """Ask for the optional columns and keep them for this user; None when the box is closed without (CONS-10)."""
    schema = CardSchema((Tab("", tuple(card.tick(column.identifier, column.title) for column in OPTIONAL)),))
    chosen = chosen_columns(dossier)
    values = {column.identifier: column.identifier in chosen for column in OPTIONAL}
    answer = await frame.dialogs.fill("Autres colonnes", schema, values)
    if answer is None:
        return None
    names = [column.identifier for column in OPTIONAL if answer[column.identifier]]
    choose_columns(dossier, names)
    return names


def _schema(dossier: Dossier, shown: LineFilter, years: Mapping[int, FiscalYear]) -> CardSchema:
    year = shown.year

    def scope() -> DateScope:
        return DateScope(year.start, year.end, YearMonth(year.end.year, year.end.month), dossier.today())

    def faults(values: Values) -> Sequence[Fault]:
        start, end = cast("date", values["start"]), cast("date", values["end"])
        chosen = years[cast("int", values["year"])]
        if chosen.id == year.id and not (chosen.start <= start <= end <= chosen.end):
            return [("start", f"Les dates vont du {chosen.span}".replace("–", " au "))]
        return ()

    options = [Option(known.id, known.label + (" (clôturé)" if known.closed else "")) for known in years.values()]
    fields = (
        card.choice("year", "Exercice", options, mandatory=True),
        card.day("start", "Du", scope, mandatory=True),
        card.day("end", "Au", scope, mandatory=True),
        *(card.tick(letter, word) for letter, word in STATUS_WORDS.items()),
        card.choice("kind", "Type de lignes", [Option(kind, kind.value) for kind in LineKind], mandatory=True),
        card.text("search", "Texte ou montant", width=36),
    )
    return CardSchema((Tab("", fields),), faults)


def _values(shown: LineFilter) -> dict[str, object]:
    ticks: dict[str, object] = {letter: letter in shown.statuses for letter in STATUS_WORDS}
    return {
        "year": shown.year.id,
        "start": shown.start,
        "end": shown.end,
        **ticks,
        "kind": shown.kind,
        "search": shown.search,
    }


def _chosen(answer: Mapping[str, object], shown: LineFilter, years: Mapping[int, FiscalYear]) -> LineFilter:
    year = years[cast("int", answer["year"])]
    start, end = cast("date", answer["start"]), cast("date", answer["end"])
    if year.id != shown.year.id:
        start, end = year.start, year.end
    statuses = "".join(letter for letter in STATUS_WORDS if answer[letter])
    kind, search = LineKind(str(answer["kind"])), str(answer["search"])
    return replace(shown, year=year, start=start, end=end, statuses=statuses, kind=kind, search=search)
