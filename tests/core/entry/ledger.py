"""A small ledger on plain data that answers the questions of the keystroke machine, and the drivers of its tests."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tuicompta.core.accounts import default_sides
from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import YearMonth
from tuicompta.core.entry.effects import Message
from tuicompta.core.entry.keys import Command, KeyStroke
from tuicompta.core.entry.machine import EntryMachine
from tuicompta.core.entry.model import Column, DuePart, Grid
from tuicompta.core.entry.ports import (
    AccountInfo,
    AccountState,
    CodeInfo,
    GuideLine,
    JournalInfo,
    LabelModelInfo,
    OpenDue,
    PastEntry,
    PastLine,
    PieceUse,
    VatProposal,
)
from tuicompta.core.entry.profile import CONTINUOUS_ENTRY, EntryOptions, GridProfile
from tuicompta.core.enums import AccountType, CounterpartMode, DueDateMode, JournalType, LabelRule, Side
from tuicompta.core.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tuicompta.core.entry.details import Detail
    from tuicompta.core.entry.effects import Effect

START, END = date(2026, 1, 1), date(2026, 12, 31)
TODAY = date(2026, 3, 10)
STANDARD, REDUCED = 2000, 550


@dataclass
class Model:
    """A guide model whose formulas are functions of the amounts of its lines."""

    code: str
    name: str
    journal: str
    type: JournalType
    guides: Sequence[GuideLine]
    formulas: Mapping[int, Callable[[Sequence[int]], int]] = field(default_factory=dict)

    def lines(self, day: date | None, piece: str) -> Sequence[GuideLine]:
        month = f"{day.month:02}/{day.year}" if day else ""
        return [replace(line, label=line.label.format(month=month, piece=piece)) for line in self.guides]

    def evaluate(self, amounts: Sequence[int | None]) -> Sequence[int]:
        known = [amount or 0 for amount in amounts]
        for rank, formula in self.formulas.items():
            if amounts[rank] is None:
                known[rank] = formula(known)
        return known


def balance_of(rank: int) -> Callable[[Sequence[int]], int]:
    """Return the formula «Solde» of a line."""
    return lambda amounts: -sum(amount for other, amount in enumerate(amounts) if other != rank)


@dataclass
class Ledger:
    """What is stored: cards, entries and due dates. `asked` counts the questions."""

    journal_cards: dict[str, JournalInfo] = field(default_factory=dict)
    account_cards: dict[str, AccountInfo] = field(default_factory=dict)
    entries: list[PastEntry] = field(default_factory=list)
    dues: dict[str, list[OpenDue]] = field(default_factory=dict)
    terms: dict[str, int] = field(default_factory=dict)
    counters: dict[tuple[str, YearMonth | None], int] = field(default_factory=dict)
    usage: dict[str, dict[str, int]] = field(default_factory=dict)
    models: list[Model] = field(default_factory=list)
    label_list: dict[JournalType, list[LabelModelInfo]] = field(default_factory=dict)
    methods: list[CodeInfo] = field(default_factory=list)
    cheque_methods: set[str] = field(default_factory=set)
    cheques: dict[str, list[CodeInfo]] = field(default_factory=dict)
    refused_cheques: dict[str, str] = field(default_factory=dict)
    closed: set[tuple[str, YearMonth]] = field(default_factory=set)
    closed_years: set[int] = field(default_factory=set)
    user_journal: str = ""
    user_date: date | None = None
    day: date = TODAY
    asked: Counter[str] = field(default_factory=Counter)
    details: dict[int, Mapping[int, Mapping[Detail, str]]] = field(default_factory=dict)

    def add_journal(self, code: str, description: str, journal_type: JournalType, **card: object) -> None:
        self.journal_cards[code] = replace(JournalInfo(code, description, journal_type), **card)  # type: ignore[arg-type]

    def add_account(self, number: str, title: str, **card: object) -> AccountInfo:
        account = AccountInfo(number, title, sides=default_sides(number))
        self.account_cards[number] = replace(account, **card)  # type: ignore[arg-type]
        return self.account_cards[number]

    def add_entry(self, journal: str, day: date, piece: str, *lines: PastLine) -> None:
        self.entries.append(PastEntry(journal, day, piece, lines))

    # Answers

    def today(self) -> date:
        return self.day

    def journals(self) -> Sequence[JournalInfo]:
        return [self.journal_cards[code] for code in sorted(self.journal_cards)]

    def journal(self, code: str) -> JournalInfo | None:
        return self.journal_cards.get(code)

    def accounts(self) -> Iterable[AccountInfo]:
        return list(self.account_cards.values())

    def account(self, number: str) -> AccountInfo | None:
        self.asked["account"] += 1
        return self.account_cards.get(number)

    def account_usage(self, journal: str) -> Mapping[str, int]:
        self.asked["account_usage"] += 1
        return self.usage.get(journal, {})

    def account_state(self, number: str) -> AccountState:
        self.asked["account_state"] += 1
        lines = [line for entry in self.entries for line in entry.lines if line.account == number]
        dues = self.dues.get(number, [])
        return AccountState(
            sum(line.debit - line.credit for line in lines),
            len(dues),
            sum(due.remaining for due in dues),
            dues[0].due_date if dues else None,
        )

    def open_due_dates(self, number: str) -> Sequence[OpenDue]:
        self.asked["open_due_dates"] += 1
        return self.dues.get(number, [])

    def due_schedule(self, number: str, day: date, amount: int) -> Sequence[DuePart]:
        self.asked["due_schedule"] += 1
        return [DuePart(day + timedelta(days=self.terms.get(number, 0)), amount)]

    def _scope(self, journal: str, day: date) -> tuple[str, YearMonth | None]:
        per_period = self.journal_cards[journal].numbering.value == "per_period"
        return journal, YearMonth.of(day) if per_period else None

    def next_piece_counter(self, journal: str, day: date) -> int:
        self.asked["next_piece_counter"] += 1
        return self.counters.get(self._scope(journal, day), 1)

    def piece_use(self, journal: str, day: date, piece: str) -> PieceUse | None:
        self.asked["piece_use"] += 1
        scope = self._scope(journal, day)
        for entry in self.entries:
            if entry.piece == piece and entry.journal == journal and self._scope(journal, entry.entry_date) == scope:
                return PieceUse(journal, piece, entry.entry_date, entry.lines[0].label)
        return None

    def last_piece(self, journal: str, day: date) -> str:
        self.asked["last_piece"] += 1
        pieces = [
            entry.piece for entry in self.entries if entry.journal == journal and entry.entry_date.year == day.year
        ]
        return pieces[-1] if pieces else ""

    def last_journal(self) -> str:
        return self.user_journal

    def last_entry_date(self, start: date, end: date) -> date | None:
        return self.user_date if self.user_date and start <= self.user_date <= end else None

    def last_entry(self, journal: str) -> PastEntry | None:
        self.asked["last_entry"] += 1
        return next((entry for entry in reversed(self.entries) if entry.journal == journal), None)

    def usual_entry(self, account: str, journal: str) -> PastEntry | None:
        self.asked["usual_entry"] += 1
        with_account = [entry for entry in self.entries if any(line.account == account for line in entry.lines)]
        same = [entry for entry in with_account if entry.journal == journal]
        kind = self.journal_cards[journal].type
        alike = [entry for entry in with_account if self.journal_cards[entry.journal].type is kind]
        found = same or alike
        return found[-1] if found else None

    def line_details(self, entry_id: int) -> Mapping[int, Mapping[Detail, str]]:
        self.asked["line_details"] += 1
        return self.details.get(entry_id, {})

    def last_label(self, account: str, journal: str) -> str:
        self.asked["last_label"] += 1
        labels = [
            line.label
            for entry in self.entries
            for line in entry.lines
            if entry.journal == journal and line.account == account
        ]
        return labels[-1] if labels else ""

    def recent_label(self, journal: str, beginning: str) -> str:
        self.asked["recent_label"] += 1
        labels = [line.label for entry in self.entries for line in entry.lines if entry.journal == journal]
        return next((label for label in reversed(labels) if fold(label).startswith(fold(beginning))), "")

    def similar_entry(
        self, account: str, amount: int, document: str, day: date, journal_type: JournalType, own: int | None
    ) -> str:
        for rank, entry in enumerate(self.entries, start=1):
            if rank == own or self.journal_cards[entry.journal].type is not journal_type:
                continue
            for line in entry.lines:
                same = line.account == account and line.debit - line.credit == amount
                if same and (line.document == document if document else entry.entry_date == day):
                    return f"{entry.journal} {entry.piece}"
        return ""

    def label_models(self, journal_type: JournalType) -> Sequence[LabelModelInfo]:
        return self.label_list.get(journal_type, [])

    def payment_methods(self) -> Sequence[CodeInfo]:
        return self.methods

    def is_cheque_method(self, payment_method: str) -> bool:
        return payment_method in self.cheque_methods

    def available_cheques(self, journal: str) -> Sequence[CodeInfo]:
        return self.cheques.get(journal, [])

    def cheque_refusal(self, journal: str, number: str) -> str:
        return self.refused_cheques.get(f"{journal} {number}", "")

    def guide_models(self) -> Sequence[Model]:
        return self.models

    def is_closed(self, journal: str, day: date) -> bool:
        self.asked["is_closed"] += 1
        return (journal, YearMonth.of(day)) in self.closed

    def first_open_day(self, journal: str, day: date) -> date | None:
        months = (date(day.year, month, 1) for month in range(1, 13))
        return next((month for month in months if (journal, YearMonth.of(month)) not in self.closed), None)

    def is_in_open_year(self, day: date) -> bool:
        return day.year not in self.closed_years


def small_ledger() -> Ledger:
    """Return the dossier of the tests: the conditions of KM-99, and accounts for the other behaviours."""
    ledger = Ledger(user_journal="AC", user_date=date(2026, 3, 2))
    _add_journals(ledger)
    _add_accounts(ledger)
    ledger.methods = [CodeInfo("CHQ", "Chèque"), CodeInfo("VIR", "Virement"), CodeInfo("CB", "Carte bancaire")]
    ledger.cheque_methods = {"CHQ"}
    ledger.terms = {"401DUP": 30, "411MAR": 30, "401NEW": 30}
    ledger.dues = {"401DUP": [OpenDue(date(2026, 4, 30), 123456)]}
    _add_entries(ledger)
    ledger.counters = {("AC", None): 42, ("VE", None): 7, ("BP", None): 3, ("OD", None): 5}
    return ledger


def _add_journals(ledger: Ledger) -> None:
    built = {"label_rule": LabelRule.BUILT, "label_template": "{tiers}"}
    repeat = {"label_rule": LabelRule.REPEAT}
    ledger.add_journal("AC", "Achats", JournalType.PURCHASES, forbidden_roots=("41", "70"), **built)
    ledger.add_journal("VE", "Ventes", JournalType.SALES, forbidden_roots=("40", "60"), **built)
    line_by_line = {"counterpart_mode": CounterpartMode.LINE_BY_LINE, "counterpart_account": "512"}
    ledger.add_journal("BP", "Banque Populaire", JournalType.TREASURY, **line_by_line, **repeat)
    foot = {"counterpart_mode": CounterpartMode.FOOT_OF_JOURNAL, "counterpart_account": "530"}
    ledger.add_journal("CA", "Caisse", JournalType.TREASURY, **foot, **repeat)
    ledger.add_journal("OD", "Opérations diverses", JournalType.GENERAL, **repeat)
    ledger.add_journal("AN", "À nouveaux", JournalType.OPENING)


def _add_accounts(ledger: Ledger) -> None:
    deductible = VatProposal(STANDARD, "44566")
    for number, title in (("401DUP", "Dupont SARL"), ("401NEW", "Neuville et fils"), ("401EDF", "Électricité")):
        ledger.add_account(number, title, third_party_name=title, due_date_mode=DueDateMode.SCHEDULE)
    customer = {"third_party_name": "Martin SA", "due_date_mode": DueDateMode.SCHEDULE}
    ledger.add_account("411MAR", "Martin SA", **customer)
    for number, title in (
        ("421", "Personnel, rémunérations dues"),
        ("431", "Sécurité sociale"),
        ("437", "Autres organismes sociaux"),
        ("4421", "Prélèvements à la source"),
        ("467", "Débiteurs divers"),
        ("512", "Banque Populaire"),
        ("530", "Caisse"),
        ("6161", "Multirisques"),
        ("6411", "Salaires"),
        ("6451", "Cotisations à l'URSSAF"),
    ):
        ledger.add_account(number, title)
    ledger.add_account("401", "Fournisseurs", type=AccountType.ROOT)
    ledger.add_account("6068", "Autres fournitures", blocked=True)
    for number, title in (("6061", "Énergie"), ("6063", "Petit équipement"), ("6064", "Fournitures de bureau")):
        ledger.add_account(number, title, vat=deductible)
    ledger.add_account("6065", "Livres", vat=VatProposal(REDUCED, "445665"))
    ledger.add_account("6135", "Locations mobilières", vat=deductible)
    ledger.add_account("611", "Sous-traitance", vat=VatProposal(STANDARD, "44566", "4452"))
    ledger.add_account("2183", "Matériel de bureau", vat=VatProposal(STANDARD, "44562"))
    ledger.add_account("707", "Ventes de marchandises", vat=VatProposal(STANDARD, "44571"))
    for number, title, rate in (
        ("44562", "TVA sur immobilisations", STANDARD),
        ("44566", "TVA déductible", STANDARD),
        ("445665", "TVA déductible 5,5 %", REDUCED),
        ("44571", "TVA collectée", STANDARD),
        ("4452", "TVA due intracommunautaire", STANDARD),
    ):
        ledger.add_account(number, title, tax_rate=rate)


def _add_entries(ledger: Ledger) -> None:
    ledger.add_entry(
        "AC",
        date(2026, 2, 12),
        "00041",
        PastLine("401DUP", "Facture Dupont", credit=12000),
        PastLine("6064", "Facture Dupont", debit=10000),
        PastLine("44566", "Facture Dupont", debit=2000),
    )
    ledger.add_entry(
        "VE",
        date(2026, 2, 20),
        "00006",
        PastLine("411MAR", "Facture Martin", debit=24000),
        PastLine("707", "Facture Martin", credit=20000),
        PastLine("44571", "Facture Martin", credit=4000),
    )


def payroll_model() -> Model:
    """Return the template of KM-99: short code P, last line «Solde»."""
    debit, credit = Side.DEBIT, Side.CREDIT
    guides = [
        GuideLine("6411", "Paie {month}", debit),
        GuideLine("6451", "Paie {month}", debit),
        GuideLine("421", "Paie {month}", credit),
        GuideLine("431", "Paie {month}", credit),
        GuideLine("437", "Paie {month}", credit),
        GuideLine("4421", "Paie {month}", credit, computed=True),
    ]
    return Model("P", "Salaires", "OD", JournalType.GENERAL, guides, {5: balance_of(5)})


_NAMED = {
    "⏎": "enter",
    "⇥": "tab",
    "⇤": "shift+tab",
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
    "⌫": "backspace",
    "⎋": "escape",
    "⌦": "delete",
}


def keys_of(text: str) -> list[KeyStroke]:
    """Return the keys of a text: `⏎ ⇥ ⇤ ↑ ↓ ← → ⌫ ⎋ ⌦` and `<ctrl+z>` are keys, the rest are characters."""
    keys: list[KeyStroke] = []
    rest = text
    while rest:
        if rest[0] == "<" and ">" in rest:
            name, _, rest = rest[1:].partition(">")
            keys.append(KeyStroke(name))
            continue
        char, rest = rest[0], rest[1:]
        keys.append(KeyStroke(_NAMED[char]) if char in _NAMED else KeyStroke(char, char))
    return keys


class Typist:
    """Types on a machine and reads it back."""

    def __init__(
        self,
        ledger: Ledger | None = None,
        *,
        journal: str = "AC",
        options: EntryOptions | None = None,
        profile: GridProfile = CONTINUOUS_ENTRY,
        grid: Grid | None = None,
    ) -> None:
        self.ledger = ledger or small_ledger()
        self.ledger.user_journal = journal
        self.machine = EntryMachine(self.ledger, grid or Grid(START, END), options, profile)
        self.effects: list[Effect] = []

    def type(self, text: str) -> Typist:
        for key in keys_of(text):
            self.effects = self.machine.press(key)
        return self

    def run(self, command: Command) -> Typist:
        self.effects = self.machine.run(command)
        return self

    def to(self, column: Column) -> Typist:
        """Go to a cell of the line under the cursor with the arrows."""
        self.type("<home>")
        for _ in Column:
            if self.at[1] is column:
                break
            self.type("→")
        return self

    def lines(self, entry: int = 0) -> list[str]:
        """Return the lines of an entry as `401DUP C 1 234,56`."""
        return [line_text(line.account, line.debit, line.credit) for line in self.machine.entries[entry].lines]

    def ghosts(self, entry: int = 0) -> list[str]:
        """Return the ghost lines shown under an entry, as painted: account and amounts."""
        key = self.machine.entries[entry].key
        rows = [row for row in self.machine.rows() if row.is_ghost and row.entry_key == key]
        shown = [
            (row.cells[Column.ACCOUNT].text, row.cells[Column.DEBIT].text, row.cells[Column.CREDIT].text)
            for row in rows
        ]
        return [
            " ".join(filter(None, (account, debit and f"D {debit}", credit and f"C {credit}")))
            for account, debit, credit in shown
        ]

    def cell(self, column: Column, row: int | None = None) -> str:
        """Return the text of a cell, of the row under the cursor by default."""
        return self.machine.row(self.machine.cursor.row if row is None else row).cells[column].text

    @property
    def at(self) -> tuple[int, Column]:
        """Row and column of the cursor."""
        return self.machine.cursor.row, self.machine.cursor.column

    @property
    def errors(self) -> list[str]:
        """Refusals of the last key."""
        return [effect.text for effect in self.effects if isinstance(effect, Message) and effect.is_error]


def line_text(account: str, debit: int, credit: int) -> str:
    """Return a line as `401DUP C 1 234,56`."""
    return f"{account} D {format_amount(debit)}" if debit else f"{account} C {format_amount(credit)}"
