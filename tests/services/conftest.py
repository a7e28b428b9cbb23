"""A real dossier in a temporary folder, at a fixed moment."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier

SIREN = "732829320"


def fixed_clock() -> datetime:
    return datetime(2026, 3, 20, 14, 5, 0)  # noqa: DTZ001 - the program works on local time


@pytest.fixture(scope="session")
def dossier_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A new dossier, and the same with the third parties 401DUP and 411MAR; tests work on copies."""
    folder = tmp_path_factory.mktemp("dossiers")
    new = NewDossier("MOREL SARL", date(2026, 1, 1), date(2026, 12, 31), siren=SIREN)
    return (
        create_dossier(folder / "New.compta", new, clock=fixed_clock),
        create_dossier(folder / "Morel.compta", new, clock=fixed_clock, then=_create_third_parties),
    )


def _create_third_parties(dossier: Dossier) -> None:
    create_account(dossier, "401DUP", "Dupont SARL")
    create_account(dossier, "411MAR", "Martin SA")


@pytest.fixture
def dossier_path(dossier_files: tuple[Path, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(dossier_files[0], tmp_path / "Morel.compta"))


@pytest.fixture
def dossier(dossier_files: tuple[Path, Path], dossier_path: Path) -> Iterator[Dossier]:
    shutil.copy(dossier_files[1], dossier_path)
    opened = open_dossier(dossier_path, clock=fixed_clock)
    yield opened
    close_dossier(opened)
