"""A model changes layout and order only: random models, on random books, in every output (EDM-08)."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.models.kit import fields_of, models, printed
from tests.reports.random_books import BOOKS, STATUSES, RandomEntry, periods, written
from tests.reports.readers import csv_of, json_of, rows_from_csv, rows_from_json, rows_from_model, sheet_of, text_of
from tuicompta.core.report_models.checks import check_model
from tuicompta.core.report_models.model import GroupKey
from tuicompta.reports.catalogue import SPECS, ReportSpec
from tuicompta.reports.model import OPENING, ColumnType, Report, Row, RowKind
from tuicompta.reports.models.fields import field_of
from tuicompta.reports.render.on_screen import compute
from tuicompta.reports.render.pdf.document import PdfReport

pytestmark = pytest.mark.attack

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from tests.reports.books_kit import Books
    from tuicompta.core.enums import EntryStatus
    from tuicompta.core.report_models.model import ReportModel

ROUNDS = int(os.environ.get("TUICOMPTA_ATTACK", "1"))
FEW = settings(max_examples=15 * ROUNDS)
Made = list[RandomEntry]
NAMES = st.sampled_from([spec for spec in SPECS if not spec.due_range])


def asked(spec: ReportSpec, statuses: frozenset[EntryStatus], dates: tuple[date, date]) -> dict[str, object]:
    """Return a year, dates and statuses, those that a report accepts."""
    found: dict[str, object] = {"year": "2026"}
    if "from" in spec.flags and spec.name != "comparatif":
        found |= {"start": dates[0], "end": dates[1]}
    return found | ({"statuses": statuses} if "status" in spec.flags else {})


def totals(report: Report, hidden: set[str]) -> list[tuple[str, dict[str, object]]]:
    """Return the figures of the general totals, in their order, without those that the model does not show."""
    return [
        (
            row.of,
            {
                column.key: value
                for column, value in zip(report.columns, row.values, strict=False)
                if column.leans_right and field_of(column) not in hidden
            },
        )
        for row in report.rows()
        if row.kind is RowKind.TOTAL
    ]


def untotalled(model: ReportModel) -> set[str]:
    return {column.field for column in model.columns if not column.total}


def details(report: Report, keys: list[str]) -> Counter[tuple[object, ...]]:
    """Return the lines, in whatever order, by some of their columns."""
    places = [[column.key for column in report.columns].index(key) for key in keys]
    lines = (row.values for row in report.rows() if row.kind is RowKind.DETAIL)
    return Counter(tuple(line[place] for place in places) for line in lines)


@pytest.mark.spec("EDM-08")
@FEW
@given(data=st.data(), made=BOOKS, statuses=STATUSES, dates=periods(), spec=NAMES)
def test_totals_and_lines_are_those_of_the_system_model(
    template: Path,
    data: st.DataObject,
    made: Made,
    statuses: frozenset[EntryStatus],
    dates: tuple[date, date],
    spec: ReportSpec,
) -> None:
    with written(template, made) as books:
        fields = fields_of(books, spec.name)
        model = data.draw(models(spec, fields))
        check_model(model, fields)
        criteria = asked(spec, statuses, dates)
        plain, laid = books.report(spec.name, **criteria), printed(books, model, **criteria)
        hidden = untotalled(model)
        shown = {column.key for column in laid.columns}
        expected = [
            (of, {key: value for key, value in figures.items() if key in shown})
            for of, figures in totals(plain, hidden)
        ]
        known = {column.key for column in plain.columns}
        assert [
            (of, {key: value for key, value in figures.items() if key in known}) for of, figures in totals(laid, hidden)
        ] == expected
        if any(
            field in {"account", "title"} if "detail" in spec.flags else "previous" in field for field in named(model)
        ):
            return  # the detail by account, or the accounts of another year, are other lines; the totals above are not
        # A balance that runs follows the order of the lines; every other figure is that of its line.
        keys = [column.key for column in plain.columns if column.key in shown and column.type is not ColumnType.BALANCE]
        assert details(laid, keys) == details(plain, keys)


def named(model: ReportModel) -> set[str]:
    return {key.field for keys in (model.columns, model.sorts, model.groups) for key in keys}


@pytest.mark.spec("EDM-04", "EDM-08")
@FEW
@given(
    data=st.data(), made=BOOKS, spec=st.sampled_from([spec for spec in SPECS if spec.name in {"journal", "balance"}])
)
def test_subtotals_of_the_groups_of_a_model_add_up_to_the_general_total(
    template: Path, data: st.DataObject, made: Made, spec: ReportSpec
) -> None:
    with written(template, made) as books:
        fields = fields_of(books, spec.name)
        drawn = data.draw(models(spec, fields))
        by = data.draw(st.lists(st.sampled_from([field.key for field in fields]), min_size=1, max_size=3, unique=True))
        groups = tuple(GroupKey(key, subtotal=True, page_break=data.draw(st.booleans())) for key in by)
        laid = printed(books, replace(drawn, groups=groups), year="2026")
        (general,) = (row for row in laid.rows() if row.of == "general")
        for place, column in enumerate(laid.columns):
            if column.type is ColumnType.AMOUNT and field_of(column) not in untotalled(drawn):
                for key in by:
                    own = [row for row in laid.rows() if row.of == f"group_{key}"]
                    assert sum(cast("int", row.values[place]) for row in own) == general.values[place]


@pytest.mark.spec("EDM-08", "RPINV-07")
@settings(max_examples=20 * ROUNDS)
@given(data=st.data(), made=BOOKS, spec=st.sampled_from(SPECS))
def test_every_output_prints_any_model_with_the_same_figures(
    template: Path, data: st.DataObject, made: Made, spec: ReportSpec
) -> None:
    with written(template, made) as books:
        laid = printed(books, data.draw(models(spec, fields_of(books, spec.name))))
        lines = rows_from_model(laid)
        assert rows_from_csv(laid) == lines
        assert rows_from_json(laid) == lines
        assert json_of(laid)["filters"]["model"] == "Essai"
        assert csv_of(laid).count("\r\n") >= 1
        assert sheet_of(laid).max_column >= len(laid.columns)
        assert all(len(line) <= 255 for line in text_of(laid).splitlines())
        assert b"".join(PdfReport(laid).chunks()).startswith(b"%PDF")
        assert on_screen(laid) == sum(1 for _ in laid.rows())


def on_screen(report: Report) -> int:
    """Return how many rows of a report its screen holds."""
    shown = compute(report, lambda _: None)
    try:
        return sum(row.of != "screen" for row in shown.lines.rows())
    finally:
        shown.lines.close()


@pytest.mark.spec("EDM-08")
@FEW
@given(data=st.data(), made=BOOKS, dates=periods())
def test_a_ledger_in_any_order_ends_each_account_on_its_closing_balance(
    template: Path, data: st.DataObject, made: Made, dates: tuple[date, date]
) -> None:
    spec = next(spec for spec in SPECS if spec.name == "grand-livre")
    with written(template, made) as books:
        drawn = data.draw(models(spec, fields_of(books, spec.name)).filter(lambda one: one.own_groups is not None))
        laid = printed(books, drawn, year="2026", start=dates[0], end=dates[1])
        if "balance" not in {column.key for column in laid.columns}:
            return
        place = [column.key for column in laid.columns].index("balance")
        assert_closing(laid, books, place, dates)


def assert_closing(laid: Report, books: Books, place: int, dates: tuple[date, date]) -> None:
    """Assert that the last line of each block has the balance of the total that the system model prints under it."""
    plain = books.report("grand-livre", year="2026", start=dates[0], end=dates[1])
    own = [column.key for column in plain.columns].index("balance")
    expected = [row.values[own] for row in plain.rows() if row.of == "account"]
    last: list[object] = []
    current: Row | None = None
    for row in laid.rows():
        if row.kind is RowKind.GROUP:
            last += [current.values[place]] if current else []
            current = None
        elif row.kind is RowKind.DETAIL or row.of == OPENING:
            current = row
    last += [current.values[place]] if current else []
    assert last == expected
