"""The first steps of a dossier, and which ones are done (WEL-03, SET-03)."""

from dataclasses import dataclass

from tuicompta.core.settings import SETTINGS, Page
from tuicompta.services.dossiers.dossier import Dossier


@dataclass(frozen=True, slots=True)
class FirstStep:
    """A step: its name, the function that opens its screen; `level` is 1 for what a step is made of."""

    label: str
    function: str
    level: int = 0


STEPS = (
    FirstStep("Coordonnées de la société", "company_address"),
    FirstStep("Trésor Public et TVA", "tax_office"),
    FirstStep("Options comptables", "accounting_options"),
    FirstStep("Tables de base", "payment_terms"),
    FirstStep("TVA du dossier", "company_vat", 1),
    FirstStep("TVA des comptes", "chart_of_accounts", 1),
    FirstStep("Valeurs par défaut des options", "accounting_options", 1),
    FirstStep("Modes de règlement", "payment_terms", 1),
    FirstStep("Civilités", "titles", 1),
    FirstStep("Codes postaux", "postal_codes", 1),
    FirstStep("Départements", "departments", 1),
    FirstStep("Pays", "countries", 1),
    FirstStep("Codes NAF", "naf_codes", 1),
    FirstStep("Exercices", "fiscal_years"),
    FirstStep("Journaux", "journals"),
    FirstStep("Comptes", "chart_of_accounts"),
    FirstStep("Première écriture", "journal_months"),
)
_STORED = "SELECT key FROM setting WHERE value NOT IN ('\"\"', 'null')"
_ANY = {
    "payment_terms": "SELECT EXISTS (SELECT 1 FROM payment_term)",
    "titles": "SELECT EXISTS (SELECT 1 FROM title)",
    "postal_codes": "SELECT EXISTS (SELECT 1 FROM postal_code)",
    "departments": "SELECT EXISTS (SELECT 1 FROM department)",
    "countries": "SELECT EXISTS (SELECT 1 FROM country)",
    "naf_codes": "SELECT EXISTS (SELECT 1 FROM naf_code)",
    "fiscal_years": "SELECT EXISTS (SELECT 1 FROM fiscal_year)",
    "journals": "SELECT EXISTS (SELECT 1 FROM journal)",
    "journal_months": "SELECT EXISTS (SELECT 1 FROM entry)",
}
_VAT_ACCOUNTS = "SELECT EXISTS (SELECT 1 FROM account WHERE vat_rate IS NOT NULL)"
_ACCOUNTS = "SELECT EXISTS (SELECT 1 FROM account)"
_PLACE = ("company.address", "company.postal_code", "company.town")


def steps_done(dossier: Dossier) -> list[bool]:
    """Tell of each of `STEPS` whether data exist there."""
    return [_done(dossier, step) for step in STEPS]


def _done(dossier: Dossier, step: FirstStep) -> bool:
    if step.function == "chart_of_accounts":
        return bool(dossier.database.value(_VAT_ACCOUNTS if step.level else _ACCOUNTS))
    if step.function in _ANY:
        return bool(dossier.database.value(_ANY[step.function]))
    stored = {key for (key,) in dossier.database.rows(_STORED)}
    if step.function == "company_address":
        return bool(stored & set(_PLACE))
    pages = {page for page in Page if page.value == step.function or (step.function, page.is_option) == _OPTIONS}
    return any(key in stored for key, setting in SETTINGS.items() if setting.page in pages)


_OPTIONS = ("accounting_options", True)
