from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.amounts import MAX_CENTS, AmountError, AmountTooLargeError, format_amount, round_half_away
from tuicompta.core.expressions import DivisionByZeroError, UnreadableExpressionError, evaluate_amount


@pytest.mark.spec("FLD-10", "KM-79")
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("100*1,2", "120,00"),
        ("120/1,2", "100,00"),
        ("1200+20%", "1 440,00"),
        ("1200*5,5%", "66,00"),
        ("(250+30)*3", "840,00"),
        ("1/8", "0,13"),
        ("-1/8", "-0,13"),
        ("=100*1,2", "120,00"),
        ("1/3+1/3+1/3", "1,00"),
        ("1/3*3", "1,00"),
    ],
)
def test_calculations_are_exact_and_rounded_once(typed: str, shown: str) -> None:
    assert format_amount(evaluate_amount(typed)) == shown


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("20%", 20),
        ("-20%", -20),
        ("1200-20%", 96000),
        ("100+10%+10%", 12100),
        ("100+(10%)", 10010),
        ("100+20%*2", 10040),
        ("100+50%/2", 10025),
        ("(100+20)%", 120),
        ("200+(10+10)%", 24000),
        ("0+20%", 0),
    ],
)
def test_a_percentage_takes_its_part_of_what_is_on_its_left(typed: str, cents: int) -> None:
    assert evaluate_amount(typed) == cents


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("2+3*4", 1400),
        ("(2+3)*4", 2000),
        ("20-5-5", 1000),
        ("100/5/2", 1000),
        ("100*-2", -20000),
        ("100/+4", 2500),
        ("-(1+2)", -300),
        ("(-1)", -100),
        ("-3*-2", 600),
        (" 1 000 * 2 € ", 200000),
        ("1.234,56*2", 246912),
        ("1 234,56", 123456),
        ("-12,5", -1250),
        ("+7", 700),
        ("((((((((1))))))))", 100),
    ],
)
def test_the_usual_order_of_operations_holds(typed: str, cents: int) -> None:
    assert evaluate_amount(typed) == cents


@pytest.mark.spec("FLD-10", "KM-79")
@pytest.mark.parametrize("typed", ["1/0", "5/(2-2)", "1/0%", "0/0"])
def test_division_by_zero_is_refused(typed: str) -> None:
    with pytest.raises(DivisionByZeroError, match="Division par zéro"):
        evaluate_amount(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "=", "==1", "€", "+", "1+", "*2", "1**2", "--1", "5--1", "5+-1", "1//2", "2*--3"),
        *("(", ")", "()", "(1", "1)", "(1))", "2(3)", "(2)(3)", "1 2 +", "%", "20%%", "%20"),
        *("1e308", "1.234.567", "abc", "1+a", "10^2", "1;2", "\u0663+1", "\uff11+1", "1+²"),
        *("1\n", "1\n+2", "1\x1b[31m+2", "1€+2€", "1_0"),
    ],
)
def test_what_is_no_calculation_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableExpressionError, match="illisible"):
        evaluate_amount(typed)


def test_32_parentheses_may_lie_inside_one_another_and_any_number_side_by_side() -> None:
    assert evaluate_amount("(" * 32 + "1" + ")" * 32) == 100
    assert evaluate_amount("+".join(["(1)"] * 50)) == 5000


@pytest.mark.parametrize("opened", [33, 99, 10_000])
def test_deep_parentheses_are_refused_without_exhausting_the_stack(opened: int) -> None:
    for typed in ("(" * opened, "(" * opened + "1" + ")" * opened):
        with pytest.raises(UnreadableExpressionError):
            evaluate_amount(typed)


def test_a_text_longer_than_200_characters_is_refused() -> None:
    assert evaluate_amount("1+" * 99 + "01") == 10000
    with pytest.raises(UnreadableExpressionError):
        evaluate_amount("1+" * 99 + "001")


@pytest.mark.parametrize("typed", ["9999999999999*2", "9999999999999,99+0,01", "-10000000000000", "9*9" + "*9" * 60])
def test_a_result_beyond_13_digits_is_refused(typed: str) -> None:
    with pytest.raises(AmountTooLargeError):
        evaluate_amount(typed)


@pytest.mark.spec("UINV-09")
@given(st.integers(-MAX_CENTS, MAX_CENTS))
def test_a_shown_amount_is_a_calculation_of_itself(cents: int) -> None:
    assert evaluate_amount(format_amount(cents)) == cents


@given(st.text("0123456789.,+-*/()% =€", max_size=40))
def test_any_calculation_gives_an_amount_in_bounds_or_a_refusal(typed: str) -> None:
    try:
        cents = evaluate_amount(typed)
    except AmountError:
        return
    assert abs(cents) <= MAX_CENTS


_NUMBERS = st.integers(0, 10**6).map(lambda cents: (f"{cents // 100},{cents % 100:02}", Fraction(cents, 100)))


def _combined(
    children: st.SearchStrategy[tuple[str, Fraction]],
) -> st.SearchStrategy[tuple[str, Fraction]]:
    operators = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
    }
    return st.tuples(children, st.sampled_from(sorted(operators)), children).map(
        lambda parts: (f"({parts[0][0]}{parts[1]}{parts[2][0]})", operators[parts[1]](parts[0][1], parts[2][1]))
    )


@given(st.recursive(_NUMBERS, _combined, max_leaves=8))
def test_calculations_agree_with_exact_arithmetic(case: tuple[str, Fraction]) -> None:
    typed, value = case
    expected = round_half_away(value * 100)
    if len(typed) > 200:
        with pytest.raises(UnreadableExpressionError):
            evaluate_amount(typed)
    elif abs(expected) > MAX_CENTS:
        with pytest.raises(AmountTooLargeError):
            evaluate_amount(typed)
    else:
        assert evaluate_amount(typed) == expected
