"""Informations sur le dossier: path, size, version, number of rows of every table (UIX-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuicompta.core.amounts import format_count
from tuicompta.core.text import fit, fold
from tuicompta.screens.frame.sizes import size_label
from tuicompta.screens.frame.window import Window
from tuicompta.services.dossiers.dossier_information import dossier_information
from tuicompta.widgets.text_view import TextView

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.dossiers.dossier_information import DossierInformation

NAMES = {
    "setting": "Options",
    "user": "Utilisateurs",
    "user_state": "États d'écran",
    "session": "Sessions ouvertes",
    "record_lock": "Fiches en cours de modification",
    "draft": "Saisies interrompues",
    "draft_entry": "Écritures des saisies interrompues",
    "event": "Événements",
    "document": "Documents",
    "view": "Vues",
    "note": "Notes",
    "record_author": "Auteurs des fiches",
    "fiscal_year": "Exercices",
    "period": "Périodes",
    "title": "Civilités",
    "country": "Pays",
    "department": "Départements",
    "postal_code": "Codes postaux",
    "naf_code": "Codes NAF",
    "vat_regime": "Régimes de TVA de la société",
    "payment_method": "Moyens de paiement",
    "payment_term": "Modes de règlement",
    "payment_term_line": "Lignes des modes de règlement",
    "vat_rate": "Taux de TVA",
    "vat_operation": "Types d'opération de TVA",
    "account": "Comptes",
    "account_journal_type": "Types de journaux autorisés",
    "associated_account": "Comptes associés",
    "third_party": "Tiers",
    "third_party_address": "Adresses des tiers",
    "third_party_contact": "Contacts des tiers",
    "bank_details": "Coordonnées bancaires des tiers",
    "bank": "Banques",
    "chequebook": "Chéquiers",
    "cheque": "Chèques",
    "journal": "Journaux",
    "journal_year": "Paramètres de journaux",
    "journal_period": "Journaux/mois suivis",
    "label_model": "Modèles de libellé",
    "guide_definition": "Définitions de guide",
    "guide_formula": "Formules de guide",
    "guide_model": "Modèles de guide",
    "guide_model_line": "Lignes des modèles de guide",
    "guided_counter": "Compteurs des écritures guidées",
    "guided_entry": "Écritures guidées",
    "guided_entry_line": "Lignes des écritures guidées",
    "import_lot": "Lots importés",
    "numbered_export": "Exports numérotés",
    "entry": "Écritures",
    "entry_line": "Lignes d'écriture",
    "lettering": "Lettrages",
    "due_date": "Échéances",
    "matching": "Pointages d'échéances",
    "vat_record": "Infos TVA",
    "attachment": "Pièces jointes",
    "account_usage": "Fréquences de saisie",
    "balance_total": "Cumuls",
    "practical_category": "Catégories de trésorerie",
    "practical_operation": "Opérations de saisie pratique",
    "practical_block": "Taux des opérations pratiques",
    "practical_line": "Natures des opérations pratiques",
    "practical_cheque": "Chèques des remises pratiques",
    "report_model": "Modèles d'état",
    "report_model_default": "Modèles d'état par défaut",
    "recurring_entry": "Abonnements",
    "recurring_line": "Lignes des abonnements",
    "recurring_occurrence": "Occurrences des abonnements",
    "recurring_amount": "Montants des occurrences",
}
UNSEEN = frozenset({"must_be_true"})
LABEL, FIGURE = 36, 12


class DossierInformationWindow(Window):
    """A page of figures, read again at each visit."""

    TITLE = "Informations sur le dossier"
    HELP = "dossier_information"
    WANTS_DOSSIER = True
    OFFERS: ClassVar[tuple[str, ...]] = ("refresh_data", "search", "search_next")

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self._dossier = dossier
        self.view = TextView()

    def compose(self) -> ComposeResult:
        """Put the text."""
        yield self.view

    @property
    def first_focus(self) -> Widget:
        """The text."""
        return self.view

    def shown(self) -> None:
        """Read the figures."""
        self.do_refresh_data()

    def do_refresh_data(self) -> None:
        """Read the figures again."""
        self.view.show(information_text(self._dossier.name, dossier_information(self._dossier)))


def information_text(name: str, found: DossierInformation) -> str:
    """Return the page: what the file is, then its tables by name."""
    lines = [
        f"# Dossier {name}",
        "",
        # not in columns: a long path goes on under itself
        f"Chemin : {found.path}",
        f"{fit('Taille', LABEL)} {size_label(found.size)}",
        f"{fit('Version', LABEL)} {found.version}",
        "",
        "# Nombre de lignes par table",
        "",
    ]
    named = [(NAMES.get(table, table), count) for table, count in found.rows.items() if table not in UNSEEN]
    tables = sorted(named, key=lambda found: fold(found[0]))
    lines += [f"{fit(label, LABEL)} {format_count(count):>{FIGURE}}" for label, count in tables]
    return "\n".join(lines)
