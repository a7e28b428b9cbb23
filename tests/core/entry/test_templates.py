"""Guide models called in the grid, repeated entries, and what follows them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.entry.ledger import Model, Typist, balance_of, payroll_model, small_ledger
from tests.core.entry.scenes import INVOICE, payroll
from tuicompta.core.entry.effects import (
    CloseRequested,
    CreateAccount,
    LinesChanged,
    OpenActions,
    OpenFind,
    SaveRequested,
)
from tuicompta.core.entry.keys import KEYMAP, Command, KeyStroke
from tuicompta.core.entry.model import Column
from tuicompta.core.entry.ports import GuideLine, PastLine
from tuicompta.core.enums import JournalType, Side

# Templates and repeated entries


@pytest.mark.spec("KM-91")
def test_a_template_is_listed_by_code_or_name_and_loaded_by_enter() -> None:
    ledger = small_ledger()
    ledger.models = [payroll_model(), Model("PX", "Autre", "OD", JournalType.GENERAL, [])]
    typist = Typist(ledger).type("⏎/sal")
    shown = typist.machine.open_list()
    assert shown is not None
    assert [row.label for row in shown.rows] == ["Salaires"]
    typist.type("⏎")
    entry = typist.machine.entries[0]
    assert (entry.journal, typist.at) == ("OD", (0, Column.DATE))
    assert [line.account for line in entry.lines] == ["6411", "6451", "421", "431", "437", "4421"]
    typist.type("31⏎")
    assert [line.label for line in typist.machine.entries[0].lines] == ["Paie 03/2026"] * 6


@pytest.mark.spec("KM-91")
def test_formulas_follow_each_amount_unless_typed_over() -> None:
    ledger = small_ledger()
    guides = [
        GuideLine("6411", "L", Side.DEBIT),
        GuideLine("6451", "L", Side.DEBIT, computed=True),
        GuideLine("421", "L", Side.CREDIT, computed=True),
    ]
    formulas = {1: lambda amounts: amounts[0] // 2, 2: balance_of(2)}
    ledger.models = [Model("Q", "Quart", "OD", JournalType.GENERAL, guides, formulas)]
    typist = Typist(ledger).type("⏎/q⏎15⏎")
    assert typist.at == (0, Column.DEBIT)
    typist.type("100⇥")
    assert typist.lines() == ["6411 D 100,00", "6451 D 50,00", "421 C 150,00"]
    typist.type("<ctrl+home>↓").to(Column.DEBIT).type("30⇥<ctrl+home>").to(Column.DEBIT).type("200⏎")
    assert typist.lines() == ["6411 D 200,00", "6451 D 30,00", "421 C 230,00"]
    assert typist.machine.entries[0].complete


@pytest.mark.spec("KM-91")
def test_a_template_called_in_account_adds_its_lines_to_the_entry() -> None:
    ledger = small_ledger()
    ledger.models = [Model("B", "Banque", "BP", JournalType.TREASURY, [GuideLine("6161", "Frais", Side.DEBIT)])]
    typist = Typist(ledger, journal="OD").type("⏎15⏎421⏎x⏎/100⏎/b⏎")
    assert typist.machine.entries[0].journal == "OD"
    assert typist.at == (1, Column.DEBIT)
    typist.type("100⏎")
    assert typist.lines() == ["421 C 100,00", "6161 D 100,00"]
    assert typist.machine.entries[0].complete


@pytest.mark.spec("KM-91")
def test_a_template_line_without_amount_is_passed_and_dropped() -> None:
    ledger = small_ledger()
    ledger.models = [payroll_model()]
    typist = Typist(ledger).type("⏎/p⏎31⏎3000⏎⏎2200⏎⏎410⏎")
    assert typist.lines() == ["6411 D 3 000,00", "421 C 2 200,00", "437 C 410,00", "4421 C 390,00"]
    assert typist.machine.entries[0].complete


@pytest.mark.spec("KM-91")
def test_a_template_that_does_not_balance_goes_on_as_an_entry() -> None:
    ledger = small_ledger()
    ledger.models = [Model("B", "Banque", "OD", JournalType.GENERAL, [GuideLine("6161", "Frais", Side.DEBIT)])]
    typist = Typist(ledger).type("⏎/b⏎15⏎100⏎")
    assert typist.at == (1, Column.ACCOUNT)
    typist.type("421⏎⏎")
    assert typist.machine.entries[0].complete


@pytest.mark.spec("KM-91")
def test_a_line_of_the_users_own_is_never_computed() -> None:
    ledger = small_ledger()
    ledger.models = [payroll_model()]
    typist = Typist(ledger).type("⏎/p⏎31⏎3000⏎1200⏎2200⏎<insert>467⏎/500⏎")
    own = next(line for line in typist.machine.entries[0].lines if line.account == "467")
    assert own.credit == 50000
    typist.type("<ctrl+home>").to(Column.DEBIT).type("3100⏎")
    lines = {line.account: line.balance for line in typist.machine.entries[0].lines}
    assert (lines["6411"], lines["467"], lines["4421"]) == (310000, -50000, -210000)


@pytest.mark.spec("KM-91")
def test_an_unknown_template_is_refused() -> None:
    assert Typist().type("⏎/zz⏎").errors == ["Aucun modèle de guide actif ne commence par «zz»."]
    typist = Typist().type("⏎/zz⎋⎋")
    assert not typist.machine.is_editing


@pytest.mark.spec("KM-92", "KM-50")
def test_ctrl_r_on_a_new_entry_copies_the_last_one_of_the_journal() -> None:
    typist = Typist().type("⏎<ctrl+r>")
    entry = typist.machine.entries[0]
    assert typist.lines() == ["401DUP C 120,00", "6064 D 100,00", "44566 D 20,00"]
    assert (entry.entry_date, entry.piece, typist.at) == (date(2026, 3, 10), "00042", (0, Column.DATE))
    typist.type("16⏎")
    assert typist.at == (0, Column.CREDIT)
    typist.type("240⏎200⏎")
    assert typist.at == (2, Column.DEBIT)
    typist.type("40⏎")
    assert typist.lines() == ["401DUP C 240,00", "6064 D 200,00", "44566 D 40,00"]
    assert typist.machine.entries[0].complete
    assert typist.machine.entries[0].entry_date == date(2026, 3, 16)


@pytest.mark.spec("KM-92")
def test_the_last_entry_of_the_grid_comes_first() -> None:
    typist = Typist().type("⏎15⏎dup⏎loyer⏎500⏎6161⏎500⏎<ctrl+r>⏎⏎⏎")
    assert typist.lines(1) == ["401DUP C 500,00", "6161 D 500,00"]
    assert [line.label for line in typist.machine.entries[1].lines] == ["loyer", "loyer"]
    assert typist.machine.entries[1].complete


@pytest.mark.spec("KM-92")
def test_nothing_to_copy_says_so() -> None:
    typist = Typist(journal="OD").type("⏎<ctrl+r>")
    assert typist.errors == ["Rien à reprendre : aucune écriture dans ce journal."]


# Find, paste, commands


@pytest.mark.spec("SJ-40", "KM-50")
def test_find_goes_to_the_next_match_and_round() -> None:
    typist = payroll().type("18⏎6161⏎prime d'été⏎50⏎")
    assert OpenFind() in typist.type("<ctrl+f>").effects
    typist.machine.find("ete")
    assert typist.at == (3, Column.LABEL)
    typist.machine.find("paie")
    assert typist.at == (0, Column.LABEL)
    typist.type("<f3>")
    assert typist.at == (1, Column.LABEL)
    typist.machine.find("140,00")
    assert typist.at == (2, Column.CREDIT)
    typist.effects = typist.machine.find("absent")
    assert typist.errors == ["«absent» introuvable dans la grille."]
    assert typist.at == (2, Column.CREDIT)


@pytest.mark.spec("KEY-18")
def test_pasted_text_is_text_and_moves_by_tabs_and_line_ends() -> None:
    typist = Typist(journal="OD").type("⏎15⏎")
    typist.machine.paste("6411\tpaie mars\t100\n421\t\t\t100\n")
    assert typist.lines() == ["6411 D 100,00", "421 C 100,00"]
    assert [line.label for line in typist.machine.entries[0].lines] == ["paie mars", "paie mars"]
    assert typist.machine.entries[0].complete


@pytest.mark.spec("KEY-18")
@pytest.mark.parametrize("text", ["+", "*", "/p", "-x"])
def test_a_pasted_operator_is_never_a_command(text: str) -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎x⏎100⏎")
    typist.machine.paste(text)
    assert typist.cell(Column.ACCOUNT) == text
    assert len(typist.machine.entries[0].lines) == 1


@pytest.mark.spec("KEY-18")
def test_a_paste_that_is_refused_stops_and_says_where() -> None:
    typist = Typist(journal="OD").type("⏎")
    typist.effects = typist.machine.paste("99/99\t6411\tpaie")
    assert typist.errors[0].startswith("Collage interrompu à «99/99» : Date impossible")
    assert typist.at == (0, Column.DATE)


@pytest.mark.spec("KEY-18")
def test_control_characters_of_a_paste_are_dropped() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎")
    typist.machine.paste("a\x1b[31mb\u202ec")
    typist.type("⏎")
    assert typist.machine.entries[0].lines[0].label == "a[31mbc"


@pytest.mark.spec("KM-31", "KM-04", "KM-50")
def test_only_ctrl_s_and_f9_ask_for_a_save() -> None:
    typist = Typist()
    asked = []
    for key in "⏎15⏎dup⏎⏎120⏎+":
        typist.type(key)
        asked += [effect for effect in typist.effects if isinstance(effect, SaveRequested)]
    assert not asked
    assert SaveRequested() in typist.type("<ctrl+s>").effects
    assert SaveRequested(then_close=True) in typist.type("<f9>").effects
    assert OpenActions() in typist.type("<f8>").effects


@pytest.mark.spec("KM-04")
def test_a_save_takes_what_is_being_typed() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⏎421⏎100<ctrl+s>")
    assert SaveRequested() in typist.effects
    pending = typist.machine.pending()
    assert [len(entry.lines) for entry in pending.entries] == [2]
    assert not pending.errors


def test_ctrl_w_deletes_a_word_while_typing_else_closes() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie de mars<ctrl+w>")
    assert typist.cell(Column.LABEL) == "paie de "
    typist.type("⎋<ctrl+w>")
    assert CloseRequested() in typist.effects


def test_the_user_may_give_a_command_another_key() -> None:
    keymap = {**KEYMAP, "alt+e": Command.BALANCE}
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⏎6451⏎")
    typist.machine._keymap = keymap
    typist.machine.press(KeyStroke("alt+e"))
    assert typist.lines() == ["6411 D 100,00", "6451 C 100,00"]


def test_no_default_key_is_one_that_terminals_do_not_send() -> None:
    never = {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+[", "ctrl+b", "f11", "ctrl+enter", "shift+enter", "shift+f3", "alt+f3"}
    assert not never & set(KEYMAP)
    assert not [key for key in KEYMAP if key.startswith(("alt+", "ctrl+shift+"))]


def test_every_command_has_a_way_besides_f12_and_f1() -> None:
    for fragile in ("f12", "f10", "f1"):
        command = KEYMAP.get(fragile)
        assert command is None or [key for key, other in KEYMAP.items() if other is command and key != fragile]


@pytest.mark.spec("KM-66")
def test_inser_in_the_list_of_accounts_creates_the_typed_one() -> None:
    typist = Typist(journal="OD").type("⏎15⏎606<insert>")
    assert CreateAccount("606") in typist.effects


def test_a_key_without_meaning_does_nothing() -> None:
    typist = Typist().type("⏎")
    assert typist.machine.press(KeyStroke("f5")) == []
    assert typist.machine.press(KeyStroke("x", "\x1b")) == []


def test_only_the_row_being_typed_is_painted_again() -> None:
    typist = Typist().type(INVOICE).type("⏎d")
    row = typist.at[0]
    assert typist.effects == [LinesChanged(row, row)]


def test_a_change_paints_its_entry_again_and_where_the_cursor_goes() -> None:
    typist = Typist().type(INVOICE).type("16⏎dup⏎⏎120⏎+16⏎dup⏎⏎120⏎+<ctrl+home>↓↓↓").to(Column.LABEL)
    assert typist.type("x⏎").effects == [LinesChanged(3, 5), LinesChanged(9, 9)]
    assert typist.type("↑").effects == [LinesChanged(0, 5)]
    assert typist.type("<ctrl+end>").effects == [LinesChanged(0, 2), LinesChanged(9, 9)]


def test_a_line_that_lengthens_the_entry_paints_from_there_on() -> None:
    typist = Typist().type(INVOICE).type("16⏎dup⏎⏎120").type("⏎")
    assert typist.effects == [LinesChanged(3, None)]


@pytest.mark.spec("KM-92")
def test_a_stored_entry_gives_its_lines_in_order() -> None:
    ledger = small_ledger()
    lines = (PastLine("6411", "p", debit=5), PastLine("421", "p", credit=5))
    ledger.add_entry("OD", date(2026, 1, 31), "1", *lines)
    assert Typist(ledger, journal="OD").type("⏎<ctrl+r>").lines() == ["6411 D 0,05", "421 C 0,05"]
