"""Bank details: IBAN, French RIB, BIC, SEPA creditor identifier; a wrong key is refused (VPFO-05, BANK-11, SINV-11).

python-stdnum is imported by the functions: it costs more than all the rest of core together. It knows the lengths of
all countries, not the key of the RIB.
"""

import re
from typing import NamedTuple

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.identifiers import compact_identifier
from tuicompta.core.text import excerpt

RIB_COUNTRIES = ("FR", "MC")
RIB_LENGTH = 23

_RIB = re.compile(r"([0-9]{5})([0-9]{5})([0-9A-Z]{11})([0-9]{2})")
_IBAN = re.compile(r"([A-Z]{2})([0-9]{2})([0-9A-Z]{8,30})")
_ICS = re.compile(r"([A-Z]{2})([0-9]{2})([0-9A-Z]{3})([0-9A-Z]{1,28})")
_FRENCH_ICS_LENGTH = 13
# A–I and J–R count 1 to 9, S–Z count 2 to 9.
_VALUES = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


class IbanError(TuicomptaError):
    """An IBAN has not the form of its country, or its key is wrong."""

    template = "IBAN «{iban}» refusé : {reason}."


class RibError(TuicomptaError):
    """A RIB has not its form, or its key is wrong."""

    template = "RIB «{rib}» refusé : {reason}."


class BicError(TuicomptaError):
    """A BIC has not its form."""

    template = "BIC «{bic}» refusé : quatre lettres, un pays, puis deux ou cinq lettres ou chiffres."


class CreditorIdentifierError(TuicomptaError):
    """A SEPA creditor identifier has not its form, or its key is wrong."""

    template = "Identifiant créancier SEPA «{ics}» refusé : {reason}."


class Rib(NamedTuple):
    """The parts of a RIB: bank 5, branch 5, account 11, key 2."""

    bank: str
    branch: str
    account: str
    key: str

    @property
    def expected_key(self) -> str:
        """The key that goes with the other parts: 97 − ((89 × bank + 15 × branch + 3 × account) mod 97)."""
        account = int(self.account.translate(_VALUES))
        return f"{97 - (89 * int(self.bank) + 15 * int(self.branch) + 3 * account) % 97:02}"

    def __str__(self) -> str:
        return " ".join(self)


def check_rib(text: str) -> str:
    """Return a RIB in its four groups: `20041 01005 0500013M026 06`; raises RibError with the key expected."""
    number = compact_identifier(text)
    found = _RIB.fullmatch(number)
    if found is None:
        raise RibError(rib=excerpt(text), reason="banque 5, guichet 5, compte 11 et clé 2 caractères")
    rib = Rib(*found.groups())
    if rib.key != rib.expected_key:
        raise RibError(rib=excerpt(text), reason=f"clé {rib.key} au lieu de {rib.expected_key}")
    return str(rib)


def check_iban(text: str) -> str:
    """Return an IBAN in groups of four: length of the country, modulo 97, and the RIB key of a French one.

    Raises IbanError with the key expected.
    """
    from stdnum import iban  # noqa: PLC0415
    from stdnum.exceptions import InvalidChecksum, ValidationError  # noqa: PLC0415

    number = compact_identifier(text)
    if not _IBAN.fullmatch(number):
        raise IbanError(iban=excerpt(text), reason="deux lettres du pays, deux chiffres de clé, puis le compte")
    try:
        iban.validate(number, check_country=False)
    except InvalidChecksum:
        reason = f"clé {number[2:4]} au lieu de {iban.calc_check_digits(number)}"
        raise IbanError(iban=excerpt(text), reason=_length_fault(number) or reason) from None
    except ValidationError:
        reason = _length_fault(number) or f"ce n'est pas la forme d'un IBAN du pays {number[:2]}"
        raise IbanError(iban=excerpt(text), reason=reason) from None
    _check_inner_rib(number)
    return grouped(number)


def check_bic(text: str) -> str:
    """Return a BIC of 8 or 11 characters in capitals; raises BicError."""
    from stdnum import bic  # noqa: PLC0415

    number = compact_identifier(text)
    if not (number.isascii() and bic.is_valid(number)):
        raise BicError(bic=excerpt(text))
    return number


def check_creditor_identifier(text: str) -> str:
    """Return a SEPA creditor identifier (ICS); raises CreditorIdentifierError with the key expected."""
    from stdnum.eu import at_02  # noqa: PLC0415

    number = compact_identifier(text)
    found = _ICS.fullmatch(number)
    if found is None or (number.startswith("FR") and len(number) != _FRENCH_ICS_LENGTH):
        raise CreditorIdentifierError(
            ics=excerpt(text), reason="FR, deux chiffres de clé, trois caractères d'activité, six du créancier"
        )
    expected = at_02.calc_check_digits(number)
    if found[2] != expected:
        raise CreditorIdentifierError(ics=excerpt(text), reason=f"clé {found[2]} au lieu de {expected}")
    return number


def grouped(iban: str) -> str:
    """Return an IBAN as it is shown, in groups of four (TI-06)."""
    number = compact_identifier(iban)
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def rib_of(iban: str) -> str:
    """Return the RIB inside a French or Monegasque IBAN already checked, "" for another country (BANK-11)."""
    number = compact_identifier(iban)
    found = _RIB.fullmatch(number[4:]) if number.startswith(RIB_COUNTRIES) else None
    return str(Rib(*found.groups())) if found else ""


def iban_of(rib: str) -> str:
    """Return the French IBAN of a RIB; raises RibError (BANK-11)."""
    from stdnum import iban  # noqa: PLC0415

    inner = check_rib(rib).replace(" ", "")
    return grouped(f"FR{iban.calc_check_digits(f'FR00{inner}')}{inner}")


def _length_fault(number: str) -> str:
    if number.startswith(RIB_COUNTRIES) and len(number) != RIB_LENGTH + 4:
        return f"{len(number)} caractères au lieu de {RIB_LENGTH + 4}"
    return ""


def _check_inner_rib(number: str) -> None:
    if not number.startswith(RIB_COUNTRIES):
        return
    rib = Rib(*re.findall(_RIB, number[4:])[0])
    if rib.key != rib.expected_key:
        reason = f"clé RIB {rib.key} au lieu de {rib.expected_key}"
        raise IbanError(iban=excerpt(number), reason=reason)
