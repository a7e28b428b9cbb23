"""Two bookkeepers at the same journals of the same month, in every screen, lose nothing and break nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys import books
from tests.journeys.typists import BATCH, assert_books_hold, balances, typed_together

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Opener

ENTRIES = 3 * BATCH
PIECES = """
    SELECT code, group_concat(piece_number, ' ') FROM (
        SELECT DISTINCT journal.code, entry.piece_number FROM entry JOIN journal ON journal.id = journal_id
         ORDER BY code, piece_number)
     GROUP BY code
"""


@pytest.mark.attack
@pytest.mark.spec("INV-01", "SW-39", "NUM-03")
def test_what_two_type_together_adds_up_and_is_numbered_without_gap(
    tuicompta: Opener, dossier_path: Path, attack_factor: int
) -> None:
    books.morel(dossier_path)
    before, stored = balances(dossier_path), books.entries_stored(dossier_path)
    typists = typed_together(dossier_path, lambda: tuicompta(dossier_path), ENTRIES * attack_factor)
    assert_books_hold(dossier_path, before, typists)
    assert books.entries_stored(dossier_path) - stored == sum(typist.entries for typist in typists)
    assert sum(typist.entries for typist in typists) == 2 * ENTRIES * attack_factor
