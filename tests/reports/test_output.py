"""Files of reports: whole or absent, never in place of a dossier (ETSO-11)."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tuicompta.reports.output import (
    OutputExistsError,
    OutputIsDossierError,
    OutputRefusedError,
    proposed_name,
    write_file,
)
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.mark.spec("ETSO-11")
def test_the_name_proposed() -> None:
    assert proposed_name("balance", "Morel", date(2026, 12, 31), "csv") == "balance_Morel_20261231.csv"
    assert "/" not in proposed_name("balance", "a/b", date(2026, 12, 31), "csv")


@pytest.mark.spec("ETSO-11")
def test_an_existing_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    write_file(path, [b"one"], force=False)
    with pytest.raises(OutputExistsError, match="--force"):
        write_file(path, [b"two"], force=False)
    assert path.read_bytes() == b"one"
    write_file(path, [b"two", b"three"], force=True)
    assert path.read_bytes() == b"twothree"


@pytest.mark.spec("ETSO-11")
@pytest.mark.parametrize("force", [False, True])
def test_a_failure_half_way_leaves_the_folder_as_it_was(tmp_path: Path, *, force: bool) -> None:
    path = tmp_path / "b.csv"
    if force:
        path.write_bytes(b"before")

    def chunks() -> Iterator[bytes]:
        yield b"beginning"
        assert path.exists() is force
        raise LookupError

    with pytest.raises(LookupError):
        write_file(path, chunks(), force=force)
    assert [entry.name for entry in tmp_path.iterdir()] == (["b.csv"] if force else [])
    assert not force or path.read_bytes() == b"before"


def test_a_file_created_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"

    def chunks() -> Iterator[bytes]:
        path.write_bytes(b"of someone else")
        yield b"mine"

    with pytest.raises(OutputExistsError):
        write_file(path, chunks(), force=False)
    assert path.read_bytes() == b"of someone else"


@pytest.mark.attack
@pytest.mark.parametrize("name", ["a.compta", "a.compta-wal", "a.compta-shm"])
def test_no_dossier_is_ever_replaced(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"books")
    link = tmp_path / "innocent.csv"
    link.symlink_to(path)
    for target in (path, link):
        with pytest.raises(OutputIsDossierError):
            write_file(target, [b"x"], force=True)
    assert path.read_bytes() == b"books"


@pytest.mark.attack
def test_an_open_dossier_is_never_replaced_whatever_its_name(tmp_path: Path) -> None:
    path = create_dossier(tmp_path / "Morel.compta", NewDossier("MOREL", date(2026, 1, 1), date(2026, 12, 31)))
    other_name = tmp_path / "export.csv"
    other_name.hardlink_to(path)
    dossier = open_dossier(path)
    try:
        for target in (other_name, tmp_path / "MOREL.COMPTA", tmp_path / "export.csv-shm"):
            with pytest.raises(OutputIsDossierError, match="est un dossier de comptabilité"):
                write_file(target, [b"x"], force=True)
        assert dossier.database.value("SELECT count(*) FROM journal") > 0
    finally:
        close_dossier(dossier)


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (real := tmp_path / "real.csv").write_bytes(b"1")
    (link := tmp_path / "link.csv").symlink_to(real)
    write_file(link, [b"2"], force=True)
    assert link.is_symlink()
    assert real.read_bytes() == b"2"


@pytest.mark.attack
def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "absent" / "b.csv", tmp_path / ("x" * 300)):
        with pytest.raises(OutputRefusedError):
            write_file(path, [b"x"], force=True)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(OutputRefusedError, match="boucle"):
        write_file(tmp_path / "loop", [b"x"], force=True)
    assert not (tmp_path / "pipe").is_file()
