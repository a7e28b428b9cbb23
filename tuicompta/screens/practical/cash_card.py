"""The forms «Encaissement» and «Décaissement» of «Ma trésorerie» (SPT-02 to SPT-06, SPT-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tuicompta.core.practical.cash import CashOperation, check_operation, operation_lines
from tuicompta.core.practical.categories import Category, Shape
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.screens.practical import cash_fields as fields
from tuicompta.screens.practical.cash_follow import CashFollower
from tuicompta.screens.practical.host import PracticalHost
from tuicompta.screens.practical.invoice_fields import rate_options
from tuicompta.screens.practical.practical_card import PREVIEW, REST
from tuicompta.screens.practical.treasury_card import TreasuryCard
from tuicompta.services.dossiers.record_locks import RecordGoneError
from tuicompta.services.practical.categories import categories, category_of, first_account
from tuicompta.services.practical.dues import open_due_dates
from tuicompta.services.practical.journals import offers_cheques
from tuicompta.services.practical.operation_saving import cheque_of, save_operation, text_of
from tuicompta.services.practical.vat_accounts import vat_rates
from tuicompta.widgets import card_schema as card
from tuicompta.widgets.card_schema import CardSchema, FieldSpec, Tab
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.fields.choice import ChoiceField, Option
from tuicompta.widgets.fields.tick_table import TickRow, TickTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tuicompta.core.entry.model import GridLine
    from tuicompta.screens.lists.list_window import ListWindow
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.practical.dues import OpenDueDate
    from tuicompta.services.practical.operations import Head
    from tuicompta.widgets.card_schema import Values
    from tuicompta.widgets.columns import Value
    from tuicompta.widgets.fields.base import FieldHost
    from tuicompta.widgets.fields.linked import LinkedField
    from tuicompta.widgets.rows import Key

ACTIONS = (PREVIEW,)
DUES = (
    Column("due", "Échéance", ColumnType.DATE, 10),
    Column("balance", "Reste dû", ColumnType.AMOUNT, 13, signed=True),
    Column("piece", "N° de pièce", ColumnType.CODE, 12),
    Column("label", "Libellé", width=24, stretch=True),
)
DUES_SHOWN = 5
LEFT = "left"
"""The code of a category deleted since."""
PARTS = ("extra", "rate", "vat")


def _due_cells(due: OpenDueDate) -> Sequence[Value]:
    return due.due_on, due.balance, due.piece, due.label


class CashCard(TreasuryCard):
    """One receipt or expense; `category` is the one that a new form begins with (SP-17)."""

    OFFERS: ClassVar[tuple[str, ...]] = ("save", "preview_entry", *REST)

    def __init__(
        self,
        dossier: Dossier,
        key: Key = None,
        *,
        origin: ListWindow | None = None,
        copy_of: Key = None,
        category: str = "",
        day: date | None = None,
    ) -> None:
        self._first = category
        self._seen: dict[str, object] = {}
        self._follower = CashFollower(dossier)
        self._left: Category | None = None
        super().__init__(dossier, key, origin=origin, copy_of=copy_of, day=day)

    # -- fields --------------------------------------------------------------------------------------------------------

    def schema(self) -> CardSchema:
        """Return the fields of every category, of which those of the chosen one are shown (SPT-03, SPT-04)."""
        options = [Option(known.code, known.label) for known in categories(self.dossier.database, self.TYPE)]
        if self._left is not None:
            options.append(Option(self._left.code, self._left.label))
        made = (
            card.choice("category", "Catégorie", tuple(options), mandatory=True),
            *fields.head_fields(self.dossier, self.scope, self.day_typed),
            card.amount("amount", "Montant", mandatory=True),
            *fields.account_fields(self.dossier, self.TYPE, self.category),
            FieldSpec("dues", self._dues_field, default=()),
            *fields.part_fields(),
            card.text("cheque", "N° de chèque", width=9, max_length=7),
        )
        return CardSchema((Tab("", made),), check=self.faults)

    def category(self) -> Category:
        """Return the category chosen."""
        return self._category(str(self.typed_values["category"]))

    def hides(self, name: str) -> bool:
        """Show the account and the parts of the category, the due dates of a party that has some."""
        category = self.category()
        if name in {"party", "bills", "account", "any"}:
            return name != fields.account_name(category)
        if name in PARTS:
            return name not in fields.shown_parts(category)
        if name == "dues":
            return category.shape is not Shape.PARTY or not self.card.state.values["dues"]
        return name == "cheque" and not self._takes_cheque(category)

    def make_host(self) -> FieldHost:
        """Let the fields create third parties."""
        return PracticalHost(self.frame, self.dossier, self.TYPE)

    def caption(self, values: Mapping[str, object]) -> str:
        """Name the operation by its number and category."""
        return (
            f"{values['piece'] or ''} {self._category(str(values['category'])).label}".strip()
            if self.key is not None
            else ""
        )

    # -- the record ----------------------------------------------------------------------------------------------------

    def blank(self) -> Mapping[str, object]:
        """Begin with the category asked for, the account used last and its next number (SPT-03)."""
        code = self._first or categories(self.dossier.database, self.TYPE)[0].code
        values = self.opening_values(category=code)
        return self.starting({**values, **self._follower.of_category(self._category(code))})

    def values_of(self, operation_id: int, head: Head) -> dict[str, object]:  # noqa: ARG002 (all is in its head)
        """Return the category of a stored operation, its amounts, its account, its cheque."""
        category = self._stored_category(head.category, head.category_label)
        return {
            "category": category.code,
            "amount": head.amount,
            "extra": head.extra or None,
            "rate": head.rate,
            "vat": head.vat or None,
            "cheque": cheque_of(self.dossier.database, head.entry_id),
            fields.account_name(category): head.account,
        }

    def reset_in_copy(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Return what a copy does not keep: number, date, cheque (LST-06)."""
        return {**super().reset_in_copy(values), "cheque": ""}

    def write_version(self, values: Mapping[str, object], version: int) -> Key:  # noqa: ARG002 (as typed)
        """Write an operation, its entry and what it settles."""
        return save_operation(self.dossier, self.operation(), self.number, version)

    def another(self) -> CashCard:
        """Return the same form, empty (SPT-06)."""
        values = self.card.state.values
        day, code = cast("date", values["day"]), str(values["category"])
        return type(self)(self.dossier, origin=self.origin, category=code, day=day)

    def foreseen(self, created: list[str]) -> Sequence[tuple[str, Sequence[GridLine]]]:
        """Return the lines of the entry (SP-23)."""
        operation, database = self.operation(), self.dossier.database
        extra = first_account(database, operation.category, operation.category.extra_roots) if operation.extra else ""
        vat = self.foreseen_vat_account(operation.vat_nature, operation.rate, created) if operation.vat else ""
        return [(self.journal, operation_lines(operation, vat, extra))]

    def operation(self) -> CashOperation:
        """Return what is typed."""
        values, category = self.card.state.values, self.category()
        account = str(values[fields.account_name(category)] or "")
        parts = fields.shown_parts(category)
        rate = cast("int | None", values["rate"]) if "rate" in parts else None
        return CashOperation(
            category=category,
            day=cast("date", values["day"]),
            treasury=self.treasury,
            piece=str(values["piece"] or ""),
            description=text_of(self.dossier.database, str(values["description"] or ""), account),
            amount=fields.number_of(values["amount"]),
            account=account,
            rate=rate,
            vat=fields.number_of(values["vat"]) if rate else 0,
            extra=fields.number_of(values["extra"]) if "extra" in parts else 0,
            cheque=str(values["cheque"] or "") if self._takes_cheque(category) else "",
            due_dates=tuple(row.item.id for row in self._dues() if row.ticked and category.shape is Shape.PARTY),
            proposed_piece=self.has_proposed_piece,
        )

    # -- what follows from the fields ----------------------------------------------------------------------------------

    def begin(self) -> None:
        """Take what was read as what is typed, with the due dates of its party."""
        self._seen = dict(self.card.state.values)
        self._follower.begin(self._seen)
        self._offer_rates()
        self._show_dues()
        self._label_extra()
        self.fold()

    def _changed(self) -> None:
        values = self.card.state.values
        changed = {name for name, value in values.items() if value != self._seen.get(name)}
        given: dict[str, object] = {}
        category = self.category()
        if "category" in changed:
            self.account_field.choices.reload()
            given |= self._follower.of_category(category)
        if {"treasury", "day"} & changed:
            given |= self.next_piece()
        if "dues" in changed:
            total = sum(row.item.balance for row in self._dues() if row.ticked)
            given["amount"] = total if total > 0 else None
        self.card.give(given)
        if "account" in changed:
            self.card.give(self._follower.rate_of_account(values, category, self.day_typed()))
        self.card.give(self._follower.vat(values, category, changed | given.keys()))
        if {"party", "category"} & (changed | given.keys()):
            self._show_dues()
        self._offer_rates()
        self._label_extra()
        self.fold()
        self._seen = dict(self.card.state.values)
        super()._changed()

    def _show_dues(self) -> None:
        """Show the open due dates of the party, those ticked before staying so (SPT-11)."""
        values = self.card.state.values
        party = values["party"] if self.category().shape is Shape.PARTY else None
        ticked = {row.item.id for row in self._dues() if row.ticked}
        found = open_due_dates(self.dossier.database, str(party)) if party and self.refusal is None else []
        rows = tuple(TickRow(due.id in ticked, due) for due in found)
        self.card.give({"dues": rows})
        self.card.state.saved["dues"] = tuple(row._replace(ticked=False) for row in rows)

    def _dues(self) -> tuple[TickRow, ...]:
        return cast("tuple[TickRow, ...]", self.card.state.values["dues"])

    def _dues_field(self) -> TickTable:
        return TickTable("dues", "Échéances à régler", DUES, _due_cells, lines=DUES_SHOWN, width=56)

    def _label_extra(self) -> None:
        self.card.fields["extra"].label = self.category().extra_label or "Frais ou intérêts"

    def _offer_rates(self) -> None:
        field = cast("ChoiceField", self.card.fields["rate"])
        field.set_options(rate_options(vat_rates(self.dossier.database, self.day_typed()))[:-1])

    @property
    def account_field(self) -> LinkedField:
        """The field of the accounts of a category."""
        return cast("LinkedField", self.card.fields["account"])

    def _takes_cheque(self, category: Category) -> bool:
        """Tell whether a cheque of ours may pay: to a supplier, from a bank with a chequebook (SPT-04, CHQ-02)."""
        if self.TYPE is not PracticalKind.EXPENSE or category.shape is not Shape.PARTY or not self.treasury:
            return False
        return offers_cheques(self.dossier.database, self.treasury) or bool(self.card.state.values["cheque"])

    def _category(self, code: str) -> Category:
        if self._left is not None and code == self._left.code:
            return self._left
        return category_of(self.dossier.database, code)

    def _stored_category(self, code: str, label: str) -> Category:
        """Return the category of a stored operation; one deleted since keeps its label and takes any account."""
        try:
            return category_of(self.dossier.database, code)
        except RecordGoneError:
            self._left = Category(LEFT, self.TYPE, label, Shape.ACCOUNT)
            return self._left

    def check_typed(self) -> None:
        """Refuse an amount that is not above zero, parts that are not inside it."""
        check_operation(self.operation())

    def faulty_field(self, values: Values) -> str:  # noqa: ARG002 (one field for all)
        """Return the amount."""
        return "amount"


class ReceiptCard(CashCard):
    """An «Encaissement»."""

    RECORD = "Encaissement"
    TYPE = PracticalKind.RECEIPT


class ExpenseCard(CashCard):
    """A «Décaissement»."""

    RECORD = "Décaissement"
    TYPE = PracticalKind.EXPENSE
