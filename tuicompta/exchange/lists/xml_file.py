"""A list as XML: its columns, then one element a row whose elements are named by the keys of the columns (XPL-01)."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from tuicompta.exchange.lists.cells import ROWS_IN_A_CHUNK, clean, machine_value, rows_of
from tuicompta.exchange.lists.table import ListColumn, ListRow, ListTable, Value


def xml_chunks(table: ListTable) -> Iterator[bytes]:
    """Yield the file in chunks of whole rows."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<list name={quoteattr(table.name)} title={quoteattr(clean(table.title))}>",
        "  <columns>",
        *(_column(column) for column in table.columns),
        "  </columns>",
        "  <rows>",
    ]
    for row in rows_of(table):
        lines.append(_row(row, table.columns))
        if len(lines) >= ROWS_IN_A_CHUNK:
            yield _encoded(lines)
            lines.clear()
    yield _encoded([*lines, "  </rows>", "</list>"])


def _column(column: ListColumn) -> str:
    title = quoteattr(clean(column.title))
    return f"    <column key={quoteattr(column.key)} type={quoteattr(column.kind)} title={title}/>"


def _row(row: ListRow, columns: tuple[ListColumn, ...]) -> str:
    return (
        "    <row>"
        + "".join(_cell(value, column) for value, column in zip(row.values, columns, strict=True))
        + "</row>"
    )


def _cell(value: Value, column: ListColumn) -> str:
    written = machine_value(value, column)
    if written is None:
        return f"<{column.key}/>"
    text = str(written).lower() if isinstance(written, bool) else str(written)
    return f"<{column.key}>{escape(text)}</{column.key}>"


def _encoded(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
