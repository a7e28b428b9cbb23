from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.widgets.arrangement import (
    Arrangement,
    Condition,
    Filter,
    Operator,
    Sort,
    found,
    satisfies,
    searchable,
    sort_key,
    words_of,
)
from tuicompta.widgets.columns import Column, ColumnType, amount_column

CODE = Column("code", "Code", ColumnType.CODE, 8)
DEBIT = amount_column("debit", "Débit")


def one(operator: Operator, *operands: object) -> Filter:
    return Filter((Condition(operator, operands),))  # type: ignore[arg-type]


@pytest.mark.spec("LST-16")
def test_text_is_sorted_without_regard_to_case_and_accents() -> None:
    assert sorted(["Edit", "Écart", "eau", "Eau"], key=sort_key) == ["eau", "Eau", "Écart", "Edit"]


@pytest.mark.spec("LST-16")
def test_codes_are_sorted_as_text_and_empty_values_last() -> None:
    assert sorted(["412", None, "4110", " ", "411"], key=sort_key) == ["411", "4110", "412", None, " "]


@given(st.lists(st.one_of(st.none(), st.text(max_size=4), st.integers(), st.dates())))
def test_any_values_can_be_sorted_together(values: list[str | int | date | None]) -> None:
    assert len(sorted(values, key=sort_key)) == len(values)


@pytest.mark.spec("LST-07")
@pytest.mark.parametrize("search", ["dupont facture", "FACTURE Dupont", "1234,5", "1234.5", "1 234,50", "1.234,50"])
def test_a_row_is_found_by_its_words_in_any_order_and_by_an_amount_in_any_writing(search: str) -> None:
    text = searchable(("Facture Dùpont", 123450), (CODE, DEBIT))
    assert found(text, words_of(search))


@pytest.mark.spec("LST-07")
def test_every_word_must_be_found() -> None:
    text = searchable(("Facture Dupont", 123450), (CODE, DEBIT))
    assert not found(text, words_of("dupont avoir"))


@pytest.mark.spec("FLT-03")
@pytest.mark.parametrize(
    ("operator", "operands", "kept"),
    [
        (Operator.CONTAINS, ("pon",), {"Dupont"}),
        (Operator.NOT_CONTAINS, ("pon",), {"Durand", "", None}),
        (Operator.STARTS, ("DU",), {"Dupont", "Durand"}),
        (Operator.ENDS, ("nd",), {"Durand"}),
        (Operator.EQUAL, ("dupont",), {"Dupont"}),
        (Operator.DIFFERENT, ("dupont",), {"Durand", "", None}),
        (Operator.EMPTY, (), {"", None}),
        (Operator.NOT_EMPTY, (), {"Dupont", "Durand"}),
        (Operator.AMONG, ("dupont", None), {"Dupont", "", None}),
    ],
)
def test_conditions_on_texts(operator: Operator, operands: tuple[str | None, ...], kept: set[str | None]) -> None:
    values = ["Dupont", "Durand", "", None]
    assert {value for value in values if satisfies(value, one(operator, *operands))} == kept


@pytest.mark.spec("FLT-03")
@pytest.mark.parametrize(
    ("operator", "operands", "kept"),
    [
        (Operator.EQUAL, (200,), {200}),
        (Operator.DIFFERENT, (200,), {100, 300, None}),
        (Operator.LESS, (200,), {100}),
        (Operator.AT_MOST, (200,), {100, 200}),
        (Operator.MORE, (200,), {300}),
        (Operator.AT_LEAST, (200,), {200, 300}),
        (Operator.BETWEEN, (100, 200), {100, 200}),
    ],
)
def test_conditions_on_amounts(operator: Operator, operands: tuple[int, ...], kept: set[int | None]) -> None:
    assert {value for value in [100, 200, 300, None] if satisfies(value, one(operator, *operands))} == kept


@pytest.mark.spec("FLT-03")
def test_two_conditions_are_joined_by_and_or_by_or() -> None:
    both = (Condition(Operator.AT_LEAST, (200,)), Condition(Operator.LESS, (300,)))
    assert [value for value in (100, 200, 300) if satisfies(value, Filter(both))] == [200]
    assert [value for value in (100, 200, 300) if satisfies(value, Filter(both, every=False))] == [100, 200, 300]


@pytest.mark.spec("COL-02")
def test_enter_on_a_heading_sorts_one_way_then_the_other() -> None:
    first = Arrangement().sorted_by("code")
    second = first.sorted_by("code")
    assert (first.sorts, second.sorts) == ((Sort("code"),), (Sort("code", descending=True),))
    assert second.sorted_by("code").sorts == (Sort("code"),)


def test_adding_to_a_sort_keeps_the_others_before_it() -> None:
    sorted_twice = Arrangement().sorted_by("code").sorted_by("debit", add=True)
    assert [sort.column for sort in sorted_twice.sorts] == ["code", "debit"]
