"""A new dossier: what it starts with, what is refused, and no file left behind."""

import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.models.kit import ordinary_user
from tests.services.conftest import SIREN, fixed_clock
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.fiscal_years import FiscalYearLengthError
from tuicompta.core.identifiers import SirenError
from tuicompta.models.failures import DiskFullError
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers import create_dossier as module
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.create_dossier import (
    CompanyNameError,
    DossierExistsError,
    DossierNameError,
    FolderNotWritableError,
    NewDossier,
    create_dossier,
    default_span,
)
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.settings.settings import text_setting

YEAR = date(2026, 1, 1), date(2026, 12, 31)
NEW = NewDossier("MOREL SARL", *YEAR, siren=SIREN)


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


@pytest.mark.spec("INST-03", "INST-14", "DOSN-05", "DOSN-09", "DOSN-13")
def test_a_new_dossier_is_one_sound_file_of_its_owner(tmp_path: Path) -> None:
    path = create_dossier(tmp_path / "Morel.compta", NEW, clock=fixed_clock)
    assert [file.name for file in tmp_path.iterdir()] == ["Morel.compta"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    dossier = open_dossier(path, clock=fixed_clock)
    assert check_dossier(dossier.database) == []
    assert text_setting(dossier.database, "company.name") == "MOREL SARL"
    assert text_setting(dossier.database, "company.siren") == SIREN
    spans = [(year.start, year.end) for year in fiscal_years(dossier.database)]
    assert spans == [YEAR, (date(2027, 1, 1), date(2027, 12, 31))]
    assert (dossier.name, dossier.user.code, dossier.readonly) == ("Morel", "ADM", False)
    close_dossier(dossier)


@pytest.mark.spec("DOSN-09")
def test_the_calendar_year_is_proposed_and_the_next_year_can_be_left_out(tmp_path: Path) -> None:
    assert default_span(date(2026, 3, 20)) == YEAR
    path = create_dossier(tmp_path / "One.compta", NewDossier("UN", *YEAR, next_year=False), clock=fixed_clock)
    dossier = open_dossier(path)
    assert len(fiscal_years(dossier.database)) == 1
    close_dossier(dossier)


@pytest.mark.spec("EX-08")
@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), 1),
        (date(2026, 1, 15), date(2027, 1, 14), 13),
        (date(2024, 2, 29), date(2026, 2, 27), 25),
        (date(2026, 1, 1), date(2027, 12, 31), 24),
    ],
)
def test_a_first_year_lasts_from_a_day_to_24_months(tmp_path: Path, start: date, end: date, months: int) -> None:
    path = create_dossier(tmp_path / "A.compta", NewDossier("A", start, end, next_year=False), clock=fixed_clock)
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT min(start_date), max(end_date), count(*) FROM period").fetchall()
    assert rows == [(start.isoformat(), end.isoformat(), months)]


REFUSED = [
    ("", NEW, DossierNameError, "refusé : 1 à 60 caractères"),
    ("a" * 61, NEW, DossierNameError, "refusé : 1 à 60 caractères"),
    *((f"Mo{sign}rel", NEW, DossierNameError, "refusé") for sign in ':*?"<>|\\'),
    ("Mo\x1b]0;x\x07rel", NEW, DossierNameError, "refusé"),
    ("Mo\u202erel", NEW, DossierNameError, "refusé"),
    ("Morel", NewDossier("", *YEAR), CompanyNameError, "nom de la société est obligatoire"),
    ("Morel", NewDossier(" \u200b ", *YEAR), CompanyNameError, "nom de la société est obligatoire"),
    ("Morel", NewDossier("x" * 61, *YEAR), CompanyNameError, "60 caractères au plus"),
    ("Morel", NewDossier("M", *YEAR, siren="732829321"), SirenError, "732829321"),
    ("Morel", NewDossier("M", *YEAR, siren="73282932"), SirenError, "73282932"),
    ("Morel", NewDossier("M", YEAR[1], YEAR[0]), FiscalYearLengthError, "1 jour à 24 mois"),
    ("Morel", NewDossier("M", YEAR[0], date(2028, 1, 1)), FiscalYearLengthError, "1 jour à 24 mois"),
]


@pytest.mark.spec("DOSN-04", "DOSN-05", "DOSN-13", "EX-08")
@pytest.mark.parametrize(("name", "new", "error", "sentence"), REFUSED)
def test_a_refused_dossier_leaves_no_file(
    tmp_path: Path, name: str, new: NewDossier, error: type[TuicomptaError], sentence: str
) -> None:
    path = tmp_path / f"{name}.compta" if name else tmp_path / ""
    with pytest.raises(error, match=sentence) as refused:
        create_dossier(path if name else Path(), new)
    assert refused.value.exit_code == 1
    assert list(tmp_path.iterdir()) == []
    assert "\x1b" not in str(refused.value)


@pytest.mark.spec("DOSN-04")
@pytest.mark.parametrize("there", ["file", "folder", "dangling link"])
def test_a_name_already_taken_is_refused(tmp_path: Path, there: str) -> None:
    path = tmp_path / "Morel.compta"
    if there == "file":
        path.write_bytes(b"kept")
    elif there == "folder":
        path.mkdir()
    else:
        path.symlink_to("nowhere")
    with pytest.raises(DossierExistsError, match="Un dossier porte déjà ce nom") as refused:
        create_dossier(path, NEW)
    assert str(path) in str(refused.value)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert there != "file" or path.read_bytes() == b"kept"


@pytest.mark.spec("DOSN-04")
def test_a_file_created_meanwhile_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "Morel.compta"

    def meanwhile(_: Dossier) -> None:
        path.write_bytes(b"kept")

    with pytest.raises(DossierExistsError):
        create_dossier(path, NEW, then=meanwhile)
    assert path.read_bytes() == b"kept"
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.spec("DOSN-02", "DOSN-13")
def test_a_folder_that_cannot_receive_it_is_refused(shared_folder: Path) -> None:
    for folder in (shared_folder / "missing", Path("/proc"), Path("/dev/null")):
        with pytest.raises(FolderNotWritableError, match="n'existe pas, ou vous n'avez pas le droit"):
            create_dossier(folder / "Morel.compta", NEW)
    shared_folder.chmod(0o555)
    with ordinary_user(), pytest.raises(FolderNotWritableError, match="Choisissez-en un autre") as refused:
        create_dossier(shared_folder / "Morel.compta", NEW)
    assert str(shared_folder) in str(refused.value)
    shared_folder.chmod(0o000)
    with ordinary_user(), pytest.raises(FolderNotWritableError):
        create_dossier(shared_folder / "Morel.compta", NEW)


@pytest.mark.spec("DOSN-10", "DOSN-13")
def test_what_follows_the_creation_and_fails_leaves_no_file(tmp_path: Path) -> None:
    def follow(dossier: Dossier) -> None:
        create_account(dossier, "401DUP", "Dupont")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        create_dossier(tmp_path / "Morel.compta", NEW, then=follow)
    assert list(tmp_path.iterdir()) == []


def test_what_follows_the_creation_is_in_the_file(tmp_path: Path) -> None:
    def follow(dossier: Dossier) -> None:
        create_account(dossier, "401DUP", "Dupont")

    path = create_dossier(tmp_path / "Morel.compta", NEW, then=follow)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT title FROM account WHERE number = '401DUP'").fetchall() == [("Dupont",)]


def test_a_disk_full_at_the_last_moment_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(_: object) -> None:
        raise DiskFullError

    monkeypatch.setattr(module, "pour_log", no_room)
    with pytest.raises(DiskFullError):
        create_dossier(tmp_path / "Morel.compta", NEW)
    assert list(tmp_path.iterdir()) == []


def test_a_copy_of_a_new_dossier_is_a_dossier(tmp_path: Path) -> None:
    path = create_dossier(tmp_path / "Morel.compta", NEW)
    copy = Path(shutil.copy(path, tmp_path / "Copy.compta"))
    dossier = open_dossier(copy, readonly=True)
    assert check_dossier(dossier.database) == []
    close_dossier(dossier)
    assert os.access(copy, os.R_OK)


@pytest.mark.spec("JE-05", "JE-02")
def test_the_creation_is_the_first_event(dossier: Dossier) -> None:
    events = dossier.database.rows("SELECT id, kind, object, user_code, happened_at FROM event")
    assert events == [(1, "Création du dossier", "MOREL SARL", "ADM", "2026-03-20T14:05:00")]
