"""The rows of the ledger on screen: those of the printed one, whatever the pages (GLI-10, GLI-12, INVV-05)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.books_kit import Line, new_template, open_copy
from tests.reports.random_books import BOOKS, STATUSES, RandomEntry, periods, written
from tuicompta.core.enums import EntryStatus
from tuicompta.reports.interactive.filters import BookFilter
from tuicompta.reports.interactive.ledger import ledger_accounts
from tuicompta.reports.model import RowKind
from tuicompta.screens.browsing.ledger_rows import HEADING, OPENING, TOTAL, Ledger, Place
from tuicompta.services.browse.account_lines import LineKind
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.widgets.rows import Row, every_row

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reports.books_kit import Books

FEW = settings(max_examples=10)
Made = list[RandomEntry]
Statuses = frozenset[EntryStatus]
Dates = tuple[date, date]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_template(tmp_path_factory.mktemp("ledger"))


def ledger_of(books: Books, asked: BookFilter, folded: frozenset[str] = frozenset(), cells: int = 200) -> Ledger:
    return Ledger(books.dossier, ledger_accounts(books.dossier, asked), asked, folded, cells, 0)


def year_2026(books: Books) -> BookFilter:
    return BookFilter.of_year(fiscal_years(books.dossier.database)[1])


def cells(ledger: Ledger, row: Row, *names: str) -> tuple[object, ...]:
    places = [column.identifier for column in ledger.columns]
    return tuple(row.values[places.index(name)] for name in names)


FIGURES = ("day", "journal", "label", "debit", "credit", "balance")


@pytest.mark.spec("GLI-10", "GLI-12", "GLI-03")
@FEW
@given(made=BOOKS, statuses=STATUSES, dates=st.none() | periods(), size=st.integers(1, 9))
def test_the_lines_and_totals_are_those_of_the_printed_ledger(
    template: Path, made: Made, statuses: Statuses, dates: Dates | None, size: int
) -> None:
    with written(template, made) as books:
        asked = replace(year_2026(books), statuses="".join(statuses))
        if dates is not None:
            asked = replace(asked, start=dates[0], end=dates[1])
        report = books.report("grand-livre", year="2026", start=asked.start, end=asked.end, statuses=statuses)
        keys = [column.key for column in report.columns]

        def printed(row: object, *names: str) -> tuple[object, ...]:
            return tuple(row.values[keys.index(name)] for name in names)  # type: ignore[attr-defined]

        ledger = ledger_of(books, asked)
        rows = list(every_row(ledger.source(), size))
        paper = [row for row in report.rows() if row.of not in {"general", "general_cumulated"}]
        lines = [
            printed(row, "date", "journal", "label", "debit", "credit", "balance")
            for row in paper
            if row.kind is RowKind.DETAIL
        ]
        assert [cells(ledger, row, *FIGURES) for row in rows if isinstance(row.key, int)] == lines
        openings = [printed(row, "debit", "credit", "balance") for row in paper if row.of == "opening"]
        assert [cells(ledger, row, "debit", "credit", "balance") for row in rows if is_kind(row, OPENING)] == openings
        later = "account_cumulated" if asked.start > asked.year.start else "account"
        totals = [printed(row, "debit", "credit", "balance") for row in paper if row.of == later]
        assert [cells(ledger, row, "debit", "credit", "balance") for row in rows if is_kind(row, TOTAL)] == totals
        assert ledger.total.debit == sum(total[0] for total in totals)  # type: ignore[misc]
        assert ledger.total.credit == sum(total[1] for total in totals)  # type: ignore[misc]


def is_kind(row: Row, kind: str) -> bool:
    return isinstance(row.key, Place) and row.key.kind == kind


@pytest.mark.spec("INVV-05")
@FEW
@given(made=BOOKS, dates=st.none() | periods(), kind=st.sampled_from(LineKind), size=st.integers(1, 9), data=st.data())
def test_balances_run_on_any_page_and_pages_agree_both_ways(
    template: Path, made: Made, dates: Dates | None, kind: LineKind, size: int, data: st.DataObject
) -> None:
    with written(template, made) as books:
        asked = replace(year_2026(books), kind=kind)
        if dates is not None:
            asked = replace(asked, start=dates[0], end=dates[1])
        numbers = [account.number for account in ledger_accounts(books.dossier, asked)]
        folded = frozenset(data.draw(st.sets(st.sampled_from(numbers)))) if numbers else frozenset()
        ledger = ledger_of(books, asked, folded)
        rows = list(every_row(ledger.source(), 100))
        assert list(every_row(ledger_of(books, asked, folded).source(), size)) == rows
        source, back = ledger_of(books, asked, folded).source(), list(ledger.source().last(size))
        while back and back[0].key != rows[0].key:
            back = [*source.before(back[0].key, size), *back]
        assert back == rows
        source = ledger_of(books, asked, folded).source()
        assert [source.row(row.key) for row in rows[::3]] == rows[::3]
        check_balances(ledger, rows)


def check_balances(ledger: Ledger, rows: list[Row]) -> None:
    """Every balance is the one before, plus debit, less credit; a total closes on the last one."""
    balance = 0
    for row in rows:
        if is_kind(row, HEADING):
            balance = 0
        elif is_kind(row, TOTAL):
            assert cells(ledger, row, "balance") == (balance,)
        else:
            debit, credit, after = cells(ledger, row, "debit", "credit", "balance")
            balance += debit - credit  # type: ignore[operator]
            assert after == balance


@pytest.mark.spec("GLI-13", "GLI-06")
def test_a_folded_account_is_its_total_and_a_collective_line_never_unfolds(template: Path, tmp_path: Path) -> None:
    for books in open_copy(template, tmp_path):
        books.post("AC", "05/02/2026", Line("606400", 50_000), Line("401DUP", -50_000))
        books.post("AC", "06/02/2026", Line("606400", 20_000), Line("401MAR", -20_000))
        ledger = ledger_of(books, year_2026(books), frozenset({"606400"}))
        (folded,) = [row for row in every_row(ledger.source()) if row.folded]
        assert folded.values[0] == "606400  Fournitures administratives"
        assert cells(ledger, folded, "debit", "credit", "balance") == (70_000, 0, 70_000)
        assert [row.folded for row in every_row(ledger.source()) if row.heading] == [False, False, True]


@pytest.mark.spec("GLI-10")
def test_a_page_asks_as_many_questions_in_big_books_as_in_small_ones(template: Path, tmp_path: Path) -> None:
    asked_queries: list[str] = []
    counts = []
    for books in open_copy(template, tmp_path):
        for _ in range(2):
            for rank in range(40):
                books.post(
                    "AC", date(2026, 1 + rank % 12, 3), Line("606400", 50_000 + rank), Line("401DUP", -50_000 - rank)
                )
            ledger = ledger_of(books, year_2026(books))
            middle = list(every_row(ledger.source()))[20].key
            books.dossier.database.connection().set_trace_callback(asked_queries.append)
            asked_queries.clear()
            ledger.source().after(middle, 9)
            books.dossier.database.connection().set_trace_callback(None)
            counts.append(len(asked_queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 8
