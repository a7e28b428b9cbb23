"""The work done per key is counted, never timed: a full grid costs a key what an empty one does (KM-98)."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.core.entry.ledger import END, START, Ledger, Typist, keys_of, small_ledger
from tuicompta.core.entry.model import Column, Grid, GridEntry, GridLine, Provenance
from tuicompta.core.entry.ports import VatProposal

if TYPE_CHECKING:
    from types import FrameType

    from tuicompta.core.entry.keys import KeyStroke

ACCOUNTS, LINES = 20_000, 2_000
INVOICE = "15⏎dup⏎fact 12⏎1234,56⏎+"


class Counter:
    """Counts the instructions of Python run while it is on."""

    def __init__(self) -> None:
        self.count = 0

    def _trace(self, frame: FrameType, event: str, _: object) -> object:
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        self.count += event == "opcode"
        return self._trace

    def of(self, typist: Typist, key: KeyStroke) -> int:
        """Return the instructions that a key takes, and its painting: the rows that changed and what surrounds them."""
        self.count = 0
        before = sys.gettrace()
        sys.settrace(self._trace)  # type: ignore[arg-type]
        try:
            typist.machine.press(key)
            for row in range(max(typist.machine.cursor.row - 3, 0), typist.machine.cursor.row + 1):
                typist.machine.row(row)
            typist.machine.open_list()
            typist.machine.context()
            typist.machine.totals()
        finally:
            sys.settrace(before)
        return self.count


def large_ledger() -> Ledger:
    ledger = small_ledger()
    for rank in range(ACCOUNTS - len(ledger.account_cards)):
        root = ("401", "411", "606")[rank % 3]
        ledger.add_account(
            f"{root}{rank:05}", f"Compte {rank} Lyon SARL", vat=VatProposal(2000, "44566") if root == "606" else None
        )
    ledger.usage = {"AC": {number: rank % 50 for rank, number in enumerate(ledger.account_cards)}}
    return ledger


def full_grid() -> Grid:
    entries = [entry_of(rank) for rank in range(LINES // 3)]
    return Grid(START, END, entries)


def entry_of(rank: int) -> GridEntry:
    amounts = (("401DUP", 0, 1200), ("6064", 1000, 0), ("44566", 200, 0))
    marks = {Column.PIECE: Provenance.ACCEPTED, Column.ACCOUNT: Provenance.TYPED, Column.LABEL: Provenance.TYPED}
    lines = tuple(
        GridLine(f"{rank + 42:05}", "", number, f"Facture {rank}", debit, credit, marks=marks)
        for number, debit, credit in amounts
    )
    day = date(2026, 3, 1) + timedelta(days=rank % 28)
    header = {Column.JOURNAL: Provenance.TYPED, Column.DATE: Provenance.TYPED}
    return GridEntry(rank + 1, "AC", day, lines=lines, marks=header, complete=True)


@pytest.fixture(scope="module")
def typists() -> tuple[Typist, Typist]:
    empty, full = Typist(large_ledger()).type("⏎"), Typist(large_ledger(), grid=full_grid())
    assert full.machine.row_count == LINES // 3 * 3 + 1
    assert full.at[1] is Column.DATE
    return empty, full


@pytest.mark.spec("KM-98")
def test_a_key_costs_the_same_in_a_grid_of_two_thousand_lines(typists: tuple[Typist, Typist]) -> None:
    empty, full = typists
    for typist in typists:
        typist.type(INVOICE)
    for key in keys_of(INVOICE):
        few, many = Counter().of(empty, key), Counter().of(full, key)
        assert many <= few + 2_000, key
        assert many <= 60_000, key
    assert empty.lines(0) == full.lines(LINES // 3)


@pytest.mark.spec("KM-98")
def test_a_key_asks_the_dossier_little(typists: tuple[Typist, Typist]) -> None:
    _, full = typists
    for key in keys_of(INVOICE):
        full.ledger.asked.clear()
        full.machine.press(key)
        assert sum(full.ledger.asked.values()) <= 6, key


@pytest.mark.spec("KM-98")
def test_a_key_touches_the_entry_it_types_in(typists: tuple[Typist, Typist]) -> None:
    _, full = typists
    for key in keys_of(INVOICE):
        before = full.machine.touched
        full.machine.press(key)
        assert full.machine.touched - before <= 8, key


@pytest.mark.spec("KM-98")
def test_typing_in_the_middle_of_a_full_grid_touches_one_entry(typists: tuple[Typist, Typist]) -> None:
    _, full = typists
    full.type("<ctrl+home>" + "↓" * 300).to(Column.LABEL)
    before = full.machine.touched
    full.type("autre libellé⏎")
    assert full.machine.touched - before <= 8
