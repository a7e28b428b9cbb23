"""All the lines of the books: pages, search, filters, orders, groups, against the same asked in Python (RECH)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.books_kit import Line, new_template, open_copy
from tests.reports.random_books import BOOKS, RandomEntry, periods, written
from tuicompta.core.amounts import format_plain
from tuicompta.core.dates import format_date
from tuicompta.core.text import fold
from tuicompta.services.browse import posted_lines, searched_table
from tuicompta.services.browse.posted_lines import LineScope, PostedLine, PostedLines, posted_line
from tuicompta.services.browse.request import Condition, Group, Order, Request, Test
from tuicompta.services.browse.searched_table import SearchedTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.reports.books_kit import Books
    from tuicompta.services.browse.asked_table import AskedTable
    from tuicompta.services.browse.keyset import KeyedRow

SHOWN = tuple("status journal day piece document account label debit credit cheque origin".split())
ALL = LineScope(date(2025, 1, 1), date(2026, 12, 31))
FEW = settings(max_examples=12)
Made = list[RandomEntry]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_template(tmp_path_factory.mktemp("lines"))


@pytest.fixture
def books(template: Path, tmp_path: Path) -> Iterator[Books]:
    for opened in open_copy(template, tmp_path):
        opened.post("AC", "05/02/2026", Line("606400", 100_000, "Électricité"), Line("401DUP", -100_000), piece="A1")
        opened.post("VE", "05/02/2026", Line("411ABC", 123_450, "Facture 12"), Line("706000", -123_450), status="S")
        opened.post("BP", "03/01/2026", Line("512000", 7, "Intérêts"), Line("706000", -7), piece="B1")
        yield opened


def walked(table: AskedTable, size: int) -> list[KeyedRow]:
    """The rows of a table read by pages from the start."""
    rows = table.first(size)
    page = rows
    while page:
        page = table.after(page[-1][0], size)
        rows = rows + page
    return rows


def walked_back(table: AskedTable, size: int) -> list[KeyedRow]:
    rows = table.last(size)
    page = rows
    while page:
        page = table.before(page[0][0], size)
        rows = page + rows
    return rows


def searched(*words: str) -> Request:
    return Request(tuple((word,) for word in words), SHOWN)


def accounts(lines: PostedLines, request: Request) -> list[str]:
    return [posted_line(row).account for row in lines.found(request).first(99)]


@pytest.mark.spec("RECH-01")
@FEW
@given(made=BOOKS, size=st.integers(1, 7))
def test_every_posted_line_comes_once_by_date_then_entry_whatever_the_pages(
    template: Path, made: Made, size: int
) -> None:
    with written(template, made) as found:
        database = found.dossier.database
        ordered = "SELECT id FROM entry_line ORDER BY entry_date, entry_id, position"
        expected = [key for (key,) in database.rows(ordered)]
        plain = PostedLines(database, ALL).plain()
        assert [key for key, _ in walked(plain, size)] == expected
        assert [key for key, _ in walked_back(plain, size)] == expected
        assert plain.count() == len(expected)
        sums = database.row("SELECT sum(debit), sum(credit) FROM entry_line")
        assert tuple(plain.totals().values()) == sums


@pytest.mark.spec("INVV-04")
@FEW
@given(made=BOOKS, dates=periods(), data=st.data())
def test_a_criterion_more_never_adds_a_line_and_keeps_the_order(
    template: Path, made: Made, dates: tuple[date, date], data: st.DataObject
) -> None:
    criteria = st.sampled_from(
        [
            Condition("account", Test.STARTS, ("4",)),
            Condition("label", Test.CONTAINS, ("fact",)),
            Condition("debit", Test.MORE, (0,)),
            Condition("credit", Test.BETWEEN, (-1000, 20_000)),
            Condition("day", Test.AT_LEAST, (dates[0].isoformat(),)),
            Condition("journal", Test.NOT_CONTAINS, ("a",)),
            Condition("status", Test.EMPTY),
        ]
    )
    kept = tuple(data.draw(st.lists(criteria, max_size=3)))
    words = data.draw(st.sampled_from([(), (("4",),), (("fac",), ("0",))]))
    with written(template, made) as found:
        wide = PostedLines(found.dossier.database, ALL)
        every = [key for key, _ in walked(wide.plain(), 50)]
        for number in range(len(kept) + 1):
            request = Request(words, SHOWN, Group(kept[:number]))
            before = every
            every = [key for key, _ in walked(wide.found(request), 3)]
            assert every == [key for key in before if key in set(every)]
        narrow = PostedLines(found.dossier.database, LineScope(*dates, "NV"))
        inside = [key for key, _ in walked(narrow.found(Request(words, SHOWN, Group(kept))), 3)]
        assert inside == [key for key in every if key in set(inside)]
        assert [key for key, _ in walked(wide.plain(), 9)] == [key for key, _ in walked(wide.found(Request()), 9)]


@FEW
@given(made=BOOKS, column=st.sampled_from([*SHOWN, "user", "title"]), down=st.booleans(), size=st.integers(1, 5))
def test_an_order_finds_the_same_lines_and_their_sums(
    template: Path, made: Made, column: str, *, down: bool, size: int
) -> None:
    with written(template, made) as found:
        lines = PostedLines(found.dossier.database, ALL)
        ordered = lines.found(Request(orders=(Order(column, down),)))
        rows = walked(ordered, size)
        assert rows == walked_back(ordered, size)
        assert {key for key, _ in rows} == {key for key, _ in walked(lines.plain(), 50)}
        assert (ordered.count(), ordered.totals()) == (lines.plain().count(), lines.plain().totals())
        values = [getattr(posted_line(row), column) for row in rows]
        filled = [value for value in values if value not in {"", None}]
        assert values[: len(filled)] == filled
        assert filled == sorted(filled, reverse=down)


@pytest.mark.spec("RECH-09")
@FEW
@given(made=BOOKS, column=st.sampled_from(["journal", "account", "day", "status", "origin"]))
def test_groups_share_out_the_lines_with_their_sums(template: Path, made: Made, column: str) -> None:
    with written(template, made) as found:
        lines = PostedLines(found.dossier.database, ALL)
        request = searched("0")
        grouped = lines.grouped(request)
        headings = grouped.headings(column)
        for heading in headings:
            inside = grouped.rows(((column, heading.value),))
            assert (inside.count(), inside.totals()) == (heading.rows, heading.sums)
            shown = {getattr(posted_line(row), column) for row in walked(inside, 4)}
            assert len(shown) == 1
        assert sum(heading.rows for heading in headings) == grouped.count() == lines.found(request).count()


@pytest.mark.spec("RECH-06")
def test_a_search_looks_in_every_column_shown_whatever_case_and_accents(books: Books) -> None:
    lines = PostedLines(books.dossier.database, ALL)
    assert accounts(lines, searched("electri")) == ["606400"]
    assert accounts(lines, searched("401dup")) == ["401DUP"]
    assert accounts(lines, searched("ve")) == ["411ABC", "706000"]
    assert accounts(lines, searched("1234,5")) == ["411ABC", "706000"]
    assert accounts(lines, searched("05/02/2026", "a1")) == ["606400", "401DUP"]
    assert len(accounts(lines, searched("saisie par ecriture"))) == 6
    assert accounts(lines, Request((("electri",),), ("account",))) == []


@pytest.mark.spec("RECH-19")
def test_an_amount_is_found_on_either_side_within_a_tolerance(books: Books) -> None:
    def found(amount: int, tolerance: int = 0) -> list[str]:
        scope = LineScope(ALL.start, ALL.end, amount=amount, tolerance=tolerance)
        lines = PostedLines(books.dossier.database, scope)
        assert lines.plain().count() == len(lines.plain().first(99))
        return [posted_line(row).account for row in lines.plain().first(99)]

    assert found(123_450) == ["411ABC", "706000"]
    assert found(123_449) == []
    assert found(123_000, 500) == ["411ABC", "706000"]
    assert found(123_000, 449) == []
    assert len(found(0, 500_000)) == 6
    assert found(3, 3) == []


def test_a_search_that_goes_on_looks_only_at_what_it_found_before(books: Books) -> None:
    lines = PostedLines(books.dossier.database, ALL)
    assert len(lines.found(searched("a")).first(9)) == 6
    books.post("AC", "06/02/2026", Line("606400", 5, "Facture"), Line("401DUP", -5))
    assert len(accounts(lines, searched("fa"))) == 4
    lines.forget()
    assert len(accounts(lines, searched("fa"))) == 6


def test_a_page_reads_the_index_of_days_and_sorts_nothing(books: Books) -> None:
    asked: list[str] = []
    database = books.dossier.database
    database.connection().set_trace_callback(asked.append)
    lines = PostedLines(database, ALL)
    plain, found = lines.plain(), lines.found(searched("f"))
    pages = [plain.first(2), plain.last(2), found.first(2)]
    middle = plain.first(2)[-1][0]
    pages += [plain.after(middle, 2), plain.before(middle, 2)]
    database.connection().set_trace_callback(None)
    assert all(pages)
    read = [query for query in asked if "LIMIT" in query]
    assert len(read) == 6
    for query in read:
        plan = " ".join(row[3] for row in database.rows(f"EXPLAIN QUERY PLAN {query}"))
        assert "entry_of_day" in plan
        assert "TEMP B-TREE FOR ORDER BY" not in plan


def test_the_summaries_of_a_view_are_those_of_the_lines_found(books: Books) -> None:
    lines = PostedLines(books.dossier.database, ALL).plain()
    found = {kind: lines.summary("debit", kind) for kind in ("TOTAL", "COUNT", "MINIMUM", "MAXIMUM", "AVERAGE")}
    assert found == {"TOTAL": 223_457, "COUNT": 6, "MINIMUM": 0, "MAXIMUM": 123_450, "AVERAGE": 37_243}
    assert lines.summary("cheque", "MAXIMUM") is None


def test_values_of_a_column_are_counted_as_they_are_shown(books: Books) -> None:
    lines = PostedLines(books.dossier.database, ALL)
    assert lines.asked(Request()).distinct("journal") == [("AC", 2), ("BP", 2), ("VE", 2)]
    assert lines.asked(Request()).distinct("origin") == [("Saisie par écriture", 6)]


@pytest.mark.spec("INVV-05")
@FEW
@given(made=BOOKS, size=st.integers(1, 5), column=st.none() | st.sampled_from(["account", "label"]))
def test_the_balance_runs_over_the_lines_shown_in_their_order(
    template: Path, made: Made, size: int, column: str | None
) -> None:
    with written(template, made) as found:
        lines = PostedLines(found.dossier.database, ALL)
        orders = () if column is None else (Order(column),)
        request = Request((("4",),), SHOWN, orders=orders)
        table = lines.running(request)
        rows = [posted_line(row) for row in walked(table, size)]
        assert [row._replace(balance=None) for row in rows] == [
            posted_line(row) for row in walked(lines.found(request), 9)
        ]
        balance = 0
        for row in rows:
            balance += row.debit - row.credit
            assert row.balance == balance
        assert balance == table.totals()["debit"] - table.totals()["credit"]


def shown_texts(line: PostedLine) -> list[str]:
    """The cells of a line as they are searched, written apart from the queries."""
    amounts = [format_plain(amount) if amount else "" for amount in (line.debit, line.credit)]
    plain = [line.status, line.journal, line.piece, line.document, line.account, line.label, line.origin]
    return [fold(text) for text in (*plain, format_date(line.day), str(line.cheque or ""), *amounts)]


@pytest.mark.spec("RECH-06", "RECH-21", "LST-07")
@FEW
@given(
    made=BOOKS,
    words=st.lists(
        st.sampled_from(
            ["fact", "0", "12", "1,", "0,0", "5", "-", "/20", "01/", "%", "_", "\\", "a", "6064", "s", "VE"]
        ),
        min_size=1,
        max_size=2,
    ),
    few=st.sampled_from([0, 2, 1000]),
    size=st.integers(1, 7),
)
def test_a_search_finds_what_the_cells_hold_in_big_books_as_in_small_ones(
    template: Path, made: Made, words: list[str], few: int, size: int
) -> None:
    request = searched(*map(fold, words))
    with written(template, made) as found, pytest.MonkeyPatch.context() as patch:
        database = found.dossier.database
        lines = [(row[0], posted_line(row)) for row in walked(PostedLines(database, ALL).plain(), 50)]
        kept = [(key, line) for key, line in lines if all(has(line, fold(word)) for word in words)]
        for many in (10**9, 0):
            patch.setattr(posted_lines, "MANY", many)
            patch.setattr(searched_table, "FEW", few)
            table = PostedLines(database, ALL).found(request)
            assert [key for key, _ in walked(table, size)] == [key for key, _ in kept]
            assert [key for key, _ in walked_back(table, size)] == [key for key, _ in kept]
            assert isinstance(table, SearchedTable)
            assert table.figures_in(database).rows == table.count() == len(kept)
            assert table.totals() == {
                "debit": sum(line.debit for _, line in kept),
                "credit": sum(line.credit for _, line in kept),
            }
            assert all(table.row(key) is not None for key, _ in kept)
            longer = PostedLines(database, ALL)
            longer.found(searched(fold(words[0]))).first(size)
            assert [key for key, _ in walked(longer.found(request), size)] == [key for key, _ in kept]


def has(line: PostedLine, word: str) -> bool:
    return any(word in text for text in shown_texts(line))


@pytest.mark.spec("RECH-21")
def test_a_search_costs_a_few_steps_a_line_and_its_refinement_next_to_nothing(books: Books) -> None:
    for rank in range(300):
        day = date(2026, 1 + rank % 12, 1 + rank % 28)
        books.post(
            "AC", day, Line("606400", 100 + rank, f"Achat {rank}"), Line("401DUP", -100 - rank), piece=f"P{rank}"
        )
    lines = PostedLines(books.dossier.database, ALL)
    count = lines.plain().count()

    def steps(request: Request) -> int:
        """The thousands of instructions of SQLite that showing a search runs: page, number, totals."""
        counted = [0]
        connection = books.dossier.database.connection()
        connection.set_progress_handler(lambda: counted.__setitem__(0, counted[0] + 1), 100)
        table = lines.found(request)
        table.first(128)
        table.count()
        table.totals()
        connection.set_progress_handler(None, 0)
        return counted[0] * 100

    assert steps(searched("achat 29")) < 250 * count
    assert steps(searched("achat 299")) < 25 * count
    lines.forget()
    assert steps(searched("zzz")) < 200 * count
    assert steps(Request()) < 60 * count
