"""A small dossier, copied for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reports.books_kit import Books, new_template, open_copy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def books(template: Path, tmp_path: Path) -> Iterator[Books]:
    yield from open_copy(template, tmp_path)
