"""Bytes of an output, whatever the charset lacks (ETSO-05)."""

from collections.abc import Iterable, Iterator

from tuicompta.core.text import unaccent

_MARK = "utf-8-sig"
_UNKNOWN = "?"


class Encoder:
    """Encodes chunks of text; `replaced` counts the characters that the charset lacks."""

    def __init__(self, encoding: str) -> None:
        self._mark = "\ufeff" if encoding == _MARK else ""
        self._encoding = "utf-8" if encoding == _MARK else encoding
        self.replaced = 0

    def encode(self, chunks: Iterable[str]) -> Iterator[bytes]:
        """Yield the bytes of each chunk, the byte order mark first when the encoding has one."""
        mark = self._mark
        for chunk in chunks:
            yield self._bytes(mark + chunk)
            mark = ""

    def _bytes(self, text: str) -> bytes:
        try:
            return text.encode(self._encoding)
        except UnicodeEncodeError:
            return "".join(map(self._replacement, text)).encode(self._encoding)

    def _replacement(self, char: str) -> str:
        """Return a character as it is, without accent, or a question mark."""
        if self._has(char):
            return char
        self.replaced += 1
        plain = unaccent(char)
        return plain if plain and self._has(plain) else _UNKNOWN

    def _has(self, text: str) -> bool:
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            return False
        return True
