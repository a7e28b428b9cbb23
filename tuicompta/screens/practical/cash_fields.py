"""The fields of the forms of «Ma trésorerie» (SPT-02 to SPT-09)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.practical.categories import Category, Shape
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.screens.accounts.account_choices import AccountChoices, detail_account
from tuicompta.screens.practical.choices import PartyChoices, party_accounts, plain_accounts
from tuicompta.services.practical.categories import accounts_of
from tuicompta.services.practical.journals import treasury_accounts
from tuicompta.services.practical.parties import bill_accounts
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.fields.choice import Option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import FieldSpec
    from tuicompta.widgets.fields.date import DateScope

PARTY_LABELS = {PracticalKind.RECEIPT: "Client", PracticalKind.EXPENSE: "Fournisseur"}


def head_fields(
    dossier: Dossier, scope: Callable[[], DateScope], day: Callable[[], date], label: str = "Compte de trésorerie"
) -> tuple[FieldSpec, ...]:
    """Return what every operation begins with; `day` is the date typed, which says the fiscal year."""
    treasuries = plain_accounts(
        lambda: [(known.number, known.title) for known in treasury_accounts(dossier.database, day())]
    )
    return (
        card.day("day", "Date", scope, mandatory=True),
        card.linked("treasury", label, treasuries, mandatory=True, width=50),
        card.text("piece", "N° de pièce", width=32, max_length=30),
        card.text("description", "Description", width=50, max_length=100),
    )


def account_fields(dossier: Dossier, kind: PracticalKind, category: Callable[[], Category]) -> Iterable[FieldSpec]:
    """Return the fields of the other account; `category` is the one chosen, which says which field is shown."""
    third_parties = PartyChoices(dossier, suppliers=kind is PracticalKind.EXPENSE)
    yield card.linked("party", PARTY_LABELS[kind], third_parties, mandatory=True, width=50, creatable=True)
    if kind is PracticalKind.RECEIPT:
        bills = party_accounts(lambda: bill_accounts(dossier.database))
        yield card.linked("bills", "Effets du client", bills, mandatory=True, width=50)
    under = plain_accounts(lambda: accounts_of(dossier.database, category()))
    yield card.linked("account", "Compte", under, mandatory=True, width=50, creatable=True)
    yield card.linked(
        "any", "Compte", AccountChoices(dossier, detail_account), mandatory=True, width=50, creatable=True
    )


def account_name(category: Category) -> str:
    """Return the name of the field that holds the other account of a category."""
    if category.shape is Shape.PARTY:
        return "party"
    if category.shape is Shape.BILLS:
        return "bills"
    return "account" if category.roots else "any"


def part_fields() -> tuple[FieldSpec, ...]:
    """Return the parts of the amount, shown by the categories that have them (SPT-05)."""
    return (
        card.amount("extra", "Frais ou intérêts"),
        card.choice("rate", "Type de TVA", ()),
        card.enabled_if(card.amount("vat", "Montant TVA"), lambda values: values["rate"] is not None),
    )


def shown_parts(category: Category) -> set[str]:
    """Return the names of the parts that a category asks for."""
    return {*(["extra"] if category.extra_label else []), *(["rate", "vat"] if category.vat else [])}


def category_options(categories: Iterable[Category]) -> tuple[Option, ...]:
    """Return the categories to choose from (SPT-02)."""
    return tuple(Option(category.code, category.label) for category in categories)


def number_of(value: object) -> int:
    """Return the cents of an amount field, 0 when it is empty."""
    return cast("int | None", value) or 0
