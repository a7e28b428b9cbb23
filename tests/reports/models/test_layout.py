"""Reports laid out by models made by hand: exact rows, texts and pages."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.reports.books_kit import Books, Line
from tests.reports.models.kit import OWN, fields_of, model, printed
from tests.reports.pdf_reader import pages_of
from tests.reports.readers import csv_of, json_of, rows_from_model, sheet_of, text_of
from tuicompta.core.report_models.model import (
    OWN_GROUPS,
    Alignment,
    FieldKind,
    GroupKey,
    ModelColumn,
    Orientation,
    ReportModel,
    SortKey,
)
from tuicompta.reports.catalogue import SPECS, find_report
from tuicompta.reports.model import Picture, RowKind
from tuicompta.reports.models.fields import field_of, system_model
from tuicompta.reports.models.layout import laid_out
from tuicompta.reports.models.modelled import built_as
from tuicompta.reports.models.shape import NothingShownError
from tuicompta.reports.render.on_screen import compute
from tuicompta.reports.render.pdf.document import PdfReport
from tuicompta.reports.request import Request
from tuicompta.reports.sample import sample_of

if TYPE_CHECKING:
    from tuicompta.reports.model import Report

YEAR = {"year": "2026", "print_date": date(2026, 3, 31)}


@pytest.fixture
def filled(books: Books) -> Books:
    """Two sales, a payment, a purchase; the purchase has a document."""
    books.post("VE", "10/01/2026", Line("411ABC", 12000, "Facture 1"), Line("706000", -12000, "Facture 1"), piece="V1")
    books.post("VE", "12/02/2026", Line("411ZED", 30050, "Facture 2"), Line("706000", -30050, "Facture 2"), piece="V2")
    books.post("BP", "20/02/2026", Line("512000", 12000, "Reçu"), Line("411ABC", -12000, "Reçu"), piece="B1")
    lines = (Line("606400", 4999, "Papier", document="D-7"), Line("401DUP", -4999, "Papier", document="D-7"))
    books.post("AC", "05/01/2026", *lines, piece="A1")
    return books


def rows(report: Report) -> list[tuple[str, ...]]:
    """Return every row as plain words: its kind and its values or caption."""
    return [
        (row.kind.value, row.caption or "", *("" if value is None else str(value) for value in row.values))
        for row in report.rows()
    ]


def spec_names() -> list[str]:
    return [spec.name for spec in SPECS]


@pytest.mark.spec("EDM-01")
@pytest.mark.parametrize("name", spec_names())
def test_the_delivered_model_is_the_report_itself(filled: Books, name: str) -> None:
    spec = find_report(name)
    delivered = system_model(filled.dossier, spec)
    assert delivered.name == f"{spec.title} (système)"
    plain = filled.report(name, print_date=date(2026, 3, 31))
    as_system = built_as(filled.dossier, spec, Request(name, print_date=date(2026, 3, 31)), delivered)
    assert (as_system.columns, rows(as_system)) == (plain.columns, rows(plain))
    # A copy of it under another name prints the same rows and the same text, its own texts being empty.
    copied = model(name, *(column.field for column in delivered.columns))
    laid = printed(filled, copied, print_date=date(2026, 3, 31))
    assert rows(laid) == rows(plain)
    assert text_of(laid) == text_of(plain)


@pytest.mark.spec("EDM-04")
@pytest.mark.parametrize("name", spec_names())
def test_fields_are_those_of_the_report_and_of_its_columns_on_option(filled: Books, name: str) -> None:
    spec = find_report(name)
    offered = fields_of(filled, name)
    assert len({field.key for field in offered}) == len(offered)
    every = printed(filled, model(name, *(field.key for field in offered)))
    shown = {field_of(column) for column in every.columns}
    later = {"opening"}  # of a period that starts after the first day only
    assert {field.key for field in offered} - shown <= later
    for option in spec.options:
        if option.adds_column:
            with_it = filled.report(name, options={option.key: True})
            added = {field_of(column) for column in with_it.columns} - {
                field_of(column) for column in filled.report(name).columns
            }
            assert added
            assert added <= shown


def test_the_fields_of_the_ledger(filled: Books) -> None:
    fields = {field.key: field for field in fields_of(filled, "grand-livre")}
    assert list(fields) == [
        *("account", "title", "third_party", "date", "journal", "piece", "document", "label", "due_date"),
        *("counterpart", "lettering", "debit", "credit", "balance", "status"),
    ]
    assert fields["document"].title == "Document"
    assert [fields[key].kind for key in ("label", "date", "debit")] == [
        FieldKind.TEXT,
        FieldKind.DATE,
        FieldKind.AMOUNT,
    ]


def test_the_months_of_a_year_are_one_field(filled: Books) -> None:
    keys = [field.key for field in fields_of(filled, "balance-mensuelle")]
    assert keys == ["account", "title", "opening", "month", "total"]
    laid = printed(filled, model("balance-mensuelle", "total", "month", "account"), **YEAR)
    assert [column.title for column in laid.columns][:3] == ["Total", "janvier 2026", "février 2026"]
    assert len(laid.columns) == 14


@pytest.mark.spec("ETSO-03")
def test_a_balance_in_one_column_followed_by_its_side(filled: Books) -> None:
    made = model("balance", "account", "net_balance", "debit_balance", "credit_balance", groups=())
    report = printed(filled, made, **YEAR)
    assert rows_from_model(report) == [
        ("401DUP", -4999, 0, 4999),
        ("411ABC", 0, 0, 0),
        ("411ZED", 30050, 30050, 0),
        ("512000", 12000, 12000, 0),
        ("606400", 4999, 4999, 0),
        ("706000", -42050, 0, 42050),
    ]
    lines = [" ".join(line.split()) for line in text_of(report).splitlines()]
    assert "401DUP 49,99 C 49,99" in lines
    assert "411ZED 300,50 D 300,50" in lines
    assert "Total général 0,00 470,49 470,49" in lines
    result = next(row for row in report.rows() if row.of == "result")
    assert result.values == ("", -37051, None, 37051)
    alone = printed(filled, model("balance", "net_previous"), **YEAR)
    assert [column.title for column in alone.columns] == ["Solde N-1"]
    assert json_of(alone)["columns"] == [{"key": "net_previous", "label": "Solde N-1", "type": "amount"}]


@pytest.mark.spec("EDM-04", "ETCL-03")
def test_columns_in_another_order_under_other_titles_with_one_on_option(filled: Books) -> None:
    made = model("journal", "document", "label", "debit")
    made = ReportModel("Essai", "journal", (*made.columns, ModelColumn("credit", title="Crédit €")), title="Mes achats")
    report = printed(filled, made, **YEAR, journals="AC")
    assert [column.title for column in report.columns] == ["Document", "Libellé", "Débit", "Crédit €"]
    assert rows_from_model(report) == [("D-7", "Papier", 4999, 0), ("D-7", "Papier", 0, 4999)]
    assert report.heading.title == "Mes achats"
    assert [column["key"] for column in json_of(report)["columns"]] == ["document", "label", "debit", "credit"]


@pytest.mark.spec("EDM-04")
def test_groups_of_a_model_with_their_subtotals_and_pages(filled: Books) -> None:
    groups = (GroupKey("journal", page_break=True), GroupKey("account", subtotal=False))
    made = model("journal", "account", "piece", "debit", "credit", groups=groups, sorts=(SortKey("credit"),))
    assert rows(printed(filled, made, **YEAR)) == [
        ("group", "Journal AC"),
        ("group", "Compte 401DUP"),
        ("detail", "", "401DUP", "A1", "0", "4999"),
        ("group", "Compte 606400"),
        ("detail", "", "606400", "A1", "4999", "0"),
        ("subtotal", "Total journal AC", "", "", "4999", "4999"),
        ("page", ""),
        ("group", "Journal BP"),
        ("group", "Compte 411ABC"),
        ("detail", "", "411ABC", "B1", "0", "12000"),
        ("group", "Compte 512000"),
        ("detail", "", "512000", "B1", "12000", "0"),
        ("subtotal", "Total journal BP", "", "", "12000", "12000"),
        ("page", ""),
        ("group", "Journal VE"),
        ("group", "Compte 411ABC"),
        ("detail", "", "411ABC", "V1", "12000", "0"),
        ("group", "Compte 411ZED"),
        ("detail", "", "411ZED", "V2", "30050", "0"),
        ("group", "Compte 706000"),
        ("detail", "", "706000", "V1", "0", "12000"),
        ("detail", "", "706000", "V2", "0", "30050"),
        ("subtotal", "Total journal VE", "", "", "42050", "42050"),
        ("total", "Total général", "", "", "59049", "59049"),
    ]


@pytest.mark.spec("EDM-04", "EDM-08")
def test_without_any_group_only_lines_and_general_totals_remain(filled: Books) -> None:
    made = model("journal", "piece", "debit", groups=(), sorts=(SortKey("debit", descending=True), SortKey("piece")))
    assert rows(printed(filled, made, **YEAR)) == [
        ("detail", "", "V2", "30050"),
        ("detail", "", "B1", "12000"),
        ("detail", "", "V1", "12000"),
        ("detail", "", "A1", "4999"),
        ("detail", "", "A1", "0"),
        ("detail", "", "B1", "0"),
        ("detail", "", "V1", "0"),
        ("detail", "", "V2", "0"),
        ("total", "Total général", "", "59049"),
    ]


@pytest.mark.spec("EDM-04", "EDM-08")
def test_subtotals_of_the_report_left_out_and_a_page_for_each_block(filled: Books) -> None:
    made = model("balance", "account", "debit", groups=(GroupKey(OWN_GROUPS, subtotal=False),))
    kinds = [row[:2] for row in rows(printed(filled, made, **YEAR)) if row[0] != "detail"]
    assert kinds == [("total", "Total général"), ("total", "Résultat (classe 7 − classe 6) : bénéfice")]
    made = model("grand-livre", "piece", "debit", groups=(GroupKey(OWN_GROUPS, page_break=True),))
    pages = [row[0] for row in rows(printed(filled, made, **YEAR)) if row[0] in {"page", "group"}]
    assert pages == ["group", *["page", "group"] * 5]


@pytest.mark.spec("EDM-08")
def test_a_ledger_sorted_otherwise_has_its_balance_run_in_that_order(filled: Books) -> None:
    made = model("grand-livre", "piece", "credit", "balance", groups=OWN, sorts=(SortKey("credit", descending=True),))
    report = printed(filled, made, **YEAR, accounts="706000")
    assert rows(report)[1:4] == [
        ("detail", "", "V2", "30050", "-30050"),
        ("detail", "", "V1", "12000", "-42050"),
        ("subtotal", "Total 706000", "", "42050", "-42050"),
    ]


@pytest.mark.spec("EDM-08")
def test_a_column_without_total_hides_it_and_changes_no_other(filled: Books) -> None:
    columns = (ModelColumn("account"), ModelColumn("debit", total=False), ModelColumn("credit"))
    report = printed(filled, ReportModel("Essai", "balance", columns), **YEAR)
    general = next(row for row in report.rows() if row.of == "general")
    assert general.values == ("", None, 59049)
    assert json_of(report)["totals"] == {"debit": None, "credit": "590.49"}


@pytest.mark.spec("EDM-04")
def test_texts_of_a_model_on_each_page(filled: Books) -> None:
    made = model(
        "journal",
        *("date", "label", "debit", "credit"),
        title="Livre de {societe}",
        head="Exercice {exercice}\nDu {du} au {au}, le {date}",
        foot="{page} sur {pages}",
    )
    text = text_of(printed(filled, made, **YEAR), 100)
    pages = text.split("\f")
    assert len(pages) == 3
    for rank, page in enumerate(pages, start=1):
        lines = page.splitlines()
        assert lines[1].startswith("Livre de MOREL SARL ")
        assert "Exercice du 01/01/2026 au 31/12/2026" in lines
        assert "Du 01/01/2026 au 31/12/2026, le 31/03/2026" in lines
        assert lines[-2:] == ["", f"{rank} sur 3"]


@pytest.mark.spec("EDM-04", "ETSO-07")
def test_texts_and_logo_of_a_model_in_a_document(filled: Books) -> None:
    made = model("journal", "date", "label", "debit", "credit", head="En-tête p. {page}", foot="Pied {page}/{pages}")
    report = printed(filled, made, **YEAR)
    for rank, page in enumerate(pages_of(report), start=1):
        frame = [line.text for line in (*page.frame, *page.body)]
        assert any(f"En-tête p. {rank}" in text for text in frame)
        assert any(f"Pied {rank}/3" in text for text in frame)
    plain = b"".join(PdfReport(report).chunks())
    logo = Picture(png(), 40)
    kept = ReportModel("Essai", "journal", made.columns, logo=True)
    with_logo = laid_out(filled.report("journal", **YEAR), kept, logo)
    assert b"/Subtype /Image" in b"".join(PdfReport(with_logo).chunks())
    assert b"/Subtype /Image" not in plain
    assert laid_out(filled.report("journal", **YEAR), made, logo).paper.logo is None


@pytest.mark.attack
@pytest.mark.parametrize("content", [b"", b"not an image", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_a_logo_that_cannot_be_read_is_left_out(filled: Books, content: bytes) -> None:
    made = ReportModel("Essai", "journal", (ModelColumn("debit"),), logo=True)
    report = laid_out(filled.report("journal", **YEAR), made, Picture(content or png()[:60], 40))
    assert b"".join(PdfReport(report).chunks()).startswith(b"%PDF")


@pytest.mark.spec("EDM-04", "ETSO-07")
@pytest.mark.parametrize(
    ("orientation", "landscape"),
    [(Orientation.PORTRAIT, False), (Orientation.LANDSCAPE, True), (Orientation.AUTOMATIC, False)],
)
def test_the_paper_lies_as_the_model_says(filled: Books, orientation: Orientation, *, landscape: bool) -> None:
    made = model("journal", "date", "label", "debit", orientation=orientation)
    report = printed(filled, made, **YEAR)
    (page, *_) = pages_of(report)
    assert (page.width > page.height) is landscape
    assert (sheet_of(report).page_setup.orientation == "landscape") is (orientation is not Orientation.PORTRAIT)


@pytest.mark.spec("EDM-04")
def test_widths_sides_and_decimals(filled: Books) -> None:
    columns = (
        ModelColumn("piece", width=8, alignment=Alignment.RIGHT),
        ModelColumn("label", title="Objet", width=12, alignment=Alignment.CENTRE),
        ModelColumn("debit", width=20, decimals=0),
        ModelColumn("credit", width=3, alignment=Alignment.LEFT),
    )
    report = printed(filled, ReportModel("Essai", "journal", columns, groups=()), **YEAR, journals="VE")
    lines = text_of(report, 132).splitlines()
    first = next(place for place, line in enumerate(lines) if "Objet" in line)
    assert lines[first : first + 5] == [
        "   Pièce     Objet                     Débit  Crédit",
        lines[first + 1],
        "      V1   Facture 1                     120",
        "      V1   Facture 1                          120,00",
        "      V2   Facture 2                     301",
    ]
    assert lines[-1] == f"{'Total général':22}  {421:>20}  420,50"
    sheet = sheet_of(report)
    assert [sheet.column_dimensions[letter].width for letter in "ABCD"] == pytest.approx([10, 14, 22, 5], abs=1)
    first = int(str(sheet.freeze_panes).lstrip("A"))
    assert (sheet.cell(first + 2, 3).value, sheet.cell(first + 2, 3).number_format) == (300.5, "#,##0;-#,##0;")
    assert sheet.cell(first, 2).alignment.horizontal == "center"


@pytest.mark.parametrize("fields", [("debit", "credit"), ("debit", "label", "piece", "credit"), ("debit", "date")])
def test_captions_of_totals_find_a_place_in_any_order_of_columns(filled: Books, fields: tuple[str, ...]) -> None:
    report = printed(filled, model("journal", *fields, groups=OWN), **YEAR)
    general = [line for line in text_of(report, 132).splitlines() if "Total général" in line]
    assert len(general) == 1
    assert general[0].split("Total général")[0].strip() == (
        "590,49  590,49" if fields[-1] == "credit" and len(fields) == 2 else "590,49"
    )
    texts = [line.text for page in pages_of(report) for line in page.body]
    assert any("Total général" in text and "590,49" in text for text in texts)
    values = [[cell.value for cell in row] for row in sheet_of(report).iter_rows()]
    assert any("Total général" in row and 590.49 in row for row in values)


@pytest.mark.spec("EDM-05", "ETSO-04")
def test_columns_wider_than_the_page_are_narrowed_and_never_cut_an_amount(filled: Books) -> None:
    fields = [field.key for field in fields_of(filled, "balance")]
    made = ReportModel("Essai", "balance", tuple(ModelColumn(key, width=60) for key in fields))
    report = printed(filled, made, **YEAR)
    assert all(len(line) <= 132 for line in text_of(report, 132).splitlines())
    texts = [line.text for page in pages_of(report) for line in page.body]
    assert any("300,50" in text for text in texts)
    assert "300,50" in text_of(report, 132)


def test_a_blank_cell_alone_on_its_line_is_still_a_line_of_the_file(filled: Books) -> None:
    report = printed(filled, model("journal", "document", groups=()), **YEAR, journals="VE")
    assert csv_of(report).split("\r\n") == ["Document", *['""'] * 4, ""]


def test_a_model_that_shows_nothing_of_a_report_is_refused(filled: Books) -> None:
    with pytest.raises(NothingShownError, match="aucune colonne"):
        printed(filled, model("balance-mensuelle", "opening"), **YEAR)


@pytest.mark.spec("EDM-04")
def test_the_filters_of_a_model_are_taken_where_the_request_says_nothing(filled: Books) -> None:
    filters = {"journals": "VE", "sort": "piece", "entry-totals": True, "options": ["document"]}
    made = model("journal", "piece", "document", "debit", filters=filters)
    proposed = printed(filled, made, **YEAR)
    assert {row[0] for row in rows_from_model(proposed)} == {"V1", "V2"}
    assert any(row.of == "entry" for row in proposed.rows())
    asked = printed(filled, made, **YEAR, journals="AC")
    assert {row[0] for row in rows_from_model(asked)} == {"A1"}
    without = printed(filled, made, **YEAR, own_filters=True)
    assert {row[0] for row in rows_from_model(without)} == {"A1", "B1", "V1", "V2"}
    assert not any(row.of == "entry" for row in without.rows())


def test_the_screen_shows_the_texts_of_a_model(filled: Books) -> None:
    report = printed(filled, model("journal", "label", "debit", foot="Fin de {societe}"), **YEAR)
    shown = compute(report, lambda _: None)
    assert list(shown.lines.rows())[-1].caption == "Fin de MOREL SARL"
    assert [row.kind for row in shown.report.rows()][-1] is RowKind.TOTAL  # files do not get the line of the screen
    shown.lines.close()


def test_the_sample_of_a_model_shows_nothing_of_the_dossier(filled: Books) -> None:
    made = model("journal", "label", "debit", title="Livre de {societe}", head="{societe}")
    sample = laid_out(sample_of(filled.report("journal")), made)
    assert sample.heading.title == "Livre de SOCIÉTÉ EXEMPLE"
    assert "MOREL" not in text_of(sample)
    assert "Facture 2041" in text_of(sample)


def png() -> bytes:
    """Return a small red image."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 8, 4, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\xff\0\0" * 8 for _ in range(4)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
