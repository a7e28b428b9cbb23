"""The identifiers of the company that follow from one another while they are typed (SA-01, SA-02)."""

from collections.abc import Mapping

from tuicompta.core.identifiers import compact_identifier, french_vat_number, is_siren

SIREN_LENGTH, SIRET_LENGTH = 9, 14


def identifiers_following(values: Mapping[str, object], saved: Mapping[str, object]) -> dict[str, object]:
    """Return the SIREN of a SIRET, and the VAT number of a SIREN when none was typed.

    A VAT number that was the one of the SIREN saved follows the new one.
    """
    siret = compact_identifier(str(values.get("company.siret") or ""))
    siren = siret[:SIREN_LENGTH] if len(siret) == SIRET_LENGTH else str(values.get("company.siren") or "")
    found: dict[str, object] = {"company.siren": siren}
    number = str(values.get("company.vat_number") or "")
    if number in {"", _vat_number(str(saved.get("company.siren") or ""))}:
        found["company.vat_number"] = _vat_number(siren) or number
    return found


def _vat_number(siren: str) -> str:
    return french_vat_number(siren) if is_siren(siren) else ""
