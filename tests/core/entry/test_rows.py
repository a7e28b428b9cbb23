"""Rows, cells, due dates and history, on their own."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.entry import dues
from tuicompta.core.entry.cells import Editor, show
from tuicompta.core.entry.history import Change, Cursor, History, Place, Step
from tuicompta.core.entry.model import Column, DuePart, GridEntry
from tuicompta.core.entry.rows import RowIndex

ACTS = st.lists(st.tuples(st.sampled_from(["put", "add", "cut"]), st.integers(0, 30), st.integers(1, 5)), max_size=40)


@given(ACTS)
def test_rows_are_located_as_a_full_count_does(acts: list[tuple[str, int, int]]) -> None:
    rows, counts = RowIndex(), [1]
    rows.resize(1, 0)
    for act, position, count in acts:
        if act == "add":
            counts.append(count)
            rows.resize(len(counts), len(counts) - 1)
            rows.put(len(counts) - 1, count)
        elif act == "cut" and len(counts) > 1:
            del counts[position % len(counts) :]
            counts = counts or [1]
            rows.resize(len(counts), 0)
            for at, kept in enumerate(counts):
                rows.put(at, kept)
        else:
            at = position % len(counts)
            assert rows.put(at, count) is (counts[at] != count)
            counts[at] = count
        expected = [(at, rank) for at, kept in enumerate(counts) for rank in range(kept)]
        assert len(rows) == len(expected)
        assert [rows.locate(row) for row in range(len(expected))] == expected
        assert rows.locate(-3) == expected[0]
        assert rows.locate(10**6) == expected[-1]


@given(st.text(max_size=20), st.lists(st.sampled_from(["a", "←", "→", "⌫", "⌦", "w"]), max_size=30))
def test_the_caret_stays_in_its_text(text: str, keys: list[str]) -> None:
    editor = Editor(text, 25)
    for key in keys:
        if key == "a":
            editor.insert("ab")
        elif key == "⌫":
            editor.backspace()
        elif key == "⌦":
            editor.delete()
        elif key == "w":
            editor.delete_word()
        else:
            editor.move(-1 if key == "←" else 1)
        assert 0 <= editor.caret <= len(editor.text) <= 25


def test_an_editor_edits_at_its_caret() -> None:
    editor = Editor("facture mars", 20)
    editor.move(-5)
    editor.insert(" de")
    assert (editor.text, editor.caret) == ("facture de mars", 10)
    editor.delete_word()
    assert editor.text == "facture  mars"
    editor.delete()
    assert (editor.text, editor.caret) == ("facture mars", 8)
    editor.backspace()
    assert (editor.text, editor.caret) == ("facturemars", 7)
    assert not editor.insert("x" * 30)
    assert len(editor.text) == 20


def test_values_are_shown_the_french_way() -> None:
    assert show(date(2026, 3, 5)) == "05/03/2026"
    assert (show(123456), show(0), show(None), show("x")) == ("1 234,56", "", "", "x")


@pytest.mark.spec("ECH-24")
@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=5), st.integers(1, 10**8))
def test_rescaled_due_dates_make_the_new_amount(shares: list[int], amount: int) -> None:
    parts = [DuePart(date(2026, 1, rank + 1), share) for rank, share in enumerate(shares)]
    assert sum(part.amount for part in dues.rescaled(parts, amount)) == amount
    assert dues.rescaled(parts, sum(shares)) == tuple(parts)


def test_a_new_act_forgets_what_was_undone() -> None:
    history = History()
    place = Place(Cursor(0, 0, Column.DATE), None, 1)
    steps = [Step((Change(0, None, GridEntry(key)),), place, place) for key in (1, 2, 3)]
    history.record(steps[0])
    history.record(steps[1])
    assert history.undo() == steps[1]
    history.record(steps[2])
    assert history.redo() is None
    assert [history.undo(), history.undo(), history.undo()] == [steps[2], steps[0], None]
    assert steps[0].changes[0].inverse == Change(0, GridEntry(1), None)
