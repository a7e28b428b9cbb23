"""Exact one-to-one lettering, beside one SQL statement that joins the same lines to themselves on their amount."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from benchmarks.measure import in_turn, run
from benchmarks.registry import Row, benchmark, beside
from benchmarks.work import Work, python

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The dossier as if nothing had been lettered: a file made for the measure, not an act of the program.
_FORGET = """
    UPDATE lettering SET complete = 0;
    UPDATE entry_line SET lettering_id = NULL WHERE lettering_id IS NOT NULL;
    DELETE FROM lettering;
    UPDATE account SET next_lettering_code = 'AA';
    ANALYZE;
"""
_COPY = """
    CREATE TABLE line AS
    SELECT entry_line.id, account_id AS account, entry_date AS day, debit, credit, CAST(NULL AS TEXT) AS code
      FROM dossier.entry_line JOIN dossier.account ON account.id = account_id
     WHERE number GLOB '4[01]*' AND lettering = 1 ORDER BY account_id, entry_date, entry_line.id
"""


def unlettered(work: Work) -> Path:
    """Make a copy of the dossier without any lettering."""
    path = work.folder / "unlettered.compta"
    shutil.copy(work.dossier, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_FORGET)
    return path


def bare_lines(dossier: Path, path: Path) -> int:
    """Make a bare database of the open lines of the third parties; return how many there are."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ATTACH ? AS dossier", (str(dossier),))
        connection.execute(_COPY)
        connection.execute("CREATE INDEX line_id ON line (id)")
        return int(connection.execute("SELECT count(*) FROM line").fetchone()[0])


@benchmark("lettering")
def lettering(work: Work) -> Iterator[Row]:
    """Pair the lines of the customers and of the suppliers, and write their codes."""
    source, bare = unlettered(work), work.folder / "unlettered.db"
    lines = bare_lines(source, bare)
    ours, reference = work.folder / "lettered.compta", work.folder / "lettered.db"

    def prepared(path: Path, copy: Path) -> Path:
        for name in (copy.name, f"{copy.name}-wal", f"{copy.name}-shm"):
            copy.with_name(name).unlink(missing_ok=True)
        shutil.copy(path, copy)
        return copy

    pair = in_turn(
        work.rounds,
        lambda: run(python("benchmarks.letter_exactly", prepared(source, ours))),
        lambda: run(python("benchmarks.bare_lettering", prepared(bare, reference))),
    )
    what = f"{lines} open lines lettered one to one, written"
    yield from beside(what, pair, 3, "SQL self-join on the amount")
