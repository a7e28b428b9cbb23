"""Amounts: whole cents everywhere, typed and shown the French way."""

import re
from fractions import Fraction

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import cut

MAX_CENTS = 10**15 - 1
MAX_LENGTH = 200

_SPACES = str.maketrans("", "", " \t\u00a0\u2007\u2009\u202f")
# Digits in one run or in groups of three, then at most one decimal mark; the other mark may only part the groups.
_NUMBER = re.compile(
    r"""(?P<whole> [0-9]* | [0-9]{1,3}(?:\.[0-9]{3})+(?=,) | [0-9]{1,3}(?:,[0-9]{3})+(?=\.) )
        (?: [.,] (?P<decimals>[0-9]*) )?""",
    re.VERBOSE,
)


class AmountError(TuicomptaError):
    """What was typed gives no amount."""

    template = "Montant illisible : «{text}»."


class UnreadableAmountError(AmountError):
    """The text is not a number (FLD-09)."""

    template = "Montant illisible : «{text}». Tapez par exemple 1234,56."


class AmountTooLargeError(AmountError):
    """The amount has more than 13 digits before the mark (FLD-09)."""

    template = "Montant trop grand : «{text}». Au plus 13 chiffres avant la virgule."


def divide_rounded(numerator: int, denominator: int) -> int:
    """Return numerator ÷ denominator as a whole number, half away from zero (FLD-09); the denominator is positive."""
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -magnitude if numerator < 0 else magnitude


def round_half_away(value: Fraction) -> int:
    """Return the whole number nearest to an exact value, half away from zero (FLD-09, UINV-09)."""
    return divide_rounded(value.numerator, value.denominator)


def parse_number(text: str) -> Fraction:
    """Return the exact value of an unsigned number without spaces: `1.234,567`, `12.5`, `,5`, `5,`.

    Raises UnreadableAmountError, and AmountTooLargeError beyond 13 digits before the mark.
    """
    match = _NUMBER.fullmatch(text)
    if match is None or not any("0" <= char <= "9" for char in text):
        raise UnreadableAmountError(text=cut(text, 40))
    whole = re.sub("[.,]", "", match["whole"])
    decimals = match["decimals"] or ""
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    to_cents(value, text)
    return value


def to_cents(value: Fraction, text: str) -> int:
    """Return a value in euros rounded to the cent; raises AmountTooLargeError, naming the text it comes from."""
    cents = round_half_away(value * 100)
    if abs(cents) > MAX_CENTS:
        raise AmountTooLargeError(text=cut(text, 40))
    return cents


def without_spaces(text: str) -> str:
    """Return a typed amount without spaces nor final `€`, its minus sign being the ASCII one."""
    return text.translate(_SPACES).removesuffix("€").replace("−", "-")


def parse_amount(text: str) -> int:
    """Return the cents of a typed amount (FLD-09, KM-80).

    A comma or a point is the decimal mark, the last one when both are there; spaces and a final `€` are ignored; more
    than two decimals are rounded half away from zero. Only the digits 0 to 9 are read.
    Raises UnreadableAmountError or AmountTooLargeError.
    """
    if len(text) > MAX_LENGTH:
        raise UnreadableAmountError(text=cut(text, 40))
    typed = without_spaces(text)
    try:
        value = parse_number(typed[1:] if typed[:1] in {"+", "-"} else typed)
    except UnreadableAmountError:
        raise UnreadableAmountError(text=cut(text, 40)) from None
    return to_cents(-value if typed.startswith("-") else value, text)


def format_amount(cents: int, *, blank_zero: bool = False) -> str:
    """Return `-1 234 567,89` (UIX-17), or nothing for zero when `blank_zero`."""
    if blank_zero and cents == 0:
        return ""
    euros, rest = divmod(abs(cents), 100)
    grouped = f"{euros:,}".replace(",", " ")
    return f"{'-' if cents < 0 else ''}{grouped},{rest:02}"


def format_plain(cents: int) -> str:
    """Return `-1234567,89`, for files read by French programs."""
    euros, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euros},{rest:02}"


def format_point(cents: int) -> str:
    """Return `-1234567.89`, for files that want a point."""
    euros, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euros}.{rest:02}"
