"""The public page of a company and its address on one line, given to the clipboard of the terminal (FC-13)."""

from __future__ import annotations

from tuicompta.core.third_parties import directory_page
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.frame.window import Window

PAGE_ACTIONS = (
    Action("company_page", "Solvabilité", "L'adresse de l'annuaire public, copiée dans le presse-papiers."),
    Action("postal_line", "Plan", "L'adresse postale sur une ligne, copiée dans le presse-papiers."),
)
PAGE_OFFERS = tuple(action.identifier for action in PAGE_ACTIONS)


class PartyPages(Window):
    """A card that shows a third party; nothing is opened on the network."""

    def siren(self) -> str:
        """Return the SIREN of the third party, "" when it has none."""
        raise NotImplementedError

    def postal_address(self) -> str:
        """Return the invoicing address on one line, "" when there is none."""
        raise NotImplementedError

    def do_company_page(self) -> None:
        """Give the page of the company in the public directory."""
        self._copy(directory_page(self.siren()))

    def do_postal_line(self) -> None:
        """Give the postal address on one line."""
        self._copy(self.postal_address())

    def why_not_company_page(self) -> str | None:
        """Ask for a SIREN."""
        return None if directory_page(self.siren()) else "Le tiers n'a pas de SIREN juste"

    def why_not_postal_line(self) -> str | None:
        """Ask for an address."""
        return None if self.postal_address() else "Le tiers n'a pas d'adresse de facturation"

    def _copy(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        self.frame.say(text)
