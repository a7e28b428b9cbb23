"""The journal window over stored entries: read when shown, changed in place, never read in vain (SJ, SW)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.entry.ledger import keys_of
from tests.core.entry.shelf import MARCH, Shelf, on_shelf, pay, shelf_of
from tests.core.entry.test_work import Counter
from tuicompta.core.entry.effects import Message
from tuicompta.core.entry.entries import GridEntries
from tuicompta.core.entry.model import Column, GridEntry
from tuicompta.core.entry.saving import SavedEntry
from tuicompta.core.enums import EntryStatus

LARGE = 33_334
ENTRY = "15⏎6411⏎prime⏎250⏎421⏎⏎"


@pytest.mark.spec("SJ-01", "SJ-02", "SW-20")
def test_stored_entries_come_first_and_several_are_typed_after_them() -> None:
    typist = on_shelf(shelf_of(3))
    assert [entry.entry_id for entry in typist.machine.entries] == [1, 2, 3, None]
    assert typist.at == (6, Column.DATE)
    typist.type(ENTRY + "16⏎6161⏎timbres⏎30⏎421⏎⏎")
    assert [entry.entry_date for entry in typist.machine.waiting] == [date(2026, 3, 15), date(2026, 3, 16)]
    assert typist.lines(3) == ["6411 D 250,00", "421 C 250,00"]
    typist.type("<ctrl+home><ctrl+n>")
    assert typist.at == (10, Column.DATE)


@pytest.mark.spec("SJ-07")
def test_the_day_above_is_proposed_be_it_stored() -> None:
    typist = on_shelf(Shelf({1: pay(1, date(2026, 3, 9))})).type("⏎")
    typist.type("6411⏎")
    assert typist.machine.current.entry_date == date(2026, 3, 9)


@pytest.mark.spec("SJ-07")
def test_the_first_entry_is_of_today_or_of_the_first_day_of_the_period() -> None:
    typist = on_shelf(Shelf())
    assert typist.machine.row(0).cells[Column.DATE].text == "10"
    typist.type("⏎6411⏎x⏎5⏎421⏎⏎")
    assert typist.machine.entries[0].entry_date == date(2026, 3, 10)


@pytest.mark.spec("SJ-03")
def test_a_rule_separates_the_entries() -> None:
    typist = on_shelf(shelf_of(2))
    assert [row.separator for row in typist.machine.rows()] == [False, True, False, True, False]


@pytest.mark.spec("SW-04")
def test_a_stored_entry_is_changed_in_place_and_waits_for_the_save() -> None:
    shelf = shelf_of(3)
    typist = on_shelf(shelf).type("<ctrl+home>↓↓").to(Column.LABEL).type("Corrigée⏎")
    (changed,) = typist.machine.waiting
    assert (changed.entry_id, changed.version) == (2, 1)
    assert [line.line_id for line in changed.lines] == [20, 21]
    assert [line.label for line in changed.lines] == ["Corrigée", "Paie 2"]
    shelf.entries[2] = replace(changed, key=2, saved=True, version=2)
    typist.machine.mark_saved({changed.key: SavedEntry(2, "", 2, (20, 21))})
    assert typist.machine.waiting == []
    assert typist.machine.entries[1].lines[0].label == "Corrigée"
    assert typist.machine.entries[1].version == 2


def test_what_the_cursor_passes_over_stays_as_it_is_stored() -> None:
    bare = pay(1, MARCH[0])
    bare = replace(bare, lines=tuple(replace(line, piece="", marks={}) for line in bare.lines))
    typist = on_shelf(Shelf({1: bare})).type("<ctrl+home>↓↓↑↑⇥⇥")
    assert typist.machine.waiting == []


@pytest.mark.spec("SJ-36")
def test_the_foot_sums_what_is_stored_and_what_is_typed() -> None:
    typist = on_shelf(shelf_of(3)).type("15⏎6411⏎prime⏎250⏎")
    totals = typist.machine.totals()
    assert (totals.debit, totals.credit, totals.remainder, totals.lines) == (550_00, 300_00, 250_00, 7)
    typist.type("<ctrl+home>").to(Column.DEBIT).type("120⏎")
    assert typist.machine.totals().debit == 570_00


@pytest.mark.spec("SW-26")
def test_deleting_a_line_leaves_the_entry_unbalanced_until_it_balances() -> None:
    typist = on_shelf(shelf_of(2)).type("<ctrl+home><ctrl+d>")
    entry = typist.machine.entries[0]
    assert (entry.difference, len(entry.lines)) == (-100_00, 1)
    assert typist.machine.row(0).unbalanced
    assert [row.separator for row in typist.machine.rows() if row.entry_key == entry.key][-1]
    assert [issue.kind for issue in typist.machine.pending().errors] == ["unbalanced"]
    typist.type("<ctrl+z>")
    assert typist.machine.waiting == []


def test_the_last_line_of_a_stored_entry_is_not_deleted_alone() -> None:
    typist = on_shelf(shelf_of(2)).type("<ctrl+home><ctrl+d><ctrl+d>")
    assert len(typist.machine.entries[0].lines) == 1
    assert typist.machine.entries[0].entry_id == 1


@pytest.mark.spec("SJ-40")
def test_find_goes_from_match_to_match_and_round() -> None:
    shelf = shelf_of(400)
    shelf.entries[7] = pay(7, MARCH[0], label="Prime d'été")
    shelf.entries[390] = pay(390, MARCH[0], label="PRIME de fin")
    typist = on_shelf(shelf).type("15⏎6411⏎prime typée⏎5⏎421⏎⏎")
    found = []
    for _ in range(4):
        typist.machine.find("prime")
        found.append(typist.machine.current.lines[0].label)
    assert found == ["Prime d'été", "Prime d'été", "PRIME de fin", "PRIME de fin"]
    typist.machine.find("prime typée")
    assert typist.machine.current.entry_id is None


# -- work ------------------------------------------------------------------------------------------------------------


@pytest.mark.spec("SJ-39", "KM-98")
def test_a_large_month_opens_with_one_outline_and_the_pages_it_shows() -> None:
    shelf = shelf_of(LARGE)
    typist = on_shelf(shelf)
    for row in range(typist.machine.cursor.row - 14, typist.machine.cursor.row + 1):
        typist.machine.row(row)
    assert shelf.asked["outline"] == 1
    assert shelf.asked["totals"] == 1
    assert shelf.asked["read"] == 1
    assert typist.machine.touched <= 40
    assert typist.machine.row_count == 2 * LARGE + 1


@pytest.mark.spec("SJ-39", "KM-98")
def test_a_key_costs_in_a_large_month_what_it_costs_in_an_empty_one() -> None:
    shelf = shelf_of(LARGE)
    empty, full = on_shelf(Shelf()), on_shelf(shelf)
    for typist in (empty, full):
        typist.type(ENTRY)
    shelf.asked.clear()
    for key in keys_of(ENTRY):
        touched = full.machine.touched
        few, many = Counter().of(empty, key), Counter().of(full, key)
        assert many <= few + 2_500, key
        assert full.machine.touched - touched <= 8, key
    assert not shelf.asked


@pytest.mark.spec("SJ-39", "KM-98", "SW-22")
@pytest.mark.parametrize("keys", ["5⏎6411⏎x⏎5⏎421⏎⏎", "<insert>", "<ctrl+d>", "↓↓↓↓"])
def test_a_key_in_the_middle_of_a_large_month_touches_what_it_changes(keys: str) -> None:
    shelf = shelf_of(LARGE)
    typist = on_shelf(shelf)
    typist.machine.go_to_stored(LARGE // 2)
    typist.type("↓↓")
    shelf.asked.clear()
    for key in keys_of(keys):
        touched = typist.machine.touched
        typist.machine.press(key)
        assert typist.machine.touched - touched <= 40, key
    assert shelf.asked["read"] <= 2
    assert shelf.asked["outline"] == 0


def test_a_walk_through_a_large_month_keeps_few_entries() -> None:
    entries = GridEntries([], shelf_of(LARGE))
    for position in range(0, len(entries), 10):
        assert entries[position].entry_id == position + 1
    held = sum(isinstance(slot, GridEntry) for slot in entries._slots)
    assert held <= 4_100


@pytest.mark.spec("SW-39")
def test_what_another_session_changed_before_it_was_read_calls_for_a_reload() -> None:
    shelf = shelf_of(200)
    typist = on_shelf(shelf)
    assert not typist.machine.is_stale
    first = shelf.entries[100]
    shelf.entries[100] = replace(first, lines=(*first.lines, *first.lines), version=2)
    typist.machine.go_to_stored(100)
    assert typist.machine.row(typist.machine.cursor.row + 1).cells[Column.ACCOUNT].text == "421"
    assert typist.machine.is_stale
    typist.machine.reload()
    assert typist.machine.current.entry_id == 100
    assert not typist.machine.is_stale
    assert typist.machine.row_count == 403


# -- reading again -----------------------------------------------------------------------------------------------------


@pytest.mark.spec("CTX-08")
def test_a_refresh_shows_what_others_did_and_keeps_what_is_typed() -> None:
    shelf = shelf_of(4)
    typist = on_shelf(shelf).type("15⏎6411⏎prime⏎250⏎421⏎⏎")
    typist.type("<ctrl+home>").to(Column.LABEL).type("Corrigée⏎")
    typist.type("↓↓↓↓")
    here = typist.machine.current.entry_id
    del shelf.entries[2]
    shelf.entries[9] = pay(9, date(2026, 3, 30))
    typist.machine.reload()
    assert [entry.entry_id for entry in typist.machine.entries] == [1, 3, 4, 9, None, None]
    assert [entry.lines[0].label for entry in typist.machine.waiting] == ["Corrigée", "prime"]
    assert typist.machine.current.entry_id == here
    totals = typist.machine.totals()
    assert (totals.debit, totals.credit) == (650_00, 650_00)


def test_a_refresh_that_brings_nothing_new_keeps_the_history() -> None:
    typist = on_shelf(shelf_of(4)).type("15⏎6411⏎pri")
    typist.machine.reload()
    assert typist.cell(Column.LABEL) == "pri"
    typist.type("me⏎<ctrl+z>")
    assert typist.machine.current.lines[0].label == ""


@pytest.mark.spec("SW-31")
def test_an_abandoned_change_gives_the_stored_entry_back() -> None:
    typist = on_shelf(shelf_of(2)).type("<ctrl+home>").to(Column.DEBIT).type("999⏎")
    (changed,) = typist.machine.waiting
    typist.machine.abandon(changed.key)
    assert typist.machine.waiting == []
    assert typist.machine.entries[0].debit == 100_00
    assert typist.machine.totals().debit == 200_00


@pytest.mark.spec("SW-31")
def test_an_abandoned_new_entry_leaves_the_grid() -> None:
    typist = on_shelf(shelf_of(2)).type("15⏎6411⏎prime⏎250⏎")
    typist.machine.abandon(typist.machine.current.key)
    assert [entry.entry_id for entry in typist.machine.entries] == [1, 2, None]
    assert typist.machine.totals().debit == 200_00
    typist.type(ENTRY)
    assert len(typist.machine.waiting) == 1


@pytest.mark.spec("SJL-24")
def test_a_closed_month_is_read_and_not_typed_in() -> None:
    typist = on_shelf(shelf_of(2), read_only="Mois clôturé.")
    assert typist.machine.row_count == 4
    typist = on_shelf(Shelf(), read_only="Mois clôturé.").type("1")
    assert typist.errors == ["Mois clôturé."]


ACTS = st.lists(
    st.sampled_from(
        ["↓", "↑", "<ctrl+home>", ENTRY, "<insert>", "<ctrl+d>", "<ctrl+z>", "<ctrl+y>", "7⏎", "x⏎", "reload"]
    ),
    max_size=14,
)


@given(ACTS)
def test_the_totals_and_the_rows_are_those_of_the_entries_whatever_is_done(acts: list[str]) -> None:
    typist = on_shelf(shelf_of(5))
    for act in acts:
        if act == "reload":
            typist.machine.reload()
        else:
            typist.type(act)
        entries = list(typist.machine.entries)
        totals = typist.machine.totals()
        assert totals.debit == sum(entry.debit for entry in entries)
        assert totals.credit == sum(entry.credit for entry in entries)
        assert totals.lines == sum(len(entry.lines) for entry in entries)
        rows = typist.machine.rows()
        assert [row.entry_key for row in rows if row.is_first] == [entry.key for entry in entries]
        assert len({entry.key for entry in entries}) == len(entries)
        assert {entry.entry_id for entry in entries if entry.entry_id} == {1, 2, 3, 4, 5}


def test_find_reads_no_entry_of_the_store_in_vain() -> None:
    shelf = shelf_of(LARGE)
    typist = on_shelf(shelf)
    shelf.asked.clear()
    (refusal, *_) = typist.machine.find("introuvable")
    assert isinstance(refusal, Message)
    assert refusal.is_error
    assert shelf.asked == {"found": 1}


@pytest.mark.spec("SW-39")
@pytest.mark.parametrize("rank", [0, 3])
def test_a_changed_entry_that_another_session_deleted_is_forgotten_wherever_the_cursor_is(rank: int) -> None:
    shelf = shelf_of(4)
    typist = on_shelf(shelf)
    typist.machine.go_to_stored(shelf.outline()[rank].id)
    typist.to(Column.LABEL).type("Corrigée⏎<ctrl+end>")
    (changed,) = typist.machine.waiting
    assert typist.machine.outdated() == []
    del shelf.entries[-changed.key]
    typist.machine.reload()
    assert typist.machine.outdated() == [changed.key]
    typist.machine.abandon(changed.key)
    assert typist.machine.waiting == []
    assert [entry.entry_id for entry in typist.machine.entries] == [*shelf.entries, None]
    assert typist.machine.current.is_new


@pytest.mark.spec("SW-39")
def test_an_entry_validated_or_lettered_by_another_session_is_no_longer_stored_as_it_was_read() -> None:
    read = pay(1, date(2026, 3, 2))
    typed = read.with_line(0, replace(read.lines[0], label="Le mien"))
    assert typed.is_stored_as(read)
    assert not typed.is_stored_as(None)
    assert not typed.is_stored_as(replace(read, version=read.version + 1))
    assert not typed.is_stored_as(replace(read, status=EntryStatus.VALIDATED))
    assert not typed.is_stored_as(replace(read, read_only="Mois clôturé"))
    lettered = replace(read.lines[0], locked=frozenset({Column.ACCOUNT}), line_id=read.lines[0].line_id)
    assert typed.is_stored_as(read.with_line(0, lettered)) is False
