import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.natures import (
    ROOTS,
    AccountNature,
    NoNatureError,
    has_due_dates,
    is_customer,
    is_supplier,
    is_third_party,
    nature_of,
    natures_of,
)

_NUMBERS = st.from_regex(r"[1-9][0-9A-Z]{0,9}", fullmatch=True)


@pytest.mark.spec("NC-05", "NC-01")
@pytest.mark.parametrize(
    ("number", "shown", "others"),
    [
        ("101000", "Capitaux", {"Comptes de bilan"}),
        ("120", "Résultat, bénéfice", {"Comptes de bilan", "Capitaux"}),
        ("129000", "Résultat, perte", {"Comptes de bilan", "Capitaux"}),
        ("2183", "Immobilisations", {"Comptes de bilan"}),
        ("370", "Stocks", {"Comptes de bilan"}),
        ("401FRS", "Fournisseurs et comptes rattachés", {"Comptes de bilan"}),
        ("411DUPONT", "Clients et comptes rattachés", {"Comptes de bilan"}),
        ("421", "Autres Tiers avec échéance", {"Comptes de bilan", "Créances et dettes diverses"}),
        ("4421", "Autres Tiers avec échéance", {"Comptes de bilan", "Créances et dettes diverses"}),
        ("44566", "Taxes sur le chiffre d'affaires", {"Comptes de bilan"}),
        ("471", "Créances et dettes diverses", {"Comptes de bilan"}),
        ("486", "Comptes de bilan", set[str]()),
        ("491", "Comptes de bilan", set[str]()),
        ("503", "Autres comptes financiers", {"Comptes de bilan"}),
        ("511", "Comptes pour rapprochement", {"Comptes de bilan", "Autres comptes financiers"}),
        ("512000", "Banque", {"Comptes de bilan", "Comptes pour rapprochement"}),
        ("514", "Chèques postaux", {"Comptes de bilan", "Comptes pour rapprochement"}),
        ("530", "Caisse", {"Comptes de bilan"}),
        ("6064", "Charges", set[str]()),
        ("707", "Produits", set[str]()),
        ("801", "Comptes spéciaux", set[str]()),
        ("9", "Comptes spéciaux", set[str]()),
    ],
)
def test_natures_follow_the_table(number: str, shown: str, others: set[str]) -> None:
    assert nature_of(number).label == shown
    assert {nature.label for nature in natures_of(number)} == others | {shown}


TABLE = {
    "Comptes de bilan": (("1", "2", "3", "4", "5"), ()),
    "Résultat, bénéfice": (("120",), ()),
    "Résultat, perte": (("129",), ()),
    "Capitaux": (("1",), ()),
    "Immobilisations": (("2",), ()),
    "Stocks": (("3",), ()),
    "Fournisseurs et comptes rattachés": (("40",), ()),
    "Clients et comptes rattachés": (("41",), ()),
    "Autres Tiers avec échéance": (("42", "43", "44", "45", "46"), ("445",)),
    "Créances et dettes diverses": (("42", "43", "44", "45", "46", "47"), ("445",)),
    "Taxes sur le chiffre d'affaires": (("445",), ()),
    "Comptes pour rapprochement": (("51",), ()),
    "Banque": (("512",), ()),
    "Chèques postaux": (("514",), ()),
    "Caisse": (("53",), ()),
    "Autres comptes financiers": (("5",), ("512", "514", "53")),
    "Charges": (("6",), ()),
    "Produits": (("7",), ()),
    "Comptes spéciaux": (("8", "9"), ()),
}


@pytest.mark.spec("NC-05")
def test_the_natures_and_their_roots_are_those_of_the_table() -> None:
    found = {nature.label: (set(roots.covered), set(roots.left_out)) for nature, roots in ROOTS.items()}
    assert found == {label: (set(covered), set(left_out)) for label, (covered, left_out) in TABLE.items()}


@pytest.mark.spec("SINV-06")
@given(_NUMBERS)
def test_every_account_number_has_a_nature_among_its_own(number: str) -> None:
    assert nature_of(number) in natures_of(number)
    assert (AccountNature.BALANCE_SHEET in natures_of(number)) == (number[0] in "12345")


@pytest.mark.parametrize("text", ["", "0512", "X12", "\u0663", " 4"])
def test_what_is_no_account_number_has_no_nature(text: str) -> None:
    assert natures_of(text) == frozenset()
    with pytest.raises(NoNatureError, match="de 1 à 9"):
        nature_of(text)


def test_third_parties_are_the_accounts_of_three_natures() -> None:
    assert is_customer("411")
    assert not is_customer("401")
    assert is_supplier("408")
    assert not is_supplier("42")
    third_parties = ["401", "411", "421", "431", "4421", "444", "447", "455", "467"]
    others = ["445", "44571", "471", "486", "491", "512", "4", "607"]
    assert [number for number in third_parties + others if is_third_party(number)] == third_parties


@given(_NUMBERS)
def test_due_dates_exist_on_third_party_accounts_only(number: str) -> None:
    assert has_due_dates(number) == bool(
        natures_of(number) & {AccountNature.CUSTOMERS, AccountNature.SUPPLIERS, AccountNature.OTHER_THIRD_PARTIES}
    )
