from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.amounts import (
    MAX_CENTS,
    AmountTooLargeError,
    UnreadableAmountError,
    divide_rounded,
    format_amount,
    format_count,
    format_plain,
    format_point,
    parse_amount,
    round_half_away,
)

_CENTS = st.integers(-MAX_CENTS, MAX_CENTS)


@pytest.mark.spec("FLD-09", "KM-80")
@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1.234,56", 123456),
        ("1,234.56", 123456),
        ("1234.5", 123450),
        ("1234,5", 123450),
        ("12,50", 1250),
        ("1 234 567,89", 123456789),
        ("1\u00a0234\u202f567,89 €", 123456789),
        ("1.234.567,89", 123456789),
        ("-12,5€", -1250),
        ("−12,5", -1250),
        ("+3", 300),
        (",5", 50),
        ("5,", 500),
        ("0", 0),
        ("-0", 0),
        ("1,005", 101),
        ("-1,005", -101),
        ("1.004", 100),
        ("0,0049999999999999999999999999", 0),
        ("9999999999999,99", MAX_CENTS),
        ("0009999999999999,99", MAX_CENTS),
    ],
)
def test_amounts_are_read(typed: str, cents: int) -> None:
    assert parse_amount(typed) == cents


@pytest.mark.spec("FLD-09")
@pytest.mark.parametrize("typed", ["10000000000000", "-10000000000000", "9999999999999,995", "9" * 150])
def test_more_than_13_digits_before_the_mark_are_refused(typed: str) -> None:
    with pytest.raises(AmountTooLargeError, match="Au plus 13 chiffres"):
        parse_amount(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", ",", ".", "-", "€", "+-1", "--1", "1-", "(1)", "1+1", "=1", "20%"),
        *("1.234.567", "1,234,567", "12.34,56", "1,234.567,89", "1.2,3.4", "1,,2", "1234.567,8", "1.23,4"),
        *("1e308", "1E5", "0x10", "1_000", "inf", "nan", "abc", "12a", "1'000"),
        *("\u0663", "\uff11\uff12", "\u0967", "²", "Ⅷ", "1\x002", "1\u200b2", "1\n2", "1€2", "€1"),
        "1" * 201,
    ],
)
def test_anything_else_is_refused_and_never_misread(typed: str) -> None:
    with pytest.raises(UnreadableAmountError):
        parse_amount(typed)


def test_what_is_typed_has_at_most_200_characters() -> None:
    assert parse_amount("0" * 199 + "7") == 700
    with pytest.raises(UnreadableAmountError) as refusal:
        parse_amount("0" * 200 + "7")
    assert str(refusal.value).startswith("Montant illisible : «" + "0" * 39 + "…»")


def test_a_refusal_names_what_was_typed() -> None:
    with pytest.raises(UnreadableAmountError) as refusal:
        parse_amount("douze")
    assert str(refusal.value) == "Montant illisible : «douze». Tapez par exemple 1234,56."


@pytest.mark.spec("UINV-09")
@given(_CENTS)
def test_what_is_shown_reads_back(cents: int) -> None:
    assert parse_amount(format_amount(cents)) == cents
    assert parse_amount(format_plain(cents)) == cents
    assert parse_amount(format_point(cents)) == cents


@pytest.mark.spec("UIX-17")
def test_amounts_are_shown_the_french_way() -> None:
    assert format_amount(-123456789) == "-1 234 567,89"
    assert format_amount(100000) == "1 000,00"
    assert format_amount(5) == "0,05"
    assert format_amount(-5) == "-0,05"
    assert format_amount(0) == "0,00"
    assert format_amount(0, blank_zero=True) == ""
    assert format_amount(1, blank_zero=True) == "0,01"
    assert format_plain(-123456789) == "-1234567,89"
    assert format_point(-123456789) == "-1234567.89"


@given(st.text(max_size=30))
def test_any_text_gives_an_amount_in_bounds_or_a_refusal(text: str) -> None:
    try:
        cents = parse_amount(text)
    except (UnreadableAmountError, AmountTooLargeError):
        return
    assert abs(cents) <= MAX_CENTS
    assert any(char in "0123456789" for char in text)


@pytest.mark.spec("UINV-09")
@given(st.integers(-(10**20), 10**20), st.integers(1, 10**9))
def test_rounding_is_half_away_from_zero(numerator: int, denominator: int) -> None:
    with localcontext() as context:
        context.prec = 60
        expected = int((Decimal(numerator) / Decimal(denominator)).to_integral_value(ROUND_HALF_UP))
    assert divide_rounded(numerator, denominator) == expected
    assert round_half_away(Fraction(numerator, denominator)) == expected


@given(st.integers(-(10**6), 10**6))
def test_halves_leave_zero(whole: int) -> None:
    assert round_half_away(Fraction(2 * whole + 1, 2)) == (whole + 1 if whole >= 0 else whole)


def test_a_number_of_things_has_no_cents() -> None:
    assert [format_count(number) for number in (0, 999, 1_000, 1_234_567)] == ["0", "999", "1 000", "1 234 567"]
