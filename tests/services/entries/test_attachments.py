"""Files attached to an entry: paths and copies, whatever its status (SW-38)."""

from pathlib import Path

import pytest

from tests.services.entries_kit import purchase, sale, save
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.attachments import (
    AttachmentFileError,
    AttachmentGoneError,
    AttachmentSizeError,
    attach_file,
    attachments,
    detach_file,
    put_file,
)
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.errors import EntryGoneError
from tuicompta.services.entries.validate import validate_entries

DOCUMENTS = "SELECT count(*) FROM document"


@pytest.fixture
def invoice(tmp_path: Path) -> Path:
    file = tmp_path / "Facture Müller.pdf"
    file.write_bytes(b"%PDF-1.7 facture")
    return file


@pytest.mark.spec("SW-38", "INST-03")
def test_a_copy_lives_in_the_dossier_and_is_written_again_as_it_was(
    dossier: Dossier, invoice: Path, tmp_path: Path
) -> None:
    save(dossier, purchase())
    validate_entries(dossier, [1])
    attached = attach_file(dossier, 1, str(invoice), copy=True)
    invoice.unlink()
    (found,) = attachments(dossier.database, 1)
    assert (found.name, found.size, found.is_copy, found.user) == ("Facture Müller.pdf", 16, True, "ADM")
    assert dossier.database.row("SELECT media_type, stored_at FROM document") == (
        "application/pdf",
        "2026-03-20T14:05:00",
    )
    written = put_file(dossier.database, attached, tmp_path / "vues")
    assert written.read_bytes() == b"%PDF-1.7 facture"
    assert written.suffix == ".pdf"
    assert written.stat().st_mode & 0o777 == 0o600
    assert dossier.database.value("SELECT status FROM entry") == "V"


@pytest.mark.spec("SW-38")
def test_a_path_is_kept_as_it_is(dossier: Dossier, invoice: Path, tmp_path: Path) -> None:
    save(dossier, purchase())
    attached = attach_file(dossier, 1, str(invoice), copy=False)
    (found,) = attachments(dossier.database, 1)
    assert (found.name, found.path, found.is_copy) == ("Facture Müller.pdf", str(invoice), False)
    assert put_file(dossier.database, attached, tmp_path / "vues") == invoice
    invoice.unlink()
    with pytest.raises(AttachmentFileError, match=r"introuvable ou illisible : vérifiez son chemin\.$"):
        put_file(dossier.database, attached, tmp_path / "vues")
    detach_file(dossier, attached)
    assert attachments(dossier.database, 1) == []


def test_the_same_file_is_kept_once_and_leaves_with_its_last_entry(dossier: Dossier, invoice: Path) -> None:
    save(dossier, purchase(), sale(key=2))
    first = attach_file(dossier, 1, str(invoice), copy=True)
    attach_file(dossier, 2, str(invoice), copy=True)
    assert dossier.database.value(DOCUMENTS) == 1
    detach_file(dossier, first)
    assert dossier.database.value(DOCUMENTS) == 1
    delete_entry(dossier, 2)
    assert dossier.database.value(DOCUMENTS) == 0
    assert attachments(dossier.database, 1) == []


@pytest.mark.attack
@pytest.mark.parametrize("name", ["..", "a:b", "C'est\x1b[31m un piège\u202efdp.exe", ".bashrc", "x" * 200, "é" * 100])
def test_a_hostile_name_never_leaves_the_folder_of_views(dossier: Dossier, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "entrée"
    folder.mkdir()
    file = folder / name if name != ".." else folder / "...."
    file.write_bytes(b"x")
    save(dossier, purchase())
    attached = attach_file(dossier, 1, str(file), copy=True)
    written = put_file(dossier.database, attached, tmp_path / "vues")
    assert written.parent == tmp_path / "vues"
    assert not written.name.startswith(".")
    assert written.name.isprintable()


@pytest.mark.parametrize("path", ["", "absent.pdf", "/", "~nobody/x", "\0", "\udcff.pdf", "x" * 5000])
def test_what_is_no_file_is_refused(dossier: Dossier, path: str) -> None:
    save(dossier, purchase())
    with pytest.raises(AttachmentFileError):
        attach_file(dossier, 1, path, copy=True)
    assert attachments(dossier.database, 1) == []


def test_a_file_too_large_for_the_dossier_can_be_attached_by_its_path(dossier: Dossier, tmp_path: Path) -> None:
    huge = tmp_path / "film.mov"
    with huge.open("wb") as file:
        file.truncate(50_000_001)
    save(dossier, purchase())
    with pytest.raises(AttachmentSizeError, match="50 Mo au plus"):
        attach_file(dossier, 1, str(huge), copy=True)
    attach_file(dossier, 1, str(huge), copy=False)
    assert [found.name for found in attachments(dossier.database, 1)] == ["film.mov"]


def test_what_another_session_removed_is_said(dossier: Dossier, invoice: Path, tmp_path: Path) -> None:
    save(dossier, purchase())
    attached = attach_file(dossier, 1, str(invoice), copy=True)
    delete_entry(dossier, 1)
    with pytest.raises(AttachmentGoneError):
        put_file(dossier.database, attached, tmp_path)
    with pytest.raises(EntryGoneError):
        attach_file(dossier, 1, str(invoice), copy=True)
