import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.lettering.codes import (
    FIRST_CODE,
    LetteringCodeError,
    NoMoreLetteringCodeError,
    check_code,
    next_free,
    successor,
)

_CODES = st.from_regex(r"[0-9A-Z]{1,5}", fullmatch=True)


@pytest.mark.spec("LETT-12")
@pytest.mark.parametrize(
    ("code", "following"),
    [
        ("AA", "AB"),
        ("AZ", "BA"),
        ("ZZ", "AAA"),
        ("A9", "B0"),
        ("09", "10"),
        ("99", "100"),
        ("Z", "AA"),
        ("9", "10"),
        ("Z9", "AA0"),
        ("9Z", "10A"),
        ("1Z9", "2A0"),
        ("ab", "AC"),
    ],
)
def test_successors(code: str, following: str) -> None:
    assert successor(code) == following


@given(_CODES)
def test_a_successor_is_further_and_of_the_same_kinds(code: str) -> None:
    try:
        following = successor(code)
    except NoMoreLetteringCodeError:
        assert set(code) <= {"9", "Z"}
        return
    assert (len(following), following) > (len(code), code)
    assert check_code(following) == following
    kinds = [char.isdigit() for char in following][-len(code) :]
    assert kinds == [char.isdigit() for char in code]


def test_codes_from_the_first_one_never_come_twice() -> None:
    codes = [FIRST_CODE]
    while len(codes) < 26**2 + 26**3:
        codes.append(successor(codes[-1]))
    assert len(set(codes)) == len(codes)
    assert codes == sorted(codes, key=lambda code: (len(code), code))
    assert codes[-1] == "ZZZ"


@pytest.mark.parametrize("code", ["ZZZZZ", "99999", "9Z9Z9"])
def test_the_last_code_has_no_successor(code: str) -> None:
    with pytest.raises(NoMoreLetteringCodeError, match=f"«{code}»"):
        successor(code)


@pytest.mark.spec("LETT-12")
@pytest.mark.parametrize("text", ["", "ABCDEF", "A-", "É", "A B", "\u0663", "ß", "ﬁ"])
def test_other_codes_are_refused(text: str) -> None:
    with pytest.raises(LetteringCodeError, match="1 à 5 lettres ou chiffres"):
        check_code(text)


@pytest.mark.spec("LETT-12")
def test_codes_are_stored_in_capitals() -> None:
    assert check_code(" ab1 ") == "AB1"


@pytest.mark.spec("LETT-12")
def test_used_codes_are_skipped() -> None:
    assert next_free("AA", {"AB", "AC", "AE"}) == "AD"
    assert next_free("AZ", set()) == "BA"
