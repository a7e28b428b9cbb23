"""Fiscal years: length, neighbours, periods, and the one a user works on."""

from datetime import date
from pathlib import Path

import pytest

from tests.services.conftest import fixed_clock
from tuicompta.core.dates import month_end, month_label
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import FiscalYearLengthError
from tuicompta.models.database import Database
from tuicompta.models.failures import ReadOnlyDossierError
from tuicompta.models.rules import RuleRefusedError
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.fiscal_years.fiscal_years import (
    FirstYearClosedError,
    FiscalYearGapError,
    TooManyOpenYearsError,
    create_fiscal_year,
    current_fiscal_year,
    fiscal_year_of,
    fiscal_years,
    open_fiscal_years,
    period_of,
    periods_of,
    set_current_fiscal_year,
)

Y25, Y26, Y27, Y28 = ((date(year, 1, 1), date(year, 12, 31)) for year in (2025, 2026, 2027, 2028))


def close_year(database: Database, identifier: int) -> None:
    database.run("UPDATE fiscal_year SET closed_at = '2027-03-01' WHERE id = ?", (identifier,))


def spans(database: Database) -> list[tuple[date, date]]:
    return [(year.start, year.end) for year in fiscal_years(database)]


@pytest.mark.spec("EX-03", "EX-07", "JF-07", "JF-16", "JO-02")
def test_the_next_year_takes_the_settings_of_the_last_one_and_starts_its_own_counters(dossier: Dossier) -> None:
    database = dossier.database
    database.run("UPDATE journal_year SET prefix = 'A-', next_number = 8 WHERE journal_id = 1 AND fiscal_year_id = 2")
    database.run("UPDATE journal_year SET prefix = 'OLD', next_number = 9 WHERE journal_id = 1 AND fiscal_year_id = 1")
    close_year(database, 1)
    created = create_fiscal_year(database, *Y28)
    assert spans(database) == [Y26, Y27, Y28]
    settings = "SELECT prefix, next_number FROM journal_year WHERE journal_id = 1 AND fiscal_year_id = ?"
    assert database.rows(settings, (created.id,)) == [("A-", 1)]
    assert database.value("SELECT count(*) FROM journal_year WHERE fiscal_year_id = ?", (created.id,)) == 5
    months = periods_of(database, created)
    assert [(month.start, month.end) for month in months[:2]] == [
        (date(2028, 1, 1), date(2028, 1, 31)),
        (date(2028, 2, 1), date(2028, 2, 29)),
    ]
    assert len(months) == 12


@pytest.mark.spec("JO-05")
def test_the_journals_of_the_program_do_not_follow(dossier: Dossier) -> None:
    database = dossier.database
    journal = database.run("INSERT INTO journal (code, type, description) VALUES ('RAN', 'opening', 'x')")
    database.run("INSERT INTO journal_year (journal_id, fiscal_year_id) VALUES (?, 2)", (journal,))
    close_year(database, 1)
    created = create_fiscal_year(database, *Y28)
    query = "SELECT count(*) FROM journal_year WHERE journal_id = ? AND fiscal_year_id = ?"
    assert database.value(query, (journal, created.id)) == 0


@pytest.mark.spec("EX-07")
def test_a_year_can_be_put_before_the_first_one(dossier: Dossier) -> None:
    close_year(dossier.database, 2)
    create_fiscal_year(dossier.database, *Y25)
    assert spans(dossier.database) == [Y25, Y26, Y27]


@pytest.mark.spec("EX-07")
@pytest.mark.parametrize("closing", ["year", "month"])
def test_nothing_comes_before_a_closed_year_or_month(dossier: Dossier, closing: str) -> None:
    if closing == "year":
        close_year(dossier.database, 1)
    else:
        close_year(dossier.database, 2)
        dossier.database.run(
            "INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES (1, 4, '2026-05-01')"
        )
    with pytest.raises(FirstYearClosedError, match=r"précéder l'exercice 2026 : il est clôturé, ou l'un de ses mois"):
        create_fiscal_year(dossier.database, *Y25)
    assert spans(dossier.database) == [Y26, Y27]


@pytest.mark.spec("EX-03")
def test_a_third_open_year_is_refused(dossier: Dossier) -> None:
    with pytest.raises(TooManyOpenYearsError, match=r"^Clôturez d'abord l'exercice 2026"):
        create_fiscal_year(dossier.database, *Y28)
    assert spans(dossier.database) == [Y26, Y27]


@pytest.mark.spec("EX-04", "EX-05", "EX-08")
@pytest.mark.parametrize(
    ("start", "end", "error", "sentence"),
    [
        (date(2028, 1, 2), date(2028, 12, 31), FiscalYearGapError, "doit commencer le 01/01/2028"),
        (date(2027, 12, 31), date(2028, 12, 31), FiscalYearGapError, "doit commencer le 01/01/2028"),
        (date(2026, 6, 1), date(2026, 6, 30), FiscalYearGapError, "doit commencer le 01/01/2028"),
        (date(2025, 1, 1), date(2025, 12, 30), FiscalYearGapError, "du 01/01/2025 au 30/12/2025"),
        (date(2028, 1, 1), date(2027, 12, 31), FiscalYearLengthError, "1 jour à 24 mois"),
        (date(2028, 1, 1), date(2030, 1, 1), FiscalYearLengthError, "du 01/01/2028 au 01/01/2030"),
    ],
)
def test_years_follow_one_another(
    dossier: Dossier, start: date, end: date, error: type[TuicomptaError], sentence: str
) -> None:
    close_year(dossier.database, 1)
    with pytest.raises(error, match=sentence):
        create_fiscal_year(dossier.database, start, end)
    assert spans(dossier.database) == [Y26, Y27]


def test_two_sessions_that_create_the_same_year_leave_one(dossier: Dossier, dossier_path: Path) -> None:
    close_year(dossier.database, 1)
    other = open_dossier(dossier_path)
    create_fiscal_year(dossier.database, *Y28)
    with pytest.raises((FiscalYearGapError, RuleRefusedError)):
        create_fiscal_year(other.database, *Y28)
    assert spans(other.database) == [Y26, Y27, Y28]
    close_dossier(other)


@pytest.mark.spec("SW-27")
def test_periods_are_months_cut_at_the_bounds_of_the_year(dossier: Dossier) -> None:
    database = dossier.database
    close_year(database, 1)
    close_year(database, 2)
    created = create_fiscal_year(database, date(2028, 1, 1), date(2028, 2, 10))
    months = [(month.start, month.end) for month in periods_of(database, created)]
    assert months == [(date(2028, 1, 1), date(2028, 1, 31)), (date(2028, 2, 1), date(2028, 2, 10))]
    found = period_of(database, date(2028, 2, 10))
    assert found
    assert (found.start, found.fiscal_year_id) == (date(2028, 2, 1), created.id)
    assert period_of(database, date(2028, 2, 11)) is None


@pytest.mark.spec("SW-27")
def test_a_year_that_begins_inside_a_month_has_thirteen_periods(tmp_path: Path) -> None:
    new = NewDossier("MOREL SARL", date(2026, 1, 15), date(2027, 1, 14), next_year=False)
    made = open_dossier(create_dossier(tmp_path / "Coupe.compta", new))
    (year,) = fiscal_years(made.database)
    found = periods_of(made.database, year)
    assert [month_label(month.start) for month in found] == [
        *("janvier 2026", "février 2026", "mars 2026", "avril 2026", "mai 2026", "juin 2026", "juillet 2026"),
        *("août 2026", "septembre 2026", "octobre 2026", "novembre 2026", "décembre 2026", "janvier 2027"),
    ]
    assert (found[0].start.day, found[0].end.day) == (15, 31)
    assert (found[-1].start.day, found[-1].end.day) == (1, 14)
    assert all((month.start.day, month_end(month.start)) == (1, month.end) for month in found[1:-1])
    close_dossier(made)


def test_a_day_finds_its_year(dossier: Dossier) -> None:
    found = fiscal_year_of(dossier.database, date(2027, 12, 31))
    assert found
    assert (found.label, str(found.span), date(2027, 6, 1) in found) == ("2027", "01/01/2027–31/12/2027", True)
    assert fiscal_year_of(dossier.database, date(2025, 12, 31)) is None


@pytest.mark.spec("EX-09", "EX-10", "EX-12")
def test_the_current_year_is_that_of_today_until_the_user_chooses(dossier: Dossier) -> None:
    assert current_fiscal_year(dossier).start == Y26[0]
    years = fiscal_years(dossier.database)
    set_current_fiscal_year(dossier, years[1])
    assert current_fiscal_year(dossier).start == Y27[0]
    dossier.database.run("INSERT INTO user (code, name) VALUES ('EVE', 'Eve')")
    other = open_dossier(dossier.path, user_code="EVE", clock=fixed_clock)
    assert current_fiscal_year(other).start == Y26[0]
    close_dossier(other)


@pytest.mark.spec("EX-10")
def test_without_the_year_of_today_it_is_the_oldest_open_one_else_the_last(dossier: Dossier) -> None:
    close_year(dossier.database, 1)
    assert current_fiscal_year(dossier).start == Y27[0]
    assert [year.start for year in open_fiscal_years(dossier.database)] == [Y27[0]]
    close_year(dossier.database, 2)
    assert current_fiscal_year(dossier).start == Y27[0]
    assert open_fiscal_years(dossier.database) == []


def test_a_dossier_open_for_consultation_creates_nothing(dossier_path: Path) -> None:
    dossier = open_dossier(dossier_path, readonly=True, clock=fixed_clock)
    set_current_fiscal_year(dossier, fiscal_years(dossier.database)[1])
    assert current_fiscal_year(dossier).start == Y26[0]
    with pytest.raises(ReadOnlyDossierError):
        create_fiscal_year(dossier.database, *Y28)
    close_dossier(dossier)
