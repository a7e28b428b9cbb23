"""The list of journals and months with their figures (SJL)."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.services.entries_kit import purchase, sale, save
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years, set_current_fiscal_year
from tuicompta.services.journals.journal_periods import JournalPeriodRow, Scope, current_month, journal_periods


def on(dossier: Dossier, year: int, month: int, day: int) -> None:
    dossier.clock = lambda: datetime(year, month, day, 9, 0)  # noqa: DTZ001 - the program works on local time


def figures(row: JournalPeriodRow) -> tuple[object, ...]:
    return row.debit, row.credit, row.debit_lines, row.credit_lines, row.unvalidated, row.simulated


def found(dossier: Dossier, journal: str, start: date) -> JournalPeriodRow:
    rows = journal_periods(dossier, Scope.ALL_MONTHS)
    return next(row for row in rows if (row.journal, row.start) == (journal, start))


@pytest.mark.spec("SJL-02", "SJL-04", "SJL-05", "SJL-06", "SJL-08", "SJL-09", "SJL-10", "SJL-11")
def test_scopes_and_orders(dossier: Dossier) -> None:
    month = journal_periods(dossier, Scope.CURRENT_MONTH)
    assert [(row.journal, row.start) for row in month] == [
        (code, date(2026, 3, 1)) for code in ("AC", "BP", "CA", "OD", "VE")
    ]
    months = [(row.start, row.journal) for row in journal_periods(dossier, Scope.ALL_MONTHS)]
    journals = [(row.journal, row.start) for row in journal_periods(dossier, Scope.ALL_JOURNALS)]
    assert months == sorted(months)
    assert journals == sorted(journals)
    assert len(months) == len(journals) == 5 * 24


@pytest.mark.spec("SJL-07", "SJL-06")
@pytest.mark.parametrize(
    ("today", "month"),
    [(date(2026, 3, 10), 3), (date(2025, 3, 10), 1), (date(2028, 3, 10), 12)],
)
def test_the_current_month_is_the_nearest_to_today(dossier: Dossier, today: date, month: int) -> None:
    assert current_month(fiscal_years(dossier.database)[0], today).month == month
    set_current_fiscal_year(dossier, fiscal_years(dossier.database)[0])
    on(dossier, today.year, today.month, today.day)
    assert {row.start.month for row in journal_periods(dossier, Scope.CURRENT_MONTH)} == {month}


@pytest.mark.spec("SJL-08")
def test_a_closed_current_year_is_alone_and_an_open_one_comes_with_the_other(dossier: Dossier) -> None:
    dossier.database.run("UPDATE fiscal_year SET closed_at = 'x' WHERE id = 1")
    assert {row.start.year for row in journal_periods(dossier, Scope.ALL_MONTHS)} == {2027}
    set_current_fiscal_year(dossier, fiscal_years(dossier.database)[0])
    assert {row.start.year for row in journal_periods(dossier, Scope.ALL_MONTHS)} == {2026}


@pytest.mark.spec("SJL-12", "SJL-13", "SJL-14", "SJL-15", "SJL-17", "SJL-18", "SJL-22")
def test_figures_follow_the_entries_at_once(dossier: Dossier) -> None:
    march, april = date(2026, 3, 1), date(2026, 4, 1)
    assert figures(found(dossier, "AC", march)) == (None, None, None, None, 0, 0)
    save(dossier, purchase(), purchase("00002", key=2), purchase("00003", key=3), sale(key=4))
    assert figures(found(dossier, "AC", march)) == (370_368, 370_368, 6, 3, 3, 0)
    simulate_entry(dossier, 2)
    validate_entries(dossier, [3])
    assert figures(found(dossier, "AC", march)) == (370_368, 370_368, 6, 3, 1, 1)
    delete_entry(dossier, 1)
    assert figures(found(dossier, "AC", march)) == (246_912, 246_912, 4, 2, 0, 1)
    assert figures(found(dossier, "AC", april)) == (None, None, None, None, 0, 0)
    delete_entry(dossier, 4)
    assert figures(found(dossier, "VE", march)) == (None, None, None, None, 0, 0)


@pytest.mark.spec("SJL-16")
def test_a_closed_month_is_marked(dossier: Dossier) -> None:
    dossier.database.run("INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES (1, 2, 'x')")
    dossier.database.run("INSERT INTO journal_period (journal_id, period_id, next_number) VALUES (1, 3, 7)")
    closed = [(row.journal, row.start) for row in journal_periods(dossier, Scope.ALL_MONTHS) if row.closed]
    assert closed == [("AC", date(2026, 2, 1))]


@pytest.mark.spec("JF-28")
def test_an_inactive_journal_shows_the_months_it_has(dossier: Dossier) -> None:
    save(dossier, replace(purchase(), journal="OD"))
    dossier.database.run("UPDATE journal SET inactive = 1 WHERE code IN ('OD', 'CA')")
    rows = journal_periods(dossier, Scope.ALL_JOURNALS)
    assert [row.start for row in rows if row.journal == "OD"] == [date(2026, 3, 1)]
    assert [row for row in rows if row.journal == "CA"] == []
