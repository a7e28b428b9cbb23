"""Text from outside: the one gate it enters through, its search key, its width in terminal cells."""

import re
from typing import Literal
from unicodedata import category, combining, east_asian_width, normalize

ELLIPSIS = "…"

# Invisible characters whose category says "letter" or "mark": fillers, joiners, variation selectors.
_INVISIBLE = (
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0xE0100, 0xE01EF),
)
_SEPARATORS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85")
_LINE_BREAK = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
_LAST_CODE_REMEMBERED = 0xFFFF

# Letters that no decomposition takes apart, and the typographic signs nobody types in a search.
_PLAIN_LETTERS = str.maketrans(
    {
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "Æ": "AE",
        "ß": "ss",
        "ẞ": "SS",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "ł": "l",
        "Ł": "L",
        "þ": "th",
        "Þ": "TH",
        "ı": "i",
        "‘": "'",
        "’": "'",
        "ʼ": "'",
        "‐": "-",
        "–": "-",
        "—": "-",
        "−": "-",
    }
)


def _gated(code: int) -> str | None:
    """Return what replaces a character at the gate: itself, a space, or nothing."""
    char = chr(code)
    kind = category(char)
    if char in _SEPARATORS or kind[0] == "Z":
        return " "
    invisible = any(first <= code <= last for first, last in _INVISIBLE)
    noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return None if kind in {"Cc", "Cf", "Cs"} or invisible or noncharacter else char


class _Gate(dict[int, str | None]):
    """Translation table of `clean_text`, filled as characters are met; a full one would slow every start."""

    def __missing__(self, code: int) -> str | None:
        """Work out a character seen for the first time; rare planes are not kept, to bound the memory."""
        gated = _gated(code)
        if code <= _LAST_CODE_REMEMBERED:
            self[code] = gated
        return gated


_GATE = _Gate()


def clean_text(text: str) -> str:
    """Return one line of text that is safe to store, compare and send to a terminal.

    Canonical composition (NFC). Tabs, line breaks and every other separator, no-break spaces included, become an
    ordinary space (CR LF becomes one). The other control characters, C0, C1 and DEL, the format characters (direction,
    zero width, soft hyphen), invisible fillers and lone surrogates are removed. Ordinary spaces are kept as they are.
    """
    if text.isascii() and text.isprintable():
        return text
    return normalize("NFC", text.replace("\r\n", "\n").translate(_GATE))


def clean_multiline(text: str) -> str:
    """Return text cleaned like `clean_text`, whose line breaks of any kind become a line feed and stay."""
    return "\n".join(clean_text(line) for line in _LINE_BREAK.split(text))


def unaccent(text: str) -> str:
    """Return text without accents nor ligatures, case kept: `Œuvre à côté` gives `OEuvre a cote`."""
    if text.isascii():
        return text
    letters = (char for char in normalize("NFKD", text) if not combining(char))
    return "".join(letters).translate(_PLAIN_LETTERS)


def fold(text: str) -> str:
    """Return the search and sort key of a text: without case nor accents, `Œuvre` and `OEUVRE` give `oeuvre`."""
    return text.lower() if text.isascii() else unaccent(unaccent(text).casefold())


def _char_width(char: str) -> int:
    kind = category(char)
    if kind in {"Mn", "Me", "Cc", "Cf"}:
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def cell_width(text: str) -> int:
    """Return the number of terminal cells a cleaned text takes."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


def cut(text: str, width: int) -> str:
    """Return text in at most `width` cells; what is cut ends with `…`."""
    if cell_width(text) <= width:
        return text
    if width <= 0:
        return ""
    left = width - 1
    for index, char in enumerate(text):
        left -= _char_width(char)
        if left < 0:
            return text[:index] + ELLIPSIS
    return text


def fit(text: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """Return text in exactly `width` cells (none when `width` is negative), cut or padded with spaces."""
    shown = cut(text, width)
    padding = " " * (width - cell_width(shown))
    return padding + shown if align == "right" else shown + padding
