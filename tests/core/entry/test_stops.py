"""Where Enter, Tab and the arrows go."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.entry.ledger import Typist, small_ledger
from tuicompta.core.entry.effects import CloseRequested
from tuicompta.core.entry.model import Column, Provenance
from tuicompta.core.entry.profile import EntryOptions
from tuicompta.core.enums import NumberingMode

INVOICE = "⏎15⏎dup⏎⏎1234,56⏎+"


@pytest.mark.spec("KM-03", "KM-45")
def test_the_first_entry_starts_on_journal_with_the_last_one_proposed() -> None:
    typist = Typist(journal="VE")
    assert typist.at == (0, Column.JOURNAL)
    assert typist.machine.row_count == 1
    assert typist.cell(Column.JOURNAL) == "VE"
    assert typist.machine.row(0).cells[Column.JOURNAL].voice == "ghost"


@pytest.mark.spec("KM-01", "KM-45")
def test_the_next_entry_starts_on_date_with_the_journal_above() -> None:
    typist = Typist().type(INVOICE)
    assert typist.at == (3, Column.DATE)
    assert typist.cell(Column.JOURNAL) == "AC"
    typist.type("o⏎")
    typist.type("20⏎6411⏎paie⏎100⏎421⏎⏎")
    assert typist.at == (5, Column.DATE)
    assert typist.cell(Column.JOURNAL) == "OD"
    typist.type("v⏎0304⏎mar⏎⏎2400⏎+")
    shown = [(entry.journal, entry.entry_date) for entry in typist.machine.entries[:3]]
    assert shown == [("AC", date(2026, 3, 15)), ("OD", date(2026, 3, 20)), ("VE", date(2026, 4, 3))]


@pytest.mark.spec("KM-43")
@pytest.mark.parametrize(
    ("journal", "keys", "stops"),
    [
        ("AC", "15⏎dup⏎⏎100⏎", [Column.ACCOUNT, Column.LABEL, Column.CREDIT, Column.ACCOUNT]),
        ("VE", "15⏎mar⏎⏎100⏎", [Column.ACCOUNT, Column.LABEL, Column.DEBIT, Column.ACCOUNT]),
        ("BP", "15⏎dup⏎⏎100⏎", [Column.ACCOUNT, Column.LABEL, Column.DEBIT, Column.ACCOUNT]),
        ("OD", "15⏎6411⏎paie⏎100⏎", [Column.ACCOUNT, Column.LABEL, Column.DEBIT, Column.ACCOUNT]),
    ],
)
def test_enter_stops_only_where_something_is_to_be_typed(journal: str, keys: str, stops: list[Column]) -> None:
    typist = Typist(journal=journal).type("⏎")
    seen = []
    for part in keys.split("⏎")[:-1]:
        typist.type(part + "⏎")
        seen.append(typist.at[1])
    assert seen == stops


@pytest.mark.spec("KM-43", "NUM-01")
def test_the_piece_is_a_stop_in_manual_numbering_or_when_nothing_is_proposed() -> None:
    ledger = small_ledger()
    ledger.add_journal("HA", "Autres achats", ledger.journal_cards["AC"].type, numbering=NumberingMode.MANUAL)
    typist = Typist(ledger, journal="HA").type("⏎15⏎")
    assert typist.at == (0, Column.PIECE)
    typist.type("FA0099⏎")
    assert typist.at == (0, Column.ACCOUNT)
    typist.type("dup⏎f⏎100⏎6064⏎100⏎")
    assert typist.machine.entries[0].complete
    typist.type("⏎")
    assert typist.at == (2, Column.PIECE)
    assert typist.cell(Column.PIECE) == "FA0100"


@pytest.mark.spec("KM-43")
def test_the_label_is_a_stop_on_a_following_line_only_when_empty() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎⌦⏎100⏎421⏎")
    assert typist.at == (1, Column.LABEL)
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⏎421⏎")
    assert typist.at == (1, Column.CREDIT)


@pytest.mark.spec("KM-43")
def test_tab_goes_through_every_enterable_cell_and_back() -> None:
    typist = Typist()
    seen = [typist.at[1]]
    for keys in ("⇥", "⇥", "⇥", "⇥", "dup⇥", "⇥", "⇥", "50⇥"):
        typist.type(keys)
        seen.append(typist.at[1])
    assert seen == [
        Column.JOURNAL,
        Column.DATE,
        Column.PIECE,
        Column.DOCUMENT,
        Column.ACCOUNT,
        Column.LABEL,
        Column.DEBIT,
        Column.CREDIT,
        Column.DUE_DATE,
    ]
    typist.type("⇤⇤⇤")
    assert typist.at == (0, Column.LABEL)


@pytest.mark.spec("KM-43", "KM-50")
def test_shift_tab_at_the_start_of_a_line_goes_to_the_end_of_the_one_above() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⏎421⏎<home>⇤")
    assert typist.at == (0, Column.CREDIT)
    typist.type("<home>⇤")
    assert typist.at == (0, Column.JOURNAL)


@pytest.mark.spec("KM-47")
def test_tab_on_the_last_cell_ends_the_line_as_enter_does() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⇥⇥")
    assert typist.at == (1, Column.ACCOUNT)
    typist.type("421⏎⇥")
    assert typist.machine.entries[0].complete
    assert typist.at == (2, Column.DATE)


@pytest.mark.spec("KM-44")
def test_stops_can_be_switched_on_and_off_per_journal() -> None:
    options = EntryOptions(stops={"AC": {Column.DOCUMENT: True, Column.LABEL: False, Column.DUE_DATE: True}})
    typist = Typist(options=options).type("⏎15⏎")
    assert typist.at == (0, Column.DOCUMENT)
    typist.type("4471⏎dup⏎")
    assert typist.at == (0, Column.CREDIT)
    typist.type("120⏎")
    assert typist.at == (0, Column.DUE_DATE)
    typist = Typist(options=options, journal="BP").type("⏎15⏎")
    assert typist.at == (0, Column.ACCOUNT)


@pytest.mark.spec("KM-47", "KM-24")
def test_a_balanced_entry_ends_with_a_separator_and_a_new_one_below() -> None:
    typist = Typist().type(INVOICE)
    rows = typist.machine.rows()
    assert [row.separator for row in rows] == [False, False, True, False]
    assert len(typist.machine.entries) == 2


@pytest.mark.spec("KM-47")
def test_an_unbalanced_entry_goes_on_with_a_new_line() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⏎")
    assert typist.at == (1, Column.ACCOUNT)
    assert typist.machine.row_count == 2
    assert not typist.machine.entries[0].complete


@pytest.mark.spec("KM-48")
def test_backspace_on_the_empty_new_entry_continues_the_entry_above() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⏎421⏎⏎")
    assert typist.at == (2, Column.DATE)
    typist.type("⌫")
    assert typist.at == (2, Column.ACCOUNT)
    assert not typist.machine.entries[0].complete
    typist.type("6451⏎40⏎431⏎⏎")
    assert typist.lines() == ["6411 D 100,00", "421 C 100,00", "6451 D 40,00", "431 C 40,00"]
    assert typist.machine.entries[0].complete


@pytest.mark.spec("KM-48", "KM-47")
def test_enter_on_the_empty_line_of_a_balanced_entry_ends_it_again() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⏎421⏎⏎⌫⏎")
    assert typist.machine.entries[0].complete
    assert typist.at == (2, Column.DATE)


@pytest.mark.spec("KM-46")
def test_a_letter_in_date_changes_the_journal_in_its_code_and_enter() -> None:
    typist = Typist().type("⏎")
    assert typist.at == (0, Column.DATE)
    typist.type("b")
    assert typist.at == (0, Column.JOURNAL)
    assert typist.cell(Column.JOURNAL) == "b"
    typist.type("⏎")
    assert typist.at == (0, Column.DATE)
    assert typist.machine.entries[0].journal == "BP"


@pytest.mark.spec("KM-49")
def test_the_first_character_replaces_and_end_edits() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie mars⏎100⏎↑→")
    assert typist.at == (0, Column.LABEL)
    typist.type("<end> 2026⏎")
    assert typist.machine.entries[0].lines[0].label == "paie mars 2026"
    typist.type("⇤x⏎")
    assert typist.machine.entries[0].lines[0].label == "x"


@pytest.mark.spec("KM-49")
def test_backspace_edits_the_text_of_the_cell_from_its_end() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paies⏎100⏎↑").to(Column.LABEL).type("⌫⏎")
    assert typist.machine.entries[0].lines[0].label == "paie"


@pytest.mark.spec("KM-49", "KM-50")
def test_arrows_move_inside_a_text_being_edited_and_between_cells_otherwise() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎pie←←a")
    assert typist.cell(Column.LABEL) == "paie"
    assert typist.machine.cursor.caret == 2
    typist.type("<home>La <end>!⏎")
    assert typist.machine.entries[0].lines[0].label == "La paie!"
    typist.type("←")
    assert typist.at == (0, Column.LABEL)
    typist.type("←")
    assert typist.at == (0, Column.ACCOUNT)
    typist.type("→")
    assert typist.at == (0, Column.LABEL)


@pytest.mark.spec("KM-50")
def test_home_end_and_their_ctrl_forms() -> None:
    typist = Typist().type(INVOICE).type("↑↑")
    typist.type("<home>")
    assert typist.at == (1, Column.JOURNAL)
    typist.type("→→→<end>")
    assert typist.at == (1, Column.CREDIT)
    typist.type("<ctrl+home>")
    assert typist.at == (0, Column.CREDIT)
    typist.type("<ctrl+end>")
    assert typist.at == (3, Column.DATE)


@pytest.mark.spec("KM-50")
def test_up_and_down_keep_the_column_and_pages_move_by_screens() -> None:
    typist = Typist().type(INVOICE).type(INVOICE[1:])
    typist.machine.set_page(3)
    assert typist.at == (6, Column.DATE)
    typist.type("→→→→↑")
    assert typist.at == (5, Column.LABEL)
    typist.type("<pageup>")
    assert typist.at == (2, Column.LABEL)
    typist.type("<pagedown>↓")
    assert typist.at == (6, Column.LABEL)


@pytest.mark.spec("KM-50")
def test_escape_closes_the_list_then_restores_the_cell_then_closes_the_window() -> None:
    typist = Typist(journal="OD").type("⏎15⏎64")
    assert typist.machine.open_list() is not None
    typist.type("⎋")
    assert typist.machine.open_list() is None
    assert typist.cell(Column.ACCOUNT) == "64"
    typist.type("⎋")
    assert not typist.machine.is_editing
    assert typist.cell(Column.ACCOUNT) == ""
    typist.type("⎋")
    assert CloseRequested() in typist.effects
    typist.type("6411⏎").type("⎋")
    assert CloseRequested() not in typist.effects


@pytest.mark.spec("KM-23")
def test_a_line_is_not_left_while_a_mandatory_cell_is_missing() -> None:
    typist = Typist(journal="OD").type("⏎15⏎⏎")
    assert typist.at == (0, Column.ACCOUNT)
    assert typist.errors == ["Compte obligatoire"]
    typist.type("6411⏎paie⏎⏎")
    assert typist.at == (0, Column.DEBIT)
    assert typist.errors == ["Montant obligatoire"]
    typist.type("⇥⇥")
    assert typist.at == (0, Column.DEBIT)


@pytest.mark.spec("KM-23")
def test_the_cursor_goes_to_the_first_missing_cell() -> None:
    ledger = small_ledger()
    ledger.add_journal("OX", "Sans reprise", ledger.journal_cards["OD"].type, repeats_date=False)
    typist = Typist(ledger, journal="OX").type("→→→→6411⏎paie⏎100⏎")
    assert typist.at == (0, Column.DATE)
    assert typist.errors == ["Date obligatoire"]


def test_ctrl_j_is_enter() -> None:
    typist = Typist().type("<ctrl+j>15<ctrl+j>dup<ctrl+j><ctrl+j>1234,56<ctrl+j>+")
    assert typist.lines() == ["401DUP C 1 234,56", "6064 D 1 028,80", "44566 D 205,76"]


@pytest.mark.spec("KM-81", "INV-11")
def test_what_is_proposed_left_of_the_cursor_is_accepted_with_the_line() -> None:
    typist = Typist().type("⏎15⏎dup⏎⏎100⏎")
    first = typist.machine.entries[0].lines[0]
    assert typist.machine.entries[0].marks[Column.JOURNAL] is Provenance.ACCEPTED
    assert first.marks[Column.PIECE] is Provenance.ACCEPTED
    assert first.marks[Column.LABEL] is Provenance.ACCEPTED
    assert first.marks[Column.CREDIT] is Provenance.TYPED
