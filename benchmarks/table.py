"""The table of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.registry import Row

_HEADINGS = ("what", "ours", "reference", "", "ratio", "budget", "verdict")
_UNITS = {"ms": (1e3, 1), "s": (1.0, 2), "MB": (1.0, 0), "B": (1.0, 0)}


def render(rows: Sequence[Row]) -> str:
    """Return the table in Markdown, its columns aligned."""
    cells = [_HEADINGS, *map(_cells, rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEADINGS))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.what,
        _figure(row.ours, row.unit),
        "" if row.reference is None else _figure(row.reference, row.unit),
        row.against,
        "" if row.ratio is None else _ratio(row.ratio),
        _budget(row),
        "" if row.budget is None else "kept" if row.holds else "EXCEEDED",
    )


def _figure(value: float, unit: str) -> str:
    factor, decimals = _UNITS[unit]
    return f"{value * factor:,.{decimals}f} {unit}".replace(",", " ")


def _ratio(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio >= 0.1 else f"1/{1 / ratio:.0f}"  # noqa: PLR2004


def _budget(row: Row) -> str:
    if row.budget is None:
        return ""
    return "≤ " + (_figure(row.budget, row.unit) if row.reference is None else _ratio(row.budget))
