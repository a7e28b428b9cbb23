"""What follows, in a form of «Ma trésorerie», from the category and the amounts just typed (SPT-02, SPT-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.core.practical.categories import Shape
from tuicompta.core.vat import split_total, vat_of
from tuicompta.screens.practical import cash_fields as fields
from tuicompta.services.practical.categories import accounts_of
from tuicompta.services.practical.vat_accounts import proposed_rate, vat_rates

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from tuicompta.core.practical.categories import Category
    from tuicompta.services.dossiers.dossier import Dossier

BASES = frozenset({"amount", "extra", "rate", "account", "category"})
"""The fields after which VAT is computed again, even typed."""


class CashFollower:
    """Proposes the account of a category and computes the VAT, unless it was typed."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._vat_typed = False

    def begin(self, values: Mapping[str, object]) -> None:
        """Begin with the values of a record: its VAT is as it was typed."""
        self._vat_typed = bool(values["vat"])

    def of_category(self, category: Category) -> dict[str, object]:
        """Return the account that a category proposes, and the rate of that account."""
        values: dict[str, object] = {"rate": None, "vat": None, "extra": None}
        name = fields.account_name(category)
        if name not in {"account", "bills"}:
            return values
        found = accounts_of(self._dossier.database, category)
        values[name] = found[0][0] if found else None
        if found and name == "account" and category.vat:
            values["rate"] = proposed_rate(self._dossier.database, found[0][0])
        return values

    def rate_of_account(self, values: Mapping[str, object], category: Category, day: date) -> dict[str, object]:
        """Return the rate that the account just chosen proposes, while there is none (TVAP-26)."""
        if not category.vat or values["rate"] is not None or not values["account"]:
            return {}
        rate = proposed_rate(self._dossier.database, str(values["account"]))
        return {"rate": rate} if rate in vat_rates(self._dossier.database, day) else {}

    def vat(self, values: Mapping[str, object], category: Category, changed: set[str]) -> dict[str, object]:
        """Return the VAT of the amount, or of the charge on bills, nothing while it is typed (SPT-05)."""
        if changed & BASES:
            self._vat_typed = False
        elif "vat" in changed:
            self._vat_typed = values["vat"] is not None
        if self._vat_typed:
            return {}
        rate = cast("int | None", values["rate"])
        base = cast("int | None", values["extra"] if category.shape is Shape.BILLS else values["amount"])
        if rate is None or base is None or not category.vat:
            return {"vat": None}
        return {"vat": vat_of(base, rate) if category.shape is Shape.BILLS else split_total(base, rate)[1]}
