from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tuicompta.core.seals import FIRST
from tuicompta.services.entries.seals import FrozenHeader, SealedCells, entry_seal
from tuicompta.services.fec.validation import Validations

if TYPE_CHECKING:
    from tuicompta.services.dossiers.dossier import Dossier

CELLS = st.none() | st.integers(-(10**15), 10**15) | st.text(max_size=5)
HEADER = FrozenHeader("AC", 12, "2025-01-15", "2025-01-14", "F-1", "2025-01-31T00:00:00", "ADM")


@given(st.lists(st.tuples(*[CELLS] * 7), max_size=5))
def test_seal_by_columns_is_that_of_a_validation(lines: list[tuple[object, ...]]) -> None:
    cells = SealedCells()
    columns = list(zip(*lines, strict=True)) or [()] * 7
    assert cells.entry_seal(FIRST, HEADER, cells.lines(columns)) == entry_seal(FIRST, HEADER, lines)


def test_moments_keep_the_order_of_the_file(dossier: Dossier) -> None:
    validations = Validations(dossier.database, "ADM")
    day, following = date(2025, 1, 31), date(2025, 2, 1)
    entries = [
        *((day, "AC", 1), (day, "AC", 2), (day, "VE", 1), (day, "AC", 3), (day, "AC", 4), (day, "AA", 1)),
        *((following, "VE", 2), (following, "ZZ", 1)),
    ]
    moments = [validations.moment(*entry, opening=False) for entry in entries]
    assert moments == [
        *("2025-01-31T00:00:00", "2025-01-31T00:00:00", "2025-01-31T00:00:00"),
        *("2025-01-31T00:00:01", "2025-01-31T00:00:01", "2025-01-31T00:00:02"),
        *("2025-02-01T00:00:00", "2025-02-01T00:00:00"),
    ]
    assert sorted(zip(moments, entries, strict=True), key=lambda pair: (pair[0], pair[1][1:])) == list(
        zip(moments, entries, strict=True)
    )
    assert validations.moment(day, "RAN", 1, opening=True) == "2025-01-31T00:00:00"


def test_a_day_with_thousands_of_turns_keeps_its_hours(dossier: Dossier) -> None:
    validations = Validations(dossier.database, "ADM")
    day = date(2025, 1, 31)
    moments = [validations.moment(day, code, 1, opening=False) for _ in range(3700) for code in ("VE", "AC")]
    assert moments == sorted(moments)
