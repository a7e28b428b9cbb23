"""Temporary database for what must be sorted or grouped over a whole file without filling the memory."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tuicompta.models.failures import Refusals

# SQLite keeps 32 MiB in memory and the rest in an unnamed file that ends with the connection.
_PRAGMAS = (
    "PRAGMA page_size = 32768",
    "PRAGMA cache_size = -32768",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
)


class Scratch:
    """A private database that leaves no trace; not a dossier. `path` names the file, which others may then read."""

    def __init__(self, path: Path | None = None) -> None:
        self._refusals = Refusals(str(path or ""))
        self._connection = sqlite3.connect("" if path is None else path, isolation_level=None)
        for pragma in _PRAGMAS:
            self._connection.execute(pragma)
        self._connection.execute("BEGIN")

    def publish(self) -> None:
        """Let other connections read the file."""
        with self._refusals:
            self._connection.execute("COMMIT")

    def script(self, statements: str) -> None:
        """Run statements without parameters: tables and indexes."""
        with self._refusals:
            for statement in statements.split(";"):
                self._connection.execute(statement)

    def insert(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Run one statement for each row."""
        with self._refusals:
            self._connection.executemany(statement, rows)

    def rows(self, query: str, parameters: tuple[Any, ...] = ()) -> Iterator[Any]:
        """Yield the rows of a query one by one."""
        return iter(self._connection.execute(query, parameters))

    def count(self, query: str, parameters: tuple[Any, ...] = ()) -> int:
        """Return the number that a query gives as its only value, 0 for none."""
        row = self._connection.execute(query, parameters).fetchone()
        return 0 if row is None or row[0] is None else int(row[0])

    def close(self) -> None:
        """Drop everything."""
        self._connection.close()
