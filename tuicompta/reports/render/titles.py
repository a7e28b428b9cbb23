"""Titles of columns where their words do not fit: the short forms in use on paper, before any cut."""

import textwrap
from typing import Final

from tuicompta.core.text import cell_width

_SHORT: Final = {
    "bloqué": "Bl.",
    "clôturé": "Clôt.",
    "collectif": "Coll.",
    "compte": "Cpte",
    "contrepartie": "Contrep.",
    "créditeur": "créd.",
    "débiteur": "déb.",
    "dernière": "Dern.",
    "description": "Descr.",
    "document": "Doc.",
    "échéance": "Éch.",
    "échéancier": "Éch.",
    "écritures": "Écr.",
    "intitulé": "Int.",
    "journal": "Jnl",
    "lettrage": "Let.",
    "libellé": "Lib.",
    "lignes": "Lig.",
    "mouvements": "Mouv.",
    "nature": "Nat.",
    "numérotation": "Num.",
    "origine": "Orig.",
    "ouverture": "Ouv.",
    "paiement": "paiem.",
    "pièce": "Pce",
    "préfixe": "Préf.",
    "progressif": "prog.",
    "proposé": "prop.",
    "rapprochement": "Rap.",
    "reprise": "Repr.",
    "retard": "Ret.",
    "saisi": "S.",
    "simul.": "Sim.",
    "statut": "St.",
    "validées": "Val.",
}


def title_words(title: str, width: int) -> list[str]:
    """Return a title on lines of a width; a word too long for it takes its short form when there is one that fits."""
    words = [word if cell_width(word) <= width else _short(word, width) for word in title.split()]
    return textwrap.wrap(" ".join(words), width, break_long_words=False) or [""]


def widest_word(title: str) -> int:
    """Return the cells of the longest word of a title."""
    return max(map(cell_width, title.split()), default=1)


def narrowest_words(title: str) -> int:
    """Return the cells of the longest word of a title once each takes its short form."""
    return max((cell_width(_SHORT.get(word.lower(), word)) for word in title.split()), default=1)


def _short(word: str, width: int) -> str:
    short = _SHORT.get(word.lower(), word)
    return short if cell_width(short) <= width else word
