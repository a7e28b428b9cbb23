"""The accounting file, in and out, beside what SQLite alone takes for the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.measure import in_turn, run
from benchmarks.programs import debian_program
from benchmarks.registry import Row, benchmark, beside
from benchmarks.work import YEAR, Work, python

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_MEMORY = 300  # MB
_KIB_PER_MB = 1024

_DUMP = """
.mode tabs
.headers on
SELECT * FROM line ORDER BY rowid;
"""


@benchmark("import")
def fec_import(work: Work) -> Iterator[Row]:
    """Import into a new dossier: checked, indexed, totals kept."""
    pair = in_turn(
        work.rounds,
        lambda: work.create_dossier(work.folder / "imported.compta"),
        lambda: work.import_bare(work.folder / "imported.db"),
    )
    what = f"FEC of {work.lines} lines imported"
    yield from beside(what, pair, 3, "csv + sqlite3 executemany")
    yield Row(f"{what}, peak memory", pair.ours.peak_kib / _KIB_PER_MB, "MB", _MOST_MEMORY)


@benchmark("export")
def fec_export(work: Work) -> Iterator[Row]:
    """Write the accounting file of the dossier, controlled, with its notice."""
    dump = work.folder / "dump.sql"
    dump.write_text(_DUMP, encoding="utf-8")
    file, shell = work.folder / "exported.txt", debian_program("sqlite3")
    export = python("tuicompta", work.dossier, "--export", "fec", "--year", str(YEAR), "--output", file, "--force")
    bare = work.bare
    pair = in_turn(
        work.rounds,
        lambda: run(export),
        lambda: run([shell, bare], source=dump, output=work.folder / "dump.tsv"),
    )
    what = f"FEC of {work.lines} lines exported"
    yield from beside(what, pair, 3, "sqlite3 shell dump")
    yield Row(f"{what}, peak memory", pair.ours.peak_kib / _KIB_PER_MB, "MB", _MOST_MEMORY)
