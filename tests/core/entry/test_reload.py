"""Entries added by an action, and stored entries read again (CTX-08, CTX-16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.core.entry.ledger import Typist
from tuicompta.core.entry.model import Column, Grid, GridEntry, GridLine
from tuicompta.core.entry.profile import JOURNAL_WINDOW

LINES = (GridLine("", "", "6411", "paie", 5, 0), GridLine("", "", "421", "paie", 0, 5))
STORED = GridEntry(1, "OD", date(2026, 3, 2), lines=LINES, complete=True, saved=True, entry_id=7, version=1)


def window(*entries: GridEntry) -> Typist:
    grid = Grid(date(2026, 3, 1), date(2026, 3, 31), list(entries), journal="OD")
    return Typist(profile=JOURNAL_WINDOW, grid=grid, journal="OD")


def test_an_added_entry_takes_the_date_and_the_piece_proposed() -> None:
    typist = window(STORED)
    typist.machine.add_entry(GridEntry(99, lines=LINES, complete=True))
    added = typist.machine.entries[1]
    assert (added.entry_date, added.journal, added.saved, added.entry_id) == (date(2026, 3, 2), "OD", False, None)
    assert [line.piece for line in added.lines] == ["00005", "00005"]
    assert len({entry.key for entry in typist.machine.entries}) == 3
    assert typist.machine.current is added
    assert [entry.key for entry in typist.machine.pending().entries] == [added.key]


def test_a_reload_shows_what_is_stored_and_keeps_what_is_typed() -> None:
    typist = window(STORED, replace(STORED, key=2, entry_id=8))
    typist.type("15⏎6411⏎prime")
    changed = replace(STORED, lines=(LINES[0], replace(LINES[1], label="net")), version=2)
    typist.machine.reload({7: changed}.get)
    assert [len(entry.lines) for entry in typist.machine.entries] == [2, 1]
    assert typist.machine.entries[0].lines[1].label == "net"
    assert typist.machine.entries[0].saved
    assert typist.machine.current.lines[0].account == "6411"


def test_an_unsaved_change_outlives_a_reload() -> None:
    typist = window(STORED).type("<ctrl+home>").to(Column.LABEL).type("prime⏎")
    typist.machine.reload({7: replace(STORED, version=2)}.get)
    assert typist.machine.entries[0].lines[0].label == "prime"
    assert typist.machine.entries[0].version == 1
