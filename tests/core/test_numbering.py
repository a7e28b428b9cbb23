from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.numbering import (
    PIECE_LENGTH,
    PrefixCharacterError,
    PrefixLengthError,
    automatic_number,
    check_prefix,
    counter_of,
    increment,
)

_MARCH = date(2025, 3, 15)
_PREFIXES = st.lists(
    st.sampled_from(["{journal}", "{aaaa}", "{aa}", "{mm}", "F", "a", "7", "-", "/", ".", "_"]), max_size=5
).map("".join)


@pytest.mark.spec("NUM-08")
@pytest.mark.parametrize(
    ("typed", "following"),
    [
        ("FA0099", "FA0100"),
        ("2026-9", "2026-10"),
        ("99", "100"),
        ("FA", "FA"),
        ("", ""),
        ("FA001B", "FA002B"),
        ("2026/0009/X-", "2026/0010/X-"),
        ("000", "001"),
        ("\u0663", "\u0663"),
    ],
)
def test_the_last_run_of_digits_is_increased_and_keeps_its_width(typed: str, following: str) -> None:
    assert increment(typed) == following


@pytest.mark.spec("NUM-08")
@given(st.text("AZ-/ .", max_size=8), st.text("0123456789", min_size=1, max_size=20), st.text("AZ-/ .", max_size=8))
def test_an_increment_adds_one_and_never_narrows(before: str, digits: str, after: str) -> None:
    following = increment(before + digits + after)
    number = following.removeprefix(before).removesuffix(after)
    assert int(number) == int(digits) + 1
    assert len(number) == len(digits) + (set(digits) == {"9"})


@pytest.mark.spec("JF-06", "NUM-10")
def test_automatic_numbers_are_padded_and_may_outgrow_their_length() -> None:
    assert automatic_number("", 12, 5, "AC", _MARCH) == "00012"
    assert automatic_number("", 42, 5, "AC", _MARCH) == "00042"
    assert automatic_number("", 123456, 5, "AC", _MARCH) == "123456"


@pytest.mark.spec("JF-11")
def test_prefix_tokens_follow_the_journal_and_the_date() -> None:
    assert automatic_number("{journal}{aa}{mm}-", 1, 4, "AC", _MARCH) == "AC2503-0001"
    assert automatic_number("F{aaaa}/", 7, 3, "VE", _MARCH) == "F2025/007"


@pytest.mark.spec("JF-11")
@pytest.mark.parametrize(
    "prefix", ["FA ", "FA#", "É", "{tiers}", "{}", "{JOURNAL}", "{journal", "aa}", "{{aa}}", "\x1b"]
)
def test_a_prefix_of_other_characters_is_refused(prefix: str) -> None:
    with pytest.raises(PrefixCharacterError, match="Préfixe"):
        check_prefix(prefix, "AC")


@pytest.mark.spec("JF-11")
@pytest.mark.parametrize(
    ("prefix", "journal"),
    [("ABCDEFGHIJKLM", "AC"), ("{journal}{journal}.", "TRESORERIE"), ("{aaaa}{aaaa}{aaaa}{aaaa}{aaaa}{aa}", "AC")],
)
def test_a_prefix_whose_numbers_could_be_too_long_is_refused(prefix: str, journal: str) -> None:
    with pytest.raises(PrefixLengthError, match="au plus 12 caractères, et 30"):
        check_prefix(prefix, journal)


def test_a_refused_prefix_is_named_with_what_is_allowed() -> None:
    with pytest.raises(PrefixCharacterError) as refusal:
        check_prefix("FA#", "AC")
    assert str(refusal.value) == (
        "Préfixe «FA#» refusé : lettres, chiffres, - / . _ et les repères {journal}, {aaaa}, {aa}, {mm} seulement."
    )


@pytest.mark.parametrize(
    "prefix", ["", "{journal}{aaaa}{aa}{mm}", "FA-2_/.", "{journal}{aa}{mm}-", "{journal}{journal}", "ABCDEFGHIJKL"]
)
def test_prefixes_are_accepted_up_to_12_characters_a_token_counting_for_one(prefix: str) -> None:
    check_prefix(prefix, "TRESORERIE")


@given(_PREFIXES, st.integers(1, 10**10 - 1), st.integers(3, 10), st.sampled_from(["AC", "BP2"]), st.dates())
def test_the_counter_of_an_automatic_number_is_found_again(
    prefix: str, counter: int, length: int, journal: str, when: date
) -> None:
    piece = automatic_number(prefix, counter, length, journal, when)
    assert counter_of(piece, prefix, journal, when) == counter


@given(_PREFIXES, st.integers(3, 10), st.text("ABCDEFGHIJ", min_size=1, max_size=10), st.dates())
def test_numbers_of_an_accepted_prefix_always_fit(prefix: str, length: int, journal: str, when: date) -> None:
    try:
        check_prefix(prefix, journal)
    except PrefixLengthError:
        return
    assert len(automatic_number(prefix, 10**10 - 1, length, journal, when)) <= PIECE_LENGTH


@given(_PREFIXES, st.integers(1, 10**9), st.integers(3, 10), st.dates())
def test_following_counters_give_following_numbers(prefix: str, counter: int, length: int, when: date) -> None:
    number = automatic_number(prefix, counter, length, "AC", when)
    assert automatic_number(prefix, counter + 1, length, "AC", when) == increment(number)


@pytest.mark.parametrize(
    ("piece", "prefix", "counter"),
    [
        ("00042", "", 42),
        ("57", "", 57),
        ("FA0057", "FA", 57),
        ("0057", "FA", None),
        ("FA", "FA", None),
        ("FA57B", "FA", None),
        ("", "", None),
        ("12345678901", "", None),
        ("\u0663", "", None),
        ("²", "", None),
        ("AC2503-0001", "{journal}{aa}{mm}-", 1),
        ("AC2504-0001", "{journal}{aa}{mm}-", None),
    ],
)
def test_a_number_of_another_form_has_no_counter(piece: str, prefix: str, counter: int | None) -> None:
    assert counter_of(piece, prefix, "AC", _MARCH) == counter
