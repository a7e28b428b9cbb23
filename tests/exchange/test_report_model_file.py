"""Models of reports as files: written, read back, and every file that is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.report_models.test_checks import MODELS
from tuicompta.core.report_models.model import ModelColumn, ReportModel
from tuicompta.exchange.report_model_file import NotAReportModelError, model_chunks, read_model_file

if TYPE_CHECKING:
    from pathlib import Path

MODEL = ReportModel("Ma balance", "balance", (ModelColumn("account"), ModelColumn("debit", title="Débits")))


def content() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(b"".join(model_chunks(MODEL)))
    return found


def read(folder: Path, data: bytes) -> ReportModel:
    path = folder / "modele.json"
    path.write_bytes(data)
    return read_model_file(path)


@pytest.mark.spec("EDM-07")
def test_a_model_goes_to_a_file_and_comes_back(tmp_path: Path) -> None:
    written = b"".join(model_chunks(MODEL))
    assert json.loads(written)["name"] == "Ma balance"
    assert read(tmp_path, written) == MODEL


@pytest.mark.spec("EDM-07")
@given(model=MODELS)
def test_any_model_comes_back_the_same(tmp_path_factory: pytest.TempPathFactory, model: ReportModel) -> None:
    assert read(tmp_path_factory.mktemp("file"), b"".join(model_chunks(model))) == model


@pytest.mark.spec("EDM-07")
@pytest.mark.attack
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "tuicompta.view"}, "pas un fichier de modèle"),
        ({"version": 2}, "version 2, 1 attendue"),
        ({"version": "\x1b[31m"}, "version [31m, 1 attendue"),
        ({"name": 12}, "fichier incomplet"),
        ({"report": None}, "fichier incomplet"),
        ({"model": []}, "le modèle n'est pas un objet"),
        ({"model": {"columns": [{"field": "debit", "width": "large"}]}}, "«width» dans une colonne"),
        ({"model": {"colonnes": []}}, "«colonnes» est inconnu"),
    ],
)
def test_a_file_that_is_no_model_says_why(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    with pytest.raises(NotAReportModelError) as raised:
        read(tmp_path, json.dumps({**content(), **change}).encode())
    assert words in str(raised.value)
    assert str(raised.value).isprintable()


@pytest.mark.spec("EDM-07")
@pytest.mark.attack
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "pas du JSON"),
        (b"\xff\xfe\x00", "pas du JSON"),
        (b"".join(model_chunks(MODEL))[:-40], "pas du JSON"),
        (b"[" * 100_000, "pas du JSON"),
        (b'{"kind": ' + b"9" * 5000 + b"}", "pas du JSON"),
        (b"[]", "pas un fichier de modèle"),
        (b"null", "pas un fichier de modèle"),
        (b" " * 1_000_001, "trop long"),
    ],
)
def test_bytes_that_are_no_file_of_ours_are_refused(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(NotAReportModelError, match=words):
        read(tmp_path, data)


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(NotAReportModelError, match="n'existe pas"):
        read_model_file(tmp_path / "rien.json")
    with pytest.raises(NotAReportModelError, match="répertoire"):
        read_model_file(tmp_path)


@pytest.mark.attack
def test_names_and_texts_are_cleaned(tmp_path: Path) -> None:
    hostile = {**content(), "name": "Ma\x1b]0;x\x07\u202e balance\ud800"}
    assert read(tmp_path, json.dumps(hostile).encode()).name.isprintable()


@pytest.mark.attack
@given(st.binary(max_size=200))
def test_any_bytes_are_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    with pytest.raises(NotAReportModelError):
        read(tmp_path_factory.mktemp("file"), data)
