"""A real dossier in a temporary folder, at a fixed moment."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tuicompta.services.accounts import create_account
from tuicompta.services.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossier import Dossier, close_dossier, open_dossier

SIREN = "732829320"


def fixed_clock() -> datetime:
    return datetime(2026, 3, 20, 14, 5, 0)  # noqa: DTZ001 - the program works on local time


@pytest.fixture
def dossier_path(tmp_path: Path) -> Path:
    new = NewDossier("MOREL SARL", date(2026, 1, 1), date(2026, 12, 31), siren=SIREN)
    return create_dossier(tmp_path / "Morel.compta", new, clock=fixed_clock)


@pytest.fixture
def dossier(dossier_path: Path) -> Iterator[Dossier]:
    opened = open_dossier(dossier_path, clock=fixed_clock)
    create_account(opened, "401DUP", "Dupont SARL")
    create_account(opened, "411MAR", "Martin SA")
    yield opened
    close_dossier(opened)
