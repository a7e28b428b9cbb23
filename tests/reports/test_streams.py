"""Reports of many lines are written in bounded memory (DESIGN: a general ledger of a million lines)."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pytest

from tuicompta.models.transaction import transaction
from tuicompta.reports.render.delimited import CsvForm, csv_chunks
from tuicompta.reports.render.structured import json_chunks
from tuicompta.reports.render.text import text_chunks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.reports.books_kit import Books
    from tuicompta.reports.model import Report

LINES = 12_000
PEAK = 3_000_000  # bytes; the rows held all at once would take eight times as much


def post_many(books: Books, lines: int) -> None:
    """Post one entry of many lines, the last one balancing it."""
    database = books.dossier.database
    bank, sale = books.accounts["512000"], books.accounts["706000"]
    with transaction(database):
        period, year = database.rows("SELECT id, fiscal_year_id FROM period WHERE start_date = '2026-03-01'")[0]
        entry = database.run(
            "INSERT INTO entry (fiscal_year_id, period_id, journal_id, entry_date, piece_date, origin, created_by,"
            " created_at) VALUES (?, ?, ?, '2026-03-10', '2026-03-10', 'import', 1, '2026-03-10T08:00:00')",
            (year, period, books.journals["BP"]),
        )
        rows = [(entry, position, bank, 100, 0) for position in range(1, lines + 1)]
        database.run_many(
            "INSERT INTO entry_line (entry_id, position, account_id, entry_date, label, folded_label, debit, credit)"
            " VALUES (?, ?, ?, '2026-03-10', 'Un libellé', 'un libelle', ?, ?)",
            [*rows, (entry, lines + 1, sale, 0, 100 * lines)],
        )
        database.run("UPDATE entry SET posted = 1 WHERE id = ?", (entry,))


@pytest.mark.parametrize("name", ["grand-livre", "journal", "brouillard"])
@pytest.mark.parametrize(
    "chunks",
    [lambda report: csv_chunks(report, CsvForm()), json_chunks, lambda report: text_chunks(report, 200)],
    ids=["csv", "json", "txt"],
)
def test_a_long_report_takes_little_memory(books: Books, name: str, chunks: Callable[[Report], Iterable[str]]) -> None:
    post_many(books, LINES)
    tracemalloc.start()
    try:
        length = sum(map(len, chunks(books.report(name))))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert length > LINES * 40
    assert peak < PEAK
