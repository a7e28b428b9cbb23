"""Key words that a user gives to reports, each a category of the print window (IMP-04)."""

from collections.abc import Collection, Mapping

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text, fold
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.user_state import state, store_state

LONGEST = 30
_KEY = "print_keywords"


class KeywordThereError(TuicomptaError):
    """The user already has that key word, whatever its case and accents."""

    template = "Le mot-clé «{word}» existe déjà."


def keywords(dossier: Dossier) -> Mapping[str, frozenset[str]]:
    """Return the names of the reports of each key word, key words in the order of their letters."""
    stored: dict[str, list[str]] = state(dossier, _KEY) or {}
    return {word: frozenset(stored[word]) for word in sorted(stored, key=fold)}


def create_keyword(dossier: Dossier, word: str) -> str:
    """Add a key word without report and return it as it is kept; raises `KeywordThereError`."""
    dossier.require_writable()
    cleaned, known = clean_text(word).strip()[:LONGEST], keywords(dossier)
    if any(fold(cleaned) == fold(other) for other in known):
        raise KeywordThereError(word=cleaned)
    _store(dossier, {**known, cleaned: frozenset()})
    return cleaned


def delete_keyword(dossier: Dossier, word: str) -> None:
    """Forget a key word; its reports stay."""
    dossier.require_writable()
    _store(dossier, {other: reports for other, reports in keywords(dossier).items() if other != word})


def assign_keywords(dossier: Dossier, report: str, words: Collection[str]) -> None:
    """Give a report these key words and no other."""
    dossier.require_writable()
    known = keywords(dossier)
    _store(dossier, {word: known[word] | {report} if word in words else known[word] - {report} for word in known})


def _store(dossier: Dossier, words: Mapping[str, frozenset[str]]) -> None:
    store_state(dossier, _KEY, {word: sorted(reports) for word, reports in words.items()})
