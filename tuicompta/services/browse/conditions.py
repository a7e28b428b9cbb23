"""Conditions as SQL: constant words of the tables and of this module, every value a parameter."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from tuicompta.services.browse.request import Condition, Group, Request, Test

FIGURES = "0123456789,-"
"""What an amount is written with."""

DAYS = "0123456789/"
"""What a date is written with."""

_SPECIAL, _ESCAPED = re.compile(r"[\\%_]"), r"\\\g<0>"
_NO_DIGIT = re.compile(r"\D")
_IN_TEXT = frozenset({Test.CONTAINS, Test.NOT_CONTAINS, Test.STARTS, Test.ENDS})
_TESTS = {
    Test.EMPTY: "{value} IS NULL",
    Test.NOT_EMPTY: "{value} IS NOT NULL",
    Test.EQUAL: "{value} IS ?",
    Test.DIFFERENT: "{value} IS NOT ?",
    Test.LESS: "coalesce({value} < ?, 0)",
    Test.AT_MOST: "coalesce({value} <= ?, 0)",
    Test.MORE: "coalesce({value} > ?, 0)",
    Test.AT_LEAST: "coalesce({value} >= ?, 0)",
    Test.BETWEEN: "coalesce({value} BETWEEN ? AND ?, 0)",
    Test.CONTAINS: "instr(coalesce({value}, ''), ?) > 0",
    Test.NOT_CONTAINS: "instr(coalesce({value}, ''), ?) = 0",
    Test.STARTS: "substr(coalesce({value}, ''), 1, length(?)) = ?",
    Test.ENDS: "(? = '' OR substr(coalesce({value}, ''), -length(?)) = ?)",
}
"""Each takes its operand as many times as it has question marks."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column as SQL knows it.

    `value` is what is compared and sorted: folded text, cents, ISO date, 0 or 1, NULL where the cell is blank. `found`
    is the folded text a search looks in, `value` itself unless said otherwise; `alphabet` holds all the characters it
    may have, so that no other word is looked for in it. `shown` is the value as the list shows it. `holds` tells, by
    one question mark, whether the text of the column holds another, where that is quicker than looking in each row.
    `like` is a column of plain text whose ASCII letters alone may be capitals, which LIKE searches in half the time;
    `likely` tells by one question mark, for the digits of a text, whether a row may hold it at all.
    """

    value: str
    found: str = ""
    alphabet: str = ""
    shown: str = ""
    holds: str = ""
    like: str = ""
    likely: str = ""


class Sql(NamedTuple):
    """A piece of SQL and its parameters."""

    text: str
    parameters: tuple[Any, ...] = ()


TRUE, FALSE = Sql("1"), Sql("0")


def amount_field(value: str, *, signed: bool = False) -> Field:
    """Return the field of an amount in cents, found without spaces; a zero is blank unless `signed` (UIX-17)."""
    # the expression is one of the constants of the tables that call this
    text = f"iif({value} < 0, '-', '') || printf('%d,%02d', abs({value}) / 100, abs({value}) % 100)"
    blank = f"{value} IS NULL" if signed else f"coalesce({value}, 0) = 0"
    # its digits are looked for in the cents before they are written, which takes longer
    likely = f"(abs({value}) < 100 OR instr({value}, ?) > 0)"
    likely = likely if signed else f"({value} <> 0 AND {likely})"
    return Field(value, f"iif({blank}, '', {text})", alphabet=FIGURES, likely=likely)


def tick_field(value: str) -> Field:
    """Return the field of a tick box."""
    # the expression is one of the constants of the tables that call this
    return Field(value, f"iif({value}, '[x]', '[ ]')")


def day_field(value: str) -> Field:
    """Return the field of a date, found as it is written: 15/03/2026."""
    # the expression is one of the constants of the tables that call this
    text = f"coalesce(substr({value}, 9, 2) || '/' || substr({value}, 6, 2) || '/' || substr({value}, 1, 4), '')"
    return Field(value, text, alphabet=DAYS)


def text_field(folded: str, shown: str = "", like: str = "") -> Field:
    """Return the field of a text by its folded form; spaces alone are a blank cell (FLT-02)."""
    # the expression is one of the constants of the tables that call this
    return Field(f"iif(trim({folded}) = '', NULL, {folded})", folded, shown=shown, like=like)


def kept_rows(request: Request, fields: Mapping[str, Field]) -> Sql:
    """Return what a row must be to be shown."""
    found = [_word(writings, [fields[name] for name in request.searched]) for writings in request.words]
    return _joined([*found, _group(request.conditions, fields)], every=True)


def _word(writings: tuple[str, ...], searched: Iterable[Field]) -> Sql:
    tests = [
        _holds(field, writing)
        for field in searched
        for writing in writings
        if not field.alphabet or frozenset(field.alphabet).issuperset(writing)
    ]
    return _joined(tests, every=False) if tests else FALSE


def _holds(field: Field, writing: str) -> Sql:
    # the expressions are constants of the tables
    if field.holds:
        return Sql(field.holds, (writing,))
    if field.like:
        return Sql(f"{field.like} LIKE ? ESCAPE '\\'", (f"%{_SPECIAL.sub(_ESCAPED, writing)}%",))
    found = f"instr({field.found or field.value}, ?) > 0"
    if field.likely:
        return Sql(f"({field.likely} AND {found})", (_NO_DIGIT.sub("", writing), writing))
    return Sql(found, (writing,))


def _group(group: Group, fields: Mapping[str, Field]) -> Sql:
    if not group.parts:
        return TRUE
    parts = [
        _group(part, fields) if isinstance(part, Group) else _condition(part, fields[part.column])
        for part in group.parts
    ]
    return _joined(parts, every=group.every)


def _joined(parts: list[Sql], *, every: bool) -> Sql:
    # the parts are made of constants and of question marks
    text = (" AND " if every else " OR ").join(part.text for part in parts)
    return Sql(f"({text})", tuple(value for part in parts for value in part.parameters))


def _condition(condition: Condition, field: Field) -> Sql:
    if condition.test is Test.AMONG:
        among = [Sql(f"{field.value} IS ?", (one,)) for one in condition.operands]
        return _joined(among, every=False) if among else FALSE
    text = _TESTS[condition.test]
    times = text.count("?") // max(len(condition.operands), 1)
    value = (field.found or field.value) if condition.test in _IN_TEXT else field.value
    return Sql(text.format(value=value), condition.operands * times)
