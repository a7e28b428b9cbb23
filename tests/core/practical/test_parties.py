"""The account number proposed to a new third party."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.accounts import check_number
from tuicompta.core.practical.parties import third_party_number


@pytest.mark.spec("DOLI-30")
@pytest.mark.parametrize(
    ("name", "taken", "number"),
    [
        ("Dupont SARL", set(), "401DUPONTS"),
        ("Été & Cie", set(), "401ETECIE"),
        ("Dupont SARL", {"401DUPONTS"}, "401DUPONT2"),
        ("Bé", {"401BE", "401BE2"}, "401BE3"),
        ("3M", set(), "4013M"),
        ("«»", set(), "4012"),
    ],
)
def test_the_root_then_the_letters_of_the_name_made_unique(name: str, taken: set[str], number: str) -> None:
    assert third_party_number("401000", name, taken.__contains__) == number


@given(st.text(max_size=40), st.integers(0, 30))
def test_any_name_gives_a_free_number_that_accounts_take(name: str, uses: int) -> None:
    taken: set[str] = set()
    for _ in range(uses + 1):
        number = third_party_number("411", name, taken.__contains__)
        assert check_number(number) == number
        assert number not in taken
        taken.add(number)
