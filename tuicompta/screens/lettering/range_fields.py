"""The fields that choose the accounts of a run: type, first and last account (LAUT-06, LAUT-07, DLET-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.screens.accounts.account_choices import AccountChoices
from tuicompta.services.lettering.errors import AccountRangeError
from tuicompta.services.lettering.ranges import AccountKind, AccountRange, check_range, proposed_range
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.fields.choice import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import Fault, FieldSpec, Values


class RangeFields:
    """The three fields over one dossier, what follows a change of type, what is wrong with the bounds."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier

    def specs(self) -> tuple[FieldSpec, ...]:
        """Return the fields."""
        kinds = [Option(kind.name, kind.label) for kind in AccountKind]
        accounts = AccountChoices(self._dossier)
        return (
            card.choice("kind", "Type de comptes", kinds, mandatory=True),
            card.bound("first", "Du compte", accounts, width=48),
            card.bound("last", "Au compte", accounts, width=48),
        )

    def values(self, kind: AccountKind, number: str = "") -> dict[str, object]:
        """Return the range that a type proposes, or one account alone."""
        first, last = (number, number) if number else proposed_range(self._dossier.database, kind)
        return {"kind": kind.name, "first": first or None, "last": last or None}

    def followed(self, before: Values, values: Values) -> dict[str, object]:
        """Return what follows from a change: another type proposes its own range."""
        return {} if before["kind"] == values["kind"] else self.values(self.read(values).kind)

    def faults(self, values: Values) -> Sequence[Fault]:
        """Return what is wrong with the bounds (LAUT-07)."""
        wanted = self.read(values)
        try:
            check_range(self._dossier.database, wanted)
        except AccountRangeError as refusal:
            return [("first" if refusal.fields["number"] == wanted.first else "last", str(refusal))]
        if wanted.first and wanted.last and wanted.last < wanted.first:
            return [("last", "Le second compte précède le premier")]
        return ()

    @staticmethod
    def read(values: Values) -> AccountRange:
        """Return the range typed."""
        kind = AccountKind[str(values["kind"])]
        first, last = (cast("str | None", values[name]) or "" for name in ("first", "last"))
        return AccountRange(kind, first, last)
