"""New accounts, one or thousands at once, with everything that follows from their number (FC-14, FC-43).

The chart is read once; the accounts are checked and completed in memory, each one seeing those added before it, then
written together.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tuicompta.core.accounts import (
    check_hierarchy,
    check_length,
    check_number,
    complete_number,
    control_account_of,
)
from tuicompta.core.enums import AccountType
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.natures import has_due_dates, is_customer, is_supplier
from tuicompta.core.text import clean_text, fold
from tuicompta.models.database import Database
from tuicompta.services.accounts import account_defaults as defaults
from tuicompta.services.accounts.approximate_lettering import begin_approximation
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.settings.settings import number_setting, set_settings, setting
from tuicompta.services.settings.vat_defaults import complete_vat

TITLE_LENGTH = 60
SHORTEST_COMMON_ROOT = 3

_INSERT = """
    INSERT INTO account (id, number, title, folded_title, type, lettering, reconciliation, due_date_mode,
                         summary_carry_forward, purchase_nature, sale_nature, created_by, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_SIDE = "INSERT INTO account_journal_type (account_id, journal_type, allowed, side) VALUES (?, ?, ?, ?)"
_INHERIT = """
    UPDATE account
       SET (vat_exempt, vat_direction, vat_territory, vat_rate, vat_operation_id, vat_basis, proposed_vat_account_id,
            proposed_vat_due_account_id, purchase_nature, sale_nature, control_account_id)
         = (SELECT vat_exempt, vat_direction, vat_territory, vat_rate, vat_operation_id, vat_basis,
                   proposed_vat_account_id, proposed_vat_due_account_id, purchase_nature, sale_nature,
                   control_account_id
              FROM account AS relative WHERE relative.id = ?)
     WHERE id = ?
"""
_INHERIT_SIDES = """
    INSERT INTO account_journal_type (account_id, journal_type, allowed, side)
    SELECT ?, journal_type, allowed, side FROM account_journal_type WHERE account_id = ?
"""
_CENTRALISE = "UPDATE account SET control_account_id = ? WHERE id = ? AND control_account_id IS NULL"
_INSERT_THIRD_PARTY = """
    INSERT INTO third_party (code, name, folded_name, account_id, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?)
"""
_COUNTERS = {"C": "numbering.customer", "F": "numbering.supplier", "T": "numbering.other"}


class AccountExistsError(TuicomptaError):
    """Account numbers are unique (FC-17)."""

    template = "Le compte {number} existe déjà : {title}. Choisissez un autre numéro."


class EmptyTitleError(TuicomptaError):
    """An account has a title (FC-18)."""

    template = "L'intitulé du compte {number} est obligatoire."


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account ready to be written; `relative` is the account whose settings it takes, if any (FC-43)."""

    id: int
    number: str
    title: str
    kind: AccountType
    relative: int | None

    @property
    def has_third_party(self) -> bool:
        """Whether its nature asks for a third party (FC-14)."""
        return self.kind is AccountType.DETAIL and has_due_dates(self.number)


@dataclass
class AccountBatch:
    """Accounts being created in one transaction of a dossier."""

    dossier: Dossier
    known: dict[str, tuple[int, AccountType]] = field(init=False)
    numbers: list[str] = field(init=False)
    added: list[NewAccount] = field(default_factory=list)

    def __post_init__(self) -> None:
        database = self.dossier.database
        rows = database.rows("SELECT number, id, type FROM account ORDER BY number")
        self.known = {number: (identifier, AccountType(kind)) for number, identifier, kind in rows}
        self.numbers = [row[0] for row in rows]
        self._next = 1 + max((identifier for identifier, _ in self.known.values()), default=0)
        self._length, self._pad = account_length(database)
        self._hierarchy = bool(setting(database, "accounts.hierarchy"))

    def add(self, number: str, title: str, kind: AccountType = AccountType.DETAIL) -> NewAccount:
        """Check an account and add it; raises the refusals of its number, title and place (FC-17, FC-21)."""
        number, title = self._checked(number, title, kind)
        account = NewAccount(self._next, number, title, kind, self._nearest_relative(number))
        self._next += 1
        self.known[number] = account.id, kind
        insort(self.numbers, number)
        self.added.append(account)
        return account

    def write(self) -> None:
        """Store the accounts of the batch, their settings and their third parties."""
        database = self.dossier.database
        options = defaults.Options.of(database)
        stamp = (self.dossier.user.id, self.dossier.now())
        database.run_many(_INSERT, [(*_row(account, options), *stamp) for account in self.added])
        for account in self.added:
            if account.relative is None:
                database.run_many(_INSERT_SIDE, defaults.side_rows(account.id, account.number))
            else:
                database.run(_INHERIT, (account.relative, account.id))
                database.run(_INHERIT_SIDES, (account.id, account.relative))
        complete_vat(database, self.dossier.today(), [(account.id, account.number) for account in self.added])
        begin_approximation(self.dossier, [(account.id, account.number, account.kind) for account in self.added])
        parties = [account for account in self.added if account.has_third_party]
        database.run_many(_CENTRALISE, list(self._control_accounts(parties)))
        database.run_many(_INSERT_THIRD_PARTY, [(*row, *stamp) for row in self._third_parties(parties)])

    def _checked(self, number: str, title: str, kind: AccountType) -> tuple[str, str]:
        number = check_number(clean_text(number), kind)
        title = clean_text(title).strip()[:TITLE_LENGTH]
        if kind is AccountType.DETAIL:
            number = complete_number(number, self._length, self._pad)
            check_length(number, self._length, self._pad)
        if self._hierarchy:
            check_hierarchy(number, kind, self._family(number))
        if not title:
            raise EmptyTitleError(number=number)
        if number in self.known:
            known = self.dossier.database.value("SELECT title FROM account WHERE number = ?", (number,))
            raise AccountExistsError(number=number, title=known or title)
        return number, title

    def _family(self, number: str) -> Iterator[tuple[str, AccountType]]:
        """Yield the accounts above and below a number."""
        for length in range(1, len(number)):
            if found := self.known.get(number[:length]):
                yield number[:length], found[1]
        for below in self._beginning_with(number):
            yield below, self.known[below][1]

    def _beginning_with(self, root: str) -> Iterator[str]:
        place = bisect_left(self.numbers, root)
        while place < len(self.numbers) and self.numbers[place].startswith(root):
            yield self.numbers[place]
            place += 1

    def _nearest_relative(self, number: str) -> int | None:
        """Return the account that shares the longest root of at least three characters, the lowest when several."""
        for length in range(len(number), SHORTEST_COMMON_ROOT - 1, -1):
            if relative := next(self._beginning_with(number[:length]), None):
                return self.known[relative][0]
        return None

    def _control_accounts(self, accounts: list[NewAccount]) -> Iterator[tuple[int, int]]:
        """Yield the default collective account of the accounts that inherit none (FC-40)."""
        for account in accounts:
            control = control_account_of(account.number, self._length, self._pad)
            if control is not None and control in self.known:
                yield self.known[control][0], account.id

    def _third_parties(self, accounts: list[NewAccount]) -> Iterator[tuple[Any, ...]]:
        """Yield the third party of each account, with the next free code of its kind (ONU-01, ONU-02)."""
        if not accounts:
            return
        database = self.dossier.database
        used = {code for (code,) in database.rows("SELECT code FROM third_party")}
        counters = {letter: number_setting(database, key) for letter, key in _COUNTERS.items()}
        for account in accounts:
            letter = _letter(account.number)
            while (code := f"{letter}{counters[letter]:05}") in used:
                counters[letter] += 1
            counters[letter] += 1
            yield code, account.title, fold(account.title), account.id
        set_settings(database, {_COUNTERS[letter]: counter for letter, counter in counters.items()})


def next_party_code(database: Database, number: str) -> str:
    """Return the code of a further third party of an account, and count it (ONU-01, ONU-02, FC-38)."""
    letter = _letter(number)
    counter = number_setting(database, _COUNTERS[letter])
    while database.row("SELECT 1 FROM third_party WHERE code = ?", (f"{letter}{counter:05}",)):
        counter += 1
    set_settings(database, {_COUNTERS[letter]: counter + 1})
    return f"{letter}{counter:05}"


def account_length(database: Database) -> tuple[int, bool]:
    """Return the length of general accounts, 0 when free, and whether zeros complete them (OSA-09)."""
    return number_setting(database, "entry.account_length"), bool(setting(database, "entry.pad_accounts"))


def _letter(number: str) -> str:
    if is_customer(number):
        return "C"
    return "F" if is_supplier(number) else "T"


def _row(account: NewAccount, options: defaults.Options) -> tuple[Any, ...]:
    number, detail = account.number, account.kind is AccountType.DETAIL
    return (
        account.id,
        number,
        account.title,
        fold(account.title),
        account.kind.value,
        int(detail and defaults.lettering_allowed(number, options)),
        defaults.reconciliation_mode(number, options),
        defaults.due_date_mode(number, options),
        int(defaults.summary_carry_forward(number, options)),
        int(defaults.purchase_nature(number)),
        int(defaults.sale_nature(number)),
    )
