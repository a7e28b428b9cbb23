"""Amounts: whole cents everywhere, typed and shown the French way."""

import re
from fractions import Fraction

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import excerpt

MAX_CENTS = 10**15 - 1
MAX_LENGTH = 200

_SPACES = str.maketrans("", "", " \t\u00a0\u2007\u2009\u202f")
# Digits in one run, or in groups of three parted by the mark that is not the decimal one; then the decimals.
_NUMBER = re.compile(
    r"""( [0-9]* | [0-9]{1,3} (?:\.[0-9]{3})+ (?=,) | [0-9]{1,3} (?:,[0-9]{3})+ (?=\.) )
        (?: [.,] ([0-9]*) )?""",
    re.VERBOSE,
)


class AmountError(TuicomptaError):
    """What was typed gives no amount; the base of the refusals of an amount cell."""


class UnreadableAmountError(AmountError):
    """The text is not a number (FLD-09)."""

    template = "Montant illisible : «{text}». Tapez par exemple 1234,56."


class AmountTooLargeError(AmountError):
    """The amount has more than 13 digits before the mark (FLD-09)."""

    template = "Montant trop grand : «{text}». Au plus 13 chiffres avant la virgule."


def divide_rounded(numerator: int, denominator: int) -> int:
    """Return numerator ÷ denominator, half away from zero (FLD-09); the denominator is positive."""
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -magnitude if numerator < 0 else magnitude


def round_half_away(value: Fraction) -> int:
    """Return the whole number nearest to an exact value, half away from zero (FLD-09, UINV-09)."""
    return divide_rounded(value.numerator, value.denominator)


def without_spaces(text: str) -> str:
    """Return what was typed in an amount cell without spaces nor final `€`, its minus signs being the ASCII one."""
    return text.translate(_SPACES).removesuffix("€").replace("−", "-")


def read_number(text: str) -> Fraction | None:
    """Return the exact value of `1234,5`, `1.234,567`, `,5` or `5,`, or None when this is no unsigned number.

    Only the digits 0 to 9 are read. A mark that comes twice cannot be the decimal one: `1.234.567` is no number.
    """
    match = _NUMBER.fullmatch(text)
    if match is None or not text.strip(".,"):
        return None
    whole, decimals = re.sub("[.,]", "", match[1]), match[2] or ""
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def to_cents(euros: Fraction, typed: str) -> int:
    """Return an exact number of euros in cents, rounded once; raises AmountTooLargeError with the text typed."""
    cents = round_half_away(euros * 100)
    if abs(cents) > MAX_CENTS:
        raise AmountTooLargeError(text=excerpt(typed))
    return cents


def parse_amount(text: str) -> int:
    """Return the cents of a typed amount (FLD-09, KM-80).

    A comma or a point is the decimal mark, the last one when both are there; spaces and a final `€` are ignored; more
    than two decimals are rounded half away from zero. Raises UnreadableAmountError (also beyond 200 characters) or
    AmountTooLargeError.
    """
    typed = without_spaces(text) if len(text) <= MAX_LENGTH else ""
    sign = -1 if typed.startswith("-") else 1
    euros = read_number(typed[1:] if typed[:1] in {"+", "-"} else typed)
    if euros is None:
        raise UnreadableAmountError(text=excerpt(text))
    return to_cents(sign * euros, text)


def _parts(cents: int) -> tuple[str, int, int]:
    euros, rest = divmod(abs(cents), 100)
    return "-" if cents < 0 else "", euros, rest


def format_count(number: int) -> str:
    """Return a number of things as `1 234 567`."""
    return f"{number:,}".replace(",", " ")


def format_amount(cents: int, *, blank_zero: bool = False) -> str:
    """Return `-1 234 567,89` (UIX-17), or nothing for zero when `blank_zero`."""
    if blank_zero and cents == 0:
        return ""
    sign, euros, rest = _parts(cents)
    return f"{sign}{format_count(euros)},{rest:02}"


def format_rounded(cents: int, decimals: int, *, blank_zero: bool = False) -> str:
    """Return an amount shown with 0 to 2 decimals, rounded half away from zero: `-1 234 568` (EDM-04, UINV-09)."""
    unit = 10 ** (2 - decimals)
    written = format_amount(divide_rounded(cents, unit) * unit, blank_zero=blank_zero and cents == 0)
    return written if decimals == 2 else written[: -2 + decimals].rstrip(",")  # noqa: PLR2004 (cents have two)


def format_plain(cents: int) -> str:
    """Return `-1234567,89`, for files read by French programs."""
    if cents < 0:
        return f"-{-cents // 100},{-cents % 100:02}"
    return f"{cents // 100},{cents % 100:02}"


def format_point(cents: int) -> str:
    """Return `-1234567.89`, the form of files with a point."""
    sign, euros, rest = _parts(cents)
    return f"{sign}{euros}.{rest:02}"
