"""Name of an accounting file: `<SIREN>FEC<AAAAMMJJ>.txt`, the date being the end of the fiscal year (FECX-02)."""

import re
from datetime import date
from typing import NamedTuple

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.identifiers import is_siren
from tuicompta.core.text import cut

SIREN_LENGTH = 9
# A delivery in several files adds `_1`, `_2`…
_NAME = re.compile(r"(?P<before>.*)FEC(?P<end>20[0-9]{6})(?:_[0-9]{1,4})?(?:\.[A-Za-z0-9]{1,4})?", re.DOTALL)


class NoSirenError(TuicomptaError):
    """The company has no SIREN: the file cannot be named (FECX-02)."""

    template = (
        "Le fichier des écritures porte le SIREN de la société : «{siret}» n'en donne pas. "
        "Complétez le SIRET dans «Société – Coordonnées»."
    )


class FecName(NamedTuple):
    """What the name of a file tells: first nine digits (empty when there are none), end of the fiscal year."""

    siren: str
    end: date


def read_name(name: str) -> FecName | None:
    """Return what a file name tells, None when it has no `FEC<AAAAMMJJ>` or when the date is impossible (FECV-03)."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        end = date.fromisoformat(match["end"])
    except ValueError:
        return None
    siren = match["before"][:SIREN_LENGTH]
    return FecName(siren if re.fullmatch("[0-9]{9}", siren) else "", end)


def file_name(siret: str, end: date, *, draft: bool = False) -> str:
    """Return the legal name, or that of a draft (FECX-02, FECX-08), from a SIRET or a SIREN.

    Raises NoSirenError when the first nine digits are no SIREN.
    """
    siren = re.sub(r"\s", "", siret)[:SIREN_LENGTH]
    if not is_siren(siren):
        raise NoSirenError(siret=cut(siret, 20))
    return f"{siren}FEC{end:%Y%m%d}{'_projet' if draft else ''}.txt"
