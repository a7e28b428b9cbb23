"""What holds whatever is typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.entry.ledger import END, START, Model, Typist, keys_of, payroll_model, small_ledger
from tuicompta.core.entry import drafts
from tuicompta.core.entry.effects import LinesChanged
from tuicompta.core.entry.model import Column, Grid, GridEntry, GridLine, Provenance
from tuicompta.core.entry.pieces import PieceLedger, is_proposed
from tuicompta.core.entry.ports import AssociatedAccount, AssociatedAmount, GuideLine
from tuicompta.core.entry.profile import CONTINUOUS_ENTRY, JOURNAL_WINDOW, SINGLE_ENTRY, GridProfile
from tuicompta.core.entry.saving import SavedEntry
from tuicompta.core.entry.traces import Traces
from tuicompta.core.enums import JournalType, Side

if TYPE_CHECKING:
    from tuicompta.core.entry.machine import EntryMachine

WORDS = [
    "dup",
    "mar",
    "6064",
    "6063",
    "6065",
    "611",
    "401",
    "421",
    "44566",
    "707",
    "467",
    "6411",
    "606",
    "9",
    "xx",
    "é",
]
AMOUNTS = ["100", "1234,56", "0", "-50", "1/3", "12+", "33,33", "240"]
DATES = ["15", "0204", "31", "310226", "b⏎", "v⏎", "o⏎", "a⏎", "/p⏎", "/q⏎"]
MOVES = [
    "⏎",
    "⏎",
    "⏎",
    "⏎",
    "⇥",
    "⇤",
    "↑",
    "↓",
    "←",
    "→",
    "<home>",
    "<end>",
    "<ctrl+home>",
    "<ctrl+end>",
    "<pageup>",
    "<pagedown>",
]
OPERATORS = [
    "+",
    "+",
    "-",
    "*",
    "/",
    " ",
    "⌫",
    "⌦",
    "⎋",
    "<f4>",
    "<f12>",
    "<ctrl+e>",
    "<ctrl+r>",
    "<ctrl+w>",
    "<f2>",
    "<f7>",
]
LINES = ["<insert>", "<ctrl+n>", "<ctrl+d>", "<ctrl+up>", "<ctrl+down>"]
CLIPBOARD = ["<ctrl+c>", "<ctrl+x>", "<ctrl+v>"]
HISTORY = ["<ctrl+z>", "<ctrl+y>"]
WHOLE = ["15⏎dup⏎⏎120⏎+", "16⏎mar⏎x⏎/50⏎", "dup⏎⏎100⏎"]

PIECES = [
    "<ctrl+home><home>→→00044⏎",
    "<home>→→00043⏎",
    "<ctrl+end>↑↑<home>→→00043⏎",
    "↑↑↑<home>→→X9⏎",
    "<ctrl+home><ctrl+d>",
]

TYPED = st.sampled_from(WORDS + AMOUNTS + DATES + MOVES + OPERATORS + LINES + WHOLE)
ANY = st.sampled_from(
    WORDS + AMOUNTS + DATES + MOVES + OPERATORS + LINES + WHOLE + CLIPBOARD + HISTORY + ["<ctrl+s>", "SAVE"]
)
KEYS = st.lists(ANY, min_size=10, max_size=60)
PROFILES = st.sampled_from([CONTINUOUS_ENTRY, CONTINUOUS_ENTRY, JOURNAL_WINDOW, SINGLE_ENTRY])
JOURNALS = st.sampled_from(["AC", "VE", "BP", "OD"])


def typist_of(journal: str, profile: GridProfile = CONTINUOUS_ENTRY) -> Typist:
    ledger = small_ledger()
    chain = (
        AssociatedAccount("6063", AssociatedAmount.NET_OF_TOTAL),
        AssociatedAccount("467", AssociatedAmount.BALANCE),
    )
    ledger.add_account("401NEW", "Neuville", associated=chain)
    open_model = Model(
        "Q", "Ouvert", "OD", JournalType.GENERAL, [GuideLine("", "x", Side.DEBIT), GuideLine("421", "y", Side.CREDIT)]
    )
    ledger.models = [payroll_model(), open_model]
    fixed = profile is not CONTINUOUS_ENTRY
    grid = Grid(START, END, journal=journal if fixed else "", entry_date=START if profile is SINGLE_ENTRY else None)
    return Typist(ledger, journal=journal, profile=profile, grid=grid)


def press(typist: Typist, part: str) -> None:
    if part == "SAVE":
        ready = typist.machine.pending().entries
        typist.machine.mark_saved({entry.key: SavedEntry(entry.key + 1000) for entry in ready})
    else:
        typist.type(part)


def check_consistency(machine: EntryMachine) -> None:
    """The figures kept along the way are those that a full reading gives."""
    desk = machine._desk
    entries = machine.entries
    unsaved = [entry for entry in entries if not entry.saved]
    assert desk.book.debit == sum(line.debit for entry in unsaved for line in entry.lines)
    assert desk.book.credit == sum(line.credit for entry in unsaved for line in entry.lines)
    assert desk.book.typed == sum(not entry.is_new for entry in entries)
    assert desk.book.lines == sum(len(entry.lines) for entry in entries)
    assert machine.row_count == sum(desk.rows.count(at) for at in range(len(entries)))
    assert 0 <= machine.cursor.row < machine.row_count
    assert len({entry.key for entry in entries}) == len(entries)
    read_again = Traces(entries)
    for mine, read in (
        (desk.book.traces._journals, read_again._journals),
        (desk.book.traces._labels, read_again._labels),
    ):
        assert {key: value for key, value in mine.items() if value} == read


def check_entries(machine: EntryMachine) -> None:
    for entry in machine.entries:
        assert not entry.complete or entry.is_balanced
        for line in entry.lines:
            assert not (line.debit and line.credit)
            for column, mark in line.marks.items():
                assert line.value(column) or mark is Provenance.CLEARED
        assert all(line.marks.get(Column.PIECE) is not Provenance.REPEATED for line in entry.lines[:1])


def check_pending(machine: EntryMachine) -> None:
    ghosts = {(row.entry_key, row.line) for row in machine.rows() if row.is_ghost}
    for entry in machine.pending().entries:
        assert entry.debit == entry.credit
        assert len(entry.lines) > 1
        assert all(line.account and line.label and (line.debit or line.credit) for line in entry.lines)
        assert not {(entry.key, index) for index in range(len(entry.lines))} & ghosts


@pytest.mark.spec("INV-11", "KM-81")
@given(KEYS, PROFILES, JOURNALS)
@settings(max_examples=300)
def test_no_sequence_of_keys_breaks_the_grid(keys: list[str], profile: GridProfile, journal: str) -> None:
    typist = typist_of(journal, profile)
    for part in keys:
        press(typist, part)
        check_consistency(typist.machine)
        check_entries(typist.machine)
    check_pending(typist.machine)
    typist.machine.context()
    typist.machine.recap()
    typist.machine.open_list()


@given(KEYS, JOURNALS)
@settings(max_examples=200)
def test_what_a_key_does_not_paint_again_has_not_changed(keys: list[str], journal: str) -> None:
    typist = typist_of(journal)
    for key in [key for part in keys if part != "SAVE" for key in keys_of(part)]:
        before = typist.machine.rows()
        painted = [effect for effect in typist.machine.press(key) if isinstance(effect, LinesChanged)]
        after = typist.machine.rows()
        for number in range(max(len(before), len(after))):
            if not any(span.first <= number and (span.last is None or number <= span.last) for span in painted):
                assert before[number] == after[number]


@pytest.mark.attack
def test_long_sessions_break_nothing(attack_factor: int) -> None:
    @given(st.lists(ANY, min_size=200, max_size=400), JOURNALS)
    @settings(max_examples=3 * attack_factor)
    def session(keys: list[str], journal: str) -> None:
        typist = typist_of(journal)
        for part in keys:
            press(typist, part)
        check_consistency(typist.machine)
        check_entries(typist.machine)
        check_pending(typist.machine)

    session()


@pytest.mark.spec("UINV-05", "SW-07")
@given(st.lists(TYPED, min_size=10, max_size=40), JOURNALS)
@settings(max_examples=200)
def test_typing_again_after_undoing_everything_gives_the_same_state(keys: list[str], journal: str) -> None:
    typist = typist_of(journal)
    desk = typist.machine._desk
    start, blank = desk.place, list(typist.machine.entries)
    for part in keys:
        press(typist, part)
    after, cursor = list(typist.machine.entries), typist.machine.cursor
    typist.type("⎋⎋")
    for _ in range(sum(map(len, keys)) + 1):
        typist.type("<ctrl+z>")
    assert list(typist.machine.entries) == blank
    desk.return_to(start)
    for part in keys:
        press(typist, part)
    assert list(typist.machine.entries) == after
    assert typist.machine.cursor == cursor


@pytest.mark.spec("SW-07")
@given(st.lists(TYPED, min_size=1, max_size=30), JOURNALS)
@settings(max_examples=100)
def test_redoing_everything_gives_the_state_back(keys: list[str], journal: str) -> None:
    typist = typist_of(journal)
    for part in keys:
        press(typist, part)
    typist.type("⎋⎋")
    typist.machine._desk.stop_editing()
    after = list(typist.machine.entries)
    count = sum(map(len, keys)) + 1
    typist.type("<ctrl+z>" * count + "<ctrl+y>" * count)
    assert list(typist.machine.entries) == after
    check_consistency(typist.machine)


@given(KEYS, JOURNALS)
@settings(max_examples=100)
def test_a_draft_read_back_is_the_same_entry(keys: list[str], journal: str) -> None:
    typist = typist_of(journal)
    for part in keys:
        press(typist, part)
    changes = typist.machine.take_draft_changes()
    kept = [entry for entry in typist.machine.entries if entry.lines and not entry.saved]
    assert changes.order == tuple(entry.key for entry in kept)
    assert [drafts.to_entry(json.loads(json.dumps(drafts.of_entry(entry)))) for entry in kept] == kept


@pytest.mark.spec("KM-57")
@given(st.lists(st.one_of(TYPED, st.sampled_from(PIECES + WHOLE)), min_size=1, max_size=50))
@settings(max_examples=250)
def test_proposed_numbers_are_those_of_a_full_numbering(keys: list[str]) -> None:
    typist = typist_of("AC")
    for part in [*WHOLE[:1] * 3, *keys]:
        press(typist, part)
    desk = typist.machine._desk
    assert PieceLedger(desk.facts, typist.machine.entries, 5).moves() == []
    numbered = [entry for entry in typist.machine.entries if entry.piece and is_proposed(entry)]
    proposed = [(entry.journal, entry.piece) for entry in numbered]
    assert len(set(proposed)) == len(proposed)


@pytest.mark.spec("KEY-18")
@given(st.text(max_size=60), st.sampled_from(["", "⏎", "⏎15⏎", "⏎15⏎dup⏎", "⏎15⏎dup⏎⏎"]))
@settings(max_examples=150)
def test_any_pasted_text_is_harmless(text: str, before: str) -> None:
    typist = Typist().type(before)
    typist.machine.paste(text)
    check_consistency(typist.machine)
    check_entries(typist.machine)
    for row in typist.machine.rows():
        assert all(cell.text.isprintable() for cell in row.cells.values())


@given(st.text(max_size=3))
def test_any_character_is_harmless(text: str) -> None:
    typist = Typist(journal="OD").type("⏎15⏎6411⏎")
    for character in text:
        if character not in "<⏎⇥⇤↑↓←→⌫⎋⌦":
            typist.type(character)
    assert all(cell.text.isprintable() for cell in typist.machine.row(0).cells.values())


def test_two_equal_entries_are_equal_values() -> None:
    line = GridLine().with_value(Column.ACCOUNT, "512", Provenance.TYPED)
    assert GridEntry(1, lines=(line,)) == GridEntry(
        1, lines=(GridLine().with_value(Column.ACCOUNT, "512", Provenance.TYPED),)
    )
