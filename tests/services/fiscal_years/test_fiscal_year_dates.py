"""Dates of fiscal years: what may move, what holds them."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.entries_kit import purchase
from tuicompta.core.enums import EntryOrigin
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import FiscalYearLengthError
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.events import ReasonError
from tuicompta.services.fiscal_years.fiscal_year_dates import (
    ClosedMonthsError,
    ClosedYearDatesError,
    ExcludedEntriesError,
    save_fiscal_year,
)
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.notes import note

MONTHS = "SELECT start_date, end_date FROM period ORDER BY start_date"
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def move(
    dossier: Dossier, start: date = FIRST, end: date = LAST, *, reason: str = "erreur de saisie", which: int = 0
) -> None:
    year = fiscal_years(dossier.database)[which]
    version = dossier.database.value("SELECT version FROM fiscal_year WHERE id = ?", (year.id,))
    save_fiscal_year(dossier, year.id, start, end, notes="", reason=reason, version=version)


def spans(dossier: Dossier) -> list[tuple[date, date]]:
    return [(year.start, year.end) for year in fiscal_years(dossier.database)]


def months(dossier: Dossier) -> list[tuple[str, str]]:
    return [(start, end) for start, end in dossier.database.rows(MONTHS)]


def post(dossier: Dossier, day: date) -> int:
    saved = save_entries(dossier, [purchase(f"{day:%m%d}", day=day)], EntryOrigin.CONTINUOUS_ENTRY)
    return saved[0].entry_id


def close_month(dossier: Dossier, day: date) -> None:
    dossier.database.run(
        "INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES"
        " ((SELECT id FROM journal WHERE code = 'AC'),"
        " (SELECT id FROM period WHERE ? BETWEEN start_date AND end_date), '2026-03-20T10:00:00')",
        (day.isoformat(),),
    )


def whole(dossier: Dossier) -> list[object]:
    tables = ("SELECT * FROM fiscal_year", "SELECT * FROM period", "SELECT * FROM event", "SELECT * FROM note")
    return [row for query in tables for row in dossier.database.rows(query)]


@pytest.mark.spec("EXF-04")
def test_an_earlier_start_is_allowed_over_validated_entries(dossier: Dossier) -> None:
    validate_entries(dossier, [post(dossier, date(2026, 1, 2))])
    move(dossier, date(2025, 12, 1))
    assert spans(dossier)[0] == (date(2025, 12, 1), LAST)
    assert months(dossier)[:2] == [("2025-12-01", "2025-12-31"), ("2026-01-01", "2026-01-31")]
    assert (
        dossier.database.value(
            "SELECT count(*) FROM entry JOIN period ON period.id = period_id"
            " WHERE entry_date BETWEEN period.start_date AND period.end_date"
        )
        == 1
    )


@pytest.mark.spec("EXF-05")
def test_a_later_start_waits_until_the_unvalidated_entries_are_deleted(dossier: Dossier) -> None:
    entry = post(dossier, date(2026, 1, 2))
    before = whole(dossier)
    with pytest.raises(ExcludedEntriesError, match=r"1 écriture\(s\) non validée\(s\) en sortiraient"):
        move(dossier, date(2026, 1, 15))
    assert whole(dossier) == before
    delete_entry(dossier, entry)
    move(dossier, date(2026, 1, 15))
    assert spans(dossier)[0] == (date(2026, 1, 15), LAST)
    assert months(dossier)[0] == ("2026-01-15", "2026-01-31")


@pytest.mark.spec("EXF-06")
def test_validated_entries_are_never_left_outside(dossier: Dossier) -> None:
    validate_entries(dossier, [post(dossier, date(2026, 12, 20))])
    with pytest.raises(ExcludedEntriesError, match="validée ne se supprime pas"):
        move(dossier, end=date(2026, 11, 30))
    move(dossier, end=date(2026, 12, 20))
    assert spans(dossier)[0] == (FIRST, date(2026, 12, 20))


@pytest.mark.spec("EXF-07")
def test_closed_months_hold_the_start_and_let_the_end_go(dossier: Dossier) -> None:
    close_month(dossier, date(2026, 1, 10))
    with pytest.raises(ClosedMonthsError, match="avant un mois clôturé"):
        move(dossier, date(2025, 12, 1))
    with pytest.raises(ClosedMonthsError, match="un de ses mois est clôturé"):
        move(dossier, date(2026, 2, 1))
    with pytest.raises(ClosedMonthsError, match="au-delà du 15/01/2026"):
        move(dossier, end=date(2026, 1, 15))
    move(dossier, end=date(2026, 6, 30))
    move(dossier, end=date(2026, 8, 31))
    assert spans(dossier) == [(FIRST, date(2026, 8, 31)), (date(2026, 9, 1), date(2027, 12, 31))]


@pytest.mark.spec("EXF-07")
def test_a_month_is_never_created_before_a_closed_month_of_a_later_year(dossier: Dossier) -> None:
    close_month(dossier, date(2027, 1, 10))
    with pytest.raises(ClosedMonthsError):
        move(dossier, date(2025, 12, 1))


@pytest.mark.spec("EXF-09")
def test_the_neighbour_moves_by_the_same_change_under_the_same_rules(dossier: Dossier) -> None:
    move(dossier, end=date(2027, 2, 15))
    assert spans(dossier) == [(FIRST, date(2027, 2, 15)), (date(2027, 2, 16), date(2027, 12, 31))]
    assert months(dossier)[12:15] == [
        ("2027-01-01", "2027-01-31"),
        ("2027-02-01", "2027-02-15"),
        ("2027-02-16", "2027-02-28"),
    ]
    post(dossier, date(2027, 2, 20))
    with pytest.raises(ExcludedEntriesError):
        move(dossier, end=date(2027, 2, 28))
    move(dossier, date(2027, 2, 1), date(2027, 12, 31), which=1)
    assert spans(dossier) == [(FIRST, date(2027, 1, 31)), (date(2027, 2, 1), date(2027, 12, 31))]


@pytest.mark.spec("EXF-09")
def test_a_bound_shared_with_a_closed_year_does_not_move(dossier: Dossier) -> None:
    dossier.database.run("UPDATE fiscal_year SET closed_at = '2027-01-10' WHERE start_date = '2026-01-01'")
    with pytest.raises(ClosedYearDatesError, match="2026"):
        move(dossier, date(2027, 2, 1), date(2027, 12, 31), which=1)
    with pytest.raises(ClosedYearDatesError):
        move(dossier, date(2025, 12, 1))


@pytest.mark.spec("EX-08")
def test_the_new_length_is_checked(dossier: Dossier) -> None:
    with pytest.raises(FiscalYearLengthError):
        move(dossier, date(2024, 12, 31))


@pytest.mark.spec("EXF-01", "JE-03", "JE-05")
def test_a_change_asks_a_reason_and_leaves_it_in_the_log(dossier: Dossier) -> None:
    before = whole(dossier)
    for reason in ("", "ab", " a ", "x" * 251):
        with pytest.raises(ReasonError):
            move(dossier, end=date(2026, 11, 30), reason=reason)
    assert whole(dossier) == before
    move(dossier, end=date(2026, 11, 30), reason="statuts modifiés")
    kind, subject, detail, reason = dossier.database.rows(
        "SELECT kind, object, detail, reason FROM event ORDER BY id DESC LIMIT 1"
    )[0]
    assert (kind, subject, reason) == ("Changement des dates d'un exercice", "2026", "statuts modifiés")
    assert "31/12/2026" in detail
    assert "30/11/2026" in detail


def test_notes_change_without_reason_nor_event(dossier: Dossier) -> None:
    year = fiscal_years(dossier.database)[0]
    events = dossier.database.value("SELECT count(*) FROM event")
    save_fiscal_year(dossier, year.id, year.start, year.end, notes="premier\nexercice", reason="", version=1)
    assert note(dossier.database, "fiscal_year", year.id) == "premier\nexercice"
    assert dossier.database.value("SELECT count(*) FROM event") == events
    save_fiscal_year(dossier, year.id, year.start, year.end, notes="  ", reason="", version=2)
    assert dossier.database.value("SELECT count(*) FROM note") == 0


@pytest.mark.spec("FIC-19")
def test_a_save_over_a_change_of_another_session_is_refused(dossier: Dossier) -> None:
    year = fiscal_years(dossier.database)[0]
    move(dossier, end=date(2026, 11, 30))
    with pytest.raises(RecordChangedError, match="exercice 2026"):
        save_fiscal_year(dossier, year.id, FIRST, date(2026, 10, 31), notes="", reason="encore", version=1)
    assert spans(dossier)[0] == (FIRST, date(2026, 11, 30))


@pytest.mark.spec("EX-05")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 1), st.booleans(), st.integers(-90, 90)), max_size=6))
def test_whatever_moves_the_months_tile_the_years_and_the_years_follow(
    dossier: Dossier, moves: list[tuple[int, bool, int]]
) -> None:
    with dossier.database.transaction("IMMEDIATE") as example:
        post(dossier, date(2026, 3, 10))
        post(dossier, date(2027, 1, 20))
        for which, at_start, days in moves:
            year = fiscal_years(dossier.database)[which]
            shift = timedelta(days=days)
            start, end = (year.start + shift, year.end) if at_start else (year.start, year.end + shift)
            with suppress(TuicomptaError):
                move(dossier, start, end, which=which)
        check_calendar(dossier)
        example.rollback()


def check_calendar(dossier: Dossier) -> None:
    years = fiscal_years(dossier.database)
    assert years[0].end + timedelta(days=1) == years[1].start
    found = [(date.fromisoformat(start), date.fromisoformat(end)) for start, end in months(dossier)]
    assert (found[0][0], found[-1][1]) == (years[0].start, years[1].end)
    assert all(after[0] == before[1] + timedelta(days=1) for before, after in pairwise(found))
    assert years[0].end in {end for _, end in found}
    outside = (
        "SELECT count(*) FROM entry JOIN period ON period.id = period_id"
        " WHERE entry_date NOT BETWEEN start_date AND end_date OR period.fiscal_year_id <> entry.fiscal_year_id"
    )
    assert dossier.database.value(outside) == 0
