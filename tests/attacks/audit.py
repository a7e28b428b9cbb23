"""What must hold after any attack, read without the program's own services where that is possible."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.services.conftest import fixed_clock
from tuicompta.services.dossiers.check import Fault, check_dossier
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier

ROOT = Path(__file__).parents[2]

_FIGURES = """
    SELECT account.number, journal.code, period.start_date, status, debit, credit FROM balance_total
      JOIN account ON account.id = account_id JOIN journal ON journal.id = journal_id
      JOIN period ON period.id = period_id
    UNION ALL
    SELECT account.number, journal.code, period.start_date, status, sum(debit), sum(credit)
      FROM entry_line JOIN entry ON entry.id = entry_id JOIN account ON account.id = account_id
      JOIN journal ON journal.id = journal_id JOIN period ON period.id = period_id GROUP BY 1, 2, 3, 4
    UNION ALL
    SELECT number, code, '', '', sum(debit), sum(credit) FROM entry_line JOIN lettering ON lettering.id = lettering_id
      JOIN account ON account.id = lettering.account_id GROUP BY lettering.id
    ORDER BY 1, 2, 3, 4, 5, 6
"""


def faults_of(path: Path) -> list[Fault]:
    """Open a dossier as the program does and return what its own check finds."""
    dossier = open_dossier(path, clock=fixed_clock)
    try:
        return check_dossier(dossier.database)
    finally:
        close_dossier(dossier)


def read(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """Read a file, its log included, as any other tool would."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def figures(path: Path) -> list[tuple[Any, ...]]:
    """Return every figure that a report could show: totals, sums of lines, lettered groups."""
    return read(path, _FIGURES)


def start(verb: str, path: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a worker on a dossier; its acknowledgements come line by line."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.attacks.workers", verb, str(path), *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
