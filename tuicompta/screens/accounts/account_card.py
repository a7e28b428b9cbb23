"""Fiche compte: the card of an account (FC)."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.enums import AccountType
from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.accounts.account_fields import (
    associated_in,
    associated_schema,
    nature_label,
    number_in,
    settings_of,
    settings_tabs,
    values_of,
)
from tuicompta.screens.accounts.account_parties import PARTY_ACTIONS, PARTY_OFFERS, AccountParties
from tuicompta.screens.accounts.account_tabs import (
    SIMULATED,
    YEAR,
    blank_months,
    coordinate_values,
    coordinates_in,
    month_values,
    of_third_party,
    other_tabs,
)
from tuicompta.screens.accounts.party_pages import PAGE_ACTIONS, PAGE_OFFERS
from tuicompta.screens.accounts.practical_marks import PRACTICAL_ACTIONS
from tuicompta.screens.cards.address_completion import complete_addresses
from tuicompta.screens.cards.coded_card import CodedCard
from tuicompta.screens.cards.line_acts import ORDERED
from tuicompta.screens.cards.record_card import RecordCard, signature
from tuicompta.services.accounts.account_card import (
    KIND,
    account_history,
    has_lines,
    lettered_lines,
    proposed_settings,
    read_account,
)
from tuicompta.services.accounts.account_deletion import delete_account
from tuicompta.services.accounts.account_writing import write_account
from tuicompta.services.accounts.accounts import account_id
from tuicompta.services.accounts.approximate_lettering import default_approximation
from tuicompta.services.accounts.standard_chart import removal_warning
from tuicompta.services.dossiers.record_authors import Authors
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year
from tuicompta.widgets.card_schema import CardSchema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.services.accounts.account_card import Associated
    from tuicompta.services.accounts.account_totals import MonthRow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key

ACTIONS = (*PARTY_ACTIONS, *PAGE_ACTIONS, *PRACTICAL_ACTIONS)


class AccountCard(AccountParties, CodedCard):
    """One account, opened by its number too."""

    RECORD = "Compte"
    HELP = "account_card"
    KIND = KIND
    SIGNED_HERE = False
    CODE = "number"
    OFFERS: ClassVar[tuple[str, ...]] = (
        "save",
        "consult",
        *PARTY_OFFERS,
        *PAGE_OFFERS,
        *(action.identifier for action in PRACTICAL_ACTIONS),
        *ORDERED,
        *(name for name in RecordCard.OFFERS if name != "save"),
    )

    def __init__(
        self,
        dossier: Dossier,
        key: Key = None,
        *,
        origin: ListWindow | None = None,
        copy_of: Key = None,
        code: str = "",
    ) -> None:
        self._approximate = False
        self._proposed_for: tuple[str, object] = ("", None)
        self._copied = copy_of is not None
        super().__init__(dossier, key, origin=origin, copy_of=copy_of, code=code)

    def find(self, dossier: Dossier, code: str) -> Key:
        """Return the account of a number."""
        return account_id(dossier.database, code)

    def schema(self) -> CardSchema:
        """Return the tabs of the card."""
        settings = settings_tabs(self.dossier, locked=self._has_lines, fill=self._fill_associated)
        stored = partial(_is_stored, self)
        others = other_tabs(self.dossier, self._act_on_parties, self._open_month, stored)
        return CardSchema((*settings, *others))

    def caption(self, values: Mapping[str, object]) -> str:
        """Name the account by its number and title."""
        return f"{values['number'] or ''} {values['title'] or ''}".strip()

    def blank(self) -> Mapping[str, object]:
        """Begin with the number asked for, without figures."""
        return {**blank_months(self.dossier), **super().blank()}

    def on_mount(self) -> None:
        """Let postal codes complete their address; the base classes have their own too."""
        complete_addresses(self.card, self._changed)

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read an account."""
        identifier = cast("int", key)
        settings, version = read_account(self.dossier.database, identifier)
        self._approximate = settings.approximate_lettering
        history = account_history(self.dossier.database, identifier)
        return {
            **values_of(settings),
            **coordinate_values(self.dossier, identifier),
            **month_values(self.dossier, identifier),
            "notes": self.notes_of(identifier),
            "created": signature(history.created_by, history.created_at),
            "changed": signature(history.changed_by, history.changed_at),
        }, version

    def authors(self) -> Authors:
        """Return who created the account and who changed it last, which it bears itself."""
        return Authors(*account_history(self.dossier.database, cast("int", self.key)))

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write an account, with what follows from its number when it is new (FC-14, FC-43)."""
        settings = settings_of(values)
        notes = str(values["notes"] or "")
        known = cast("int | None", self.key)
        coordinates = coordinates_in(values) if known is not None or of_third_party(values) else None
        warning = removal_warning(settings.number, current_fiscal_year(self.dossier).start) if known is None else ""
        if warning:
            self.warn(warning)
        return write_account(self.dossier, known, settings, notes=notes, version=version, coordinates=coordinates)

    def remove_record(self, key: Key) -> None:
        """Delete an account without line nor use (PC-03)."""
        delete_account(self.dossier, cast("int", key))

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:  # noqa: ARG002 (of the base class)
        """Return what a copy does not keep: number, title, next lettering code (PC-13)."""
        return {
            "number": "",
            "title": "",
            "nature": "",
            "next_lettering_code": "AA",
            "notes": "",
            "created": "",
            "changed": "",
            "parties": (),
            **blank_months(self.dossier),
            **coordinate_values(self.dossier, 0),
        }

    async def do_consult(self) -> None:
        """Consult the account (FC-11)."""
        await self.frame.open("consultation", number=number_in(self.card.state.values))

    @property
    def selected(self) -> int:
        """The account of the card."""
        return 1

    def do_purchase_nature(self) -> None:
        """Turn over «Nature d'achat»; it is kept when the card is saved (FC-11)."""
        self._turn_over("purchase_nature")

    def do_sale_nature(self) -> None:
        """Turn over «Nature de vente»."""
        self._turn_over("sale_nature")

    def _turn_over(self, name: str) -> None:
        field = self.card.fields[name]
        field.value = not field.value
        field.changed(field)
        self.frame.say(f"{field.label} : {'oui' if field.value else 'non'}")

    async def do_print(self) -> None:
        """Print the ledger of the account (IMP-09)."""
        number = str(self.card.state.saved["number"])
        await self.frame.open("report_filters", report="grand-livre", use="card", accounts=number)

    def why_not_print(self) -> str | None:
        """Ask for a saved account."""
        return "Enregistrez d'abord la fiche" if self.key is None else None

    def why_not_consult(self) -> str | None:
        """Ask for a saved account of type Détail."""
        if self.key is None:
            return "Enregistrez d'abord la fiche"
        root = self.card.state.saved.get("type") == AccountType.ROOT.value
        return "Compte de type Racine : il n'a pas de lignes" if root else None

    async def prepare(self) -> bool:
        """Tell of what the entries already typed keep (FC-06, FC-23)."""
        if self.key is None:
            return True
        saved, values = self.card.state.saved, self.card.state.values
        if saved.get("lettering") and not values["lettering"]:
            count = lettered_lines(self.dossier.database, cast("int", self.key))
            if count:
                self.warn(f"{count} lignes lettrées gardent leur code, sans pouvoir être délettrées")
        turned = any(values[name] != saved.get(name) for name in values if name.startswith("side_"))
        if turned and values["vat_direction"] and self._has_lines():
            self.warn("Les montants déjà saisis ne changent de sens que par «Mise à jour des infos TVA»")
        return True

    # -- associated accounts and months --------------------------------------------------------------------------------

    async def _fill_associated(self, line: Associated) -> Associated | None:
        values = {"number": line.number or None, "rule": line.rule, "percentage": line.percentage}
        answer = await self.frame.dialogs.fill("Compte associé", associated_schema(self.dossier), values)
        return None if answer is None else associated_in(answer)

    async def _open_month(self, row: MonthRow) -> None:
        """Consult the account over the period of a row (FC-09)."""
        number = number_in(self.card.state.saved)
        reason = self.why_not_consult()
        if reason is not None or row.period is None:
            self.frame.say(reason or "Choisissez une période")
            return
        await self.frame.open("consultation", number=number, start=row.period.start, end=row.period.end)

    def _months(self) -> None:
        """Read the months of the fiscal year chosen; nothing of them is to be saved."""
        state = self.card.state
        asked = {name: state.values[name] for name in (YEAR, SIMULATED)}
        if self.key is None or asked == {name: state.saved.get(name) for name in asked}:
            return
        identifier = cast("int", self.key)
        fresh = month_values(self.dossier, identifier, asked[YEAR], simulated=bool(asked[SIMULATED]))
        self._give(fresh)

    # -- what a number brings ------------------------------------------------------------------------------------------

    def _has_lines(self) -> bool:
        return self.key is not None and has_lines(self.dossier.database, cast("int", self.key))

    def _changed(self) -> None:
        """Show the nature of the number; a new account takes the settings of its relatives (FC-20, FC-43)."""
        values = self.card.state.values
        number = number_in(values)
        self.card.give({"nature": nature_label(number)})
        self._months()
        self._approximation()
        wanted = (number, values["type"])
        if self.key is None and not self._copied and number and wanted != self._proposed_for:
            self._proposed_for = wanted
            self._propose(number, AccountType(str(values["type"])))
        super()._changed()

    def _propose(self, number: str, kind: AccountType) -> None:
        try:
            proposal = proposed_settings(self.dossier, number, kind)
        except TuicomptaError as refusal:
            self.frame.say(str(refusal), warning=True)
            return
        kept = {"number", "title", "type", "notes"}
        self.card.give({name: value for name, value in values_of(proposal.settings).items() if name not in kept})
        if proposal.copied_from:
            self.frame.say(f"Paramètres repris du compte {proposal.copied_from}")

    def _approximation(self) -> None:
        """Copy the options when approximate lettering is switched on (FC-24, OLA-01)."""
        values = self.card.state.values
        wanted = bool(values["approximate_lettering"])
        if wanted and not self._approximate and values["maximum_gap"] is None:
            self.card.give(asdict(default_approximation(self.dossier.database)))
        self._approximate = wanted


def _is_stored(card: AccountCard) -> bool:
    return card.key is not None
