"""What is asked of a table of any size: words searched, conditions, order (LST-07, FLT-03, VUE-08, COL-01)."""

from dataclasses import dataclass
from enum import Enum, auto

Operand = str | int | None
"""A folded text, whole cents, an ISO date, 0 or 1; nothing stands for a blank cell."""


class Test(Enum):
    """What a condition compares."""

    __test__ = False

    CONTAINS = auto()
    NOT_CONTAINS = auto()
    STARTS = auto()
    ENDS = auto()
    EQUAL = auto()
    DIFFERENT = auto()
    EMPTY = auto()
    NOT_EMPTY = auto()
    LESS = auto()
    AT_MOST = auto()
    MORE = auto()
    AT_LEAST = auto()
    BETWEEN = auto()
    AMONG = auto()


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of a column; `operands` are none, one, two for `BETWEEN`, any number for `AMONG`."""

    column: str
    test: Test
    operands: tuple[Operand, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions and groups of conditions, all of which must hold, or one of which."""

    parts: "tuple[Condition | Group, ...]" = ()
    every: bool = True


@dataclass(frozen=True, slots=True)
class Order:
    """A sort by a column; blank cells come last both ways (LST-16)."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """`words` are searched in the columns `searched`, each in one of its writings; rows must hold them all."""

    words: tuple[tuple[str, ...], ...] = ()
    searched: tuple[str, ...] = ()
    conditions: Group = Group()
    orders: tuple[Order, ...] = ()
