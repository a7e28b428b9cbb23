import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.amounts import MAX_CENTS
from tuicompta.core.vat import delivered_vat_root, format_rate, split_total, tax_base, vat_of

_AMOUNTS = st.integers(-MAX_CENTS, MAX_CENTS)
_RATES = st.sampled_from([0, 90, 105, 175, 210, 550, 700, 850, 1000, 1300, 1960, 2000]) | st.integers(0, 10000)


@pytest.mark.spec("KM-83")
@pytest.mark.parametrize(
    ("total", "rate", "net", "vat"),
    [
        (123456, 2000, 102880, 20576),
        (10000, 2000, 8333, 1667),
        (120000, 2000, 100000, 20000),
        (50000 - 24000, 550, 24645, 1355),
        (-12000, 2000, -10000, -2000),
        (10000, 0, 10000, 0),
        (1, 2000, 1, 0),
    ],
)
def test_a_total_is_split(total: int, rate: int, net: int, vat: int) -> None:
    assert split_total(total, rate) == (net, vat)


@pytest.mark.parametrize(
    ("net", "rate", "vat"),
    [(8333, 2000, 1667), (4000 + 6000, 550, 550), (-8333, 2000, -1667), (3, 2000, 1), (2, 2000, 0)],
)
def test_vat_of_a_net_amount(net: int, rate: int, vat: int) -> None:
    assert vat_of(net, rate) == vat


@pytest.mark.spec("UINV-09")
@given(_AMOUNTS, _RATES)
def test_the_parts_of_a_total_add_up_and_a_credit_note_mirrors_its_invoice(total: int, rate: int) -> None:
    net, vat = split_total(total, rate)
    assert net + vat == total
    assert abs(vat) <= abs(total)
    assert split_total(-total, rate) == (-net, -vat)


@given(_AMOUNTS, _RATES)
def test_the_vat_of_the_net_part_is_the_vat_part_to_the_cent(total: int, rate: int) -> None:
    net, vat = split_total(total, rate)
    assert abs(vat_of(net, rate) - vat) <= 1


@given(_AMOUNTS, _RATES)
def test_a_net_amount_plus_its_vat_splits_back(net: int, rate: int) -> None:
    assert split_total(net + vat_of(net, rate), rate)[0] == net


def test_rates_are_shown_without_useless_decimals() -> None:
    assert [format_rate(rate) for rate in (2000, 550, 210, 105, 0, 1000)] == ["20", "5,5", "2,1", "1,05", "0", "10"]


@pytest.mark.parametrize(
    ("number", "root"),
    [
        ("607000", "44566"),
        ("6257", "44566"),
        ("6063", "44566"),
        ("651", "44566"),
        ("2183", "44562"),
        ("231", "44562"),
        ("707", "44571"),
        ("708500", "44571"),
        *((number, None) for number in ("603", "616", "625", "6251", "627", "641", "661", "211", "2131", "261", "275")),
        *((number, None) for number in ("709", "713", "758", "401", "512", "609")),
    ],
)
def test_delivered_accounts_propose_their_vat_account(number: str, root: str | None) -> None:
    assert delivered_vat_root(number) == root


@pytest.mark.parametrize(
    ("tax", "net", "base"),
    [
        (1667, 8333, 8333),
        (1667, None, 8335),
        (1667, 8339, 8339),
        (1667, 8341, 8335),
        (-1667, -8333, -8333),
        (2000, 0, 10000),
    ],
)
def test_the_base_is_what_was_typed_within_a_cent_of_tax(tax: int, net: int | None, base: int) -> None:
    assert tax_base(tax, 2000, net) == base
