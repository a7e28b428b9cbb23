"""Rows of a book of entries to check (ETBR-02, ETBR-03), saved or still in an entry grid (KM-40)."""

from collections.abc import Generator, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import YearMonth, month_label
from tuicompta.reports.heading import company_of, edition_of
from tuicompta.reports.model import Column, ColumnType, Heading, Report, Row, RowKind, Value, YearSpan
from tuicompta.reports.request import Request
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year

GAP: Final = "≠"
UNSAVED: Final = "Non enr."
_COLUMNS: Final = (
    Column("journal", "Journal", group=True),
    Column("date", "Date", ColumnType.DATE),
    Column("piece", "Pièce", preferred=12, narrowest=5),
    Column("document", "Document", preferred=12, narrowest=4),
    Column("account", "Compte", preferred=10, narrowest=6),
    Column("title", "Intitulé", preferred=24, narrowest=8, flexible=True),
    Column("label", "Libellé", preferred=32, narrowest=10, flexible=True),
    Column("debit", "Débit", ColumnType.AMOUNT, carried=True),
    Column("credit", "Crédit", ColumnType.AMOUNT, carried=True),
    Column("due_date", "Échéance", ColumnType.DATE),
    Column("status", "Statut", preferred=8, narrowest=1),
    Column("entered_by", "Saisi par", preferred=10, narrowest=3),
    Column("entered_on", "Saisi le", ColumnType.DATE),
)


class BookLine(NamedTuple):
    """One line of the book; `block` is the heading of its journal, `entry` tells the entries apart."""

    journal: str
    block: str
    month: YearMonth
    entry: object
    day: date | None
    piece: str
    document: str
    account: str
    title: str
    label: str
    debit: int
    credit: int
    due_on: date | None = None
    status: str = ""
    entered_by: str = ""
    entered_on: date | None = None


def book_columns() -> tuple[Column, ...]:
    """Return the columns of the book."""
    return _COLUMNS


def book_rows(lines: Iterable[BookLine], *, entry_totals: bool, marks_gaps: bool = True) -> Iterator[Row]:
    """Yield the lines, a rule after each entry, totals per entry on option, per journal and month, general (ETBR-03).

    Lines come sorted by journal, month and entry. `marks_gaps`: an entry that does not balance is marked; off when
    filters keep only some of its lines.
    """
    debit = credit = 0
    for (journal, block, month), group in groupby(lines, key=lambda line: (line.journal, line.block, line.month)):
        yield Row(RowKind.GROUP, caption=f"{block} – {month_label(month)}")
        block_debit = block_credit = 0
        for _, entry in groupby(group, key=lambda line: line.entry):
            sides = yield from _entry_rows(entry, journal, entry_totals=entry_totals, marks_gaps=marks_gaps)
            block_debit, block_credit = block_debit + sides[0], block_credit + sides[1]
        caption = f"Total {journal} {month_label(month)}"
        yield _total(caption, block_debit, block_credit, "month", journal)
        debit, credit = debit + block_debit, credit + block_credit
    yield _total("Total général", debit, credit, "general", kind=RowKind.TOTAL)


def draft_report(dossier: Dossier, lines: Iterable[BookLine]) -> Report:
    """Return the print of what was typed in an entry session, headed «Brouillon» (KM-40).

    Unsaved lines bear the status `UNSAVED`.
    """
    kept = list(lines)
    year = current_fiscal_year(dossier)
    heading = Heading(
        company=company_of(dossier),
        title="Brouillon",
        year=YearSpan(year.start, year.end, year.closed),
        start=None,
        end=None,
        filters=(),
        marks=(),
        edition=edition_of(dossier, Request("brouillard")),
    )
    return Report("brouillard", heading, _COLUMNS, lambda: book_rows(kept, entry_totals=False), {})


def _entry_rows(
    entry: Iterable[BookLine], journal: str, *, entry_totals: bool, marks_gaps: bool
) -> Generator[Row, None, tuple[int, int]]:
    """Yield the lines of an entry, its total or its difference, a rule; return its debit and credit."""
    debit = credit = 0
    for line in entry:
        yield Row(RowKind.DETAIL, _values(line))
        debit, credit = debit + line.debit, credit + line.credit
    if marks_gaps and debit != credit:
        yield _total(f"{GAP} écart {format_amount(abs(debit - credit))}", debit, credit, "entry", journal)
    elif entry_totals:
        yield _total("Total de l'écriture", debit, credit, "entry", journal)
    yield Row(RowKind.RULE)
    return debit, credit


def _values(line: BookLine) -> tuple[Value, ...]:
    journal, _, _, _, *values = line
    return journal, *values


def _total(caption: str, debit: int, credit: int, of: str, journal: str = "", kind: RowKind = RowKind.SUBTOTAL) -> Row:
    values = (journal, None, "", "", "", "", "", debit, credit, None, "", "", None)
    return Row(kind, values, caption, of)
