from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.journeys.sequences import Kind, Splitter, Token, split

STREAM = b"a\xc3\xa9\x1b[1;31mrouge\x1b[0m\x1b]0;titre\x07\x1b]8;;u\x1b\\\x1bP+q\x1b\\\x1b7b\x1bOP\x1b(B\x1b[?2026$p"


def test_a_stream_is_cut_into_text_and_whole_sequences() -> None:
    assert split(STREAM) == [
        Token(Kind.TEXT, b"a\xc3\xa9"),
        Token(Kind.CSI, b"\x1b[1;31m"),
        Token(Kind.TEXT, b"rouge"),
        Token(Kind.CSI, b"\x1b[0m"),
        Token(Kind.OSC, b"\x1b]0;titre\x07"),
        Token(Kind.OSC, b"\x1b]8;;u\x1b\\"),
        Token(Kind.STRING, b"\x1bP+q\x1b\\"),
        Token(Kind.ESCAPE, b"\x1b7"),
        Token(Kind.TEXT, b"b"),
        Token(Kind.ESCAPE, b"\x1bO"),
        Token(Kind.TEXT, b"P"),
        Token(Kind.ESCAPE, b"\x1b(B"),
        Token(Kind.CSI, b"\x1b[?2026$p"),
    ]


def test_an_escape_that_starts_nothing_is_not_swallowed() -> None:
    assert split(b"\x1b\xc3\xa9") == [Token(Kind.ESCAPE, b"\x1b"), Token(Kind.TEXT, b"\xc3\xa9")]
    assert split(b"x\x1b[12") == [Token(Kind.TEXT, b"x"), Token(Kind.ESCAPE, b"\x1b"), Token(Kind.TEXT, b"[12")]


@given(st.integers(1, 7))
def test_pieces_of_any_size_give_the_same_sequences(size: int) -> None:
    splitter = Splitter()
    tokens = [token for start in range(0, len(STREAM), size) for token in splitter.feed(STREAM[start : start + size])]
    assert [token for token in tokens if token.kind is not Kind.TEXT] == [
        token for token in split(STREAM) if token.kind is not Kind.TEXT
    ]
    assert b"".join(token.data for token in tokens) == STREAM


@pytest.mark.attack
@given(st.binary(max_size=60))
def test_nothing_is_ever_lost(data: bytes) -> None:
    assert b"".join(token.data for token in split(data)) == data
