"""What the terminal can show, read from the environment: its characters, its colours, the theme to begin with."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DARK = "sombre"
LIGHT = "clair"
TERMINAL = "terminal"
CONTRAST = "contraste"
MONOCHROME = "monochrome"

COERCED = {"C.UTF-8", "C.utf8"}
_LIGHT_GROUND = 7


def charset(variables: Mapping[str, str]) -> str:
    """Return the character encoding of the terminal as its locale says: LC_ALL, else LC_CTYPE, else LANG.

    LC_CTYPE is not listened to when it is the one Python puts in the place of a locale without encoding.
    """
    names = ("LC_ALL", "LC_CTYPE", "LANG") if variables.get("LC_CTYPE") not in COERCED else ("LC_ALL", "LANG")
    locale = next((variables[name] for name in names if variables.get(name)), "")
    match = re.fullmatch(r"[^.@]*\.([^@]+)(@.*)?", locale)
    if locale == "UTF-8":
        return "utf-8"
    try:
        return codecs.lookup(match[1]).name if match else "ascii"
    except LookupError:
        return "ascii"


def draws_with_ascii(variables: Mapping[str, str]) -> bool:
    """Tell whether boxes and marks must be ASCII: no colour, 16 colours, a locale without UTF-8 (INST-16)."""
    return no_color(variables) or few_colors(variables) or charset(variables) != "utf-8"


def no_color(variables: Mapping[str, str]) -> bool:
    """Tell whether the user wants no colour at all."""
    return bool(variables.get("NO_COLOR"))


def few_colors(variables: Mapping[str, str]) -> bool:
    """Tell whether the terminal has 16 colours or fewer, as the console of Linux does."""
    term = variables.get("TERM", "")
    return not variables.get("COLORTERM") and "256color" not in term and "kitty" not in term


def first_theme(variables: Mapping[str, str]) -> str:
    """Return the theme of a user who chose none.

    The sixteen colours of the terminal itself through SSH, for they are its user's own and the cheapest to send, and
    on terminals that have no others; else a dark or a light theme.
    """
    if no_color(variables):
        return MONOCHROME
    if variables.get("SSH_CONNECTION") or few_colors(variables):
        return TERMINAL
    ground = variables.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if ground.isdigit() and int(ground) >= _LIGHT_GROUND and ground != "8" else DARK
