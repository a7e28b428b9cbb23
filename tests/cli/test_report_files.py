"""Reports written as PDF and as workbooks from the command line (ETCL-03, ETSO-06, ETSO-07)."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.reports.books_kit import Books, Line
from tests.reports.pdf_reader import read_pages
from tuicompta.reports.catalogue import SPECS, find_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Done

    Run = Callable[..., Done]

YEAR = ("--year", "2026", "--print-date", "2026-03-31")
NAMES = pytest.mark.parametrize("name", [spec.name for spec in SPECS])


@pytest.mark.spec("ETSO-01", "RPINV-08", "ETCL-06")
@NAMES
def test_every_report_is_written_by_the_extension_of_its_file(
    run: Run, books: Books, tmp_path: Path, name: str
) -> None:
    digest = hashlib.sha256(books.path.read_bytes()).hexdigest()
    words = YEAR if "year" in find_report(name).flags else YEAR[2:]
    for extension in ("pdf", "PDF", "xlsx"):
        path = tmp_path / f"sortie.{extension}"
        assert run(books.path, "--report", name, *words, "--output", path) == (0, "", "")
        if extension == "xlsx":
            sheet = openpyxl.load_workbook(path).worksheets[0]
            assert str(sheet["A1"].value).startswith("MOREL SARL · ")
        else:
            assert read_pages(path.read_bytes())[0].frame[0].cells[0].text == "MOREL SARL"
    assert hashlib.sha256(books.path.read_bytes()).hexdigest() == digest


@pytest.mark.spec("ETCL-03", "ETSO-11")
def test_a_format_that_is_named_beats_the_extension(run: Run, dossier: Path, tmp_path: Path) -> None:
    words = (dossier, "--report", "balance", *YEAR)
    assert run(*words, "--output", tmp_path / "a.pdf", "--format", "csv").code == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith("\ufeffCompte;".encode())
    assert run(*words, "--output", tmp_path / "a.texte").code == 0
    assert (tmp_path / "a.texte").read_text().startswith("MOREL SARL ")
    assert run(*words, "--output", tmp_path, "--format", "pdf").code == 0
    assert (tmp_path / "balance_Morel_20261231.pdf").read_bytes().startswith(b"%PDF-1.7\n")
    code, _, err = run(*words, "--output", tmp_path / "b.pdf", "--width", "100")
    assert (code, err) == (2, "L'option --width ne va qu'avec --format txt.\n")
    assert sorted(path.name for path in tmp_path.glob("*.tmp")) == []


@pytest.mark.spec("ETCL-03", "INST-13")
@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_a_terminal_shows_neither(dossier: Path, form: str) -> None:
    master, slave = os.openpty()
    command = [sys.executable, "-m", "tuicompta", str(dossier), "--report", "balance", *YEAR, "--format", form]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=slave, stderr=subprocess.PIPE, check=False)
    os.close(slave)
    os.close(master)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        f"Le format {form} ne s'affiche pas sur un terminal. Donnez un fichier avec --output, ou dirigez la sortie "
        "vers un fichier.\n"
    )


@pytest.mark.spec("ETCL-03", "ETCL-07")
def test_a_pipe_gets_the_file_the_same_bytes_each_time(dossier: Path) -> None:
    def piped(form: str) -> bytes:
        command = [sys.executable, "-m", "tuicompta", str(dossier), "--report", "grand-livre", *YEAR, "--format", form]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout

    assert piped("pdf") == piped("pdf")
    assert read_pages(piped("pdf"))[0].lines("411ABC")
    first = openpyxl.load_workbook(BytesIO(piped("xlsx"))).worksheets[0]
    assert first.title == "Grand Livre"


@pytest.mark.spec("ETSO-07")
def test_what_the_font_lacks_is_told(run: Run, books: Books, tmp_path: Path) -> None:
    books.post("AC", "11/03/2026", Line("606400", 1_250, "東京 Ōsaka"), Line("401DUP", -1_250, "東"))
    code, _, err = run(books.path, "--report", "journal", *YEAR, "--output", tmp_path / "journal.pdf")
    assert (code, err) == (0, "2 caractères absents de la police sont imprimés comme des losanges.\n")
    labels = [
        cell.text for line in read_pages((tmp_path / "journal.pdf").read_bytes())[0].details for cell in line.cells
    ]
    assert "�� Ōsaka" in labels


def test_a_terminal_reads_how_far_a_long_report_is_and_nothing_stays(books: Books, tmp_path: Path) -> None:
    lines = [Line("606400", 100) for _ in range(1500)]
    books.post("AC", "11/03/2026", *lines, Line("401DUP", -150_000))
    master, slave = os.openpty()
    command = [sys.executable, "-m", "tuicompta", str(books.path), "--report", "journal", *YEAR, "--output"]
    for extension in ("pdf", "xlsx"):
        subprocess.run([*command, str(tmp_path / f"a.{extension}")], stdin=subprocess.DEVNULL, stderr=slave, check=True)
    os.close(slave)
    told = os.read(master, 65_536).decode()
    os.close(master)
    assert told.startswith("\r\x1b[KLignes lues : 1000\r\x1b[K")
    assert "\r\x1b[KLignes écrites : " in told
    assert told.endswith("\r\x1b[K")


_LIMITED = """
import resource, signal, sys
from tuicompta.cli import main
from tuicompta.reports.render.pdf import parts
parts.PAGES_IN_A_PART = 1
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.attack
@pytest.mark.spec("ETSO-11", "INST-13")
@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_a_disk_that_takes_no_more_ends_in_a_sentence(run: Run, books: Books, tmp_path: Path, form: str) -> None:
    books.post("AC", "11/03/2026", *(Line("606400", n) for n in range(1, 500)), Line("401DUP", -124_750))
    path = tmp_path / f"journal.{form}"
    words = [str(books.path), "--report", "journal", *YEAR, "--output", str(path)]
    assert run(*words).code == 0
    whole = path.stat().st_size
    path.unlink()
    for limit in (*range(whole // 5, whole, whole // 5), whole - 2000, whole - 1):
        command = [sys.executable, "-c", _LIMITED, str(limit), *words]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        assert done.returncode == 1
        assert done.stderr.decode().startswith(f"Le fichier «{path}» ne peut pas être écrit (")
        assert done.stderr.count(b"\n") == 1
        assert [each.name for each in tmp_path.iterdir() if each.name.startswith((".tuicompta", "journal"))] == []
