"""The menus of the program as data (NAV-05 to NAV-14).

An entry names an action or a function by its identifier; the label here is the one of the menu bar, the navigation
panel and the palette alike (NAV-02). An entry whose function is not in the registry yet is left out: no menu shows a
dead line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a menu: the identifier of its action, and its label."""

    identifier: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """A titled run of entries inside a menu."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of the bar; the five menus of the navigation panel also have an `initial` (NAV-11)."""

    identifier: str
    title: str
    items: tuple[Entry | Group, ...]
    initial: str = ""

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Give each entry with the title of its group, empty outside groups."""
        for item in self.items:
            if isinstance(item, Group):
                yield from ((item.title, entry) for entry in item.entries)
            else:
                yield "", item

    def only(self, exists: Callable[[str], bool]) -> Menu:
        """Return this menu without the entries whose action does not exist, nor the groups left empty."""
        kept: list[Entry | Group] = []
        for item in self.items:
            if isinstance(item, Entry):
                kept += [item] if exists(item.identifier) else []
            elif entries := tuple(entry for entry in item.entries if exists(entry.identifier)):
                kept.append(Group(item.title, entries))
        return Menu(self.identifier, self.title, tuple(kept), self.initial)


def _entries(*pairs: tuple[str, str]) -> tuple[Entry, ...]:
    return tuple(Entry(identifier, label) for identifier, label in pairs)


def _group(title: str, *pairs: tuple[str, str]) -> Group:
    return Group(title, _entries(*pairs))


_START = "Démarrer une tâche"
_PRINTS = ("prints", "Impressions")
_CONSULTATION = ("consultation", "Consultation/Lettrage")
_AUTOMATIC_LETTERING = ("automatic_lettering", "Lettrage automatique")
_BANK_STATEMENTS = ("bank_statements", "Relevés bancaires")
_RECONCILIATION = ("reconciliations", "Rapprochement bancaire")
_FORECAST = ("cash_forecast", "Prévision de trésorerie")
_FISCAL_YEARS = ("fiscal_years", "Exercices")
_CHART = ("chart_of_accounts", "Plan comptable entreprise")
_BANKS = ("banks", "Banques")
_METHODS = ("payment_methods", "Moyens de paiement")
_TERMS = ("payment_terms", "Modes de règlement")

FILE = Menu(
    "file",
    "Fichier",
    _entries(
        ("new_dossier", "Nouveau dossier"),
        ("open_dossier", "Ouvrir un dossier"),
        ("add_dossier", "Ajouter un dossier existant"),
        ("close_dossier", "Fermer le dossier"),
        ("dossier_information", "Informations sur le dossier"),
        ("change_user", "Changer d'utilisateur"),
        ("new", "Nouveau"),
        ("duplicate", "Dupliquer"),
        ("save", "Enregistrer"),
        ("save_and_new", "Enregistrer et Nouveau"),
        ("save_and_close", "Enregistrer et Fermer"),
        ("delete", "Supprimer"),
        ("print", "Imprimer"),
        ("close_window", "Fermer"),
        ("quit", "Quitter"),
    ),
)

EDIT = Menu(
    "edit",
    "Édition",
    _entries(
        ("undo", "Annuler"),
        ("redo", "Refaire"),
        ("undo_all", "Annuler tout"),
        ("cut", "Couper"),
        ("copy", "Copier"),
        ("paste", "Coller"),
        ("select_all", "Sélectionner tout"),
        ("search", "Rechercher"),
        ("search_next", "Rechercher suivant"),
    ),
)

VIEW = Menu(
    "view",
    "Affichage",
    _entries(
        ("dashboard", "Tableau de bord"),
        ("start_screen", "Écran de démarrage"),
        ("navigation_panel", "Volet de navigation"),
        ("panel_headings", "Réduire les menus du volet"),
        ("key_bar", "Barre des touches"),
        ("messages", "Messages"),
        ("previous_record", "Fiche précédente"),
        ("next_record", "Fiche suivante"),
        ("previous_list", "Liste précédente"),
        ("next_list", "Liste suivante"),
        ("refresh_data", "Rafraîchir"),
    ),
)

DAILY = Menu(
    "daily",
    "Quotidien",
    _entries(
        ("start_daily", _START),
        ("journal_months", "Saisie par journal"),
        ("single_entry", "Nouvelle écriture comptable"),
        ("practical_entry", "Saisie pratique"),
        ("guided_entry", "Saisie par guide"),
        ("recurring_entries", "Abonnements"),
        ("continuous_entry", "Saisie au kilomètre"),
        _CHART,
        ("entry_search", "Recherche d'écritures"),
        _CONSULTATION,
        _BANK_STATEMENTS,
        _RECONCILIATION,
        ("vat_returns", "Déclaration de TVA"),
        ("cut_off", "Écritures de régularisation"),
        _FORECAST,
        _FISCAL_YEARS,
        _PRINTS,
    ),
    "Q",
)

CONSULTATION = Menu(
    "consult_menu",
    "Consultation",
    _entries(
        ("start_consultation", _START),
        _CONSULTATION,
        ("account_consultation", "Consultation de compte"),
        ("simple_lettering", "Lettrage simplifié"),
        _AUTOMATIC_LETTERING,
        ("automatic_unlettering", "Délettrage automatique"),
        ("interactive_ledger", "Grand Livre interactif"),
        ("interactive_balance", "Balance interactive"),
        _PRINTS,
    ),
    "C",
)

TREASURY = Menu(
    "treasury",
    "Échéancier/Trésorerie",
    (
        *_entries(("start_treasury", _START), _CONSULTATION, _AUTOMATIC_LETTERING),
        _group(
            "Clients",
            ("customer_due_dates", "Échéancier interactif"),
            ("customer_payments", "Règlements clients"),
            ("direct_debits", "Prélèvements"),
        ),
        _group(
            "Fournisseurs et Autres Tiers",
            ("supplier_due_dates", "Échéancier interactif"),
            ("supplier_payments", "Règlements fournisseurs"),
            ("transfers", "Virements"),
        ),
        _group("Trésorerie", _BANKS, ("chequebooks", "Chéquiers"), _BANK_STATEMENTS, _RECONCILIATION, _FORECAST),
        _group("Données", _METHODS, _TERMS),
        Entry(*_PRINTS),
    ),
    "É",
)

CLOSING = Menu(
    "closing",
    "Exercices/Clôtures",
    _entries(
        ("start_closing", _START),
        _FISCAL_YEARS,
        ("journal_manager", "Gestionnaire de journaux"),
        ("annual_closing", "Clôture annuelle"),
        ("prepaid_items", "Charges / Produits constatés d'avance"),
        ("accruals", "Factures non parvenues ou à émettre"),
        _PRINTS,
    ),
    "X",
)

SETTINGS = Menu(
    "settings",
    "Paramètres",
    (
        *_entries(
            ("start_settings", _START),
            ("journals", "Journaux"),
            _CHART,
            ("standard_chart", "PCG"),
            _BANKS,
            ("third_parties", "Liste des Tiers"),
            ("account_natures", "Natures de comptes"),
            ("guide_models", "Modèles de guide"),
            ("label_models", "Modèles de libellé"),
        ),
        _group(
            "Taxes",
            ("vat_rates", "Taux de TVA"),
            ("vat_operations", "Types d'opération"),
            ("vat_regimes", "Régimes de TVA"),
            ("vat_return_settings", "Déclarations"),
        ),
        _group(
            "Divers",
            ("titles", "Civilités"),
            ("postal_codes", "Codes postaux"),
            ("departments", "Départements"),
            ("countries", "Pays"),
            _METHODS,
            _TERMS,
            ("naf_codes", "Codes NAF"),
        ),
        _group(
            "Société",
            ("company_address", "Coordonnées"),
            ("company_administration", "Informations administratives"),
            ("company_vat", "Informations de TVA"),
            ("tax_office", "Trésor Public"),
            ("company_logo", "Logo"),
            ("accountant", "Expert"),
            ("accounting_options", "Options comptables"),
            ("numbering", "Numérotation"),
            ("export_settings", "Export"),
            ("entry_environment", "Environnement de saisie"),
        ),
        _group(
            "Utilisateurs",
            ("users", "Utilisateurs"),
            ("user_groups", "Groupes d'utilisateurs"),
            ("rights", "Modifier les droits d'accès"),
        ),
        *_entries(("entry_export", "Export des écritures comptables"), _PRINTS),
    ),
    "P",
)

TOOLS = Menu(
    "tools",
    "Outils",
    (
        *_entries(
            ("backup", "Sauvegarde"),
            ("quick_backup", "Sauvegarde rapide"),
            ("restore", "Restauration"),
            ("backup_history", "Historique de sauvegarde"),
        ),
        _group(
            "Échanges",
            ("accountant_exchange", "Communication Entreprise-Expert"),
            ("fec_export", "Fichier des écritures comptables"),
            ("fec_check", "Contrôler un FEC"),
            ("lot_import", "Importer un lot"),
            ("lot_purge", "Purge des lots"),
            ("transfer_history", "Historique des transferts comptables"),
            ("pending_data", "Données en attente"),
            ("entry_export", "Export des écritures comptables"),
        ),
        *_entries(
            ("tax_package_export", "Exporter les liasses fiscales"),
            ("vat_data_update", "Mise à jour des infos TVA"),
            ("journal_maintenance", "Maintenance sur les journaux"),
            ("delete_opening_balance", "Supprimer la balance d'ouverture"),
            ("reposting", "Réimputation d'écritures"),
            ("purge_entries", "Purger les écritures"),
            ("purge_chart", "Purger le plan comptable"),
            ("purge_statements", "Purger les relevés bancaires"),
            ("grouping_plan", "Plan de regroupement"),
            ("report_models", "Éditeur de modèles"),
            ("configuration_transfer", "Import/Export de la configuration"),
            ("archive", "Archivage"),
            ("event_log", "Journal des événements"),
            ("query_tool", "Outil de requêtage"),
            ("schema_export", "Exporter le schéma de l'application"),
            ("data_maintenance", "Maintenance de données"),
            ("delete_dossier", "Supprimer un dossier"),
            ("options", "Options"),
        ),
    ),
)

WINDOW = Menu("window", "Fenêtre", _entries(("windows", "Liste des fenêtres"), ("close_all", "Fermer tout")))

HELP = Menu(
    "help_menu",
    "?",
    _entries(
        ("help", "Aide"),
        ("first_steps", "Premiers pas"),
        ("keys_page", "Touches"),
        ("palette", "Commandes"),
        ("about", "À propos"),
    ),
)

MENUS = (FILE, EDIT, VIEW, DAILY, CONSULTATION, TREASURY, CLOSING, SETTINGS, TOOLS, WINDOW, HELP)
PANEL_MENUS = (DAILY, CONSULTATION, TREASURY, CLOSING, SETTINGS)


def labels_of_entries() -> dict[str, str]:
    """Return the label of every entry by identifier, with its group where the label alone is shared by several."""
    titles: dict[str, set[str]] = {}
    found: dict[str, tuple[str, str]] = {}
    for menu in MENUS:
        for group, entry in menu.entries():
            titles.setdefault(entry.label, set()).add(entry.identifier)
            found.setdefault(entry.identifier, (group, entry.label))
    shared = {label for label, identifiers in titles.items() if len(identifiers) > 1 and label != _START}
    return {
        identifier: f"{group} – {label}" if label in shared and group else label
        for identifier, (group, label) in found.items()
    }


def path_of(identifier: str) -> str:
    """Return the first menu path of an action, «Fichier – Quitter», or nothing when it is in no menu."""
    for menu in MENUS:
        for _, entry in menu.entries():
            if entry.identifier == identifier:
                return f"{menu.title} – {entry.label}"
    return ""
