"""Models for the tests of reports: made by hand, or at random from what a report offers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tuicompta.core.report_models.model import (
    OWN_GROUPS,
    Alignment,
    FieldKind,
    GroupKey,
    ModelColumn,
    Orientation,
    ReportField,
    ReportModel,
    SortKey,
)
from tuicompta.reports.catalogue import ReportSpec, find_report
from tuicompta.reports.models.fields import offered_fields
from tuicompta.reports.models.modelled import built_as
from tuicompta.reports.request import Request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.reports.books_kit import Books
    from tuicompta.reports.model import Report

OWN = (GroupKey(OWN_GROUPS),)


def model(report: str, *fields: str, **parts: object) -> ReportModel:
    """Return a model of some fields."""
    made = ReportModel("Essai", report, tuple(ModelColumn(field) for field in fields))
    return replace(made, **parts)  # type: ignore[arg-type]  # parts of the model


def printed(books: Books, made: ReportModel, **criteria: object) -> Report:
    """Return a report laid out by a model."""
    request = Request(made.report, **criteria)  # type: ignore[arg-type]  # fields of the request
    return built_as(books.dossier, find_report(made.report), request, made)


def fields_of(books: Books, name: str) -> tuple[ReportField, ...]:
    return offered_fields(books.dossier, find_report(name))


@st.composite
def models(draw: st.DrawFn, spec: ReportSpec, fields: Sequence[ReportField]) -> ReportModel:
    """Return any model that the editor keeps, of a report that offers some fields."""
    keys = [field.key for field in fields]
    chosen = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=len(keys), unique=True))
    columns = tuple(
        ModelColumn(
            key,
            title=draw(st.sampled_from(["", "Titre", "Un titre de colonne assez long", "é"])),
            width=draw(st.sampled_from([0, 0, 3, 12, 60])),
            alignment=draw(st.sampled_from(Alignment)),
            total=draw(st.booleans()),
            decimals=draw(st.integers(0, 2)),
        )
        for key in chosen
    )
    by_key = st.sampled_from(keys)
    groups = draw(
        st.one_of(
            st.builds(GroupKey, st.just(OWN_GROUPS), st.booleans(), st.booleans()).map(lambda key: (key,)),
            st.lists(st.builds(GroupKey, by_key, st.booleans(), st.booleans()), max_size=3, unique_by=_field).map(
                tuple
            ),
        )
    )
    return ReportModel(
        "Essai",
        spec.name,
        columns,
        orientation=draw(st.sampled_from(Orientation)),
        sorts=draw(st.lists(st.builds(SortKey, by_key, st.booleans()), max_size=3, unique_by=_field).map(tuple)),
        groups=groups,
        title=draw(st.sampled_from(["", "Livre de {societe}"])),
        head=draw(st.sampled_from(["", "Du {du} au {au}\nPage {page} sur {pages}"])),
        foot=draw(st.sampled_from(["", "{exercice}, {date}", "{page}/{pages}"])),
        logo=draw(st.booleans()),
    )


def _field(key: SortKey | GroupKey) -> str:
    return key.field


def amounts_of(fields: Sequence[ReportField]) -> set[str]:
    return {field.key for field in fields if field.kind is FieldKind.AMOUNT}
