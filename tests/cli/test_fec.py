"""`--export fec`, `--import fec`, `--check-fec` from the outside (FECX, CEE-11, FECV-07)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_create import write_fec
from tests.reports.books_kit import Books, Line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Done

    Run = Callable[..., Done]


@pytest.fixture
def created(run: Run, tmp_path: Path) -> Path:
    """An empty dossier of 2025 and 2026."""
    path = tmp_path / "Neuf.compta"
    words = ("--company", "NEUVE", "--siren", "732829320", "--start", "2025-01-01", "--end", "2025-12-31")
    assert run(path, "--create", *words).code == 0
    return path


@pytest.mark.spec("FECV-07", "INST-13")
def test_control_of_a_file(run: Run, tmp_path: Path) -> None:
    fec = write_fec(tmp_path)
    code, out, err = run("--check-fec", fec)
    assert (code, err) == (0, "")
    assert "Conforme" in out.splitlines()
    assert json.loads(run("--check-fec", fec, "--format", "json", "--regime", "bic").out)["conforming"] is True
    write_fec(tmp_path, credit="100,00")
    done = run("--check-fec", fec)
    assert done.code == 1
    assert "Non conforme" in done.out
    assert run("--check-fec", tmp_path / "absent.txt").code == 2


@pytest.mark.spec("CEE-11", "INST-13")
def test_import_prints_its_report_and_a_dry_run_writes_nothing(run: Run, created: Path, tmp_path: Path) -> None:
    fec = write_fec(tmp_path)
    dry = run(created, "--import", "fec", fec, "--dry-run")
    assert (dry.code, dry.err) == (0, "")
    assert "Rien n'est écrit." in dry.out
    assert "VE         03/2025         1       2           120,00           120,00" in dry.out
    assert '"rows": [\n' in run(created, "--report", "journal", "--year", "2025", "--format", "json").out
    done = run(created, "--import", "fec", fec)
    assert (done.code, done.err) == (0, "")
    assert "Importé, lot n° 1 : 1 écriture, 2 lignes" in done.out
    again = run(created, "--import", "fec", fec)
    assert "Déjà importées, ignorées : 1 écriture" in again.out
    assert "120,00" in run(created, "--report", "balance", "--year", "2025").out


@pytest.mark.spec("CEE-11", "INST-13")
def test_a_refused_import_ends_with_1_and_names_the_lines(run: Run, created: Path, tmp_path: Path) -> None:
    fec = write_fec(tmp_path, credit="100,00")
    done = run(created, "--import", "fec", fec)
    assert done.code == 1
    assert "Rien n'est écrit." in done.out
    assert "ligne 2" in done.err
    unknown = run(created, "--import", "fec", write_fec(tmp_path), "--no-create")
    assert unknown.code == 1
    assert "411ABC" in unknown.err
    assert run(created, "--import", "ofx", fec).err == "Format inconnu pour --import : «ofx». Formats : fec.\n"


@pytest.mark.spec("CEE-11")
def test_simulated_entries_are_left_out_of_the_figures(run: Run, created: Path, tmp_path: Path) -> None:
    assert run(created, "--import", "fec", write_fec(tmp_path), "--simulated").code == 0
    assert "411ABC" not in run(created, "--report", "balance", "--year", "2025").out
    assert "411ABC" in run(created, "--report", "balance", "--year", "2025", "--status", "s").out


@pytest.mark.spec("FECX-01", "FECX-02", "FECX-08", "INST-13")
def test_export_prints_the_path_and_tells_what_is_left_out(run: Run, books: Books, tmp_path: Path) -> None:
    books.post("AC", "11/03/2025", Line("606400", 500), Line("401DUP", -500), piece="A1", status="V")
    books.post("VE", "12/03/2025", Line("411ABC", 700), Line("706000", -700), piece="V1")
    (folder := tmp_path / "exports").mkdir()
    words = (books.path, "--export", "fec", "--year", "2025", "--output", folder)
    final = folder / "732829320FEC20251231.txt"
    done = run(*words)
    assert done.err.startswith("Écritures non validées, absentes du fichier : 1 (VE 1).")
    assert (done.code, done.out) == (0, f"{final}\n")
    assert len(final.read_text(encoding="utf-8").splitlines()) == 3
    assert run(*words).code == 1
    assert run(*words, "--force").code == 0
    draft = run(*words, "--draft")
    assert draft.out == f"{folder / '732829320FEC20251231_projet.txt'}\n"
    assert run("--check-fec", final).code == 0
