"""The form «Virement» of «Ma trésorerie» (SPT-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.practical.cash import BankTransfer, check_transfer, transfer_lines
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.screens.practical.cash_fields import head_fields, number_of
from tuicompta.screens.practical.choices import plain_accounts
from tuicompta.screens.practical.practical_card import PREVIEW, REST
from tuicompta.screens.practical.treasury_card import TreasuryCard
from tuicompta.services.practical.journals import journal_of_account, transfer_account
from tuicompta.services.practical.transfers import TITLE, save_transfer, transfer_targets
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tuicompta.core.entry.model import GridLine
    from tuicompta.services.practical.operations import Head
    from tuicompta.widgets.card_schema import Values
    from tuicompta.widgets.rows import Key


ACTIONS = (PREVIEW,)


class TransferCard(TreasuryCard):
    """One transfer between two accounts of the company."""

    RECORD = "Virement"
    TYPE = PracticalKind.TRANSFER
    OFFERS: ClassVar[tuple[str, ...]] = ("save", "preview_entry", *REST)

    def schema(self) -> CardSchema:
        """Return the fields: date, source, target, number, description, amount."""
        when, source, piece, description = head_fields(
            self.dossier, self.scope, self.day_typed, "Compte à débiter de la somme"
        )
        targets = plain_accounts(lambda: transfer_targets(self.dossier.database))
        target = card.linked("target", "Compte qui la reçoit", targets, mandatory=True, width=50)
        amount = card.amount("amount", "Montant", mandatory=True)
        return CardSchema((Tab("", (when, source, target, piece, description, amount)),), check=self.faults)

    def blank(self) -> Mapping[str, object]:
        """Begin with the account used last and its next number."""
        return self.starting(self.opening_values(description=TITLE))

    def values_of(self, operation_id: int, head: Head) -> dict[str, object]:  # noqa: ARG002 (all is in its head)
        """Return the target and the amount of a stored transfer."""
        return {"target": head.account, "amount": head.amount}

    def write_version(self, values: Mapping[str, object], version: int) -> Key:  # noqa: ARG002 (as typed)
        """Write a transfer and its entries."""
        return save_transfer(self.dossier, self.transfer(), self.number, version)

    def another(self) -> TransferCard:
        """Return an empty form with the same date (SPT-06)."""
        return TransferCard(self.dossier, origin=self.origin, day=self.day_typed())

    def foreseen(self, created: list[str]) -> Sequence[tuple[str, Sequence[GridLine]]]:  # noqa: ARG002 (no VAT here)
        """Return the lines of the entry of the source, and of that of the target where it has a journal (SPT-08)."""
        transfer, database, source = self.transfer(), self.dossier.database, self.journal
        target = journal_of_account(database, transfer.target, transfer.day)
        through = transfer_account(database) if target is not None and target != source else None
        return list(zip([source, target or source], transfer_lines(transfer, through), strict=False))

    def transfer(self) -> BankTransfer:
        """Return what is typed."""
        values = self.card.state.values
        return BankTransfer(
            day=cast("date", values["day"]),
            source=self.treasury,
            target=str(values["target"] or ""),
            piece=str(values["piece"] or ""),
            description=str(values["description"] or ""),
            amount=number_of(values["amount"]),
            proposed_piece=self.has_proposed_piece,
        )

    def _changed(self) -> None:
        self.card.give(self.next_piece())
        super()._changed()

    def check_typed(self) -> None:
        """Refuse a transfer of nothing, or to the account it comes from."""
        check_transfer(self.transfer())

    def faulty_field(self, values: Values) -> str:
        """Return the amount, or the target when it is the source."""
        return "amount" if values["treasury"] != values["target"] else "target"
