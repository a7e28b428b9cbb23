"""VAT of an amount. Rates are in hundredths of a percent: 20 % is 2000, 5,5 % is 550."""

from tuicompta.core.amounts import divide_rounded, format_plain

_WHOLE = 100_00

# Delivered accounts that propose the standard rate, and those under them that do not (TVAP-27).
_PROPOSED = {
    "44566": (
        *("601", "602", "604", "605", "606", "607", "611", "612", "613", "614"),
        *("615", "617", "618", "622", "623", "624", "6257", "626", "628", "651"),
    ),
    "44562": ("205", "208", "213", "215", "218", "23"),
    "44571": ("701", "702", "703", "704", "705", "706", "707", "708"),
}
_NOT_PROPOSED = ("2131",)


def vat_of(net: int, rate: int) -> int:
    """Return the VAT of a net amount in cents, rounded (KM-84): 83,33 at 20 % gives 16,67."""
    return divide_rounded(net * rate, _WHOLE)


def split_total(total: int, rate: int) -> tuple[int, int]:
    """Return the net amount and the VAT that make a total in cents (KM-83): 1 234,56 at 20 % is 1 028,80 + 205,76."""
    net = divide_rounded(total * _WHOLE, _WHOLE + rate)
    return net, total - net


def tax_base(tax: int, rate: int, net: int | None = None) -> int:
    """Return the base of a tax in cents (TVL-16): the net amount typed when it is within a cent of tax, else computed.

    The rate is above zero; without net amount the base is computed.
    """
    computed = divide_rounded(tax * _WHOLE, rate)
    return net if net is not None and abs(net - computed) * rate <= _WHOLE else computed


def format_rate(rate: int) -> str:
    """Return a rate without useless decimals nor sign: `20`, `5,5`, `1,05`."""
    return format_plain(rate).rstrip("0").rstrip(",")


def delivered_vat_root(number: str) -> str | None:
    """Return the root of the VAT account that a delivered account proposes, None when it proposes none (TVAP-27)."""
    if number.startswith(_NOT_PROPOSED):
        return None
    return next((root for root, accounts in _PROPOSED.items() if number.startswith(accounts)), None)
