"""How the values of a list are written in texts."""

from collections.abc import Iterator
from datetime import date

from tuicompta.core.amounts import format_amount, format_plain, format_point
from tuicompta.core.dates import format_date, iso
from tuicompta.core.text import clean_text
from tuicompta.exchange.lists.table import Banner, CellKind, ListColumn, ListRow, ListTable, Value

ROWS_IN_A_CHUNK = 500


def clean(text: str) -> str:
    """Return one line of text that no reader takes for anything else."""
    return text if text.isprintable() else clean_text(text)


def shown_text(value: Value, column: ListColumn) -> str:
    """Return a value as the screen shows it (UIX-17, FLD-11)."""
    if value is None:
        return ""
    if column.kind is CellKind.TICK:
        return "[x]" if value else "[ ]"
    if isinstance(value, int) and column.kind is CellKind.AMOUNT:
        return format_amount(value, blank_zero=not column.signed)
    return format_date(value) if isinstance(value, date) else clean(str(value))


def plain_text(value: Value, column: ListColumn) -> str:
    """Return a value as French spreadsheets read it: decimal comma, JJ/MM/AAAA (XPL-01)."""
    if isinstance(value, bool) or (value is not None and column.kind is CellKind.TICK):
        return "Oui" if value else "Non"
    if isinstance(value, int) and column.kind is CellKind.AMOUNT:
        return format_plain(value)
    return shown_text(value, column)


def machine_value(value: Value, column: ListColumn) -> str | int | bool | None:
    """Return a value as programs read it: amounts as decimal strings with a point, ISO dates (ETSO-08)."""
    if value is None or isinstance(value, bool):
        return value
    if column.kind is CellKind.TICK:
        return bool(value)
    if isinstance(value, int):
        return format_point(value) if column.kind is CellKind.AMOUNT else value
    return iso(value) if isinstance(value, date) else clean(value)


def rows_of(table: ListTable) -> Iterator[ListRow]:
    """Yield the rows of a table without what groups them."""
    return (row for row in table.rows if not isinstance(row, Banner))
