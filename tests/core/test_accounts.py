import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.accounts import (
    NUMBER_LENGTH,
    AccountHierarchyError,
    AccountLengthError,
    AccountNumberError,
    ControlAccountError,
    DotWithoutLengthError,
    check_control_account,
    check_hierarchy,
    check_length,
    check_number,
    complete_number,
    control_account_of,
    default_sides,
    expand_dot,
)
from tuicompta.core.enums import AccountType, JournalType, Side

_NUMBERS = st.from_regex(r"[1-9][0-9]{2}[0-9A-Z]{0,7}", fullmatch=True)
_FREE = (True, None)
_NO = (False, None)
_DEBIT = (True, Side.DEBIT)
_CREDIT = (True, Side.CREDIT)


@pytest.mark.spec("FC-17")
@pytest.mark.parametrize("typed", ["401FRS", "411DUPONT", "512000", "101", " 401frs "])
def test_account_numbers_are_accepted_in_capitals(typed: str) -> None:
    assert check_number(typed) == typed.strip().upper()


@pytest.mark.spec("FC-17")
@pytest.mark.parametrize(
    "typed",
    ["41A", "X12", "0512", "401-FRS", "", "41", "12345678901", "4\u0661\u0662", "401É", "401 FRS", "40I/", "401ß"],
)
def test_other_detail_numbers_are_refused_with_the_rule(typed: str) -> None:
    with pytest.raises(AccountNumberError, match="trois chiffres d'abord"):
        check_number(typed)


def test_account_numbers_have_at_most_10_characters() -> None:
    for account_type in AccountType:
        assert check_number("4" * NUMBER_LENGTH, account_type) == "4444444444"
        with pytest.raises(AccountNumberError):
            check_number("4" * (NUMBER_LENGTH + 1), account_type)


def test_root_accounts_may_be_shorter() -> None:
    assert [check_number(number, AccountType.ROOT) for number in ("4", "41", "41A", "401FRS")] == [
        *("4", "41", "41A", "401FRS"),
    ]
    for typed in ("", "0", "A1", "4-", "12345678901"):
        with pytest.raises(AccountNumberError):
            check_number(typed, AccountType.ROOT)


@given(st.text(st.characters(codec="utf-8"), max_size=12))
def test_an_accepted_number_has_the_form_of_the_accounting_file(typed: str) -> None:
    try:
        number = check_number(typed)
    except AccountNumberError:
        return
    assert re.fullmatch("[1-9][0-9]{2}[0-9A-Z]{0,7}", number)


@pytest.mark.spec("FC-16")
@pytest.mark.parametrize(
    ("number", "length", "pad", "completed"),
    [
        ("512", 6, True, "512000"),
        ("512", 6, False, "512"),
        ("512", 0, True, "512"),
        ("5120001", 6, True, "5120001"),
        ("512A", 6, True, "512A"),
        ("401", 6, True, "401"),
        ("411", 6, True, "411"),
        ("421", 6, True, "421000"),
        ("44566", 8, True, "44566000"),
    ],
)
def test_general_numbers_are_completed_with_zeros(number: str, length: int, pad: bool, completed: str) -> None:  # noqa: FBT001
    assert complete_number(number, length, pad) == completed


@given(_NUMBERS, st.integers(0, 10), st.booleans())
def test_completing_twice_is_completing_once(number: str, length: int, pad: bool) -> None:  # noqa: FBT001
    completed = complete_number(number, length, pad)
    assert complete_number(completed, length, pad) == completed
    assert completed.startswith(number)
    assert check_number(completed) == completed


@pytest.mark.spec("FC-16")
def test_without_zeros_a_general_account_has_the_length_of_the_option() -> None:
    with pytest.raises(AccountLengthError, match="6 caractères"):
        check_length("512", 6, pad=False)
    check_length("512000", 6, pad=False)
    check_length("512", 6, pad=True)
    check_length("512", 0, pad=False)
    check_length("401FRS", 8, pad=False)
    check_length("411", 8, pad=False)
    check_length("421DUPONT", 8, pad=False)


@pytest.mark.spec("KM-64")
def test_a_dot_is_replaced_by_the_zeros_missing() -> None:
    assert expand_dot("411.27", 8) == "41100027"
    assert expand_dot("512.", 6) == "512000"
    assert expand_dot("51200.1", 6) == "512001"
    assert expand_dot("411", 8) == "411"


@pytest.mark.spec("KM-64")
@pytest.mark.parametrize(("typed", "length"), [("411.27", 0), ("411.27", 4), ("4.1.2", 8)])
def test_a_dot_without_room_is_refused(typed: str, length: int) -> None:
    with pytest.raises(DotWithoutLengthError):
        expand_dot(typed, length)


@pytest.mark.spec("FC-21")
def test_no_root_account_lies_under_a_detail_account() -> None:
    with pytest.raises(AccountHierarchyError, match="Racine 6261 serait sous le compte Détail 626"):
        check_hierarchy("6261", AccountType.ROOT, [("626", AccountType.DETAIL)])
    with pytest.raises(AccountHierarchyError, match="Compte 41 refusé : le compte Racine 411"):
        check_hierarchy("41", AccountType.DETAIL, [("4", AccountType.ROOT), ("411", AccountType.ROOT)])
    check_hierarchy("411DUPONT", AccountType.DETAIL, [("411", AccountType.ROOT), ("411A", AccountType.DETAIL)])
    check_hierarchy("6261", AccountType.ROOT, [("627", AccountType.DETAIL), ("62611", AccountType.DETAIL)])


@pytest.mark.spec("FC-33")
@pytest.mark.parametrize(
    ("number", "sides"),
    [
        ("401FRS", (_CREDIT, _NO, _DEBIT, _FREE)),
        ("411DUPONT", (_NO, _DEBIT, _CREDIT, _FREE)),
        ("4452", (_CREDIT, _CREDIT, _CREDIT, _FREE)),
        ("44566", (_DEBIT, _NO, _DEBIT, _FREE)),
        ("44571", (_NO, _CREDIT, _CREDIT, _FREE)),
        ("2183", (_DEBIT,) * 4),
        ("607", (_DEBIT,) * 4),
        ("707", (_CREDIT,) * 4),
        ("4455", (_FREE,) * 4),
        ("512", (_FREE,) * 4),
        ("101", (_FREE,) * 4),
        ("421", (_FREE,) * 4),
    ],
)
def test_new_accounts_have_the_sides_of_the_table(number: str, sides: tuple[tuple[bool, Side | None], ...]) -> None:
    types = (JournalType.PURCHASES, JournalType.SALES, JournalType.TREASURY, JournalType.GENERAL)
    assert default_sides(number) == dict(zip(types, sides, strict=True))


@pytest.mark.spec("FC-40")
def test_third_party_accounts_have_a_collective_account() -> None:
    assert control_account_of("401FRS") == "401"
    assert control_account_of("401FRS", 6, pad=True) == "401000"
    assert control_account_of("401FRS", 6, pad=False) == "401"
    assert control_account_of("467DURAND") == "467"
    for own in ("401", "44566", "512000", "607", "40"):
        assert control_account_of(own) is None
    assert control_account_of("401000", 6, pad=True) is None


@pytest.mark.spec("FC-40")
def test_a_collective_account_is_shorter_with_the_same_two_first_digits() -> None:
    check_control_account("401FRS", "401")
    check_control_account("401FRS", "40")
    check_control_account("401FRS", "401000", default="401000")
    for control in ("411", "401FRS", "401DUP", "4", "401FRS2"):
        with pytest.raises(ControlAccountError, match="compte collectif de 401FRS"):
            check_control_account("401FRS", control)
