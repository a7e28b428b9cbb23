"""An invoice typed without accounts makes a balanced entry, to the cent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.amounts import format_amount
from tuicompta.core.entry.model import Column, Provenance
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.practical.errors import (
    InvoiceGapError,
    MissingNatureError,
    VatAmountError,
    ZeroNetError,
    ZeroTotalError,
)
from tuicompta.core.practical.invoice import Invoice, NetLine, VatBlock, check_invoice, invoice_lines, rate_label
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.core.vat import split_total

DAY = date(2026, 3, 15)
PURCHASE, SALE = PracticalKind.PURCHASE, PracticalKind.SALE


def vat_account(nature: str, rate: int) -> str:
    root = "44571" if nature.startswith("7") else "44562" if nature.startswith("2") else "44566"
    return f"{root}{rate}"


def invoice(total: int, *blocks: VatBlock, kind: PracticalKind = PURCHASE, due: date | None = None) -> Invoice:
    party = "401DUP" if kind is PURCHASE else "411MAR"
    return Invoice(kind, DAY, "F12", party, "Papier", total, blocks, due)


def posted(typed: Invoice) -> list[tuple[str, int, int]]:
    check_invoice(typed)
    return [(line.account, line.debit, line.credit) for line in invoice_lines(typed, vat_account)]


@pytest.mark.spec("SP-01", "INVT-05")
def test_a_purchase_is_a_debt_its_charges_and_their_vat() -> None:
    block = VatBlock(2000, 2000, (NetLine("6064", 6000), NetLine("6063", 4000)))
    assert posted(invoice(12_000, block)) == [
        ("401DUP", 0, 12_000),
        ("6064", 6000, 0),
        ("6063", 4000, 0),
        ("445662000", 2000, 0),
    ]


@pytest.mark.spec("SP-09")
def test_a_sale_is_a_claim_its_income_and_its_vat() -> None:
    block = VatBlock(550, 522, (NetLine("707", 9478),))
    assert posted(invoice(10_000, block, kind=SALE)) == [
        ("411MAR", 10_000, 0),
        ("707", 0, 9478),
        ("44571550", 0, 522),
    ]


@pytest.mark.spec("SP-10")
def test_a_credit_note_is_typed_negative_and_posted_positive_on_the_opposite_sides() -> None:
    block = VatBlock(2000, -2000, (NetLine("607", -10_000),))
    assert posted(invoice(-12_000, block)) == [("401DUP", 12_000, 0), ("607", 0, 10_000), ("445662000", 0, 2000)]
    block = VatBlock(2000, -2000, (NetLine("707", -10_000),))
    assert posted(invoice(-12_000, block, kind=SALE)) == [
        ("411MAR", 0, 12_000),
        ("707", 10_000, 0),
        ("445712000", 2000, 0),
    ]


@pytest.mark.spec("SP-20")
def test_several_rates_make_one_entry() -> None:
    blocks = (
        VatBlock(2000, 4000, (NetLine("6063", 20_000),)),
        VatBlock(550, 1355, (NetLine("6061", 24_645),)),
        VatBlock(None, 0, (NetLine("6251", 3000),)),
    )
    assert posted(invoice(53_000, *blocks)) == [
        ("401DUP", 0, 53_000),
        ("6063", 20_000, 0),
        ("445662000", 4000, 0),
        ("6061", 24_645, 0),
        ("44566550", 1355, 0),
        ("6251", 3000, 0),
    ]


@pytest.mark.spec("INVT-05")
def test_the_vat_of_natures_with_several_vat_accounts_is_shared_without_losing_a_cent() -> None:
    block = VatBlock(2000, 1000, (NetLine("2183", 3333), NetLine("6064", 1667)))
    assert posted(invoice(6000, block)) == [
        ("401DUP", 0, 6000),
        ("2183", 3333, 0),
        ("6064", 1667, 0),
        ("445622000", 667, 0),
        ("445662000", 333, 0),
    ]


def test_every_line_bears_the_description_the_number_and_the_third_party_the_due_date() -> None:
    block = VatBlock(None, 0, (NetLine("6064", 12_000),))
    lines = invoice_lines(invoice(12_000, block, due=date(2026, 4, 30)), vat_account)
    assert [(line.piece, line.label) for line in lines] == [("F12", "Papier")] * 2
    assert [line.due_date for line in lines] == [date(2026, 4, 30), None]
    assert lines[0].provenance(Column.DUE_DATE) is Provenance.TYPED


@pytest.mark.spec("SP-18")
@pytest.mark.parametrize(
    ("total", "block", "error", "said"),
    [
        (12_000, VatBlock(2000, 2000, (NetLine("6064", 9000),)), InvoiceGapError, "différence 10,00"),
        (0, VatBlock(None, 0, (NetLine("6064", 1),)), ZeroTotalError, "Montant nul interdit"),
        (12_000, VatBlock(2000, 12_000, ()), MissingNatureError, "Aucune nature pour 20 %"),
        (12_000, VatBlock(2000, 12_000, (NetLine("6064", 0),)), ZeroNetError, "la nature 6064"),
        (12_000, VatBlock(2000, 13_000, (NetLine("6064", -1000),)), VatAmountError, "TVA de 130,00 refusée à 20 %"),
        (12_000, VatBlock(2000, -1000, (NetLine("6064", 13_000),)), VatAmountError, "TVA de -10,00"),
        (-12_000, VatBlock(2000, 2000, (NetLine("6064", -14_000),)), VatAmountError, "TVA de 20,00"),
        (12_000, VatBlock(None, 100, (NetLine("6064", 11_900),)), VatAmountError, "Sans TVA"),
    ],
)
def test_what_does_not_agree_is_refused(total: int, block: VatBlock, error: type[TuicomptaError], said: str) -> None:
    with pytest.raises(error) as refused:
        check_invoice(invoice(total, block))
    assert said in str(refused.value)


CENTS = st.integers(-(10**13), 10**13).filter(bool)
RATES = st.sampled_from([None, 210, 550, 850, 1000, 2000, 10_000])


@pytest.mark.spec("INVT-05", "SP-05")
@given(
    st.lists(st.tuples(CENTS, RATES, st.lists(CENTS, max_size=3)), min_size=1, max_size=4),
    st.sampled_from([PURCHASE, SALE]),
)
def test_any_invoice_whose_vat_is_computed_balances(
    parts: list[tuple[int, int | None, list[int]]], kind: PracticalKind
) -> None:
    natures = ("6064", "2183", "6061", "2154") if kind is PURCHASE else ("707", "706", "708", "701")
    blocks = []
    for total, rate, typed in parts:
        net, vat = (total, 0) if rate is None else split_total(total, rate)
        assert net + vat == total
        amounts = [*typed, net - sum(typed)]
        nets = [NetLine(nature, amount) for nature, amount in zip(natures, amounts, strict=False) if amount]
        blocks.append(VatBlock(rate, vat, tuple(nets)))
    total = sum(block.total for block in blocks)
    lines = invoice_lines(invoice(total or 1, *blocks, kind=kind), vat_account)[1:]
    sign = 1 if kind is PURCHASE else -1
    assert sum(line.debit - line.credit for line in lines) == sign * total
    assert all(min(line.debit, line.credit) == 0 < max(line.debit, line.credit) for line in lines)


def test_rates_are_called_as_people_call_them() -> None:
    assert [rate_label(rate) for rate in (2000, 550, 210, None)] == ["20 %", "5,5 %", "2,1 %", "Sans TVA"]
    assert format_amount(2000) == "20,00"
