"""The columns and cells of the journal window, journal by journal (SJ-04 to SJ-35)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.entry.ledger import Ledger, Typist, small_ledger
from tests.core.entry.shelf import MARCH, Shelf
from tuicompta.core.entry.details import Detail
from tuicompta.core.entry.effects import OpenCalendar, OpenCard, OpenCheques, OpenDueDates
from tuicompta.core.entry.machine import EntryMachine
from tuicompta.core.entry.model import Column, Grid, Provenance
from tuicompta.core.entry.ports import AssociatedAccount, CodeInfo
from tuicompta.core.entry.profile import JOURNAL_WINDOW
from tuicompta.core.enums import JournalType, Side

FIRST = (Column.DATE, Column.PIECE, Column.DOCUMENT, Column.ACCOUNT, Column.LABEL, Column.DEBIT, Column.CREDIT)


def window(journal: str, ledger: Ledger | None = None) -> Typist:
    """Return the window of a journal in March 2026, its columns being those of the journal."""
    books = ledger or small_ledger()
    profile = JOURNAL_WINDOW.of_journal(books.journal_cards[journal])
    grid = Grid(*MARCH, journal=journal)
    typist = Typist(books, profile=profile, grid=grid, journal=journal)
    typist.machine = EntryMachine(books, grid, None, profile, stored=Shelf())
    return typist


def with_cheques() -> Ledger:
    ledger = small_ledger()
    ledger.add_journal("BP", "Banque", JournalType.TREASURY, has_chequebook=True)
    ledger.cheques = {"BP": [CodeInfo("1001", "BP001"), CodeInfo("1002", "BP001")]}
    ledger.add_account("401DUP", "Dupont SARL", payment_method="CHQ")
    return ledger


@pytest.mark.spec("SJ-04", "SJ-27", "SJ-31", "SJ-34")
@pytest.mark.parametrize(
    ("journal", "last"),
    [
        ("AC", (Column.DUE_DATE,)),
        ("VE", (Column.DUE_DATE,)),
        ("OD", (Column.DUE_DATE,)),
        ("BP", (Column.PAYMENT_METHOD,)),
    ],
)
def test_the_columns_follow_the_type_of_the_journal(journal: str, last: tuple[Column, ...]) -> None:
    assert JOURNAL_WINDOW.of_journal(small_ledger().journal_cards[journal]).shown == (Detail.STATUS, *FIRST, *last)


@pytest.mark.spec("SJ-34")
def test_the_cheque_number_is_a_column_where_the_bank_has_a_chequebook() -> None:
    shown = JOURNAL_WINDOW.of_journal(with_cheques().journal_cards["BP"]).shown
    assert shown[-2:] == (Column.PAYMENT_METHOD, Column.CHEQUE)


@pytest.mark.spec("SJ-06")
def test_the_day_is_typed_picked_or_moved_by_a_day() -> None:
    typist = window("AC").type("15")
    assert typist.cell(Column.DATE) == "15"
    typist.type("⎋+")
    assert typist.machine.current.entry_date == date(2026, 3, 11)
    typist.type("--")
    assert typist.machine.current.entry_date == date(2026, 3, 9)
    assert typist.cell(Column.DATE) == "9"
    assert OpenCalendar(date(2026, 3, 9)) in typist.type("<f4>").effects
    typist.effects = typist.machine.fill(date(2026, 3, 21))
    assert typist.machine.current.entry_date == date(2026, 3, 21)


@pytest.mark.spec("SJ-06")
def test_the_picked_or_moved_day_stays_in_the_period() -> None:
    typist = window("AC").type("31⏎⇤⇤⇤").to(Column.DATE).type("+")
    assert typist.errors == ["Tapez le jour seul, du 01/03/2026 au 31/03/2026."]
    assert typist.machine.current.entry_date == date(2026, 3, 31)


@pytest.mark.spec("SJ-07")
def test_without_reprise_de_date_the_first_line_of_an_entry_has_no_day() -> None:
    ledger = small_ledger()
    ledger.add_journal("OX", "Sans reprise", JournalType.GENERAL, repeats_date=False)
    assert window("OX", ledger).cell(Column.DATE) == ""
    typist = window("OX", ledger).type("15⏎6411⏎x⏎5⏎421⏎⏎")
    assert typist.at == (2, Column.DATE)
    assert typist.cell(Column.DATE) == ""


@pytest.mark.spec("SJ-07")
@pytest.mark.parametrize("line", [0, 1])
def test_a_day_changed_on_one_line_is_that_of_the_whole_entry(line: int) -> None:
    typist = window("OD").type("15⏎6411⏎x⏎5⏎421⏎⏎<ctrl+home>" + "↓" * line).to(Column.DATE).type("20⏎")
    assert typist.machine.entries[0].entry_date == date(2026, 3, 20)
    shown = [row.cells[Column.DATE].text for row in typist.machine.rows()]
    assert shown[:2] == ["20", "·"]


@pytest.mark.spec("SJ-12")
def test_only_a_detail_account_is_taken() -> None:
    typist = window("AC").type("15⏎401⏎")
    assert len(typist.errors) == 1
    assert "Racine" in typist.errors[0]
    assert typist.at == (0, Column.ACCOUNT)
    assert window("AC").type("15⏎neuv⏎").machine.current.lines[0].account == "401NEW"


@pytest.mark.spec("SJ-13")
def test_f2_opens_the_card_of_the_account_and_the_cell_stays() -> None:
    typist = window("AC").type("15⏎dup⏎⇤<f2>")
    assert OpenCard("account", "401DUP") in typist.effects  # type: ignore[arg-type]
    assert typist.at == (0, Column.ACCOUNT)


@pytest.mark.spec("SJ-20")
def test_the_side_comes_from_the_card_then_the_root_then_the_difference_then_debit() -> None:
    ledger = small_ledger()
    sides = {JournalType.PURCHASES: (True, Side.DEBIT)}
    ledger.add_account("401NEW", "Neuville", sides=sides)
    assert window("AC", ledger).type("15⏎401new⏎⏎").at == (0, Column.DEBIT)
    assert window("AC").type("15⏎401new⏎⏎").at == (0, Column.CREDIT)
    assert window("OD").type("15⏎467⏎x⏎100⏎467⏎").at == (1, Column.CREDIT)
    assert window("OD").type("15⏎467⏎x⏎/100⏎467⏎").at == (1, Column.DEBIT)
    assert window("OD").type("15⏎467⏎x⏎").at == (0, Column.DEBIT)


@pytest.mark.spec("SJ-22")
def test_an_expression_is_replaced_by_its_result() -> None:
    typist = window("OD").type("15⏎6411⏎x⏎(250+30)*3⏎")
    assert typist.machine.current.lines[0].debit == 840_00
    typist = window("OD").type("15⏎6411⏎x⏎12/0⏎")
    assert typist.errors
    assert typist.at == (0, Column.DEBIT)


@pytest.mark.spec("SJ-29")
def test_the_first_due_date_of_the_terms_is_proposed() -> None:
    typist = window("AC").type("15⏎dup⏎⏎100⏎")
    assert typist.machine.current.lines[0].due_date == date(2026, 4, 14)


@pytest.mark.spec("SJ-30")
def test_a_due_date_is_typed_picked_or_opens_its_window() -> None:
    typist = window("AC").type("15⏎dup⏎⏎100⇥")
    assert typist.at == (0, Column.DUE_DATE)
    typist.type("3004")
    assert typist.cell(Column.DUE_DATE) == "3004"
    typist.type("⇥↑").to(Column.DUE_DATE)
    assert typist.machine.current.lines[0].due_date == date(2026, 4, 30)
    assert OpenCalendar(date(2026, 4, 30)) in typist.type("<f4>").effects
    assert OpenDueDates(typist.machine.current.key, 0) in typist.type("+").effects


@pytest.mark.spec("SJ-32", "KM-21")
@pytest.mark.parametrize(
    ("account", "is_enterable"),
    [("401NEW", True), ("411MAR", True), ("421", True), ("467", True), ("6161", False), ("44571", False)],
)
def test_a_payment_method_is_typed_on_the_three_natures_of_third_parties(account: str, *, is_enterable: bool) -> None:
    typist = window("BP").type(f"15⏎{account}⏎x⏎100⏎<ctrl+home>").to(Column.PAYMENT_METHOD)
    assert (typist.at[1] is Column.PAYMENT_METHOD) is is_enterable


@pytest.mark.spec("SJ-33")
def test_the_payment_method_is_proposed_found_by_label_or_left_blank() -> None:
    ledger = small_ledger()
    ledger.add_account("401DUP", "Dupont SARL", payment_method="VIR")
    typist = window("BP", ledger).type("15⏎dup⏎⏎100⏎")
    assert typist.machine.current.lines[0].payment_method == "VIR"
    typist = window("BP", ledger).type("15⏎dup⏎⏎100⇥⇥")
    assert typist.at == (0, Column.PAYMENT_METHOD)
    typist.type("carte⏎")
    assert typist.machine.current.lines[0].payment_method == "CB"
    typist = window("BP", ledger).type("15⏎dup⏎⏎100⇥⇥⌦⏎")
    assert typist.machine.current.lines[0].payment_method == ""
    typist = window("BP").type("15⏎401new⏎x⏎100⏎")
    assert typist.machine.current.lines[0].payment_method == ""


@pytest.mark.spec("SJ-35")
def test_a_cheque_is_proposed_typed_or_picked_in_its_list() -> None:
    typist = window("BP", with_cheques()).type("15⏎dup⏎x⏎100⏎")
    assert typist.machine.current.lines[0].cheque == "1001"
    typist = window("BP", with_cheques()).type("15⏎dup⏎x⏎100⇥⇥⇥")
    assert typist.at == (0, Column.CHEQUE)
    assert OpenCheques("BP") in typist.type("<f4>").effects
    typist.machine.fill("1002")
    assert typist.machine.current.lines[0].cheque == "1002"
    typist = window("BP", with_cheques()).type("15⏎dup⏎x⏎100⇥⇥⇥1002⏎")
    assert typist.machine.current.lines[0].cheque == "1002"


@pytest.mark.spec("SW-30")
@pytest.mark.parametrize("key", ["<f12>", "<ctrl+e>"])
def test_balancing_replaces_the_amount_of_the_line(key: str) -> None:
    typist = window("OD").type("15⏎6411⏎x⏎100⏎421⏎30↑↓").to(Column.CREDIT).type(key)
    assert typist.lines() == ["6411 D 100,00", "421 C 100,00"]


@pytest.mark.spec("SW-30", "KM-17")
@pytest.mark.parametrize(("keys", "side"), [("100", "421 C 100,00"), ("/100", "421 D 100,00")])
def test_balancing_takes_the_side_that_is_needed_whatever_was_typed(keys: str, side: str) -> None:
    typist = window("OD").type(f"15⏎6411⏎x⏎{keys}⏎421⏎").to(Column.DEBIT).type("30↑↓").to(Column.CREDIT)
    assert typist.type("<f12>").lines()[1] == side


@pytest.mark.spec("SW-37")
def test_the_context_tells_the_account_and_the_difference_of_the_entry() -> None:
    typist = window("AC").type("15⏎dup⏎⏎100⏎").type("↑")
    context = typist.machine.context()
    assert (context.account, context.title, context.balance) == ("401DUP", "Dupont SARL", -120_00)
    assert (context.difference, context.tells_difference) == (-100_00, True)


@pytest.mark.spec("SW-34")
def test_the_columns_only_read_show_what_is_known_of_the_line() -> None:
    books = small_ledger()
    profile = JOURNAL_WINDOW.of_journal(books.journal_cards["OD"])
    shown = (Detail.STATUS, *FIRST, Detail.ACCOUNT_TITLE, Detail.RUNNING_BALANCE, Detail.NOTES)
    from tests.core.entry.shelf import pay  # noqa: PLC0415 (of this test alone)

    grid = Grid(*MARCH, journal="OD")
    machine = EntryMachine(books, grid, None, profile.showing(shown), stored=Shelf({1: pay(1, MARCH[0])}))
    first, second = machine.row(0).cells, machine.row(1).cells
    assert [first[Detail.ACCOUNT_TITLE].text, second[Detail.ACCOUNT_TITLE].text] == [
        "Salaires",
        "Personnel, rémunérations dues",
    ]
    assert [first[Detail.RUNNING_BALANCE].text, second[Detail.RUNNING_BALANCE].text] == ["100,00", "0,00"]
    assert first[Detail.NOTES].text == "note 1"


@pytest.mark.spec("SW-35")
def test_no_view_takes_the_mandatory_columns_away() -> None:
    profile = JOURNAL_WINDOW.of_journal(small_ledger().journal_cards["OD"]).showing((Column.PIECE,))
    assert profile.shown == (
        Detail.STATUS,
        Column.DATE,
        Column.PIECE,
        Column.ACCOUNT,
        Column.LABEL,
        Column.DEBIT,
        Column.CREDIT,
    )


def test_an_associated_chain_marks_its_lines_as_accepted() -> None:
    ledger = small_ledger()
    ledger.add_account("401DUP", "Dupont SARL", associated=(AssociatedAccount("6161"),))
    typist = window("AC", ledger).type("15⏎dup⏎⏎100⏎")
    assert typist.ghosts() == ["6161"]
    typist.type("⏎100⏎")
    assert typist.machine.entries[0].lines[1].provenance(Column.ACCOUNT) is Provenance.ACCEPTED


@pytest.mark.spec("SW-27", "SJ-05")
def test_a_day_outside_the_part_of_a_month_is_refused_with_its_bounds() -> None:
    books = small_ledger()
    grid = Grid(date(2026, 1, 15), date(2026, 1, 31), journal="OD")
    profile = JOURNAL_WINDOW.of_journal(books.journal_cards["OD"])
    typist = Typist(books, profile=profile, grid=grid, journal="OD").type("14⏎")
    assert typist.errors == ["Tapez le jour seul, du 15/01/2026 au 31/01/2026."]
    assert typist.type("⎋15⏎").machine.current.entry_date == date(2026, 1, 15)
