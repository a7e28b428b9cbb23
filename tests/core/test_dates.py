from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tuicompta.core.dates import (
    DateOutsideFiscalYearError,
    ImpossibleDateError,
    YearMonth,
    add_days,
    add_months,
    format_date,
    format_short,
    full_year,
    iso,
    month_end,
    month_label,
    month_name,
    next_day,
    parse_date,
    parse_due_date,
    parse_field_date,
    parse_full_date,
    parse_iso,
)

_TODAY = date(2026, 4, 2)
_MARCH = YearMonth(2026, 3)
_YEAR_2026 = (date(2026, 1, 1), date(2026, 12, 31))
_SPLIT_YEAR = (date(2025, 7, 1), date(2026, 6, 30))
_LONG_YEAR = (date(2025, 1, 1), date(2026, 12, 31))


def in_entry(
    typed: str, year: tuple[date, date] = _YEAR_2026, working: YearMonth = _MARCH, today: date = _TODAY
) -> date:
    return parse_date(typed, start=year[0], end=year[1], working=working, today=today)


def in_field(
    typed: str, year: tuple[date, date] = _SPLIT_YEAR, month: YearMonth = _MARCH, today: date = _TODAY
) -> date:
    return parse_field_date(typed, start=year[0], end=year[1], month=month, today=today)


@pytest.mark.spec("KM-51")
def test_a_day_alone_is_in_the_working_month() -> None:
    assert in_entry("5") == date(2026, 3, 5)
    assert in_entry("05") == date(2026, 3, 5)
    assert in_entry("15") == date(2026, 3, 15)


@pytest.mark.spec("KM-52")
def test_a_day_and_month_are_in_the_fiscal_year() -> None:
    assert in_entry("1503", _SPLIT_YEAR) == date(2026, 3, 15)
    assert in_entry("1509", _SPLIT_YEAR) == date(2025, 9, 15)


@pytest.mark.spec("KM-52")
@pytest.mark.parametrize(
    ("working", "typed", "found"),
    [
        (YearMonth(2025, 3), "1503", date(2025, 3, 15)),
        (YearMonth(2026, 3), "1503", date(2026, 3, 15)),
        (YearMonth(2025, 8), "1503", date(2025, 3, 15)),
        (YearMonth(2025, 10), "1503", date(2026, 3, 15)),
        (YearMonth(2025, 12), "0101", date(2026, 1, 1)),
        (YearMonth(2025, 1), "0101", date(2025, 1, 1)),
        (YearMonth(2026, 12), "3112", date(2026, 12, 31)),
        (YearMonth(2026, 12), "0101", date(2026, 1, 1)),
    ],
)
def test_of_two_possible_years_the_nearest_to_the_working_month_is_taken(
    working: YearMonth, typed: str, found: date
) -> None:
    assert in_entry(typed, _LONG_YEAR, working) == found


@pytest.mark.spec("KM-53")
@pytest.mark.parametrize("typed", ["150326", "15032026", "15/03/26", "15-03-2026", "15.3.2026", "15 3 26", " 15/3/26 "])
def test_a_full_date_is_taken_as_it_is(typed: str) -> None:
    assert in_entry(typed) == date(2026, 3, 15)


@pytest.mark.spec("KM-54")
@pytest.mark.parametrize("typed", ["5/3", "5-3", "5.3", "5 3", "05/03", "5.3.26", "5 / 3 / 26"])
def test_parts_may_be_separated_and_short(typed: str) -> None:
    assert in_entry(typed) == date(2026, 3, 5)


@pytest.mark.spec("KM-55")
@pytest.mark.parametrize(
    "typed",
    [
        *("", "0", "00", "32", "150", "15032", "1503202", "150320260", "3102", "2902", "1513", "1500", "31/04/2026"),
        *("5/3/2", "5/3/202", "5//3", "/5", "5/", "5/3/", "2026-03-15", "5,3", "a", "1a", "+5", "-5", "**"),
        *("\u0663", "\uff11\uff15", "15\x1b03", "15032026\n15", "99999999"),
    ],
)
def test_what_is_no_day_of_the_calendar_is_refused(typed: str) -> None:
    with pytest.raises(ImpossibleDateError) as refusal:
        in_entry(typed)
    assert str(refusal.value) == "Date impossible"


@pytest.mark.spec("KM-55")
def test_31_in_a_month_of_30_days_is_refused() -> None:
    with pytest.raises(ImpossibleDateError):
        in_entry("31", working=YearMonth(2026, 6))


@pytest.mark.spec("KM-55")
@pytest.mark.parametrize("typed", ["311225", "010127", "15/03/2025", "15/03/0026"])
def test_a_date_outside_the_fiscal_year_is_refused_with_its_bounds(typed: str) -> None:
    with pytest.raises(DateOutsideFiscalYearError) as refusal:
        in_entry(typed)
    assert str(refusal.value) == "Date hors de l'exercice 01/01/2026–31/12/2026"


@pytest.mark.parametrize(("typed", "today"), [("15", _TODAY), ("1503", _TODAY), ("*", date(2026, 7, 1))])
def test_days_that_a_short_fiscal_year_has_not_are_refused(typed: str, today: date) -> None:
    with pytest.raises(DateOutsideFiscalYearError):
        in_entry(typed, (date(2026, 4, 1), date(2026, 6, 30)), today=today)


@pytest.mark.spec("FLD-07")
def test_star_is_today() -> None:
    assert in_entry("*") == _TODAY
    assert in_field(" * ") == _TODAY


@pytest.mark.spec("FLD-07")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("15", date(2026, 3, 15)),
        ("0503", date(2026, 3, 5)),
        ("1509", date(2025, 9, 15)),
        ("150325", date(2025, 3, 15)),
        ("15032025", date(2025, 3, 15)),
        ("15/03/25", date(2025, 3, 15)),
        ("150379", date(2079, 3, 15)),
        ("150380", date(1980, 3, 15)),
    ],
)
def test_fields_complete_dates_by_the_fiscal_year_and_may_leave_it(typed: str, found: date) -> None:
    assert in_field(typed) == found


@pytest.mark.spec("FLD-07")
def test_of_two_possible_years_a_field_takes_the_nearer_to_today() -> None:
    assert in_field("1503", _LONG_YEAR, today=date(2025, 6, 1)) == date(2025, 3, 15)
    assert in_field("1503", _LONG_YEAR, today=date(2025, 12, 1)) == date(2026, 3, 15)
    assert in_field("0101", _LONG_YEAR, today=date(2024, 6, 1)) == date(2025, 1, 1)
    assert in_field("3112", _LONG_YEAR, today=date(2030, 6, 1)) == date(2026, 12, 31)


@pytest.mark.spec("FLD-07")
def test_a_day_that_the_fiscal_year_has_not_takes_the_year_of_today() -> None:
    quarter = (date(2026, 1, 1), date(2026, 3, 31))
    assert in_field("1509", quarter, today=date(2027, 2, 1)) == date(2027, 9, 15)


@pytest.mark.spec("FLD-07")
@pytest.mark.parametrize("typed", ["3102", "31/02", "310226", "30 02 2028", "290226", "32", "150"])
def test_a_field_refuses_an_impossible_date(typed: str) -> None:
    with pytest.raises(ImpossibleDateError):
        in_field(typed)


@pytest.mark.spec("KM-19")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("10", date(2026, 4, 10)),
        ("3004", date(2026, 4, 30)),
        ("15", date(2026, 3, 15)),
        ("14", date(2026, 4, 14)),
        ("1403", date(2027, 3, 14)),
        ("30/4", date(2026, 4, 30)),
        ("31", date(2026, 3, 31)),
        ("2902", date(2028, 2, 29)),
        ("010125", date(2025, 1, 1)),
    ],
)
def test_a_due_date_without_year_is_the_first_from_the_entry_on(typed: str, found: date) -> None:
    assert parse_due_date(typed, entry_date=date(2026, 3, 15)) == found


def test_a_due_date_skips_months_and_years_without_its_day() -> None:
    assert parse_due_date("31", entry_date=date(2026, 4, 15)) == date(2026, 5, 31)
    assert parse_due_date("2902", entry_date=date(2096, 3, 1)) == date(2104, 2, 29)
    for impossible in ("3102", "32", "0", "150"):
        with pytest.raises(ImpossibleDateError):
            parse_due_date(impossible, entry_date=date(2026, 3, 15))


@pytest.mark.spec("UINV-09")
@given(st.dates(min_value=date(1900, 1, 1)))
def test_what_is_shown_reads_back(day: date) -> None:
    for typed in (format_date(day), format_date(day).replace("/", "")):
        assert in_field(typed) == day
        assert in_entry(typed, (day, day), YearMonth.of(day)) == day
    assert parse_iso(iso(day)) == parse_full_date(iso(day)) == parse_full_date(format_date(day)) == day


@given(st.dates(min_value=date(1980, 1, 1), max_value=date(2079, 12, 31)))
def test_short_dates_read_back_within_their_century(day: date) -> None:
    assert in_field(format_short(day)) == day


@given(
    st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    st.integers(0, 730),
    st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    st.text("0123456789/.- *", max_size=10),
)
def test_a_date_read_is_always_inside_the_fiscal_year(start: date, length: int, today: date, typed: str) -> None:
    end = start + timedelta(days=length)
    try:
        found = in_entry(typed, (start, end), YearMonth.of(today), today)
    except (ImpossibleDateError, DateOutsideFiscalYearError):
        return
    assert start <= found <= end


@pytest.mark.spec("KM-52")
@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 364), st.integers(0, 364))
def test_in_a_year_every_day_and_month_is_found_again(start: date, length: int, offset: int) -> None:
    day = start + timedelta(days=min(offset, length))
    end = start + timedelta(days=length)
    found = in_entry(f"{day:%d%m}", (start, end), YearMonth.of(start))
    assert found == day


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 31), st.integers(1, 12))
def test_a_due_date_is_never_before_the_entry(entry_date: date, day: int, month: int) -> None:
    assume((day, month) not in {(30, 2), (31, 2), (31, 4), (31, 6), (31, 9), (31, 11)})
    found = parse_due_date(f"{day:02}{month:02}", entry_date=entry_date)
    assert found >= entry_date
    assert (found.day, found.month) == (day, month)


@pytest.mark.parametrize(
    "text",
    ["", "20260315", "2026-3-15", "2026-W11-7", "2026-03-32", "2026-02-29", "٢٠٢٦-03-15", "2026-03-15 ", "0000-01-01"],
)
def test_only_the_stored_form_is_read_from_the_database(text: str) -> None:
    with pytest.raises(ImpossibleDateError):
        parse_iso(text)


@pytest.mark.parametrize(
    "text", ["15/3/2026", "15032026", "150326", "15/03/26", "31/02/2026", "15", "*", "aujourd'hui"]
)
def test_only_complete_dates_are_read_on_the_command_line(text: str) -> None:
    with pytest.raises(ImpossibleDateError):
        parse_full_date(text)


@pytest.mark.spec("UIX-17")
def test_dates_are_shown_day_first() -> None:
    day = date(2026, 3, 5)
    assert format_date(day) == "05/03/2026"
    assert format_short(day) == "05/03/26"
    assert iso(day) == "2026-03-05"


def test_months_have_french_names() -> None:
    assert month_label(date(2026, 3, 5)) == "mars 2026"
    assert month_label(YearMonth(2025, 8)) == "août 2025"
    assert [month_name(YearMonth(2026, month)) for month in (1, 2, 12)] == ["janvier", "février", "décembre"]


def test_two_digit_years() -> None:
    assert [full_year(digits) for digits in (0, 79, 80, 99)] == [2000, 2079, 1980, 1999]


def test_months_have_bounds() -> None:
    assert month_end(date(2028, 2, 10)) == date(2028, 2, 29)
    assert (YearMonth(2026, 12).first, YearMonth(2026, 12).last) == (date(2026, 12, 1), date(2026, 12, 31))
    assert YearMonth(2025, 12) < YearMonth(2026, 1)


def test_moves_by_month_keep_the_day_or_take_the_last_one() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert add_months(date(2026, 1, 15), -1) == date(2025, 12, 15)
    assert add_months(date(2026, 1, 10), 0, 31) == date(2026, 1, 31)
    assert add_months(date(2026, 2, 28), 1, 31) == date(2026, 3, 31)


def test_moves_stop_at_the_ends_of_the_calendar() -> None:
    assert next_day(date(2028, 2, 28)) == date(2028, 2, 29)
    assert add_days(date(2026, 3, 1), -1) == date(2026, 2, 28)
    assert add_months(date(9999, 11, 30), 1) == date(9999, 12, 30)
    assert add_months(date(1, 2, 3), -1) == date(1, 1, 3)
    for move in (
        partial(next_day, date.max),
        partial(add_days, date.min, -1),
        partial(add_days, date.max, 10**12),
        partial(add_months, date.max, 1),
        partial(add_months, date.min, -1),
    ):
        with pytest.raises(ImpossibleDateError):
            move()


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-500, 500))
def test_a_move_by_months_lands_in_that_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or moved == month_end(moved)
