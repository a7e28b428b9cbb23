import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.enums import JournalType, LineType, Side
from tuicompta.core.line_types import CreditNoteFirstError, NothingLeftError, check_matching, line_type, matched_with

_ALL = st.tuples(
    st.sampled_from(["401FRS", "411CLI", "421", "467X", "44566", "512", "607"]),
    st.sampled_from(JournalType),
    st.sampled_from(Side),
    st.integers(-1000, 1000).filter(bool),
    st.sampled_from([None, Side.DEBIT, Side.CREDIT]),
)
_INVOICE, _NOTE, _PAYMENT, _REFUND = LineType.INVOICE, LineType.CREDIT_NOTE, LineType.PAYMENT, LineType.REFUND
_TABLE = {
    JournalType.SALES: (_INVOICE, _NOTE, None, None),
    JournalType.PURCHASES: (None, None, _NOTE, _INVOICE),
    JournalType.GENERAL: (_INVOICE, _PAYMENT, _PAYMENT, _INVOICE),
    JournalType.TREASURY: (_REFUND, _PAYMENT, _PAYMENT, _REFUND),
    JournalType.OPENING: (_INVOICE, _NOTE, _NOTE, _INVOICE),
}


@pytest.mark.spec("TL-02", "TL-05", "TL-09", "TL-14", "TL-19")
@pytest.mark.parametrize("journal_type", JournalType)
def test_types_follow_the_table(journal_type: JournalType) -> None:
    customer_debit, customer_credit, supplier_debit, supplier_credit = _TABLE[journal_type]
    assert line_type("411CLI", journal_type, Side.DEBIT, 100) is customer_debit
    assert line_type("411CLI", journal_type, Side.CREDIT, 100) is customer_credit
    assert line_type("401FRS", journal_type, Side.DEBIT, 100) is supplier_debit
    assert line_type("401FRS", journal_type, Side.CREDIT, 100) is supplier_credit


@pytest.mark.spec("TL-01")
@given(_ALL)
def test_a_negative_amount_counts_on_the_other_side(
    line: tuple[str, JournalType, Side, int, Side | None],
) -> None:
    number, journal_type, side, amount, general_side = line
    assert line_type(number, journal_type, side, -amount, general_side) is line_type(
        number, journal_type, side.opposite, amount, general_side
    )


@pytest.mark.spec("TL-19")
@given(_ALL)
def test_the_card_settles_the_column_of_other_third_parties_only(
    line: tuple[str, JournalType, Side, int, Side | None],
) -> None:
    number, journal_type, side, amount, general_side = line
    found = line_type(number, journal_type, side, amount, general_side)
    if number in {"44566", "512", "607"}:
        assert found is None
    elif number in {"421", "467X"}:
        like = "411CLI" if general_side is Side.DEBIT else "401FRS"
        assert found is line_type(like, journal_type, side, amount)
    else:
        assert found is line_type(number, journal_type, side, amount)


def test_each_type_is_matched_with_its_own() -> None:
    assert matched_with(LineType.INVOICE) == set()
    assert matched_with(LineType.CREDIT_NOTE) == {LineType.INVOICE}
    assert matched_with(LineType.PAYMENT) == matched_with(LineType.REFUND) == {LineType.INVOICE, LineType.CREDIT_NOTE}


@pytest.mark.parametrize("source", [LineType.CREDIT_NOTE, LineType.PAYMENT])
def test_a_credit_note_or_payment_pays_until_nothing_is_left(source: LineType) -> None:
    check_matching(source, LineType.INVOICE, 1)
    with pytest.raises(NothingLeftError) as refusal:
        check_matching(source, LineType.INVOICE, 0)
    assert str(refusal.value) == "Le reste à affecter est nul."


def test_a_refund_pays_invoices_only_after_credit_notes() -> None:
    check_matching(LineType.REFUND, LineType.INVOICE, 5000)
    for unallocated in (0, -10000):
        with pytest.raises(CreditNoteFirstError) as refusal:
            check_matching(LineType.REFUND, LineType.INVOICE, unallocated)
        assert str(refusal.value) == "Pointez d'abord un avoir."


@given(st.sampled_from([LineType.PAYMENT, LineType.REFUND]), st.integers())
def test_credit_notes_are_matched_without_limit(source: LineType, unallocated: int) -> None:
    check_matching(source, LineType.CREDIT_NOTE, unallocated)
