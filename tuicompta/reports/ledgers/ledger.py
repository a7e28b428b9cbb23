"""General ledger, `--report grand-livre` (ETGL)."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import accumulate, chain, groupby
from operator import sub
from types import MappingProxyType

from tuicompta.core.dates import format_date, month_end, month_label, parse_iso
from tuicompta.models.database import Row as SqlRow
from tuicompta.reports.balances.totals import RootTotal, RootTotals, root_caption, sums
from tuicompta.reports.catalogue import ReportSpec
from tuicompta.reports.column_set import ColumnSet
from tuicompta.reports.figures import account_figures, bounds_of
from tuicompta.reports.heading import criteria_of, heading_of
from tuicompta.reports.ledgers.ledger_blocks import LedgerBlock, ledger_blocks
from tuicompta.reports.ledgers.ledger_columns import ledger_columns
from tuicompta.reports.ledgers.ledger_lines import LedgerLines
from tuicompta.reports.lines import Days
from tuicompta.reports.lists.entry_table import EntryTable
from tuicompta.reports.model import OPENING, Details, Figures, Part, Report, Row, RowKind
from tuicompta.reports.request import Request
from tuicompta.reports.scope import Scope, resolve_scope
from tuicompta.services.dossiers.dossier import Dossier

_WIDTH = 4  # debit and credit of the period, then cumulated
Names = Mapping[str, str]
_NO_NAMES: Names = MappingProxyType({})
_OPEN_BALANCE = "Solde des seules lignes imprimées"


def build(dossier: Dossier, spec: ReportSpec, request: Request) -> Report:
    """Build the ledger of the accounts and period asked for."""
    return ledger_of(resolve_scope(dossier, spec, request), by_control=False)


def ledger_of(scope: Scope, *, by_control: bool) -> Report:
    """Build the ledger of a scope, its accounts grouped by collective account or not (ETGL-07)."""
    figures = account_figures(scope, bounds_of(scope, opening_apart=False))
    columns = ledger_columns(scope, with_control=by_control)
    blocks = ledger_blocks(scope, figures)
    extra = [] if scope.every_line else [_OPEN_BALANCE]
    return Report(
        name=scope.spec.name,
        heading=heading_of(scope, figures.values(), extra),
        columns=columns.columns,
        parts=lambda: _Ledger(scope, columns, blocks, by_control=by_control).parts(),
        criteria={**criteria_of(scope), "group": scope.request.group},
    )


class _Ledger:
    """One reading of the rows of a ledger."""

    def __init__(self, scope: Scope, columns: ColumnSet, blocks: Sequence[LedgerBlock], *, by_control: bool) -> None:
        self._scope = scope
        self._columns = columns
        self._by_control = by_control
        self._blocks = sorted(blocks, key=_control) if by_control else blocks
        self._source = LedgerLines(scope, EntryTable(scope))
        self._days = Days()
        self._later = not scope.period.from_first_day
        self._paged = "compte" in scope.chosen("saut")

    def parts(self) -> Iterator[Part]:
        """Yield the blocks with their totals, the subtotals by root, the general total (ETGL-04)."""
        lengths = [int(length) for length in self._scope.chosen("racines") if length != "0"]
        titles = self._scope.root_titles
        totals = RootTotals(lengths, titles if self._scope.marked("comptes-racines") else (), _WIDTH)
        printed: list[Figures] = []
        for _, section in groupby(self._blocks, key=self._section):
            first = len(printed)
            for block in section:
                for closed in totals.move_to(block.number):
                    yield from self._root_total(closed)
                if self._paged and printed:
                    yield Row(RowKind.PAGE)
                own = yield from self._block(block)
                totals.add(own)
                printed.append(own)
            if self._by_control:
                yield from self._control_total(block, sums(printed[first:], _WIDTH))
        for closed in totals.close():
            yield from self._root_total(closed)
        yield from self._totals("Total général", sums(printed, _WIDTH), "general", RowKind.TOTAL)

    def _section(self, block: LedgerBlock) -> str:
        """Return what keeps blocks together: their collective account, or nothing."""
        return (block.control or block.number) if self._by_control else ""

    def _block(self, block: LedgerBlock) -> Generator[Part, None, Figures]:
        """Yield the rows of a block and return its figures."""
        yield Row(RowKind.GROUP, caption=block.caption)
        own = block.figures
        if self._later:
            yield self._opening(block)
        debit, credit = yield from self._by_month(block) if block.by_month else self._lines(block)
        figures = (debit, credit, own.opening_debit + debit, own.opening_credit + credit)
        yield from self._totals(f"Total {block.number}", figures, "account", names=_of_block(block))
        return figures

    def _opening(self, block: LedgerBlock) -> Row:
        """Return the row «Solde au …» of what comes before the period (ETGL-03)."""
        figures = block.figures
        values = self._columns.row(
            **_of_block(block), debit=figures.opening_debit, credit=figures.opening_credit, balance=figures.opening
        )
        before = self._scope.period.start - timedelta(days=1)
        return Row(RowKind.SUBTOTAL, values, f"Solde au {format_date(before)}", OPENING)

    def _lines(self, block: LedgerBlock) -> Generator[Part, None, tuple[int, int]]:
        """Yield the lines of an account with the running balance; return their debit and credit."""
        debit = credit = 0
        opening = block.figures.opening
        if self._scope.request.group == "lettering":
            return (yield from self._groups(block))
        for batch in self._source.batches(block.accounts[0]):
            details, more_debit, more_credit = self._details(block, batch, opening + debit - credit)
            yield details
            debit, credit = debit + more_debit, credit + more_credit
        return debit, credit

    def _groups(self, block: LedgerBlock) -> Generator[Part, None, tuple[int, int]]:
        """Yield the lines of an account by lettering code, with a subtotal per code (ETGL-06)."""
        debit = credit = 0
        opening = block.figures.opening
        for code, lines in self._source.groups(block.accounts[0]):
            details, more_debit, more_credit = self._details(block, lines, opening + debit - credit)
            yield details
            debit, credit = debit + more_debit, credit + more_credit
            if code:
                values = self._columns.row(**_of_block(block), lettering=code, debit=more_debit, credit=more_credit)
                yield Row(RowKind.SUBTOTAL, values, f"Lettrage {code}", "lettering")
        return debit, credit

    def _details(self, block: LedgerBlock, lines: Sequence[SqlRow], balance: int) -> tuple[Details, int, int]:
        """Return lines with the balance that runs from `balance`, their debit and their credit."""
        entries, days, pieces, documents, labels, dues, others, letters, _, debit, credit = zip(*lines, strict=True)
        names = (block.control, block.number, block.title, block.third_party)
        columns = (
            *([name] * len(lines) for name in names),
            list(map(self._days.__getitem__, days)),
            self._source.entries.journals(entries),
            *(pieces, documents, labels),
            list(map(self._days.__getitem__, dues)),
            *(others, letters, debit, credit),
            list(accumulate(map(sub, debit, credit), initial=balance))[1:],
            self._source.entries.marks(entries),
        )
        return Details(self._columns.pick(columns)), sum(debit), sum(credit)

    def _by_month(self, block: LedgerBlock) -> Generator[Part, None, tuple[int, int]]:
        """Yield one row per month and journal (ETGL-05); return debit and credit."""
        debit = credit = 0
        for (month, journal), (more_debit, more_credit) in sorted(self._months(block).items()):
            debit, credit = debit + more_debit, credit + more_credit
            day = parse_iso(f"{month}-01")
            values = self._columns.row(
                **_of_block(block),
                date=min(month_end(day), self._scope.period.end),
                journal=journal,
                label=f"Total {month_label(day)}",
                debit=more_debit,
                credit=more_credit,
                balance=block.figures.opening + debit - credit,
            )
            yield Row(RowKind.DETAIL, values)
        return debit, credit

    def _months(self, block: LedgerBlock) -> dict[tuple[str, str], Figures]:
        """Return debit and credit by month and journal."""
        months: dict[tuple[str, str], Figures] = {}
        batches = chain.from_iterable(self._source.batches(account) for account in block.accounts)
        for batch in batches:
            journals = self._source.entries.journals([line[0] for line in batch])
            for line, journal in zip(batch, journals, strict=True):
                key = line[1][: len("2026-01")], journal
                debit, credit = months.get(key, (0, 0))
                months[key] = debit + line[9], credit + line[10]
        return months

    def _control_total(self, block: LedgerBlock, figures: Figures) -> Iterator[Row]:
        number, title = (block.control, block.control_title) if block.control else (block.number, block.title)
        names = {"control_account": number, "account": "", "title": title}
        yield from self._totals(f"Total collectif {number} {title}", figures, "control_account", names=names)

    def _root_total(self, closed: RootTotal) -> Iterator[Row]:
        caption = root_caption(closed.root, self._scope.root_titles)
        yield from self._totals(caption, closed.figures, "root", names={"account": closed.root})

    def _totals(
        self,
        caption: str,
        figures: Figures,
        of: str,
        kind: RowKind = RowKind.SUBTOTAL,
        names: Names = _NO_NAMES,
    ) -> Iterator[Row]:
        """Yield the total of the period, then the cumulated one when something came before."""
        debit, credit, all_debit, all_credit = figures
        balance = all_debit - all_credit
        values = self._columns.row(**names, debit=debit, credit=credit, balance=balance)
        yield Row(kind, values, caption, of)
        if self._later:
            values = self._columns.row(**names, debit=all_debit, credit=all_credit, balance=balance)
            end = format_date(self._scope.period.end)
            yield Row(kind, values, caption.replace("Total", "Cumul", 1) + f" au {end}", f"{of}_cumulated")


def _of_block(block: LedgerBlock) -> Names:
    return {
        "control_account": block.control,
        "account": block.number,
        "title": block.title,
        "third_party": block.third_party,
    }


def _control(block: LedgerBlock) -> tuple[str, str]:
    return block.control or block.number, block.number
