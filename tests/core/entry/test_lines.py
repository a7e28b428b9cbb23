"""Whole lines and entries: insert, delete, move, copy, undo; guide models and repeated entries; find and paste."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.entry.ledger import Typist
from tests.core.entry.scenes import INVOICE, payroll
from tuicompta.core.entry.effects import (
    Copied,
)
from tuicompta.core.entry.model import Column, Grid, Provenance
from tuicompta.core.entry.profile import JOURNAL_WINDOW, EntryOptions
from tuicompta.core.entry.saving import SavedEntry


def saved(typist: Typist) -> Typist:
    keys = [entry.key for entry in typist.machine.pending().entries]
    typist.effects = typist.machine.mark_saved({key: SavedEntry(key) for key in keys})
    return typist


# Insert, delete, move


@pytest.mark.spec("KM-27", "KM-50")
def test_inser_inserts_a_line_above_in_the_same_entry() -> None:
    typist = payroll().type("↑<insert>")
    assert typist.at == (2, Column.ACCOUNT)
    line = typist.machine.entries[0].lines[2]
    assert (line.account, line.label, line.piece) == ("", "paie", "00005")
    typist.type("431⏎30⏎")
    assert typist.lines() == ["6411 D 100,00", "6451 D 40,00", "431 D 30,00", "421 C 140,00"]


@pytest.mark.spec("KM-27")
def test_an_inserted_line_left_empty_disappears() -> None:
    typist = payroll().type("↑<insert>↓")
    assert len(typist.machine.entries[0].lines) == 3
    assert typist.at == (2, Column.ACCOUNT)


@pytest.mark.spec("KM-27", "KM-50")
def test_ctrl_n_opens_the_new_entry_at_the_end() -> None:
    typist = payroll().type("<ctrl+home><ctrl+n>")
    assert typist.at == (3, Column.DATE)
    assert len(typist.machine.entries) == 2


@pytest.mark.spec("KM-27")
def test_an_entry_whose_only_line_was_emptied_disappears() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎⇤⌦<ctrl+n>")
    assert [entry.is_new for entry in typist.machine.entries] == [True]
    assert typist.at == (0, Column.JOURNAL)
    typist = payroll().type("16⏎6411⏎⇤⌦<ctrl+home>")
    assert [len(entry.lines) for entry in typist.machine.entries] == [3, 0]
    typist = payroll().type("16⏎6411⏎⇤⌦<ctrl+n>")
    assert [len(entry.lines) for entry in typist.machine.entries] == [3, 0]
    assert typist.at == (3, Column.DATE)


@pytest.mark.spec("KM-30")
def test_a_line_pasted_in_a_new_entry_starts_it() -> None:
    typist = payroll().type("<ctrl+home><ctrl+c><ctrl+end><ctrl+v>")
    entry = typist.machine.entries[1]
    assert (entry.journal, entry.entry_date, entry.piece) == ("OD", date(2026, 3, 15), "00006")
    assert typist.lines(1) == ["6411 D 100,00"]


@pytest.mark.spec("KM-30")
def test_a_repeated_label_becomes_the_own_one_of_the_pasted_line() -> None:
    typist = payroll().type("18⏎6161⏎prime⏎50⏎<ctrl+home>↓<ctrl+c><ctrl+end><ctrl+v>")
    assert [line.label for line in typist.machine.entries[1].lines] == ["prime", "paie"]
    typist.type("↑").to(Column.LABEL).type("autre⏎")
    assert [line.label for line in typist.machine.entries[1].lines] == ["autre", "paie"]
    typist = payroll().type("18⏎6161⏎paie⏎50⏎<ctrl+home>↓<ctrl+c><ctrl+end><ctrl+v>↑").to(Column.LABEL).type("autre⏎")
    assert [line.label for line in typist.machine.entries[1].lines] == ["autre", "autre"]


@pytest.mark.spec("KM-27")
def test_an_undone_deletion_can_be_done_again_anywhere() -> None:
    typist = Typist(journal="OD").type("<end>0204<ctrl+w><ctrl+n>")
    for _ in range(3):
        typist.type("<ctrl+z><ctrl+z><ctrl+z><ctrl+y><ctrl+y><ctrl+y>")
    assert [entry.is_new for entry in typist.machine.entries][-1]


@pytest.mark.spec("KM-27")
def test_ctrl_n_leaves_an_unfinished_entry_behind() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⏎<ctrl+n>")
    assert [len(entry.lines) for entry in typist.machine.entries] == [1, 0]
    assert typist.at == (2, Column.DATE)
    typist.type("<ctrl+home><ctrl+end>")
    assert typist.at == (2, Column.DATE)
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100<ctrl+n>")
    assert typist.lines() == ["6411 D 100,00"]


@pytest.mark.spec("KM-27", "SW-26")
def test_ctrl_d_deletes_the_line_and_the_entry_with_its_last_line() -> None:
    typist = payroll().type("<ctrl+home>↓<ctrl+d>")
    assert typist.lines() == ["6411 D 100,00", "421 C 140,00"]
    assert not typist.machine.entries[0].complete
    typist.type("<ctrl+d><ctrl+home><ctrl+d>")
    assert [entry.is_new for entry in typist.machine.entries] == [True]


@pytest.mark.spec("KM-27")
def test_a_line_that_becomes_the_first_keeps_what_it_repeated() -> None:
    typist = payroll().type("<ctrl+home><ctrl+d>")
    first = typist.machine.entries[0].lines[0]
    assert (first.account, first.label, first.piece) == ("6451", "paie", "00005")
    assert first.provenance(Column.PIECE) is Provenance.ACCEPTED


@pytest.mark.spec("KM-29", "KM-50")
def test_a_line_moves_within_its_entry_and_stops_at_its_edge() -> None:
    typist = payroll().type("<ctrl+home>↓<ctrl+up>")
    assert typist.lines() == ["6451 D 40,00", "6411 D 100,00", "421 C 140,00"]
    assert typist.at[0] == 0
    typist.type("<ctrl+up>")
    assert typist.lines()[0] == "6451 D 40,00"
    typist.type("<ctrl+down><ctrl+down><ctrl+down>")
    assert typist.lines() == ["6411 D 100,00", "421 C 140,00", "6451 D 40,00"]
    assert typist.at[0] == 2


@pytest.mark.spec("KM-29")
def test_moving_the_first_line_keeps_a_typed_number() -> None:
    typist = payroll().type("<ctrl+home>").to(Column.PIECE).type("X7⏎<ctrl+home><ctrl+down>")
    lines = typist.machine.entries[0].lines
    assert [line.piece for line in lines] == ["X7"] * 3
    assert lines[0].provenance(Column.PIECE) is Provenance.TYPED
    assert lines[1].provenance(Column.PIECE) is Provenance.REPEATED


@pytest.mark.spec("KM-30", "KM-50")
def test_a_copied_line_takes_journal_date_and_piece_of_where_it_lands() -> None:
    typist = payroll().type("18⏎6161⏎prime⏎50⏎<ctrl+home><ctrl+c>")
    copied = [effect for effect in typist.effects if isinstance(effect, Copied)]
    assert copied[0].text.split("\t")[:7] == ["OD", "15/03/2026", "00005", "", "6411", "paie", "100,00"]
    typist.type("<ctrl+end>↑<ctrl+v>")
    assert typist.lines(1) == ["6411 D 100,00", "6161 D 50,00"]
    entry = typist.machine.entries[1]
    pasted = next(line for line in entry.lines if line.account == "6411")
    assert (entry.journal, entry.entry_date, pasted.piece, pasted.label) == ("OD", date(2026, 3, 18), "00006", "paie")


@pytest.mark.spec("KM-30")
def test_cut_takes_the_line_away_and_paste_inserts_above() -> None:
    typist = payroll().type("<ctrl+home>↓<ctrl+x>")
    assert typist.lines() == ["6411 D 100,00", "421 C 140,00"]
    typist.type("<ctrl+home><ctrl+v>")
    assert typist.lines() == ["6451 D 40,00", "6411 D 100,00", "421 C 140,00"]
    assert typist.at[0] == 0


@pytest.mark.spec("KM-30")
def test_paste_without_copy_says_so() -> None:
    assert payroll().type("<ctrl+v>").errors == ["Rien à reprendre : aucune ligne copiée."]


@pytest.mark.spec("KM-05", "KM-27")
@pytest.mark.parametrize(
    "keys", ["x", "<ctrl+d>", "<insert>", "<ctrl+x>", "<ctrl+up>", "⌦", "<f12>", "<ctrl+r>", "<ctrl+v>"]
)
def test_saved_lines_are_read_and_never_changed(keys: str) -> None:
    typist = saved(Typist().type(INVOICE)).type("<ctrl+home>").to(Column.LABEL).type("<ctrl+c>")
    before = typist.machine.entries[0]
    assert before.saved
    assert typist.machine.row(0).cells[Column.LABEL].voice == "locked"
    typist.type(keys)
    assert typist.machine.entries[0] == before
    assert typist.errors == ["Écriture enregistrée : elle se modifie dans la saisie par journal."]


@pytest.mark.spec("KM-05", "KM-50")
def test_the_cursor_reads_saved_lines() -> None:
    typist = saved(Typist().type(INVOICE)).type("<ctrl+home>")
    typist.type("⏎")
    assert typist.at[0] == 1
    typist.type("<home>→→→")
    assert typist.at == (1, Column.DOCUMENT)
    typist.type("<end>")
    assert typist.at == (1, Column.CHEQUE)


@pytest.mark.spec("KM-48")
def test_a_saved_entry_is_not_continued() -> None:
    typist = saved(Typist().type(INVOICE)).type("⌫")
    assert typist.errors == ["Écriture enregistrée : elle se modifie dans la saisie par journal."]


# Undo


@pytest.mark.spec("SW-07", "KM-50")
def test_undo_and_redo_go_step_by_step() -> None:
    typist = payroll()
    after = list(typist.machine.entries)
    steps = 0
    while any(entry.lines or entry.marks for entry in typist.machine.entries):
        typist.type("<ctrl+z>")
        steps += 1
    assert steps >= 8
    assert typist.at == (0, Column.JOURNAL)
    for _ in range(steps):
        typist.type("<ctrl+y>")
    assert list(typist.machine.entries) == after
    assert typist.at == (3, Column.DATE)


@pytest.mark.spec("SW-07")
def test_more_than_fifteen_steps_are_kept() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎x⏎100⏎<ctrl+home>").to(Column.LABEL)
    for number in range(40):
        typist.type(f"label {number}⏎").to(Column.LABEL)
    for _ in range(15):
        typist.type("<ctrl+z>")
    assert typist.machine.entries[0].lines[0].label == "label 24"


@pytest.mark.spec("SW-07")
def test_what_is_saved_is_not_undone() -> None:
    typist = saved(Typist().type(INVOICE))
    before = list(typist.machine.entries)
    typist.type("<ctrl+z>")
    assert list(typist.machine.entries) == before


@pytest.mark.spec("SW-07", "KM-50")
def test_undo_while_typing_gives_the_cell_its_value_back() -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎paie⏎100⏎↑").to(Column.LABEL).type("autre<ctrl+z>")
    assert typist.cell(Column.LABEL) == "paie"
    assert typist.lines() == ["6411 D 100,00"]


@pytest.mark.spec("SW-08")
def test_undo_obeys_the_option_in_the_journal_window_only() -> None:
    grid = Grid(date(2026, 3, 1), date(2026, 3, 31), journal="OD")
    options = EntryOptions(undo=False)
    typist = Typist(profile=JOURNAL_WINDOW, options=options, grid=grid).type("15⏎6411⏎<ctrl+z>")
    assert typist.machine.entries[0].lines
    typist = Typist(options=options, journal="OD").type("⏎15⏎6411⏎<ctrl+z>")
    assert not typist.machine.entries[0].lines
