"""Accounts for the entry grids: descriptions, usage, figures of the context line."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from tuicompta.core.dates import add_months, iso, parse_iso
from tuicompta.core.entry.model import DuePart
from tuicompta.core.entry.ports import (
    AccountInfo,
    AccountState,
    AssociatedAccount,
    AssociatedAmount,
    OpenDue,
    VatProposal,
)
from tuicompta.core.enums import AccountType, DueDateMode, JournalType, Side
from tuicompta.models.database import Database, Row
from tuicompta.services.accounts.standard_chart import removal_warning
from tuicompta.services.entries.due_dates import due_parts
from tuicompta.services.entries.references import References
from tuicompta.services.lookup.base import Lookup, database_of
from tuicompta.services.settings.settings import text_setting

Sides = Mapping[JournalType, tuple[bool, Side | None]]
_TYPES = (JournalType.PURCHASES, JournalType.SALES, JournalType.TREASURY, JournalType.GENERAL)

_ACCOUNT = """
    SELECT account.number, account.title, account.type, account.blocked,
           coalesce(third_party.code, ''), coalesce(third_party.name, ''),
           (SELECT group_concat(journal_type || ':' || allowed || ':' || coalesce(side, '-'), ' ')
              FROM account_journal_type WHERE account_id = account.id),
           vat.number, vat.vat_rate, due.number, account.vat_direction, account.vat_rate, account.due_date_mode,
           payment_term.code, payment_method.code, account.id, account.vat_exempt, coalesce(third_party.blocked, 0)
      FROM account
      LEFT JOIN third_party ON third_party.account_id = account.id AND third_party.main = 1
      LEFT JOIN account AS vat ON vat.id = account.proposed_vat_account_id
      LEFT JOIN account AS due ON due.id = account.proposed_vat_due_account_id
      LEFT JOIN payment_term ON payment_term.id = account.payment_term_id
      LEFT JOIN payment_term_line ON payment_term_line.payment_term_id = payment_term.id AND position = 1
      LEFT JOIN payment_method ON payment_method.id = payment_term_line.payment_method_id
"""
_ALL = _ACCOUNT + " ORDER BY account.number"
_ONE = _ACCOUNT + " WHERE account.number = ?"
_ASSOCIATED = """
    SELECT account_id, account.number, amount_rule, percentage
      FROM associated_account JOIN account ON account.id = associated_id ORDER BY account_id, position
"""
_USAGE = """
    SELECT account.number, sum(lines) FROM account_usage JOIN account ON account.id = account_id
     WHERE user_id = ? AND journal_id = (SELECT id FROM journal WHERE code = ?) AND month > ? GROUP BY account.number
"""
_BALANCE = """
    SELECT coalesce(sum(debit - credit), 0) FROM balance_total
     WHERE account_id = (SELECT id FROM account WHERE number = ?) AND status <> 'S'
       AND period_id IN (SELECT id FROM period WHERE fiscal_year_id = ?)
"""
_OPEN_TOTAL = """
    SELECT count(*), coalesce(sum((due_date.amount - matched) * CASE WHEN debit - credit < 0 THEN -1 ELSE 1 END), 0),
           min(due_on)
      FROM due_date JOIN entry_line ON entry_line.id = entry_line_id JOIN entry ON entry.id = entry_id
     WHERE due_date.account_id = (SELECT id FROM account WHERE number = ?) AND matched < due_date.amount
       AND status <> 'S' AND line_type = 'invoice'
"""
_OPEN = """
    SELECT due_on, due_date.amount - matched
      FROM due_date JOIN entry_line ON entry_line.id = entry_line_id JOIN entry ON entry.id = entry_id
     WHERE due_date.account_id = (SELECT id FROM account WHERE number = ?) AND matched < due_date.amount
       AND status <> 'S' AND line_type = 'invoice'
     ORDER BY due_on, due_date.id LIMIT 100
"""


class AccountLookup(Lookup):
    """The accounts of the dossier (`core.entry.ports.AccountDirectory`)."""

    def accounts(self) -> Iterator[AccountInfo]:
        """Yield all the accounts, of all types, in number order."""
        associated = _associated(database_of(self))
        for row in database_of(self).stream(_ALL):
            yield _account(row, associated, self.year.start)

    def account(self, number: str) -> AccountInfo | None:
        """Return an account as it is now."""
        row = database_of(self).row(_ONE, (number,))
        return None if row is None else _account(row, _associated(database_of(self)), self.year.start)

    def account_usage(self, journal: str) -> Mapping[str, int]:
        """Return how many lines this user typed on each account in a journal over the last 12 months (KM-60)."""
        since = add_months(self.dossier.today(), -12)
        rows = database_of(self).rows(_USAGE, (self.dossier.user.id, journal, iso(since)[:7]))
        return dict(rows)

    def account_state(self, number: str) -> AccountState:
        """Return the figures of the context line, over the fiscal year of the grid (KM-68)."""
        database = database_of(self)
        balance = int(database.value(_BALANCE, (number, self.year.id)))
        count, total, first = database.row(_OPEN_TOTAL, (number,)) or (0, 0, None)
        return AccountState(balance, count, total, parse_iso(first) if first else None)

    def open_due_dates(self, number: str) -> Sequence[OpenDue]:
        """Return the open due dates of an account, earliest first (KM-73)."""
        return [OpenDue(parse_iso(day), remaining) for day, remaining in database_of(self).rows(_OPEN, (number,))]

    def due_schedule(self, number: str, day: date, amount: int) -> Sequence[DuePart]:
        """Return the due dates of an invoice line, from the payment terms of the account (MR-07, ECH-08)."""
        database = database_of(self)
        account = References(database).account(number)
        return due_parts(database, account, day, amount, text_setting(database, "payments.default_method"))


def _associated(database: Database) -> dict[int, tuple[AssociatedAccount, ...]]:
    chains: dict[int, tuple[AssociatedAccount, ...]] = {}
    for account, number, rule, percentage in database.rows(_ASSOCIATED):
        link = AssociatedAccount(number, AssociatedAmount(rule), percentage or 0)
        chains[account] = (*chains.get(account, ()), link)
    return chains


def _account(row: Row, associated: Mapping[int, tuple[AssociatedAccount, ...]], start: date) -> AccountInfo:
    number, title, kind, blocked, party_code, party_name, sides, *rest = row
    vat, vat_rate, due, direction, own_rate, mode, term, method, identifier, exempt, party_blocked = rest
    return AccountInfo(
        number=number,
        title=title,
        type=AccountType(kind),
        blocked=bool(blocked),
        third_party_code=party_code,
        third_party_name=party_name,
        sides=_sides(sides or ""),
        vat=VatProposal(vat_rate, vat, due or "") if vat and vat_rate and not exempt else None,
        tax_rate=own_rate if direction else None,
        due_date_mode=DueDateMode(mode),
        payment_term=term or "",
        payment_method=method or "",
        associated=associated.get(identifier, ()),
        warning=removal_warning(number, start) or (f"Le tiers {party_name} est bloqué" if party_blocked else ""),
    )


@lru_cache(maxsize=256)
def _sides(text: str) -> Sides:
    """Read «type:allowed:side» triples; a few dozen different texts serve all the accounts."""
    triples = dict(part.split(":", 1) for part in text.split())
    read = {kind: triples.get(kind.value, "1:-").split(":") for kind in _TYPES}
    return MappingProxyType(
        {kind: (allowed == "1", None if side == "-" else Side(side)) for kind, (allowed, side) in read.items()}
    )
