"""The account number proposed to a new third party (DOLI-30)."""

from collections.abc import Callable

from tuicompta.core.text import unaccent

ROOT_LENGTH = 3
LONGEST = 10


def third_party_number(root: str, name: str, taken: Callable[[str], bool]) -> str:
    """Return the first three characters of a root, then the letters and digits of a name, up to ten, made unique.

    `taken` tells of a number that is already one of the chart: `401DUPONT`, then `401DUPONT2`, cut to stay within ten.
    """
    letters = "".join(sign for sign in unaccent(name).upper() if sign.isascii() and sign.isalnum())
    wanted = (root[:ROOT_LENGTH] + letters)[:LONGEST]
    number, rank = wanted, 1
    while number == root[:ROOT_LENGTH] or taken(number):
        rank += 1
        suffix = str(rank)
        number = wanted[: LONGEST - len(suffix)] + suffix
    return number
