"""The same keys in the kilomètre screen and in the journal window store the same entries, origin apart (INV-17)."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.typing_kit import Typing
from tuicompta.core.entry.machine import EntryMachine
from tuicompta.core.entry.model import Grid
from tuicompta.core.entry.profile import CONTINUOUS_ENTRY, JOURNAL_WINDOW
from tuicompta.core.enums import EntryOrigin
from tuicompta.models.transaction import transaction
from tuicompta.services.entries.month import StoredMonth
from tuicompta.services.entries.typing_window import TypingWindow
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years, period_of
from tuicompta.services.journals.journals import journal_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuicompta.services.dossiers.dossier import Dossier

MARCH = date(2026, 3, 1), date(2026, 3, 31)
STORED = """
    SELECT journal.code, entry.entry_date, entry.piece_date, entry.piece_number, entry.status, entry_line.position,
           account.number, entry_line.piece_number, document_number, entry_line.label, entry_line.debit,
           entry_line.credit, line_type, payment_method.code, group_concat(due_on || ' ' || due_date.amount)
      FROM entry JOIN journal ON journal.id = journal_id JOIN entry_line ON entry_id = entry.id
      JOIN account ON account.id = entry_line.account_id LEFT JOIN due_date ON entry_line_id = entry_line.id
      LEFT JOIN payment_method ON payment_method.id = entry_line.payment_method_id
     GROUP BY entry_line.id ORDER BY entry.id, entry_line.position
"""
VAT = "SELECT entry_line_id, kind, direction, rate, base, tax FROM vat_record ORDER BY entry_line_id, id"

DAYS = st.integers(1, 31)
AMOUNTS = st.integers(1, 9_999_999)
LABELS = st.sampled_from(["paie", "Été", "facture 12", "achat"])
TYPED = st.one_of(
    st.tuples(st.just("OD"), DAYS, st.builds("6411⏎{}⏎{}⏎421⏎⏎".format, LABELS, AMOUNTS)),
    st.tuples(st.just("OD"), DAYS, st.builds("6411⏎{}⏎{}⏎6451⏎{}⏎421⏎⏎".format, LABELS, AMOUNTS, AMOUNTS)),
    st.tuples(st.just("AC"), DAYS, st.builds("401dup⏎⏎{}⏎6064⏎⏎⏎".format, AMOUNTS)),
    st.tuples(st.just("AC"), DAYS, st.builds("401dup⏎⏎/{}⏎6064⏎⏎⏎".format, AMOUNTS)),
    st.tuples(st.just("VE"), DAYS, st.builds("411mar⏎⏎{}⏎707⏎⏎⏎".format, AMOUNTS)),
    st.tuples(st.just("BP"), DAYS, st.builds("401dup⏎⏎{}⏎⏎".format, AMOUNTS)),
)


class Undone(Exception):  # noqa: N818 (nothing went wrong)
    """The entries of an example are taken back."""


def kilometre(dossier: Dossier, entries: Sequence[tuple[str, int, str]]) -> int:
    """Type entries one under the other, save them at once, and return how many were stored."""
    year = fiscal_years(dossier.database)[0]
    work = TypingWindow(dossier, CONTINUOUS_ENTRY, EntryOrigin.CONTINUOUS_ENTRY, year)
    typing = Typing(work, Grid(year.start, year.end))
    for journal, day, keys in entries:
        typing.type(f"{journal}⏎{day:02}03⏎{keys}")
    return _saved(typing)


def journal_window(dossier: Dossier, entries: Sequence[tuple[str, int, str]]) -> int:
    """Type the same entries in the windows of their journals, and return how many were stored."""
    year, period = fiscal_years(dossier.database)[0], period_of(dossier.database, MARCH[0])
    assert period is not None
    count = 0
    for journal, run in groupby(entries, key=lambda each: each[0]):
        key = journal_id(dossier.database, journal)
        assert key is not None
        work = TypingWindow(dossier, JOURNAL_WINDOW, EntryOrigin.JOURNAL_WINDOW, year)
        grid = Grid(*MARCH, journal=journal)
        typing = Typing(work, grid)
        stored = StoredMonth(dossier.database, key, period.id)
        typing.machine = EntryMachine(work.lookup, grid, work.options(), work.profile, stored=stored)
        for _, day, keys in run:
            typing.type(f"{day}⏎{keys}")
        count += _saved(typing)
    return count


def _saved(typing: Typing) -> int:
    pending = typing.machine.pending()
    assert pending.errors == ()
    typing.save()
    return len(pending.entries)


def stored_by(dossier: Dossier, way: Any, entries: Sequence[tuple[str, int, str]]) -> list[Any]:  # noqa: ANN401 (a function)
    """Return what a way of typing stores, and take it back."""
    found: list[Any] = []
    with suppress(Undone), transaction(dossier.database):
        assert way(dossier, entries) == len(entries)
        found = [*dossier.database.rows(STORED), *dossier.database.rows(VAT)]
        raise Undone
    return found


@pytest.mark.spec("INV-17")
@given(st.lists(TYPED, min_size=1, max_size=5))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_typed_in_both_grids_is_the_same_in_the_ledger(
    dossier: Dossier, entries: list[tuple[str, int, str]]
) -> None:
    continuous = stored_by(dossier, kilometre, entries)
    by_journal = stored_by(dossier, journal_window, entries)
    assert continuous
    assert [row[1:] for row in continuous if len(row) == 6] == [row[1:] for row in by_journal if len(row) == 6]
    assert [row for row in continuous if len(row) > 6] == [row for row in by_journal if len(row) > 6]
