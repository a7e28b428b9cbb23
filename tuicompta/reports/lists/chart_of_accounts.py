"""Chart of accounts, `--report plan-comptable` (ETPC-01)."""

from collections.abc import Iterator, Sequence
from typing import Final

from tuicompta.core.enums import AccountType, DueDateMode, ReconciliationMode, VatBasis, VatDirection
from tuicompta.core.natures import nature_of
from tuicompta.models.database import Row as SqlRow
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.figures import account_figures, bounds_of
from tuicompta.reports.heading import company_of, criteria_of, edition_of, words_of_accounts, year_span
from tuicompta.reports.model import Column, Heading, Report, Row, RowKind
from tuicompta.reports.request import Request
from tuicompta.reports.scope import Scope, is_of_accounts, resolve_scope
from tuicompta.services.dossiers.dossier import Dossier

_ACCOUNTS: Final = """
    SELECT account.id, account.number, account.title, account.type, account.lettering, account.approximate_lettering,
           account.due_date_mode, account.reconciliation, account.vat_direction, vat_operation.label,
           account.vat_basis, account.vat_exempt, account.blocked, coalesce(control.number, '')
      FROM account LEFT JOIN account AS control ON control.id = account.control_account_id
                   LEFT JOIN vat_operation ON vat_operation.id = account.vat_operation_id
     ORDER BY account.number
"""
_COLUMNS: Final = (
    Column("account", "N° de compte", preferred=10, narrowest=6),
    Column("title", "Intitulé", preferred=40, narrowest=12, flexible=True),
    Column("type", "Type", preferred=6, narrowest=4),
    Column("nature", "Nature", preferred=24, narrowest=8, flexible=True),
    Column("lettering", "Lettrage", preferred=8, narrowest=3),
    Column("due_dates", "Échéancier", preferred=12, narrowest=3),
    Column("reconciliation", "Rapprochement", preferred=14, narrowest=3),
    Column("vat", "TVA", preferred=30, narrowest=6, flexible=True),
    Column("blocked", "Bloqué", preferred=6, narrowest=3),
    Column("control_account", "Collectif", preferred=10, narrowest=4),
)
YES: Final = "Oui"


def build(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build the list of the accounts, all of them or by whether they moved in the fiscal year."""
    scope = resolve_scope(dossier, spec, request)
    moved = account_figures(scope, bounds_of(scope, opening_apart=False))
    shown = [row for row in dossier.database.rows(_ACCOUNTS) if _is_shown(scope, row, row[0] in moved)]
    return Report(
        name=spec.name,
        heading=Heading(
            company=company_of(dossier),
            title=spec.title,
            year=year_span(scope.period),
            start=None,
            end=None,
            filters=tuple(words_of_accounts(scope)),
            marks=(),
            edition=edition_of(dossier, request),
        ),
        columns=_COLUMNS,
        parts=lambda: _rows(shown),
        criteria=criteria_of(scope),
    )


def _is_shown(scope: Scope, row: SqlRow, moved: bool) -> bool:  # noqa: FBT001 - what is known of the row
    if not is_of_accounts(scope, row[1]):
        return False
    return {"tous": True, "mouvementes": moved, "non-mouvementes": not moved}[scope.chosen("comptes")[0]]


def _rows(shown: Sequence[SqlRow]) -> Iterator[Row]:
    for row in shown:
        yield Row(RowKind.DETAIL, _values(row))
    count = len(shown)
    yield Row(RowKind.TOTAL, (), f"{count} compte{'s' if count > 1 else ''}", "count")


def _values(row: SqlRow) -> tuple[str, ...]:
    _, number, title, kind, lettering, approximate, due_dates, reconciliation, *vat, blocked, control = row
    return (
        number,
        title,
        AccountType(kind).label,
        nature_of(number).label,
        "Approché" if approximate else _yes(lettering),
        "" if due_dates == DueDateMode.NONE else DueDateMode(due_dates).label,
        "" if reconciliation == ReconciliationMode.NONE else ReconciliationMode(reconciliation).label,
        _vat(*vat),
        _yes(blocked),
        control,
    )


def _vat(direction: str | None, operation: str | None, basis: str | None, exempt: int) -> str:
    """Return direction, operation and calculation option of the VAT of an account."""
    if exempt:
        return VatDirection.EXEMPT.label
    parts = [direction and VatDirection(direction).label, operation, basis and VatBasis(basis).label]
    return ", ".join(part for part in parts if part)


def _yes(mark: int) -> str:
    return YES if mark else ""
