"""Natures of accounts: what an account is, told by its number (NC)."""

from functools import lru_cache
from typing import NamedTuple

from tuicompta.core.enums import Labelled
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import excerpt


class AccountNature(Labelled):
    """Behaviour shared by the accounts of some roots (NC-05)."""

    BALANCE_SHEET = "balance_sheet", "Comptes de bilan"
    RESULT_PROFIT = "result_profit", "Résultat, bénéfice"
    RESULT_LOSS = "result_loss", "Résultat, perte"
    CAPITAL = "capital", "Capitaux"
    FIXED_ASSETS = "fixed_assets", "Immobilisations"
    STOCKS = "stocks", "Stocks"
    SUPPLIERS = "suppliers", "Fournisseurs et comptes rattachés"
    CUSTOMERS = "customers", "Clients et comptes rattachés"
    OTHER_THIRD_PARTIES = "other_third_parties", "Autres Tiers avec échéance"
    SUNDRY = "sundry", "Créances et dettes diverses"
    TURNOVER_TAXES = "turnover_taxes", "Taxes sur le chiffre d'affaires"
    RECONCILED = "reconciled", "Comptes pour rapprochement"
    BANK = "bank", "Banque"
    POSTAL = "postal", "Chèques postaux"
    CASH = "cash", "Caisse"
    OTHER_FINANCIAL = "other_financial", "Autres comptes financiers"
    CHARGES = "charges", "Charges"
    INCOME = "income", "Produits"
    SPECIAL = "special", "Comptes spéciaux"


class Roots(NamedTuple):
    """Roots that a nature covers, and those under them that it leaves out."""

    covered: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    def cover(self, number: str) -> bool:
        """Tell whether an account number is of these roots."""
        return number.startswith(self.covered) and not (self.left_out and number.startswith(self.left_out))


# Narrowest natures first: the order settles which one is shown when several match by a root of the same length.
ROOTS = {
    AccountNature.RESULT_PROFIT: Roots(("120",)),
    AccountNature.RESULT_LOSS: Roots(("129",)),
    AccountNature.CAPITAL: Roots(("1",)),
    AccountNature.FIXED_ASSETS: Roots(("2",)),
    AccountNature.STOCKS: Roots(("3",)),
    AccountNature.SUPPLIERS: Roots(("40",)),
    AccountNature.CUSTOMERS: Roots(("41",)),
    AccountNature.TURNOVER_TAXES: Roots(("445",)),
    AccountNature.OTHER_THIRD_PARTIES: Roots(("42", "43", "44", "45", "46"), ("445",)),
    AccountNature.SUNDRY: Roots(("42", "43", "44", "45", "46", "47"), ("445",)),
    AccountNature.BANK: Roots(("512",)),
    AccountNature.POSTAL: Roots(("514",)),
    AccountNature.RECONCILED: Roots(("51",)),
    AccountNature.CASH: Roots(("53",)),
    AccountNature.OTHER_FINANCIAL: Roots(("5",), ("512", "514", "53")),
    AccountNature.CHARGES: Roots(("6",)),
    AccountNature.INCOME: Roots(("7",)),
    AccountNature.SPECIAL: Roots(("8", "9")),
    AccountNature.BALANCE_SHEET: Roots(("1", "2", "3", "4", "5")),
}
USES = {
    AccountNature.BALANCE_SHEET: "lettrage, à-nouveaux",
    AccountNature.RESULT_PROFIT: "clôture",
    AccountNature.RESULT_LOSS: "clôture",
    AccountNature.CAPITAL: "onglets de listes, états",
    AccountNature.FIXED_ASSETS: "onglets de listes, états",
    AccountNature.STOCKS: "onglets de listes, états",
    AccountNature.SUPPLIERS: "échéances, règlements, balance âgée",
    AccountNature.CUSTOMERS: "échéances, règlements, balance âgée",
    AccountNature.OTHER_THIRD_PARTIES: "échéances, règlements",
    AccountNature.SUNDRY: "tableau de bord",
    AccountNature.TURNOVER_TAXES: "paramétrage de TVA de la fiche compte",
    AccountNature.RECONCILED: "rapprochement bancaire",
    AccountNature.BANK: "tableau de bord, banques",
    AccountNature.POSTAL: "tableau de bord, banques",
    AccountNature.CASH: "tableau de bord, contrôle de la clôture annuelle",
    AccountNature.OTHER_FINANCIAL: "tableau de bord",
    AccountNature.CHARGES: "résultat, régularisations",
    AccountNature.INCOME: "résultat, régularisations",
    AccountNature.SPECIAL: "liste «Tous» seulement",
}
"""What the program uses each nature for, in the words of the screen (NC-05)."""
THIRD_PARTY_NATURES = (AccountNature.CUSTOMERS, AccountNature.SUPPLIERS, AccountNature.OTHER_THIRD_PARTIES)


class NoNatureError(TuicomptaError):
    """The number of an account begins with no class of the chart (NC-05, FC-17)."""

    template = "Le compte «{number}» n'a pas de nature : un numéro de compte commence par un chiffre de 1 à 9."


def natures_of(number: str) -> frozenset[AccountNature]:
    """Return every nature whose roots match an account number (NC-01); none when it begins with no class."""
    return frozenset(nature for nature, roots in ROOTS.items() if roots.cover(number))


@lru_cache(maxsize=4096)
def nature_of(number: str) -> AccountNature:
    """Return the nature with the longest matching root, the narrowest one when equal (FC-20, NC-05).

    Raises NoNatureError.
    """
    best = max(ROOTS, key=lambda nature: _matching_length(number, ROOTS[nature]))
    if not ROOTS[best].cover(number):
        raise NoNatureError(number=excerpt(number))
    return best


def _matching_length(number: str, roots: Roots) -> int:
    if not roots.cover(number):
        return 0
    return max(len(root) for root in roots.covered if number.startswith(root))


def is_of(number: str, *natures: AccountNature) -> bool:
    """Tell whether an account belongs to one of these natures."""
    return any(ROOTS[nature].cover(number) for nature in natures)


def is_customer(number: str) -> bool:
    """Tell whether an account is of nature «Clients et comptes rattachés»."""
    return is_of(number, AccountNature.CUSTOMERS)


def is_supplier(number: str) -> bool:
    """Tell whether an account is of nature «Fournisseurs et comptes rattachés»."""
    return is_of(number, AccountNature.SUPPLIERS)


def is_third_party(number: str) -> bool:
    """Tell whether an account is of one of the three third-party natures (FC-14)."""
    return is_of(number, *THIRD_PARTY_NATURES)


def has_due_dates(number: str) -> bool:
    """Tell whether due dates can exist on an account: third parties only, and all of them (ECH-01)."""
    return is_third_party(number)
