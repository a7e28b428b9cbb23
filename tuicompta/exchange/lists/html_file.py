"""A list as a web page that stands alone: a table with its groups and its totals (XPL-01, XPL-05)."""

from collections.abc import Iterator
from html import escape

from tuicompta.exchange.lists.cells import ROWS_IN_A_CHUNK, clean, shown_text
from tuicompta.exchange.lists.table import Banner, ListColumn, ListRow, ListTable

_STYLE = (
    "body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}"
    "th,td{padding:.15em .6em;text-align:left;vertical-align:top}"
    "thead th{border-bottom:1px solid}tfoot th,tfoot td{border-top:1px solid;font-weight:bold}"
    ".r{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}"
    ".g th,.g td{padding-top:.8em;font-weight:bold}"
)


def html_chunks(table: ListTable) -> Iterator[bytes]:
    """Yield the page in chunks of whole rows."""
    lines = [*_head(table), "<tbody>"]
    for row in table.rows:
        lines.append(_banner(row, table.columns, "g") if isinstance(row, Banner) else _row(row, table.columns))
        if len(lines) >= ROWS_IN_A_CHUNK:
            yield _encoded(lines)
            lines.clear()
    foot = [_banner(total, table.columns, "t") for total in table.totals]
    yield _encoded([*lines, "</tbody>", *(["<tfoot>", *foot, "</tfoot>"] if foot else []), "</table></body></html>"])


def _head(table: ListTable) -> list[str]:
    title = escape(clean(table.title))
    return [
        "<!DOCTYPE html>",
        f'<html lang="fr"><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head><body>',
        f"<h1>{title}</h1>",
        *(f"<p>{escape(clean(line))}</p>" for line in table.lines_above),
        "<table><thead>",
        "<tr>"
        + "".join(f"<th{_side(column)}>{escape(clean(column.title))}</th>" for column in table.columns)
        + "</tr>",
        "</thead>",
    ]


def _row(row: ListRow, columns: tuple[ListColumn, ...]) -> str:
    cells = zip(row.values, columns, strict=True)
    return "<tr>" + "".join(f"<td{_side(column)}>{escape(shown_text(v, column))}</td>" for v, column in cells) + "</tr>"


def _banner(banner: Banner, columns: tuple[ListColumn, ...], kind: str) -> str:
    """Write a title of group or a total: its caption over the columns before the first figure."""
    first = next((place for place, text in enumerate(banner.texts) if place and text), len(columns))
    caption = f'<th colspan="{first}">{escape(clean(banner.caption))}</th>'
    cells = zip(banner.texts[first:], columns[first:], strict=True)
    return (
        f'<tr class="{kind}">{caption}' + "".join(f"<td{_side(c)}>{escape(text)}</td>" for text, c in cells) + "</tr>"
    )


def _side(column: ListColumn) -> str:
    return ' class="r"' if column.leans_right else ""


def _encoded(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
