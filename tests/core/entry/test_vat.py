"""VAT, counterpart and usual lines proposed while an entry is typed."""

from __future__ import annotations

import pytest

from tests.core.entry.ledger import STANDARD, Ledger, Typist, small_ledger
from tuicompta.core.entry.model import Column
from tuicompta.core.entry.ports import AssociatedAccount, OpenDue, PastLine
from tuicompta.core.enums import JournalType, Side


@pytest.fixture
def fresh() -> Ledger:
    """Return a ledger where nothing was ever entered."""
    ledger = small_ledger()
    ledger.entries.clear()
    return ledger


@pytest.mark.spec("KM-83")
@pytest.mark.parametrize(
    ("total", "net", "vat"),
    [("1234,56", "1 028,80", "205,76"), ("100", "83,33", "16,67"), ("0,03", "0,03", ""), ("-120", "-100,00", "-20,00")],
)
def test_the_total_is_split_into_net_and_vat(fresh: Ledger, total: str, net: str, vat: str) -> None:
    typist = Typist(fresh).type(f"⏎15⏎dup⏎⏎{total}⏎6064⏎")
    assert typist.at == (1, Column.DEBIT)
    assert typist.cell(Column.DEBIT) == net
    assert typist.machine.row(1).cells[Column.DEBIT].voice == "ghost"
    typist.type("⏎")
    assert typist.ghosts() == ([f"44566 D {vat}"] if vat else [])


@pytest.mark.spec("KM-84")
@pytest.mark.parametrize(
    ("keys", "ghosts"),
    [
        ("6064⏎83,33⏎", ["44566 D 16,67"]),
        ("6065⏎40⏎6065⏎60⏎", ["445665 D 5,50"]),
        ("6064⏎100⏎6065⏎100⏎", ["44566 D 20,00", "445665 D 5,50"]),
        ("6061⏎40⏎6063⏎60⏎", ["44566 D 20,00"]),
    ],
)
def test_typed_net_amounts_give_one_vat_line_per_rate(fresh: Ledger, keys: str, ghosts: list[str]) -> None:
    typist = Typist(fresh).type(f"⏎15⏎dup⏎⏎1000⏎{keys}")
    assert typist.ghosts() == ghosts


@pytest.mark.spec("KM-85")
@pytest.mark.parametrize(
    ("account", "vat"), [("6064", ["44566 D 200,00"]), ("2183", ["44562 D 200,00"]), ("6161", []), ("6411", [])]
)
def test_the_vat_account_is_the_one_the_account_proposes(fresh: Ledger, account: str, vat: list[str]) -> None:
    typist = Typist(fresh).type(f"⏎15⏎dup⏎⏎5000⏎{account}⏎1000⏎")
    assert typist.ghosts() == vat


@pytest.mark.spec("KM-85")
def test_a_sale_proposes_collected_vat(fresh: Ledger) -> None:
    typist = Typist(fresh, journal="VE").type("⏎15⏎mar⏎⏎2400⏎707⏎⏎")
    assert typist.ghosts() == ["44571 C 400,00"]


@pytest.mark.spec("KM-86")
def test_the_second_rate_takes_what_the_first_leaves(fresh: Ledger) -> None:
    typist = Typist(fresh).type("⏎15⏎dup⏎⏎500⏎6063⏎")
    assert typist.cell(Column.DEBIT) == "416,67"
    typist.type("200⏎")
    assert typist.ghosts() == ["44566 D 40,00"]
    typist.type("6065⏎")
    assert typist.cell(Column.DEBIT) == "246,45"
    typist.type("⏎")
    assert typist.ghosts() == ["44566 D 40,00", "445665 D 13,55"]
    typist.type("+")
    assert typist.lines() == [
        "401DUP C 500,00",
        "6063 D 200,00",
        "6065 D 246,45",
        "44566 D 40,00",
        "445665 D 13,55",
    ]
    assert typist.machine.entries[0].complete


@pytest.mark.spec("KM-87")
def test_a_corrected_vat_moves_the_accepted_net_amount(fresh: Ledger) -> None:
    typist = Typist(fresh).type("⏎15⏎dup⏎⏎1234,56⏎6064⏎⏎")
    typist.type("⇥⇥205,77⏎")
    assert typist.lines() == ["401DUP C 1 234,56", "6064 D 1 028,79", "44566 D 205,77"]
    assert typist.machine.entries[0].complete


@pytest.mark.spec("KM-87")
def test_a_corrected_vat_never_moves_a_typed_net_amount(fresh: Ledger) -> None:
    typist = Typist(fresh).type("⏎15⏎dup⏎⏎1234,56⏎6064⏎1028,80⏎⇥⇥205,77⏎")
    assert typist.lines() == ["401DUP C 1 234,56", "6064 D 1 028,80", "44566 D 205,77"]
    assert not typist.machine.entries[0].complete


@pytest.mark.spec("KM-87")
def test_a_vat_accepted_then_corrected_still_balances(fresh: Ledger) -> None:
    typist = Typist(fresh).type("⏎15⏎dup⏎⏎1234,56⏎6064⏎⏎⏎")
    assert typist.machine.entries[0].complete
    typist.type("↑→→→→→").type("205,75⏎")
    assert typist.lines() == ["401DUP C 1 234,56", "6064 D 1 028,81", "44566 D 205,75"]


@pytest.mark.spec("KM-88")
def test_a_reverse_charge_proposes_the_total_and_both_taxes(fresh: Ledger) -> None:
    typist = Typist(fresh).type("⏎15⏎dup⏎⏎1000⏎611⏎")
    assert typist.cell(Column.DEBIT) == "1 000,00"
    typist.type("⏎")
    assert typist.ghosts() == ["44566 D 200,00", "4452 C 200,00"]
    assert typist.at == (2, Column.ACCOUNT)
    typist.type("⏎")
    assert not typist.machine.entries[0].complete
    typist.type("⏎")
    assert typist.lines() == ["401DUP C 1 000,00", "611 D 1 000,00", "44566 D 200,00", "4452 C 200,00"]
    assert typist.machine.entries[0].complete


@pytest.mark.spec("KM-88", "KM-90")
def test_a_usual_reverse_charge_is_accepted_at_once(fresh: Ledger) -> None:
    lines = [
        PastLine("401DUP", credit=1),
        PastLine("611", debit=1),
        PastLine("44566", debit=1),
        PastLine("4452", credit=1),
    ]
    fresh.add_entry("AC", fresh.day, "1", *lines)
    typist = Typist(fresh).type("⏎15⏎dup⏎⏎1000⏎")
    assert typist.ghosts() == ["611 D 1 000,00", "44566 D 200,00", "4452 C 200,00"]
    typist.type("+")
    assert typist.lines() == ["401DUP C 1 000,00", "611 D 1 000,00", "44566 D 200,00", "4452 C 200,00"]
    assert typist.machine.entries[0].complete


@pytest.mark.spec("KM-89", "KM-82")
def test_the_usual_lines_follow_the_first_line() -> None:
    typist = Typist().type("⏎15⏎dup⏎⏎1234,56⏎")
    assert typist.ghosts() == ["6064 D 1 028,80", "44566 D 205,76"]
    assert typist.at == (1, Column.ACCOUNT)
    typist.type("⏎")
    assert typist.lines() == ["401DUP C 1 234,56", "6064 D 1 028,80"]
    assert typist.at == (2, Column.ACCOUNT)
    typist.type("⏎")
    assert typist.machine.entries[0].complete


@pytest.mark.spec("KM-89")
def test_the_usual_entry_may_come_from_a_journal_of_the_same_type() -> None:
    ledger = small_ledger()
    ledger.add_journal("AX", "Achats bis", ledger.journal_cards["AC"].type)
    assert Typist(ledger, journal="AX").type("⏎15⏎dup⏎⏎120⏎").ghosts() == ["6064 D 100,00", "44566 D 20,00"]
    assert Typist(small_ledger(), journal="OD").type("⏎15⏎dup⏎x⏎/120⏎").ghosts() == []


@pytest.mark.spec("KM-89")
def test_the_latest_entry_may_be_in_the_grid() -> None:
    typist = Typist().type("⏎15⏎dup⏎⏎120⏎6161⏎120⏎")
    assert typist.machine.entries[0].complete
    typist.type("⏎dup⏎⏎300⏎")
    assert typist.ghosts(1) == ["6161 D 300,00"]


@pytest.mark.spec("KM-89")
def test_several_usual_net_lines_are_left_empty_and_the_last_line_balances(fresh: Ledger) -> None:
    lines = [
        PastLine("401DUP", credit=3),
        PastLine("6061", debit=1),
        PastLine("6063", debit=1),
        PastLine("44566", debit=1),
    ]
    fresh.add_entry("AC", fresh.day, "1", *lines)
    typist = Typist(fresh).type("⏎15⏎dup⏎⏎500⏎")
    assert typist.ghosts() == ["6061", "6063", "44566 D 500,00"]
    typist.type("⏎")
    assert typist.at == (1, Column.DEBIT)
    typist.type("200⏎")
    assert typist.ghosts() == ["6063", "44566 D 300,00"]
    typist.type("+")
    assert typist.at == (2, Column.DEBIT)
    typist.type("216,67⏎")
    assert typist.ghosts() == ["44566 D 83,33"]
    typist.type("+")
    assert typist.machine.entries[0].complete


@pytest.mark.spec("KM-89", "KM-78")
@pytest.mark.parametrize(("side", "column"), [("", Column.CREDIT), ("/", Column.DEBIT)])
def test_an_account_without_rule_takes_the_side_of_last_time_turned_if_need_be(
    fresh: Ledger, side: str, column: Column
) -> None:
    lines = [
        PastLine("401DUP", credit=3),
        PastLine("467", credit=1),
        PastLine("6061", debit=2),
        PastLine("6063", debit=2),
    ]
    fresh.add_entry("AC", fresh.day, "1", *lines)
    typist = Typist(fresh).type(f"⏎15⏎dup⏎⏎{side}500⏎+")
    assert typist.at == (1, column)
    assert typist.cell(Column.ACCOUNT) == "467"


@pytest.mark.spec("KM-89", "KM-85")
def test_a_third_party_without_vat_last_time_has_none_now(fresh: Ledger) -> None:
    fresh.add_entry("AC", fresh.day, "1", PastLine("401DUP", credit=100), PastLine("6064", debit=100))
    typist = Typist(fresh).type("⏎15⏎dup⏎⏎500⏎")
    assert typist.ghosts() == ["6064 D 500,00"]
    typist.type("⏎")
    assert typist.machine.entries[0].complete


@pytest.mark.spec("KM-89")
def test_the_vat_line_of_last_time_serves_an_account_without_proposal(fresh: Ledger) -> None:
    lines = [PastLine("401DUP", credit=120), PastLine("6161", debit=100), PastLine("44566", debit=20)]
    fresh.add_entry("AC", fresh.day, "1", *lines)
    assert Typist(fresh).type("⏎15⏎dup⏎⏎600⏎").ghosts() == ["6161 D 500,00", "44566 D 100,00"]


@pytest.mark.spec("KM-89", "KM-14")
def test_without_usual_entry_the_first_net_associated_account_is_proposed(fresh: Ledger) -> None:
    rows = (AssociatedAccount("44566"), AssociatedAccount("6063"), AssociatedAccount("6161"))
    fresh.add_account("401NEW", "Neuville", associated=rows)
    typist = Typist(fresh).type("⏎15⏎neu⏎⏎120⏎")
    assert typist.ghosts() == ["6063 D 100,00", "44566 D 20,00"]


@pytest.mark.spec("KM-89")
def test_nothing_is_proposed_without_usual_entry_nor_associated_account(fresh: Ledger) -> None:
    typist = Typist(fresh).type("⏎15⏎neu⏎⏎120⏎")
    assert typist.ghosts() == []
    assert typist.at == (1, Column.ACCOUNT)
    assert typist.machine.row_count == 2


@pytest.mark.spec("KM-78", "KM-89")
def test_a_credit_note_reverses_every_following_line() -> None:
    typist = Typist().type("⏎20⏎dup⏎avoir⏎/120⏎")
    assert typist.ghosts() == ["6064 C 100,00", "44566 C 20,00"]
    typist.type("6063⏎")
    assert typist.at == (1, Column.CREDIT)
    assert typist.cell(Column.CREDIT) == "100,00"
    typist.type("⏎")
    assert typist.ghosts() == ["44566 C 20,00"]


@pytest.mark.spec("KM-78")
def test_the_first_line_is_never_reversed_by_the_others() -> None:
    typist = Typist().type("⏎20⏎dup⏎avoir⏎/120⏎+<ctrl+home>").to(Column.DEBIT).type("⌦⏎")
    assert typist.at == (0, Column.CREDIT)


@pytest.mark.spec("KM-78")
def test_only_a_proposed_side_can_be_reversed(fresh: Ledger) -> None:
    typist = Typist(fresh).type("⏎15⏎467⏎x⏎/120⏎6161⏎")
    assert typist.at == (1, Column.DEBIT)


@pytest.mark.spec("KM-82")
def test_tab_on_a_ghost_line_accepts_its_account_only() -> None:
    typist = Typist().type("⏎15⏎dup⏎⏎1234,56⏎⇥")
    assert typist.at == (1, Column.LABEL)
    assert typist.lines() == ["401DUP C 1 234,56", "6064 C 0,00"]
    typist.type("⇥")
    assert typist.at == (1, Column.DEBIT)
    assert typist.cell(Column.DEBIT) == "1 028,80"
    assert typist.ghosts() == ["44566 D 205,76"]
    typist.type("1000⏎")
    assert typist.ghosts() == ["44566 D 200,00"]


@pytest.mark.spec("KM-82")
def test_an_account_typed_on_a_ghost_line_comes_before_it() -> None:
    typist = Typist().type("⏎15⏎dup⏎⏎1200⏎6161⏎")
    assert typist.at == (1, Column.DEBIT)
    assert typist.ghosts() == ["6064 D 1 000,00", "44566 D 200,00"]
    typist.type("600⏎")
    assert typist.lines() == ["401DUP C 1 200,00", "6161 D 600,00"]
    assert typist.ghosts() == ["6064 D 500,00", "44566 D 100,00"]


@pytest.mark.spec("KM-90")
def test_accept_all_also_takes_the_amount_proposed_on_the_line() -> None:
    ledger = small_ledger()
    ledger.entries.clear()
    typist = Typist(ledger).type("⏎15⏎dup⏎⏎1234,56⏎6064⏎+")
    assert typist.lines() == ["401DUP C 1 234,56", "6064 D 1 028,80", "44566 D 205,76"]
    assert typist.machine.entries[0].complete


@pytest.mark.spec("KM-90")
def test_accept_all_with_nothing_proposed_is_refused(fresh: Ledger) -> None:
    typist = Typist(fresh).type("⏎15⏎+")
    assert typist.errors == ["Aucune ligne proposée à accepter."]
    assert not typist.machine.entries[0].lines


@pytest.mark.spec("KM-74", "CTP-01")
def test_the_counterpart_follows_each_line_of_a_bank_journal() -> None:
    typist = Typist(journal="BP").type("⏎18⏎dup⏎⏎100⏎")
    assert typist.ghosts() == ["512 C 100,00"]
    row = typist.machine.row(1)
    assert row.cells[Column.LABEL].text == typist.machine.entries[0].lines[0].label
    typist.type("⏎")
    line = typist.machine.entries[0].lines[1]
    assert (line.account, line.credit, line.piece) == ("512", 10000, "00003")
    assert typist.machine.entries[0].complete


@pytest.mark.spec("KM-74", "CTP-06")
def test_the_counterpart_moves_below_another_line_and_balances_them_all() -> None:
    ledger = small_ledger()
    ledger.add_account("411A", "Alpha")
    ledger.add_account("411B", "Bêta")
    typist = Typist(ledger, journal="BP").type("⏎18⏎411a⏎⏎100⏎")
    assert typist.ghosts() == ["512 D 100,00"]
    typist.type("411b⏎50⏎")
    assert typist.ghosts() == ["512 D 150,00"]
    typist.type("⏎")
    assert typist.lines() == ["411A C 100,00", "411B C 50,00", "512 D 150,00"]


@pytest.mark.spec("KM-74", "CTP-01")
def test_a_bank_journal_without_counterpart_mode_proposes_none() -> None:
    ledger = small_ledger()
    ledger.add_journal("BX", "Banque X", JournalType.TREASURY, counterpart_account="512")
    assert Typist(ledger, journal="BX").type("⏎18⏎dup⏎⏎100⏎").ghosts() == []


@pytest.mark.spec("KM-89")
def test_another_usual_account_stays_proposed_without_amount(fresh: Ledger) -> None:
    lines = [
        PastLine("401DUP", credit=120),
        PastLine("6064", debit=90),
        PastLine("44566", debit=18),
        PastLine("467", debit=12),
    ]
    fresh.add_entry("AC", fresh.day, "1", *lines)
    typist = Typist(fresh).type("⏎15⏎dup⏎⏎600⏎")
    assert typist.ghosts() == ["6064 D 500,00", "44566 D 100,00", "467"]
    assert typist.type("+").lines() == ["401DUP C 600,00", "6064 D 500,00", "44566 D 100,00"]


@pytest.mark.spec("KM-74")
def test_no_counterpart_is_proposed_after_the_counterpart_itself() -> None:
    typist = Typist(journal="BP").type("⏎18⏎512⏎x⏎100⏎")
    assert typist.ghosts() == []
    typist.type("mar⏎")
    assert typist.cell(Column.CREDIT) == "100,00"


@pytest.mark.spec("KM-73")
def test_the_amount_due_first_is_proposed_in_a_treasury_journal_only() -> None:
    ledger = small_ledger()
    ledger.dues["401DUP"].append(OpenDue(ledger.day, 500))
    typist = Typist(ledger, journal="BP").type("⏎18⏎dup⏎⏎")
    assert typist.at == (0, Column.DEBIT)
    assert typist.cell(Column.DEBIT) == "1 234,56"
    assert Typist(small_ledger()).type("⏎18⏎dup⏎⏎").cell(Column.CREDIT) == ""
    typist = Typist(small_ledger(), journal="BP").type("⏎18⏎mar⏎⏎")
    assert typist.cell(Column.CREDIT) == ""


@pytest.mark.spec("KM-72")
def test_the_balance_is_proposed_when_the_side_is_the_one_that_reduces_it(fresh: Ledger) -> None:
    typist = Typist(fresh, journal="OD").type("⏎15⏎6411⏎paie⏎3000⏎6451⏎")
    assert typist.at == (1, Column.DEBIT)
    assert (typist.cell(Column.DEBIT), typist.cell(Column.CREDIT)) == ("", "")
    typist.type("1200⏎421⏎")
    assert typist.at == (2, Column.CREDIT)
    assert typist.cell(Column.CREDIT) == "4 200,00"


@pytest.mark.spec("KM-72")
def test_a_line_without_vat_leaves_room_for_the_vat_still_proposed(fresh: Ledger) -> None:
    typist = Typist(fresh).type("⏎15⏎dup⏎⏎500⏎6063⏎200⏎6161⏎")
    assert typist.cell(Column.DEBIT) == "260,00"


@pytest.mark.spec("KM-81", "INV-11")
def test_ghost_lines_count_in_no_total_and_reach_no_save() -> None:
    typist = Typist().type("⏎15⏎dup⏎⏎1234,56⏎")
    assert typist.ghosts() == ["6064 D 1 028,80", "44566 D 205,76"]
    totals = typist.machine.totals()
    assert (totals.debit, totals.credit, totals.remainder) == (0, 123456, -123456)
    assert [error.kind for error in typist.machine.pending().errors] == ["unbalanced"]
    assert typist.machine.entries[0].debit == 0


@pytest.mark.spec("KM-81")
def test_a_dropped_ghost_line_is_proposed_no_more() -> None:
    assert Typist().type("⏎15⏎dup⏎⏎1200⏎⌦").ghosts() == []
    assert Typist().type("⏎15⏎dup⏎⏎1200⏎↓⌦").ghosts() == ["6064 D 1 200,00"]


def test_the_vat_rate_of_the_ledger_is_the_standard_one() -> None:
    account = small_ledger().account_cards["44566"]
    assert account.tax_rate == STANDARD
    assert account.sides[small_ledger().journal_cards["AC"].type] == (True, Side.DEBIT)
