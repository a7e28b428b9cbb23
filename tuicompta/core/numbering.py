"""Piece numbers: the next one after a typed number, and the automatic ones of a journal."""

import re
from datetime import date

from tuicompta.core.errors import TuicomptaError

PIECE_LENGTH = 30
PREFIX_LENGTH = 12
# Longest counter of an automatic number; a longer run of digits is somebody else's number.
COUNTER_LENGTH = 10

_LAST_DIGITS = re.compile(r"[0-9]+(?=[^0-9]*$)")
_TOKEN = re.compile(r"\{[^{}]*\}")
_TOKENS = ("{journal}", "{aaaa}", "{aa}", "{mm}")
_PLAIN_PREFIX = re.compile(r"[0-9A-Za-z/._-]*")


class PrefixCharacterError(TuicomptaError):
    """A prefix holds something else than what JF-11 allows."""

    template = (
        "Préfixe «{prefix}» refusé : lettres, chiffres, - / . _ et les repères "
        "{{journal}}, {{aaaa}}, {{aa}}, {{mm}} seulement."
    )


class PrefixLengthError(TuicomptaError):
    """The numbers of a prefix would not fit (JF-11, SJ-08)."""

    template = (
        "Préfixe «{prefix}» trop long : au plus {prefix_length} caractères, et {piece_length} pour le numéro complet."
    )


def increment(text: str) -> str:
    """Return text with its last run of digits increased by one, its width kept: `FA0099` gives `FA0100` (NUM-08)."""
    return _LAST_DIGITS.sub(lambda digits: str(int(digits[0]) + 1).zfill(len(digits[0])), text)


def expand_prefix(prefix: str, journal: str, when: date) -> str:
    """Return a prefix with its tokens replaced: `{journal}{aa}{mm}-` gives `AC2503-` (JF-11)."""
    values = (journal, f"{when.year:04}", f"{when.year % 100:02}", f"{when.month:02}")
    known = dict(zip(_TOKENS, values, strict=True))
    return _TOKEN.sub(lambda token: known.get(token[0], token[0]), prefix)


def check_prefix(prefix: str, journal: str) -> None:
    """Refuse a prefix that JF-11 does not allow in a journal; a token counts as one of its 12 characters.

    Raises PrefixCharacterError, or PrefixLengthError when a number with a counter of 10 digits could pass the 30
    characters of a piece number.
    """
    tokens = _TOKEN.findall(prefix)
    plain = _TOKEN.sub("", prefix)
    if not set(tokens) <= set(_TOKENS) or not _PLAIN_PREFIX.fullmatch(plain):
        raise PrefixCharacterError(prefix=prefix)
    longest = len(expand_prefix(prefix, journal, date.max)) + COUNTER_LENGTH
    if len(tokens) + len(plain) > PREFIX_LENGTH or longest > PIECE_LENGTH:
        raise PrefixLengthError(prefix=prefix, prefix_length=PREFIX_LENGTH, piece_length=PIECE_LENGTH)


def automatic_number(prefix: str, counter: int, length: int, journal: str, when: date) -> str:
    """Return an automatic piece number: the prefix, then the counter on at least `length` digits (JF-06, JF-11)."""
    return expand_prefix(prefix, journal, when) + str(counter).zfill(length)


def counter_of(piece: str, prefix: str, journal: str, when: date) -> int | None:
    """Return the counter of a piece number that has this prefix, None for a number of another form (JF-13)."""
    start = expand_prefix(prefix, journal, when)
    digits = piece.removeprefix(start)
    form = piece.startswith(start) and digits.isascii() and digits.isdigit() and len(digits) <= COUNTER_LENGTH
    return int(digits) if form else None
