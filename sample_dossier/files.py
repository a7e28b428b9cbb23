"""Reading the source files."""

import csv
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from tuicompta.core.amounts import parse_amount

Row = dict[str, str]
_HERE = files(__package__)


def table(name: str) -> list[Row]:
    """Return the rows of a table: `;` separates, the first row names the columns, `#` begins a comment."""
    lines = (line for line in _HERE.joinpath(name).read_text(encoding="utf-8").splitlines() if line)
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter=";"))


def document(name: str) -> dict[str, Any]:
    """Return a TOML document."""
    return tomllib.loads(_HERE.joinpath(name).read_text(encoding="utf-8"))


def tables_of(folder: str) -> Iterator[tuple[str, list[Row]]]:
    """Yield the tables of a folder by name, without the extension: the code of a journal."""
    for name in sorted(entry.name for entry in _HERE.joinpath(folder).iterdir() if entry.name.endswith(".csv")):
        yield name.removesuffix(".csv"), table(f"{folder}/{name}")


def grouped(rows: list[Row]) -> Iterator[list[Row]]:
    """Yield the rows of one entry after those of another; a row without date goes on with the entry above."""
    starts = [rank for rank, row in enumerate(rows) if row["date"]]
    for start, following in zip(starts, [*starts[1:], len(rows)], strict=True):
        yield rows[start:following]


def cents(text: str) -> int:
    """Return an amount of a cell in cents, 0 when it is empty."""
    return parse_amount(text) if text else 0
