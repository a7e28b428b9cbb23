"""Completion of accounts: ranking, words, and the work it costs."""

from __future__ import annotations

import random

import pytest

from tests.core.entry.ledger import Typist, small_ledger
from tuicompta.core.entry.completion import AccountIndex, Usage
from tuicompta.core.entry.effects import CreateAccount
from tuicompta.core.entry.model import Column
from tuicompta.core.entry.ports import AccountInfo
from tuicompta.core.entry.profile import EntryOptions
from tuicompta.core.enums import AccountType, JournalType

AC, VE, OD = JournalType.PURCHASES, JournalType.SALES, JournalType.GENERAL


def index_of(*accounts: tuple[str, str]) -> AccountIndex:
    return AccountIndex(AccountInfo(number, title) for number, title in accounts)


def numbers(found: list[AccountInfo]) -> list[str]:
    return [account.number for account in found]


@pytest.mark.spec("KM-60")
def test_a_number_lists_exact_then_padded_then_most_used_then_in_order() -> None:
    index = index_of(*((f"60{last:04}", "x") for last in range(1, 30)), ("60", "x"), ("600", "x"), ("60000000", "x"))
    usage = Usage({"600020": 3, "600025": 9, "600007": 3, "700": 50})
    assert numbers(index.complete("60", AC, usage, length=8)) == [
        "60",
        "60000000",
        "600025",
        "600007",
        "600020",
        "600",
        "600001",
        "600002",
    ]


@pytest.mark.spec("KM-60")
def test_a_free_length_pads_to_any_number_of_zeros() -> None:
    index = index_of(("512100", "a"), ("512000", "b"), ("5120", "c"), ("51201", "d"))
    assert numbers(index.complete("512", OD))[:2] == ["5120", "512000"]


@pytest.mark.spec("KM-60")
def test_at_most_eight_accounts_are_listed() -> None:
    index = index_of(*((f"6{last:03}", "Achats divers") for last in range(40)))
    assert len(index.complete("6", AC)) == 8
    assert len(index.complete("ach", AC)) == 8


@pytest.mark.spec("KM-61")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dup", ["401DUP"]),
        ("DUPONT", ["401DUP"]),
        ("loc mob", ["6135"]),
        ("mob loc", ["6135"]),
        ("ener", ["6061"]),
        ("mobilieres", ["6135"]),
        ("xyz", []),
        ("loc xyz", []),
        ("pont", []),
    ],
)
def test_letters_find_words_of_code_title_and_name(typed: str, found: list[str]) -> None:
    index = AccountIndex(
        [
            AccountInfo("401DUP", "Fournisseur A", third_party_name="Dupont SARL"),
            AccountInfo("6135", "Locations mobilières"),
            AccountInfo("6132", "Locations immobilières"),
            AccountInfo("6061", "Énergie"),
        ]
    )
    assert numbers(index.complete(typed, OD)) == found


@pytest.mark.spec("KM-61")
def test_the_code_after_the_root_is_a_word() -> None:
    index = index_of(("401ZZTOP", "Barbu"), ("411BAR", "Zztopien"))
    assert numbers(index.complete("zzt", OD)) == ["401ZZTOP", "411BAR"]
    assert numbers(index.complete("bar", OD)) == ["411BAR", "401ZZTOP"]


@pytest.mark.spec("KM-62")
def test_the_journal_type_orders_the_accounts() -> None:
    index = index_of(("401A", "Alpha"), ("411A", "Alpha"), ("606A", "Alpha"), ("445A", "Alpha"), ("512A", "Alpha"))
    assert numbers(index.complete("alpha", AC)) == ["401A", "411A", "445A", "512A", "606A"]
    assert numbers(index.complete("alpha", VE))[:2] == ["411A", "401A"]
    for journal_type in (AC, VE):
        following = numbers(index.complete("alpha", journal_type, first_line=False))
        assert following == ["445A", "606A", "401A", "411A", "512A"]
    assert numbers(index.complete("alpha", OD)) == ["401A", "411A", "445A", "512A", "606A"]


@pytest.mark.spec("KM-62")
def test_usage_orders_accounts_of_one_group() -> None:
    index = index_of(("401A", "Alpha"), ("401B", "Alpha"), ("411C", "Alpha"))
    assert numbers(index.complete("alpha", AC, Usage({"401B": 2, "411C": 9}))) == ["401B", "401A", "411C"]


@pytest.mark.spec("KM-67")
def test_root_and_blocked_accounts_are_never_listed() -> None:
    index = AccountIndex(
        [
            AccountInfo("401", "Fournisseurs", type=AccountType.ROOT),
            AccountInfo("401A", "Fournisseur bloqué", blocked=True),
            AccountInfo("401B", "Fournisseur"),
        ]
    )
    usage = Usage({"401A": 9})
    for typed in ("4", "401", "four"):
        assert numbers(index.complete(typed, AC, usage)) == ["401B"]
    assert list(index.matching("")) == ["401B"]
    assert index.get("401A") is not None


def test_an_account_can_be_added_changed_and_removed() -> None:
    index = index_of(("401A", "Alpha"))
    index.put(AccountInfo("401B", "Bêta"))
    assert numbers(index.complete("bet", AC)) == ["401B"]
    index.put(AccountInfo("401B", "Gamma"))
    assert numbers(index.complete("bet", AC)) == []
    assert numbers(index.complete("gam", AC)) == ["401B"]
    index.remove("401B")
    assert numbers(index.complete("401", AC)) == ["401A"]
    assert index.get("401B") is None


@pytest.mark.spec("KM-98")
def test_any_text_looks_at_few_of_twenty_thousand_accounts() -> None:
    """The work is counted, not timed: whatever is typed, few accounts are looked at one by one."""
    source = random.Random(20)  # noqa: S311 -- a corpus, the same at each run
    words = ["Dupont", "Martin", "Durand", "Transports", "Garage", "Cabinet", "Société", "Générale", "Alpes", "SARL"]
    accounts = [
        AccountInfo(f"{root}{rank:05}", f"{source.choice(words)} {source.choice(words)} {rank} SARL")
        for root in ("401", "411")
        for rank in range(10_000)
    ]
    index = AccountIndex(accounts)
    usage = Usage({account.number: source.randint(1, 99) for account in accounts if source.random() < 0.9})
    for typed in (
        "4",
        "40",
        "401",
        "4110",
        "41100",
        "s",
        "sa",
        "sarl",
        "dup",
        "gar dup",
        "sarl 99",
        "mar 1234",
        "zz",
        "d",
    ):
        for journal_type in (AC, VE, OD):
            for first_line in (True, False):
                index.complete(typed, journal_type, usage, first_line=first_line)
                assert index.examined <= 4_000, typed


def test_the_index_answers_as_a_full_search_does() -> None:
    source = random.Random(7)  # noqa: S311 -- a corpus, the same at each run
    titles = ["Dupont Frères", "Durand", "Garage du Pont", "Alpes Transports"]
    accounts = [
        AccountInfo(f"{source.choice(('401', '411', '606'))}{rank:04}", source.choice(titles)) for rank in range(900)
    ]
    index = AccountIndex(accounts)
    usage = Usage({account.number: source.randint(1, 5) for account in accounts[::3]})
    tiers = {"401": 0, "411": 1, "606": 2}
    found = index.complete("du", AC, usage)
    matching = [account for account in accounts if any(word.startswith("du") for word in account.title.lower().split())]
    ranked = sorted(matching, key=lambda account: (tiers[account.number[:3]], *usage.rank(account.number)))
    assert numbers(found) == [account.number for account in ranked[:8]]


@pytest.mark.spec("KM-13", "KM-63")
def test_enter_takes_the_highlighted_row() -> None:
    typist = Typist(journal="OD").type("⏎15⏎606")
    shown = typist.machine.open_list()
    assert shown is not None
    assert [row.code for row in shown.rows][:3] == ["6061", "6063", "6064"]
    assert typist.machine.context().title == "Énergie"
    typist.type("↓↓")
    assert typist.machine.context().account == "6064"
    typist.type("⏎")
    assert typist.machine.entries[0].lines[0].account == "6064"
    typist = Typist(journal="OD").type("⏎15⏎606⇥")
    assert typist.machine.entries[0].lines[0].account == "6061"
    assert typist.machine.context().title == "Énergie"


@pytest.mark.spec("KM-60")
def test_the_list_follows_each_change_of_the_text() -> None:
    typist = Typist(journal="OD").type("⏎15⏎606")
    shown = []
    for key in ("4", "⌫", "←", "⌦", "<ctrl+w>"):
        opened = typist.type(key).machine.open_list()
        shown.append(opened.rows[0].code if opened else "")
    assert shown == ["6064", "6061", "6061", "6061", ""]


@pytest.mark.spec("KM-64")
def test_a_dot_stands_for_the_zeros() -> None:
    ledger = small_ledger()
    ledger.add_account("41100027", "Client 27")
    typist = Typist(ledger, options=EntryOptions(account_length=8)).type("⏎15⏎411.27⏎")
    assert typist.machine.entries[0].lines[0].account == "41100027"
    typist = Typist(options=EntryOptions(account_length=0)).type("⏎15⏎411.27⏎")
    assert "«411.27»" in typist.errors[0]
    assert typist.at == (0, Column.ACCOUNT)


@pytest.mark.spec("KM-13", "KM-65")
def test_space_opens_the_whole_chart_on_the_present_account() -> None:
    typist = Typist(journal="OD").type("⏎15⏎ ")
    shown = typist.machine.open_list()
    assert shown is not None
    assert shown.total == len([a for a in small_ledger().account_cards.values() if a.type == "D" and not a.blocked])
    typist.type("4")
    typist.type("<escape><escape>6411⏎⇤ ")
    assert typist.at == (0, Column.ACCOUNT)
    shown = typist.machine.open_list()
    assert shown is not None
    assert shown.rows[shown.highlighted].code == "6411"
    typist.type("loc")
    shown = typist.machine.open_list()
    assert shown is not None
    assert [row.code for row in shown.rows] == ["6135"]
    typist.type("⏎")
    assert typist.machine.entries[0].lines[0].account == "6135"


@pytest.mark.spec("KM-50")
def test_f4_opens_and_closes_the_list() -> None:
    typist = Typist(journal="OD").type("⏎15⏎<f4>")
    assert typist.machine.open_list() is not None
    typist.type("<f4>")
    assert typist.machine.open_list() is None
    assert not typist.machine.is_editing


@pytest.mark.spec("KM-13", "KM-66")
def test_an_unknown_number_opens_the_creation_box_and_comes_back() -> None:
    typist = Typist(journal="OD").type("⏎15⏎658⏎")
    assert CreateAccount("658") in typist.effects
    assert typist.at == (0, Column.ACCOUNT)
    assert typist.cell(Column.ACCOUNT) == "658"
    created = typist.ledger.add_account("658", "Charges diverses")
    typist.effects = typist.machine.account_created(created)
    assert typist.machine.entries[0].lines[0].account == "658"
    assert typist.at == (0, Column.LABEL)


@pytest.mark.spec("KM-66")
def test_the_number_to_create_is_completed_with_zeros() -> None:
    options = EntryOptions(account_length=6, complete_with_zeros=True)
    typist = Typist(journal="OD", options=options).type("⏎15⏎658⏎")
    assert CreateAccount("658000") in typist.effects


@pytest.mark.spec("KM-66")
def test_leaving_the_creation_box_stays_in_the_cell() -> None:
    typist = Typist(journal="OD").type("⏎15⏎658⏎").type("⎋")
    assert not typist.machine.is_editing
    assert typist.at == (0, Column.ACCOUNT)
    assert not typist.machine.entries[0].lines


@pytest.mark.spec("KM-67", "SJ-15")
def test_a_root_or_blocked_account_is_refused_in_its_cell() -> None:
    typist = Typist(journal="OD").type("⏎15⏎401⏎")
    assert typist.errors == ["Le compte 401 est de type Racine : il ne reçoit pas d'écritures."]
    assert typist.machine.row(0).cells[Column.ACCOUNT].voice == "error"
    typist = Typist(journal="OD").type("⏎15⏎6068⏎")
    assert typist.errors == ["Compte bloqué : 6068 Autres fournitures."]
    assert not typist.machine.entries[0].lines


@pytest.mark.spec("KM-61")
def test_words_that_match_nothing_are_refused() -> None:
    typist = Typist(journal="OD").type("⏎15⏎zzz⏎")
    assert typist.errors[0].startswith("Compte inconnu : «zzz».")
    typist.type("⎋6411⏎")
    assert typist.machine.entries[0].lines[0].account == "6411"


@pytest.mark.spec("KM-09")
def test_journals_are_completed_by_code_then_by_label_and_two_kinds_are_left_out() -> None:
    typist = Typist().type("<f4>")
    shown = typist.machine.open_list()
    assert shown is not None
    assert [row.code for row in shown.rows] == ["AC", "BP", "OD", "VE"]
    for typed, code in (("b", "BP"), ("div", "OD"), ("ven", "VE"), ("od", "OD"), ("popu", "BP")):
        typist = Typist().type(f"{typed}⏎")
        assert typist.machine.entries[0].journal == code
    for typed in ("ca", "an", "zz"):
        typist = Typist().type(f"{typed}⏎")
        assert typist.errors == [f"Journal inconnu : «{typed}». F4 montre les journaux."]


@pytest.mark.spec("KM-09")
def test_the_exact_journal_code_comes_first() -> None:
    ledger = small_ledger()
    ledger.add_journal("A", "Autres", JournalType.GENERAL)
    ledger.add_journal("BPX", "Banque X", JournalType.GENERAL)
    assert Typist(ledger).type("bp⏎").machine.entries[0].journal == "BP"
    assert Typist(ledger).type("a⏎").machine.entries[0].journal == "A"
