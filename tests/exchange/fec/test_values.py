from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.amounts import MAX_CENTS, format_plain
from tuicompta.exchange.fec.findings import Rule
from tuicompta.exchange.fec.values import StrictDates, read_amount, read_date, read_side, strict_amounts


@pytest.mark.spec("FECI-03")
@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1234,56", 123456),
        ("0,00", 0),
        ("", 0),
        ("12", 1200),
        ("12,5", 1250),
        (",5", 50),
        ("5,", 500),
        ("-12,34", -1234),
        ("12,34-", -1234),
        ("+12,34", 1234),
        ("12,34+", 1234),
        ("12,3400", 1234),
        ("9999999999999,99", MAX_CENTS),
    ],
)
def test_amount_with_comma(text: str, cents: int) -> None:
    assert read_amount(text) == (cents, None)


@pytest.mark.spec("FECI-03")
def test_decimal_point_is_read_with_a_remark() -> None:
    assert read_amount("-12.34") == (-1234, Rule.DECIMAL_POINT)


@pytest.mark.spec("FECI-03")
@pytest.mark.parametrize(
    "text",
    [
        *("--1", "1--", "-1-", "+-1", "-", ",", ".", "1e308", "NaN", "inf", "0x10", "12,345", "1.2,3", "1,2.3"),
        *(
            "1 234,56",
            "1.234,56",
            "1_000",
            "٣",
            "\uff13",
            "²",
            "10000000000000,00",
            "1" * 20,
            "1" * 70_000,
            "douze",
            "1;2",
        ),
    ],
)
def test_unreadable_amount(text: str) -> None:
    assert read_amount(text) == (None, Rule.UNREADABLE_AMOUNT)


@given(st.lists(st.integers(-MAX_CENTS, MAX_CENTS), min_size=1))
def test_strict_amounts_are_read_as_they_are_written(amounts: list[int]) -> None:
    assert strict_amounts([format_plain(cents) for cents in amounts]) == amounts


@given(st.lists(st.text(alphabet="0123456789,.-+ e\n٣", max_size=8), min_size=1))
def test_strict_amounts_agree_with_single_ones_or_give_up(texts: list[str]) -> None:
    amounts = strict_amounts(texts)
    assert amounts is None or [(cents, None) for cents in amounts] == [read_amount(text) for text in texts]


@pytest.mark.spec("FECI-03")
@pytest.mark.parametrize(
    ("text", "sign"), [("D", 1), ("d", 1), ("+1", 1), ("C", -1), ("-1", -1), ("", None), ("X", None), ("1", None)]
)
def test_side(text: str, sign: int | None) -> None:
    assert read_side(text) == sign


@pytest.mark.spec("FECI-03")
@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("20250301", None),
        ("2025-03-01", Rule.DATE_FORM),
        ("2025/03/01", Rule.DATE_FORM),
        ("2025.03.01", Rule.DATE_FORM),
        ("01032025", Rule.DATE_FORM),
        ("01/03/2025", Rule.DATE_FORM),
        ("01-03-2025", Rule.DATE_FORM),
        ("2025-03-01 12:30:00", Rule.DATE_FORM),
        ("20250301T00:00", Rule.DATE_FORM),
    ],
)
def test_date_forms(text: str, remark: Rule | None) -> None:
    assert read_date(text) == (date(2025, 3, 1), remark)


@pytest.mark.spec("FECI-03")
@pytest.mark.parametrize(
    "text",
    [
        *("20240230", "20251301", "20250132", "20250001", "20250100", "31022025", "2025-03/01", "1/3/2025", "250301"),
        *("2025", "hier", "00000000", "202503011", "٢٠٢٥٠٣٠١", "2025030", "20250301 ", "2025-03-01 25", "1" * 70_000),
    ],
)
def test_impossible_date(text: str) -> None:
    assert read_date(text) == (None, Rule.IMPOSSIBLE_DATE)


def test_blank_date() -> None:
    assert read_date("") == (None, None)


def test_year_out_of_range_is_told() -> None:
    assert read_date("21010301") == (date(2101, 3, 1), Rule.YEAR_RANGE)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_each_day_of_two_centuries_reads_the_same_both_ways(day: date) -> None:
    assert read_date(day.strftime("%Y%m%d")) == (day, None)
    assert read_date(day.strftime("%d%m%Y")) == (day, Rule.DATE_FORM)


def test_strict_dates_know_blank_and_refuse_odd_forms() -> None:
    dates = StrictDates()
    assert (dates["20250301"], dates[""]) == (date(2025, 3, 1), None)
    for text in ("2025-03-01", "20250230", "21010101"):
        with pytest.raises(KeyError):
            dates[text]
    assert len(dates) == 2
