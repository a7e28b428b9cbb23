"""A report sees one state of the dossier from its first row to its last total (ETCL-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reports.books_kit import Books, Line, clock, of, pick
from tuicompta.reports.catalogue import build_report
from tuicompta.reports.reading import one_state
from tuicompta.reports.request import Request
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier

if TYPE_CHECKING:
    from tuicompta.reports.model import Row


@pytest.mark.spec("ETCL-06")
def test_what_is_written_meanwhile_is_not_seen(books: Books) -> None:
    books.post("BP", "10/01/2026", Line("401DUP", 100), Line("512000", -100))
    reader = open_dossier(books.path, readonly=True, clock=clock)
    with one_state(reader):
        report = build_report(reader, Request("grand-livre", year="2026"))
        rows = report.rows()
        first = next(rows)
        books.post("BP", "11/01/2026", Line("401DUP", 7), Line("512000", -7))
        seen: list[Row] = [first, *rows]
        assert [row.values for row in seen if row.of == "general"] == [
            report_values(report, debit=100, credit=100, balance=0)
        ]
        balance = build_report(reader, Request("balance", year="2026"))
        assert pick(of(balance, "general"), "debit", "credit") == [(100, 100)]
    with one_state(reader):
        again = build_report(reader, Request("balance", year="2026"))
        assert pick(of(again, "general"), "debit", "credit") == [(107, 107)]
    close_dossier(reader)


def report_values(report: object, **amounts: int) -> tuple[object, ...]:
    """Return the values of a total that names nothing."""
    keys = [column.key for column in report.columns]  # type: ignore[attr-defined]
    blank = {key: None if key == "date" else "" for key in keys}
    return tuple({**blank, **amounts}[key] for key in keys)
