"""What a keyboard sends: the bytes of a key, by its name («ctrl+s», «f12», «kp_enter») or as a character."""

from __future__ import annotations

_CURSOR = {"up": "A", "down": "B", "right": "C", "left": "D", "end": "F", "home": "H"}
_FUNCTION_SS3 = {"f1": "P", "f2": "Q", "f3": "R", "f4": "S"}
_NUMBERED = {
    "insert": 2,
    "delete": 3,
    "pageup": 5,
    "pagedown": 6,
    "f5": 15,
    "f6": 17,
    "f7": 18,
    "f8": 19,
    "f9": 20,
    "f10": 21,
    "f11": 23,
    "f12": 24,
}
_PLAIN = {"enter": "\r", "tab": "\t", "backspace": "\x7f", "escape": "\x1b", "space": " "}
_CONTROL = {"space": "\0", "backspace": "\x08", "[": "\x1b", "\\": "\x1c", "]": "\x1d", "_": "\x1f"}
_KEYPAD = {
    "multiply": "j",
    "plus": "k",
    "comma": "l",
    "minus": "m",
    "period": "n",
    "divide": "o",
    "enter": "M",
    **{str(digit): chr(ord("p") + digit) for digit in range(10)},
}
_MODIFIERS = {"shift": 1, "alt": 2, "ctrl": 4}
_KITTY_CODES = {"escape": 27, "space": 32, "enter": 13, "tab": 9, "backspace": 127}
_KITTY_KEYPAD = {
    **{f"kp_{digit}": 57399 + digit for digit in range(10)},
    "kp_period": 57409,
    "kp_divide": 57410,
    "kp_multiply": 57411,
    "kp_minus": 57412,
    "kp_plus": 57413,
    "kp_enter": 57414,
    "kp_comma": 57416,
}
_KITTY_KEYPAD_TEXTS = {
    **{f"kp_{digit}": str(digit) for digit in range(10)},
    "kp_period": ".",
    "kp_divide": "/",
    "kp_multiply": "*",
    "kp_minus": "-",
    "kp_plus": "+",
    "kp_comma": ",",
}


def key_bytes(name: str) -> bytes:
    """Return what xterm sends for a key; ValueError when a terminal has no code for it."""
    *modifiers, key = _split(name)
    return _legacy(key, frozenset(modifiers), name).encode()


def kitty_bytes(name: str) -> bytes:
    """Return what a terminal sends when every key is to come as a code with its text (kitty protocol, flags 25)."""
    *modifiers, key = _split(name)
    if key == "f3" and not modifiers:
        return b"\x1b[13~"
    if key in _FUNCTION_SS3 and not modifiers:
        return f"\x1b[{_FUNCTION_SS3[key]}".encode()
    code = _KITTY_CODES.get(key) or _KITTY_KEYPAD.get(key) or (ord(key.lower()) if len(key) == 1 else None)
    if code is None:
        return key_bytes(name)
    typed = " " if key == "space" else _KITTY_KEYPAD_TEXTS.get(key) or (key if len(key) == 1 else "")
    if not typed or set(modifiers) - {"shift"}:
        return f"\x1b[{code}{_parameter(modifiers)}u".encode()
    shifted = ["shift"] if key != key.lower() else modifiers
    return f"\x1b[{code};{_parameter(shifted)[1:]};{ord(typed)}u".encode()


def paste_bytes(text: str) -> bytes:
    """Return a bracketed paste."""
    return f"\x1b[200~{text}\x1b[201~".encode()


def _split(name: str) -> list[str]:
    if len(name) == 1:
        return [name]
    *modifiers, key = name.lower().split("+")
    unknown = set(modifiers) - set(_MODIFIERS)
    if unknown or not key:
        message = f"unknown key: {name}"
        raise ValueError(message)
    return [*modifiers, key]


def _parameter(modifiers: frozenset[str] | list[str]) -> str:
    return f";{1 + sum(_MODIFIERS[modifier] for modifier in modifiers)}" if modifiers else ""


def _legacy(key: str, modifiers: frozenset[str], name: str) -> str:
    if key in _CURSOR:
        return f"\x1b[1{_parameter(modifiers)}{_CURSOR[key]}" if modifiers else f"\x1b[{_CURSOR[key]}"
    if key in _FUNCTION_SS3:
        return f"\x1b[1{_parameter(modifiers)}{_FUNCTION_SS3[key]}" if modifiers else f"\x1bO{_FUNCTION_SS3[key]}"
    if key in _NUMBERED:
        return f"\x1b[{_NUMBERED[key]}{_parameter(modifiers)}~"
    if key.startswith("kp_") and key[3:] in _KEYPAD and not modifiers:
        return f"\x1bO{_KEYPAD[key[3:]]}"
    if key == "tab" and modifiers == {"shift"}:
        return "\x1b[Z"
    return _character(key, modifiers, name)


def _character(key: str, modifiers: frozenset[str], name: str) -> str:
    if "alt" in modifiers:
        return "\x1b" + _character(key, modifiers - {"alt"}, name)
    if "ctrl" in modifiers and (key in _CONTROL or (len(key) == 1 and key.isascii() and key.isalpha())):
        return _CONTROL.get(key) or chr(ord(key) & 0x1F)
    if not modifiers and (key in _PLAIN or len(key) == 1):
        return _PLAIN.get(key, key)
    message = f"no terminal sends {name}"
    raise ValueError(message)
