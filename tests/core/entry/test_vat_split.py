"""The arithmetic of the VAT proposed, on any amounts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.entry.model import Column, GridLine, Provenance
from tuicompta.core.entry.ports import VatProposal
from tuicompta.core.entry.vat_split import TaxedLine, net_proposal, owed_vat, remainder
from tuicompta.core.enums import Side
from tuicompta.core.vat import vat_of

AMOUNTS = st.integers(1, 10**9)
RATES = st.sampled_from([210, 550, 850, 1000, 2000])


def line(account: str, debit: int = 0, credit: int = 0, mark: Provenance = Provenance.TYPED) -> GridLine:
    side, cents = (Side.DEBIT, debit) if debit else (Side.CREDIT, credit)
    return GridLine().with_value(Column.ACCOUNT, account, mark).with_amount(side, cents, mark)


@pytest.mark.spec("KM-83")
@given(AMOUNTS, RATES)
def test_net_and_vat_make_the_total_to_the_cent(total: int, rate: int) -> None:
    vat = VatProposal(rate, "44566")
    third_party: TaxedLine = (line("401", credit=total), None)
    net = net_proposal(remainder([third_party]), vat)
    accepted: TaxedLine = (line("606", debit=net, mark=Provenance.ACCEPTED), vat)
    owed = sum(tax.amount for tax in owed_vat([third_party, accepted]))
    assert net + owed == total
    assert abs(owed - vat_of(net, rate)) <= 1


@pytest.mark.spec("KM-84")
@given(st.lists(AMOUNTS, min_size=1, max_size=6), RATES)
def test_typed_nets_owe_the_rounded_tax_of_their_sum(nets: list[int], rate: int) -> None:
    vat = VatProposal(rate, "44566")
    lines: list[TaxedLine] = [(line("606", debit=net), vat) for net in nets]
    expected = vat_of(sum(nets), rate)
    assert [(tax.account, tax.amount, tax.side) for tax in owed_vat(lines)] == (
        [("44566", expected, Side.DEBIT)] if expected else []
    )


@pytest.mark.spec("KM-84")
@given(st.lists(st.tuples(AMOUNTS, RATES), min_size=1, max_size=6))
def test_there_is_one_tax_line_per_rate(nets: list[tuple[int, int]]) -> None:
    lines: list[TaxedLine] = [(line("606", debit=net), VatProposal(rate, f"4456{rate}")) for net, rate in nets]
    owed = owed_vat(lines)
    assert len({tax.account for tax in owed}) == len(owed)
    for tax in owed:
        rate = int(tax.account.removeprefix("4456"))
        assert tax.amount == vat_of(sum(net for net, other in nets if other == rate), rate)


@pytest.mark.spec("KM-86")
@given(AMOUNTS, AMOUNTS, RATES, RATES)
def test_the_second_net_and_both_taxes_make_the_total(total: int, first: int, rate: int, other: int) -> None:
    one, two = VatProposal(rate, "44561"), VatProposal(other, "44562")
    lines: list[TaxedLine] = [(line("401", credit=total), None), (line("6063", debit=first), one)]
    left = remainder(lines)
    net = net_proposal(left, two)
    if net <= 0:
        return
    lines.append((line("6061", debit=net, mark=Provenance.ACCEPTED), two))
    assert sum(pair[0].balance for pair in lines) + sum(tax.amount for tax in owed_vat(lines)) == 0


@pytest.mark.spec("KM-88")
@given(AMOUNTS, RATES)
def test_a_reverse_charge_leaves_the_entry_balanced(total: int, rate: int) -> None:
    vat = VatProposal(rate, "44566", "4452")
    third_party: TaxedLine = (line("401", credit=total), None)
    assert net_proposal(remainder([third_party]), vat) == total
    owed = owed_vat([third_party, (line("611", debit=total, mark=Provenance.ACCEPTED), vat)])
    assert sum(tax.amount for tax in owed) == 0
    if vat_of(total, rate):
        assert [(tax.account, tax.side) for tax in owed] == [("44566", Side.DEBIT), ("4452", Side.CREDIT)]


def test_a_tax_line_settles_the_net_lines_above_it_only() -> None:
    vat = VatProposal(2000, "44566")
    lines: list[TaxedLine] = [
        (line("606", debit=1000), vat),
        (line("44566", debit=150), None),
        (line("606", debit=500), vat),
    ]
    assert [tax.amount for tax in owed_vat(lines)] == [100]


def test_a_dropped_tax_is_owed_no_more() -> None:
    lines: list[TaxedLine] = [(line("606", debit=1000), VatProposal(2000, "44566"))]
    assert owed_vat(lines, ["44566"]) == []
