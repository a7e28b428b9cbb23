"""What the keystroke machine asks from outside, and the plain facts it is answered with.

The machine reads, it never writes. Every answer must be the state of the dossier at that moment and cheap: the machine
asks while the user types, and remembers nothing longer than the rules below say. Amounts are whole cents; amounts
with a sign are debit − credit; rates are hundredths of a percent (20 % is 2000).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol

from tuicompta.core.entry.details import Detail
from tuicompta.core.entry.model import DuePart, GridEntry
from tuicompta.core.enums import (
    AccountType,
    CounterpartMode,
    DueDateMode,
    JournalType,
    LabelRule,
    NumberingMode,
    Side,
)


@dataclass(frozen=True, slots=True)
class JournalInfo:
    """A journal as its card describes it (JF).

    `prefix` keeps its tokens (JF-11). `has_chequebook`: its bank has a chequebook «En cours» (CHQ-02).
    `forbidden_roots` are the roots of JF-08.
    """

    code: str
    description: str
    type: JournalType
    counterpart_mode: CounterpartMode = CounterpartMode.NONE
    counterpart_account: str = ""
    numbering: NumberingMode = NumberingMode.PER_YEAR
    prefix: str = ""
    repeats_date: bool = True
    repeats_piece: bool = True
    label_rule: LabelRule = LabelRule.NONE
    label_template: str = ""
    has_chequebook: bool = False
    forbidden_roots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VatProposal:
    """«TVA proposée» of an account (TVAP-26): a rate, the VAT account, and the due one of a reverse-charge pair."""

    rate: int
    account: str
    due_account: str = ""

    @property
    def is_reverse_charge(self) -> bool:
        """Whether the tax is both deducted and due (KM-88)."""
        return bool(self.due_account)


class AssociatedAmount(StrEnum):
    """Amount proposed on an associated account (FC-35)."""

    NONE = "none"
    BALANCE = "balance"
    NET_OF_TOTAL = "net_of_total"
    VAT_OF_TOTAL = "vat_of_total"
    PERCENTAGE = "percentage"


@dataclass(frozen=True, slots=True)
class AssociatedAccount:
    """A row of «Comptes associés»; `percentage` in hundredths of a percent, for PERCENTAGE only."""

    account: str
    amount: AssociatedAmount = AssociatedAmount.NONE
    percentage: int = 0


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """An account as its card describes it, with its main third party.

    `sides` gives for each journal type whether the account is allowed there, and the side set on the card (FC-33).
    `tax_rate` is the rate of the «Nature de taxe» of a VAT account; `vat` the «TVA proposée» of a charge, income or
    fixed-asset account that is not exempt. `payment_method` is the method of the first line of the payment terms.
    `warning` is what to say each time the account is used in the fiscal year of the grid.
    """

    number: str
    title: str
    type: AccountType = AccountType.DETAIL
    blocked: bool = False
    third_party_code: str = ""
    third_party_name: str = ""
    sides: Mapping[JournalType, tuple[bool, Side | None]] = field(default_factory=dict)
    vat: VatProposal | None = None
    tax_rate: int | None = None
    due_date_mode: DueDateMode = DueDateMode.NONE
    payment_term: str = ""
    payment_method: str = ""
    associated: tuple[AssociatedAccount, ...] = ()
    warning: str = ""


@dataclass(frozen=True, slots=True)
class AccountState:
    """Figures of the context line (KM-68): balance over the fiscal year (debit − credit), open due dates.

    `open_due_total` is signed like the balance; `first_due` is the earliest open due date, if any.
    """

    balance: int = 0
    open_due_count: int = 0
    open_due_total: int = 0
    first_due: date | None = None


@dataclass(frozen=True, slots=True)
class OpenDue:
    """An open due date of an account: its date and what remains to be paid, in cents and above zero."""

    due_date: date
    remaining: int


@dataclass(frozen=True, slots=True)
class PastLine:
    """A line of a stored entry; amounts in cents, on one side."""

    account: str
    label: str = ""
    debit: int = 0
    credit: int = 0
    document: str = ""
    payment_method: str = ""


@dataclass(frozen=True, slots=True)
class PastEntry:
    """A stored entry that proposals are taken from, with its lines in their order."""

    journal: str
    entry_date: date
    piece: str
    lines: tuple[PastLine, ...]


@dataclass(frozen=True, slots=True)
class LabelModelInfo:
    """An active label model (ML-02); its text may hold tokens of built labels."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class CodeInfo:
    """A code and its label: a payment method, or an available cheque with its chequebook."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class GuideLine:
    """A line of a guide model, for a given day (KM-91, MG-05).

    `account` is empty when the model leaves it open. `side` is where the amount is typed or computed. `amount` is the
    fixed amount in cents, 0 when there is none; `computed` says that a formula gives it.
    """

    account: str
    label: str
    side: Side
    amount: int = 0
    computed: bool = False


class GuideModel(Protocol):
    """An active guide model (MG): its lines, and the evaluation of its formulas."""

    @property
    def code(self) -> str:
        """Short code (MG-12), empty when it has none."""

    @property
    def name(self) -> str:
        """Name of the model."""

    @property
    def journal(self) -> str:
        """Code of the destination journal."""

    @property
    def type(self) -> JournalType:
        """Type of journal it is made for."""

    def lines(self, day: date | None, piece: str) -> Sequence[GuideLine]:
        """Return its lines, labels evaluated for that day and piece number, as far as they are known."""

    def evaluate(self, amounts: Sequence[int | None]) -> Sequence[int]:
        """Return the amounts of all the lines, debit − credit in cents, formulas computed from the amounts given.

        None stands for an amount not typed yet or left to a formula; a computed line that was typed over is given
        and kept (MG-06). A result that cannot be computed yet is 0. A line «Solde» balances the others.
        """


@dataclass(frozen=True, slots=True)
class PieceUse:
    """A stored entry that bears a piece number (NUM-05)."""

    journal: str
    piece: str
    entry_date: date
    label: str


class AccountDirectory(Protocol):
    """The accounts of the dossier; `completion.AccountIndex` is made from them once."""

    def accounts(self) -> Iterable[AccountInfo]:
        """Return all the accounts, of all types, blocked ones included; read once, when the grid opens.

        Their descriptions serve until the machine is told that one changed; at save each account used is asked again.
        """

    def account(self, number: str) -> AccountInfo | None:
        """Return an account as it is now, nothing when there is none."""

    def account_usage(self, journal: str) -> Mapping[str, int]:
        """Return how many lines this user typed on each account in this journal over the last 12 months (KM-60)."""

    def account_state(self, number: str) -> AccountState:
        """Return the figures of the context line, over the fiscal year of the grid (KM-68)."""

    def open_due_dates(self, number: str) -> Sequence[OpenDue]:
        """Return the open due dates of an account, earliest first (KM-73)."""

    def due_schedule(self, number: str, day: date, amount: int) -> Sequence[DuePart]:
        """Return the due dates of an invoice line, from the payment terms of the account (MR-07, ECH-08).

        `day` is the date of the entry, `amount` is above zero and in cents; without terms, one due date at that day.
        """


class Pieces(Protocol):
    """Piece numbers already taken (NUM, JF-12); the machine adds those of its own grid (KM-57)."""

    def next_piece_counter(self, journal: str, day: date) -> int:
        """Return «Prochain numéro» of the journal for the fiscal year or the period of that day (JF-12)."""

    def piece_use(self, journal: str, day: date, piece: str) -> PieceUse | None:
        """Return the stored entry that bears this number in the scope where it would be a duplicate (NUM-04)."""

    def last_piece(self, journal: str, day: date) -> str:
        """Return the piece number of the last stored entry of the journal in the fiscal year of that day, or ""."""


class Memory(Protocol):
    """What was entered before, from which proposals are made."""

    def last_journal(self) -> str:
        """Return the journal of the user's last entry, or "" (KM-45)."""

    def last_entry_date(self, start: date, end: date) -> date | None:
        """Return the date of the user's last entry in this fiscal year (KM-42)."""

    def last_entry(self, journal: str) -> PastEntry | None:
        """Return the last stored entry of a journal (KM-92)."""

    def usual_entry(self, account: str, journal: str) -> PastEntry | None:
        """Return the latest entry with this account in this journal, else in a journal of the same type (KM-89)."""

    def last_label(self, account: str, journal: str) -> str:
        """Return the last label used on this account in this journal, or "" (KM-69)."""

    def recent_label(self, journal: str, beginning: str) -> str:
        """Return the most recent label of the journal that starts with this text, case and accents ignored (KM-71)."""

    def similar_entry(
        self, account: str, amount: int, document: str, day: date, journal_type: JournalType, own: int | None
    ) -> str:
        """Return how to name a stored entry that looks like this one, or "" (OSA-11).

        Same third-party account, same amount (debit − credit) and same document number, or same date when the
        document number is empty, in the open fiscal years; `own` is the stored entry this one changes.
        """

    def line_details(self, entry_id: int) -> Mapping[int, Mapping[Detail, str]]:
        """Return what a grid only reads of the lines of a stored entry, by their identifiers (SW-34)."""


class Stub(NamedTuple):
    """What is known of a stored entry before it is read: its identifier, its number of lines, its version."""

    id: int
    lines: int
    version: int


class StoredEntries(Protocol):
    """The entries of one journal/month, read by pages as the grid shows them.

    The identifier of an entry is the one the store knows it by; its key in the grid is the same below zero.
    """

    def outline(self) -> Sequence[Stub]:
        """Return all the entries in the order of the grid (SJ-02)."""

    def totals(self) -> tuple[int, int]:
        """Return the sums of the debits and of the credits of all the entries, in cents (SJ-36)."""

    def read(self, identifiers: Sequence[int]) -> Sequence[GridEntry]:
        """Return entries as they are now; those that are gone are left out."""

    def details(self, identifier: int) -> Mapping[int, Mapping[Detail, str]]:
        """Return what the grid only reads of the lines of an entry, by the identifiers of these lines (SW-34)."""

    def found(self, text: str) -> Sequence[tuple[int, int]]:
        """Return the identifiers of entries and ranks of their lines that may hold a text (SJ-40)."""


class EntryLookup(AccountDirectory, Pieces, Memory, Protocol):
    """Everything the machine asks from outside."""

    def today(self) -> date:
        """Return the system date."""

    def journals(self) -> Sequence[JournalInfo]:
        """Return the active journals of the dossier by code, of every type and counterpart mode."""

    def journal(self, code: str) -> JournalInfo | None:
        """Return a journal by its exact code."""

    def label_models(self, journal_type: JournalType) -> Sequence[LabelModelInfo]:
        """Return the active label models of this type and of «Tous», by code (ML-05)."""

    def payment_methods(self) -> Sequence[CodeInfo]:
        """Return the payment methods, by code."""

    def is_cheque_method(self, payment_method: str) -> bool:
        """Return whether a payment method is of nature «Chèque» (CHQ-03)."""

    def available_cheques(self, journal: str) -> Sequence[CodeInfo]:
        """Return the available cheques of the bank of the journal, main chequebook first (CHQ-03 to CHQ-05)."""

    def cheque_refusal(self, journal: str, number: str) -> str:
        """Return why a cheque number cannot be used in this journal (CHQ-07, CHQ-08), or "" when it can."""

    def guide_models(self) -> Sequence[GuideModel]:
        """Return the active guide models, by code then name (KM-91)."""

    def is_closed(self, journal: str, day: date) -> bool:
        """Return whether the journal/month of that day is closed (KM-56)."""

    def first_open_day(self, journal: str, day: date) -> date | None:
        """Return the first day of the first open month of the journal in the fiscal year of that day (KM-56)."""

    def is_in_open_year(self, day: date) -> bool:
        """Return whether that day lies in an open fiscal year (KM-37)."""
