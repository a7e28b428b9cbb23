from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.accounts import complete_number
from tuicompta.exchange.fec import accounts as module
from tuicompta.exchange.fec.accounts import AccountNumbers, MappedAccount, TooManyAccountsError


@pytest.mark.spec("FECI-05")
@pytest.mark.parametrize(
    ("account", "auxiliary", "number", "control"),
    [
        ("512000", "", "512000", ""),
        ("401-frs", "", "401FRS", ""),
        (" 411 é.Dupont ", "", "411EDUPONT", ""),
        ("401", "DUPONT", "401DUPONT", "401"),
        ("401000", "dupont & fils sarl", "401DUPONTF", "401000"),
        ("411000", "411DUPONT", "411DUPONT", "411000"),
        ("411000", "12345", "41112345", "411000"),
        ("411000", "00042", "41100042", "411000"),
        ("411DUPONT", "411DUPONT", "411DUPONT", ""),
        ("607000", "401FRS", "607000", ""),
        ("445660", "FRS", "445660", ""),
        ("51", "", "510", ""),
        ("X12", "", "", ""),
        ("0512", "", "", ""),
        ("41A", "", "", ""),
        ("---", "", "", ""),
    ],
)
def test_number_of_an_account(account: str, auxiliary: str, number: str, control: str) -> None:
    assert AccountNumbers().map(account, auxiliary) == MappedAccount(account, auxiliary, number, control)


@pytest.mark.spec("FECI-05")
def test_long_numbers_are_cut_and_made_unique_with_a_counter() -> None:
    numbers = AccountNumbers()
    sources = ["411DUPONTJEAN", "411DUPONTJACQUES", "411DUPONTJ", "411DUPONTJEAN", "411DUPONTJULES"]
    assert [numbers.map(source, "").number for source in sources] == [
        *("411DUPONTJ", "411DUPONT1", "411DUPONT2", "411DUPONTJ", "411DUPONT3"),
    ]
    assert [mapped.changed for mapped in numbers.mapped.values()] == [True, True, True, True]


@pytest.mark.spec("FECI-05")
def test_mapping_is_kept_to_be_shown_and_can_be_chosen() -> None:
    numbers = AccountNumbers(chosen={("411000", "DUPONT"): "411DUP"})
    assert numbers.map("411000", "DUPONT").number == "411DUP"
    assert numbers.map("512000", "").changed is False
    assert list(numbers.mapped) == [("411000", "DUPONT"), ("512000", "")]


def test_general_accounts_are_completed_by_the_options_of_the_dossier() -> None:
    numbers = AccountNumbers(lambda number: complete_number(number, 6, pad=True))
    assert numbers.map("512", "").number == "512000"
    assert numbers.map("401", "FRS") == MappedAccount("401", "FRS", "401FRS", "401")


def test_too_many_accounts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ACCOUNTS", 3)
    numbers = AccountNumbers()
    assert [numbers.map(f"40{rank}", "").number for rank in (1, 2, 3, 3, 1)] == ["401", "402", "403", "403", "401"]
    with pytest.raises(TooManyAccountsError, match="plus de 3 comptes"):
        numbers.map("404", "")


@given(st.lists(st.tuples(st.text("4110AZa-é ", max_size=14), st.text("401AZ .", max_size=14)), max_size=30))
def test_numbers_have_the_form_of_the_chart_and_never_merge_what_was_cut(pairs: list[tuple[str, str]]) -> None:
    numbers = AccountNumbers()
    mapped = [numbers.map(*pair) for pair in pairs]
    for account in mapped:
        assert re.fullmatch("[1-9][0-9]{2}[0-9A-Z]{0,7}|", account.number)
    again = AccountNumbers()
    assert [again.map(*pair) for pair in pairs] == mapped
    long = {m.number: (m.account, m.auxiliary) for m in mapped if m.number and len(m.account + m.auxiliary) > 10}
    for account in mapped:
        if (source := long.get(account.number)) and source != (account.account, account.auxiliary):
            assert len(account.number) <= 10
