"""What the hostile tests share: a dossier to attack, and the randomness they draw from."""

import os
import secrets
import shutil
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.services.conftest import fixed_clock
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier


@pytest.fixture
def chance(attack_factor: int) -> Random:
    """Return the source of random choices: always the same in `make test`, another one at each `make attack`.

    A failure shows its seed; TUICOMPTA_SEED replays it.
    """
    chosen = os.environ.get("TUICOMPTA_SEED", "1" if attack_factor == 1 else secrets.randbits(32))
    seed = int(chosen)
    print(f"seed of this attack: {seed}")  # noqa: T201 - shown with a failure
    return Random(seed)  # noqa: S311 - chance, not secrecy


@pytest.fixture(scope="session")
def victim_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small dossier with the third parties of the entries of the kit."""
    new = NewDossier("VICTIM", date(2026, 1, 1), date(2026, 12, 31))
    path = tmp_path_factory.mktemp("victim") / "Victim.compta"
    return create_dossier(path, new, clock=fixed_clock, then=_third_parties)


@pytest.fixture
def victim(victim_file: Path, tmp_path: Path) -> Path:
    """A copy of it, for this test alone."""
    return Path(shutil.copy(victim_file, tmp_path / "Victim.compta"))


def _third_parties(dossier: Dossier) -> None:
    create_account(dossier, "401DUP", "Dupont SARL")
    create_account(dossier, "411MAR", "Martin SA")
