"""What is painted: rows, voices, context line, list."""

from __future__ import annotations

import pytest

from tests.core.entry.ledger import Typist, small_ledger
from tuicompta.core.entry.model import Column
from tuicompta.core.entry.view import CellView, ContextView, Voice


@pytest.mark.spec("KM-25")
def test_an_entry_is_marked_until_it_balances() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎x⏎100⏎")
    assert [row.unbalanced for row in typist.machine.rows()] == [True, True]
    typist.type("421⏎⏎")
    assert [row.unbalanced for row in typist.machine.rows()] == [False, False, False]


@pytest.mark.spec("KM-08")
def test_columns_come_in_their_order() -> None:
    row = Typist().machine.row(0)
    assert list(row.cells) == [
        Column.JOURNAL,
        Column.DATE,
        Column.PIECE,
        Column.DOCUMENT,
        Column.ACCOUNT,
        Column.LABEL,
        Column.DEBIT,
        Column.CREDIT,
        Column.DUE_DATE,
        Column.PAYMENT_METHOD,
        Column.CHEQUE,
    ]


@pytest.mark.spec("KM-81")
def test_proposals_are_ghosts_and_accepted_values_are_not() -> None:
    typist = Typist().type("⏎")
    cells = typist.machine.row(0).cells
    assert cells[Column.DATE] == CellView("10/03/2026", Voice.GHOST)
    assert cells[Column.PIECE] == CellView("00042", Voice.GHOST)
    typist.type("15⏎dup⏎⏎120⏎")
    rows = typist.machine.rows()
    assert rows[0].cells[Column.DATE] == CellView("15/03/2026", Voice.NORMAL)
    assert rows[0].cells[Column.CREDIT] == CellView("120,00", Voice.NORMAL)
    assert rows[1].is_ghost
    assert rows[1].cells[Column.ACCOUNT] == CellView("6064", Voice.GHOST)
    assert rows[1].cells[Column.LABEL] == CellView("Dupont SARL", Voice.GHOST)
    assert rows[1].cells[Column.DEBIT] == CellView("100,00", Voice.GHOST)


def test_what_repeats_is_quiet_except_under_the_cursor() -> None:
    typist = Typist().type("⏎15⏎dup⏎⏎120⏎+<ctrl+home>↓")
    row = typist.machine.row(1)
    dot = CellView("·", Voice.DIM)
    assert (row.cells[Column.JOURNAL], row.cells[Column.PIECE]) == (dot, dot)
    assert row.cells[Column.DATE].text == "15/03/2026"
    assert row.cells[Column.LABEL] == CellView("Dupont SARL", Voice.DIM)


def test_rows_tell_their_entry() -> None:
    typist = Typist().type("⏎15⏎dup⏎⏎120⏎+16⏎dup⏎⏎50⏎")
    rows = typist.machine.rows()
    assert [row.is_first for row in rows] == [True, False, False, True, False, False]
    assert [row.current for row in rows] == [False, False, False, True, True, True]
    assert [row.line for row in rows] == [0, 1, 2, 0, 1, 2]
    assert typist.machine.rows(1, 3) == rows[1:3]


@pytest.mark.spec("KM-68", "SW-37")
def test_the_context_line_gives_the_account_its_balance_and_its_due_dates() -> None:
    typist = Typist(journal="BP").type("⏎15⏎dup⏎")
    context = typist.machine.context()
    assert (context.account, context.title, context.balance) == ("401DUP", "Dupont SARL", -12000)
    assert (context.open_due_count, context.open_due_total) == (1, 123456)
    assert context.first_due is not None
    typist.type("⏎100⏎")
    assert typist.machine.context().difference == 10000
    assert typist.machine.context().account == "512"


@pytest.mark.spec("KM-68")
def test_the_context_line_is_empty_without_account_and_shows_the_narrow_cells() -> None:
    context = Typist().type("⏎").machine.context()
    assert (context.account, context.balance) == ("", None)
    typist = Typist().type("⏎15⇥⇥F1⏎dup⏎⏎120⏎↑")
    secondary = typist.machine.context().secondary
    assert secondary is not None
    assert secondary[Column.DOCUMENT].text == "F1"
    assert secondary[Column.DUE_DATE].text == "14/04/2026"
    assert isinstance(typist.machine.context(), ContextView)


@pytest.mark.spec("KM-68", "KM-98")
def test_the_dossier_is_asked_once_about_an_account_while_the_cursor_stays() -> None:
    typist = Typist().type("⏎15⏎dup⏎")
    typist.machine.context()
    typist.ledger.asked.clear()
    for key in "une facture":
        typist.type(key)
        typist.machine.context()
        typist.machine.rows()
    assert typist.ledger.asked["account_state"] == 0
    assert typist.ledger.asked["usual_entry"] == 0


def test_a_long_list_shows_rows_round_the_highlighted_one() -> None:
    typist = Typist(journal="OD").type("⏎15⏎<f4>" + "↓" * 12)
    shown = typist.machine.open_list(8)
    assert shown is not None
    assert len(shown.rows) == 8
    numbers = sorted(a.number for a in small_ledger().account_cards.values() if a.type == "D" and not a.blocked)
    assert shown.rows[shown.highlighted].code == numbers[12]
    assert shown.total == len(numbers)


@pytest.mark.spec("KM-50")
def test_the_arrows_move_in_an_open_list_and_not_in_the_grid() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎x⏎100⏎606↓")
    assert typist.at == (1, Column.ACCOUNT)
    shown = typist.machine.open_list()
    assert shown is not None
    assert shown.highlighted == 1
    typist.type("↑↑")
    shown = typist.machine.open_list()
    assert shown is not None
    assert shown.highlighted == 0
