"""Entries written line by line, and everything that the sources hold."""

from collections.abc import Iterator

from sample_dossier.book import Book
from sample_dossier.files import cents, tables_of
from sample_dossier.invoices import entries_of_invoices
from sample_dossier.recurring import entries_of_recurring
from sample_dossier.story import EntryDraft, SourceEntry
from sample_dossier.templates import entries_of_templates

_SIMULATED = "S"


def entries_of_files(book: Book) -> Iterator[SourceEntry]:
    """Yield the entries of the tables of `entries/`; a row without date goes on with the entry above.

    An empty label repeats that of the row above.
    """
    for journal, rows in tables_of("entries"):
        draft: EntryDraft | None = None
        for row in rows:
            if row["date"]:
                if draft:
                    yield draft.entry()
                draft = book.draft(journal, book.calendar.day(row["date"]), third_party=row["account"])
                draft.document, draft.simulated = row["document"], row["status"] == _SIMULATED
            if draft is None:
                raise ValueError(row)
            draft.label = row["label"] or draft.label
            cells = {name: row[name] for name in ("document", "settles", "due", "method", "cheque")}
            draft.add(row["account"], cents(row["debit"]) - cents(row["credit"]), **cells)
        if draft:
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
