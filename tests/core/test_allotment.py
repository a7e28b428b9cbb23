"""How a source line is shared out over the due dates ticked: the examples of the specification."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.allotment import NotEnoughLeftError, allot
from tuicompta.core.enums import LineType
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.line_types import CreditNoteFirstError, NothingLeftError

PAYMENT, REFUND, NOTE, INVOICE = LineType.PAYMENT, LineType.REFUND, LineType.CREDIT_NOTE, LineType.INVOICE


@dataclass(frozen=True)
class Due:
    id: int
    kind: LineType
    balance: int
    matched: int = 0


@pytest.mark.spec("PTG-02", "PTG-05")
def test_the_example_of_the_rest() -> None:
    dues = [Due(1, INVOICE, 60_000), Due(2, INVOICE, 35_000)]
    assert allot(PAYMENT, 100_000, dues, {1, 2}) == ({1: 60_000, 2: 35_000}, 5_000)
    assert allot(PAYMENT, 100_000, dues, {2}) == ({2: 35_000}, 65_000)
    assert allot(PAYMENT, 100_000, dues, set()) == ({}, 100_000)


@pytest.mark.spec("TL-13")
def test_a_credit_note_makes_room_for_a_larger_invoice() -> None:
    dues = [Due(1, INVOICE, 105_000), Due(2, NOTE, 5_000)]
    assert allot(PAYMENT, 100_000, dues, {2}) == ({2: 5_000}, 105_000)
    assert allot(PAYMENT, 100_000, dues, {1, 2}) == ({1: 105_000, 2: 5_000}, 0)


@pytest.mark.spec("TL-17", "PTG-05")
def test_a_refund_takes_what_it_refunds_of_a_credit_note_then_all_of_the_next() -> None:
    dues = [Due(1, NOTE, 15_000), Due(2, NOTE, 4_000)]
    assert allot(REFUND, -10_000, dues, {1}) == ({1: 10_000}, 0)
    assert allot(REFUND, -10_000, dues, {1, 2}) == ({1: 10_000, 2: 4_000}, 4_000)


@pytest.mark.spec("TL-08", "TL-12", "TL-18", "PTG-08")
def test_what_the_rest_does_not_allow_is_refused() -> None:
    dues = [Due(1, INVOICE, 60_000), Due(2, INVOICE, 1)]
    with pytest.raises(NothingLeftError):
        allot(PAYMENT, 60_000, dues, {1, 2})
    with pytest.raises(CreditNoteFirstError):
        allot(REFUND, -100, dues, {1})
    held = [Due(1, INVOICE, 0, 105_000), Due(2, NOTE, 0, 5_000)]
    with pytest.raises(NotEnoughLeftError):
        allot(PAYMENT, 0, held, {1})
    assert allot(PAYMENT, 0, held, {2}) == ({2: 5_000}, 105_000)


@pytest.mark.spec("EINV-03")
@given(
    st.sampled_from([PAYMENT, NOTE, REFUND]),
    st.integers(1, 1_000),
    st.lists(st.tuples(st.sampled_from([INVOICE, NOTE]), st.integers(1, 1_000)), max_size=6),
    st.sets(st.integers(0, 5)),
)
def test_nothing_is_settled_beyond_its_balance_nor_the_source(
    source: LineType, amount: int, kinds: list[tuple[LineType, int]], ticked: set[int]
) -> None:
    start = -amount if source is REFUND else amount
    dues = [Due(rank, kind, balance) for rank, (kind, balance) in enumerate(kinds)]
    try:
        amounts, left = allot(source, start, dues, ticked)
    except TuicomptaError:
        return
    assert all(0 < settled <= dues[due].balance for due, settled in amounts.items())
    invoices = sum(settled for due, settled in amounts.items() if dues[due].kind is INVOICE)
    notes = sum(settled for due, settled in amounts.items() if dues[due].kind is NOTE)
    assert left == start - invoices + notes
    assert not invoices or left >= 0
