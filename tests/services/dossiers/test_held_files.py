"""An open dossier is read by SQLite alone, whatever asks for it as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.entries_kit import purchase, save
from tuicompta.exchange.fec.control import check_fec
from tuicompta.exchange.fec.survey import survey_fec
from tuicompta.exchange.json_content import json_content
from tuicompta.models.held_files import HeldFileError, belongs_to_held
from tuicompta.services.entries.attachments import attach_file, attachments
from tuicompta.services.settings.logo import read_logo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tuicompta.services.dossiers.dossier import Dossier

READERS = (check_fec, survey_fec, lambda path: json_content(path, HeldFileError), lambda path: read_logo(str(path)))


@pytest.mark.attack
@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("suffix", ["", "-wal", "-shm"])
def test_an_open_dossier_is_not_read_as_a_file(dossier: Dossier, read: Callable[[Path], object], suffix: str) -> None:
    path = dossier.path.with_name(dossier.path.name + suffix)
    with pytest.raises(HeldFileError, match="est le dossier ouvert dans le programme"):
        read(path)
    save(dossier, purchase())
    assert dossier.database.value("SELECT count(*) FROM entry") == 1


@pytest.mark.spec("UINV-07")
@pytest.mark.parametrize("copy", [True, False])
def test_an_open_dossier_is_not_attached_to_its_own_entries(dossier: Dossier, tmp_path: Path, *, copy: bool) -> None:
    save(dossier, purchase())
    other_name = tmp_path / "facture.pdf"
    other_name.hardlink_to(dossier.path)
    for path in (dossier.path, other_name):
        with pytest.raises(HeldFileError, match=f"«{path.name}» est le dossier ouvert"):
            attach_file(dossier, 1, str(path), copy=copy)
    assert attachments(dossier.database, 1) == []


def test_other_files_belong_to_no_dossier(dossier: Dossier, tmp_path: Path) -> None:
    file = tmp_path / "note-wal"
    file.write_text("x", encoding="utf-8")
    assert not belongs_to_held(file)
    assert not belongs_to_held(tmp_path / "absent.txt")
    assert belongs_to_held(dossier.path)
