"""The balances by month and by quarter (ETBG-05, ETBG-06)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reports.books_kit import Books, Line, details, of, open_copy, pick
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier


def bank(books: Books) -> None:
    books.post("AN", "01/01/2026", Line("512000", 1_000), Line("101000", -1_000))
    books.post("BP", "10/01/2026", Line("512000", 500), Line("706000", -500))
    books.post("BP", "20/02/2026", Line("512000", -200), Line("606400", 200))
    books.post("BP", "05/05/2026", Line("512000", -2_000), Line("606400", 2_000))


def figures(books: Books, name: str, **criteria: object) -> list[object]:
    (row,) = details(books.report(name, accounts="512000", **criteria))
    return [value for key, value in row.items() if key not in {"account", "title"}]


@pytest.mark.spec("ETBG-05")
def test_one_column_per_month_with_the_net_movement(books: Books) -> None:
    bank(books)
    report = books.report("balance-mensuelle")
    assert [column.title for column in report.columns][2:5] == ["janvier 2026", "février 2026", "mars 2026"]
    assert figures(books, "balance-mensuelle") == [1_500, -200, 0, 0, -2_000, *[0] * 7, -700]
    assert pick(of(report, "general"), "total", "month_2026_01") == [(0, 0)]


@pytest.mark.spec("ETBG-05")
def test_cumulated_balances(books: Books) -> None:
    bank(books)
    assert figures(books, "balance-mensuelle", cumulated=True) == [1_500, 1_300, 1_300, 1_300, *[-700] * 9]


@pytest.mark.spec("ETBG-05")
def test_a_later_start_keeps_what_comes_before_in_a_column_of_its_own(books: Books) -> None:
    bank(books)
    dates = {"start": date(2026, 2, 20), "end": date(2026, 4, 15)}
    assert figures(books, "balance-mensuelle", **dates) == [1_500, -200, 0, 0, 1_300]
    assert figures(books, "balance-mensuelle", cumulated=True, **dates) == [1_500, 1_300, 1_300, 1_300, 1_300]


@pytest.mark.spec("ETJO-06")
def test_the_opening_can_be_left_out(books: Books) -> None:
    bank(books)
    assert figures(books, "balance-mensuelle", no_opening=True)[0] == 500


@pytest.mark.spec("ETBG-06")
def test_quarters(books: Books) -> None:
    bank(books)
    report = books.report("balance-trimestrielle")
    assert [column.title for column in report.columns][2:4] == ["janvier – mars 2026", "avril – juin 2026"]
    assert figures(books, "balance-trimestrielle") == [1_300, -2_000, 0, 0, -700]


@pytest.mark.spec("ETBG-05", "ETBG-06")
def test_a_long_fiscal_year_has_as_many_columns_and_quarters_count_from_its_first_month(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("long")
    path = create_dossier(folder / "Long.compta", NewDossier("LONGUE", date(2025, 11, 15), date(2027, 3, 31)))
    dossier = open_dossier(path)
    Books(dossier).prepare()
    close_dossier(dossier)
    (copies := folder / "copies").mkdir()
    for books in open_copy(path, copies):
        books.post("BP", "20/11/2025", Line("512000", 7), Line("706000", -7))
        monthly = books.report("balance-mensuelle", year="2025-2027")
        assert len(monthly.columns) == 2 + 17 + 1
        quarterly = books.report("balance-trimestrielle", year="2025-2027")
        assert [column.title for column in quarterly.columns][2:4] == [
            "novembre – janvier 2026",
            "février – avril 2026",
        ]
        assert figures(books, "balance-trimestrielle", year="2025-2027") == [7, 0, 0, 0, 0, 0, 7]
