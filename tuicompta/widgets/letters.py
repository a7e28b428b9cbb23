"""Letters that run the entries of a menu or the answers of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.text import unaccent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SPARE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def assign_letters(labels: Iterable[str], fixed: Mapping[str, str] | None = None) -> list[str]:
    """Give each label its own capital letter, the first of its name not yet taken (UIX-15, NAV-15, ACT-03).

    `fixed` reserves letters for given labels. Letters of the name come first, then any free letter of the alphabet;
    past 26 labels the last ones get none (an empty text).
    """
    wanted = list(labels)
    reserved = {label: letter for label, letter in (fixed or {}).items() if label in wanted}
    taken = set(reserved.values())
    letters = []
    for label in wanted:
        letter = reserved.get(label) or _free(label, taken)
        taken.add(letter)
        letters.append(letter)
    return letters


def _free(label: str, taken: set[str]) -> str:
    candidates = unaccent(label).upper() + _SPARE
    return next((letter for letter in candidates if "A" <= letter <= "Z" and letter not in taken), "")
