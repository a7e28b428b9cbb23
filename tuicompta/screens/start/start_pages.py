"""The start pages as data: the boxes of each menu in the order of the work (START-03 to START-07, EDD)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BoxSpec:
    """A box: the function it opens, its label, and the name of the figure of work it may carry (START-08)."""

    function: str
    label: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class StartPage:
    """A page of boxes."""

    title: str
    boxes: tuple[BoxSpec, ...]


CONSULTATION = BoxSpec("last_consultation", "Consultation/Lettrage")
RECONCILIATION = BoxSpec("reconciliations", "Rapprochement bancaire", "lines_to_reconcile")
VAT = BoxSpec("vat_returns", "Déclaration de TVA", "vat_return_missing")

DAILY = StartPage(
    "Quotidien",
    (
        BoxSpec("journal_months", "Saisie par journal", "unvalidated_entries"),
        CONSULTATION,
        RECONCILIATION,
        BoxSpec("start_treasury", "Échéancier/Trésorerie", "overdue"),
        VAT,
        BoxSpec("entry_search", "Recherche d'écritures"),
    ),
)
READING = StartPage(
    "Consultation",
    (
        CONSULTATION,
        BoxSpec("interactive_ledger", "Grand Livre interactif"),
        BoxSpec("interactive_balance", "Balance interactive"),
        BoxSpec("prints", "Impressions"),
    ),
)
TREASURY = StartPage(
    "Échéancier/Trésorerie",
    (
        CONSULTATION,
        BoxSpec("customer_due_dates", "Échéancier clients", "customers_overdue"),
        BoxSpec("supplier_due_dates", "Échéancier fournisseurs", "suppliers_overdue"),
        BoxSpec("customer_payments", "Règlements clients"),
        BoxSpec("supplier_payments", "Règlements fournisseurs"),
    ),
)
CLOSING = StartPage(
    "Exercices/Clôtures",
    (
        BoxSpec("journal_manager", "Validation des écritures", "unvalidated_entries"),
        BoxSpec("journal_manager", "Clôture mensuelle", "months_to_close"),
        BoxSpec("annual_closing", "Clôture annuelle"),
    ),
)
SETTINGS = StartPage(
    "Paramètres",
    (
        BoxSpec("chart_of_accounts", "Plan comptable"),
        BoxSpec("journals", "Journaux"),
        BoxSpec("company_address", "Informations société"),
    ),
)
HOME = StartPage(
    "Écran de démarrage",
    (
        BoxSpec("current_month", "Saisie mois courant", "unvalidated_entries"),
        BoxSpec("start_treasury", "Échéancier/Trésorerie", "overdue"),
        CONSULTATION,
        RECONCILIATION,
        VAT,
        BoxSpec("third_party_balance", "Balance Clients et Fournisseurs"),
        BoxSpec("account_statements", "Situations de comptes"),
        BoxSpec("dashboard", "Tableau de bord"),
        BoxSpec("customer_invoice", "Facture client"),
        BoxSpec("supplier_invoice", "Facture fournisseur"),
        BoxSpec("receipt", "Encaissement"),
        BoxSpec("expense", "Décaissement"),
        BoxSpec("cheque_deposit", "Remise de chèques"),
    ),
)
