import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.bank_details import (
    BicError,
    CreditorIdentifierError,
    IbanError,
    Rib,
    RibError,
    check_bic,
    check_creditor_identifier,
    check_iban,
    check_rib,
    iban_of,
    rib_of,
)

RIB, IBAN = "20041 01005 0500013M026 06", "FR14 2004 1010 0505 0001 3M02 606"


@pytest.mark.spec("VPFO-05", "BANK-11")
def test_a_rib_gives_its_iban_and_the_reverse() -> None:
    assert iban_of("20041010050500013m02606") == IBAN
    assert rib_of(IBAN) == RIB
    assert check_iban("fr1420041010050500013M02606") == IBAN
    assert check_rib("20041-01005-0500013M026-06") == RIB


@pytest.mark.spec("VPFO-05", "SINV-11")
@pytest.mark.parametrize(
    ("iban", "reason"),
    [
        ("FR8420041010050500013M02607", "clé RIB 07 au lieu de 06"),
        ("FR1520041010050500013M02606", "clé 15 au lieu de 14"),
        ("FR142004101005050001302606", "26 caractères au lieu de 27"),
        ("FR14 2004 1010 0505 0001 3M02 6066", "28 caractères au lieu de 27"),
        ("XX14200410100505", "clé 14 au lieu de"),
        ("DE893704004405320130001", "clé 89 au lieu de"),
        ("", "deux lettres du pays"),
        ("FR", "deux lettres du pays"),
        ("FR\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT FOUR}20041010050500013M02606", "deux lettres du pays"),
    ],
)
def test_a_wrong_iban_is_refused_with_what_was_expected(iban: str, reason: str) -> None:
    with pytest.raises(IbanError) as refusal:
        check_iban(iban)
    assert reason in str(refusal.value)


@pytest.mark.parametrize("iban", ["DE89370400440532013000", "BE68539007547034", "MC5811222000010123456789030"])
def test_ibans_of_other_countries(iban: str) -> None:
    assert check_iban(iban).replace(" ", "") == iban


@pytest.mark.spec("VPFO-05")
def test_the_key_of_an_iban_of_monaco_is_that_of_its_rib() -> None:
    assert rib_of("MC5811222000010123456789030") == "11222 00001 01234567890 30"
    assert rib_of("DE89370400440532013000") == ""
    wrong = "MC" + "31" + "11222000010123456789031"
    with pytest.raises(IbanError, match="clé RIB 31 au lieu de 30"):
        check_iban(wrong)


@pytest.mark.spec("VPFO-05", "SINV-11")
@pytest.mark.parametrize(
    ("rib", "reason"),
    [
        ("20041 01005 0500013M026 07", "clé 07 au lieu de 06"),
        ("20041 01005 0500013M026 6", "banque 5, guichet 5"),
        ("2004A 01005 0500013M026 06", "banque 5, guichet 5"),
        ("", "banque 5, guichet 5"),
    ],
)
def test_a_wrong_rib_is_refused_with_its_key(rib: str, reason: str) -> None:
    with pytest.raises(RibError) as refusal:
        check_rib(rib)
    assert reason in str(refusal.value)


def test_bics() -> None:
    assert check_bic("agri fr pp") == "AGRIFRPP"
    assert check_bic("AGRIFRPP882") == "AGRIFRPP882"
    for wrong in ("", "AGRIFRPP8", "AGRIF2PP", "AGRIZZPP", "ÀGRIFRPP"):
        with pytest.raises(BicError):
            check_bic(wrong)


@pytest.mark.spec("VPFO-05")
def test_creditor_identifiers() -> None:
    assert check_creditor_identifier("fr72 zzz 123456") == "FR72ZZZ123456"
    assert check_creditor_identifier("FR72ABC123456") == "FR72ABC123456"
    assert check_creditor_identifier("ES23ZZZ47690558N") == "ES23ZZZ47690558N"
    with pytest.raises(CreditorIdentifierError, match="clé 73 au lieu de 72"):
        check_creditor_identifier("FR73ZZZ123456")
    for wrong in ("", "FR72ZZZ12345", "FR72ZZZ1234567", "7272ZZZ123456"):
        with pytest.raises(CreditorIdentifierError, match="deux chiffres de clé"):
            check_creditor_identifier(wrong)


@pytest.mark.spec("SINV-11")
@given(
    st.from_regex(r"[0-9]{5}", alphabet=st.characters(max_codepoint=127), fullmatch=True),
    st.from_regex(r"[0-9]{5}", alphabet=st.characters(max_codepoint=127), fullmatch=True),
    st.from_regex(r"[0-9A-Z]{11}", fullmatch=True),
)
def test_a_rib_and_its_iban_are_the_same_account(bank: str, branch: str, account: str) -> None:
    rib = str(Rib(bank, branch, account, Rib(bank, branch, account, "").expected_key))
    iban = iban_of(rib)
    assert check_iban(iban) == iban
    assert rib_of(iban) == rib
