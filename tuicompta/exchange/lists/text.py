"""A list as text in aligned columns, whole or laid out for paper (XPL-01, LST-10)."""

from collections.abc import Iterator, Sequence

from tuicompta.core.text import cell_width, fit
from tuicompta.exchange.lists.cells import ROWS_IN_A_CHUNK, clean, shown_text
from tuicompta.exchange.lists.table import Banner, CellKind, ListColumn, ListRow, ListTable

_GAP = "  "
_INDENT = "  "
_NARROWEST = 6
"""A column of texts is not cut under this width."""
NOTHING = "Aucune ligne"


def text_chunks(table: ListTable) -> Iterator[bytes]:
    """Yield the file, nothing cut, in chunks of whole lines."""
    lines: list[str] = []
    for line in text_lines(table):
        lines.append(line + "\n")
        if len(lines) >= ROWS_IN_A_CHUNK:
            yield "".join(lines).encode()
            lines.clear()
    yield "".join(lines).encode()


def text_lines(table: ListTable, width: int = 0) -> Iterator[str]:
    """Yield the lines of a list: heading, titles, rows, totals.

    With a `width` in cells, columns of texts are cut with `…` to keep lines within it; amounts and dates never are.
    """
    cells = [_cells(row, table.columns) for row in table.rows]
    totals = [_cells(total, table.columns) for total in table.totals]
    sizes = _sizes(table.columns, [*cells, *totals])
    if width:
        sizes = _narrowed(sizes, table.columns, width)
    rule = "─" * (sum(sizes) + len(_GAP) * (len(sizes) - 1))
    yield from (clean(line) for line in (table.title, *table.lines_above, ""))
    yield _line([clean(column.title) for column in table.columns], table.columns, sizes)
    yield rule
    for row, texts in zip(table.rows, cells, strict=True):
        yield (
            _banner(row, texts, table.columns, sizes) if isinstance(row, Banner) else _line(texts, table.columns, sizes)
        )
    if not table.rows:
        yield NOTHING
    if totals:
        yield rule
    for total, texts in zip(table.totals, totals, strict=True):
        yield _banner(total, texts, table.columns, sizes)


def _cells(row: ListRow | Banner, columns: tuple[ListColumn, ...]) -> list[str]:
    if isinstance(row, Banner):
        return ["", *row.texts[1:]]
    texts = [shown_text(value, column) for value, column in zip(row.values, columns, strict=True)]
    return [_INDENT * row.level + texts[0], *texts[1:]]


def _sizes(columns: tuple[ListColumn, ...], rows: Sequence[list[str]]) -> list[int]:
    """Return the width of each column: that of its widest text, its title included."""
    sizes = [cell_width(clean(column.title)) for column in columns]
    for texts in rows:
        for place, text in enumerate(texts):
            if len(text) > sizes[place] or not text.isascii():
                sizes[place] = max(sizes[place], cell_width(text))
    return sizes


def _narrowed(sizes: list[int], columns: tuple[ListColumn, ...], width: int) -> list[int]:
    """Return widths that fit in a line: the widest columns of texts give way first."""
    sizes = list(sizes)
    texts = [place for place, column in enumerate(columns) if column.kind is CellKind.TEXT]
    over = sum(sizes) + len(_GAP) * (len(sizes) - 1) - width
    while over > 0 and texts:
        widest = max(texts, key=lambda place: sizes[place])
        if sizes[widest] <= _NARROWEST:
            break
        sizes[widest] -= 1
        over -= 1
    return sizes


def _line(texts: Sequence[str], columns: tuple[ListColumn, ...], sizes: list[int]) -> str:
    parts = [
        fit(text, size, "right" if column.leans_right else "left")
        for text, column, size in zip(texts, columns, sizes, strict=True)
    ]
    return _GAP.join(parts).rstrip()


def _banner(banner: Banner, texts: list[str], columns: tuple[ListColumn, ...], sizes: list[int]) -> str:
    """Write a title of group or a total: its caption runs over the empty columns before the first figure."""
    first = next((place for place, text in enumerate(texts) if text), len(texts))
    room = sum(sizes[:first]) + len(_GAP) * (first - 1)
    caption = fit(_INDENT * banner.level + clean(banner.caption), max(room, 1))
    return _GAP.join([caption, _line(texts[first:], columns[first:], sizes[first:])]).rstrip()
