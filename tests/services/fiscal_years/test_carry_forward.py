"""The fiscal year that the next one lacks the balances of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reports.books_kit import Books, Line, new_template, open_copy
from tuicompta.services.fiscal_years.carry_forward import year_not_carried_into
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_template(tmp_path_factory.mktemp("carried"))


@pytest.fixture
def books(template: Path, tmp_path: Path) -> Iterator[Books]:
    yield from open_copy(template, tmp_path)


def missing(books: Books, label: str) -> str | None:
    """Return the label of the year whose balances a year lacks."""
    years = fiscal_years(books.dossier.database)
    (year,) = (year for year in years if year.label == label)
    before = year_not_carried_into(books.dossier.database, years, year)
    return before.label if before else None


def test_balances_are_missing_from_the_first_entry_of_the_year_before_to_the_opening_entry(books: Books) -> None:
    assert missing(books, "2026") is None
    books.post("OD", "10/06/2025", Line("512000", 500), Line("706000", -500))
    assert missing(books, "2026") == "2025"
    assert missing(books, "2025") is None
    books.post("AN", "01/01/2026", Line("512000", 500), Line("101000", -500))
    assert missing(books, "2026") is None


def test_a_closed_year_is_carried_forward(books: Books) -> None:
    books.post("OD", "10/06/2025", Line("512000", 500), Line("706000", -500), status="V")
    books.close_year("31/12/2025")
    assert missing(books, "2026") is None
