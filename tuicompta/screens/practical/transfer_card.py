"""The form «Virement» of «Ma trésorerie» (SPT-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.errors import TuicomptaError
from tuicompta.core.practical.cash import BankTransfer, check_transfer, transfer_lines
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.screens.practical.boxes import show_preview
from tuicompta.screens.practical.cash_fields import head_fields, number_of
from tuicompta.screens.practical.choices import plain_accounts
from tuicompta.screens.practical.practical_card import PREVIEW, PracticalCard
from tuicompta.services.practical.journals import (
    default_treasury_account,
    journal_of_account,
    transfer_account,
    treasury_journal,
)
from tuicompta.services.practical.operation_saving import delete_operation
from tuicompta.services.practical.operations import read_head
from tuicompta.services.practical.proposals import proposed_date
from tuicompta.services.practical.transfers import TITLE, save_transfer, transfer_targets
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, Tab

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import Fault, Values
    from tuicompta.widgets.rows import Key


ACTIONS = (PREVIEW,)


class TransferCard(PracticalCard):
    """One transfer between two accounts of the company."""

    RECORD = "Virement"
    OFFERS: ClassVar[tuple[str, ...]] = (
        "save",
        "preview_entry",
        *(name for name in PracticalCard.OFFERS if name not in {"save", "print"}),
    )

    def __init__(
        self,
        dossier: Dossier,
        key: Key = None,
        *,
        origin: ListWindow | None = None,
        copy_of: Key = None,
        day: date | None = None,
    ) -> None:
        self._day = day
        self._piece = ""
        super().__init__(dossier, key, origin=origin, copy_of=copy_of)
        self.begin()

    def schema(self) -> CardSchema:
        """Return the fields: date, source, target, number, description, amount."""
        when, source, piece, description = head_fields(
            self.dossier, self.scope, self.day_typed, "Compte à débiter de la somme"
        )
        targets = plain_accounts(lambda: transfer_targets(self.dossier.database))
        target = card.linked("target", "Compte qui la reçoit", targets, mandatory=True, width=50)
        amount = card.amount("amount", "Montant", mandatory=True)
        return CardSchema((Tab("", (when, source, target, piece, description, amount)),), check=self._faults)

    def caption(self, values: Mapping[str, object]) -> str:
        """Name the transfer by its number."""
        return str(values["piece"] or "") if self.key is not None else ""

    def blank(self) -> Mapping[str, object]:
        """Begin with the account used last and its next number."""
        day = self._day or proposed_date(self.dossier, PracticalKind.TRANSFER)
        source = default_treasury_account(self.dossier, day)
        self._piece = self.treasury_piece(source, day)
        values: dict[str, object] = {"day": day, "treasury": source or None, "piece": self._piece, "description": TITLE}
        return self.starting(values)

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a transfer."""
        head = read_head(self.dossier.database, cast("int", key))
        self.look_for_refusal(key)
        values: dict[str, object] = {
            "day": head.day,
            "treasury": head.treasury,
            "target": head.account,
            "piece": head.piece,
            "description": head.description,
            "amount": head.amount,
        }
        return self.starting(values), head.version

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Return what a copy does not keep: number and date (LST-06)."""
        day = proposed_date(self.dossier, PracticalKind.TRANSFER)
        self._piece = self.treasury_piece(str(values["treasury"]), day)
        return {"day": day, "piece": self._piece}

    def write_version(self, values: Mapping[str, object], version: int) -> Key:  # noqa: ARG002 (as typed)
        """Write a transfer and its entries."""
        return save_transfer(self.dossier, self.transfer(), cast("int | None", self.key), version)

    def remove_record(self, key: Key) -> None:
        """Delete a transfer and its entries (SPT-07)."""
        delete_operation(self.dossier, cast("int", key))

    def another(self) -> TransferCard:
        """Return an empty form with the same date (SPT-06)."""
        return TransferCard(self.dossier, origin=self.origin, day=self.day_typed())

    async def prepare(self) -> bool:
        """Ask what to do of a number already used (SPT-07)."""
        transfer, database = self.transfer(), self.dossier.database
        entry = read_head(database, cast("int", self.key)).entry_id if self.key is not None else None
        journal = treasury_journal(database, transfer.source, transfer.day)
        return transfer.proposed_piece or await self.settle_piece(journal, entry)

    async def do_preview_entry(self) -> None:
        """Show the entries that will be posted (SP-23)."""
        if not self.card.leave_current():
            return
        transfer, database = self.transfer(), self.dossier.database
        check_transfer(transfer)
        source = treasury_journal(database, transfer.source, transfer.day)
        target = journal_of_account(database, transfer.target, transfer.day)
        through = transfer_account(database) if target is not None and target != source else None
        journals = [source, target or source]
        lines = transfer_lines(transfer, through)
        await show_preview(self.frame, self.dossier, list(zip(journals, lines, strict=False)))

    def transfer(self) -> BankTransfer:
        """Return what is typed."""
        values = self.card.state.values
        return BankTransfer(
            day=cast("date", values["day"]),
            source=str(values["treasury"] or ""),
            target=str(values["target"] or ""),
            piece=str(values["piece"] or ""),
            description=str(values["description"] or ""),
            amount=number_of(values["amount"]),
            proposed_piece=self.key is None and bool(self._piece) and values["piece"] == self._piece,
        )

    def _changed(self) -> None:
        values = self.card.state.values
        if self.key is None and values["piece"] == self._piece and values["treasury"]:
            self._piece = self.treasury_piece(str(values["treasury"]), self.day_typed())
            self.card.give({"piece": self._piece})
        super()._changed()

    def _faults(self, values: Values) -> Sequence[Fault]:
        if values["day"] is None:
            return ()
        try:
            check_transfer(self.transfer())
        except TuicomptaError as refusal:
            return [("amount" if values["treasury"] != values["target"] else "target", str(refusal))]
        return ()
