"""The accounts that a field offers: their order, their conditions, their pages."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.text import fold
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.browse.offered_accounts import Offered, OfferedAccounts
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier

EVERY = 2000


def found(dossier: Dossier, text: str, offered: Offered | None = None, size: int = EVERY) -> list[str]:
    accounts = OfferedAccounts(dossier.database, text, offered or Offered())
    return [account.number for account in accounts.first(size)]


@pytest.mark.spec("DDL-04")
def test_numbers_come_first_then_titles_that_begin_then_titles_that_hold(dossier: Dossier) -> None:
    create_account(dossier, "467DU", "Avances")
    create_account(dossier, "401ZDU", "Société Dupuis")
    assert found(dossier, "dup")[:2] == ["401DUP", "401ZDU"]
    assert found(dossier, "401D") == ["401DUP"]
    assert found(dossier, "sociÉté dup") == ["401ZDU"]
    assert found(dossier, "100%") == []


@pytest.mark.spec("DDL-16")
def test_blocked_accounts_roots_and_other_classes_are_left_out(dossier: Dossier) -> None:
    dossier.database.run("UPDATE account SET blocked = 1 WHERE number = '411MAR'")
    everything = found(dossier, "")
    assert "411MAR" not in everything
    assert "40" in everything
    detail = found(dossier, "", Offered(("40", "5121"), detail=True))
    assert "401DUP" in detail
    assert "5121" in detail
    assert "40" not in detail
    assert all(number.startswith(("40", "5121")) for number in detail)


@pytest.mark.parametrize("text", ["", "4", "tva", "e"])
@pytest.mark.parametrize("size", [1, 7])
def test_pages_follow_one_another_both_ways(dossier: Dossier, text: str, size: int) -> None:
    accounts = OfferedAccounts(dossier.database, text, Offered(detail=True))
    expected = found(dossier, text, Offered(detail=True))
    assert len(expected) == accounts.count()
    forward = accounts.first(size)
    while len(forward) < 4 * size and (page := accounts.after(forward[-1].number, size)):
        forward += page
    assert [account.number for account in forward] == expected[: len(forward)]
    backward = accounts.last(size)
    while len(backward) < 4 * size and (page := accounts.before(backward[0].number, size)):
        backward = page + backward
    assert [account.number for account in backward] == expected[-len(backward) :]


def test_an_account_that_is_not_found_has_no_neighbour(dossier: Dossier) -> None:
    accounts = OfferedAccounts(dossier.database, "dup", Offered())
    assert accounts.after("6064", 5) == []
    assert accounts.before("6064", 5) == []
    assert accounts.account("6064") is None
    known = accounts.account("401DUP")
    assert known is not None
    assert known.title == "Dupont SARL"


@given(text=st.text(max_size=6))
def test_whatever_is_typed_finds_what_holds_it(sample: OfferedAccounts, text: str) -> None:
    typed = fold(text.strip())
    accounts = OfferedAccounts(sample.database, text, Offered())
    for account in accounts.first(5):
        assert account.number.startswith(typed.upper()) or typed in fold(account.title)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfferedAccounts]:
    new = NewDossier("X", date(2026, 1, 1), date(2026, 12, 31), next_year=False)
    opened = open_dossier(create_dossier(tmp_path_factory.mktemp("offered") / "X.compta", new))
    yield OfferedAccounts(opened.database, "", Offered())
    close_dossier(opened)
