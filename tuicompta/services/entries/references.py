"""What a save looks up again and again: journals, accounts, periods. Read inside the transaction, once each."""

from dataclasses import dataclass, field
from datetime import date

from tuicompta.core.dates import format_date
from tuicompta.core.enums import CounterpartMode, JournalType, NumberingMode, Side
from tuicompta.models.database import Database
from tuicompta.services.accounts.accounts import UnknownAccountError
from tuicompta.services.entries.errors import AccountNotEnterableError, NoOpenYearError, UnknownJournalError
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, Period, fiscal_years, period_of

_ACCOUNT = """
    SELECT account.id, number, title, type, blocked, vat_exempt, vat_direction, vat_territory, vat_rate,
           vat_operation_id, vat_basis, payment_term_id, (SELECT side FROM account_journal_type
                                         WHERE account_id = account.id AND journal_type = 'general')
      FROM account WHERE number = ?
"""
_JOURNAL = """
    SELECT journal.id, code, type, description, numbering, prefix, counterpart_mode
      FROM journal LEFT JOIN journal_year ON journal_id = journal.id AND fiscal_year_id = ?
     WHERE code = ?
"""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """The columns of an account that a line copies or obeys."""

    id: int
    number: str
    title: str
    type: str
    blocked: int
    vat_exempt: int
    vat_direction: str | None
    vat_territory: str | None
    vat_rate: int | None
    vat_operation_id: int | None
    vat_basis: str | None
    payment_term_id: int | None
    general: str | None

    @property
    def general_side(self) -> Side | None:
        """Side of the card for journals of type Opérations Diverses (TL-19)."""
        return Side(self.general) if self.general else None


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A journal with its settings of one fiscal year."""

    id: int
    code: str
    type: JournalType
    description: str
    numbering: NumberingMode
    prefix: str
    counterpart_mode: CounterpartMode


@dataclass
class References:
    """Look-ups of one act on entries; nothing is kept after it."""

    database: Database
    accounts: dict[str, AccountRow] = field(default_factory=dict)
    periods: dict[date, Period | None] = field(default_factory=dict)
    years: list[FiscalYear] = field(default_factory=list)
    journals: dict[tuple[str, int], JournalRow] = field(default_factory=dict)

    def account(self, number: str) -> AccountRow:
        """Return an account by its number; raises `UnknownAccountError`."""
        if number not in self.accounts:
            row = self.database.row(_ACCOUNT, (number,))
            if row is None:
                raise UnknownAccountError(number=number)
            self.accounts[number] = AccountRow(*row)
        return self.accounts[number]

    def postable_account(self, number: str) -> AccountRow:
        """Return an account that may receive a new line; raises `AccountNotEnterableError` otherwise (SINV-04)."""
        account = self.account(number)
        if account.type == "R":
            raise AccountNotEnterableError(number=number, title=account.title, reason="c'est un compte Racine")
        if account.blocked:
            raise AccountNotEnterableError(number=number, title=account.title, reason="compte bloqué")
        return account

    def journal(self, code: str, fiscal_year_id: int) -> JournalRow:
        """Return a journal with its settings of a fiscal year; raises `UnknownJournalError`."""
        key = code, fiscal_year_id
        if key not in self.journals:
            row = self.database.row(_JOURNAL, (fiscal_year_id, code))
            if row is None:
                raise UnknownJournalError(code=code)
            number, code, kind, description, numbering, prefix, counterpart = row
            self.journals[key] = JournalRow(
                number,
                code,
                JournalType(kind),
                description,
                NumberingMode(numbering or NumberingMode.MANUAL),
                prefix or "",
                CounterpartMode(counterpart or CounterpartMode.NONE),
            )
        return self.journals[key]

    def open_period(self, day: date, entry: str) -> Period:
        """Return the period of a day in an open fiscal year; raises `NoOpenYearError`, naming the entry."""
        period = self.period(day)
        if period is None or self.year(period.fiscal_year_id).closed:
            raise NoOpenYearError(date=format_date(day), entry=entry)
        return period

    def period(self, day: date) -> Period | None:
        """Return the period that holds a day."""
        if day not in self.periods:
            self.periods[day] = period_of(self.database, day)
        return self.periods[day]

    def year(self, identifier: int) -> FiscalYear:
        """Return a fiscal year by its identifier."""
        self.years = self.years or fiscal_years(self.database)
        return next(year for year in self.years if year.id == identifier)
