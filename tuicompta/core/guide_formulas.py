"""Amount formulas of guide models (SGF-05 to SGF-11).

An expression knows the lines of its guide as `L1`…`L99`, `arrondi(x)`, `min(a;b)` and `max(a;b)`, besides everything
that an amount cell computes. The named formulas look at the line above; «Solde» looks at all the others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Final

from tuicompta.core.amounts import MAX_CENTS, round_half_away
from tuicompta.core.enums import Side
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.expressions import Reader, SyntaxFault
from tuicompta.core.vat import split_total, vat_of

BALANCE: Final = "balance"
VAT_OF_NET: Final = "vat_of_net"
VAT_OF_TOTAL: Final = "vat_of_total"
NET_OF_TOTAL: Final = "net_of_total"
NAMED: Final = {
    VAT_OF_NET: "TVA à partir du HT",
    VAT_OF_TOTAL: "TVA à partir du TTC",
    NET_OF_TOTAL: "HT à partir du TTC",
    BALANCE: "Solde",
}

_LINE = re.compile(r"L([1-9][0-9]?)(?![0-9])")
_ANY_CASE = re.compile(r"l(?=[0-9])")
_FUNCTIONS = {"arrondi": 1, "min": 2, "max": 2}


class FormulaError(TuicomptaError):
    """A formula of a guide cannot be read, or refers to what it cannot know (SGF-10)."""

    template = "Ligne {line} du modèle : formule «{formula}» refusée, {reason}."


class UnreadableFormulaError(TuicomptaError):
    """An own formula cannot be read (SGF-02, SGF-10)."""

    template = "Formule «{formula}» illisible. Exemples : L1*22%, arrondi(L1/12), min(L1;500)."


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
    yet, or has more digits than an amount, is 0. A negative result goes to the other side (SGF-11). A formula is
    computed after the lines it looks at, the line «Solde» last.
    """
    amounts = [
        typed if typed is not None else line.sign * line.amount for line, typed in zip(lines, given, strict=True)
    ]
    left = [rank for rank, line in enumerate(lines) if line.formula and given[rank] is None]
    for rank in _in_order(lines, left):
        if lines[rank].formula == BALANCE:
            amounts[rank] = _bounded(-sum(amounts))
        else:
            amounts[rank] = lines[rank].sign * _bounded(_computed(lines, rank, amounts))
    return amounts


def check_formulas(lines: Sequence[FormulaLine]) -> None:
    """Raise the first of the faults of formulas (SGF-10, MG-14)."""
    for fault in formula_faults(lines):
        raise fault


def formula_faults(lines: Sequence[FormulaLine]) -> list[FormulaError]:
    """Return what is wrong with formulas, with their lines: unreadable, own line, later line without amount, cycle.

    At most one line is «Solde» (SGF-08).
    """
    balances = [rank for rank, line in enumerate(lines) if line.formula == BALANCE]
    faults = [_fault(lines, rank, "une seule ligne Solde par modèle") for rank in balances[1:]]
    formulas = [rank for rank, line in enumerate(lines) if line.formula]
    faults += [_fault(lines, rank, reason) for rank in formulas if (reason := _reason(lines, rank))]
    circular = (rank for rank in formulas if rank in _all_behind(lines, rank))
    return faults or [_fault(lines, rank, "elle dépend d'elle-même") for rank in circular]


def read_expression(formula: str) -> None:
    """Refuse an own formula that cannot be read, whatever the lines it will meet (SGF-02)."""
    if formula in NAMED or not _is_readable(formula, 99):
        raise UnreadableFormulaError(formula=formula)


def _fault(lines: Sequence[FormulaLine], rank: int, reason: str) -> FormulaError:
    formula = lines[rank].formula
    return FormulaError(line=rank + 1, formula=NAMED.get(formula, formula), reason=reason)


def _reason(lines: Sequence[FormulaLine], rank: int) -> str:
    """Return why a formula is refused where it stands, besides cycles."""
    formula = lines[rank].formula
    if formula in NAMED:
        return "" if rank or formula == BALANCE else "aucune ligne au-dessus"
    for number in sorted({int(found) + 1 for found in _behind(lines, rank)}):
        if number > len(lines):
            return f"L{number} n'est pas une ligne du modèle"
        other = lines[number - 1]
        if number - 1 == rank:
            return f"L{number} est sa propre ligne"
        if number - 1 > rank and not other.formula and not other.amount:
            return f"L{number} est une ligne plus bas sans montant"
    return "" if _is_readable(formula, len(lines)) else "elle est illisible"


def _is_readable(formula: str, count: int) -> bool:
    try:
        _FormulaReader(_compact(formula), [100] * count).expression()
    except ZeroDivisionError:
        return True
    except SyntaxFault:
        return False
    return True


def _behind(lines: Sequence[FormulaLine], rank: int) -> set[int]:
    """Return the lines that the formula of a line looks at."""
    formula = lines[rank].formula
    if formula == BALANCE:
        return set(range(len(lines))) - {rank}
    if formula in NAMED:
        return {rank - 1} if rank else set()
    return {int(found) - 1 for found in _LINE.findall(_compact(formula))} if formula else set()


def _all_behind(lines: Sequence[FormulaLine], rank: int) -> set[int]:
    """Return the lines that a formula looks at, and those that theirs look at."""
    found: set[int] = set()
    waiting = [rank]
    while waiting:
        new = {other for other in _behind(lines, waiting.pop()) if other < len(lines)} - found
        found |= new
        waiting += new
    return found


def _in_order(lines: Sequence[FormulaLine], left: Sequence[int]) -> list[int]:
    """Return the lines to compute, each after those it looks at; a cycle is left in the order of the lines."""
    order: list[int] = []
    waiting = sorted(left, key=lambda rank: lines[rank].formula == BALANCE)
    while waiting:
        ready = next((rank for rank in waiting if not _behind(lines, rank) & set(waiting) - {rank}), waiting[0])
        order.append(ready)
        waiting.remove(ready)
    return order


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


def _bounded(cents: int) -> int:
    return cents if abs(cents) <= MAX_CENTS else 0


def _rate_of_group(lines: Sequence[FormulaLine], rank: int) -> int:
    """Return the rate of the line itself, else of the first VAT line after it."""
    return lines[rank].rate or next((line.rate for line in lines[rank:] if line.rate), 0)


def _compact(formula: str) -> str:
    """Return a formula without blanks; its letters may be typed small or capital."""
    return _ANY_CASE.sub("L", "".join(formula.split()).lower())
