from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.exchange.fec import rejects
from tuicompta.exchange.fec.chunks import line_chunks
from tuicompta.exchange.fec.rejects import copy_lines


def copied(data: bytes, lines: list[int]) -> bytes:
    target = BytesIO()
    copy_lines(BytesIO(data), target, lines)
    return target.getvalue()


@pytest.mark.spec("CEE-07")
@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
def test_lines_are_copied_byte_for_byte_after_the_first(end: bytes) -> None:
    lines = [b"names", b"\xe9t\xe9", b"", b"last"]
    assert copied(end.join(lines), [2, 4]) == b"names" + end + b"\xe9t\xe9" + end + b"last"


@given(st.lists(st.sampled_from([b"ab", b"\r", b"\n", b"\r\n", b"c" * 5]), max_size=40), st.integers(1, 7))
def test_lines_are_numbered_as_the_reading_does(parts: list[bytes], size: int) -> None:
    data = b"names\n" + b"".join(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rejects, "_PIECE", size)
        every = copied(data, list(range(2, 100)))
        singles = [copied(data, [number]) for number in range(2, data.count(b"\r") + data.count(b"\n") + 2)]
    assert every == data
    read = b"".join(line_chunks(BytesIO(data))).split(b"\n")[1:-1]
    assert [single[len(b"names\n") :].rstrip(b"\r\n") for single in singles][: len(read)] == read
