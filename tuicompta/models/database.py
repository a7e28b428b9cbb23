"""The typed face of peewee's SQLite database: plain SQL in, tuples out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from peewee import SqliteDatabase

Row = tuple[Any, ...]
Parameters = Sequence[Any]


class Database(SqliteDatabase):
    """One open dossier file. Every statement is a constant with parameters; values never enter the text."""

    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement that changes data and return the identifier of the row it inserted."""
        return int(self.execute_sql(sql, parameters).lastrowid or 0)

    def changed(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement that changes data and return the number of rows it changed."""
        return int(self.execute_sql(sql, parameters).rowcount)

    def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run one statement for many rows, the fast way of imports."""
        self.cursor().executemany(sql, rows)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Return all the rows of a query."""
        fetched: list[Row] = self.execute_sql(sql, parameters).fetchall()
        return fetched

    def stream(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """Yield the rows of a query one by one, in bounded memory."""
        yield from self.execute_sql(sql, parameters)

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """Return the first row of a query, nothing when there is none."""
        fetched: Row | None = self.execute_sql(sql, parameters).fetchone()
        return fetched

    def value(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - a cell may hold anything
        """Return the first cell of the first row, nothing when there is none."""
        fetched = self.row(sql, parameters)
        return fetched[0] if fetched else None
