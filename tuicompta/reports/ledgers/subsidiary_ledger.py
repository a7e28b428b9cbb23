"""Ledger of the third parties, `--report grand-livre-tiers` (ETGL-07)."""

from tuicompta.core.natures import AccountNature, is_of
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.ledgers.ledger import ledger_of
from tuicompta.reports.model import Report
from tuicompta.reports.request import Request
from tuicompta.reports.scope import resolve_scope
from tuicompta.services.dossiers.dossier import Dossier


def build(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build the ledger of customers and suppliers, the other third parties on option."""
    scope = resolve_scope(dossier, spec, request)
    others = (AccountNature.OTHER_THIRD_PARTIES,) if scope.marked("autres-tiers") else ()
    natures = (AccountNature.SUPPLIERS, AccountNature.CUSTOMERS, *others)
    accounts = {number: account for number, account in scope.accounts.items() if is_of(account.number, *natures)}
    return ledger_of(scope._replace(accounts=accounts), by_control=True)
