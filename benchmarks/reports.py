"""Headless reports, beside the start of Python, SQLite alone and other accounting programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from benchmarks.journals import to_beancount, to_ledger
from benchmarks.measure import in_turn, run
from benchmarks.programs import ProgramMissingError, bean_query, debian_program, version
from benchmarks.registry import Row, benchmark, beside
from benchmarks.work import YEAR, Work, python

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_QUICK_ROUNDS = 9
_MOST_MEMORY = 300  # MB
_KIB_PER_MB = 1024
_LEDGER = """
.mode csv
.headers on
SELECT iif(auxiliary = '', account, auxiliary) AS number, day, journal, piece, label, debit, credit,
       sum(debit - credit) OVER (PARTITION BY iif(auxiliary = '', account, auxiliary) ORDER BY day, rowid) AS balance
  FROM line ORDER BY number, day, rowid;
"""


def _report(work: Work, name: str, form: str = "csv") -> list[str | Path]:
    return python("tuicompta", work.dossier, "--report", name, "--format", form, "--year", str(YEAR))


@benchmark("balance")
def balance(work: Work) -> Iterator[Row]:
    """Run the trial balance as a whole process, beside the start of Python with the libraries that it needs."""
    command = _report(work, "balance")
    start = [sys.executable, "-c", "import peewee, click"]
    pair = in_turn(_QUICK_ROUNDS, lambda: run(command), lambda: run(start))
    what = f"balance of {work.lines} lines"
    yield Row(what, pair.ours.seconds, "ms", 2.5, "python, peewee, click started", pair.reference.seconds)
    for budget, other in ((1 / 100, _hledger), (1 / 25, _ledger), (None, _beancount)):
        try:
            against, seconds = other(work)
        except ProgramMissingError as error:
            sys.stderr.write(f"{error}\n")
            continue
        yield Row(what, pair.ours.seconds, "ms", budget, against, seconds)


def _hledger(work: Work) -> tuple[str, float]:
    """Return the name of the program and the seconds of its balance; so do the next ones."""
    program = debian_program("hledger")
    journal = work.folder / "entries.ledger"
    to_ledger(work.fec, journal)
    return version(program), run([program, "-f", journal, "balance", "--flat", "-O", "csv"]).seconds


def _ledger(work: Work) -> tuple[str, float]:
    program = debian_program("ledger")
    journal = work.folder / "entries.ledger"
    to_ledger(work.fec, journal)
    return version(program), run([program, "-f", journal, "balance", "--flat"]).seconds


def _beancount(work: Work) -> tuple[str, float]:
    program = bean_query(work.folder)
    journal = work.folder / "entries.beancount"
    to_beancount(work.fec, journal)
    query = "SELECT account, sum(position) GROUP BY account"
    return version(program), run([program, "-f", "csv", journal, query]).seconds


@benchmark("general-ledger")
def general_ledger(work: Work) -> Iterator[Row]:
    """Write every line with its running balance."""
    query = work.folder / "ledger.sql"
    query.write_text(_LEDGER, encoding="utf-8")
    command, bare, shell = _report(work, "grand-livre"), work.bare, debian_program("sqlite3")
    pair = in_turn(
        work.rounds,
        lambda: run(command, output=work.folder / "ledger.csv"),
        lambda: run([shell, bare], source=query, output=work.folder / "bare-ledger.csv"),
    )
    what = f"general ledger of {work.lines} lines, csv"
    yield from beside(what, pair, 2, "sqlite3 shell dump")


@benchmark("files")
def files(work: Work) -> Iterator[Row]:
    """Write every line with its running balance in the forms that take the longest: once, their memory matters most."""
    for form in ("pdf", "xlsx"):
        ours = run(_report(work, "grand-livre", form), output=work.folder / f"ledger.{form}")
        what = f"general ledger of {work.lines} lines, {form}"
        yield Row(what, ours.seconds, "s")
        yield Row(f"{what}, peak memory", ours.peak_kib / _KIB_PER_MB, "MB", _MOST_MEMORY)
