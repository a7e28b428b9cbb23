"""Bytes cut into pieces of whole lines, in bounded memory whatever the file holds."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import BinaryIO

from tuicompta.exchange.fec.errors import LineTooLongError

# Small enough for the fields of a chunk to stay in the processor's cache: twice as fast as 128 KiB in the control.
CHUNK_BYTES = 1 << 15
MAX_LINE_BYTES = 1 << 16
_WINDOW = MAX_LINE_BYTES // 2


def line_chunks(stream: BinaryIO) -> Iterator[bytes]:
    r"""Yield the file as chunks of whole lines, each line ended by a line feed whatever ends it in the file.

    The byte order mark is removed, an end is added to a last line without one.
    Raises LineTooLongError beyond MAX_LINE_BYTES without end of line.
    """
    stream.seek(0)
    if stream.read(len(BOM_UTF8)) != BOM_UTF8:
        stream.seek(0)
    rest, line = b"", 1
    while data := stream.read(CHUNK_BYTES):
        data, held = _hold_return(rest + data)
        data = _line_feeds(data)
        _check_lengths(data, line)
        end = data.rfind(b"\n") + 1
        rest = data[end:] + held
        if end:
            yield data[:end]
            line += data.count(b"\n", 0, end)
    if rest:
        yield _line_feeds(rest).removesuffix(b"\n") + b"\n"


def _hold_return(data: bytes) -> tuple[bytes, bytes]:
    """Keep back a final carriage return: the line feed that may follow it is in the next piece."""
    return (data[:-1], b"\r") if data.endswith(b"\r") else (data, b"")


def _line_feeds(data: bytes) -> bytes:
    if b"\r" not in data:
        return data
    data = data.replace(b"\r\n", b"\n")
    return data.replace(b"\r", b"\n") if b"\r" in data else data


def _check_lengths(data: bytes, first_line: int) -> None:
    # A line that is too long covers at least one whole window: the lines are measured only then.
    windows = range(0, len(data) - _WINDOW + 1, _WINDOW)
    if all(data.find(b"\n", start, start + _WINDOW) >= 0 for start in windows):
        return
    for line, text in enumerate(data.split(b"\n"), first_line):
        if len(text) > MAX_LINE_BYTES:
            raise LineTooLongError(line=line, limit=MAX_LINE_BYTES)
