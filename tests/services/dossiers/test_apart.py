"""Reading beside the screen until told to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tuicompta.services.dossiers.apart import ReadingStoppedError, read_apart

if TYPE_CHECKING:
    from tuicompta.services.dossiers.dossier import Dossier

ENDLESS = "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number) SELECT max(n) FROM number"


def test_what_is_read_is_that_of_the_file(dossier: Dossier) -> None:
    found = read_apart(dossier, lambda own: (own.database is dossier.database, own.readonly), lambda: False)
    assert found == (False, True)


@pytest.mark.spec("UIX-19")
def test_even_a_query_without_end_is_given_up(dossier: Dossier) -> None:
    looks = iter([False] * 3)

    def stopped() -> bool:
        return next(looks, True)

    with pytest.raises(ReadingStoppedError):
        read_apart(dossier, lambda own: own.database.value(ENDLESS), stopped)
    assert dossier.database.value("SELECT 1") == 1
