"""The PDF of a report, read back with another program: pages, running totals, fonts, bookmarks (ETSO-07)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from tests.reports.pdf_reader import Page, pages_of, pdf_of, read_pages
from tests.reports.render.test_text import detail
from tests.reports.render.test_text import report as plain_report
from tuicompta.core.amounts import parse_amount
from tuicompta.reports.model import Column, ColumnType, Company, Report, Row, RowKind, Value
from tuicompta.reports.render.pdf import parts
from tuicompta.reports.render.pdf.document import PdfReport
from tuicompta.reports.render.pdf.sheet import A4, PageTooNarrowError
from tuicompta.reports.render.text import NOTHING

if TYPE_CHECKING:
    from pathlib import Path

LEDGER = (
    Column("account", "Compte", group=True),
    Column("date", "Date", ColumnType.DATE),
    Column("label", "Libellé", preferred=30, narrowest=10, flexible=True),
    Column("debit", "Débit", ColumnType.AMOUNT, carried=True),
    Column("credit", "Crédit", ColumnType.AMOUNT, carried=True),
    Column("balance", "Solde", ColumnType.BALANCE, carried=True),
)
DAY = date(2026, 3, 31)


def line_of(*values: Value) -> Row:
    return Row(RowKind.DETAIL, values)


def ledger(*sizes: int) -> Report:
    """A ledger whose accounts have so many lines, of amounts that all differ."""
    rows, number, total = [], 0, 0
    for account, size in enumerate(sizes):
        rows.append(Row(RowKind.GROUP, caption=f"40{account} – Société n° {account}"))
        debit = credit = 0
        for line in range(size):
            number += 1
            moved = (number * 7_919_337) % 1_000_003_00
            debit, credit = (debit + moved, credit) if line % 3 else (debit, credit + moved)
            amounts = (moved, 0) if line % 3 else (0, moved)
            rows.append(line_of(f"40{account}", DAY, f"Écriture {number}", *amounts, debit - credit))
        total += debit - credit
        figures = (None, "", debit, credit, debit - credit)
        rows.append(Row(RowKind.SUBTOTAL, (f"40{account}", *figures), f"Total 40{account}", "account"))
    rows.append(Row(RowKind.TOTAL, ("", None, "", None, None, total), "Total général", "general"))
    return plain_report(*rows, columns=LEDGER)


def opened(data: bytes) -> PDFDocument:
    return PDFDocument(PDFParser(BytesIO(data)))


def fonts_of(data: bytes) -> dict[str, Any]:
    """The fonts of the pages, by name; each page names the same ones."""
    found: dict[str, Any] = {}
    for page in PDFPage.create_pages(opened(data)):
        for reference in resolve1(page.resources["Font"]).values():
            font = resolve1(reference)
            found[font["BaseFont"].name] = font
    return found


def figures(page: Page, beginning: str) -> list[str]:
    return [cell.text for line in page.lines(beginning) for cell in line.cells]


@pytest.mark.spec("ETSO-02", "ETSO-07")
def test_heading_titles_and_foot_are_on_every_page_with_its_number() -> None:
    made = ledger(100, 70, 30)
    heading = made.heading._replace(company=Company("MOREL SARL", "732829320", "SIRET 732 829 320 00074"))
    pages = pages_of(made._replace(heading=heading))
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert [line.text for line in page.frame] == [
            "MOREL SARL | Édité le 31/03/2026 à 10:12 par ADM",
            "Essai",
            "Exercice du 01/01/2026 au 31/12/2026 · Période du 01/01/2026 au 31/03/2026 | Provisoire",
            "Écritures validées · Journaux AC",
            "Date | Libellé | Débit | Crédit | Solde",
            "MOREL SARL · SIRET 732 829 320 00074",
        ]
        assert page.lines("Page ")[0].text == f"Page {number}/{len(pages)}"


@pytest.mark.spec("ETSO-07")
def test_what_is_carried_is_the_sum_of_the_lines_so_far() -> None:
    pages = pages_of(ledger(150, 3, 90))
    carried = 0
    lines: list[list[str]] = []
    for page, following in pairwise([*pages, None]):
        assert page
        for line in page.body:
            if line.bold and not line.text.endswith("(suite)"):
                lines.clear()
            elif line in page.details:
                lines.append(list(page.values(line, LEDGER[1:]).values()))
        foot = figures(page, "À reporter")
        if foot:
            assert following
            carried += 1
            debit, credit = (sum(parse_amount(line[place] or "0") for line in lines) for place in (2, 3))
            assert [parse_amount(text) for text in foot[1:3]] == [debit, credit]
            assert foot[3] == lines[-1][4]
            assert figures(following, "Report") == ["Report", *foot[1:]]
            assert following.body[1].text.endswith(" (suite)")
            assert page.body[-1].text == " | ".join(foot)
    assert carried >= 3


@pytest.mark.spec("ETSO-07", "RPINV-07")
def test_every_line_is_there_once_in_order() -> None:
    made = ledger(40, 1, 200, 2)
    printed = [page.values(line, LEDGER[1:])["label"] for page in pages_of(made) for line in page.details]
    assert printed == [f"Écriture {number}" for number in range(1, 244)]


@pytest.mark.spec("ETSO-03")
def test_amounts_end_under_one_another_totals_and_sides_included() -> None:
    made = ledger(30, 20)
    for page in pages_of(made):
        right = page.titles.cells[-3].right
        debits = [cell for line in page.body for cell in line.cells if abs(cell.right - right) < 2]
        assert len(debits) > 10
        assert max(cell.right for cell in debits) - min(cell.right for cell in debits) < 0.1
        balances = [line.cells[-1] for line in page.body if line.cells[-1].text.endswith((" D", " C"))]
        assert all(abs(cell.right - page.titles.cells[-1].right) < 1 for cell in balances)


@pytest.mark.spec("ETSO-07")
def test_no_page_overflows_and_none_is_almost_empty() -> None:
    pages = pages_of(ledger(200, 1, 1, 60))
    for page in pages:
        assert (page.width, page.height) == pytest.approx(A4, abs=0.01)
        assert all(line.base > page.foot for line in page.body)
        assert all(20 < cell.left < cell.right < page.width - 20 for line in page.body for cell in line.cells)
        bases = [line.base for line in page.body if not line.text.startswith("Page ")]
        assert all(above - below > 8 for above, below in pairwise(bases))
    assert all(len(page.details) > 40 for page in pages[:-2])


@pytest.mark.spec("ETSO-07")
def test_a_report_of_many_columns_lies_in_landscape() -> None:
    columns = (LEDGER[2], *(Column(f"m{month}", f"Mois {month}", ColumnType.AMOUNT) for month in range(13)))
    made = plain_report(detail("Ventes", *range(-600_000_00, 700_000_00, 100_000_00)), columns=columns)
    (page,) = pages_of(made)
    assert (page.width, page.height) == pytest.approx((A4[1], A4[0]), abs=0.01)
    assert [parse_amount(cell.text) for cell in page.details[0].cells[1:]] == [
        cents for cents in range(-600_000_00, 700_000_00, 100_000_00) if cents
    ]


def test_amounts_that_no_page_can_hold_are_refused() -> None:
    columns = tuple(Column(f"m{month}", f"Mois {month}", ColumnType.AMOUNT) for month in range(24))
    with pytest.raises(PageTooNarrowError, match="ne tiennent pas sur la largeur d'une page A4"):
        pdf_of(plain_report(detail(*[-(10**15)] * 24), columns=columns))


@pytest.mark.spec("ETSO-10")
def test_an_empty_report_says_so_with_its_totals() -> None:
    made = plain_report(Row(RowKind.TOTAL, ("", None, "", 0, 0, 0), "Total général", "general"), columns=LEDGER)
    (page,) = pages_of(made)
    assert [line.text for line in page.body] == ["Page 1/1", NOTHING, "Total général | 0,00 | 0,00 | 0,00"]
    assert page.titles.text == "Date | Libellé | Débit | Crédit | Solde"
    assert [line.text for line in pages_of(plain_report(columns=LEDGER))[0].body] == ["Page 1/1", NOTHING]


@pytest.mark.spec("ETSO-07")
def test_fonts_are_embedded_with_the_characters_used_and_their_meaning() -> None:
    fonts = fonts_of(pdf_of(ledger(3)))
    assert sorted(name.partition("+")[2] for name in fonts) == ["RobotoCondensed-Bold", "RobotoCondensed-Regular"]
    for font in fonts.values():
        file = resolve1(resolve1(font["FontDescriptor"])["FontFile2"]).get_data()
        assert file[:4] == b"\0\1\0\0"
        assert len(file) < 20_000
        assert b"beginbfchar" in resolve1(font["ToUnicode"]).get_data()


@pytest.mark.spec("ETSO-07")
def test_each_account_has_its_bookmark() -> None:
    data = pdf_of(ledger(80, 20, 1))
    document = opened(data)
    places = {page.pageid: place for place, page in enumerate(PDFPage.create_pages(document))}
    found = [
        (title, places[destination[0].objid], destination[3]) for _, title, destination, *_ in document.get_outlines()
    ]
    pages = read_pages(data)
    assert [title for title, *_ in found] == ["400 – Société n° 0", "401 – Société n° 1", "402 – Société n° 2"]
    for title, place, top in found:
        (heading,) = [line for line in pages[place].body if line.text == title]
        assert 0 < top - heading.base < 12


def test_parts_joined_are_the_same_pages_with_one_font_of_each_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    made = ledger(150, 40, 90)
    whole = pdf_of(made)
    monkeypatch.setattr(parts, "PAGES_IN_A_PART", 2)
    joined = pdf_of(made)
    assert read_pages(joined) == read_pages(whole)
    assert len(read_pages(whole)) > 4
    files = Counter(id(font) for font in fonts_of(joined).values())
    assert len(files) == 2
    assert joined.count(b"/FontFile2") == whole.count(b"/FontFile2") == 2


@pytest.mark.spec("ETCL-07")
def test_the_same_report_gives_the_same_bytes_and_another_one_another_identity() -> None:
    assert pdf_of(ledger(70)) == pdf_of(ledger(70))
    identities = {bytes(opened(pdf_of(ledger(size))).xrefs[0].get_trailer()["ID"][0]) for size in (70, 71)}
    assert len(identities) == 2


def test_what_the_document_says_of_itself() -> None:
    document = opened(pdf_of(ledger(1)))
    about = {key: decode_text(value) for key, value in document.info[0].items()}
    assert about["Title"] == "Essai · MOREL SARL"
    assert about["CreationDate"] == "D:20260331101200"
    assert resolve1(document.catalog["Lang"]) == b"fr-FR"


@pytest.mark.parametrize("stage", ["Pages écrites", "Fichier assemblé"])
def test_stopping_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    class Stopped(Exception):  # noqa: N818 - not an error
        pass

    def stop(_done: int, _total: int, of: str) -> None:
        if of == stage:
            raise Stopped

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(Stopped):
        b"".join(PdfReport(ledger(200), stop).chunks())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.attack
@pytest.mark.spec("ETSO-07")
def test_hostile_texts_are_printed_as_they_can_be() -> None:
    hostile = ")Tj ET Q endstream endobj (\\ \x1b[2J\u202e\ud800 %PDF <</Type /Page>> 東京 \U0001f4b6 " + "é" * 400
    rows = [
        Row(RowKind.GROUP, caption=hostile),
        line_of(hostile, DAY, hostile, 1, 0, 1),
        line_of("", None, "", 0, 2, -1),
    ]
    made = plain_report(*rows, columns=LEDGER, name=hostile)
    document = PdfReport(made)
    (page,) = read_pages(b"".join(document.chunks()))
    (line, _) = page.details
    assert line.cells[1].text.startswith(")Tj ET Q endstream endobj (\\ ")
    assert line.cells[1].text.endswith("…")
    assert document.missing == 3
    assert page.frame[0].cells[0].text.startswith(")Tj ET Q endstream endobj (\\ ")
    assert page.frame[0].cells[1].text == "Édité le 31/03/2026 à 10:12 par ADM"


@pytest.mark.spec("ETSO-07", "ETGL-03")
def test_what_is_carried_begins_with_the_opening_of_the_account() -> None:
    opening = Row(RowKind.SUBTOTAL, ("", None, "", 400, 1_000, -600), "Solde au 31/03/2026", "opening")
    lines = [line_of("401", DAY, f"Écriture {n}", n, 0, n * (n + 1) // 2 - 600) for n in range(1, 101)]
    made = plain_report(Row(RowKind.GROUP, caption="401"), opening, *lines, columns=LEDGER)
    first, second = pages_of(made)
    last = len(first.details)
    moved = last * (last + 1) // 2
    texts = figures(first, "À reporter")
    assert [parse_amount(text) for text in texts[1:3]] == [400 + moved, 1_000]
    assert parse_amount(texts[3].removesuffix(" D")) == moved - 600
    assert figures(second, "Report")[1:] == texts[1:]


@pytest.mark.spec("ETSO-07", "ETBG-05")
def test_a_series_too_long_for_a_page_goes_on_on_others() -> None:
    months = tuple(Column(f"m{number}", f"mois {number}", ColumnType.AMOUNT, series=True) for number in range(24))
    columns = (Column("account", "Compte", preferred=8), *months)
    lines = [detail(f"40{number}", *range(10**9 + number, 10**9 + number + 24)) for number in range(60)]
    report = plain_report(*lines, Row(RowKind.TOTAL, ("", *[6 * 10**10] * 24), "Total", "general"), columns=columns)
    pages = pages_of(report)
    words = [" ".join(cell.text for line in page.frame for cell in line.cells) for page in pages]
    assert len(pages) == 4  # two parts of two pages
    assert [page.lines("Page ")[0].text for page in pages] == [f"Page {number}/4" for number in range(1, 5)]
    for part, (first, last) in enumerate([(0, 12), (12, 24)]):
        shown = [cell.text for page in pages[2 * part : 2 * part + 2] for line in page.details for cell in line.cells]
        assert [parse_amount(text) for text in shown if "," in text] == [
            10**9 + number + month for number in range(60) for month in range(first, last)
        ]
        assert f"mois {first}" in words[2 * part]
        assert f"mois {last - 1}" in words[2 * part + 1]


def test_one_amount_too_wide_for_a_page_is_refused_even_in_a_series() -> None:
    columns = tuple(Column(f"m{number}", "x" * 400, ColumnType.AMOUNT, series=True) for number in range(2))
    with pytest.raises(PageTooNarrowError):
        pdf_of(plain_report(detail(1, 2), columns=columns))
