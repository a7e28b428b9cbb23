"""What may reach a terminal from data, and what must never: checks on the very bytes that a program sent."""

from __future__ import annotations

import re
import unicodedata

from tests.journeys.sequences import Kind, Token, split

# Each one acts on a terminal that receives it as it is. The letters round the sequence say where it came from.
HOSTILE_TEXTS = {
    "title": "avant\x1b]0;VOLÉ\x07après",
    "clipboard": "avant\x1b]52;c;Vk9Mw4k=\x07après",
    "link": "avant\x1b]8;;http://example.invalid\x1b\\après\x1b]8;;\x1b\\",
    "clear": "avant\x1b[2J\x1b[Haprès",
    "conceal": "avant\x1b[8maprès",
    "question": "avant\x1b[6naprès",
    "identity": "avant\x1b[caprès",
    "device": 'avant\x1bP$q"p\x1b\\après',
    "reset": "avant\x1bcaprès",
    "c1": "avant\x9b2Japrès\x9d0;VOLÉ\x9c",
    "bell": "avant\x07après",
    "backspace": "avant\b\b\b\b\baprès",
    "carriage": "avant\raprès",
    "newline": "avant\naprès",
    "tab": "avant\taprès",
    "nul": "avant\0après",
    "delete": "avant\x7faprès",
    "override": "avant\u202eséréverni\u202caprès",
    "isolate": "avant\u2067séréverni\u2069après",
    "zero-width": "avant\u200b\u200c\u200d\ufeffaprès",
    "markup": "avant [b]gras[/b] [annulé] [/b] [link=http://example.invalid]lien[/link] après",
}

_SGR = re.compile(rb"\x1b\[([\d;]*)m")
# What Textual draws with, and the modes and questions of its start and end.
_DRAWING = re.compile(rb"\x1b\[(?:\d*(?:;\d*)?H|\d*[ABCDGK]|>\d+u|<u|\?(?:2026|2048)\$p|\?(?P<modes>[\d;]+)[hl])")
_POINTER = re.compile(rb"\x1b\]22;[a-z-]*\x07")
_MODES = frozenset({7, 25, 1000, 1003, 1004, 1006, 1015, 1016, 1049, 2004, 2026, 2048})
_BLINKS_AND_CONCEAL = frozenset({5, 6, 8})


def faults(raw: bytes, *, plain: bool = False) -> list[str]:
    """List what must not be in `raw`: sequences that the program itself never sends, C0, C1 and bidi controls.

    With `plain` no sequence at all is allowed: the output of a headless command.
    """
    found = []
    for token in split(raw):
        if token.kind is Kind.TEXT:
            found += _text_faults(token.data)
        elif plain or not _is_own(token):
            found.append(f"sequence {token.data!r}")
    return found


def assert_harmless(raw: bytes, *, plain: bool = False) -> None:
    """Check that nothing in `raw` comes from the data of a dossier (see `faults`)."""
    found = faults(raw, plain=plain)
    assert not found, "\n".join(dict.fromkeys(found))


def _text_faults(data: bytes) -> list[str]:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return [f"not UTF-8: {data[error.start : error.start + 8]!r}"]
    return [f"U+{ord(character):04X} in {text[:60]!r}" for character in text if _is_control(character)]


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and character not in "\r\n"


def _is_own(token: Token) -> bool:
    if _POINTER.fullmatch(token.data):
        return True
    if token.kind is not Kind.CSI:
        return False
    style = _SGR.fullmatch(token.data)
    if style:
        return not _BLINKS_AND_CONCEAL & _styles(style[1])
    drawing = _DRAWING.fullmatch(token.data)
    if not drawing:
        return False
    return not drawing["modes"] or {int(mode) for mode in drawing["modes"].split(b";")} <= _MODES


def _styles(parameters: bytes) -> set[int]:
    """Return the attributes that an SGR sequence sets, without the figures of its colours."""
    numbers = [int(number or 0) for number in parameters.split(b";")]
    attributes = set()
    while numbers:
        number = numbers.pop(0)
        if number in (38, 48, 58) and numbers:
            del numbers[: {5: 2, 2: 4}.get(numbers[0], 1)]
        else:
            attributes.add(number)
    return attributes
