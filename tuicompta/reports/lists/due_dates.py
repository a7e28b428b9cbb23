"""List of the due dates, `--report echeancier` (ETEC)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import Enum
from itertools import groupby
from operator import sub
from typing import Final, NamedTuple

from tuicompta.core.dates import format_date, iso, month_label, parse_iso
from tuicompta.core.enums import LineType, Side
from tuicompta.models.database import Row as SqlRow
from tuicompta.reports.balances.totals import sums
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.heading import company_of, criteria_of, edition_of, marks, words_of_accounts
from tuicompta.reports.lines import left_out_statuses
from tuicompta.reports.model import Column, ColumnType, Heading, Report, Row, RowKind, Value
from tuicompta.reports.periods import PeriodReversedError
from tuicompta.reports.request import Request
from tuicompta.reports.scope import Scope, resolve_scope
from tuicompta.services.dossiers.dossier import Dossier

_DUES = """
    SELECT due_on, due_date.account_id, journal.code, line.piece_number, coalesce(line.piece_date, entry.piece_date),
           line.label, line.line_type, due_date.amount, due_date.matched, coalesce(payment_method.code, ''),
           coalesce(payment_method.label, ''), coalesce(bank.code, ''), entry.status, due_date.side
      FROM due_date JOIN entry_line AS line ON line.id = due_date.entry_line_id JOIN entry ON entry.id = line.entry_id
      JOIN journal ON journal.id = entry.journal_id
      LEFT JOIN payment_method ON payment_method.id = coalesce(due_date.payment_method_id, line.payment_method_id)
      LEFT JOIN bank ON bank.id = due_date.bank_id
     WHERE line.line_type IN ('invoice', 'credit_note') AND status <> ?1 AND status <> ?2
       AND due_on BETWEEN ?3 AND ?4 AND entry.journal_id IN (SELECT value FROM json_each(?5))
     ORDER BY due_on, due_date.id
"""
_COLUMNS: Final = (
    Column("due_date", "Échéance", ColumnType.DATE),
    Column("account", "Compte", preferred=10, narrowest=6),
    Column("title", "Intitulé", preferred=24, narrowest=8, flexible=True),
    Column("journal", "Journal", preferred=7, narrowest=3),
    Column("piece", "Pièce", preferred=10, narrowest=5),
    Column("piece_date", "Date de pièce", ColumnType.DATE),
    Column("label", "Libellé", preferred=24, narrowest=8, flexible=True),
    Column("amount", "Montant", ColumnType.AMOUNT),
    Column("paid", "Réglé", ColumnType.AMOUNT),
    Column("balance", "Reste dû", ColumnType.AMOUNT),
    Column("payment_method", "Moyen de paiement", preferred=9, narrowest=5),
    Column("days_late", "Retard", preferred=6, narrowest=4, figures=True),
)
_BEFORE_AMOUNTS = 7
_TYPES: Final = {"facture": LineType.INVOICE, "avoir": LineType.CREDIT_NOTE}
_WORDS: Final = {
    "non-reglees": "Échéances non réglées",
    "reglees": "Échéances réglées",
    "echues": "Échues",
    "a-echoir": "À échoir",
    "facture": "Factures",
    "avoir": "Avoirs",
}


class _Sense(Enum):
    """Money to receive and money to pay, which are never added up; the value is what their totals are of in JSON."""

    RECEIVABLE = "receivable"
    PAYABLE = "payable"

    @property
    def words(self) -> str:
        """How totals name it."""
        return "à encaisser" if self is _Sense.RECEIVABLE else "à payer"


class _Due(NamedTuple):
    """A due date; amounts in cents, those of a credit note negative (ECHI-15)."""

    day: date
    account: str
    title: str
    journal: str
    piece: str
    piece_date: date
    label: str
    kind: LineType
    amount: int
    paid: int
    method: str
    method_label: str
    bank: str
    status: str
    side: Side

    @property
    def sense(self) -> "_Sense":
        """Whether it is money to receive or to pay; a credit note takes some off that of its invoices."""
        receivable = (self.side == Side.DEBIT) is (self.kind == LineType.INVOICE)
        return _Sense.RECEIVABLE if receivable else _Sense.PAYABLE

    @property
    def balance(self) -> int:
        """What is left to pay."""
        return self.amount - self.paid


class _Order(NamedTuple):
    """A way of sorting: the key, and what a subtotal is of and called."""

    key: Callable[[_Due], tuple[object, ...]]
    block: Callable[[_Due], tuple[str, str]]
    of: str


_BY_DAY: Final[Mapping[str, Callable[[_Due], str]]] = {
    "jour": lambda due: format_date(due.day),
    "semaine": lambda due: f"semaine du {format_date(due.day - timedelta(days=due.day.weekday()))}",
    "mois": lambda due: month_label(due.day),
}


def build(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build the due dates of a range of days, whatever the fiscal years, those left to pay unless asked otherwise."""
    start, end = request.start or date.min, request.end or date.max
    if start > end:
        raise PeriodReversedError(start=format_date(start), end=format_date(end))
    scope = resolve_scope(dossier, spec, request._replace(start=None, end=None))
    edition = edition_of(dossier, request)
    dues = [due for due in _dues(scope, start, end) if _is_kept(scope, due, edition.day)]
    statuses = {due.status for due in dues}
    return Report(
        name=spec.name,
        heading=Heading(
            company=company_of(dossier),
            title=spec.title,
            year=None,
            start=request.start,
            end=request.end,
            filters=tuple(_words(scope, request)),
            marks=marks(provisional=bool(statuses & {"N", "S"}), simulated="S" in statuses, closed=False),
            edition=edition,
        ),
        columns=_COLUMNS,
        parts=lambda: _rows(_order(scope, request.sort or spec.sorts[0]), dues, edition.day),
        criteria={
            **criteria_of(scope),
            "from": request.start and iso(request.start),
            "to": request.end and iso(request.end),
            "sort": request.sort or spec.sorts[0],
        },
    )


def _dues(scope: Scope, start: date, end: date) -> Iterator[_Due]:
    parameters = (*left_out_statuses(scope), iso(start), iso(end), scope.journal_list)
    rows = scope.database.stream(_DUES, parameters)
    return (_due(scope, row) for row in rows if row[1] in scope.accounts)


def _due(scope: Scope, row: SqlRow) -> _Due:
    day, account, journal, piece, piece_date, label, kind, amount, paid, *rest = row
    known = scope.accounts[account]
    sign = -1 if kind == LineType.CREDIT_NOTE else 1
    names = (known.number, known.title, journal, piece, parse_iso(piece_date), label, LineType(kind))
    return _Due(parse_iso(day), *names, sign * amount, sign * paid, *rest)


def _is_kept(scope: Scope, due: _Due, today: date) -> bool:
    """Tell whether a due date passes the filters of the report (ETEC-02)."""
    (settled,), (term,) = scope.chosen("reglement"), scope.chosen("terme")
    late = due.day < today and due.balance != 0
    tests = (
        settled == "toutes" or (settled == "reglees") is (due.balance == 0),
        term == "toutes" or (late if term == "echues" else due.day >= today),
        not scope.chosen("type") or due.kind in {_TYPES[word] for word in scope.chosen("type")},
        not scope.chosen("moyen") or due.method in scope.chosen("moyen"),
        not scope.chosen("banque") or due.bank in scope.chosen("banque"),
    )
    return all(tests)


def _words(scope: Scope, request: Request) -> Iterator[str]:
    if request.start:
        yield f"Échéances depuis le {format_date(request.start)}"
    if request.end:
        yield f"Échéances jusqu'au {format_date(request.end)}"
    yield from (_WORDS[word] for key in ("reglement", "terme", "type") for word in scope.chosen(key) if word in _WORDS)
    yield from (f"Moyen {code}" for code in scope.chosen("moyen"))
    yield from (f"Banque {code}" for code in scope.chosen("banque"))
    yield from words_of_accounts(scope)


def _order(scope: Scope, sort: str) -> _Order:
    """Return how the due dates are sorted and what they are added up by (ETEC-03)."""
    if sort == "compte":
        return _Order(
            lambda due: (due.account, due.day), lambda due: (due.account, f"{due.account} {due.title}"), "account"
        )
    if sort == "moyen":
        return _Order(
            lambda due: (due.method, due.day), lambda due: (due.method, due.method_label or "sans moyen"), "method"
        )
    named = _BY_DAY[scope.chosen("sous-total")[0]]
    return _Order(lambda due: (due.day,), lambda due: ("", named(due)), scope.chosen("sous-total")[0])


def _rows(order: _Order, dues: Sequence[_Due], today: date) -> Iterator[Row]:
    """Yield the due dates by block with what each is to receive and to pay, then the totals (ETEC-03)."""
    for (_, name), group in groupby(sorted(dues, key=order.key), key=order.block):
        members = list(group)
        for due in members:
            yield Row(RowKind.DETAIL, _cells(due, today))
        for sense, own in _by_sense(members).items():
            yield Row(RowKind.SUBTOTAL, _totals(own), f"Total {name}, {sense.words}", order.of)
    yield from _general_rows(dues)


def _general_rows(dues: Sequence[_Due]) -> Iterator[Row]:
    """Yield what is to receive, what is to pay, and the net when there is some of each."""
    senses = _by_sense(dues)
    if len(senses) < len(_Sense):
        words = "".join(f" {sense.words}" for sense in senses) or " général"
        yield Row(RowKind.TOTAL, _totals(dues), f"Total{words}", "general")
        return
    for sense, own in senses.items():
        yield Row(RowKind.TOTAL, _totals(own), f"Total {sense.words}", sense.value)
    net = _totals(senses[_Sense.RECEIVABLE], senses[_Sense.PAYABLE])
    yield Row(RowKind.TOTAL, net, "Net (à encaisser − à payer)", "general")


def _by_sense(dues: Sequence[_Due]) -> dict[_Sense, list[_Due]]:
    """Return the due dates of each sense that has some, to receive first."""
    found = {sense: [due for due in dues if due.sense is sense] for sense in _Sense}
    return {sense: own for sense, own in found.items() if own}


def _cells(due: _Due, today: date) -> tuple[Value, ...]:
    late = (today - due.day).days if due.balance and due.day < today else 0
    names = (due.day, due.account, due.title, due.journal, due.piece, due.piece_date, due.label)
    return (*names, due.amount, due.paid, due.balance, due.method, str(late or ""))


def _totals(dues: Sequence[_Due], less: Sequence[_Due] = ()) -> tuple[Value, ...]:
    """Return the figures of due dates, `less` taken off them."""
    added, taken = (sums([(due.amount, due.paid, due.balance) for due in some], 3) for some in (dues, less))
    blanks = [None if column.type is ColumnType.DATE else "" for column in _COLUMNS[:_BEFORE_AMOUNTS]]
    return (*blanks, *map(sub, added, taken), "", "")
