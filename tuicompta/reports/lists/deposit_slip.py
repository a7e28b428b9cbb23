"""Remittance slips of cheques, `--report remise-cheques` (ETCH-03)."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from tuicompta.core.bank_details import grouped
from tuicompta.core.dates import format_date, iso
from tuicompta.core.practical.cash import ChequeDeposit, ReceivedCheque
from tuicompta.reports.catalogue import ReportSpec, find_report
from tuicompta.reports.heading import company_of, criteria_of, edition_of, year_span
from tuicompta.reports.model import Column, ColumnType, Heading, Report, Row, RowKind, Value, YearSpan
from tuicompta.reports.request import Request
from tuicompta.reports.scope import is_of_accounts, resolve_scope
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year, fiscal_year_of
from tuicompta.services.practical.deposits import deposits_between

NAME: Final = "remise-cheques"
_BANK: Final = """
    SELECT account.title, coalesce(bank.name, ''), coalesce(bank.iban, '')
      FROM account LEFT JOIN bank ON bank.account_id = account.id WHERE account.number = ?
"""
_COLUMNS: Final = (
    Column("deposit", "Remise", group=True),
    Column("rank", "N°", preferred=4, narrowest=2),
    Column("drawer", "Tireur", preferred=34, narrowest=10, flexible=True),
    Column("bank", "Banque du tireur", preferred=24, narrowest=6, flexible=True),
    Column("number", "N° du chèque", preferred=14, narrowest=6),
    Column("amount", "Montant", ColumnType.AMOUNT, carried=True),
)


class _Slip(NamedTuple):
    """A deposit, and what is printed above its cheques."""

    caption: str
    credited: str
    cheques: tuple[ReceivedCheque, ...]


def build(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build the slips of the deposits of a period, those of some banks when accounts are given."""
    scope = resolve_scope(dossier, spec, request)
    period = scope.period
    found = [
        _slip_of(dossier, deposit)
        for deposit in deposits_between(dossier.database, iso(period.start), iso(period.end))
        if is_of_accounts(scope, deposit.bank)
    ]
    heading = Heading(
        company=company_of(dossier),
        title=spec.title,
        year=year_span(period),
        start=period.start,
        end=period.end,
        filters=(),
        marks=(),
        edition=edition_of(dossier, request),
    )
    return Report(spec.name, heading, _COLUMNS, lambda: _rows(found), criteria_of(scope))


def slip_report(dossier: Dossier, deposit: ChequeDeposit) -> Report:
    """Return the slip of one deposit, saved or still in its form (SPT-10)."""
    year = fiscal_year_of(dossier.database, deposit.day) or current_fiscal_year(dossier)
    heading = Heading(
        company=company_of(dossier),
        title=find_report(NAME).title,
        year=YearSpan(year.start, year.end, year.closed),
        start=deposit.day,
        end=deposit.day,
        filters=(),
        marks=(),
        edition=edition_of(dossier, Request(NAME)),
    )
    slip = _slip_of(dossier, deposit)
    return Report(NAME, heading, _COLUMNS, lambda: _rows([slip]), {})


def _slip_of(dossier: Dossier, deposit: ChequeDeposit) -> _Slip:
    title, bank, iban = dossier.database.row(_BANK, (deposit.bank,)) or ("", "", "")
    piece = f", pièce {deposit.piece}" if deposit.piece else ""
    caption = f"Remise du {format_date(deposit.day)} à {bank or title}{piece}"
    credited = f"Compte à créditer : {grouped(iban) if iban else f'{deposit.bank} {title}'}"
    return _Slip(caption, credited, deposit.cheques)


def _rows(slips: Iterable[_Slip]) -> Iterator[Row]:
    """Yield each slip: its bank, the account to credit, the cheques, their number and total; then the whole."""
    shown = list(slips)
    for slip in shown:
        yield Row(RowKind.GROUP, caption=slip.caption)
        yield Row(RowKind.GROUP, caption=slip.credited, of="note")
        for rank, cheque in enumerate(slip.cheques, start=1):
            yield Row(RowKind.DETAIL, _values(slip, cheque, str(rank)))
        yield _total(RowKind.SUBTOTAL, [slip], "deposit")
    if len(shown) > 1:
        yield _total(RowKind.TOTAL, shown, "general")


def _values(slip: _Slip, cheque: ReceivedCheque, rank: str) -> tuple[Value, ...]:
    return slip.caption, rank, cheque.drawer, cheque.bank, cheque.number, cheque.amount


def _total(kind: RowKind, slips: Iterable[_Slip], of: str) -> Row:
    cheques = [cheque for slip in slips for cheque in slip.cheques]
    count = len(cheques)
    caption = f"{count} chèque{'s' if count > 1 else ''}"
    return Row(kind, ("", "", "", "", "", sum(cheque.amount for cheque in cheques)), caption, of)
