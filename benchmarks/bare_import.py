"""The least that an import can do: read the file with `csv`, insert its rows with `executemany`.

``python -m benchmarks.bare_import FEC DATABASE``: one table without index, one transaction, no control.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CREATE = """
    CREATE TABLE line (
        journal TEXT, journal_title TEXT, number TEXT, day TEXT, account TEXT, account_title TEXT, auxiliary TEXT,
        auxiliary_title TEXT, piece TEXT, piece_day TEXT, label TEXT, debit INTEGER, credit INTEGER, code TEXT,
        code_day TEXT, validated TEXT, foreign_amount TEXT, currency TEXT
    ) STRICT
"""
_INSERT = "INSERT INTO line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_DEBIT, _CREDIT = 11, 12


def import_rows(fec: Path, database: Path) -> None:
    """Create `database` with one row per line of `fec`, amounts in cents."""
    with fec.open(encoding="utf-8", newline="") as file, closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(_CREATE)
        connection.executemany(_INSERT, _rows(file))


def _rows(file: Iterator[str]) -> Iterator[list[str | int]]:
    rows: Iterator[list[str | int]] = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)  # type: ignore[assignment]
    next(rows)
    for row in rows:
        row[_DEBIT] = int(str(row[_DEBIT]).replace(",", ""))
        row[_CREDIT] = int(str(row[_CREDIT]).replace(",", ""))
        yield row


if __name__ == "__main__":
    import_rows(Path(sys.argv[1]), Path(sys.argv[2]))
