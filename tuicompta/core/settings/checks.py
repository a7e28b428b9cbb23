"""What settings refuse, and what they only warn of (SA-01, SA-02, OSA-09, OSC-01, ADR-08)."""

import re
from collections.abc import Callable, Collection

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.identifiers import compact_identifier, is_siret, is_vat_number
from tuicompta.core.labels import check_template
from tuicompta.core.settings.declaration import Value

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_POSTE = "356000000"


class LengthChoiceError(TuicomptaError):
    """A length is 0, which leaves it free, or between 3 and 10 (OSA-09)."""

    template = "Longueur des comptes généraux : {length} est refusé. Tapez 0 (libre) ou un nombre de 3 à 10."


class DigitsError(TuicomptaError):
    """An identifier made of digits has not the number of digits it must have."""

    template = "«{label}» : {digits} chiffres attendus."


def check_account_length(value: Value) -> None:
    """Refuse a length of account of 1 or 2, raising LengthChoiceError; the bounds are those of the setting (OSA-09)."""
    if value in {1, 2}:
        raise LengthChoiceError(length=value)


def digits(label: str, *counts: int) -> Callable[[Value], None]:
    """Return the check of an identifier of so many digits; it raises DigitsError, and accepts none at all."""

    def check(value: Value) -> None:
        number = compact_identifier(str(value or ""))
        if number and not (number.isascii() and number.isdigit() and len(number) in counts):
            raise DigitsError(label=label, digits=" ou ".join(map(str, counts)))

    return check


def tokens(known: Collection[str]) -> Callable[[Value], None]:
    """Return the check of a text whose tokens must be known; it raises UnknownTokenError (OSC-01)."""
    return lambda value: check_template(str(value or ""), known)


def siret_warning(value: Value) -> str:
    """Warn of a wrong key; establishments of La Poste do not follow it (SA-01)."""
    number = compact_identifier(str(value or ""))
    if not number or number.startswith(_POSTE) or is_siret(number):
        return ""
    return f"SIRET {number} : la clé est fausse, vérifiez-le"


def vat_number_warning(value: Value) -> str:
    """Warn of a wrong key of VAT number (SA-02, SINV-11)."""
    number = compact_identifier(str(value or ""))
    return "" if not number or is_vat_number(number) else f"N° de TVA {number} : la clé est fausse, vérifiez-le"


def email_warning(value: Value) -> str:
    """Warn of an address without one @ followed by a dot (ADR-08)."""
    text = str(value or "").strip()
    return "" if not text or _EMAIL.fullmatch(text) else f"Adresse électronique «{text}» : forme inhabituelle"
