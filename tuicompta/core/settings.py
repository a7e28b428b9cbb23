"""The settings of a dossier, declared once: key, default, and the screen label (OSA to ONU, SO, SA, ST).

Screens, defaults, checks, import and export derive from this table; no default is written anywhere else.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: what it is called on screen and what it holds until it is changed."""

    key: str
    label: str
    default: Value = None


_DECLARED = (
    Setting("company.legal_form", "Forme juridique ou civilité", ""),
    Setting("company.name", "Nom – Raison sociale", ""),
    Setting("company.quality", "Qualité de la personne", ""),
    Setting("company.siren", "SIREN", ""),
    Setting("company.siret", "SIRET", ""),
    Setting("company.vat_number", "N° de TVA intracommunautaire", ""),
    Setting("company.naf", "Code NAF/APE", ""),
    Setting("company.address", "Adresse", ""),
    Setting("company.address_2", "Adresse (suite)", ""),
    Setting("company.address_3", "Adresse (suite)", ""),
    Setting("company.address_4", "Adresse (fin)", ""),
    Setting("company.postal_code", "Code postal", ""),
    Setting("company.town", "Ville", ""),
    Setting("company.department", "Département", ""),
    Setting("company.country", "Pays", ""),
    Setting("company.phone", "Téléphone fixe", ""),
    Setting("company.mobile", "Téléphone portable", ""),
    Setting("company.fax", "Fax", ""),
    Setting("company.email", "E-mail", ""),
    Setting("company.website", "Site web", ""),
    Setting("company.profit_regime", "Régime d'imposition des bénéfices", "bic"),
    Setting("company.territory", "Territorialité", "mainland"),
    Setting("vat.basis", "Mode de calcul de la TVA", "debits"),
    Setting("entry.warn_amounts", "Alertes sur les montants", default=True),
    Setting("entry.warn_accounts", "Alertes sur les comptes", default=True),
    Setting("entry.warn_duplicate_pieces", "Alertes sur les doublons des numéros de pièce", default=True),
    Setting("entry.autosave", "Enregistrement automatique dès l’équilibre de l’écriture", default=False),
    Setting("entry.undo", "Activer Annuler / Refaire", default=True),
    Setting("entry.account_length", "Longueur des comptes généraux", 0),
    Setting("entry.pad_accounts", "Compléter à droite par des zéros", default=False),
    Setting("entry.piece_length", "Longueur des numéros de pièce", 5),
    Setting("entry.warn_missing_pieces", "Alerte sur les pièces absentes", default=True),
    Setting("entry.warn_duplicate_entries", "Alerte sur les doublons d'écriture", default=True),
    Setting("entry.warn_vat", "Alertes TVA", default=True),
    Setting("import.simulated", "Importer les écritures comptables en mode simulation", default=False),
    Setting("payments.default_method", "Moyen de paiement par défaut", "CHQ"),
    Setting("accounts.reconciliation", "Rapprochement bancaire", "by_account"),
    Setting("accounts.due_dates", "Échéancier", "schedule"),
    Setting("accounts.lettering", "Lettrage", "exact"),
    Setting("accounts.hierarchy", "Respecter les règles de création de comptes de type Racine/Détail", default=True),
    Setting("carry_forward.detail", "Type d'À nouveaux", "third_parties"),
    Setting("numbering.customer", "Prochain numéro de la fiche clients", 1),
    Setting("numbering.supplier", "Prochain numéro de la fiche fournisseurs", 1),
    Setting("numbering.other", "Prochain numéro de la fiche autres tiers", 1),
)

SETTINGS: Final = MappingProxyType({setting.key: setting for setting in _DECLARED})
