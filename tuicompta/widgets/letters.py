"""Letters that run the entries of a menu or the answers of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import unaccent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "1234567890"


def assign_letters(labels: Iterable[str], fixed: Mapping[str, str] | None = None, *, digits: str = "") -> list[str]:
    """Give each label its own capital letter, the first of its name not yet taken (UIX-15, NAV-15, ACT-03).

    `fixed` reserves letters for given labels. Letters of the name come first, then any free letter of the alphabet,
    then the `digits`; past them the last labels get none (an empty text).
    """
    wanted = list(labels)
    reserved = {label: letter for label, letter in (fixed or {}).items() if label in wanted}
    taken = set(reserved.values())
    letters = []
    for label in wanted:
        letter = reserved.get(label) or _free(label, taken, digits)
        taken.add(letter)
        letters.append(letter)
    return letters


def _free(label: str, taken: set[str], digits: str) -> str:
    own = [letter for letter in unaccent(label).upper() if letter in LETTERS]
    return next((letter for letter in (*own, *LETTERS, *digits) if letter not in taken), "")
