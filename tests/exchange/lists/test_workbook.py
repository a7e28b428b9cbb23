import re
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from tests.exchange.lists.books import table
from tuicompta.exchange.lists import workbook
from tuicompta.exchange.lists.table import ListRow
from tuicompta.exchange.lists.workbook import TooManyRowsError, sheet_name, workbook_chunks

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts(data: bytes) -> dict[str, ET.Element]:
    """The XML parts of a workbook, by name."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}  # noqa: S314 (our own file)


def cells(data: bytes) -> dict[str, tuple[str, str]]:
    """The cells of the first sheet: type and content by reference."""
    found = {}
    for cell in parts(data)["xl/worksheets/sheet1.xml"].iter(f"{SHEET}c"):
        text = "".join(cell.itertext())
        found[cell.get("r", "")] = (cell.get("t", "n"), text)
        assert cell.find(f"{SHEET}f") is None
    return found


def form_of(data: bytes, reference: str) -> str:
    """The number format of a cell."""
    found = parts(data)
    sheet, styles = found["xl/worksheets/sheet1.xml"], found["xl/styles.xml"]
    style = next(cell.get("s", "0") for cell in sheet.iter(f"{SHEET}c") if cell.get("r") == reference)
    number = next(styles.iter(f"{SHEET}cellXfs"))[int(style)].get("numFmtId")
    known = {form.get("numFmtId"): form.get("formatCode") for form in styles.iter(f"{SHEET}numFmt")}
    return known.get(number) or f"#{number}"


@pytest.mark.spec("XPL-01")
def test_amounts_and_dates_are_true_numbers_and_dates() -> None:
    data = b"".join(workbook_chunks(table()))
    found = cells(data)
    assert found["D2"] == ("n", "1234567.89")
    assert found["E2"] == ("n", "-0.5")
    assert found["B2"] == ("n", "46086")  # days since 30/12/1899
    assert found["F2"] == ("n", "3")
    assert form_of(data, "B2") == "dd/mm/yyyy"
    assert form_of(data, "D2") == "#,##0.00"
    (filtered,) = parts(data)["xl/worksheets/sheet1.xml"].iter(f"{SHEET}autoFilter")
    assert filtered.get("ref") == "A1:G3"


@pytest.mark.spec("XPL-01")
@pytest.mark.parametrize("sign", "=+-@")
def test_a_text_is_never_a_formula(sign: str) -> None:
    hostile = f"{sign}cmd|' /C calc'!A0"
    row = ListRow((hostile, None, hostile, 0, 0, None, True))
    data = b"".join(workbook_chunks(table(row)))
    assert cells(data)["A2"] == ("inlineStr", hostile)


def test_no_control_character_enters_the_workbook() -> None:
    with ZipFile(BytesIO(b"".join(workbook_chunks(table())))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|_x00", sheet)


def test_a_sheet_has_a_name_that_programs_accept() -> None:
    assert sheet_name("Saisie par journal – Mois/en:cours, long titre") == "Saisie par journal – Mois en co"
    assert sheet_name("Comparatif N / N-1") == "Comparatif N N-1"
    assert sheet_name("[]") == "Liste"


def test_a_list_larger_than_a_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    with pytest.raises(TooManyRowsError, match=r"La liste a 2 lignes, un classeur en reçoit 1 au plus\."):
        b"".join(workbook_chunks(table()))
