"""Rules of the settings of journals (JF-01, JF-08)."""

import re
from collections.abc import Iterable

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import excerpt

RESERVED_CODES = frozenset({"AN", "RAN"})
LONGEST_CODE = 10

_CODE = re.compile(r"[0-9A-Z]{1,10}")
_ROOT = re.compile(r"[1-9][0-9A-Z]{0,9}")


class JournalCodeError(TuicomptaError):
    """A journal code holds letters and digits only (JF-01)."""

    template = "Code de journal «{code}» refusé : 1 à 10 lettres ou chiffres, sans espace ni caractère spécial."


class ReservedJournalCodeError(TuicomptaError):
    """AN and RAN belong to the program (JF-01, JO-05)."""

    template = "Code de journal «{code}» refusé : code réservé au programme."


class ForbiddenRootError(TuicomptaError):
    """A root of the list is no root, or is covered by a shorter one (JF-08)."""

    template = "Racine «{root}» refusée : {reason}."


def check_journal_code(text: str) -> str:
    """Return a typed journal code in capitals; raises `JournalCodeError` and `ReservedJournalCodeError` (JF-01)."""
    code = text.strip().upper()
    if not _CODE.fullmatch(code):
        raise JournalCodeError(code=excerpt(text))
    if code in RESERVED_CODES:
        raise ReservedJournalCodeError(code=code)
    return code


def check_roots(texts: Iterable[str]) -> tuple[str, ...]:
    """Return account roots in capitals, in their order; raises `ForbiddenRootError` (JF-08)."""
    kept: list[str] = []
    for text in texts:
        root = text.strip().upper()
        if not _ROOT.fullmatch(root):
            raise ForbiddenRootError(
                root=excerpt(text), reason="1 à 10 lettres ou chiffres, dont un premier chiffre de 1 à 9"
            )
        kept.append(root)
    for root in kept:
        cover = next((other for other in kept if root != other and root.startswith(other)), None)
        if cover is not None or kept.count(root) > 1:
            raise ForbiddenRootError(root=root, reason=f"la racine {cover or root} la couvre déjà")
    return tuple(kept)
