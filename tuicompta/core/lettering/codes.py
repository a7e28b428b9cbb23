"""Lettering codes of an account."""

import re
from collections.abc import Container

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import capitals, excerpt

CODE_LENGTH = 5
FIRST_CODE = "AA"

_CODE = re.compile(r"[0-9A-Z]{1,5}")
# What follows the last character of a kind, and what is put in front when there is no place left to carry to.
_WRAPPED = str.maketrans("9Z", "0A")
_CARRIED = {"0": "1", "A": "A"}


class LetteringCodeError(TuicomptaError):
    """A code is not made of 1 to 5 letters or digits (LETT-12)."""

    template = "Code lettrage «{code}» refusé : 1 à 5 lettres ou chiffres."


class NoMoreLetteringCodeError(TuicomptaError):
    """The last code of five characters has no successor (LETT-12)."""

    template = "Le code lettrage «{code}» n'a pas de suivant : saisissez le prochain code sur la fiche du compte."


def check_code(text: str) -> str:
    """Return a typed code as it is stored, in capitals; raises LetteringCodeError (LETT-12)."""
    code = capitals(text)
    if not _CODE.fullmatch(code):
        raise LetteringCodeError(code=excerpt(text))
    return code


def successor(code: str) -> str:
    """Return the code after this one: `AZ` gives `BA`, `ZZ` gives `AAA`, `A9` gives `B0`, `99` gives `100` (LETT-12).

    The last character is increased inside its kind, 0 to 9 or A to Z, with carry to the left; on overflow one more
    character comes in front. Raises LetteringCodeError, or NoMoreLetteringCodeError beyond 5 characters.
    """
    code = code if _CODE.fullmatch(code) else check_code(code)
    kept = code.rstrip("9Z")
    tail = code[len(kept) :].translate(_WRAPPED)
    if kept:
        return kept[:-1] + chr(ord(kept[-1]) + 1) + tail
    if len(code) == CODE_LENGTH:
        raise NoMoreLetteringCodeError(code=code)
    return _CARRIED[tail[0]] + tail


def next_free(code: str, used: Container[str]) -> str:
    """Return the first successor of a code that the account does not use in the fiscal year (LETT-12)."""
    found = successor(code)
    while found in used:
        found = successor(found)
    return found
