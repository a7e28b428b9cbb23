"""The filters that a model of a report proposes: the fields of the filter page, without its dates (EDM-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.reports.catalogue import find_report
from tuicompta.reports.models.filters import filters_of, request_of_filters
from tuicompta.screens.prints.report_fields import ReportFields
from tuicompta.screens.prints.report_values import DATES, values_of
from tuicompta.screens.prints.report_words import FLAGS
from tuicompta.widgets.card_schema import CardSchema, Section, Tab
from tuicompta.widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.columns import Value

SHOWN = (Column("filter", "Filtre", width=24), Column("value", "Valeur", width=40))
Filters = tuple[tuple[str, object], ...]


async def ask_filters(frame: Frame, dossier: Dossier, report: str, filters: Mapping[str, object]) -> Filters | None:
    """Return the filters chosen, None when the box is closed without."""
    spec = find_report(report)
    fields = ReportFields(dossier, spec)
    start = {**fields.schema().defaults(), **fields.defaults(), **values_of(spec, request_of_filters(spec, filters))}
    schema = _without_dates(fields.schema())
    named = {field.name for field in schema.fields}
    answer = await frame.dialogs.fill(
        "Filtres proposés", schema, {name: value for name, value in start.items() if name in named}
    )
    if answer is None:
        return None
    return tuple(filters_of(fields.request({**start, **answer}), spec).items())


def shown_filter(pair: tuple[str, object]) -> Sequence[Value]:
    """Return the cells of a filter."""
    name, value = pair
    words = ", ".join(map(str, value)) if isinstance(value, list) else "oui" if value is True else str(value)
    return FLAGS.get(name, name), words


def _without_dates(schema: CardSchema) -> CardSchema:
    tabs = (
        Tab(tab.title, tuple(item for item in tab.items if isinstance(item, Section) or item.name not in DATES))
        for tab in schema.tabs
    )
    return CardSchema(tuple(tab for tab in tabs if tab.fields))
