"""What the account card does with its third parties (FC-07, FC-08, FC-11 to FC-13, FC-38)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tuicompta.screens.accounts.account_tabs import PartiesField, coordinate_values, coordinates_in
from tuicompta.screens.accounts.party_pages import PartyPages
from tuicompta.screens.cards.warned_card import WarnedCard
from tuicompta.screens.frame.actions import Action
from tuicompta.services.accounts.account_parties import add_party, delete_party, set_main_party
from tuicompta.services.third_parties.third_parties import read_third_party
from tuicompta.widgets import card_schema
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.question import NO, YES

if TYPE_CHECKING:
    from tuicompta.services.accounts.account_parties import AccountParty

PARTY_ACTIONS = (
    Action("third_party", "Fiche Tiers", "Le tiers du compte : adresses, contacts, coordonnées bancaires."),
    Action("main_party", "Tiers principal", "Le tiers sous le curseur devient le tiers principal du compte."),
)
PARTY_OFFERS = tuple(action.identifier for action in PARTY_ACTIONS)


class AccountParties(PartyPages, WarnedCard):
    """The card of an account, for what concerns its third parties."""

    async def do_third_party(self) -> None:
        """Open the card of the main third party, or of the one under the cursor (FC-11, FC-12)."""
        party = self._party()
        if party is not None:
            await self._open_party(party)

    async def do_main_party(self) -> None:
        """Make the third party under the cursor the main one of the account (FC-38)."""
        party = self._party()
        if party is not None:
            set_main_party(self.dossier, party.id)
            self._give(coordinate_values(self.dossier, cast("int", self.key)))

    def why_not_third_party(self) -> str | None:
        """Ask for a third party."""
        return None if self._party() is not None else "Ce compte n'a pas de tiers"

    def why_not_main_party(self) -> str | None:
        """Ask for a third party that is not the main one, and for coordinates that are saved."""
        party = self._party()
        if party is None:
            return self.why_not_third_party()
        if party.main:
            return "C'est déjà le tiers principal"
        return "Enregistrez d'abord la fiche" if self._coordinates_typed() else self.why_not_save()

    def siren(self) -> str:
        """Return the SIREN of the third party."""
        party = self._party()
        return read_third_party(self.dossier.database, party.id)[0].siren if party is not None else ""

    def postal_address(self) -> str:
        """Return the address of the main third party."""
        return coordinates_in(self.card.state.values).address.on_one_line if self.key is not None else ""

    def shown(self) -> None:
        """Show what the card of a third party changed, unless coordinates are being typed here (TI-04)."""
        if self.key is not None and not self._coordinates_typed():
            self._give(coordinate_values(self.dossier, cast("int", self.key)))

    # -- the table of third parties ------------------------------------------------------------------------------------

    def _act_on_parties(self, field: PartiesField) -> None:
        field.filled = self._open_party
        field.asked = self._add_party
        field.dropped = self._drop_party

    async def _open_party(self, party: AccountParty) -> None:
        await self.frame.open("third_party_card", key=party.id)

    async def _add_party(self) -> None:
        """Ask for the name of a further third party, then open its card (FC-38)."""
        schema = CardSchema((Tab("", (card_schema.text("name", "Nom / Raison sociale", mandatory=True),)),))
        answer = await self.frame.dialogs.fill("Ajouter un tiers au compte", schema)
        if answer is not None:
            added = add_party(self.dossier, cast("int", self.key), str(answer["name"]))
            self._read_parties()
            await self.frame.open("third_party_card", key=added)

    async def _drop_party(self, party: AccountParty) -> None:
        name = f"{party.code} {party.name}"
        if await self.frame.dialogs.ask(f"Supprimer le tiers {name} ?", "", (YES, NO), default=1) == YES.value:
            delete_party(self.dossier, party.id, from_account=True)
            self._read_parties()

    def _party(self) -> AccountParty | None:
        field = self.card.fields["parties"]
        if isinstance(field, PartiesField) and field is self.frame.focused:
            return cast("AccountParty | None", field.current)
        parties = cast("tuple[AccountParty, ...]", self.card.state.values["parties"] or ())
        return next((party for party in parties if party.main), None)

    def _coordinates_typed(self) -> bool:
        return coordinates_in(self.card.state.values) != coordinates_in(self.card.state.saved)

    def _read_parties(self) -> None:
        self._give({"parties": coordinate_values(self.dossier, cast("int", self.key))["parties"]})

    def _give(self, values: dict[str, object]) -> None:
        """Show values that are already stored: nothing of them is to be saved."""
        self.card.state.saved.update(values)
        self.card.give(values)
