"""The invoice form of «Mes achats» and «Mes ventes» (SP)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.dates import format_date
from tuicompta.core.practical.form import lines_to_show
from tuicompta.core.practical.invoice import Invoice, check_invoice, invoice_lines
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.screens.frame.actions import Action
from tuicompta.screens.practical import invoice_fields as fields
from tuicompta.screens.practical.host import PracticalHost
from tuicompta.screens.practical.invoice_follow import InvoiceFollower
from tuicompta.screens.practical.invoice_foot import InvoiceFoot
from tuicompta.screens.practical.practical_card import PREVIEW, REST, PracticalCard
from tuicompta.services.practical.duplicates import same_invoice
from tuicompta.services.practical.invoice_saving import cleaned, delete_invoice, save_invoice
from tuicompta.services.practical.invoices import read_invoice
from tuicompta.services.practical.journals import destination_journal
from tuicompta.services.practical.proposals import discount_nature, proposed_date
from tuicompta.services.practical.vat_accounts import vat_rates
from tuicompta.widgets.card_schema import CardSchema, Tab
from tuicompta.widgets.question import NO, YES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from textual.app import ComposeResult

    from tuicompta.core.entry.model import GridLine
    from tuicompta.core.practical.form import BlockCells
    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.card_schema import Values
    from tuicompta.widgets.fields.base import FieldHost
    from tuicompta.widgets.fields.choice import ChoiceField
    from tuicompta.widgets.rows import Key

ACTIONS = (
    Action("add_rate", "Ajouter un taux", "Un autre taux de TVA sur la même facture.", ("alt+a",), short="Taux"),
    PREVIEW,
    Action("new_party", "Nouveau tiers", "Crée le fournisseur ou le client.", other_way="Inser dans le champ"),
)


class InvoiceCard(PracticalCard):
    """One invoice; a new one may begin as a credit note or as a discount (SP-17)."""

    ANOTHER = "Saisir une autre facture ?"
    TYPE: ClassVar[PracticalKind]
    OFFERS: ClassVar[tuple[str, ...]] = (
        "save",
        "balance",
        "preview_entry",
        "add_rate",
        "new_party",
        *REST,
    )

    def __init__(
        self,
        dossier: Dossier,
        key: Key = None,
        *,
        origin: ListWindow | None = None,
        copy_of: Key = None,
        day: date | None = None,
        negative: bool = False,
        discount: bool = False,
    ) -> None:
        self._follower = InvoiceFollower(dossier, self.TYPE, negative=negative or discount)
        self._variant = {"negative": negative, "discount": discount}
        self._day = day
        self._lines_shown = [1] * fields.BLOCKS
        if key is None:
            destination_journal(dossier.database, self.TYPE)
        self.foot = InvoiceFoot()
        super().__init__(dossier, key, origin=origin, copy_of=copy_of)
        self.begin()

    def schema(self) -> CardSchema:
        """Return the fields of the form, on one page."""
        made = fields.invoice_fields(self.dossier, self.TYPE, self.scope)
        return CardSchema((Tab("", made),), check=self.faults)

    def compose(self) -> ComposeResult:
        """Put the totals under the form."""
        yield from super().compose()
        yield self.foot

    def make_host(self) -> FieldHost:
        """Let the fields create third parties and natures."""
        return PracticalHost(self.frame, self.dossier, self.TYPE)

    def caption(self, values: Mapping[str, object]) -> str:
        """Name the invoice by its number and its third party."""
        return f"{values['piece'] or ''} {values['party'] or ''}".strip() if self.key is not None else ""

    # -- the record ----------------------------------------------------------------------------------------------------

    def blank(self) -> Mapping[str, object]:
        """Begin with the date of the last invoice and the next number (SP-03)."""
        values = self._follower.new_values(self._day or proposed_date(self.dossier, self.TYPE))
        if self._variant["discount"]:
            values[fields.nature_name(1, 1)] = discount_nature(self.dossier.database, self.TYPE) or None
        return values

    def read_version(self, key: Key) -> tuple[Mapping[str, object], int]:
        """Read an invoice."""
        stored = read_invoice(self.dossier.database, cast("int", key))
        self.look_for_refusal(key)
        return {**fields.values_of(stored.invoice), "due": stored.invoice.due_on or stored.first_due}, stored.version

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:  # noqa: ARG002 (of the base class)
        """Return what a copy does not keep: number and dates (LST-06)."""
        return {**self._follower.new_values(proposed_date(self.dossier, self.TYPE)), "due": None}

    def write_version(self, values: Mapping[str, object], version: int) -> Key:  # noqa: ARG002 (as typed)
        """Write an invoice and its entry."""
        return save_invoice(self.dossier, self._invoice(), self.number, version)

    def remove_record(self, key: Key) -> None:
        """Delete an invoice and its entry (SP-19)."""
        delete_invoice(self.dossier, cast("int", key))

    def begin(self) -> None:
        """Take what was read as what is typed, and offer the rates of its date."""
        self._follower.load(self.card.state.values)
        self._offer_rates()
        self._lay_out()

    # -- saving --------------------------------------------------------------------------------------------------------

    def another(self) -> InvoiceCard:
        """Return an empty form with the same date (SP-08)."""
        day = cast("date", self.card.state.values["day"])
        return type(self)(self.dossier, origin=self.origin, day=day, **self._variant)

    async def prepare(self) -> bool:
        """Ask what to do of a number already used, then of an invoice that looks entered before (SP-15, SP-22)."""
        database = self.dossier.database
        invoice, known = self._invoice(), self.number
        journal = destination_journal(database, self.TYPE)
        entry = read_invoice(database, known).entry_id if known is not None else None
        if not invoice.proposed_piece and not await self.settle_piece(journal, entry):
            return False
        day = same_invoice(database, self._invoice(), known)
        if day is None:
            return True
        question = f"Facture déjà saisie le {format_date(day)} : enregistrer quand même ?"
        return await self.frame.dialogs.ask(question, "", (YES, NO), default=1) == YES.value

    # -- actions -------------------------------------------------------------------------------------------------------

    def do_balance(self) -> None:
        """Put in the net amount of the line what balances its rate (SP-07)."""
        field = self.card.current
        place = fields.place_of(field.field_name) if field is not None else None
        if field is None or place is None or place.line is None or not field.field_name.startswith("net"):
            self.frame.say("F12 équilibre un montant HT : placez-vous dessus")
        elif self.card.leave_current():
            field.value = self._cells()[place.rate - 1].rest(place.line - 1) or None
            field.changed(field)

    why_not_balance = PracticalCard.why_not_save

    def do_add_rate(self) -> None:
        """Show another rate (SP-20)."""
        if not self.card.leave_current():
            return
        self._follower.blocks += 1
        self._offer_rates()
        self._changed()
        self.card.focus_field(self.card.fields[f"part{self._follower.blocks}"])

    def why_not_add_rate(self) -> str | None:
        """Ask for a form that has room for one more."""
        if self._follower.blocks >= fields.BLOCKS:
            return f"Une facture a {fields.BLOCKS} taux au plus"
        return self.why_not_save()

    def foreseen(self, created: list[str]) -> Sequence[tuple[str, Sequence[GridLine]]]:
        """Return the lines of the entry (SP-23)."""
        invoice = cleaned(self.dossier.database, self._invoice())
        lines = invoice_lines(invoice, lambda nature, rate: self._foreseen(nature, rate, created))
        return [(destination_journal(self.dossier.database, self.TYPE), lines)]

    async def do_new_party(self) -> None:
        """Create a third party and take it (SP-04)."""
        field = self.card.fields["party"]
        key = await PracticalHost(self.frame, self.dossier, self.TYPE).create(field, "")
        if key is not None:
            field.choices.reload()  # type: ignore[attr-defined]
            field.value = key
            field.changed(field)

    why_not_new_party = PracticalCard.why_not_save

    # -- what follows from the fields ----------------------------------------------------------------------------------

    def _changed(self) -> None:
        given = self._follower.follow(self.card.state.values)
        self.card.give(given)
        self._offer_rates()
        self._lay_out()
        super()._changed()

    def _cells(self) -> list[BlockCells]:
        return fields.cells_of(self.card.state.values, self._follower.typed, self._follower.blocks)

    def _lay_out(self) -> None:
        """Show the rates and the lines in use, and the totals."""
        cells = self._cells()
        self._lines_shown[: len(cells)] = [lines_to_show(block) for block in cells]
        self.fold()
        self.foot.show(cast("int | None", self.card.state.values["total"]), cells)

    def _offer_rates(self) -> None:
        day = cast("date | None", self.card.state.values["day"])
        options = fields.rate_options(vat_rates(self.dossier.database, day) if day else [])
        for rank in range(1, self._follower.blocks + 1):
            field = cast("ChoiceField", self.card.fields[f"rate{rank}"])
            known = {option.value for option in options}
            held = [] if field.value in {*known, None} else fields.rate_options([cast("int", field.value)])[:1]
            field.set_options([*held, *options])

    def hides(self, name: str) -> bool:
        """Hide the rates and the lines that are not in use, and the parts of a single rate."""
        place, blocks = fields.place_of(name), self._follower.blocks
        if place is None:
            return False
        if place.line is None:
            return place.rate > blocks or (blocks == 1 and name.startswith("part"))
        return place.rate > blocks or place.line > self._lines_shown[place.rate - 1]

    def _invoice(self) -> Invoice:
        values, follower = self.card.state.values, self._follower
        due = cast("date | None", values["due"])
        return fields.invoice_of(
            self.TYPE,
            values,
            follower.blocks,
            due_on=None if due == follower.due else due,
            proposed_piece=self.key is None and bool(follower.piece) and values["piece"] == follower.piece,
        )

    def _foreseen(self, nature: str, rate: int, created: list[str]) -> str:
        return self.foreseen_vat_account(nature, rate, created, collected=self.TYPE is PracticalKind.SALE)

    def check_typed(self) -> None:
        """Refuse an invoice whose parts do not make its total (SP-18)."""
        check_invoice(self._invoice())

    def faulty_field(self, values: Values) -> str:  # noqa: ARG002 (one field for all)
        """Return the total."""
        return "total"


class PurchaseCard(InvoiceCard):
    """A purchase."""

    RECORD = "Achat"
    TYPE = PracticalKind.PURCHASE


class SaleCard(InvoiceCard):
    """A sale."""

    RECORD = "Vente"
    TYPE = PracticalKind.SALE
