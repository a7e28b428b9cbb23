"""The form «Remise de chèques» of «Ma trésorerie» (SPT-09, SPT-10)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.amounts import format_amount
from tuicompta.core.practical.cash import ChequeDeposit, ReceivedCheque, check_deposit, deposit_lines
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.practical.cash_fields import head_fields
from tuicompta.screens.practical.practical_card import PREVIEW, REST
from tuicompta.screens.practical.slip import show_slip
from tuicompta.screens.practical.treasury_card import TreasuryCard
from tuicompta.services.practical.deposits import (
    TITLE,
    describe_cheques,
    read_cheques,
    save_deposit,
    waiting_cheques,
)
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Tab, enabled_if
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.fields.tick_table import TickRow, TickTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tuicompta.core.entry.model import GridLine
    from tuicompta.services.practical.operations import Head
    from tuicompta.widgets.card_schema import Values
    from tuicompta.widgets.columns import Value
    from tuicompta.widgets.rows import Key

ACTIONS = (
    PREVIEW,
    Action("deposit_slip", "Bordereau de remise", "À imprimer ou à exporter.", ("alt+p",), short="Bordereau"),
    Action("describe_cheque", "Banque et n° du chèque", "Pour le bordereau.", other_way="F2 sur un chèque"),
)
COLUMNS = (
    Column("drawer", "Tireur", width=18),
    Column("amount", "Montant", ColumnType.AMOUNT, 13),
    Column("number", "N° du chèque", ColumnType.CODE, 12),
    Column("bank", "Banque", width=14),
)
SHOWN = 9
DETAILS = CardSchema(
    (
        Tab(
            "",
            (
                card.text("drawer", "Tireur", mandatory=True, width=42),
                card.text("bank", "Banque du tireur", width=42, max_length=40),
                card.text("number", "N° du chèque", width=32, max_length=30),
            ),
        ),
    )
)


def _cells(cheque: ReceivedCheque) -> Sequence[Value]:
    return cheque.drawer, cheque.amount, cheque.number, cheque.bank


class DepositCard(TreasuryCard):
    """One deposit of received cheques; once saved, only what the drawers wrote on them still changes."""

    RECORD = "Remise de chèques"
    TYPE = PracticalKind.DEPOSIT
    OFFERS: ClassVar[tuple[str, ...]] = (
        "save",
        "tick",
        "deposit_slip",
        "preview_entry",
        "describe_cheque",
        *(name for name in REST if name != "duplicate"),
    )

    _shown_year: date | None = None

    def schema(self) -> CardSchema:
        """Return the fields: date, bank, number, description, cheques, total."""
        head = head_fields(self.dossier, self.scope, self.day_typed, "Banque")
        total = enabled_if(card.amount("total", "Total remis"), lambda _: False)
        cheques = FieldSpec("cheques", self._cheques_field, default=())
        return CardSchema((Tab("", (*head, cheques, total)),), check=self.faults)

    def blank(self) -> Mapping[str, object]:
        """Begin with the cheques that wait."""
        values = self.opening_values(description=TITLE)
        return self.starting({**values, "cheques": self._waiting(cast("date", values["day"]))})

    def values_of(self, operation_id: int, head: Head) -> dict[str, object]:
        """Return the cheques of a stored deposit, and their total."""
        cheques = read_cheques(self.dossier.database, operation_id)
        return {
            "cheques": tuple(TickRow(ticked=True, item=cheque, held=True) for cheque in cheques),
            "total": head.amount,
        }

    def write_version(self, values: Mapping[str, object], version: int) -> Key:  # noqa: ARG002 (as typed)
        """Write a deposit with its entry and letterings, or what is known of the cheques of a stored one."""
        if self.number is None:
            return save_deposit(self.dossier, self.deposit())
        describe_cheques(self.dossier, self.number, self.deposit().cheques)
        return self.key

    def _lock(self) -> None:
        super()._lock()
        if self.key is None and not self.typed_values["cheques"]:
            self.frame.say("Aucun chèque reçu n'attend au compte 5112", warning=True)

    def another(self) -> DepositCard:
        """Return the form of the cheques left (SPT-06)."""
        return DepositCard(self.dossier, origin=self.origin, day=self.day_typed())

    def why_not_duplicate(self) -> str | None:
        """Refuse: a cheque is taken to the bank once."""
        return "Un chèque n'est remis qu'une fois"

    async def prepare(self) -> bool:
        """Ask what to do of a number already used by a new deposit (SPT-07)."""
        return self.key is not None or await super().prepare()

    # -- actions -------------------------------------------------------------------------------------------------------

    def foreseen(self, created: list[str]) -> Sequence[tuple[str, Sequence[GridLine]]]:  # noqa: ARG002 (no VAT here)
        """Return the lines of the entry (SP-23)."""
        return [(self.journal, deposit_lines(self.deposit()))]

    async def do_deposit_slip(self) -> None:
        """Show the remittance slip, to print or to export (SPT-10, ETCH-03)."""
        if self.card.leave_current():
            check_deposit(self.deposit())
            await show_slip(self.frame, self.dossier, self.deposit())

    async def do_describe_cheque(self) -> None:
        """Type the bank and the number of the cheque under the cursor."""
        table = self._table
        if table.current is None:
            self.frame.say("Aucun chèque")
            return
        row = cast("TickRow", table.current)
        found = await self._ask_details(row.item)
        if found is not None:
            table.put(table.row, row._replace(item=found))

    async def _ask_details(self, cheque: ReceivedCheque) -> ReceivedCheque | None:
        values = {"drawer": cheque.drawer, "bank": cheque.bank, "number": cheque.number}
        answer = await self.frame.dialogs.fill(f"Chèque de {format_amount(cheque.amount)}", DETAILS, values)
        if answer is None:
            return None
        texts = {name: str(answer[name] or "") for name in values}
        return replace(cheque, drawer=texts["drawer"], bank=texts["bank"], number=texts["number"])

    # -- what follows from the fields ----------------------------------------------------------------------------------

    def deposit(self) -> ChequeDeposit:
        """Return what is typed, with the cheques ticked."""
        values = self.card.state.values
        rows = cast("tuple[TickRow, ...]", values["cheques"])
        return ChequeDeposit(
            day=self.day_typed(),
            bank=self.treasury,
            piece=str(values["piece"] or ""),
            description=str(values["description"] or ""),
            cheques=tuple(row.item for row in rows if row.ticked),
            proposed_piece=self.has_proposed_piece,
        )

    def _changed(self) -> None:
        given: dict[str, object] = {"total": self.deposit().total or None, **self.next_piece()}
        if self.key is None and self._shown_year != self.day_typed():
            ticked = {cheque.line_id: cheque for cheque in self.deposit().cheques}
            given["cheques"] = self._waiting(self.day_typed(), ticked)
        self.card.give(given)
        super()._changed()

    def _waiting(self, day: date, ticked: Mapping[int, ReceivedCheque] | None = None) -> tuple[TickRow, ...]:
        """Return the cheques that wait in the fiscal year of a day, those ticked before staying so."""
        self._shown_year = day
        kept = ticked or {}
        found = [cheque for cheque, _ in waiting_cheques(self.dossier.database, day)]
        return tuple(TickRow(cheque.line_id in kept, kept.get(cheque.line_id, cheque)) for cheque in found)

    def _cheques_field(self) -> TickTable:
        field = TickTable("cheques", "Chèques à remettre", COLUMNS, _cells, lines=SHOWN, width=58)
        field.filled = self._ask_details
        return field

    @property
    def _table(self) -> TickTable:
        return cast("TickTable", self.card.fields["cheques"])

    def check_typed(self) -> None:
        """Refuse a deposit of nothing."""
        check_deposit(self.deposit())

    def faulty_field(self, values: Values) -> str:  # noqa: ARG002 (one field for all)
        """Return the table of cheques."""
        return "cheques"
