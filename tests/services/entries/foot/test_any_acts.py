"""Whatever is typed, changed, moved and deleted at the foot of a journal, each day is one balanced entry."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.conftest import fixed_clock
from tests.services.entries.foot.test_save import CA, pieces, typed
from tests.services.entries_kit import save
from tuicompta.core.entry.model import Column, Provenance
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.foot.save import delete_pieces

AMOUNTS = st.integers(-500_00, 500_00).filter(bool)
DAYS = st.integers(1, 4)
ACTS = st.lists(
    st.tuples(st.sampled_from(["type", "change", "move", "delete"]), st.integers(0, 20), DAYS, AMOUNTS), max_size=14
)
DAY_SUMS = """
    SELECT count(DISTINCT entry.id), sum(foot), sum(debit - credit), sum((debit - credit) * (1 - foot)),
           coalesce(sum((debit - credit) * foot), 0)
      FROM entry JOIN entry_line ON entry_id = entry.id GROUP BY entry.entry_date
"""


@contextmanager
def fresh(model: Path, folder: Path) -> Iterator[Dossier]:
    dossier = open_dossier(Path(shutil.copy(model, folder / "Foot.compta")), clock=fixed_clock)
    dossier.database.run("UPDATE journal_year SET counterpart_mode = 'foot_of_journal' WHERE journal_id = ?", (CA,))
    yield dossier
    close_dossier(dossier)


def act(dossier: Dossier, what: tuple[str, int, int, int]) -> None:
    name, rank, day, amount = what
    shown = pieces(dossier)
    if name == "type" or not shown:
        save(dossier, typed("411MAR" if rank % 2 else "6064", amount, day))
        return
    piece = shown[rank % len(shown)]
    if name == "delete":
        delete_pieces(dossier, [piece.key])
    elif name == "move":
        save(dossier, replace(piece, entry_date=date(2026, 3, day)))
    else:
        column = Column.DEBIT if piece.lines[0].debit else Column.CREDIT
        save(dossier, replace(piece, lines=(piece.lines[0].with_value(column, amount, Provenance.TYPED),)))


@pytest.mark.spec("SINV-02", "INV-07")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(ACTS)
def test_every_day_is_one_balanced_entry(
    dossier_files: tuple[Path, Path], tmp_path: Path, acts: list[tuple[str, int, int, int]]
) -> None:
    with fresh(dossier_files[1], tmp_path) as dossier:
        for what in acts:
            act(dossier, what)
        for entries, feet, total, lines, foot in dossier.database.rows(DAY_SUMS):
            assert (entries, total) == (1, 0)
            assert foot == -lines
            assert feet == (1 if lines else 0)
        assert check_dossier(dossier.database) == []
