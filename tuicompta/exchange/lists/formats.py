"""The formats a list is written in; a format is imported when it is first asked (XPL-01)."""

from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module

from tuicompta.exchange.lists.table import ListTable


class ListFormat(StrEnum):
    """A format; the value is the extension of its files."""

    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"
    XML = "xml"
    TXT = "txt"
    JSON = "json"
    PDF = "pdf"

    @property
    def label(self) -> str:
        """What the user reads."""
        return _LABELS[self]


_LABELS = {
    ListFormat.CSV: "CSV (tableur, texte séparé par ;)",
    ListFormat.XLSX: "XLSX (classeur)",
    ListFormat.HTML: "HTML (page web)",
    ListFormat.XML: "XML",
    ListFormat.TXT: "TXT (colonnes alignées)",
    ListFormat.JSON: "JSON",
    ListFormat.PDF: "PDF (pages à imprimer)",
}
_WRITERS = {
    ListFormat.CSV: ("delimited", "csv_chunks"),
    ListFormat.XLSX: ("workbook", "workbook_chunks"),
    ListFormat.HTML: ("html_file", "html_chunks"),
    ListFormat.XML: ("xml_file", "xml_chunks"),
    ListFormat.TXT: ("text", "text_chunks"),
    ListFormat.JSON: ("json_file", "json_chunks"),
    ListFormat.PDF: ("pdf_file", "pdf_chunks"),
}
FOR_EYES = frozenset({ListFormat.HTML, ListFormat.TXT, ListFormat.PDF})
"""The formats that also show groups and totals (XPL-05)."""


def chunks_of(table: ListTable, form: ListFormat) -> Iterator[bytes]:
    """Return the bytes of a list in a format, in chunks."""
    module, function = _WRITERS[form]
    chunks: Iterator[bytes] = getattr(import_module(f"tuicompta.exchange.lists.{module}"), function)(table)
    return chunks
