"""The tree of the print window: delivered categories, then the key words of the user (IMP-02, IMP-04)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KEYWORDS = "Mots-clés"


@dataclass(frozen=True, slots=True)
class Category:
    """A line of the tree: the names of the reports it holds, those of its sub-categories included."""

    label: str
    reports: tuple[str, ...]
    level: int = 0
    keyword: bool = False

    @property
    def keyed(self) -> bool:
        """Whether it holds single models, those that were given key words."""
        return self.keyword or self.label == KEYWORDS


DELIVERED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "États standards": {
        "Brouillard": ("brouillard",),
        "Journal": ("journal",),
        "Journal centralisateur": ("journal-centralisateur",),
        "Grand Livre": ("grand-livre", "grand-livre-tiers"),
        "Balance": ("balance", "balance-mensuelle", "balance-trimestrielle", "balance-tiers"),
        "Comparatif": ("comparatif",),
        "Plan comptable": ("plan-comptable", "plan-journaux", "tiers"),
    },
    "États de gestion": {
        "Échéancier": ("echeancier",),
        "Avancement de la saisie": ("avancement",),
        "Suivi des écritures": ("suivi",),
    },
    "Banque": {"Remises de chèques": ("remise-cheques",)},
}
"""The delivered categories that have reports, with their sub-categories."""


def categories(keywords: Mapping[str, frozenset[str]]) -> Iterator[Category]:
    """Yield the lines of the tree; the title of the key words holds all that have one."""
    for label, parts in DELIVERED.items():
        yield Category(label, tuple(name for names in parts.values() for name in names))
        for part, names in parts.items():
            yield Category(part, names, level=1)
    if keywords:
        yield Category(KEYWORDS, tuple({name: None for found in keywords.values() for name in sorted(found)}))
        for word, found in keywords.items():
            yield Category(word, tuple(sorted(found)), level=1, keyword=True)
