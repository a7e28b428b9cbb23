"""The rows of a computed report: read from any place, the same as those the report gave."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.errors import TuicomptaError
from tuicompta.reports.model import Column, ColumnType, Company, Details, Edition, Heading, Report, Row, RowKind
from tuicompta.reports.render.on_screen import ADDED, compute
from tuicompta.reports.render.text import text_chunks
from tuicompta.reports.spool import ROWS_IN_A_BLOCK, Spool

COLUMNS = (
    Column("date", "Date", ColumnType.DATE),
    Column("account", "Compte", preferred=10, narrowest=6),
    Column("label", "Libellé", preferred=30, flexible=True),
    Column("debit", "Débit", ColumnType.AMOUNT),
)
HEADING = Heading(Company("Morel", ""), "Essai", None, None, None, (), (), Edition(date(2026, 7, 1), None, "ADM"))
DAY = date(2026, 3, 31)


def report(*rows: Row | Details) -> Report:
    return Report("essai", HEADING, COLUMNS, lambda: iter(rows), {})


def detail(number: int, day: date | None = DAY) -> Row:
    return Row(RowKind.DETAIL, (day, f"{number}", "Achat", number))


@given(st.lists(st.builds(detail, st.integers(-(10**12), 10**12), st.none() | st.dates()), max_size=600), st.data())
def test_rows_come_back_from_any_place(rows: list[Row], data: st.DataObject) -> None:
    with closing(Spool(COLUMNS)) as spool:
        for row in rows:
            spool.add(row)
        spool.flush()
        assert len(spool) == len(rows)
        assert list(spool.rows()) == rows
        if rows:
            place = data.draw(st.integers(0, len(rows) - 1))
            assert spool.row(place) == rows[place]
            assert list(spool.rows(place)) == rows[place:]


def test_the_report_written_from_what_is_kept_is_the_same() -> None:
    rows = (
        Row(RowKind.GROUP, caption="601000 Achats"),
        Details(((DAY,) * 700, ("601000",) * 700, ("Achat",) * 700, tuple(range(700)))),
        Row(RowKind.SUBTOTAL, (None, "", "", 12), "Total 601000", "account"),
        Row(RowKind.PAGE),
        Row(RowKind.GROUP, caption="602000 Achats"),
        detail(5, None),
        Row(RowKind.TOTAL, (None, "", "", 17), "Total général", "general"),
    )
    made = report(*rows)
    shown = compute(made, lambda _: None)
    assert "".join(text_chunks(shown.report, 80)) == "".join(text_chunks(made, 80))
    assert [line.kind for line in shown.lines.rows() if line.of == ADDED] == [RowKind.RULE]
    shown.lines.close()


@pytest.mark.spec("ETSO-10")
def test_an_empty_report_says_so_once() -> None:
    total = Row(RowKind.TOTAL, (None, "", "", 0), "Total général", "general")
    for rows in ((), (total,)):
        shown = compute(report(*rows), lambda _: None)
        assert [line.caption for line in shown.lines.rows()].count("Aucune ligne") == 1
        shown.lines.close()


def test_reading_stops_when_asked() -> None:
    class StopError(TuicomptaError):
        pass

    told = []

    def tell(count: int) -> None:
        told.append(count)
        if count > ROWS_IN_A_BLOCK:
            raise StopError

    def endless() -> Iterator[Row]:
        return iter(partial(detail, 1), None)

    with pytest.raises(StopError):
        compute(Report("essai", HEADING, COLUMNS, endless, {}), tell)
    assert told[-1] == 2 * ROWS_IN_A_BLOCK


def test_columns_too_wide_for_the_screen_keep_their_amounts_whole() -> None:
    wide = tuple(Column(f"amount{index}", "Débit", ColumnType.AMOUNT) for index in range(9))
    row = Row(RowKind.DETAIL, (DAY, "601000", "Achat", *(12_345_678_90,) * 9))
    shown = compute(Report("essai", HEADING, (*COLUMNS[:3], *wide), lambda: iter((row,)), {}), lambda _: None)
    assert shown.layout(80, whole=False).used > 80
    assert shown.layout(240, whole=False).used <= 240
    shown.lines.close()
