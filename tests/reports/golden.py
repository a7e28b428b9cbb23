"""A small readable dossier, and the reports printed from it byte for byte.

`python -m tests.reports.golden` writes the files of the folder `golden` again: read the differences before keeping
them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tests.reports.books_kit import Books, Line, clock, new_template
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(__file__).with_name("golden")
COMMON = ("--year", "2026", "--print-date", "2026-03-31")
MARCH = ("--from", "2026-03-01", "--to", "31/03/2026")
CASES: dict[str, tuple[str, ...]] = {
    "balance.txt": ("balance", *MARCH),
    "balance.csv": ("balance", *MARCH, "--format", "csv"),
    "balance.json": ("balance", *MARCH, "--format", "json"),
    "balance-80.txt": ("balance", "--columns", "4", "--option", "racines=1,2", "--width", "80"),
    "balance-empty.txt": ("balance", "--accounts", "890000"),
    "balance-empty.json": ("balance", "--accounts", "890000", "--format", "json"),
    "balance-mensuelle.txt": ("balance-mensuelle", "--width", "100"),
    "balance-trimestrielle.txt": ("balance-trimestrielle",),
    "comparatif.txt": ("comparatif", "--width", "80"),
    "journal.txt": ("journal", "--status", "nv,v,s", "--option", "statut", "--option", "definitif"),
    "journal.csv": ("journal", "--format", "csv"),
    "journal.json": ("journal", "--journals", "AC", "--format", "json"),
    "livre-journal.txt": ("journal", "--option", "livre-journal"),
    "grand-livre.txt": ("grand-livre", "--option", "contrepartie", "--option", "echeance"),
    "grand-livre-mars.txt": ("grand-livre", *MARCH),
    "grand-livre.csv": ("grand-livre", "--format", "csv"),
    "grand-livre.json": ("grand-livre", "--accounts", "401..411", *MARCH, "--format", "json"),
    "grand-livre-tiers.txt": ("grand-livre-tiers", "--lettering", "open", "--width", "100"),
    "brouillard.txt": ("brouillard", "--entry-totals", "--width", "160"),
    "plan-journaux.txt": ("plan-journaux",),
    "suivi.txt": ("suivi",),
    "plan-comptable.txt": ("plan-comptable", "--accounts", "401*,44566"),
}


def write_books(folder: Path) -> Path:
    """Write the dossier: an opening, purchases, sales, payments, a lettering, a simulation."""
    path = new_template(folder)
    dossier = open_dossier(path, clock=clock)
    books = Books(dossier)
    books.load()
    books.post(
        "AN", "01/01/2026", Line("512000", 250_000), Line("411ABC", 60_000), Line("101000", -310_000), status="V"
    )
    _january(books)
    _march(books)
    close_dossier(dossier)
    return path


def _january(books: Books) -> None:
    invoice = books.post(
        "AC",
        "15/01/2026",
        Line("606400", 102_880, "Fournitures Dupont, ramettes «A4»"),
        Line("445660", 20_576, "Fournitures Dupont"),
        Line("401DUP", -123_456, "Fournitures Dupont", document="4471", due=date(2026, 2, 28)),
        piece="AC-0001",
        status="V",
    )
    books.post(
        "VE",
        "31/01/2026",
        Line("411ZED", 360_000, "Prestation de janvier – Zed & Cie", due=date(2026, 3, 2)),
        Line("706000", -360_000, "Prestation de janvier – Zed & Cie"),
        piece="VE-0001",
    )
    paid = books.post(
        "BP", "28/02/2026", Line("401DUP", 123_456, "Virement Dupont"), Line("512000", -123_456), piece="B12"
    )
    books.letter("AA", "28/02/2026", [invoice, paid], "401DUP")


def _march(books: Books) -> None:
    books.post(
        "AC",
        "12/03/2026",
        Line("613500", 1_234_567, "Crédit-bail œuvre d'art"),
        Line("401MAR", -1_234_567, "Crédit-bail œuvre d'art", due=date(2026, 4, 30)),
        piece="AC-0002",
    )
    books.post("CA", "20/03/2026", Line("530000", 5_000, "Retrait"), Line("512000", -5_000, "Retrait"), piece="C1")
    books.post(
        "OD",
        "31/03/2026",
        Line("421000", -80_000, "Salaires à payer (simulation)"),
        Line("606400", 80_000, "Salaires à payer (simulation)"),
        status="S",
    )


def printed(dossier: Path, words: Sequence[str]) -> bytes:
    """Return what the program prints for a report."""
    command = [sys.executable, "-m", "tuicompta", str(dossier), "--report", *words, *COMMON]
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    return done.stdout


def main() -> None:
    """Write every file again."""
    with tempfile.TemporaryDirectory() as folder:
        dossier = write_books(Path(folder))
        FOLDER.mkdir(exist_ok=True)
        for name, words in CASES.items():
            (FOLDER / name).write_bytes(printed(dossier, words))


if __name__ == "__main__":
    main()
