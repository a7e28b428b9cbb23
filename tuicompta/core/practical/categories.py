"""The categories of cash operations: what they are called and which accounts they go to (SPT-02)."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from tuicompta.core.practical.kinds import PracticalKind

LABEL_LENGTH = 40
OWN = "own:"


class Shape(Enum):
    """What a category asks for beside its amount."""

    PARTY = "party"
    """The customer or the supplier."""
    ACCOUNT = "account"
    """Nothing, or a choice between the accounts of its roots."""
    BILLS = "bills"
    """The bills of a customer, a charge and its VAT."""
    LOAN = "loan"
    """The part of interest."""


@dataclass(frozen=True, slots=True)
class Category:
    """A category; `roots` are those of its accounts, none meaning any account; `vat`: VAT may be typed.

    `extra_roots`: the accounts of its second part, the first found being taken.
    """

    code: str
    kind: PracticalKind
    label: str
    shape: Shape
    roots: tuple[str, ...] = ()
    vat: bool = False
    extra_roots: tuple[str, ...] = ()
    extra_label: str = ""

    @property
    def own_id(self) -> int | None:
        """Identifier of a category of the user, None for a delivered one."""
        return int(self.code.removeprefix(OWN)) if self.code.startswith(OWN) else None


def _in(code: str, label: str, *roots: str) -> Category:
    return Category(code, PracticalKind.RECEIPT, label, Shape.ACCOUNT, roots)


def _out(code: str, label: str, *roots: str, vat: bool = False) -> Category:
    return Category(code, PracticalKind.EXPENSE, label, Shape.ACCOUNT, roots, vat)


DELIVERED: Final = (
    Category("customer", PracticalKind.RECEIPT, "Client", Shape.PARTY),
    _in("customer_deposit", "Acompte client", "4191"),
    Category(
        "bills", PracticalKind.RECEIPT, "Effets avec frais", Shape.BILLS, ("413",), True, ("6275", "627"), "Frais HT"
    ),
    _in("contribution", "Apport", "108", "455"),
    _in("loan", "Emprunt", "164"),
    _in("vat_refund", "Remboursement de TVA", "44583"),
    _in("interest", "Intérêts reçus", "76"),
    _in("other_receipt", "Autre"),
    Category("supplier", PracticalKind.EXPENSE, "Fournisseur", Shape.PARTY),
    _out("supplier_deposit", "Acompte fournisseur", "4091"),
    _out("bank_fees", "Frais bancaires", "627", vat=True),
    _out("fuel", "Carburant", "6061", vat=True),
    _out("upkeep", "Entretien", "615", vat=True),
    _out("wages", "Salaires", "421"),
    _out("social_charges", "Cotisations sociales", "431"),
    _out("vat_payment", "TVA", "44551"),
    _out("taxes", "Impôts", "444", "63"),
    Category(
        "instalment",
        PracticalKind.EXPENSE,
        "Échéance d'emprunt",
        Shape.LOAN,
        ("164",),
        False,
        ("66116", "661"),
        "Dont intérêts",
    ),
    _out("drawings", "Prélèvement de l'exploitant", "108"),
    _out("other_expense", "Autre"),
)


def delivered(kind: PracticalKind) -> list[Category]:
    """Return the delivered categories of an operation, in their order."""
    return [category for category in DELIVERED if category.kind is kind]
