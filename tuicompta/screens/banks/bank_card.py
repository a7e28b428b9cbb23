"""Fiche banque: the card of a bank, tied to its account and its journal (BANK)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.amounts import format_amount
from tuicompta.core.bank_details import check_iban, grouped, iban_of, rib_of
from tuicompta.core.dates import format_date
from tuicompta.core.errors import TuicomptaError
from tuicompta.screens.banks import bank_fields
from tuicompta.screens.banks.chequebook_columns import CHEQUEBOOKS, cheque_lines, chequebook_cells
from tuicompta.screens.cards.address_completion import complete_addresses
from tuicompta.screens.cards.coded_card import CodedCard
from tuicompta.screens.frame.actions import Action
from tuicompta.services.accounts.accounts import account_id
from tuicompta.services.banks.bank_ties import accounting_balance, counterpart_of, journals_of
from tuicompta.services.banks.bank_writing import delete_bank, write_bank
from tuicompta.services.banks.banks import KIND, bank_id, read_bank
from tuicompta.services.banks.chequebooks import ChequebookRow, chequebook_rows
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Tab
from tuicompta.widgets.fields.table import TableField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.rows import Key

ACTIONS = (Action("new_chequebook", "Nouveau chéquier", "Un chéquier de cette banque."),)


class BankCard(CodedCard):
    """One bank."""

    RECORD = "Banque"
    HELP = "banks"
    KIND = KIND
    OFFERS: ClassVar[tuple[str, ...]] = (
        "save",
        "consult",
        "new_chequebook",
        *(name for name in CodedCard.OFFERS if name != "save"),
    )
    _tied = ""
    """The one of account and journal that the other settles, empty when both are free."""

    def schema(self) -> CardSchema:
        """Return the tabs of the card."""
        accounting = bank_fields.accounting_fields(
            self.dossier, lambda name: self._tied == name, lambda: str(self.card.state.values["account"] or "")
        )
        return CardSchema(
            (
                Tab("Comptabilité", accounting),
                Tab("Coordonnées bancaires", bank_fields.detail_fields()),
                Tab("Adresse", bank_fields.address_fields(self.dossier)),
                Tab("Chéquiers", (FieldSpec("chequebooks", self._chequebooks_field, default=()),)),
                Tab("Notes", (card.multiline("notes", "Notes", lines=12),)),
            )
        )

    def on_mount(self) -> None:
        """Let a postal code complete the address (BANK-04); the base classes have their own too."""
        complete_addresses(self.card, self._changed)

    def find(self, dossier: Dossier, code: str) -> Key:
        """Return the bank of a code."""
        return bank_id(dossier.database, code)

    def caption(self, values: Mapping[str, object]) -> str:
        """Name the bank by its code and name."""
        return f"{values['code'] or ''} {values['name'] or ''}".strip()

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read a bank, its accounting balance of today and its chequebooks (BANK-12, BANK-14)."""
        identifier = cast("int", key)
        bank, version = read_bank(self.dossier.database, identifier)
        self._tied = "account" if counterpart_of(self.dossier, bank.journal) == bank.account else ""
        self._seen = (bank.account, bank.journal)
        self._details = (grouped(bank.iban), rib_of(bank.iban))
        return {
            **bank_fields.values_of(bank),
            "balance": self._balance(bank.account),
            "chequebooks": tuple(chequebook_rows(self.dossier.database, identifier)),
            "notes": self.notes_of(key),
        }, version

    def write_version(self, values: Mapping[str, object], version: int) -> Key:
        """Write a bank."""
        known, notes = cast("int | None", self.key), str(values["notes"] or "")
        return write_bank(self.dossier, known, bank_fields.bank_of(values), notes=notes, version=version)

    def remove_record(self, key: Key) -> None:
        """Delete a bank that nothing uses (BANK-15)."""
        delete_bank(self.dossier, cast("int", key))

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:  # noqa: ARG002 (of the base class)
        """Return what a copy does not keep: what belongs to one bank alone."""
        self._tied, self._seen, self._details = "", ("", ""), ("", "")
        empty = dict.fromkeys(("code", "iban", "rib", "notes", "balance"), "")
        return {**empty, "account": None, "journal": None, "chequebooks": ()}

    async def prepare(self) -> bool:
        """Warn of an odd e-mail address (ADR-08)."""
        if bank_fields.odd_email(self.card.state.values):
            self.frame.say("L'e-mail du contact n'a pas la forme d'une adresse", warning=True)
        return True

    async def do_consult(self) -> None:
        """Consult the account of the bank (KEY-27)."""
        await self.frame.open("consultation", number=str(self.card.state.values["account"]))

    def why_not_consult(self) -> str | None:
        """Ask for an account."""
        return None if self.card.state.values["account"] else "Choisissez d'abord le compte de banque"

    async def do_new_chequebook(self) -> None:
        """Open a blank chequebook of the bank."""
        await self.frame.open("chequebook_card", bank=str(self.card.state.saved["code"]))

    def why_not_new_chequebook(self) -> str | None:
        """Ask for a saved bank."""
        return "Enregistrez d'abord la banque" if self.key is None else self.why_not_save()

    def shown(self) -> None:
        """Read the chequebooks again on coming back."""
        if isinstance(self.key, int) and not self.card.modified:
            books = {"chequebooks": tuple(chequebook_rows(self.dossier.database, self.key))}
            self.card.give(books)
            self.card.state.saved.update(books)

    # -- what follows from the fields ----------------------------------------------------------------------------------

    _seen: tuple[str, str] = ("", "")
    """The account and the journal when they were looked at last."""
    _details: tuple[str, str] = ("", "")
    """The IBAN and the RIB likewise."""

    def _changed(self) -> None:
        """Tie account and journal (BANK-10), IBAN and RIB (BANK-11)."""
        values = self.card.state.values
        self._tie(str(values["account"] or ""), str(values["journal"] or ""))
        self._copy_details(str(values["iban"] or ""), str(values["rib"] or ""))
        super()._changed()

    def _tie(self, account: str, journal: str) -> None:
        if account != self._seen[0]:
            self._follow("journal", next(iter(journals_of(self.dossier, account)), "") if account else "", account)
        elif journal != self._seen[1]:
            self._follow("account", counterpart_of(self.dossier, journal) if journal else "", journal)
        values = self.card.state.values
        self._seen = (str(values["account"] or ""), str(values["journal"] or ""))

    def _follow(self, other: str, settled: str, typed: str) -> None:
        """Give the other one what the typed one settles, and lock it; free it when it settles nothing."""
        if settled or (self._tied == other and not typed):
            self.card.give({other: settled or None})
        self._tied = other if settled else ""
        self.card.give({"balance": self._balance(str(self.card.state.values["account"] or ""))})

    def _copy_details(self, iban: str, rib: str) -> None:
        try:
            if iban != self._details[0]:
                shown = check_iban(iban) if iban else ""
                self.card.give({"iban": shown, "rib": rib_of(shown)})
            elif rib != self._details[1]:
                self.card.give({"iban": iban_of(rib) if rib else ""})
        except TuicomptaError:  # said when the field is left
            return
        values = self.card.state.values
        self._details = (str(values["iban"] or ""), str(values["rib"] or ""))

    def _balance(self, number: str) -> str:
        identifier = account_id(self.dossier.database, number) if number else None
        if identifier is None:
            return ""
        balance = format_amount(accounting_balance(self.dossier, identifier))
        return f"{balance} au {format_date(self.dossier.today())}"

    def _chequebooks_field(self) -> TableField:
        field = TableField("chequebooks", "Chéquiers", CHEQUEBOOKS, chequebook_cells, lines=12, width=66)
        field.under = lambda book: cheque_lines(self.dossier, book.id)
        field.filled = self._open_chequebook
        return field

    async def _open_chequebook(self, book: ChequebookRow) -> None:
        await self.frame.open("chequebook_card", key=book.id)
