"""Entries written line by line, and everything that the sources hold."""

from collections.abc import Iterator

from sample_dossier.book import Book
from sample_dossier.files import cents, grouped, tables_of
from sample_dossier.invoicing import entries_of_invoices
from sample_dossier.recurring import entries_of_recurring
from sample_dossier.story import SourceEntry
from sample_dossier.templates import entries_of_templates
from tuicompta.core.enums import EntryOrigin

_SIMULATED = "S"


def entries_of_files(book: Book) -> Iterator[SourceEntry]:
    """Yield the entries of the tables of `entries/`; an empty label repeats that of the row above."""
    for journal, table in tables_of("entries"):
        for rows in grouped(table):
            first = rows[0]
            draft = book.draft(journal, book.calendar.day(first["date"]), third_party=first["account"])
            draft.document, draft.simulated = first["document"], first["status"] == _SIMULATED
            draft.origin = EntryOrigin(first.get("origin") or draft.origin)
            for row in rows:
                draft.label = row["label"] or draft.label
                cells = {name: row[name] for name in ("document", "settles", "due", "method", "cheque")}
                draft.add(row["account"], cents(row["debit"]) - cents(row["credit"]), **cells)
            yield draft.entry()


def all_entries(book: Book) -> list[SourceEntry]:
    """Return every entry of the sources, the opening balance included, by date then in the order of the journals."""
    entries = [
        *entries_of_files(book),
        *entries_of_invoices(book),
        *entries_of_recurring(book),
        *entries_of_templates(book),
    ]
    ranks = {journal: rank for rank, journal in enumerate(book.journals)}
    return sorted(entries, key=lambda entry: (entry.day, ranks[entry.journal]))
