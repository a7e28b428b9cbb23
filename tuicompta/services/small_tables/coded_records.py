"""What the small tables with a code share: the form of a code, one record a code, records in use."""

import re

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import capitals, clean_text, excerpt

_CODE = re.compile(r"[0-9A-Z]+")


class CodeFormError(TuicomptaError):
    """A code holds letters and digits only, up to a length."""

    template = "Code «{code}» refusé : 1 à {length} lettres ou chiffres, sans espace ni signe."


class CodeTakenError(TuicomptaError):
    """Two records of a table never have the same code."""

    template = "Le code {code} est déjà celui de «{label}». Choisissez un autre code."


class EmptyFieldError(TuicomptaError):
    """A mandatory field of a record is empty."""

    template = "«{field}» est obligatoire."


class RecordInUseError(TuicomptaError):
    """A record in use is not deleted, or not changed."""

    template = "{name} ne peut pas être {act} : {reason}."


def checked_code(text: str, length: int) -> str:
    """Return a typed code in capitals; raises `CodeFormError`."""
    code = capitals(text.strip())
    if not _CODE.fullmatch(code) or len(code) > length:
        raise CodeFormError(code=excerpt(text), length=length)
    return code


def checked_label(field: str, text: str, length: int) -> str:
    """Return a mandatory text, cleaned and cut at its length; raises `EmptyFieldError`."""
    kept = clean_text(text).strip()[:length].rstrip()
    if not kept:
        raise EmptyFieldError(field=field)
    return kept


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun: «1 échéance», «12 échéances»."""
    return f"{number} {one if number == 1 else many}"


def used_by(number: int, one: str, many: str) -> str:
    """Return who uses a record: «utilisé par 12 échéances»."""
    return f"utilisé par {counted(number, one, many)}"
