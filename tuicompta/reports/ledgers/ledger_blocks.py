"""Blocks of a ledger: one per account, or one for the accounts of a centralised root (ETGL-05, ETFI-06)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tuicompta.reports.balances.balance_rows import CENTRALISED, shown_accounts
from tuicompta.reports.figures import AccountFigures
from tuicompta.reports.scope import ReportAccount, Scope

_DETAILS = """
    SELECT account.id, account.centralised, coalesce(control.number, ''), coalesce(control.title, ''),
           coalesce(third_party.name, '')
      FROM account LEFT JOIN account AS control ON control.id = account.control_account_id
                   LEFT JOIN third_party ON third_party.account_id = account.id AND third_party.main = 1
"""
_NOTHING = AccountFigures()


class LedgerBlock(NamedTuple):
    """One block: an account with its third party and collective account, or a root; `by_month` when centralised."""

    number: str
    title: str
    third_party: str
    accounts: tuple[int, ...]
    by_month: bool
    control: str
    control_title: str
    figures: AccountFigures

    @property
    def caption(self) -> str:
        """Heading of the block."""
        third_party = f" – Tiers {self.third_party}" if self.third_party not in {"", self.title} else ""
        return f"{self.number} – {self.title}{third_party}"


def ledger_blocks(scope: Scope, figures: Mapping[int, AccountFigures]) -> list[LedgerBlock]:
    """Return the blocks to print, sorted by number."""
    details = {row[0]: row[1:] for row in scope.database.rows(_DETAILS)}
    roots = dict(CENTRALISED[nature] for nature in scope.chosen("centraliser"))
    blocks = []
    members: dict[str, list[ReportAccount]] = {root: [] for root in roots}
    for account in shown_accounts(scope, figures):
        root = account.number[:2]
        if root in roots:
            members[root].append(account)
        else:
            centralised, control, control_title, third_party = details[account.id]
            own = figures.get(account.id, _NOTHING)
            block = (account.number, account.title, third_party, (account.id,), bool(centralised))
            blocks.append(LedgerBlock(*block, control, control_title, own))
    blocks += [_root_block(root, roots[root], accounts, figures) for root, accounts in members.items() if accounts]
    return sorted(blocks)


def _root_block(
    root: str, title: str, accounts: Sequence[ReportAccount], figures: Mapping[int, AccountFigures]
) -> LedgerBlock:
    ids = tuple(account.id for account in accounts)
    own = _sum(figures.get(account, _NOTHING) for account in ids)
    return LedgerBlock(root, title, "", ids, by_month=True, control="", control_title="", figures=own)


def _sum(figures: Iterable[AccountFigures]) -> AccountFigures:
    opening_debit, opening_credit, debit, credit = map(sum, zip(*(each[:4] for each in figures), strict=True))
    return AccountFigures(opening_debit, opening_credit, debit, credit)
