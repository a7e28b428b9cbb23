"""A list as CSV: UTF-8 with BOM, `;`, decimal comma, JJ/MM/AAAA, one heading row, rows only (XPL-01)."""

import csv
from collections.abc import Iterator
from io import StringIO

from tuicompta.exchange.lists.cells import ROWS_IN_A_CHUNK, clean, plain_text, rows_of
from tuicompta.exchange.lists.table import ListTable

_BOM = "\ufeff"
_END = "\r\n"


def csv_chunks(table: ListTable) -> Iterator[bytes]:
    """Yield the file in chunks of whole rows."""
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator=_END)
    buffer.write(_BOM)
    writer.writerow([clean(column.title) for column in table.columns])
    for number, row in enumerate(rows_of(table), 1):
        writer.writerow([plain_text(value, column) for value, column in zip(row.values, table.columns, strict=True)])
        if number % ROWS_IN_A_CHUNK == 0:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
