"""JSON output (ETSO-08)."""

from __future__ import annotations

import json

import pytest

from tests.reports.books_kit import Books, Line
from tests.reports.readers import json_of
from tests.reports.render.test_text import detail, report
from tuicompta.reports.model import Row, RowKind
from tuicompta.reports.render.structured import json_chunks


@pytest.mark.spec("ETSO-08")
def test_one_object_with_the_keys_of_the_form(books: Books) -> None:
    books.post("BP", "10/01/2026", Line("512000", 123_450), Line("706000", -123_450))
    books.close_year("31/12/2025")
    found = json_of(books.report("balance", year="2026", journals="BP"))
    assert list(found) == ["report", "version", "company", "fiscal_year", "filters", "columns", "rows", "totals"]
    assert found["company"] == {"name": "MOREL SARL", "siren": "732829320"}
    assert found["fiscal_year"] == {"start": "2026-01-01", "end": "2026-12-31", "state": "open"}
    assert json_of(books.report("balance", year="2025"))["fiscal_year"]["state"] == "closed"
    assert found["filters"]["journals"] == "BP"
    assert found["columns"][0] == {"key": "account", "label": "Compte", "type": "text"}
    assert found["rows"][0]["debit"] == "1234.50"
    assert {row["kind"] for row in found["rows"]} == {"detail", "subtotal", "total"}
    assert found["totals"]["debit"] == "1234.50"


def test_paper_rows_are_not_written_and_text_cannot_break_the_form() -> None:
    hostile = 'guillemet " barre \\ \x1b[31m \u2028 fin'
    rows = (Row(RowKind.GROUP, caption="x"), Row(RowKind.RULE), Row(RowKind.PAGE), detail("1", hostile, 1, 1))
    text = "".join(json_chunks(report(*rows)))
    found = json.loads(text)
    assert [row["label"] for row in found["rows"]] == ['guillemet " barre \\ [31m   fin']
    assert [char for char in text if not char.isprintable() and char != "\n"] == []


@pytest.mark.spec("ETSO-10")
def test_no_row_gives_an_empty_list_and_totals() -> None:
    found = json_of(report(Row(RowKind.TOTAL, ("", "", 0, 0), "Total général", "general")))
    assert [row["kind"] for row in found["rows"]] == ["total"]
    assert found["totals"] == {"debit": "0.00", "balance": "0.00"}
    assert json_of(report())["rows"] == []
