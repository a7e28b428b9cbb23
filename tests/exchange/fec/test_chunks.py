from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.exchange.fec import chunks
from tuicompta.exchange.fec.errors import LineTooLongError


def joined(data: bytes) -> bytes:
    return b"".join(chunks.line_chunks(BytesIO(data)))


@pytest.mark.spec("FECI-03")
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_every_end_of_line_becomes_a_line_feed(end: bytes) -> None:
    assert joined(end.join([b"a", b"b", b"", b"c"])) == b"a\nb\n\nc\n"


@given(st.lists(st.sampled_from([b"ab", b"\r", b"\n", b"\r\n", b"c" * 7]), max_size=60), st.integers(1, 9))
def test_chunks_are_whole_lines_whatever_their_size(parts: list[bytes], size: int) -> None:
    data = b"".join(parts)
    expected = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    expected += b"" if expected.endswith(b"\n") or not expected else b"\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chunks, "CHUNK_BYTES", size)
        pieces = list(chunks.line_chunks(BytesIO(data)))
    assert b"".join(pieces) == expected
    assert all(piece.endswith(b"\n") for piece in pieces)


def test_byte_order_mark_is_removed() -> None:
    assert joined(b"\xef\xbb\xbfa\n") == b"a\n"


@pytest.mark.parametrize("before", [0, 1, 31_000, 66_000, 131_000])
def test_too_long_line_is_refused_with_its_number(before: int) -> None:
    data = b"ab\n" * (before // 3) + b"x" * (chunks.MAX_LINE_BYTES + 1) + b"\nab\n"
    with pytest.raises(LineTooLongError) as refusal:
        joined(data)
    assert refusal.value.fields["line"] == before // 3 + 1


def test_longest_accepted_line() -> None:
    data = b"x" * chunks.MAX_LINE_BYTES + b"\n"
    assert joined(data * 3) == data * 3


@pytest.mark.attack
def test_endless_line_is_refused_without_being_read_whole() -> None:
    class Endless(BytesIO):
        given = 0

        def read(self, size: int | None = -1) -> bytes:
            wanted = size or 0
            self.given += wanted
            return b"x" * wanted

    stream = Endless()
    with pytest.raises(LineTooLongError):
        list(chunks.line_chunks(stream))
    assert stream.given < 4 * chunks.CHUNK_BYTES
