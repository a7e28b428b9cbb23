"""A list as JSON: one object, keys in English, amounts as decimal strings, ISO dates (XPL-01)."""

import json
from collections.abc import Iterator

from tuicompta.exchange.lists.cells import ROWS_IN_A_CHUNK, clean, machine_value, rows_of
from tuicompta.exchange.lists.table import ListTable

FORM_VERSION = 1


def json_chunks(table: ListTable) -> Iterator[bytes]:
    """Yield the file in chunks of whole rows, one row a line."""
    yield _head(table).encode()
    lines: list[str] = []
    separator = "\n    "
    for row in rows_of(table):
        cells = zip(table.columns, row.values, strict=True)
        lines.append(separator + _dump({column.key: machine_value(value, column) for column, value in cells}))
        separator = ",\n    "
        if len(lines) >= ROWS_IN_A_CHUNK:
            yield "".join(lines).encode()
            lines.clear()
    yield ("".join(lines) + "\n  ]\n}\n").encode()


def _head(table: ListTable) -> str:
    columns = [{"key": column.key, "label": clean(column.title), "type": column.kind.value} for column in table.columns]
    parts = {"list": table.name, "version": FORM_VERSION, "title": clean(table.title), "columns": columns}
    return "{\n" + "".join(f'  "{key}": {_dump(value)},\n' for key, value in parts.items()) + '  "rows": ['


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
