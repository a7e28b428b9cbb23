import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.identifiers import (
    SirenError,
    compact_identifier,
    french_vat_number,
    is_siren,
    is_siret,
    is_vat_number,
)


def test_separators_of_groups_are_dropped() -> None:
    assert compact_identifier(" fr 44 732.829-320 ") == "FR44732829320"
    assert compact_identifier("732\u00a0829\u202f320") == "732829320"


@pytest.mark.parametrize("siren", ["732829320", "732 829 320", "356000000"])
def test_sirens_with_the_right_key(siren: str) -> None:
    assert is_siren(siren)


@pytest.mark.parametrize("siren", ["", "732829321", "73282932", "7328293200", "73282932A", "٧٣٢٨٢٩٣٢٠", "abc"])
def test_sirens_with_a_wrong_form_or_key(siren: str) -> None:
    assert not is_siren(siren)


@pytest.mark.parametrize("siret", ["73282932000074", "732 829 320 00074"])
def test_sirets_with_the_right_key(siret: str) -> None:
    assert is_siret(siret)


@pytest.mark.parametrize("siret", ["", "73282932000079", "7328293200007", "732829320000745", "73282932100074"])
def test_sirets_with_a_wrong_form_or_key(siret: str) -> None:
    assert not is_siret(siret)


def test_establishments_of_la_poste_follow_their_own_rule() -> None:
    assert is_siret("35600000000048")
    assert is_siret("35600000049837")
    assert not is_siret("35600000049838")


@pytest.mark.spec("SA-02")
def test_the_vat_number_follows_from_the_siren() -> None:
    assert french_vat_number("732829320") == "FR44732829320"
    assert french_vat_number("732 829 320") == "FR44732829320"


def test_no_vat_number_follows_from_a_wrong_siren() -> None:
    with pytest.raises(SirenError, match="«732829321»"):
        french_vat_number("732829321")


@given(st.integers(0, 10**8 - 1))
def test_a_computed_vat_number_has_the_right_key(stem: int) -> None:
    siren = next(f"{stem:08}{key}" for key in range(10) if is_siren(f"{stem:08}{key}"))
    number = french_vat_number(siren)
    assert is_vat_number(number)
    wrong = f"FR{(int(number[2:4]) + 1) % 97:02}{siren}"
    assert not is_vat_number(wrong)


@pytest.mark.parametrize("number", ["FR44732829320", "fr 44 732 829 320", "BE0697449992", "ATU57194903", "EL094259216"])
def test_vat_numbers_of_the_union(number: str) -> None:
    assert is_vat_number(number)


@pytest.mark.parametrize(
    "number", ["", "FR", "FR45732829320", "FR44732829321", "US123456789", "44732829320", "BE0697449993"]
)
def test_vat_numbers_with_a_wrong_form_or_key(number: str) -> None:
    assert not is_vat_number(number)


@given(st.text(max_size=20))
def test_any_text_is_judged(text: str) -> None:
    assert is_siren(text) in {True, False}
    assert is_siret(text) in {True, False}
    assert is_vat_number(text) in {True, False}
