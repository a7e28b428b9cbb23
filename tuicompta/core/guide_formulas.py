"""Amount formulas of guide models (SGF-05 to SGF-11).

An expression knows the lines of its guide as `L1`…`L99`, `arrondi(x)`, `min(a;b)` and `max(a;b)`, besides everything
that an amount cell computes. The named formulas look at the line above.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Final

from tuicompta.core.amounts import round_half_away
from tuicompta.core.enums import Side
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.expressions import Reader, SyntaxFault
from tuicompta.core.vat import split_total, vat_of

BALANCE: Final = "balance"
VAT_OF_NET: Final = "vat_of_net"
VAT_OF_TOTAL: Final = "vat_of_total"
NET_OF_TOTAL: Final = "net_of_total"
NAMED: Final = frozenset({BALANCE, VAT_OF_NET, VAT_OF_TOTAL, NET_OF_TOTAL})

_LINE = re.compile(r"L([1-9][0-9]?)")
_FUNCTIONS = {"arrondi": 1, "min": 2, "max": 2}


class FormulaError(TuicomptaError):
    """A formula of a guide cannot be read, or refers to what it cannot know (SGF-10)."""

    template = "Ligne {line} du modèle : formule «{formula}» refusée, {reason}."


@dataclass(frozen=True, slots=True)
class FormulaLine:
    """A line of a guide for the computation: side, formula, fixed amount in cents, rate of its VAT account."""

    side: Side
    formula: str = ""
    amount: int = 0
    rate: int = 0

    @property
    def sign(self) -> int:
        """1 on the debit side, -1 on the credit side."""
        return 1 if self.side is Side.DEBIT else -1


class _FormulaReader(Reader):
    """Reads an expression whose operands may be lines and functions; `lines` holds the amounts of L1, L2… in cents."""

    TOKEN: ClassVar[re.Pattern[str]] = re.compile(r"L[0-9]+|[a-z]+|[0-9.,]+|[^0-9.,]")

    def __init__(self, text: str, lines: Sequence[int]) -> None:
        super().__init__(text)
        self.lines = lines

    def number(self) -> Fraction:
        token = self.tokens[-1] if self.tokens else ""
        if found := _LINE.fullmatch(token):
            self.tokens.pop()
            return self._line(int(found[1]))
        if token in _FUNCTIONS:
            self.tokens.pop()
            return self._function(token)
        return super().number()

    def _line(self, rank: int) -> Fraction:
        if rank > len(self.lines):
            raise SyntaxFault
        return Fraction(self.lines[rank - 1], 100)

    def _function(self, name: str) -> Fraction:
        if not self.take("("):
            raise SyntaxFault
        arguments = [self.sum()]
        while self.take(";"):
            arguments.append(self.sum())
        if not self.take(")") or len(arguments) != _FUNCTIONS[name]:
            raise SyntaxFault
        if name == "arrondi":
            return Fraction(round_half_away(arguments[0] * 100), 100)
        return min(arguments) if name == "min" else max(arguments)


def evaluate_guide(lines: Sequence[FormulaLine], given: Sequence[int | None]) -> list[int]:
    """Return the amounts of all the lines, debit − credit in cents, formulas computed from the amounts given.

    None stands for an amount not typed; a computed line that was typed over is kept (MG-06). What cannot be computed
    yet is 0. A negative result goes to the other side (SGF-11). The line «Solde» is computed last.
    """
    amounts = [
        typed if typed is not None else line.sign * line.amount for line, typed in zip(lines, given, strict=True)
    ]
    left = [rank for rank, line in enumerate(lines) if line.formula and given[rank] is None]
    for rank in left:
        if lines[rank].formula != BALANCE:
            amounts[rank] = lines[rank].sign * _computed(lines, rank, amounts)
    for rank in left:
        if lines[rank].formula == BALANCE:
            amounts[rank] = -sum(amounts)
    return amounts


def check_formulas(lines: Sequence[FormulaLine]) -> None:
    """Refuse formulas that cannot be read, that refer to themselves or to a later line, and two «Solde» (MG-14)."""
    balances = [rank for rank, line in enumerate(lines, start=1) if line.formula == BALANCE]
    if len(balances) > 1:
        raise FormulaError(line=balances[1], formula="Solde", reason="une seule ligne Solde par modèle")
    for rank, line in enumerate(lines, start=1):
        if line.formula and line.formula not in NAMED:
            _check_expression(rank, line.formula, len(lines))


def _check_expression(rank: int, formula: str, count: int) -> None:
    for reference in (int(found) for found in _LINE.findall(formula)):
        if reference >= rank or reference > count:
            raise FormulaError(line=rank, formula=formula, reason=f"L{reference} n'est pas une ligne au-dessus")
    try:
        _FormulaReader(_compact(formula), [100] * count).expression()
    except ZeroDivisionError:
        return
    except SyntaxFault:
        raise FormulaError(line=rank, formula=formula, reason="elle est illisible") from None


def _computed(lines: Sequence[FormulaLine], rank: int, amounts: Sequence[int]) -> int:
    """Return the result of a formula in cents, on the side of its line."""
    line = lines[rank]
    above = abs(amounts[rank - 1]) if rank else 0
    match line.formula:
        case "vat_of_net":
            return vat_of(above, line.rate)
        case "vat_of_total":
            return split_total(above, line.rate)[1]
        case "net_of_total":
            return split_total(above, _rate_of_group(lines, rank))[0]
    own_sides = [other.sign * amount for other, amount in zip(lines, amounts, strict=True)]
    try:
        return round_half_away(_FormulaReader(_compact(line.formula), own_sides).expression() * 100)
    except (SyntaxFault, ZeroDivisionError):
        return 0


def _rate_of_group(lines: Sequence[FormulaLine], rank: int) -> int:
    """Return the rate of the line itself, else of the first VAT line after it."""
    return lines[rank].rate or next((line.rate for line in lines[rank:] if line.rate), 0)


def _compact(formula: str) -> str:
    return "".join(formula.split())
