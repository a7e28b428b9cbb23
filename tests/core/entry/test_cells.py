"""What can be typed in each cell: dates, amounts, sides, labels, pieces, due dates, payments."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.core.entry.ledger import Typist, small_ledger
from tuicompta.core.dates import YearMonth
from tuicompta.core.entry.effects import (
    Message,
    OpenCalendar,
)
from tuicompta.core.entry.keys import Command
from tuicompta.core.entry.model import Column, Grid, Provenance
from tuicompta.core.entry.profile import SINGLE_ENTRY
from tuicompta.core.enums import JournalType, Side

if TYPE_CHECKING:
    from collections.abc import Callable


OUTSIDE = "Date hors de l'exercice 01/01/2026–31/12/2026"


def date_of(typist: Typist, entry: int = 0) -> date | None:
    return typist.machine.entries[entry].entry_date


# Texts


@pytest.mark.spec("KEY-42")
@pytest.mark.parametrize(
    ("after", "shown"),
    [
        (lambda typist: typist.type("60"), "60"),
        (lambda typist: typist.run(Command.BACKSPACE), ""),
        (lambda typist: typist.run(Command.CLEAR_CELL), ""),
        (lambda typist: typist.run(Command.LEFT).type("4"), "4999"),
        (lambda typist: typist.run(Command.RIGHT).type("4"), "9994"),
    ],
)
def test_the_whole_text_of_a_refused_cell_is_selected_and_replaced(
    after: Callable[[Typist], Typist], shown: str
) -> None:
    typist = Typist(small_ledger()).to(Column.ACCOUNT).type("999").run(Command.TAB)
    assert typist.at[1] is Column.ACCOUNT
    typist.run(Command.SELECT_ALL)
    assert typist.machine.cursor.caret is None
    assert after(typist).cell(Column.ACCOUNT) == shown


# Dates


@pytest.mark.spec("KM-51", "KM-52", "KM-53", "KM-54")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("5", date(2026, 3, 5)),
        ("15", date(2026, 3, 15)),
        ("1504", date(2026, 4, 15)),
        ("150326", date(2026, 3, 15)),
        ("15032026", date(2026, 3, 15)),
        ("5/3", date(2026, 3, 5)),
        ("5.3.26", date(2026, 3, 5)),
        ("5-4-2026", date(2026, 4, 5)),
        ("5 4", date(2026, 4, 5)),
    ],
)
def test_a_date_is_completed_from_the_working_month(typed: str, expected: date) -> None:
    assert date_of(Typist().type(f"⏎{typed}⏎")) == expected


@pytest.mark.spec("KM-52")
@pytest.mark.parametrize(("typed", "expected"), [("1503", date(2026, 3, 15)), ("1509", date(2025, 9, 15))])
def test_a_day_and_month_fall_in_the_fiscal_year(typed: str, expected: date) -> None:
    grid = Grid(date(2025, 7, 1), date(2026, 6, 30))
    assert date_of(Typist(grid=grid).type(f"⏎{typed}⏎")) == expected


@pytest.mark.spec("KM-55", "KM-32")
@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("150", "Date impossible"),
        ("15032", "Date impossible"),
        ("3106", "Date impossible"),
        ("311225", f"{OUTSIDE}. F8 «Exercice de la saisie» en change."),
    ],
)
def test_a_wrong_date_stays_in_its_cell(typed: str, reason: str) -> None:
    for leave in ("⏎", "⇥", "↑", "⇤", "<ctrl+s>"):
        typist = Typist().type(f"⏎{typed}{leave}")
        assert typist.errors == [reason]
        assert typist.at == (0, Column.DATE)
        assert typist.cell(Column.DATE) == typed
        assert typist.machine.error == reason
        assert typist.machine.row(0).cells[Column.DATE].voice == "error"
        assert date_of(typist) is None


@pytest.mark.spec("KM-10")
def test_the_first_date_is_today_in_the_working_month_else_its_first_day() -> None:
    assert Typist().cell(Column.DATE) == "10/03/2026"
    ledger = small_ledger()
    ledger.user_date = date(2026, 5, 20)
    assert Typist(ledger).cell(Column.DATE) == "01/05/2026"


@pytest.mark.spec("KM-10")
def test_the_next_date_is_that_of_the_entry_above_unless_the_journal_does_not_repeat_it() -> None:
    ledger = small_ledger()
    ledger.add_journal("OX", "Sans reprise", JournalType.GENERAL, repeats_date=False)
    typist = Typist(ledger).type("⏎17⏎dup⏎⏎120⏎+")
    assert typist.cell(Column.DATE) == "17/03/2026"
    typist.type("ox⏎")
    assert typist.cell(Column.DATE) == ""


@pytest.mark.spec("KM-42")
def test_the_working_month_follows_the_entry_above_then_the_last_entry_then_today() -> None:
    typist = Typist()
    assert typist.machine.header().working_month == YearMonth(2026, 3)
    typist.type("⏎0204⏎dup⏎⏎120⏎+")
    assert typist.machine.header().working_month == YearMonth(2026, 4)
    typist.type("7⏎")
    assert date_of(typist, 1) == date(2026, 4, 7)
    ledger = small_ledger()
    ledger.user_date = None
    assert Typist(ledger).machine.header().working_month == YearMonth(2026, 3)
    ledger.day = date(2028, 1, 5)
    assert Typist(ledger).machine.header().working_month == YearMonth(2026, 12)


@pytest.mark.spec("KM-42")
def test_an_entry_that_lost_its_date_gives_no_month() -> None:
    typist = Typist(journal="OD").type("⏎0204⏎6411⏎x⏎1⏎421⏎⏎<ctrl+home>").to(Column.DATE).type("⌦<ctrl+end>")
    assert typist.machine.header().working_month == YearMonth(2026, 3)
    assert typist.cell(Column.DATE) == "10/03/2026"


@pytest.mark.spec("KM-42")
def test_the_working_month_can_be_chosen_in_the_header() -> None:
    typist = Typist().type("⏎17⏎dup⏎⏎120⏎+")
    typist.machine.set_working_month(YearMonth(2026, 6))
    assert typist.cell(Column.DATE) == "01/06/2026"
    typist.type("3⏎")
    assert date_of(typist, 1) == date(2026, 6, 3)


@pytest.mark.spec("KM-93", "KEY-13")
def test_operators_typed_first_move_a_date() -> None:
    typist = Typist().type("⏎15⏎⇤⇤⇤")
    assert typist.at == (0, Column.DATE)
    assert date_of(typist.type("+")) == date(2026, 3, 16)
    assert date_of(typist.type("--")) == date(2026, 3, 14)
    assert date_of(typist.type("*")) == date(2026, 3, 10)
    assert typist.at == (0, Column.DATE)


@pytest.mark.spec("KM-93")
def test_a_date_moved_out_of_the_fiscal_year_is_refused() -> None:
    typist = Typist().type("⏎3112⏎⇤⇤⇤+")
    assert typist.errors == [f"{OUTSIDE}. F8 «Exercice de la saisie» en change."]
    assert date_of(typist) == date(2026, 12, 31)


@pytest.mark.spec("KM-50")
def test_pages_move_a_date_by_months() -> None:
    typist = Typist().type("⏎31⏎⇤⇤⇤<pageup>")
    assert date_of(typist) == date(2026, 2, 28)
    typist.type("<pagedown><pagedown>")
    assert date_of(typist) == date(2026, 4, 28)


@pytest.mark.spec("KM-56")
def test_a_closed_month_is_accepted_with_a_mark_and_can_be_put_off() -> None:
    ledger = small_ledger()
    ledger.closed = {("AC", YearMonth(2026, month)) for month in (1, 2, 3)}
    typist = Typist(ledger).type("⏎15⏎")
    assert Message("Mois clôturé pour ce journal") in typist.effects
    assert typist.at == (0, Column.ACCOUNT)
    voices = {column: cell.voice.value for column, cell in typist.machine.row(0).cells.items() if cell.text}
    assert voices == {Column.JOURNAL: "normal", Column.DATE: "marked", Column.PIECE: "ghost"}
    typist.type("dup⏎⏎120⏎+")
    assert [error.kind for error in typist.machine.pending().errors] == ["closed_month"]
    typist.type("↑").run(Command.FIRST_OPEN_DAY)
    entry = typist.machine.entries[0]
    assert (entry.entry_date, entry.piece_date) == (date(2026, 4, 1), date(2026, 3, 15))
    assert not typist.machine.pending().errors


@pytest.mark.spec("KM-56")
def test_a_journal_without_open_month_cannot_put_off() -> None:
    ledger = small_ledger()
    ledger.closed = {("AC", YearMonth(2026, month)) for month in range(1, 13)}
    typist = Typist(ledger).type("⏎15⏎").run(Command.FIRST_OPEN_DAY)
    assert typist.errors == ["Le journal AC n'a plus de mois ouvert dans l'exercice."]


@pytest.mark.spec("KM-50")
def test_f4_on_a_date_opens_the_calendar_and_the_day_comes_back() -> None:
    typist = Typist().type("⏎<f4>")
    assert OpenCalendar(date(2026, 3, 10)) in typist.effects
    typist.machine.fill(date(2026, 3, 21))
    assert date_of(typist) == date(2026, 3, 21)
    assert typist.at == (0, Column.DATE)


def test_a_date_at_the_edge_of_the_calendar_stays_there() -> None:
    typist = Typist().type("⏎15⏎dup⏎⏎100⇥01010001⏎<ctrl+home>").to(Column.DUE_DATE).type("-")
    assert typist.errors == ["Date impossible"]
    assert typist.machine.entries[0].lines[0].due_date == date(1, 1, 1)


def test_a_day_picked_outside_the_fiscal_year_is_refused() -> None:
    typist = Typist().type("⏎")
    typist.effects = typist.machine.fill(date(2027, 1, 1))
    assert typist.errors == [f"{OUTSIDE}. F8 «Exercice de la saisie» en change."]


@pytest.mark.spec("KM-55", "KM-07")
def test_the_way_to_another_fiscal_year_is_told_where_there_is_one() -> None:
    ledger = small_ledger()
    ledger.closed_years.add(2025)
    assert Typist(ledger).type("⏎311225⏎").errors == [OUTSIDE]
    ledger = small_ledger()
    single = Typist(ledger, profile=SINGLE_ENTRY).to(Column.DATE).type("010127⏎")
    assert single.errors == [OUTSIDE]


# Amounts and sides


@pytest.mark.spec("KM-79", "KM-80")
@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("120/1,2", 10000),
        ("1200+20%", 144000),
        ("1200*5,5%", 6600),
        ("(250+30)*3", 84000),
        ("1234.5", 123450),
        ("1 234,567", 123457),
        ("-50", -5000),
    ],
)
def test_an_amount_may_be_a_calculation(typed: str, cents: int) -> None:
    line = Typist(journal="OD").type(f"⏎15⏎6411⏎paie⏎{typed}⏎").machine.entries[0].lines[0]
    assert (line.debit, line.credit) == (cents, 0)


@pytest.mark.spec("KM-79", "KM-80", "SJ-23")
@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("0", "Montant nul interdit"),
        ("5-5", "Montant nul interdit"),
        ("1/0", "Division par zéro : «1/0»."),
        ("1+", "calcul illisible : «1+»."),
        ("12345678901234", "Montant trop grand : «12345678901234»."),
    ],
)
def test_a_wrong_amount_stays_in_its_cell(typed: str, reason: str) -> None:
    typist = Typist(journal="OD").type(f"⏎15⏎6411⏎paie⏎{typed}⏎")
    assert len(typist.errors) == 1
    assert reason in typist.errors[0]
    assert typist.cell(Column.DEBIT) == typed
    assert typist.at == (0, Column.DEBIT)
    typist.type("⎋100⏎")
    assert typist.lines() == ["6411 D 100,00"]


@pytest.mark.spec("KM-16", "KM-77")
@pytest.mark.parametrize(
    ("journal", "account", "side"),
    [
        ("AC", "401DUP", Column.CREDIT),
        ("VE", "411MAR", Column.DEBIT),
        ("BP", "401DUP", Column.DEBIT),
        ("BP", "411MAR", Column.CREDIT),
        ("AC", "6064", Column.DEBIT),
        ("AC", "2183", Column.DEBIT),
        ("VE", "707", Column.CREDIT),
        ("AC", "44566", Column.DEBIT),
        ("VE", "44571", Column.CREDIT),
        ("OD", "6411", Column.DEBIT),
        ("OD", "707", Column.CREDIT),
        ("OD", "467", Column.DEBIT),
    ],
)
def test_the_cursor_lands_on_the_proposed_side(journal: str, account: str, side: Column) -> None:
    assert Typist(journal=journal).type(f"⏎15⏎{account}⏎x⏎").at == (0, side)


@pytest.mark.spec("KM-77", "FC-34")
def test_the_side_of_the_card_comes_first() -> None:
    ledger = small_ledger()
    ledger.add_account("6411", "Salaires", sides={JournalType.GENERAL: (True, Side.CREDIT)})
    assert Typist(ledger, journal="OD").type("⏎15⏎6411⏎x⏎").at == (0, Column.CREDIT)


@pytest.mark.spec("KM-77")
def test_the_side_that_balances_comes_after_the_table() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎x⏎100⏎467⏎")
    assert typist.at == (1, Column.CREDIT)


@pytest.mark.spec("KM-93", "SJ-21")
def test_the_slash_goes_to_the_other_side_and_one_amount_remains() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎x⏎/")
    assert typist.at == (0, Column.CREDIT)
    assert typist.type("100⏎").lines() == ["6411 C 100,00"]
    typist = Typist(journal="OD").type("⏎15⏎6411⏎x⏎100⇤").type("⇥⇥50⏎")
    assert typist.lines() == ["6411 C 50,00"]


@pytest.mark.spec("KM-17")
@pytest.mark.parametrize("key", ["<f12>", "<ctrl+e>", "*"])
def test_balance_fills_the_current_line_on_the_side_needed(key: str) -> None:
    typist = Typist(journal="OD").type(f"⏎15⏎6411⏎paie⏎100⏎6451⏎{key}")
    assert typist.lines() == ["6411 D 100,00", "6451 C 100,00"]
    assert typist.at == (1, Column.CREDIT)
    before = list(typist.machine.entries)
    assert list(typist.type(key).machine.entries) == before
    payment = Typist(journal="BP").type("⏎18⏎dup⏎⏎⏎⏎<ctrl+home>").to(Column.DEBIT)
    held = payment.machine.entries[0]
    assert payment.type(key).machine.entries[0] is held


@pytest.mark.spec("KM-17")
def test_balance_replaces_what_the_line_held() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⏎6451⏎30⏎↑").run(Command.BALANCE)
    assert typist.lines() == ["6411 D 100,00", "6451 C 100,00"]


@pytest.mark.spec("KM-93")
def test_the_minus_is_refused_in_account_and_signs_an_amount() -> None:
    typist = Typist(journal="OD").type("⏎15⏎-")
    assert typist.errors == ["«-» n'a pas de sens dans cette cellule."]
    typist.type("6411⏎x⏎-5⏎")
    assert typist.lines() == ["6411 D -5,00"]


@pytest.mark.spec("KM-93", "KM-50")
def test_the_star_repeats_the_line_above() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⏎*")
    assert typist.cell(Column.ACCOUNT) == "6411"
    typist.type("⇥autre⇥⇤*")
    assert typist.machine.entries[0].lines[1].label == "paie"
    assert typist.machine.entries[0].lines[1].marks[Column.LABEL] is Provenance.TYPED
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⏎<ctrl+r>")
    assert typist.cell(Column.ACCOUNT) == "6411"


@pytest.mark.spec("KM-93")
@pytest.mark.parametrize("column", [Column.PIECE, Column.DOCUMENT, Column.LABEL])
def test_the_star_gives_a_text_cell_the_value_of_the_line_above(column: Column) -> None:
    typist = Typist(journal="OD").type("⏎15⇥P1⇥D1⇥6411⏎paie⏎100⏎421⏎⏎<ctrl+home>↓").to(column)
    typist.type("autre⏎<ctrl+home>↓").to(column).type("*⏎")
    first, second = typist.machine.entries[0].lines
    assert getattr(second, column.value) == getattr(first, column.value) != "autre"


@pytest.mark.spec("KM-93")
def test_the_star_gives_an_amount_what_balances_and_the_plus_accepts_all() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⏎6451⏎40⏎421⏎*⏎")
    assert typist.lines()[-1] == "421 C 140,00"
    typist = Typist().type("⏎15⏎dup⏎⏎1234,56⏎6064⏎+")
    assert typist.lines() == ["401DUP C 1 234,56", "6064 D 1 028,80", "44566 D 205,76"]


@pytest.mark.spec("KM-93")
@pytest.mark.parametrize("text", ["+5", "-x", "/b"])
def test_operators_are_text_in_piece_document_and_label(text: str) -> None:
    typist = Typist(journal="OD").type(f"⏎15⇥{text}⇥{text}⇥6411⏎{text}⏎")
    line = typist.machine.entries[0].lines[0]
    assert (line.piece, line.document, line.label) == (text, text, text)
