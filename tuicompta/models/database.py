"""The typed face of peewee's SQLite database: plain SQL in, tuples out, refusals instead of errors of SQLite."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from tuicompta.models.failures import DossierMovedError, Refusals
from tuicompta.models.held_files import FileId, file_id, hold, release

Row = tuple[Any, ...]
Parameters = Sequence[Any]

_BATCH = 500


class Database(SqliteDatabase):
    """One open dossier file. Every statement is a constant with parameters; values never enter the text.

    Whatever the storage refuses comes out as a refusal of `models.failures` or as `RuleRefusedError`.
    """

    file: Path | None = None
    inode: FileId | None = None
    only_read: bool = False

    def connect(self, reuse_if_open: bool = False) -> bool:  # noqa: FBT001, FBT002 - the signature of peewee
        """Open the file, and remember which one it is."""
        opened = False
        before = file_id(self.file)
        hold(before)
        try:
            with self._refusals():
                opened = bool(super().connect(reuse_if_open))
            self.inode = file_id(self.file)
        finally:
            if not opened or self.inode != before:
                release(before)
                hold(self.inode if opened else None)
        return opened

    def close(self) -> bool:
        """Close the connection; the file is held no longer."""
        closed = bool(super().close())
        if closed:
            release(self.inode)
        return closed

    def connection(self) -> sqlite3.Connection:
        """Return the connection of sqlite3."""
        opened: sqlite3.Connection = super().connection()
        return opened

    def begin(self, lock_type: str | None = None) -> None:
        """Begin a transaction."""
        with self._refusals():
            super().begin(lock_type)

    def commit(self) -> None:
        """Make the transaction last."""
        with self._refusals():
            super().commit()

    def rollback(self) -> None:
        """Undo the transaction; when the disk is full SQLite has already done so by itself."""
        if self.connection().in_transaction:
            with self._refusals():
                super().rollback()

    def execute_sql(self, sql: str, params: Parameters | None = None) -> Any:  # noqa: ANN401 - a cursor of sqlite3
        """Run a statement and return its cursor."""
        with self._refusals():
            return super().execute_sql(sql, params)

    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement that changes data and return the identifier of the row it inserted."""
        return int(self.execute_sql(sql, parameters).lastrowid or 0)

    def changed(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement that changes data and return the number of rows it changed."""
        return int(self.execute_sql(sql, parameters).rowcount)

    def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run one statement for many rows, the fast way of imports."""
        with self._refusals():
            self.cursor().executemany(sql, rows)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Return all the rows of a query."""
        with self._refusals():
            fetched: list[Row] = self.execute_sql(sql, parameters).fetchall()
        return fetched

    def stream(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """Yield the rows of a query one by one, in bounded memory."""
        cursor = self.execute_sql(sql, parameters)
        while batch := self._batch(cursor):
            yield from batch

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """Return the first row of a query, nothing when there is none."""
        with self._refusals():
            fetched: Row | None = self.execute_sql(sql, parameters).fetchone()
        return fetched

    def value(self, sql: str, parameters: Parameters = ()) -> Any:  # noqa: ANN401 - a cell may hold anything
        """Return the first cell of the first row, nothing when there is none."""
        fetched = self.row(sql, parameters)
        return fetched[0] if fetched else None

    def require_in_place(self) -> None:
        """Refuse to write in a file that is no longer the one at its path: its log would be lost or shared.

        Raises `DossierMovedError`.
        """
        if self.inode and file_id(self.file) != self.inode:
            raise DossierMovedError(path=str(self.file))

    def _batch(self, cursor: Any) -> list[Row]:  # noqa: ANN401 - a cursor of sqlite3
        with self._refusals():
            fetched: list[Row] = cursor.fetchmany(_BATCH)
        return fetched

    def _refusals(self) -> Refusals:
        return Refusals(str(self.file or self.database))
