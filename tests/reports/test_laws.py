"""The invariants of the reports on random books (RPINV)."""

from __future__ import annotations

import os
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.books_kit import Books, details, of
from tests.reports.random_books import BOOKS, STATUSES, RandomEntry, periods, written
from tests.reports.readers import (
    as_cut,
    json_of,
    rows_from_csv,
    rows_from_json,
    rows_from_model,
    rows_from_pdf,
    rows_from_text,
    rows_from_workbook,
    shown,
    text_of,
)
from tuicompta.core.enums import EntryStatus
from tuicompta.reports.catalogue import SPECS
from tuicompta.reports.render.line_writer import LineWriter
from tuicompta.reports.render.on_screen import compute

pytestmark = pytest.mark.attack

if TYPE_CHECKING:
    from pathlib import Path

    from tuicompta.reports.model import Report

ROUNDS = int(os.environ.get("TUICOMPTA_ATTACK", "1"))
FEW = settings(max_examples=15 * ROUNDS)
YEAR = {"year": "2026"}
Made = list[RandomEntry]
Statuses = frozenset[EntryStatus]
Dates = tuple[date, date]
Rows = list[dict[str, object]]


def sums(report: Report, *keys: str) -> tuple[int, ...]:
    rows = details(report)
    return tuple(sum(row[key] for row in rows) for key in keys)  # type: ignore[misc]


def closing(books: Books, name: str, **criteria: object) -> dict[object, object]:
    """Return the closing balance of every account that a report shows."""
    report = books.report(name, **criteria)
    match name:
        case "grand-livre":
            return {row["account"]: row["balance"] for row in of(report, "account")}
        case "balance":
            return {row["account"]: row["debit_balance"] - row["credit_balance"] for row in details(report)}  # type: ignore[operator]
        case _:
            return {row["account"]: row["total"] for row in details(report)}


@pytest.mark.spec("RPINV-01")
@FEW
@given(made=BOOKS, statuses=STATUSES)
def test_journals_ledger_and_balance_have_the_same_debit_and_credit(
    template: Path, made: Made, statuses: Statuses
) -> None:
    with written(template, made) as books:
        criteria = {**YEAR, "statuses": statuses}
        journals = sums(books.report("journal", **criteria), "debit", "credit")
        assert journals[0] == journals[1]
        assert sums(books.report("grand-livre", **criteria), "debit", "credit") == journals
        assert sums(books.report("journal-centralisateur", **criteria), "debit", "credit") == journals
        assert sums(books.report("balance", columns=4, **criteria), "debit", "credit") == journals
        assert sums(books.report("balance", columns=8, **criteria), "cumulated_debit", "cumulated_credit") == journals
        (general,) = of(books.report("journal", **criteria), "general")
        assert (general["debit"], general["credit"]) == journals


@pytest.mark.spec("RPINV-01")
@FEW
@given(made=BOOKS, statuses=STATUSES, dates=periods())
def test_over_any_period_too(template: Path, made: Made, statuses: Statuses, dates: Dates) -> None:
    with written(template, made) as books:
        criteria = {**YEAR, "statuses": statuses, "start": dates[0], "end": dates[1]}
        journals = sums(books.report("journal", **criteria), "debit", "credit")
        assert sums(books.report("grand-livre", **criteria), "debit", "credit") == journals
        centralised = books.report("journal-centralisateur", **criteria, detail=True)
        assert sums(centralised, "debit", "credit") == journals
        (control,) = of(centralised, "control")
        assert str(control["caption"]).endswith(" : OK")
        balance = books.report("balance", **criteria)
        (general,) = of(balance, "general")
        for pair in (("opening_debit", "opening_credit"), ("debit", "credit"), ("debit_balance", "credit_balance")):
            assert general[pair[0]] == general[pair[1]]
        if dates[0] > date(2026, 1, 1):
            assert (general["debit"], general["credit"]) == journals


@pytest.mark.spec("RPINV-02")
@FEW
@given(made=BOOKS, statuses=STATUSES, dates=periods())
def test_an_account_closes_on_the_same_balance_everywhere(
    template: Path, made: Made, statuses: Statuses, dates: Dates
) -> None:
    with written(template, made) as books:
        criteria = {**YEAR, "statuses": statuses, "start": dates[0], "end": dates[1]}
        expected = closing(books, "balance", **criteria)
        for name in ("grand-livre", "balance-mensuelle", "balance-trimestrielle"):
            assert closing(books, name, **criteria) == expected, name
        rows = [row for row in json_of(books.report("grand-livre", **criteria))["rows"] if row.get("of") == "account"]
        assert {row["account"]: round(float(row["balance"]) * 100) for row in rows} == expected


@pytest.mark.spec("ETBX-01", "RPINV-02")
@FEW
@given(made=BOOKS, statuses=STATUSES, dates=periods())
def test_third_parties_have_the_figures_of_the_general_balance(
    template: Path, made: Made, statuses: Statuses, dates: Dates
) -> None:
    keys = ("opening_debit", "opening_credit", "debit", "credit", "debit_balance", "credit_balance")
    with written(template, made) as books:
        criteria = {**YEAR, "statuses": statuses, "start": dates[0], "end": dates[1]}
        general = {row["account"]: row for row in details(books.report("balance", **criteria))}
        third_parties = books.report("balance-tiers", **criteria)
        for row in details(third_parties):
            assert [row[key] for key in keys] == [general[row["account"]][key] for key in keys]
        totals = of(third_parties, "control")
        expected = [row for number, row in general.items() if str(number).startswith(("40", "41", "42"))]
        for key in keys:
            assert sum(row[key] for row in totals) == sum(row[key] for row in expected)  # type: ignore[misc]


@pytest.mark.spec("ETCP-01", "RPINV-02")
@FEW
@given(made=BOOKS, statuses=STATUSES, dates=periods())
def test_the_comparison_has_the_balances_of_the_balance(
    template: Path, made: Made, statuses: Statuses, dates: Dates
) -> None:
    with written(template, made) as books:
        criteria = {**YEAR, "statuses": statuses, "start": dates[0], "end": dates[1]}
        compared = books.report("comparatif", **criteria, options={"produits-negatifs": True})
        found = {row["account"]: row["balance"] for row in details(compared) if row["balance"]}
        assert found == {account: value for account, value in closing(books, "balance", **criteria).items() if value}
        assert all(row["balance"] - row["previous_balance"] == row["gap"] for row in details(compared))  # type: ignore[operator]


@pytest.mark.spec("RPINV-09")
@FEW
@given(made=BOOKS, dates=periods(), cut=st.integers(0, 364))
def test_a_period_is_the_sum_of_its_parts(template: Path, made: Made, dates: Dates, cut: int) -> None:
    start, end = dates
    middle = min(start + timedelta(days=cut), end)
    with written(template, made) as books:
        whole = moves(books, start, end)
        first = moves(books, start, middle)
        if middle == end:
            assert first == whole
            return
        second = moves(books, middle + timedelta(days=1), end)
        for account, (debit, credit) in whole.items():
            parts = [part.get(account, (0, 0)) for part in (first, second)]
            assert (debit, credit) == (parts[0][0] + parts[1][0], parts[0][1] + parts[1][1])
        before = closing(books, "balance", **YEAR, start=start, end=middle)
        after = books.report("grand-livre", **YEAR, start=middle + timedelta(days=1), end=end)
        openings = {row["account"]: row["balance"] for row in of(after, "opening")}
        assert {account: balance for account, balance in openings.items() if account in before} == before
        assert all(balance == 0 for account, balance in openings.items() if account not in before)


def moves(books: Books, start: date, end: date) -> dict[object, tuple[int, int]]:
    """Return debit and credit of the period by account."""
    found: dict[object, tuple[int, int]] = {}
    for row in details(books.report("grand-livre", **YEAR, start=start, end=end)):
        debit, credit = found.get(row["account"], (0, 0))
        found[row["account"]] = debit + row["debit"], credit + row["credit"]  # type: ignore[operator]
    return found


NARROWER = st.sampled_from(
    [
        {"journals": "AC,VE"},
        {"journals": "A..B"},
        {"accounts": "401..411"},
        {"accounts": "512000,6*"},
        {"natures": ("fournisseurs",)},
        {"start": date(2026, 2, 10)},
        {"end": date(2026, 5, 3)},
        {"no_opening": True},
    ]
)


@pytest.mark.spec("RPINV-11")
@FEW
@given(made=BOOKS, statuses=STATUSES, narrower=NARROWER)
def test_a_filter_only_removes(template: Path, made: Made, statuses: Statuses, narrower: dict[str, object]) -> None:
    with written(template, made) as books:
        wide = {**YEAR, "statuses": statuses}
        rows = details(books.report("journal", **wide))
        assert in_order(details(books.report("journal", **wide, **narrower)), rows)
        every = details(books.report("journal", **YEAR, statuses=frozenset(EntryStatus)))
        assert in_order(rows, every)
        if "no_opening" not in narrower:
            lines = [without_balance(row) for row in details(books.report("grand-livre", **wide))]
            kept = [without_balance(row) for row in details(books.report("grand-livre", **wide, **narrower))]
            assert in_order(kept, lines)


def in_order(kept: Rows, rows: Rows) -> bool:
    """Tell whether some rows are found among others in the same order."""
    following = iter(rows)
    return all(row in following for row in kept)


def without_balance(row: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in row.items() if key != "balance"}


@pytest.mark.spec("RPINV-07", "ETSO-01")
@settings(max_examples=5 * ROUNDS)
@given(made=BOOKS, dates=periods())
@pytest.mark.parametrize("name", [spec.name for spec in SPECS])
def test_every_output_says_the_same(template: Path, name: str, made: Made, dates: Dates) -> None:
    with written(template, made) as books:
        criteria = {} if name.startswith("plan") else {"start": dates[0], "end": dates[1]}
        report = books.report(name, **YEAR, **criteria)
        rows = rows_from_model(report)
        assert rows_from_csv(report) == rows
        assert rows_from_json(report) == rows
        assert rows_from_workbook(report) == rows
        on_paper, printed = [shown(report, row) for row in rows], rows_from_pdf(report)
        assert printed == list(map(as_cut, on_paper, printed))
        assert len(printed) == len(rows)
        if not name.startswith("plan"):
            assert rows_from_text(report) == [shown(report, row) for row in rows]


@pytest.mark.spec("RPINV-01", "ETAV-01", "ETSU-01")
@FEW
@given(made=BOOKS, statuses=STATUSES, dates=periods())
def test_progress_and_follow_up_of_entry_have_the_debit_of_the_journals(
    template: Path, made: Made, statuses: Statuses, dates: Dates
) -> None:
    with written(template, made) as books:
        criteria = {**YEAR, "statuses": statuses, "start": dates[0], "end": dates[1]}
        debit, _ = sums(books.report("journal", **criteria), "debit", "credit")
        for name, key in (("avancement", "debit"), ("suivi", "amount")):
            report = books.report(name, **criteria)
            (general,) = of(report, "general")
            assert sums(report, key) == (debit,) == (general[key],), name


@pytest.mark.spec("RPINV-07", "ETSO-01")
@settings(max_examples=3 * ROUNDS)
@given(made=BOOKS, dates=periods())
@pytest.mark.parametrize("name", [spec.name for spec in SPECS])
def test_the_screen_shows_the_lines_of_the_text(template: Path, name: str, made: Made, dates: Dates) -> None:
    with written(template, made) as books:
        criteria = {} if name.startswith("plan") else {"start": dates[0], "end": dates[1]}
        report = books.report(name, **YEAR, **criteria)
        on_screen = compute(report, lambda _: None)
        writer = LineWriter(on_screen.layout(255, whole=False))
        lines = [writer.line(row).rstrip() for row in on_screen.lines.rows()]
        assert [line for line in lines if line] == [line for page in text_of(report).split("\f") for line in body(page)]
        assert list(on_screen.report.rows()) == list(report.rows())
        on_screen.lines.close()


def body(page: str) -> list[str]:
    """Return the lines of a page under the rule of its titles, without the blank ones."""
    lines = page.splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("─"))
    return [line for line in lines[first + 1 :] if line]
