"""XLSX output: one sheet of true numbers and dates, texts that stay texts (ETSO-06)."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import pytest

from tests.reports.render.test_text import report as plain_report
from tuicompta.reports.model import Column, ColumnType, Report, Row, RowKind, Value
from tuicompta.reports.render import workbook
from tuicompta.reports.render.text import NOTHING
from tuicompta.reports.render.workbook import SheetTooLongError, workbook_chunks

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = (
    Column("account", "Compte", group=True),
    Column("date", "Date", ColumnType.DATE),
    Column("label", "Libellé", flexible=True),
    Column("debit", "Débit", ColumnType.AMOUNT),
    Column("balance", "Solde", ColumnType.BALANCE),
)
FIRST = 6  # under four lines of heading and the titles


def line(label: str, debit: int = 0, balance: int = 0) -> Row:
    return Row(RowKind.DETAIL, ("512000", date(2026, 3, 5), label, debit, balance))


def total(caption: str, debit: int, kind: RowKind = RowKind.TOTAL) -> Row:
    return Row(kind, ("", None, "", debit, debit), caption, "general")


def made(*rows: Row) -> Report:
    return plain_report(*rows, columns=COLUMNS)


def bytes_of(*rows: Row) -> bytes:
    return b"".join(workbook_chunks(made(*rows)))


def sheet_of(*rows: Row) -> Worksheet:
    (sheet,) = openpyxl.load_workbook(BytesIO(bytes_of(*rows))).worksheets
    return sheet


def values(sheet: Worksheet, row: int) -> list[Value]:
    return [cell.value for cell in sheet[row]]  # type: ignore[misc]


@pytest.mark.spec("ETSO-06")
def test_the_heading_stays_above_the_rows_that_are_filtered() -> None:
    sheet = sheet_of(line("a", 1), line("b", 2), total("Total", 3))
    assert sheet.title == "Essai"
    assert [sheet.cell(row, 1).value for row in range(1, 5)] == [
        "MOREL SARL · Essai",
        "Exercice du 01/01/2026 au 31/12/2026 · Période du 01/01/2026 au 31/03/2026",
        "Écritures validées · Journaux AC · Provisoire",
        "Édité le 31/03/2026 à 10:12 par ADM",
    ]
    assert values(sheet, 5) == ["Compte", "Date", "Libellé", "Débit", "Solde"]
    assert sheet.freeze_panes == f"A{FIRST}"
    assert sheet.auto_filter.ref == "A5:E7"  # the general total is never hidden nor sorted
    assert sheet.print_title_rows == "$5:$5"


@pytest.mark.spec("ETSO-06")
def test_amounts_and_dates_are_numbers_and_dates() -> None:
    sheet = sheet_of(line("a", 123_456_789, -50), line("b", -1), total("Total", 10**15 + 1))
    assert values(sheet, FIRST) == ["512000", datetime(2026, 3, 5), "a", 1_234_567.89, -0.5]  # noqa: DTZ001
    assert values(sheet, FIRST + 1)[3] == -0.01
    assert values(sheet, FIRST + 2)[3] == 10_000_000_000_000.01
    assert sheet["B6"].number_format == "dd/mm/yyyy"
    assert sheet["D6"].number_format == "#,##0.00;-#,##0.00;"
    assert sheet["D8"].number_format == "#,##0.00"


@pytest.mark.spec("ETSO-06")
def test_totals_are_bold_values() -> None:
    rows = (line("a", 1, 1), total("Total 512000", 1, RowKind.SUBTOTAL), total("Total général", 1))
    sheet = sheet_of(*rows)
    assert [bool(sheet.cell(row, 4).font.b) for row in range(FIRST, FIRST + 3)] == [False, True, True]
    assert values(sheet, FIRST + 1) == [None, None, "Total 512000", 0.01, 0.01]
    with ZipFile(BytesIO(bytes_of(*rows))) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.attack
@pytest.mark.spec("ETSO-06")
@pytest.mark.parametrize(
    "text", ["=1+1", "+33612345678", "-5", "@SUM(A1)", "{=A1}", "https://a.fr", "000123", "x" * 40_000]
)
def test_a_text_stays_a_text(text: str) -> None:
    cell = sheet_of(line(text)).cell(FIRST, 3)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text[:32_767], "s", None)


@pytest.mark.spec("ETSO-10")
def test_an_empty_report_says_so() -> None:
    sheet = sheet_of(total("Total général", 0))
    assert values(sheet, FIRST)[2] == NOTHING
    assert values(sheet, FIRST + 1) == [None, None, "Total général", 0, 0]
    assert values(sheet_of(), FIRST)[2] == NOTHING


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", FIRST)
    assert values(sheet_of(line("a"), line("b")), FIRST + 1)[2] == "b"
    with pytest.raises(SheetTooLongError, match="Cet état a 3 lignes"):
        bytes_of(line("a"), line("b"), line("c"))


@pytest.mark.spec("ETCL-07")
def test_the_same_report_gives_the_same_bytes() -> None:
    assert bytes_of(line("a", 5)) == bytes_of(line("a", 5))


@pytest.mark.spec("ETSO-06")
@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("1250", 1250, "General"),
        ("-12,50", -12.5, "#,##0.00"),
        ("-1 234,00", -1234, "#,##0.00"),
        ("–", "–", "General"),
        ("n.s.", "n.s.", "General"),
        ("=1+1", "=1+1", "General"),
    ],
)
def test_figures_already_written_are_numbers_too(text: str, value: float | str, form: str) -> None:
    columns = (Column("label", "Libellé"), Column("count", "Lignes", figures=True))
    report = plain_report(Row(RowKind.DETAIL, ("a", text)), columns=columns)
    (sheet,) = openpyxl.load_workbook(BytesIO(b"".join(workbook_chunks(report)))).worksheets
    cell = sheet.cell(FIRST, 2)
    assert (cell.value, cell.number_format, cell.alignment.horizontal) == (value, form, "right")
    assert cell.data_type == ("s" if isinstance(value, str) else "n")
