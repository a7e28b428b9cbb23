"""What the heading of a report says of its figures, and what it costs (ETSO-02)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.reports.books_kit import Books, Line
from tests.reports.pdf_reader import pages_of
from tests.reports.readers import json_of, sheet_of, text_of
from tests.services.lookup.kit import count_statements
from tuicompta.reports.catalogue import SPECS
from tuicompta.reports.heading import company_of
from tuicompta.reports.periods import DayOutsideYearError, NoYearOfDayError, PeriodReversedError
from tuicompta.services.settings.setting_changes import change_settings

if TYPE_CHECKING:
    from tuicompta.core.errors import TuicomptaError

MISSING = "Sans à-nouveaux de 2025"
CUMULATED = [spec.name for spec in SPECS if spec.cumulates]


def write(books: Books) -> None:
    """A sale in each year, nothing carried forward."""
    for year in ("2025", "2026"):
        books.post("VE", f"10/06/{year}", Line("411ABC", 500), Line("706000", -500), status="V")


def test_the_books_of_balances_are_those_that_cumulate() -> None:
    others = {spec.name for spec in SPECS} - set(CUMULATED)
    assert len(CUMULATED) == 7
    assert {"journal", "brouillard", "journal-centralisateur", "echeancier", "plan-comptable"} <= others


@pytest.mark.spec("ETSO-02")
@pytest.mark.parametrize("name", CUMULATED)
def test_balances_say_that_the_year_before_is_not_carried_forward(books: Books, name: str) -> None:
    write(books)
    report = books.report(name, year="2026")
    assert report.heading.marks == (MISSING,)
    assert MISSING in text_of(report).splitlines()
    assert json_of(report)["fiscal_year"] == {
        "start": "2026-01-01",
        "end": "2026-12-31",
        "state": "open",
        "not_carried_forward": "2025",
    }
    assert any(MISSING in str(row[0].value) for row in sheet_of(report).iter_rows(max_row=5))
    words = [cell.text for page in pages_of(report) for line in page.frame for cell in line.cells]
    assert MISSING in " ".join(words)
    before = books.report(name, year="2025")
    assert before.heading.marks == ()
    assert json_of(before)["fiscal_year"] == {"start": "2025-01-01", "end": "2025-12-31", "state": "open"}


@pytest.mark.spec("ETSO-02")
def test_nothing_is_missing_once_the_year_is_opened_or_closed_or_when_no_opening_is_wanted(books: Books) -> None:
    write(books)
    assert books.report("balance", year="2026", journals="VE").heading.marks == ()
    assert books.report("balance-mensuelle", year="2026", no_opening=True).heading.marks == ()
    assert books.report("journal", year="2026").heading.marks == ()
    assert books.report("grand-livre", year="2025", start=date(2025, 1, 1), end=date(2026, 12, 31)).heading.marks == ()
    books.post("AN", "01/01/2026", Line("411ABC", 500), Line("101000", -500), status="V")
    assert books.report("balance", year="2026").heading.marks == ()


def test_the_company_is_read_in_one_query(books: Books) -> None:
    change_settings(books.dossier, {"company.siret": "73282932000074", "company.rcs": "Le Mans 732 829 320"})
    with count_statements(books.dossier) as counted:
        company = company_of(books.dossier)
    assert counted.number == 1
    assert company == ("MOREL SARL", "732829320", "SIRET 732 829 320 00074 · RCS Le Mans 732 829 320")


@pytest.mark.spec("ETCL-04")
@pytest.mark.parametrize(
    ("dates", "refusal", "sentence"),
    [
        ({"start": date(2027, 1, 1)}, NoYearOfDayError, "Aucun exercice ne contient le 01/01/2027. Exercices du doss"),
        ({"end": date(2024, 5, 1)}, NoYearOfDayError, "Aucun exercice ne contient le 01/05/2024."),
        ({"start": date(2027, 1, 1), "end": date(2027, 2, 1)}, NoYearOfDayError, "Aucun exercice ne contient le 01/"),
        ({"end": date(2025, 5, 1)}, DayOutsideYearError, "l'état porte sur l'exercice 2026 (01/01/2026–31/12/2026). A"),
        ({"start": date(2026, 5, 1), "end": date(2026, 4, 1)}, PeriodReversedError, "La date de début (01/05/2026)"),
    ],
)
def test_a_date_outside_the_year_is_refused_by_naming_what_is_missing(
    books: Books, dates: dict[str, date], refusal: type[TuicomptaError], sentence: str
) -> None:
    with pytest.raises(refusal) as refused:
        books.report("balance", year="2026", **dates)
    assert sentence in str(refused.value)
    assert refused.value.exit_code == 2
