"""Default folders: where they are, and that nobody else can read them."""

from pathlib import Path

import pytest

from tuicompta.services.folders import Folder, FolderNotCreatedError, default_folder, ensure_folder


@pytest.mark.spec("INST-14")
def test_folders_lie_under_the_home_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TUICOMPTA_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    names = ["dossiers", "exports", "sauvegardes", "archives"]
    assert [default_folder(folder) for folder in Folder] == [tmp_path / "tuicompta" / name for name in names]


@pytest.mark.spec("INST-14")
def test_another_root_may_be_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TUICOMPTA_HOME", str(tmp_path / "ailleurs"))
    assert default_folder(Folder.BACKUPS) == tmp_path / "ailleurs" / "sauvegardes"


@pytest.mark.spec("INST-14")
def test_missing_folders_are_closed_to_others_at_every_level(tmp_path: Path) -> None:
    made = ensure_folder(tmp_path / "tuicompta" / "dossiers")
    assert made.is_dir()
    assert [folder.stat().st_mode & 0o777 for folder in (made, made.parent)] == [0o700, 0o700]


def test_a_folder_that_exists_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert ensure_folder(tmp_path).stat().st_mode & 0o777 == 0o755


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "dossiers").write_text("")
    with pytest.raises(FolderNotCreatedError, match="dossiers"):
        ensure_folder(tmp_path / "dossiers")
    with pytest.raises(FolderNotCreatedError, match="peut pas être créé"):
        ensure_folder(tmp_path / "dossiers" / "2026")
