"""Answers of the outside world, remembered while they cannot change, so that a key costs few questions."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar, cast

from tuicompta.core.dates import YearMonth
from tuicompta.core.entry.completion import AccountIndex, Usage
from tuicompta.core.entry.details import Detail
from tuicompta.core.entry.model import DuePart
from tuicompta.core.entry.ports import (
    AccountInfo,
    AccountState,
    CodeInfo,
    EntryLookup,
    GuideModel,
    JournalInfo,
    LabelModelInfo,
    OpenDue,
    PastEntry,
    PieceUse,
)
from tuicompta.core.enums import JournalType, NumberingMode

Answer = TypeVar("Answer")
_MANY: Final = 10_000


class Facts:
    """The questions of the machine, each asked once until `forget`."""

    def __init__(self, lookup: EntryLookup, start: date) -> None:
        self.lookup = lookup
        self.start = start
        self.accounts = AccountIndex(lookup.accounts())
        self._answers: dict[tuple[object, ...], object] = {}

    def forget(self) -> None:
        """Ask everything again: something was saved, or the dossier changed."""
        self._answers.clear()

    def _once(self, ask: Callable[..., Answer], *question: object) -> Answer:
        key = (ask.__name__, *question)
        if key not in self._answers:
            if len(self._answers) >= _MANY:
                self.forget()
            self._answers[key] = ask(*question)
        return cast("Answer", self._answers[key])

    def today(self) -> date:
        """Return the system date, which may change while the window is open."""
        return self.lookup.today()

    def journal(self, code: str) -> JournalInfo | None:
        """Return a journal by its exact code."""
        return self._once(self.lookup.journal, code) if code else None

    def journals(self) -> Sequence[JournalInfo]:
        """Return all the active journals."""
        return self._once(self.lookup.journals)

    def account(self, number: str) -> AccountInfo | None:
        """Return an account as it was described when the grid opened, or since it changed."""
        return self.accounts.get(number)

    def usage(self, journal: str) -> Usage:
        """Return the accounts most used in a journal."""
        return self._once(self._ranked, journal)

    def _ranked(self, journal: str) -> Usage:
        return Usage(self.lookup.account_usage(journal))

    def account_state(self, number: str) -> AccountState:
        """Return the figures of the context line."""
        return self._once(self.lookup.account_state, number)

    def open_due_dates(self, number: str) -> Sequence[OpenDue]:
        """Return the open due dates of an account."""
        return self._once(self.lookup.open_due_dates, number)

    def due_schedule(self, number: str, day: date, amount: int) -> Sequence[DuePart]:
        """Return the due dates of an invoice line."""
        return self._once(self.lookup.due_schedule, number, day, amount)

    def next_piece_counter(self, journal: JournalInfo, day: date) -> int:
        """Return «Prochain numéro» of a journal, asked once per fiscal year or period."""
        scope = piece_scope(journal, day)
        return self._once(
            self.lookup.next_piece_counter, journal.code, max(scope.first, self.start) if scope else self.start
        )

    def piece_use(self, journal: str, day: date, piece: str) -> PieceUse | None:
        """Return the stored entry that bears a piece number."""
        return self._once(self.lookup.piece_use, journal, day, piece)

    def last_piece(self, journal: str, day: date) -> str:
        """Return the last stored piece number of a journal."""
        return self._once(self.lookup.last_piece, journal, day)

    def last_journal(self) -> str:
        """Return the journal of the user's last entry."""
        return self._once(self.lookup.last_journal)

    def last_entry_date(self, start: date, end: date) -> date | None:
        """Return the date of the user's last entry in a fiscal year."""
        return self._once(self.lookup.last_entry_date, start, end)

    def last_entry(self, journal: str) -> PastEntry | None:
        """Return the last stored entry of a journal."""
        return self._once(self.lookup.last_entry, journal)

    def usual_entry(self, account: str, journal: str) -> PastEntry | None:
        """Return the latest stored entry of a third party."""
        return self._once(self.lookup.usual_entry, account, journal)

    def last_label(self, account: str, journal: str) -> str:
        """Return the last stored label of an account in a journal."""
        return self._once(self.lookup.last_label, account, journal)

    def recent_label(self, journal: str, beginning: str) -> str:
        """Return the most recent stored label that starts so."""
        return self._once(self.lookup.recent_label, journal, beginning)

    def line_details(self, entry_id: int) -> Mapping[int, Mapping[Detail, str]]:
        """Return what a grid only reads of the lines of a stored entry."""
        return self._once(self.lookup.line_details, entry_id)

    def label_models(self, journal_type: JournalType) -> Sequence[LabelModelInfo]:
        """Return the label models of a type of journal."""
        return self._once(self.lookup.label_models, journal_type)

    def payment_methods(self) -> Sequence[CodeInfo]:
        """Return the payment methods."""
        return self._once(self.lookup.payment_methods)

    def is_cheque_method(self, payment_method: str) -> bool:
        """Return whether a payment method is of nature «Chèque»."""
        return bool(payment_method) and self._once(self.lookup.is_cheque_method, payment_method)

    def available_cheques(self, journal: str) -> Sequence[CodeInfo]:
        """Return the available cheques of the bank of a journal."""
        return self._once(self.lookup.available_cheques, journal)

    def guide_models(self) -> Sequence[GuideModel]:
        """Return the active guide models."""
        return self._once(self.lookup.guide_models)

    def is_in_open_year(self, day: date) -> bool:
        """Tell whether a day is in a fiscal year that is not closed."""
        return self._once(self.lookup.is_in_open_year, day)

    def is_closed(self, journal: str, day: date) -> bool:
        """Return whether a journal/month is closed."""
        return self._once(self.lookup.is_closed, journal, day)


def piece_scope(journal: JournalInfo, day: date) -> YearMonth | None:
    """Return the period that an automatic number belongs to, nothing when it belongs to the whole year (JF-16)."""
    return YearMonth.of(day) if journal.numbering is NumberingMode.PER_PERIOD else None
