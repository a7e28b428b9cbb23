"""Piece numbers and labels of guides: fixed texts, definitions, own formulas (SGF-03)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tuicompta.core.dates import format_date, month_name
from tuicompta.core.enums import Labelled
from tuicompta.core.labels import TOKENS, build_label

DEFINITION_NAME_LENGTH: Final = 30
FIXED_LENGTH: Final = 30
SUFFIX_LENGTH: Final = 10
GUIDE_TOKENS: Final = (*TOKENS, "mm", "date", "numero", "modele")


class Prefix(Labelled):
    """What a definition begins with (SGF-03)."""

    NEXT_PIECE = "next_piece", "N° suivant du journal"
    ENTRY_NUMBER = "entry_number", "N° de l'écriture guidée"
    MODEL_NAME = "model_name", "Nom du modèle"
    ACCOUNT_TITLE = "account_title", "Intitulé du compte"
    MONTH_NAME = "month_name", "Mois en lettres"
    MONTH_NUMBER = "month_number", "Mois (MM)"
    YEAR = "year", "Année"
    DATE = "date", "Date"
    TEXT = "text", "Texte fixe"


@dataclass(frozen=True, slots=True)
class Definition:
    """A named piece-number or label definition; `text` is its prefix when that is a fixed text (SGF-03)."""

    name: str
    prefix: Prefix
    text: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a text of a guide may tell, as far as it is known: empty otherwise."""

    day: date | None = None
    piece: str = ""
    number: str = ""
    model: str = ""
    journal: str = ""
    account: str = ""
    title: str = ""

    def tokens(self) -> Mapping[str, str]:
        """Return the values of the tokens of a text (JF-26)."""
        day = self.day
        return {
            "piece": self.piece,
            "numero": self.number,
            "modele": self.model,
            "journal": self.journal,
            "compte": self.account,
            "intitule": self.title,
            "tiers": self.title,
            "mois": month_name(day) if day else "",
            "mm": f"{day.month:02}" if day else "",
            "aaaa": f"{day.year:04}" if day else "",
            "date": format_date(day) if day else "",
        }


@dataclass(frozen=True, slots=True)
class GuideText:
    """A cell «Pièce» or «Libellé» of a model line: a definition, else a text whose tokens are replaced (MG-05)."""

    text: str = ""
    definition: Definition | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the model proposes nothing there."""
        return not self.text and self.definition is None

    def build(self, known: Known) -> str:
        """Return the text for what is known; a definition whose prefix is unknown gives nothing."""
        if self.definition is None:
            return build_label(self.text, known.tokens())
        prefix = _prefix(self.definition, known)
        return f"{prefix}{self.definition.suffix}".strip() if prefix else ""


def _prefix(definition: Definition, known: Known) -> str:
    tokens = known.tokens()
    names = {
        Prefix.NEXT_PIECE: "piece",
        Prefix.ENTRY_NUMBER: "numero",
        Prefix.MODEL_NAME: "modele",
        Prefix.ACCOUNT_TITLE: "intitule",
        Prefix.MONTH_NAME: "mois",
        Prefix.MONTH_NUMBER: "mm",
        Prefix.YEAR: "aaaa",
        Prefix.DATE: "date",
    }
    return definition.text if definition.prefix is Prefix.TEXT else tokens[names[definition.prefix]]
