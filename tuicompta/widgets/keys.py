"""Names of keys: from the terminal to the program, and from the program to the reader.

Every part of the program speaks of keys by one name (``enter``, ``ctrl+s``, ``shift+f6``, ``+``). This module turns
what the terminal library reports into those names, gives the French legends, and lists the keys no one may bind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from textual.events import Key


@dataclass(frozen=True, slots=True)
class KeyPress:
    """One key: its name, and the character it types when it types one (``space`` types a space)."""

    name: str
    character: str | None = None


SAME_KEY = {
    "ctrl+j": "enter",  # what tmux sends for Enter of an application keypad (KEY-10)
    "ctrl+m": "enter",
    "return": "enter",
    "ctrl+i": "tab",
    "ctrl+h": "backspace",
    "ctrl+[": "escape",
    "ctrl+left_square_bracket": "escape",
    "ctrl+@": "ctrl+space",
    "ctrl-at": "ctrl+space",
    "alt+backspace": "ctrl+w",
    **{f"f{number + 12}": f"shift+f{number}" for number in range(1, 13)},
}
"""Names that are the same key for the program: bytes shared by two keys, old names of shifted function keys."""

APPLICATION_KEYPAD = {"\x1bOl": ",", "\x1bOX": "="}
"""Keypad sequences the terminal library does not know (the others it already turns into characters, KEY-14)."""

NEVER_BOUND = (
    r"ctrl\+[imh\[]",
    r"ctrl\+b",
    r"(.*\+)?f11",
    r"ctrl\+enter",
    r"shift\+enter",
    r"ctrl\+shift\+.",
    r"ctrl\+\d",
    r"ctrl\+[^a-z0-9+]",
    r"ctrl\+.*(slash|underscore|bracket|accent|comma|period|minus|plus|colon).*",
    r"alt\+\d",
    r"alt\+[bfo]",
    r"alt\+enter",
    r"alt\+(up|down|left|right)",
    r"(shift|alt)\+f3",
    r"menu",
)
"""Patterns of the keys that no command may use: terminals keep them, lose them or send another key (KEY-09)."""

_NEVER_BOUND = re.compile("|".join(f"(?:{pattern})" for pattern in NEVER_BOUND))

LEGENDS = {
    "enter": "Entrée",
    "escape": "Échap",
    "space": "Espace",
    "tab": "Tab",
    "insert": "Inser",
    "delete": "Suppr",
    "backspace": "Retour arr.",
    "home": "Début",
    "end": "Fin",
    "pageup": "PgPréc",
    "pagedown": "PgSuiv",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "shift": "Maj",
    "ctrl": "Ctrl",
    "alt": "Alt",
}

_NAMED = "|".join(name for name in LEGENDS if name not in {"shift", "ctrl", "alt"})
_KEY_NAME = re.compile(
    rf"(?:(?:ctrl|alt|shift)\+)+(?:[a-z0-9]|f\d{{1,2}}|{_NAMED})|f\d{{1,2}}|{_NAMED}",
)

_AZERTY_ROW = "&é\"'(-è_çà)="


def learn_application_keypad() -> None:
    """Teach the terminal library the keypad sequences it would type as two letters (KEY-14)."""
    from textual._ansi_sequences import ANSI_SEQUENCES_KEYS  # noqa: PLC0415 (the table of names must load without it)

    table = cast("dict[str, object]", ANSI_SEQUENCES_KEYS)
    for sequence, character in APPLICATION_KEYPAD.items():
        table.setdefault(sequence, character)


def normalise(event: Key) -> KeyPress | None:
    """Return the key of a terminal event, or None when it is no key of ours (a lone modifier, an unknown code).

    A printable character is named by itself whatever the terminal calls it, so that ``+`` of the keypad and of the main
    row are one key; a key with Alt types nothing.
    """
    name = SAME_KEY.get(event.key, event.key)
    character = event.character
    if name.startswith(("ctrl+", "alt+", "shift+")):
        return KeyPress(name)
    if character is not None and len(character) == 1 and character.isprintable():
        return KeyPress("space" if character == " " else character, character)
    return KeyPress(name) if name in LEGENDS or re.fullmatch(r"f\d{1,2}", name) else None


def is_key_name(name: str) -> bool:
    """Tell whether a name is one of those this module gives to the keys that run commands, no character alone."""
    return _KEY_NAME.fullmatch(name) is not None


def is_never_bound(key: str) -> bool:
    """Tell whether no command may be given this key (KEY-09)."""
    return _NEVER_BOUND.fullmatch(key) is not None


def legend(key: str) -> str:
    """Return the French name of a key, as in ``Ctrl+S`` or ``Maj+F6`` (KEY-54)."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    words = [LEGENDS[modifier] for modifier in modifiers]
    return "+".join([*words, LEGENDS.get(last, last.upper())])


def short_legend(key: str) -> str:
    """Return the legend in the few cells of the key bar: ``^S`` for Ctrl+S."""
    if key.startswith("ctrl+"):
        return "^" + legend(key.removeprefix("ctrl+"))
    return legend(key)


def function_key_of(character: str) -> str | None:
    """Return the function key a digit, or an unshifted key of the AZERTY row, stands for in the menu bar (KEY-12).

    ``1`` to ``9`` and ``0`` are F1 to F10; ``& é " ' ( - è _ ç à ) =`` are F1 to F12.
    """
    if character in "1234567890":
        return "f10" if character == "0" else f"f{character}"
    place = _AZERTY_ROW.find(character)
    return None if place < 0 else f"f{place + 1}"


def menu_digit(key: str) -> str | None:
    """Return what is typed in the menu bar for a function key: `9` for F9, `0` for F10, `=` for F12 (KEY-12)."""
    number = int(key[1:]) if re.fullmatch(r"f\d{1,2}", key) else 0
    if not 1 <= number <= len(_AZERTY_ROW):
        return None
    return "1234567890"[number - 1] if number <= len("1234567890") else _AZERTY_ROW[number - 1]
