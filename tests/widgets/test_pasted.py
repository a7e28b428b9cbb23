"""Pastes are cleaned of control characters, however the line cuts them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.widgets.pasted import END, START, PasteCleaner

HOSTILE = "Evil\x1b[2J\x1b[31mRED\x07\tTab\nLigne2\x00\x7f fin"
CLEAN = "Evil[2J[31mRED\tTab\nLigne2 fin"


@pytest.mark.spec("KEY-18")
def test_control_characters_of_a_paste_are_no_keys() -> None:
    typed = "\x1b[A"
    assert PasteCleaner().clean(typed + START + HOSTILE + END + typed) == typed + START + CLEAN + END + typed


@pytest.mark.spec("KEY-18")
@given(st.lists(st.integers(0, 200)), st.text(alphabet="a\x1b[20~\x07\n1"))
def test_pieces_of_any_size_give_the_same(cuts: list[int], pasted: str) -> None:
    pasted = pasted.replace(END, "")
    sent = "\x1b[B" + START + pasted + END + "x" + START + HOSTILE + END
    whole = PasteCleaner().clean(sent)
    places = sorted({0, len(sent), *(cut % len(sent) for cut in cuts)})
    cleaner = PasteCleaner()
    assert "".join(cleaner.clean(sent[a:b]) for a, b in pairwise(places)) == whole
    assert whole.endswith("x" + START + CLEAN + END)
