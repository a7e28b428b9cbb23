"""What is typed in a filter cell (RECH-18)."""

from __future__ import annotations

from datetime import date

import pytest

from tuicompta.widgets.arrangement import Condition, Filter, Operator
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.filter_syntax import FilterUnreadableError, read_filter

TEXT = Column("label", "Libellé")
CODE = Column("account", "N° de compte", ColumnType.CODE)
AMOUNT = Column("debit", "Débit", ColumnType.AMOUNT)
DAY = Column("day", "Jour", ColumnType.DATE)
NUMBER = Column("cheque", "N° de chèque", ColumnType.NUMBER)


@pytest.mark.spec("RECH-18")
@pytest.mark.parametrize(
    ("text", "column", "operator", "operands"),
    [
        ("dup", TEXT, Operator.CONTAINS, ("dup",)),
        ("=Dupont", TEXT, Operator.EQUAL, ("Dupont",)),
        ("!Dupont", TEXT, Operator.NOT_CONTAINS, ("Dupont",)),
        ("512*", CODE, Operator.STARTS, ("512",)),
        ("1 234.5", AMOUNT, Operator.CONTAINS, ("1234,5",)),
        ("=1200", AMOUNT, Operator.EQUAL, (120_000,)),
        (">1200,5", AMOUNT, Operator.MORE, (120_050,)),
        (">= 1200", AMOUNT, Operator.AT_LEAST, (120_000,)),
        ("<-5", AMOUNT, Operator.LESS, (-500,)),
        ("<=01/03/2026", DAY, Operator.AT_MOST, (date(2026, 3, 1),)),
        ("01/03/2026..31/03/2026", DAY, Operator.BETWEEN, (date(2026, 3, 1), date(2026, 3, 31))),
        ("10..20", AMOUNT, Operator.BETWEEN, (1000, 2000)),
        ("10..", AMOUNT, Operator.AT_LEAST, (1000,)),
        ("..20", AMOUNT, Operator.AT_MOST, (2000,)),
        (">12", NUMBER, Operator.MORE, (12,)),
        ("=", TEXT, Operator.EMPTY, ()),
        ("!", TEXT, Operator.NOT_EMPTY, ()),
        (">5", TEXT, Operator.CONTAINS, (">5",)),
    ],
)
def test_a_text_asks_for_a_condition(
    text: str, column: Column, operator: Operator, operands: tuple[object, ...]
) -> None:
    assert read_filter(text, column) == Filter((Condition(operator, operands),))  # type: ignore[arg-type]


def test_a_blank_cell_asks_for_nothing() -> None:
    assert read_filter(" \u200b ", TEXT) is None


@pytest.mark.parametrize(
    ("text", "column"),
    [
        (">x", AMOUNT),
        ("=32/01/2026", DAY),
        ("a..b", DAY),
        (">1,5", NUMBER),
        (">", AMOUNT),
        (">" + "9" * 30, NUMBER),
        ("=" + "9" * 30, AMOUNT),
    ],
)
def test_what_cannot_be_compared_is_refused_with_an_example(text: str, column: Column) -> None:
    with pytest.raises(FilterUnreadableError, match=rf"«{column.title}».*par exemple >="):
        read_filter(text, column)
