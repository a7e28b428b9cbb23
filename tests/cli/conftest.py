"""Running the command line inside the test process, on a small dossier."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.reports.books_kit import Books, Line, new_template, open_copy
from tuicompta.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Done(NamedTuple):
    """What a run gave."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Iterator[Callable[..., Done]]:
    """Return what runs the program with some words, exactly as its own start does."""
    threshold = gc.get_threshold()

    def call(*words: object) -> Done:
        capfdbinary.readouterr()
        code = main([str(word) for word in words])
        out, err = capfdbinary.readouterr()
        return Done(code, out.decode("utf-8"), err.decode("utf-8"))

    yield call
    gc.unfreeze()
    gc.set_threshold(*threshold)


@pytest.fixture(scope="session")
def cli_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def books(cli_template: Path, tmp_path: Path) -> Iterator[Books]:
    """Books with a sale, open beside the runs."""
    for opened in open_copy(cli_template, tmp_path):
        opened.post("VE", "10/03/2026", Line("411ABC", 120_000, "Conseil"), Line("706000", -120_000, "Conseil"))
        yield opened


@pytest.fixture
def dossier(books: Books) -> Path:
    return books.path
