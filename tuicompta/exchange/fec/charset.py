"""Charset of an accounting file: detected by reading all its bytes once, in pieces (FECI-03)."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterator
from typing import BinaryIO

from tuicompta.core.enums import Labelled
from tuicompta.exchange.fec.errors import (
    CharsetMismatchError,
    EmptyFecError,
    MixedCharsetError,
    NulByteError,
    Utf16FecError,
)

_PIECE = 1 << 20
_ASCII = bytes(range(128))
_WINDOWS_ONLY = frozenset(range(0x80, 0xA0))
# A quarter of the bytes is NUL: a text of two or four bytes a character, without its mark.
_NUL_SHARE = 4
# Letters and signs of French texts in UTF-8; read as one byte a character, hardly any word is written so.
_UTF8_LETTER = re.compile(
    rb"[\xc2\xc3][\x80-\xbf] | \xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe] | \xe2\x80[\x93-\xa6] | \xe2\x82\xac", re.VERBOSE
)
# In a text of one byte a character `Â°` or `Ã©` come by accident: less than once in a thousand accents, or so few times
# that a longer text explains them.
_CHANCE, _CHANCE_OF_FEW, _FEW_LETTERS = 1000, 20, 3


class Charset(Labelled):
    """Charsets read; the value is the Python codec."""

    UTF_8 = "utf-8", "UTF-8"
    UTF_8_BOM = "utf-8-sig", "UTF-8 avec BOM"
    WINDOWS_1252 = "cp1252", "Windows-1252"
    ISO_8859_15 = "iso8859-15", "ISO 8859-15"

    @property
    def codec(self) -> str:
        """Codec of the bytes that follow the mark."""
        return "utf-8" if self is Charset.UTF_8_BOM else self.value


def detect_charset(stream: BinaryIO) -> Charset:
    """Return the charset of a whole file, told by its bytes; ASCII counts as UTF-8.

    Without any byte of 0x80 to 0x9F a text that is not UTF-8 is ISO 8859-15, one of the charsets of the law.
    Raises EmptyFecError, Utf16FecError, NulByteError, MixedCharsetError or CharsetMismatchError.
    """
    start = next(_pieces(stream), b"")
    charset = Charset.UTF_8_BOM if start.startswith(BOM_UTF8) else Charset.UTF_8
    _refuse_binary(stream, start)
    bad = _first_foreign(stream, charset)
    if bad is None:
        return charset
    if charset is Charset.UTF_8_BOM or _is_mixed(stream):
        raise MixedCharsetError(line=_line_at(stream, bad))
    charset = Charset.WINDOWS_1252 if _high_bytes(stream) & _WINDOWS_ONLY else Charset.ISO_8859_15
    _refuse_foreign(stream, charset)
    return charset


def check_charset(stream: BinaryIO, charset: Charset) -> None:
    """Check that every byte belongs to a charset chosen by the user.

    Raises EmptyFecError, Utf16FecError, NulByteError or CharsetMismatchError.
    """
    _refuse_binary(stream, next(_pieces(stream), b""))
    _refuse_foreign(stream, charset)


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while piece := stream.read(_PIECE):
        yield piece


def _refuse_binary(stream: BinaryIO, start: bytes) -> None:
    if not start.removeprefix(BOM_UTF8):
        raise EmptyFecError
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or start.count(0) * _NUL_SHARE > len(start):
        raise Utf16FecError
    before = 0
    for piece in _pieces(stream):
        found = piece.find(0)
        if found >= 0:
            raise NulByteError(line=_line_at(stream, before + found))
        before += len(piece)


def _refuse_foreign(stream: BinaryIO, charset: Charset) -> None:
    bad = _first_foreign(stream, charset)
    if bad is not None:
        line = _line_at(stream, bad)
        stream.seek(bad)
        raise CharsetMismatchError(line=line, byte=stream.read(1)[0], charset=charset.label)


def _first_foreign(stream: BinaryIO, charset: Charset) -> int | None:
    """Return the position of the first byte foreign to the charset."""
    decoder = getincrementaldecoder(charset.codec)()
    before, kept = 0, 0
    for piece in _pieces(stream):
        try:
            decoder.decode(piece)
        except UnicodeDecodeError as error:
            # Positions count from the bytes the decoder had kept of the piece before.
            return before - kept + error.start
        kept = len(decoder.getstate()[0])
        before += len(piece)
    return before - kept if kept else None


def _is_mixed(stream: BinaryIO) -> bool:
    """Tell whether a text that is not UTF-8 holds more of it than chance puts in texts of one byte a character."""
    letters = others = 0
    for piece in _pieces(stream):
        found = _UTF8_LETTER.findall(piece)
        letters += len(found)
        others += len(piece.translate(None, _ASCII)) - sum(map(len, found))
    return letters * (_CHANCE if letters >= _FEW_LETTERS else _CHANCE_OF_FEW) > others


def _high_bytes(stream: BinaryIO) -> set[int]:
    return {byte for piece in _pieces(stream) for byte in set(piece.translate(None, _ASCII))}


def _line_at(stream: BinaryIO, position: int) -> int:
    line = 1
    stream.seek(0)
    while position > 0 and (piece := stream.read(min(position, _PIECE))):
        line += piece.count(b"\n") or piece.count(b"\r")
        position -= len(piece)
    return line
