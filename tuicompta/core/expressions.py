"""Calculations typed in an amount cell (FLD-10, KM-79).

    expression := ["="] sum                      sign    := "+" | "-"
    sum        := [sign] term { sign term }      operand := number ["%"] | "(" sum ")" ["%"]
    term       := operand { ("*" | "/") [sign] operand }

Two signs in a row (`5--1`) are refused: on a numeric pad they are a key pressed twice. A percentage that is a whole
term takes its part of what stands on its left (`1200+20%` is 1 440,00); anywhere else it is a hundredth (`1200*5,5%`
is 66,00, `20%` is 0,20). All is exact and rounded once, at the end.
"""

import re
from fractions import Fraction

from tuicompta.core.amounts import MAX_LENGTH, AmountError, AmountTooLargeError, parse_number, to_cents, without_spaces
from tuicompta.core.text import cut

_MAX_DEPTH = 32
_TOKEN = re.compile(r"[0-9.,]+|[-+*/()%]")
_HUNDREDTH = Fraction(1, 100)


class UnreadableExpressionError(AmountError):
    """The text follows no rule of the calculation."""

    template = "Calcul illisible : «{text}»."


class DivisionByZeroError(AmountError):
    """The calculation divides by zero."""

    template = "Division par zéro : «{text}»."


class _Reader:
    """Reads an expression from left to right; the depth of parentheses bounds the recursion."""

    def __init__(self, text: str) -> None:
        self.tokens = _TOKEN.findall(text)
        self.depth = 0
        if sum(map(len, self.tokens)) != len(text):
            raise ValueError(text)
        self.tokens.reverse()

    def next_is(self, *tokens: str) -> bool:
        return bool(self.tokens) and self.tokens[-1] in tokens

    def taken(self, *tokens: str) -> str:
        """Take the next token if it is one of these, else nothing."""
        return self.tokens.pop() if self.next_is(*tokens) else ""

    def total(self) -> Fraction:
        sign = self.taken("+", "-")
        value, _ = self.term()
        value = -value if sign == "-" else value
        while sign := self.taken("+", "-"):
            amount, is_percentage = self.term()
            amount = value * amount if is_percentage else amount
            value = value - amount if sign == "-" else value + amount
        return value

    def term(self) -> tuple[Fraction, bool]:
        """Return the value of a term, and whether it is a percentage alone."""
        value, is_percentage = self.operand()
        while operator := self.taken("*", "/"):
            sign = self.taken("+", "-")
            factor, _ = self.operand()
            factor = -factor if sign == "-" else factor
            value = value * factor if operator == "*" else value / factor
            is_percentage = False
        return value, is_percentage

    def operand(self) -> tuple[Fraction, bool]:
        if not self.tokens:
            raise ValueError
        value = self.parenthesis() if self.taken("(") else parse_number(self.tokens.pop())
        is_percentage = bool(self.taken("%"))
        return (value * _HUNDREDTH if is_percentage else value), is_percentage

    def parenthesis(self) -> Fraction:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise ValueError
        value = self.total()
        if not self.taken(")"):
            raise ValueError
        self.depth -= 1
        return value


def evaluate_amount(text: str) -> int:
    """Return the cents of a typed amount or calculation, rounded once half away from zero (FLD-10, KM-79).

    Raises UnreadableExpressionError (also beyond 200 characters or 32 nested parentheses), DivisionByZeroError, or
    AmountTooLargeError when a typed number or the result has more than 13 digits before the mark.
    """
    shown = cut(text[:MAX_LENGTH], 40)
    if len(text) > MAX_LENGTH:
        raise UnreadableExpressionError(text=shown)
    try:
        reader = _Reader(without_spaces(text).removeprefix("="))
        value = reader.total()
        if reader.tokens:
            raise ValueError(reader.tokens)
    except ZeroDivisionError:
        raise DivisionByZeroError(text=shown) from None
    except AmountTooLargeError:
        raise
    except (ValueError, AmountError):
        raise UnreadableExpressionError(text=shown) from None
    return to_cents(value, text)
