"""Keys of company identifiers; a wrong key only warns (TI-05, SA-01, SA-02, SINV-11).

python-stdnum is imported by the functions: it costs more than all the rest of core together.
"""

import re

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import capitals, excerpt

_SIREN = re.compile(r"[0-9]{9}")
_SIRET = re.compile(r"[0-9]{14}")
_VAT_NUMBER = re.compile(r"[A-Z]{2}[0-9A-Z+*]{2,13}")


class SirenError(TuicomptaError):
    """A SIREN has not nine digits, or its key is wrong."""

    template = "SIREN «{siren}» refusé : neuf chiffres dont la clé est juste."


def compact_identifier(text: str) -> str:
    """Return an identifier in capitals, without the spaces, points and hyphens that part its groups."""
    return capitals(re.sub(r"[\s.-]", "", text))


def is_siren(text: str) -> bool:
    """Tell whether a text is a SIREN of nine digits with its Luhn key."""
    from stdnum.fr import siren  # noqa: PLC0415

    number = compact_identifier(text)
    return bool(_SIREN.fullmatch(number)) and siren.is_valid(number)


def is_siret(text: str) -> bool:
    """Tell whether a text is a SIRET of fourteen digits with its Luhn key, La Poste's own rule included (SA-01)."""
    from stdnum.fr import siret  # noqa: PLC0415

    number = compact_identifier(text)
    return bool(_SIRET.fullmatch(number)) and siret.is_valid(number)


def french_vat_number(siren: str) -> str:
    """Return the VAT number of a SIREN: `732829320` gives `FR44732829320` (SA-02); raises SirenError."""
    number = compact_identifier(siren)
    if not is_siren(number):
        raise SirenError(siren=excerpt(siren))
    return f"FR{(12 + 3 * (int(number) % 97)) % 97:02}{number}"


def is_vat_number(text: str) -> bool:
    """Tell whether a text is an intra-EU VAT number, country letters first, whose key is right for its country."""
    from stdnum.eu import vat  # noqa: PLC0415

    number = compact_identifier(text)
    return bool(_VAT_NUMBER.fullmatch(number)) and vat.is_valid(number)
