"""The functions of the program: which window each one opens.

To add a screen, write one module with a subclass of `window.Window` and add one line to `FUNCTIONS`; its place in
the menus is already in `menus`, which shows only what is registered. The module is imported when its window is first
opened. Actions particular to the screen go in a tuple ``ACTIONS`` of `actions.Action` in the same module: opening the
window, or asking for the whole table, adds them to it. A window performs ``do_<identifier>``.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from tuicompta.screens.frame.actions import Action, ActionTable, Condition, Kind, always, dossier_open, writable
from tuicompta.screens.frame.common_actions import COMMON
from tuicompta.screens.lists.list_actions import LIST_ACTIONS
from tuicompta.screens.menus import labels_of_entries, path_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from tuicompta.screens.frame.window import Window


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the menus.

    `opens` is ``module:Class`` of its window; `label` is only for a function that is in no menu; `right` names the
    right asked; `condition` is an open dossier unless said otherwise. `called`: other windows alone open it, on one of
    their records.
    """

    identifier: str
    opens: str
    help: str = ""
    right: str = ""
    label: str = ""
    keys: tuple[str, ...] = ()
    condition: Condition = dossier_open
    called: bool = False


START = "tuicompta.screens.start.start_window"

SCREENS = "tuicompta.screens"
JOURNAL = f"{SCREENS}.entry.journal_window"
LETTERING = f"{SCREENS}.lettering"
MONTHS = f"{SCREENS}.entry.journal_months"
PRACTICAL = f"{SCREENS}.practical"
PAGES = f"{SCREENS}.settings.settings_pages"
RECURRING = f"{SCREENS}.recurring"
GUIDES, DEFINITIONS = f"{SCREENS}.guides", "Définitions de guide"
TABLES, TABLE_CARDS = f"{SCREENS}.settings.small_table_list", f"{SCREENS}.settings.small_table_card"
CONSULTATION = f"{SCREENS}.browsing.consultation:ConsultationWindow"
FUNCTIONS: tuple[Function, ...] = (
    Function("new_dossier", f"{SCREENS}.dossiers.new_dossier:NewDossierWindow", "Crée un dossier.", condition=always),
    Function(
        "open_dossier", f"{SCREENS}.dossiers.open_dossier:OpenDossierWindow", "Les dossiers connus.", condition=always
    ),
    Function(
        "add_dossier", f"{SCREENS}.dossiers.add_dossier:AddDossierWindow", "Un fichier d'ailleurs.", condition=always
    ),
    Function(
        "dossier_information", f"{SCREENS}.dossiers.dossier_information:DossierInformationWindow", "Chemin, taille."
    ),
    Function("fiscal_years", f"{SCREENS}.fiscal_years.fiscal_years_window:FiscalYearsWindow", "Exercices du dossier."),
    Function("chart_of_accounts", f"{SCREENS}.accounts.chart_of_accounts:ChartWindow", "Les comptes du dossier."),
    Function("account_card", f"{SCREENS}.accounts.account_card:AccountCard", "Un compte.", label="Fiche compte"),
    Function("journals", f"{SCREENS}.journals.journals:JournalsWindow", "Les journaux et leurs réglages."),
    Function("journal_card", f"{SCREENS}.journals.journal_card:JournalCard", "Un journal.", label="Fiche journal"),
    Function("standard_chart", f"{SCREENS}.accounts.standard_chart:StandardChartWindow", "Les plans livrés, datés."),
    Function(
        "third_parties", f"{SCREENS}.accounts.third_parties:ThirdPartiesWindow", "Clients, fournisseurs et autres."
    ),
    Function(
        "third_party_card",
        f"{SCREENS}.accounts.third_party_card:ThirdPartyCard",
        "Un tiers.",
        label="Fiche Tiers",
        called=True,
    ),
    Function("account_natures", f"{SCREENS}.accounts.account_natures:AccountNaturesWindow", "Natures et racines."),
    Function("label_models", f"{SCREENS}.settings.label_models:LabelModelsWindow", "Libellés à choisir en saisie."),
    Function("consultation", CONSULTATION, "Les lignes d'un compte."),
    Function("account_consultation", CONSULTATION, "Les lignes d'un compte."),
    Function("simple_lettering", f"{LETTERING}.simple_window:SimpleLetteringWindow", "Un compte en deux tableaux."),
    Function(
        "automatic_lettering",
        f"{LETTERING}.automatic_window:AutomaticLetteringWindow",
        "Les lignes qui se soldent, sur tous les comptes.",
        condition=writable,
    ),
    Function(
        "automatic_unlettering",
        f"{LETTERING}.undoing_wizard:AutomaticUnletteringWindow",
        "Des groupes entiers, par dates et par codes.",
        condition=writable,
    ),
    Function("entry_search", f"{SCREENS}.browsing.entry_search:EntrySearchWindow", "Toutes les lignes saisies."),
    Function("interactive_ledger", f"{SCREENS}.browsing.ledger_window:LedgerWindow", "Les lignes des comptes."),
    Function("interactive_balance", f"{SCREENS}.browsing.balance_window:BalanceWindow", "Les soldes des comptes."),
    Function(
        "third_party_balance",
        f"{SCREENS}.browsing.balance_window:ThirdPartyBalanceWindow",
        "Leurs soldes.",
        label="Balance Clients et Fournisseurs",
    ),
    Function("options", f"{SCREENS}.settings.options_window:OptionsWindow", "Thème, volet, touches.", condition=always),
    Function("report_models", f"{SCREENS}.prints.model_list:ReportModelsWindow", "Colonnes et ordre des états."),
    Function("prints", f"{SCREENS}.prints.prints:PrintsWindow", "Les états à lire et à exporter."),
    Function(
        "draft_report", f"{SCREENS}.entry.draft_report:DraftReportWindow", label="Impression du brouillon", called=True
    ),
    Function(
        "report_filters", f"{SCREENS}.prints.report_filters:ReportFiltersWindow", label="Filtres d'un état", called=True
    ),
    Function("about", f"{SCREENS}.help.about_window:AboutWindow", "Versions, licence, chemins.", condition=always),
    Function("first_steps", f"{SCREENS}.start.first_steps_window:FirstStepsWindow", "Ce qu'il faut remplir d'abord."),
    Function("current_month", f"{MONTHS}:CurrentMonthWindow", label="Saisie mois courant", called=True),
    Function("period_journals", f"{MONTHS}:PeriodWindow", label="Journaux d'un mois", called=True),
    Function("last_consultation", CONSULTATION, label="Consultation/Lettrage", called=True),
    Function(
        "accountant_exchange",
        f"{SCREENS}.exchange.accountant_exchange:AccountantExchangeWindow",
        "Reçoit ou transmet des écritures.",
        condition=writable,
    ),
    Function(
        "fec_export", f"{SCREENS}.exchange.fec_export:FecExportWindow", "Celui d'un exercice.", condition=writable
    ),
    Function(
        "fec_check", f"{SCREENS}.exchange.fec_check:FecCheckWindow", "Lit un fichier, sans dossier.", condition=always
    ),
    Function("company_address", f"{PAGES}:CompanyAddressPage", "Nom, adresse, téléphones."),
    Function("company_administration", f"{PAGES}:CompanyAdministrationPage", "SIRET, NAF, TVA, capital."),
    Function("company_vat", f"{PAGES}:CompanyVatPage", "Territoire, régime, mode de calcul."),
    Function("tax_office", f"{PAGES}:TaxOfficePage", "Centre des impôts, S.I.E."),
    Function("company_logo", f"{PAGES}:CompanyLogoPage", "Image des états imprimés."),
    Function("accountant", f"{PAGES}:AccountantPage", "Cabinet et collaborateurs."),
    Function("accounting_options", f"{PAGES}:AccountingOptionsPage", "Alertes, valeurs par défaut."),
    Function("numbering", f"{PAGES}:NumberingPage", "Prochains numéros des tiers."),
    Function("entry_environment", f"{PAGES}:EntryEnvironmentPage", "Lignes, cadre et couleurs de la saisie."),
    Function("titles", f"{TABLES}:TitlesWindow", "Titres et formes juridiques."),
    Function("postal_codes", f"{TABLES}:PostalCodesWindow", "Codes, villes, départements."),
    Function("departments", f"{TABLES}:DepartmentsWindow", "Numéros et noms."),
    Function("countries", f"{TABLES}:CountriesWindow", "Codes ISO, Union européenne."),
    Function("naf_codes", f"{TABLES}:NafCodesWindow", "Activités des entreprises."),
    Function("title_card", f"{TABLE_CARDS}:TitleCard", "Une civilité.", label="Fiche civilité"),
    Function("postal_code_card", f"{TABLE_CARDS}:PostalCodeCard", "Un code postal.", label="Fiche code postal"),
    Function("department_card", f"{TABLE_CARDS}:DepartmentCard", "Un département.", label="Fiche département"),
    Function("country_card", f"{TABLE_CARDS}:CountryCard", "Un pays.", label="Fiche pays"),
    Function("naf_code_card", f"{TABLE_CARDS}:NafCodeCard", "Un code NAF.", label="Fiche code NAF"),
    Function("payment_methods", f"{SCREENS}.settings.payment_methods:PaymentMethodsWindow", "Chèque, virement, carte…"),
    Function("method_card", f"{SCREENS}.settings.method_card:MethodCard", "Un moyen.", label="Fiche moyen de paiement"),
    Function("payment_terms", f"{SCREENS}.settings.payment_terms:PaymentTermsWindow", "Ce qui donne les échéances."),
    Function("term_card", f"{SCREENS}.settings.term_card:TermCard", "Un mode.", label="Fiche mode de règlement"),
    Function("banks", f"{SCREENS}.banks.banks:BanksWindow", "Comptes, journaux, IBAN."),
    Function("bank_card", f"{SCREENS}.banks.bank_card:BankCard", "Une banque.", label="Fiche banque"),
    Function("chequebooks", f"{SCREENS}.banks.chequebooks:ChequebooksWindow", "Numéros et états des chèques."),
    Function(
        "chequebook_card", f"{SCREENS}.banks.chequebook_card:ChequebookCard", "Un chéquier.", label="Fiche chéquier"
    ),
    Function(
        "practical_entry", f"{PRACTICAL}.practical_menu:PracticalMenuWindow", "Factures et règlements sans comptes."
    ),
    Function("my_purchases", f"{PRACTICAL}.invoice_list:PurchasesWindow", "Factures reçues.", label="Mes achats"),
    Function("my_sales", f"{PRACTICAL}.invoice_list:SalesWindow", "Factures envoyées.", label="Mes ventes"),
    Function("my_treasury", f"{PRACTICAL}.treasury_list:TreasuryWindow", "Argent reçu, payé.", label="Ma trésorerie"),
    Function(
        "receipt", f"{PRACTICAL}.cash_card:ReceiptCard", "De l'argent reçu.", label="Encaissement", condition=writable
    ),
    Function(
        "expense", f"{PRACTICAL}.cash_card:ExpenseCard", "De l'argent payé.", label="Décaissement", condition=writable
    ),
    Function(
        "bank_transfer",
        f"{PRACTICAL}.transfer_card:TransferCard",
        "D'un compte à un autre.",
        label="Virement interne",
        condition=writable,
    ),
    Function(
        "cheque_deposit",
        f"{PRACTICAL}.deposit_card:DepositCard",
        "Des chèques reçus.",
        label="Remise de chèques",
        condition=writable,
    ),
    Function(
        "practical_document",
        f"{PRACTICAL}.document:PracticalDocument",
        label="Saisie pratique d'une écriture",
        called=True,
    ),
    Function(
        "supplier_invoice",
        f"{PRACTICAL}.invoice_card:PurchaseCard",
        "Une facture reçue.",
        label="Facture fournisseur",
        condition=writable,
    ),
    Function(
        "customer_invoice",
        f"{PRACTICAL}.invoice_card:SaleCard",
        "Une facture envoyée.",
        label="Facture client",
        condition=writable,
    ),
    Function("guided_entry", f"{GUIDES}.guided_list:GuidedEntriesWindow", "Écritures remplies par un modèle."),
    Function("guided_entry_card", f"{GUIDES}.guided_card:GuidedEntryCard", label="Écriture guidée", called=True),
    Function("guide_models", f"{GUIDES}.models:GuideModelsWindow", "Schémas d'écritures avec leurs formules."),
    Function("guide_model_card", f"{GUIDES}.model_card:GuideModelWindow", label="Fiche modèle de guide", called=True),
    Function("guide_definitions", f"{GUIDES}.parts:DefinitionsWindow", "N° de pièce et libellés.", label=DEFINITIONS),
    Function("guide_formulas", f"{GUIDES}.parts:FormulasWindow", "Formules nommées.", label="Formules de guide"),
    Function("recurring_entries", f"{RECURRING}.list:RecurringEntriesWindow", "Loyers, assurances, emprunts."),
    Function("recurring_card", f"{RECURRING}.card:RecurringCard", "Un abonnement.", label="Fiche abonnement"),
    Function(
        "generate_recurring",
        f"{RECURRING}.generation:RecurringGenerationWindow",
        "Ce qui est dû jusqu'à une date.",
        label="Générer les abonnements",
    ),
    Function("dashboard", f"{SCREENS}.start.dashboard:DashboardWindow", "Trésorerie, échéances, résultats, à faire."),
    Function("figure_accounts", f"{SCREENS}.start.figure_accounts:FigureAccountsWindow", label="Détail", called=True),
    Function("start_daily", f"{START}:StartDaily", "Les tâches de tous les jours."),
    Function("start_consultation", f"{START}:StartReading", "Lire les comptes."),
    Function("start_treasury", f"{START}:StartTreasury", "Échéances et règlements."),
    Function("start_closing", f"{START}:StartClosing", "Valider et clôturer."),
    Function("start_settings", f"{START}:StartSettings", "Préparer le dossier."),
    Function("start_screen", f"{START}:StartScreen", "Les tâches les plus courantes."),
    Function(
        "continuous_entry", f"{SCREENS}.entry.continuous_entry:ContinuousEntryWindow", "En continu.", condition=writable
    ),
    Function("journal_months", f"{SCREENS}.entry.journal_months:JournalMonthsWindow", "Journaux et mois."),
    Function(
        "single_entry",
        f"{SCREENS}.entry.single_entry:SingleEntryWindow",
        "Une écriture à la fois, de tout journal.",
    ),
    Function(
        "opening_balance",
        f"{SCREENS}.entry.opening_balance:OpeningBalanceWindow",
        "Les soldes repris au premier jour de l'exercice.",
        label="Saisir la balance d'ouverture",
    ),
    Function("journal_window", f"{JOURNAL}:JournalWindow", "Un journal et un mois.", label="Journal", called=True),
)


def action_of(function: Function, labels: dict[str, str]) -> Action:
    """Return the action that opens a function."""
    return Action(
        function.identifier,
        function.label or labels[function.identifier],
        function.help,
        function.keys,
        condition=function.condition,
        right=function.right,
        kind=Kind.CALLED if function.called else Kind.COMMAND,
        opens=function.opens,
    )


def build_table(functions: Iterable[Function] = FUNCTIONS) -> ActionTable:
    """Return the table of all the actions known without importing any screen."""
    labels = labels_of_entries()
    return ActionTable([*COMMON, *LIST_ACTIONS, *(action_of(function, labels) for function in functions)])


def learn(module: ModuleType, table: ActionTable) -> None:
    """Add the actions that the module of a screen declares to the table."""
    table.extend(getattr(module, "ACTIONS", ()))


def window_class(opens: str, table: ActionTable) -> type[Window]:
    """Return the class of a window, importing its module."""
    name, _, of_class = opens.partition(":")
    module = import_module(name)
    learn(module, table)
    found: type[Window] = getattr(module, of_class)
    return found


def complete(table: ActionTable) -> ActionTable:
    """Import every screen so that the table holds all their actions, for the page of keys and the tests."""
    for action in list(table):
        if action.opens:
            window_class(action.opens, table)
    return table


def menu_path(action: Action) -> str:
    """Return where the menus have an action."""
    return path_of(action.identifier)
