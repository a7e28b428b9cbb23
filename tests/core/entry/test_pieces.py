"""Piece numbers proposed while typing."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.entry.ledger import Ledger, Typist, small_ledger
from tuicompta.core.dates import YearMonth
from tuicompta.core.entry.model import Column, Provenance
from tuicompta.core.entry.ports import PastLine
from tuicompta.core.entry.saving import SavedEntry
from tuicompta.core.enums import JournalType, NumberingMode

INVOICE = "⏎dup⏎⏎120⏎+"


def pieces(typist: Typist) -> list[str]:
    return [entry.piece for entry in typist.machine.entries if entry.lines]


def three_invoices(ledger: Ledger | None = None, journal: str = "AC") -> Typist:
    return Typist(ledger, journal=journal).type("⏎15" + INVOICE + INVOICE + INVOICE)


@pytest.mark.spec("KM-57", "NUM-01", "KM-11")
def test_proposals_count_the_unsaved_entries() -> None:
    typist = three_invoices()
    assert pieces(typist) == ["00042", "00043", "00044"]
    assert typist.cell(Column.PIECE) == "00045"


@pytest.mark.spec("KM-57")
def test_deleting_an_entry_gives_its_number_to_the_next_one() -> None:
    typist = three_invoices().type("<ctrl+home>↓↓↓<ctrl+d><ctrl+d>")
    assert pieces(typist) == ["00042", "00043", "00044"]
    typist.type("<ctrl+d>")
    assert pieces(typist) == ["00042", "00043"]
    assert [len(entry.lines) for entry in typist.machine.entries] == [3, 3, 0]
    typist.type("<ctrl+z>")
    assert pieces(typist) == ["00042", "00043", "00044"]


@pytest.mark.spec("KM-57", "NUM-02")
def test_a_number_typed_over_stays_and_moves_the_base_only_upwards() -> None:
    typist = three_invoices().type("<ctrl+home>").to(Column.PIECE).type("00060⏎")
    assert pieces(typist) == ["00060", "00061", "00062"]
    typist.type("<ctrl+home>").to(Column.PIECE).type("00012⏎")
    assert pieces(typist) == ["00012", "00042", "00043"]
    typist.type("<ctrl+home>").to(Column.PIECE).type("FACT-9⏎")
    assert pieces(typist) == ["FACT-9", "00042", "00043"]


@pytest.mark.spec("KM-57")
def test_a_typed_number_is_the_base_of_what_follows_it() -> None:
    typist = three_invoices().type("<ctrl+home>↓↓↓").to(Column.PIECE).type("00044⏎")
    assert pieces(typist) == ["00042", "00044", "00045"]
    typist.type("<ctrl+home>").to(Column.PIECE).type("00043⏎")
    assert pieces(typist) == ["00043", "00044", "00045"]


@pytest.mark.spec("NUM-02", "KM-35")
def test_a_lower_number_typed_leaves_the_sequence_and_is_told_as_a_duplicate() -> None:
    typist = three_invoices().type("<ctrl+end>↑").to(Column.PIECE)
    typist.type("↑↑").to(Column.PIECE).type("00043⏎")
    assert pieces(typist) == ["00042", "00043", "00043"]
    assert [issue.entry_key for issue in typist.machine.pending().duplicates] == [typist.machine.entries[2].key]


@pytest.mark.spec("NUM-09", "NUM-02")
def test_changing_the_number_changes_it_on_the_lines_that_carry_it() -> None:
    typist = Typist().type("⏎15" + INVOICE).type("<ctrl+home>↓").to(Column.PIECE).type("X⏎")
    typist.type("<ctrl+home>").to(Column.PIECE).type("Y⏎")
    assert [line.piece for line in typist.machine.entries[0].lines] == ["Y", "X", "Y"]


@pytest.mark.spec("KM-57")
def test_numbers_already_saved_are_skipped() -> None:
    ledger = small_ledger()
    lines = (PastLine("401DUP", "x", credit=1), PastLine("6064", "x", debit=1))
    ledger.add_entry("AC", date(2026, 3, 1), "00043", *lines)
    assert pieces(three_invoices(ledger)) == ["00042", "00044", "00045"]


@pytest.mark.spec("NUM-01", "NUM-08", "NUM-10")
def test_numbering_per_period_follows_the_month_of_the_entry() -> None:
    ledger = small_ledger()
    ledger.add_journal("AP", "Achats", JournalType.PURCHASES, numbering=NumberingMode.PER_PERIOD, prefix="{mm}-")
    ledger.counters[("AP", YearMonth(2026, 3))] = 8
    typist = Typist(ledger, journal="AP").type("⏎15" + INVOICE + "0204" + INVOICE + "1603" + INVOICE)
    assert pieces(typist) == ["03-00008", "04-00001", "03-00009"]
    typist.type("<ctrl+home>").to(Column.DATE).type("0304⏎")
    assert pieces(typist) == ["04-00001", "04-00002", "03-00008"]


@pytest.mark.spec("NUM-01", "NUM-08")
def test_manual_numbering_goes_on_from_the_entry_above_else_the_last_stored() -> None:
    ledger = small_ledger()
    ledger.add_journal("AM", "Manuel", JournalType.PURCHASES, numbering=NumberingMode.MANUAL)
    assert Typist(ledger, journal="AM").type("⏎15⏎").cell(Column.PIECE) == ""
    lines = (PastLine("401DUP", "x", credit=1), PastLine("6064", "x", debit=1))
    ledger.add_entry("AM", date(2026, 3, 1), "2026-9", *lines)
    typist = Typist(ledger, journal="AM").type("⏎15⏎")
    assert typist.cell(Column.PIECE) == "2026-10"
    typist.type("FA0099⏎dup⏎⏎120⏎+⏎")
    assert typist.cell(Column.PIECE) == "FA0100"


@pytest.mark.spec("KM-57")
def test_changing_the_journal_takes_a_number_of_the_other_one() -> None:
    typist = three_invoices().type("<ctrl+home>").to(Column.JOURNAL).type("ve⏎")
    assert pieces(typist) == ["00007", "00042", "00043"]


@pytest.mark.spec("NUM-01", "NUM-08")
def test_a_manual_journal_proposes_its_own_number_to_an_entry_that_changes_to_it() -> None:
    ledger = small_ledger()
    ledger.add_journal("AM", "Manuel", JournalType.PURCHASES, numbering=NumberingMode.MANUAL)
    lines = (PastLine("401DUP", "x", credit=1), PastLine("6064", "x", debit=1))
    ledger.add_entry("AM", date(2026, 3, 1), "M7", *lines)
    typist = three_invoices(ledger).type("<ctrl+home>").to(Column.JOURNAL).type("am⏎")
    assert pieces(typist) == ["M8", "00042", "00043"]
    assert [line.piece for line in typist.machine.entries[0].lines] == ["M8"] * 3


@pytest.mark.spec("KM-96")
def test_a_number_taken_meanwhile_is_replaced_and_shown_at_the_save() -> None:
    typist = three_invoices()
    first, second, third = (entry.key for entry in typist.machine.entries[:3])
    typist.ledger.counters[("AC", None)] = 46
    saved = {first: SavedEntry(1, "00043"), second: SavedEntry(2, "00044"), third: SavedEntry(3, "00045")}
    typist.machine.mark_saved(saved)
    assert pieces(typist) == ["00043", "00044", "00045"]
    assert [line.piece for line in typist.machine.entries[0].lines] == ["00043"] * 3
    assert typist.cell(Column.PIECE) == "00046"


@pytest.mark.spec("INV-11")
def test_typed_and_proposed_numbers_can_be_told_apart() -> None:
    typist = three_invoices().type("<ctrl+home>").to(Column.PIECE).type("X1⏎")
    marks = [entry.lines[0].provenance(Column.PIECE) for entry in typist.machine.entries[:3]]
    assert marks == [Provenance.TYPED, Provenance.ACCEPTED, Provenance.ACCEPTED]


@pytest.mark.spec("KM-57")
def test_renumbering_stops_at_the_first_entry_that_keeps_its_number() -> None:
    typist = Typist().type("⏎15" + INVOICE * 30)
    typist.type("<ctrl+end>↑↑↑").to(Column.LABEL)
    before = typist.machine.touched
    typist.type("x⏎")
    assert typist.machine.touched - before <= 4
    typist.type("<ctrl+home>").to(Column.LABEL)
    before = typist.machine.touched
    typist.type("y⏎")
    assert typist.machine.touched - before <= 4


@pytest.mark.spec("KM-57")
def test_an_entry_without_its_date_keeps_its_number() -> None:
    typist = three_invoices().type("<ctrl+home>").to(Column.DATE).type("⌦")
    assert typist.machine.entries[0].entry_date is None
    assert pieces(typist) == ["00042", "00043", "00044"]
    assert typist.type("<ctrl+end>").cell(Column.PIECE) == "00045"
