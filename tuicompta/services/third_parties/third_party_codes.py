"""The codes of third parties: letters and digits, a few signs more where the option allows them (ONU-03)."""

import re

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import capitals, clean_text, excerpt
from tuicompta.models.database import Database
from tuicompta.services.settings.settings import setting

LENGTH = 20
_PLAIN = re.compile(r"[0-9A-Z]+")
_EXTRA = re.compile(r"[0-9A-Z \-\\/()_]+")
_NAMED = 10
_WITH_EXTRA = "SELECT code FROM third_party WHERE code GLOB '*[^0-9A-Z]*' ORDER BY code"


class ThirdPartyCodeError(TuicomptaError):
    """A code holds another character than those allowed (ONU-03)."""

    template = "Code tiers «{code}» refusé : {allowed}."


class ExtraCharactersInUseError(TuicomptaError):
    """The additional characters stay allowed while a code has one (ONU-03)."""

    template = "Des codes tiers portent des caractères supplémentaires : {codes}. Changez-les d'abord."


def checked_third_party_code(database: Database, text: str) -> str:
    """Return a typed code in capitals; raises ThirdPartyCodeError (ONU-03)."""
    code = capitals(clean_text(text).strip())
    extra = bool(setting(database, "numbering.extra_characters"))
    if not (_EXTRA if extra else _PLAIN).fullmatch(code) or len(code) > LENGTH:
        signs = " ou l'un des signes espace - \\ / ( ) _" if extra else ""
        raise ThirdPartyCodeError(code=excerpt(text), allowed=f"1 à {LENGTH} lettres sans accent, chiffres{signs}")
    return code


def check_extra_characters(database: Database) -> None:
    """Refuse to forbid the additional characters that codes have; raises ExtraCharactersInUseError (ONU-03)."""
    codes = [code for (code,) in database.rows(_WITH_EXTRA)]
    if codes:
        named = ", ".join(codes[:_NAMED])
        raise ExtraCharactersInUseError(codes=f"{named} et d'autres" if len(codes) > _NAMED else named)
