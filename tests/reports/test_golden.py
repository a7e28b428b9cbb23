"""Reports byte for byte: what is in the folder `golden` is what a user reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reports.golden import CASES, FOLDER, printed, write_books

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_books(tmp_path_factory.mktemp("golden"))


@pytest.mark.spec("ETSO-02", "ETSO-03", "ETSO-05", "ETSO-08", "ETSO-10", "ETCL-01", "ETCL-07", "UIX-17")
@pytest.mark.parametrize("name", CASES)
def test_a_report_is_printed_byte_for_byte(dossier: Path, name: str) -> None:
    assert printed(dossier, CASES[name]).decode() == (FOLDER / name).read_bytes().decode()


def test_every_file_is_one_of_the_reports() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(CASES)
