import csv
import json
from io import StringIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.lists.books import COLUMNS, ROWS, table, written
from tuicompta.core.text import cell_width, clean_text
from tuicompta.exchange.lists.delimited import csv_chunks
from tuicompta.exchange.lists.formats import ListFormat, chunks_of
from tuicompta.exchange.lists.html_file import html_chunks
from tuicompta.exchange.lists.json_file import json_chunks
from tuicompta.exchange.lists.table import Banner, ListRow, ListTable
from tuicompta.exchange.lists.text import text_chunks, text_lines
from tuicompta.exchange.lists.xml_file import xml_chunks

GROUP = Banner("Clients (1)", ("", "", "", "1 234 567,89", "", "3", ""))
TOTAL = Banner("Total", ("", "", "", "1 234 567,89", "-0,50", "", ""))


@pytest.mark.spec("XPL-01")
def test_csv_is_what_french_spreadsheets_read() -> None:
    text = written(csv_chunks(table()))
    assert text.startswith("\ufeffCode;Date;Libellé;Débit;Solde;Lignes;Bloqué\r\n")
    assert '411MAR;05/03/2026;"Facture n° 12 ; «École»";1234567,89;-0,50;3;Non\r\n' in text
    assert "\x1b" not in text


@pytest.mark.spec("XPL-01")
def test_json_has_english_keys_and_decimal_texts() -> None:
    found = json.loads(written(json_chunks(table())))
    assert found["list"] == "accounts"
    assert found["columns"][3] == {"key": "debit", "label": "Débit", "type": "amount"}
    assert found["rows"][0] == {
        "code": "411MAR",
        "day": "2026-03-05",
        "label": "Facture n° 12 ; «École»",
        "debit": "1234567.89",
        "balance": "-0.50",
        "lines": 3,
        "blocked": False,
    }
    assert found["rows"][1]["day"] is None


@pytest.mark.spec("XPL-01")
def test_xml_names_its_elements_by_the_columns() -> None:
    root = ET.fromstring(written(xml_chunks(table())))  # noqa: S314 (our own file)
    rows = root.findall("rows/row")
    assert [column.get("key") for column in root.findall("columns/column")] == [column.key for column in COLUMNS]
    assert rows[0].findtext("debit") == "1234567.89"
    assert rows[0].findtext("day") == "2026-03-05"
    assert rows[1].findtext("label") == '=SOMME("A1")]52;c;AA'
    assert rows[1].findtext("blocked") == "true"


@pytest.mark.spec("XPL-01", "XPL-05")
def test_text_is_aligned_with_its_groups_and_its_totals() -> None:
    lines = written(text_chunks(table(GROUP, *ROWS[:1], totals=(TOTAL,), heading=("MOREL SARL",)))).splitlines()
    assert lines == [
        "Plan comptable",
        "MOREL SARL",
        "",
        "Code    Date        Libellé                         Débit  Solde  Lignes  Bloqué",
        "─" * 80,
        "Clients (1)                                  1 234 567,89              3",
        "411MAR  05/03/2026  Facture n° 12 ; «École»  1 234 567,89  -0,50       3  [ ]",
        "─" * 80,
        "Total                                        1 234 567,89  -0,50",
    ]


@pytest.mark.spec("XPL-05")
def test_html_has_group_headings_and_totals_and_nothing_to_run() -> None:
    text = written(html_chunks(table(GROUP, ListRow(("<b>", None, "a & b", 0, 0, 0, True)), totals=(TOTAL,))))
    assert '<tr class="g"><th colspan="3">Clients (1)</th><td class="r">1 234 567,89</td>' in text
    assert "<td>&lt;b&gt;</td>" in text
    assert "<td>a &amp; b</td>" in text
    assert '<tfoot>\n<tr class="t"><th colspan="3">Total</th>' in text
    assert "<b>" not in text


@pytest.mark.spec("XPL-05")
@pytest.mark.parametrize("form", [ListFormat.CSV, ListFormat.JSON, ListFormat.XML])
def test_the_formats_that_programs_read_have_rows_only(form: ListFormat) -> None:
    grouped = table(GROUP, *ROWS, totals=(TOTAL,))
    assert b"".join(chunks_of(grouped, form)) == b"".join(chunks_of(table(), form))


def test_paper_cuts_texts_and_never_amounts() -> None:
    lines = list(text_lines(table(), 60))
    assert max(map(cell_width, lines)) == 63  # every column of texts is at its narrowest
    assert any("1 234 567,89  -0,50" in line for line in lines)
    assert any("…" in line for line in lines)


def test_an_empty_list_says_so() -> None:
    assert list(text_lines(ListTable("x", "Vide", COLUMNS, ())))[-1] == "Aucune ligne"


TEXTS = st.text(max_size=12)
ROW = st.builds(
    lambda code, label, debit: ListRow((code, None, label, debit, debit, None, True)),
    TEXTS,
    TEXTS,
    st.integers(-(10**15), 10**15),
)


@pytest.mark.spec("UINV-09")
@given(st.lists(ROW, max_size=5))
def test_what_is_exported_is_read_back_to_the_cent(rows: list[ListRow]) -> None:
    whole = ListTable("accounts", "Plan comptable", COLUMNS, rows)
    from_csv = list(csv.reader(StringIO(written(csv_chunks(whole)).removeprefix("\ufeff"), newline=""), delimiter=";"))
    from_json = json.loads(written(json_chunks(whole)))["rows"]
    from_xml = ET.fromstring(written(xml_chunks(whole))).findall("rows/row")  # noqa: S314 (our own file)
    assert len(from_csv) - 1 == len(from_json) == len(from_xml) == len(rows)
    for row, in_csv, in_json, in_xml in zip(rows, from_csv[1:], from_json, from_xml, strict=True):
        code, amount = clean_text(str(row.values[0])), row.values[3]
        assert in_csv[0] == in_json["code"] == (in_xml.findtext("code") or "") == code
        written_amounts = (in_csv[3].replace(",", "."), in_json["debit"], in_xml.findtext("debit") or "")
        assert [round(int(text.replace(".", ""))) for text in written_amounts] == [amount] * 3
