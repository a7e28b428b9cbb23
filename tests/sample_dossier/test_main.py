"""`python -m sample_dossier`: builds the dossier of a day, or says why not."""

import subprocess
import sys
from pathlib import Path

import pytest

from sample_dossier.__main__ import main
from tests.architecture import ROOT
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years


def test_the_dossier_of_a_day_is_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "Essai.compta"
    assert main([str(path), "--today", "2030-02-01"]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    opened = open_dossier(path)
    assert [year.label for year in fiscal_years(opened.database)] == ["2029", "2030"]
    close_dossier(opened)


def test_a_refusal_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "Essai.compta"
    path.touch()
    assert main([str(path)]) == 1
    assert capsys.readouterr().err.startswith("Un dossier porte déjà ce nom")


def test_the_module_runs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sample_dossier", "--help"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0
    assert "Construit le dossier Démonstration." in done.stdout
