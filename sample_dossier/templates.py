"""Entries made of tables of figures: payroll, loans, takings of the shop."""

from collections.abc import Iterator
from typing import Any

from sample_dossier.book import Book
from sample_dossier.calendar import tokens
from sample_dossier.files import Row, cents, document, table
from sample_dossier.story import SourceEntry


def entries_of_templates(book: Book) -> Iterator[SourceEntry]:
    """Yield one entry for each template of `templates.toml` and each row of its table, up to the end of the story."""
    for template in document("templates.toml")["template"]:
        for row in table(f"tables/{template['table']}.csv"):
            entry = _entry(book, template, row)
            if entry.lines and entry.day <= book.end:
                yield entry


def _entry(book: Book, template: dict[str, Any], row: Row) -> SourceEntry:
    """Return the entry of a row; its texts name the month of the row, whatever its own date."""
    day = book.calendar.day(row[template["date"]])
    draft = book.draft(template["journal"], day, document=template.get("document", ""), label=template["label"])
    draft.values |= tokens(book.calendar.day(row["date"]))
    for line in template["lines"]:
        amount = cents(row[line["debit"]]) if "debit" in line else -cents(row[line["credit"]])
        method, settles = line.get("method", ""), line.get("settles", "")
        draft.add(line["account"], amount, label=line.get("label", ""), settles=settles, method=method)
    return draft.entry()
