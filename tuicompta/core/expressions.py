"""Calculations typed in an amount cell (FLD-10, KM-79).

    expression := ["="] sum                 term    := operand { ("*" | "/") [sign] operand }
    sum        := [sign] term { sign term } operand := (number | "(" sum ")") ["%"]

Two signs in a row (`5--1`) are refused: on a numeric pad they are a key pressed twice. A percentage that is a whole
term takes its part of what stands on its left (`1200+20%` is 1 440,00); anywhere else it is a number of hundredths
(`1200*5,5%` is 66,00 and `20%` is 0,20). All is exact, and rounded once at the end.
"""

import re
from fractions import Fraction
from typing import ClassVar

from tuicompta.core.amounts import MAX_LENGTH, AmountError, read_number, to_cents, without_spaces
from tuicompta.core.text import excerpt

_MAX_DEPTH = 32


class UnreadableExpressionError(AmountError):
    """The text is no calculation."""

    template = "Montant ou calcul illisible : «{text}». Tapez par exemple 1234,56 ou 1200+20%."


class DivisionByZeroError(AmountError):
    """The calculation divides by zero."""

    template = "Division par zéro : «{text}». Corrigez le calcul."


class SyntaxFault(Exception):  # noqa: N818  # never leaves the readers
    """The reader met something else than what the grammar asks."""


class Reader:
    """Reads a calculation from left to right, one method per rule of the grammar."""

    TOKEN: ClassVar[re.Pattern[str]] = re.compile(r"[0-9.,]+|[^0-9.,]")

    def __init__(self, text: str) -> None:
        self.tokens = self.TOKEN.findall(text)[::-1]
        self.depth = 0

    def take(self, *wanted: str) -> str:
        """Take the next token if it is one of those wanted, else return nothing."""
        return self.tokens.pop() if self.tokens and self.tokens[-1] in wanted else ""

    def expression(self) -> Fraction:
        """Return the value of the whole text; raises SyntaxFault."""
        value = self.sum()
        if self.tokens:
            raise SyntaxFault
        return value

    def sum(self) -> Fraction:
        """Return the value of terms added and subtracted."""
        sign = self.take("+", "-")
        value, _ = self.term()
        value = -value if sign == "-" else value
        while sign := self.take("+", "-"):
            amount, is_percentage = self.term()
            amount = value * amount if is_percentage else amount
            value = value - amount if sign == "-" else value + amount
        return value

    def term(self) -> tuple[Fraction, bool]:
        """Return the value of a term, and whether it is a percentage alone."""
        value, is_percentage = self.operand()
        while operator := self.take("*", "/"):
            sign = self.take("+", "-")
            factor, _ = self.operand()
            factor = -factor if sign == "-" else factor
            value = value * factor if operator == "*" else value / factor
            is_percentage = False
        return value, is_percentage

    def operand(self) -> tuple[Fraction, bool]:
        """Return the value of a number or parenthesis, and whether it is a percentage."""
        value = self.parenthesis() if self.take("(") else self.number()
        return (value / 100, True) if self.take("%") else (value, False)

    def number(self) -> Fraction:
        """Return the value of the next number."""
        value = read_number(self.tokens.pop()) if self.tokens else None
        if value is None:
            raise SyntaxFault
        return value

    def parenthesis(self) -> Fraction:
        """Return the value up to the closing parenthesis."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise SyntaxFault
        value = self.sum()
        if not self.take(")"):
            raise SyntaxFault
        self.depth -= 1
        return value


def evaluate_amount(text: str) -> int:
    """Return the cents of a typed amount or calculation, rounded once half away from zero (FLD-10, KM-79).

    Raises UnreadableExpressionError (also beyond 200 characters or 32 parentheses inside one another),
    DivisionByZeroError, or AmountTooLargeError when the result has more than 13 digits before the mark.
    """
    if len(text) > MAX_LENGTH:
        raise UnreadableExpressionError(text=excerpt(text))
    try:
        euros = Reader(without_spaces(text).removeprefix("=")).expression()
    except ZeroDivisionError:
        raise DivisionByZeroError(text=excerpt(text)) from None
    except SyntaxFault:
        raise UnreadableExpressionError(text=excerpt(text)) from None
    return to_cents(euros, text)
