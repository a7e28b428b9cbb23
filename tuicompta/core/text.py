"""Text from outside: the one gate it enters through, its search key, its width in terminal cells."""

import re
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase
from typing import Literal
from unicodedata import category, combining, east_asian_width, normalize

ELLIPSIS = "…"

_SEPARATORS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_LINE_BREAK = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
# Joiners, fillers and variation selectors: nothing shows them, yet their category is that of letters and accents.
_INVISIBLE = (
    range(0x034F, 0x0350),
    range(0x115F, 0x1161),
    range(0x17B4, 0x17B6),
    range(0x180B, 0x1810),
    range(0x3164, 0x3165),
    range(0xFE00, 0xFE10),
    range(0xFFA0, 0xFFA1),
    range(0xE0100, 0xE01F0),
)
# Letters that no decomposition takes apart, and the typographic signs that nobody types in a search.
_PLAIN = str.maketrans(
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
        "\u0131": "i",  # dotless i
        "\u02bc": "'",  # modifier letter apostrophe
        "\u2018": "'",  # opening quotation mark
        "’": "'",
        "\u2010": "-",  # hyphen, also what the no-break hyphen decomposes into
        "–": "-",
        "—": "-",
        "−": "-",
    }
)
_CAPITALS = str.maketrans(ascii_lowercase, ascii_uppercase)
# Korean vowels and finals joined to the syllable before, and skin tones joined to the emoji before.
_JOINED = (range(0x1160, 0x1200), range(0xD7B0, 0xD7FC), range(0x1F3FB, 0x1F400))
_LAST_REMEMBERED = 0xFFFF
_EXCERPT_WIDTH = 40


class _Gate(dict[int, str | None]):
    """Translation table of `clean_text`, filled as characters are met: a full one would slow every start."""

    def __missing__(self, code: int) -> str | None:
        gated = self.gate(code)
        if code <= _LAST_REMEMBERED:  # hostile text cannot make it grow without end
            self[code] = gated
        return gated

    @staticmethod
    def gate(code: int) -> str | None:
        """Return what a character becomes: itself, a space, or nothing."""
        char = chr(code)
        if char in _SEPARATORS or category(char).startswith("Z"):
            return " "
        shown = char.isprintable() and not any(code in codes for codes in _INVISIBLE)
        return char if shown else None


_GATE = _Gate()


class _Unaccented(dict[int, str]):
    """Translation table of `unaccent`, filled as characters are met: labels of a million lines go through it."""

    def __missing__(self, code: int) -> str:
        letters = (char for char in normalize("NFKD", chr(code)) if not combining(char))
        plain = "".join(letters).translate(_PLAIN)
        if code <= _LAST_REMEMBERED:
            self[code] = plain
        return plain


_UNACCENTED = _Unaccented()


def clean_text(text: str) -> str:
    """Return one line of text that is safe to store, compare and send to a terminal.

    Canonical composition (NFC). Tabs, line breaks and every other separator, no-break spaces included, become an
    ordinary space (CR LF becomes one). What cannot be printed is removed: C0, C1, DEL, format characters (direction,
    zero width, soft hyphen), fillers, lone surrogates, code points without a character. Ordinary spaces are kept.
    """
    if text.isascii() and text.isprintable():
        return text
    return normalize("NFC", text.replace("\r\n", "\n").translate(_GATE))


def clean_multiline(text: str) -> str:
    """Return text cleaned like `clean_text`, except that line breaks of any kind stay, as line feeds."""
    return "\n".join(clean_text(line) for line in _LINE_BREAK.split(text))


def capitals(text: str) -> str:
    """Return a typed code in capitals, spaces around it dropped; only a to z change, so that `ß` never becomes `SS`."""
    return text.strip().translate(_CAPITALS)


def unaccent(text: str) -> str:
    """Return text without accents nor ligatures, case kept: `Œuvre à côté` gives `OEuvre a cote`."""
    if text.isascii():
        return text
    # A table is looked up character by character: only the few that may change go through it.
    return _NOT_ASCII.sub(lambda found: found[0].translate(_UNACCENTED), text)


def fold(text: str) -> str:
    """Return the search and sort key of a text, without case nor accents: `Œuvre` and `OEUVRE` give `oeuvre`."""
    if text.isascii():
        return text.lower()
    return unaccent(unaccent(text).casefold())


@lru_cache(maxsize=4096)
def _char_width(char: str) -> int:
    if category(char).startswith("M") or any(ord(char) in codes for codes in _JOINED):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def cell_width(text: str) -> int:
    """Return the number of terminal cells that a cleaned text takes."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


def cut(text: str, width: int) -> str:
    """Return text in at most `width` cells; what is cut ends with `…`."""
    if width <= 0:
        return ""
    if cell_width(text) <= width:
        return text
    left = width - cell_width(ELLIPSIS)
    end = 0
    while (left := left - _char_width(text[end])) >= 0:
        end += 1
    return text[:end] + ELLIPSIS


def excerpt(text: str) -> str:
    """Return what a message quotes of a text from outside: cleaned, 40 cells at most."""
    return cut(clean_text(text), _EXCERPT_WIDTH)


def fit(text: str, width: int, align: Literal["left", "center", "right"] = "left") -> str:
    """Return text in exactly `width` cells, cut or padded with spaces."""
    shown = cut(text, width)
    padding = width - cell_width(shown)
    before = padding if align == "right" else padding // 2 if align == "center" else 0
    return " " * before + shown + " " * (padding - before)
