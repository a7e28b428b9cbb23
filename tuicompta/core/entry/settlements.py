"""Cells that say when and how a line is settled: due date, payment method, cheque (KM-18 to KM-22, CHQ-03)."""

from datetime import date

from tuicompta.core.entry.book import GridBook
from tuicompta.core.entry.facts import Facts
from tuicompta.core.entry.headers import Headers
from tuicompta.core.entry.model import GridLine
from tuicompta.core.entry.roles import type_of_line
from tuicompta.core.enums import DueDateMode, JournalType, LineType
from tuicompta.core.natures import has_due_dates, is_customer, is_third_party

_SETTLES_BY_CHEQUE = {False: LineType.PAYMENT, True: LineType.REFUND}


class Settlements:
    """Tells which of these cells a line has, and what is proposed in them."""

    def __init__(self, facts: Facts, book: GridBook, headers: Headers) -> None:
        self._facts = facts
        self._book = book
        self._headers = headers

    def due_date(self, position: int, line: GridLine) -> date | None:
        """Return the first due date that the payment terms give on an invoice line (KM-19)."""
        day = self._book.entries[position].entry_date
        if day is None or not self.takes_due_date(position, line):
            return None
        parts = self._facts.due_schedule(line.account, day, abs(line.balance))
        return min((part.due_date for part in parts), default=None)

    def takes_due_date(self, position: int, line: GridLine) -> bool:
        """Tell whether a due date can be typed on a line: invoices of accounts that allow it (KM-18, SJ-28)."""
        journal = self._headers.journal_info(position)
        account = self._facts.account(line.account)
        if journal is None or account is None or journal.type is JournalType.TREASURY:
            return False
        allowed = account.due_date_mode is not DueDateMode.NONE and has_due_dates(line.account)
        return allowed and type_of_line(self._facts, journal, line) is LineType.INVOICE

    def payment_method(self, position: int, line: GridLine) -> str:
        """Return the method of the payment terms of the account, in a Trésorerie journal (KM-21)."""
        account = self._facts.account(line.account)
        return account.payment_method if account and self.takes_payment_method(position, line) else ""

    def takes_payment_method(self, position: int, line: GridLine) -> bool:
        """Tell whether a payment method can be typed on a line: third parties in a Trésorerie journal (SJ-32)."""
        journal = self._headers.journal_info(position)
        return journal is not None and journal.type is JournalType.TREASURY and is_third_party(line.account)

    def takes_cheque(self, position: int, line: GridLine) -> bool:
        """Tell whether a cheque number can be typed on a line: payments by cheque (KM-22)."""
        journal = self._headers.journal_info(position)
        if journal is None or journal.type is not JournalType.TREASURY or not journal.has_chequebook:
            return False
        method = line.payment_method
        return bool(line.account) and (not method or self._facts.is_cheque_method(method))

    def cheque(self, position: int, line: GridLine) -> str:
        """Return the first available cheque, for a payment or refund by cheque that the firm makes (CHQ-03)."""
        journal = self._headers.journal_info(position)
        method = line.payment_method or self.payment_method(position, line)
        if journal is None or not self.takes_cheque(position, line) or not self._facts.is_cheque_method(method):
            return ""
        if type_of_line(self._facts, journal, line) is not _SETTLES_BY_CHEQUE[is_customer(line.account)]:
            return ""
        available = (cheque.code for cheque in self._facts.available_cheques(journal.code))
        return next((code for code in available if not self._book.traces.uses_cheque(journal.code, code)), "")
