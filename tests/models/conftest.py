"""The dossier of `scene.py`, built once and copied for each test."""

import shutil
from pathlib import Path

import pytest

from tests.models.scene import build_scene


@pytest.fixture(scope="session")
def scene_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_scene(tmp_path_factory.mktemp("scene") / "Scene.compta")


@pytest.fixture
def scene(scene_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(scene_file, tmp_path / "Scene.compta"))
