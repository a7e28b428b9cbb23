"""The least that an exact lettering can do: join the lines to themselves on account and amount, write a code.

``python -m benchmarks.bare_lettering DATABASE``: one statement, one transaction, no control, no date of lettering.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

_LETTER = """
    WITH side AS (
        SELECT id, account, abs(debit - credit) AS amount, debit > credit AS owed,
               row_number() OVER (PARTITION BY account, abs(debit - credit), debit > credit ORDER BY day, id) AS place
          FROM line),
    pair AS (
        SELECT one.id AS one, other.id AS other, one.account || '-' || one.amount || '-' || one.place AS code
          FROM side AS one JOIN side AS other USING (account, amount, place) WHERE one.owed = 1 AND other.owed = 0)
    UPDATE line SET code = found.code
      FROM (SELECT one AS id, code FROM pair UNION ALL SELECT other, code FROM pair) AS found WHERE found.id = line.id
"""


def letter(path: Path) -> int:
    """Letter every pair and return how many lines took a code."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(_LETTER)
        return int(connection.execute("SELECT changes()").fetchone()[0])


if __name__ == "__main__":
    sys.stdout.write(f"{letter(Path(sys.argv[1]))}\n")
