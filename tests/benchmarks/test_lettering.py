"""What is measured of lettering is the same on both sides."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from benchmarks import bare_lettering, letter_exactly
from benchmarks.lettering import bare_lines, unlettered
from benchmarks.work import Work

if TYPE_CHECKING:
    from pathlib import Path


def test_both_sides_letter_the_same_lines(tmp_path: Path) -> None:
    work = Work(tmp_path, lines=3000, rounds=1)
    source, bare = unlettered(work), tmp_path / "bare.db"
    count = bare_lines(source, bare)
    written = bare_lettering.letter(bare)
    assert letter_exactly.letter(source) == written > 0
    assert count > written
    with closing(sqlite3.connect(source)) as connection:
        whole = "SELECT count(*) FROM lettering WHERE complete = 1"
        assert connection.execute(whole).fetchone()[0] == written // 2
