"""CSV output (ETSO-05, ETSO-06)."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.readers import csv_of
from tests.reports.render.test_text import COLUMNS, detail, report
from tuicompta.core.text import clean_text
from tuicompta.reports.model import Row, RowKind
from tuicompta.reports.render.delimited import CsvForm
from tuicompta.reports.render.encoding import Encoder


@pytest.mark.spec("ETSO-05")
def test_one_heading_row_then_detail_rows_only() -> None:
    rows = (
        Row(RowKind.GROUP, caption="512000"),
        detail("512000", "Banque", 123_456_700, -5),
        Row(RowKind.SUBTOTAL, ("", "", 1, 1), "Total", "account"),
        Row(RowKind.TOTAL, ("", "", 1, 1), "Total", "general"),
    )
    assert csv_of(report(*rows)) == (
        "Compte;Libellé de la ligne;Mouvements débit;Solde\r\n512000;Banque;1234567,00;-0,05\r\n"
    )


@pytest.mark.spec("ETSO-05")
@pytest.mark.parametrize(
    ("form", "line"),
    [
        (CsvForm(delimiter=","), '1,"a;b ""c"", d","12,50","-1,00"'),
        (CsvForm(delimiter="\t"), '1\t"a;b ""c"", d"\t12,50\t-1,00'),
        (CsvForm(decimal="."), '1;"a;b ""c"", d";12.50;-1.00'),
    ],
)
def test_delimiter_and_decimal_mark(form: CsvForm, line: str) -> None:
    assert csv_of(report(detail("1", 'a;b "c", d', 1_250, -100)), form).split("\r\n")[1] == line


@pytest.mark.spec("ETSO-06")
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])  # noqa: RUF001 - full-width on purpose
def test_a_formula_is_guarded_only_when_asked_and_amounts_never(sign: str) -> None:
    row = detail("1", f"{sign}SUM(A1)", -1_250, -100)
    assert csv_of(report(row)).split("\r\n")[1] == f"1;{sign}SUM(A1);-12,50;-1,00"
    assert csv_of(report(row), CsvForm(guarded=True)).split("\r\n")[1] == f"1;'{sign}SUM(A1);-12,50;-1,00"


@pytest.mark.spec("ETSO-05")
def test_what_the_charset_lacks_is_replaced_and_counted() -> None:
    encoder = Encoder("iso-8859-15")
    done = b"".join(encoder.encode(["Œuvre à 10 € – Łódź ", "東"]))
    assert done == "Œuvre à 10 € - Lódz ?".encode("iso-8859-15")
    assert encoder.replaced == 4


@pytest.mark.spec("ETSO-05")
@pytest.mark.parametrize(
    ("encoding", "start"), [("utf-8-sig", b"\xef\xbb\xbfCompte"), ("utf-8", b"Compte"), ("cp1252", b"Compte")]
)
def test_the_byte_order_mark_is_written_once(encoding: str, start: bytes) -> None:
    done = b"".join(Encoder(encoding).encode(["Compte;", "Libellé"]))
    assert done.startswith(start)
    assert done.count(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")


TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)


@pytest.mark.attack
@given(st.lists(st.tuples(TEXTS, TEXTS, st.integers(-(10**15), 10**15)), max_size=5), st.sampled_from(";,|\t"))
def test_any_text_comes_back_cleaned(rows: list[tuple[str, str, int]], delimiter: str) -> None:
    lines = [detail(first, second, cents, cents) for first, second, cents in rows]
    text = csv_of(report(*lines), CsvForm(delimiter=delimiter))
    read = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    assert len(COLUMNS) == 4
    assert [row[:2] for row in read[1:]] == [[clean_or_same(first), clean_or_same(second)] for first, second, _ in rows]


def clean_or_same(text: str) -> str:
    """A printable text is left as it is, whatever its normal form."""
    return text if text.isprintable() else clean_text(text)
