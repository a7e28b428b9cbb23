"""The demonstration dossier on demand: built once, in the folder of the dossiers."""

from datetime import datetime
from pathlib import Path

import pytest

from tuicompta.services.dossiers.demonstration import demonstration_dossier
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier


def clock() -> datetime:
    return datetime(2026, 11, 21, 12, 0)  # noqa: DTZ001 - the program works on local time


@pytest.mark.spec("INST-14")
def test_it_is_built_in_the_folder_of_the_dossiers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TUICOMPTA_HOME", str(tmp_path / "compta"))
    path = demonstration_dossier(clock=clock)
    assert path == tmp_path / "compta" / "dossiers" / "Démonstration.compta"
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.stat().st_mode & 0o777 == 0o600
    opened = open_dossier(path, readonly=True)
    assert opened.name == "Démonstration"
    assert opened.database.value("SELECT count(*) FROM entry") >= 500
    close_dossier(opened)


def test_it_is_built_once(tmp_path: Path) -> None:
    (tmp_path / "Démonstration.compta").write_text("celui de l'utilisateur")
    path = demonstration_dossier(tmp_path, clock=clock)
    assert path.read_text() == "celui de l'utilisateur"


def test_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = demonstration_dossier(tmp_path, clock=clock)
    assert list(tmp_path.iterdir()) == [path]
