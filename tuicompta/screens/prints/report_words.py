"""What the filter pages of reports call their fields and values; a report or an option not here names itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.enums import EntryStatus
from tuicompta.reports.options import OptionKind
from tuicompta.reports.request import Lettering

if TYPE_CHECKING:
    from tuicompta.reports.options import Option

ABOUT = {
    "brouillard": "Les écritures à vérifier avant de les valider",
    "journal": "Les écritures, journal par journal, mois par mois",
    "grand-livre": "Les lignes de chaque compte et leur solde progressif",
    "grand-livre-tiers": "Les lignes des clients et des fournisseurs",
    "balance": "Ouverture, mouvements et solde de chaque compte",
    "balance-mensuelle": "Le mouvement de chaque compte, mois par mois",
    "balance-trimestrielle": "Le mouvement de chaque compte, par trimestre",
    "journal-centralisateur": "Les totaux de chaque mois et journal",
    "balance-tiers": "La balance des tiers, par compte collectif",
    "comparatif": "Les soldes de deux exercices et leurs écarts",
    "echeancier": "Les échéances des clients et des fournisseurs",
    "avancement": "Ce qui est saisi, validé, clôturé, mois par mois",
    "suivi": "Qui a saisi et modifié quoi, quand",
    "plan-comptable": "Les comptes et leurs réglages",
    "remise-cheques": "Les chèques remis à la banque, par remise",
    "plan-journaux": "Les journaux et leurs réglages",
    "tiers": "Les tiers, leurs coordonnées, leur banque",
}
"""What each report shows, for the list of the print window."""

STATUSES = {
    EntryStatus.UNVALIDATED: "Non validées",
    EntryStatus.VALIDATED: "Validées",
    EntryStatus.SIMULATED: "Simulées",
}
LETTERINGS = {Lettering.ALL: "Toutes", Lettering.OPEN: "Non lettrées", Lettering.CLOSED: "Lettrées"}
EVERY, NO_GROUP = "tous", "aucun"
NATURES = {
    EVERY: "Tous",
    "bilan": "Bilan",
    "gestion": "Gestion",
    "clients": "Clients",
    "fournisseurs": "Fournisseurs",
    "clients,fournisseurs": "Clients et fournisseurs",
    "autres-tiers": "Autres tiers",
    "speciaux": "Comptes spéciaux",
}
SORTS = {
    "saisie": "Ordre de saisie",
    "date": "Date",
    "piece": "Pièce",
    "compte": "Numéro",
    "nom": "Nom",
    "solde": "Solde décroissant",
    "echeance": "Échéance",
    "moyen": "Moyen de paiement",
}
GROUPS = {NO_GROUP: "Aucun", "lettering": "Code de lettrage", "journal": "Par journal"}
LEVELS = {0: "Chaque compte", 2: "2 chiffres", 3: "3 chiffres"}
COLUMNS = {4: "4, sans l'ouverture", 6: "6", 8: "8, avec les cumuls"}
MARKS = {
    "entry-totals": "Total de chaque écriture",
    "no-opening": "Sans les à-nouveaux",
    "cumulated": "Soldes cumulés",
    "previous": "Avec l'exercice précédent",
    "detail": "Avec le détail par compte",
}

FLAGS = {
    "journals": "Journaux",
    "accounts": "Comptes",
    "nature": "Nature",
    "status": "Statuts",
    "lettering": "Lignes",
    "sort": "Tri",
    "group": "Regroupement",
    "entered-by": "Saisies de",
    "origin": "Origine",
    "columns": "Colonnes de montants",
    "level": "Comptes réunis par",
    "options": "Options",
    **MARKS,
}
"""What the flags of the command line are called."""

_KEYS = {"lettrage-au": "Lettrage au", "racines": "Sous-totaux par racine"}
_VALUES = {
    "a-echoir": "À échoir",
    "echues": "Échues",
    "non-reglees": "Non réglées",
    "reglees": "Réglées",
    "toutes": "Toutes",
    "aucun": "Aucun",
    "clients": "Clients",
    "compte": "À chaque compte",
    "fournisseurs": "Fournisseurs",
    "journal": "À chaque journal",
    "mois": "À chaque mois",
    "mouvementes": "Mouvementés",
    "non-mouvementes": "Non mouvementés",
    "non-soldes": "Non soldés",
    "soldes": "Soldés",
    "tous": "Tous",
}
_DIGITS = "racines"


def option_label(option: Option) -> str:
    """Return the label of an option."""
    return _KEYS.get(option.key) or option.help[:1].upper() + option.help[1:]


def value_label(option: Option, value: str) -> str:
    """Return what a value of an option is called."""
    if option.key == _DIGITS:
        return f"{value} chiffre{'s' if value > '1' else ''}"
    label = _VALUES.get(value, value[:1].upper() + value[1:])
    return f"Centraliser les {label.lower()}" if option.key == "centraliser" else label


def has_section(option: Option) -> bool:
    """Tell whether the ticks of a list stand under the name of the option, not being clear by themselves."""
    return option.kind is OptionKind.CHOICES and option.key != "centraliser"
