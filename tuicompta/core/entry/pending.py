"""What waits for a save: the entries ready, what blocks the others, what deserves a look (KM-32 to KM-37)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date
from tuicompta.core.entry.cells import NAMES
from tuicompta.core.entry.model import Column, GridEntry, GridLine
from tuicompta.core.entry.ports import EntryLookup
from tuicompta.core.enums import AccountType, CounterpartMode


class IssueKind(StrEnum):
    """Blocking errors first, then warnings."""

    UNBALANCED = "unbalanced"
    SINGLE_LINE = "single_line"
    MISSING_CELL = "missing_cell"
    UNKNOWN_ACCOUNT = "unknown_account"
    ROOT_ACCOUNT = "root_account"
    BLOCKED_ACCOUNT = "blocked_account"
    CLOSED_MONTH = "closed_month"
    OUT_OF_YEAR = "out_of_year"
    NEGATIVE_AMOUNT = "negative_amount"
    UNUSUAL_ACCOUNT = "unusual_account"
    DUPLICATE_PIECE = "duplicate_piece"
    MISSING_PIECE = "missing_piece"
    SIMILAR_ENTRY = "similar_entry"
    VAT = "vat"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something to report before a save: where it is, and the sentence to show."""

    kind: IssueKind
    entry_key: int
    line: int
    column: Column
    text: str


@dataclass(frozen=True, slots=True)
class Pending:
    """What a save would do: the entries ready, in the order of the grid, with their warnings (KM-36, KM-96).

    `errors` are those of the other entries, which no save takes: nothing else is asked about them (KM-94).
    """

    entries: tuple[GridEntry, ...]
    errors: tuple[Issue, ...]
    warnings: tuple[Issue, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits for a save."""
        return not (self.entries or self.errors)

    @property
    def duplicates(self) -> tuple[Issue, ...]:
        """The warnings answered by «Annuler», «Conserver» or «Renuméroter» (NUM-05)."""
        return tuple(issue for issue in self.warnings if issue.kind is IssueKind.DUPLICATE_PIECE)


def errors_of(lookup: EntryLookup, entry: GridEntry) -> Iterator[Issue]:
    """Return what forbids to save an entry (KM-37); the dossier is asked again, whatever was known while typing.

    In a foot-of-journal journal the foot balances what is typed (CTP-02).
    """
    journal = lookup.journal(entry.journal) if entry.journal else None
    if journal is None or journal.counterpart_mode is not CounterpartMode.FOOT_OF_JOURNAL:
        yield from _errors_of_balance(entry)
    yield from _errors_of_header(lookup, entry)
    for index, line in enumerate(entry.lines):
        yield from _errors_of_line(lookup, entry.key, index, line)


def _errors_of_balance(entry: GridEntry) -> Iterator[Issue]:
    if entry.difference:
        text = f"Écriture non équilibrée, différence {format_amount(entry.difference)}"
        yield Issue(IssueKind.UNBALANCED, entry.key, len(entry.lines) - 1, Column.DEBIT, text)
    elif len(entry.lines) == 1:
        yield Issue(IssueKind.SINGLE_LINE, entry.key, 0, Column.ACCOUNT, "Écriture d'une seule ligne")


def _errors_of_header(lookup: EntryLookup, entry: GridEntry) -> Iterator[Issue]:
    day = entry.entry_date
    for column, value in ((Column.JOURNAL, entry.journal), (Column.DATE, day)):
        if not value:
            yield _missing(entry.key, 0, column)
    if day is None:
        return
    if not lookup.is_in_open_year(day):
        text = f"La date {format_date(day)} n'est plus dans un exercice ouvert"
        yield Issue(IssueKind.OUT_OF_YEAR, entry.key, 0, Column.DATE, text)
    elif entry.journal and lookup.is_closed(entry.journal, day):
        text = f"Mois clôturé pour le journal {entry.journal} au {format_date(day)}"
        yield Issue(IssueKind.CLOSED_MONTH, entry.key, 0, Column.DATE, text)


def _errors_of_line(lookup: EntryLookup, key: int, index: int, line: GridLine) -> Iterator[Issue]:
    for column, value in ((Column.ACCOUNT, line.account), (Column.LABEL, line.label), (Column.DEBIT, line.side)):
        if not value:
            yield _missing(key, index, column)
    if not line.account:
        return
    account = lookup.account(line.account)
    if account is None:
        text = f"Le compte {line.account} n'existe plus"
        yield Issue(IssueKind.UNKNOWN_ACCOUNT, key, index, Column.ACCOUNT, text)
    elif account.type is AccountType.ROOT:
        text = f"Le compte {line.account} est de type Racine : il ne reçoit pas d'écritures"
        yield Issue(IssueKind.ROOT_ACCOUNT, key, index, Column.ACCOUNT, text)
    elif account.blocked:
        yield Issue(IssueKind.BLOCKED_ACCOUNT, key, index, Column.ACCOUNT, f"Compte bloqué : {line.account}")


def _missing(key: int, index: int, column: Column) -> Issue:
    name = "Montant" if column is Column.DEBIT else NAMES[column]
    return Issue(IssueKind.MISSING_CELL, key, index, column, f"{name} obligatoire")
