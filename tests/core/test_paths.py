from __future__ import annotations

from pathlib import Path

import pytest

from tuicompta.core.paths import exists, is_file, is_folder, typed_path


@pytest.mark.parametrize(
    ("typed", "path"),
    [("~", "/maison"), ("~/a.txt", "/maison/a.txt"), ("a/~", "a/~"), ("~nobody-here/x", "~nobody-here/x"), ("", ".")],
)
def test_a_tilde_is_the_home_and_no_home_stops_nothing(monkeypatch: pytest.MonkeyPatch, typed: str, path: str) -> None:
    monkeypatch.setenv("HOME", "/maison")
    assert typed_path(typed) == Path(path)


def test_what_cannot_be_looked_at_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert (exists(tmp_path), is_folder(tmp_path), is_file(tmp_path)) == (True, True, False)
    assert (exists(tmp_path / "file"), is_folder(tmp_path / "file"), is_file(tmp_path / "file")) == (True, False, True)
    for name in ("absent", "x" * 300, "file/under", "nul\0"):
        path = tmp_path / name
        assert (exists(path), is_folder(path), is_file(path)) == (False, False, False)
