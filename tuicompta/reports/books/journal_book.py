"""Rows of the journals, journal by journal and month by month, or all in one book (ETJO-02 to ETJO-05)."""

from collections.abc import Generator, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Final

from tuicompta.core.dates import MONTHS, format_date
from tuicompta.core.fiscal_years import Span
from tuicompta.models.database import Row as SqlRow
from tuicompta.reports.books.journal_lines import JournalLines
from tuicompta.reports.column_set import ColumnSet
from tuicompta.reports.lines import STATUS_MARKS, Days
from tuicompta.reports.model import Column, ColumnType, Details, Part, Row, RowKind
from tuicompta.reports.scope import ReportJournal, Scope

TOGETHER: Final = "livre-journal"
_BLOCK = "bloc"
_COLUMNS: Final = (
    (Column("journal", "Journal", preferred=7, narrowest=3, group=True), _BLOCK),
    (Column("description", "Description", group=True), _BLOCK),
    (Column("journal", "Journal", preferred=7, narrowest=3), TOGETHER),
    (Column("date", "Date", ColumnType.DATE), ""),
    (Column("piece", "Pièce", preferred=12, narrowest=5), ""),
    (Column("document", "Document", preferred=12, narrowest=5), "document"),
    (Column("account", "Compte", preferred=10, narrowest=6), ""),
    (Column("title", "Intitulé du compte", preferred=28, narrowest=8, flexible=True), ""),
    (Column("label", "Libellé", preferred=36, narrowest=10, flexible=True), ""),
    (Column("due_date", "Échéance", ColumnType.DATE), "echeance"),
    (Column("lettering", "Lettrage", preferred=8, narrowest=3), "lettrage"),
    (Column("definitive_number", "N° définitif", preferred=9, narrowest=4), "definitif"),
    (Column("status", "Statut", preferred=6, narrowest=1), "statut"),
    (Column("debit", "Débit", ColumnType.AMOUNT, carried=True), ""),
    (Column("credit", "Crédit", ColumnType.AMOUNT, carried=True), ""),
)
_LINES_IN_A_BATCH = 500

Sides = tuple[int, int]
_Rows = Generator[Part, None, Sides]


class JournalBook:
    """One reading of the rows of a scope: journal by journal, or all together in the order of validation."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.order = scope.request.sort or scope.spec.sorts[0]
        self._together = scope.marked(TOGETHER)
        self.columns = ColumnSet(_COLUMNS, self._is_on)
        self._source = JournalLines(scope, self.order, scope.marked("echeance"))
        self._journals = {journal.id: journal for journal in scope.journals}
        self._days = Days()
        self._break = scope.chosen("saut")[0]
        self._begun = False

    def parts(self) -> Iterator[Part]:
        """Yield the rows with their totals."""
        general = (0, 0)
        if self._together:
            general = yield from self._lines(self._source.by_validation())
        else:
            for journal in self._scope.journals:
                general = _sum(general, (yield from self._journal(journal)))
        yield self._total("Total général", general, "general", RowKind.TOTAL)

    def _is_on(self, key: str) -> bool:
        return not self._together if key == _BLOCK else self._scope.marked(key)

    def _journal(self, journal: ReportJournal) -> _Rows:
        """Yield the months of a journal that have lines, then its total; return it."""
        total = (0, 0)
        cumulated = self._before(journal)
        started = False
        for period, _, end in self._source.periods():
            lines = self._source.of_month(journal.id, period)
            first = next(lines, None)
            if first is None:
                continue
            yield from self._opening(journal, started=started)
            started = True
            month = yield from self._lines(chain([first], lines))
            total, cumulated = _sum(total, month), _sum(cumulated, month)
            last = min(end, self._scope.period.end)
            yield self._total(f"Total du mois {_of_month(end)}", month, "month", journal=journal)
            yield self._total(f"Cumul au {format_date(last)}", cumulated, "cumulated", journal=journal)
        if started:
            yield self._total(f"Total du journal {journal.code}", total, "journal", journal=journal)
        return total

    def _before(self, journal: ReportJournal) -> Sides:
        """Return what comes before the period in the fiscal year."""
        period = self._scope.period
        if period.from_first_day:
            return 0, 0
        return self._source.before(journal.id, Span(period.first_day, period.start - timedelta(days=1)))

    def _opening(self, journal: ReportJournal, *, started: bool) -> Iterator[Row]:
        """Yield the heading of a block, on a new page when it is not the first."""
        monthly = self._break == "mois"
        if self._begun and (monthly or (self._break == "journal" and not started)):
            yield Row(RowKind.PAGE)
        if monthly or not started:
            yield Row(RowKind.GROUP, caption=f"{journal.code} – {journal.description}")
        self._begun = True

    def _lines(self, lines: Iterator[SqlRow]) -> _Rows:
        """Yield lines, with a total per entry when asked; return their debit and credit."""
        total = (0, 0)
        if self._scope.request.entry_totals:
            for _, group in groupby(lines, key=itemgetter(0)):
                details, sides = self._details(list(group))
                yield details
                yield self._total("Total de l'écriture", sides, "entry")
                total = _sum(total, sides)
            return total
        while batch := list(islice(lines, _LINES_IN_A_BATCH)):
            details, sides = self._details(batch)
            yield details
            total = _sum(total, sides)
        return total

    def _details(self, lines: Sequence[SqlRow]) -> tuple[Details, Sides]:
        columns = list(zip(*lines, strict=True))
        _, accounts, journals, days, pieces, documents, labels, dues, letters, numbers, statuses, _, _ = columns[:-2]
        debit, credit = columns[-2:]
        shown = [self._scope.accounts[account] for account in accounts]
        codes = [self._journals[journal].code for journal in journals]
        values = (
            codes,
            [self._journals[journal].description for journal in journals],
            codes,
            list(map(self._days.__getitem__, days)),
            *(pieces, documents),
            [account.number for account in shown],
            [account.title for account in shown],
            labels,
            list(map(self._days.__getitem__, dues)),
            letters,
            list(map(str, numbers)),
            list(map(STATUS_MARKS.__getitem__, statuses)),
            *(debit, credit),
        )
        return Details(self.columns.pick(values)), (sum(debit), sum(credit))

    def _total(
        self,
        caption: str,
        sides: Sides,
        of: str,
        kind: RowKind = RowKind.SUBTOTAL,
        journal: ReportJournal | None = None,
    ) -> Row:
        names = {"journal": journal.code, "description": journal.description} if journal else {}
        return Row(kind, self.columns.row(**names, debit=sides[0], credit=sides[1]), caption, of)


def _sum(left: Sides, right: Sides) -> Sides:
    return left[0] + right[0], left[1] + right[1]


def _of_month(day: date) -> str:
    """Return «de mars 2026», «d'avril 2026»."""
    name = MONTHS[day.month - 1]
    elided = name[0] in "ao"
    return f"d'{name} {day.year}" if elided else f"de {name} {day.year}"
