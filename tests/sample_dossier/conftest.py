"""The demonstration dossier, built once."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from sample_dossier.builder import build
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier

NOW = datetime(2026, 11, 21, 12, 0)  # noqa: DTZ001 - the program works on local time


@pytest.fixture(scope="session")
def demo_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("demo") / "Démonstration.compta", clock=lambda: NOW)


@pytest.fixture
def demo(demo_path: Path) -> Iterator[Dossier]:
    opened = open_dossier(demo_path, readonly=True, clock=lambda: NOW)
    yield opened
    close_dossier(opened)
