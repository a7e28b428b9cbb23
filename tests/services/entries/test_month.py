"""The stored entries of a journal/month as the grid reads them by pages (SJ-02, SJ-36, SJ-40, SW-34)."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.entries_kit import entry, line, purchase, sale, save
from tuicompta.core.entry.details import Detail
from tuicompta.core.entry.find import _column_with
from tuicompta.core.text import fold
from tuicompta.models.transaction import transaction
from tuicompta.services.entries.month import StoredMonth, entry_of_line
from tuicompta.services.entries.validate import validate_entries

if TYPE_CHECKING:
    from tuicompta.services.dossiers.dossier import Dossier

AC, MARCH = 1, 3
TEXTS = st.text(st.sampled_from("aÉé-_%\\ 12,ßœ*?[]"), min_size=1, max_size=4).filter(lambda text: text.strip() != "")


def month(dossier: Dossier) -> StoredMonth:
    return StoredMonth(dossier.database, AC, MARCH)


class Undone(Exception):  # noqa: N818 (nothing went wrong)
    """The entries of an example are taken back."""


@pytest.mark.spec("SJ-02", "SJ-36")
def test_the_outline_gives_the_entries_in_their_order_and_their_lines(dossier: Dossier) -> None:
    save(dossier, purchase("1", day=date(2026, 3, 20)), purchase("2", day=date(2026, 3, 5), key=2), sale(key=3))
    save(dossier, purchase("3", day=date(2026, 4, 1), key=4))
    stored = month(dossier)
    assert [(stub.id, stub.lines, stub.version) for stub in stored.outline()] == [(2, 3, 1), (1, 3, 1)]
    assert stored.totals() == (246_912, 246_912)
    assert [(shown.key, shown.entry_id, shown.piece) for shown in stored.read([2, 99, 1])] == [
        (-2, 2, "2"),
        (-1, 1, "1"),
    ]
    assert entry_of_line(dossier.database, 4) == 2
    assert entry_of_line(dossier.database, 99) is None


@pytest.mark.spec("SW-34")
def test_the_details_of_a_line_are_those_of_its_entry(dossier: Dossier) -> None:
    save(dossier, purchase())
    validate_entries(dossier, [1])
    known = month(dossier).details(1)
    assert sorted(known) == [1, 2, 3]
    assert known[1] == {
        Detail.DEFINITIVE_NUMBER: "1",
        Detail.VALIDATED_ON: "20/03/2026",
        Detail.LETTERING: "",
        Detail.LETTERED_ON: "",
        Detail.TICK: "",
        Detail.LINE_TYPE: "Facture",
        Detail.ORIGIN: "Saisie par journal",
        Detail.CREATED_BY: "ADM",
        Detail.CREATED_ON: "20/03/2026",
        Detail.NOTES: "",
    }


@pytest.mark.spec("SJ-40")
@given(label=TEXTS, piece=TEXTS, document=TEXTS, cents=st.integers(1, 10**9), data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_cell_holds_is_among_what_the_store_finds(
    dossier: Dossier, label: str, piece: str, document: str, cents: int, data: st.DataObject
) -> None:
    lines = (
        line("401DUP", credit=cents, label=f"x{label}x", piece=piece, document=document),
        line("6064", cents, label="autre"),
    )
    with suppress(Undone), transaction(dossier.database):
        save(dossier, entry(*lines))
        stored = month(dossier)
        (shown,) = stored.read([stored.outline()[0].id])
        amount = f"{cents // 100:,}".replace(",", " ")
        texts = (label, piece, document, amount, f"{amount},{cents % 100:02}", "401", "dup", "autre")
        sought = data.draw(st.sampled_from([text.strip() for text in texts]))
        held = [rank for rank, each in enumerate(shown.lines) if _column_with(each, fold(sought))]
        assert {(shown.entry_id, rank) for rank in held} <= set(stored.found(sought))
        raise Undone


@pytest.mark.spec("SJ-40")
def test_a_search_looks_in_its_journal_and_month_alone(dossier: Dossier) -> None:
    save(dossier, purchase(), sale(key=2), purchase("2", day=date(2026, 4, 1), key=3))
    assert month(dossier).found("facture") == [(1, 0), (1, 1), (1, 2)]
    assert month(dossier).found("%") == []
    assert month(dossier).found("1 234,56") == [(1, 0)]
