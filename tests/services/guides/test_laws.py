"""What holds of every guide, whatever is typed (INVT-01 to INVT-05)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.conftest import fixed_clock
from tests.services.guides_kit import DAY, filled, header, model_of
from tuicompta.core.enums import DocumentKind, Side
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.guide_formulas import BALANCE, NET_OF_TOTAL, VAT_OF_TOTAL, FormulaLine, evaluate_guide
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.unlink import break_guided_link
from tuicompta.services.guides.entries import (
    GuidedEntry,
    delete_guided_entry,
    guided_rows,
    period_on,
    read_guided_entry,
    write_guided_entry,
)
from tuicompta.services.guides.models import model_rows, switch_model
from tuicompta.services.guides.posting import Duplicates, post_guided_entry

if TYPE_CHECKING:
    from collections.abc import Callable

D, C = Side.DEBIT, Side.CREDIT
AMOUNTS = st.integers(0, 10**14)
CODES = ("A20", "A0", "V20", "P", "EMPR", "FRB", "AFFEC", "ACPC")
ACCOUNTS = {"A20": {1: "401DUP", 2: "6064"}, "A0": {1: "401DUP", 2: "6064"}, "V20": {1: "411MAR"}}


@pytest.mark.spec("INVT-05", "SGF-07", "SGF-09")
@given(total=AMOUNTS, rate=st.integers(0, 10_000))
def test_net_and_vat_make_the_total_again(total: int, rate: int) -> None:
    by_net = [FormulaLine(C), FormulaLine(D, NET_OF_TOTAL), FormulaLine(D, BALANCE, rate=rate)]
    by_vat = [FormulaLine(C), FormulaLine(D, VAT_OF_TOTAL, rate=rate), FormulaLine(D, BALANCE)]
    nets, vats = evaluate_guide(by_net, [-total, None, None]), evaluate_guide(by_vat, [-total, None, None])
    assert nets[1] + nets[2] == total == vats[1] + vats[2]
    assert (nets[1], nets[2]) == (vats[2], vats[1])
    assert nets[1] >= 0
    assert abs(nets[1] * (10_000 + rate) - total * 10_000) * 2 <= 10_000 + rate


@pytest.mark.spec("SGF-08", "SGF-11")
@given(
    sides=st.lists(st.sampled_from([D, C]), min_size=2, max_size=12),
    typed=st.lists(st.one_of(st.none(), st.integers(-(10**12), 10**12)), min_size=12, max_size=12),
    place=st.integers(0, 11),
)
def test_a_line_solde_balances_whatever_is_typed(sides: list[Side], typed: list[int | None], place: int) -> None:
    lines = [FormulaLine(side) for side in sides]
    lines[place % len(lines)] = replace(lines[place % len(lines)], formula=BALANCE)
    given_amounts = typed[: len(lines)]
    given_amounts[place % len(lines)] = None
    assert sum(evaluate_guide(lines, given_amounts)) == 0


def books(dossier: Dossier) -> list[list[tuple[object, ...]]]:
    database = dossier.database
    tables = ("SELECT * FROM entry", "SELECT * FROM entry_line", "SELECT * FROM balance_total ORDER BY 1, 2, 3, 4")
    return [database.rows(query) for query in (*tables, "SELECT * FROM due_date", "SELECT * FROM vat_record")]


def _write(dossier: Dossier, code: str, cents: int) -> None:
    model = model_of(dossier, code)
    followed = header(dossier, model)
    ranks = [rank for rank, line in enumerate(followed.guide.lines, start=1) if not line.formula]
    body = filled(followed, dict.fromkeys(ranks, cents), ACCOUNTS.get(code))
    write_guided_entry(dossier, None, GuidedEntry(model, period_on(dossier.database, DAY) or 0, "", body))


def _post(dossier: Dossier, rank: int) -> None:
    rows = guided_rows(dossier.database)
    post_guided_entry(dossier, rows[rank % len(rows)].id, Duplicates.RENUMBER)


def _break(dossier: Dossier, rank: int) -> None:
    break_guided_link(dossier, 1 + rank % 6)


def _delete_guided(dossier: Dossier, rank: int) -> None:
    rows = guided_rows(dossier.database)
    delete_guided_entry(dossier, rows[rank % len(rows)].id)


def _switch(dossier: Dossier, rank: int) -> None:
    rows = model_rows(dossier.database)
    switch_model(dossier, rows[rank % len(rows)].id)


# Whether an act may change the books.
ACTS: dict[str, tuple[bool, Callable[[Dossier, int], None]]] = {
    "write": (False, lambda dossier, cents: _write(dossier, CODES[cents % len(CODES)], cents)),
    "post": (True, _post),
    "break": (True, _break),
    "delete entry": (True, lambda dossier, rank: delete_entry(dossier, 1 + rank % 6)),
    "delete guided entry": (False, _delete_guided),
    "switch": (False, _switch),
}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 10_000)), max_size=14)


@pytest.mark.spec("INVT-01", "INVT-02", "INVT-03", "INVT-04", "INV-01", "INV-15")
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=STEPS)
def test_any_sequence_keeps_one_ordinary_entry_at_most_for_each(
    dossier_files: tuple[Path, Path], steps: list[tuple[str, int]]
) -> None:
    with TemporaryDirectory() as folder:
        dossier = open_dossier(Path(shutil.copy(dossier_files[1], Path(folder) / "M.compta")), clock=fixed_clock)
        for name, number in [("write", 1_000), ("write", 2_003), *steps]:
            changes, act = ACTS[name]
            before = books(dossier)
            try:
                act(dossier, number)
            except (TuicomptaError, ZeroDivisionError):
                assert books(dossier) == before
            assert changes or books(dossier) == before
            _check(dossier)
        close_dossier(dossier)


def _check(dossier: Dossier) -> None:
    database = dossier.database
    query = "SELECT source_id, count(*), group_concat(linked), min(origin), min(status) FROM entry GROUP BY source_id"
    made = {row[0]: row[1:] for row in database.rows(query)}
    for row in guided_rows(database):
        state = read_guided_entry(database, row.id)[0].state.value
        count, linked, origin, status = made.pop(row.id, (0, "", "guided_entry", "N"))
        assert count <= 1
        assert (origin, status) == (DocumentKind.GUIDED_ENTRY, "N")
        assert state == {"": "changed", "1": "posted", "0": "changed"}[linked or ""] or (state, count) == (
            "in_progress",
            0,
        )
    assert made == {}
    assert database.rows("SELECT entry_id FROM entry_line GROUP BY entry_id HAVING sum(debit) <> sum(credit)") == []
    assert database.rows("SELECT id FROM entry_line WHERE (debit = 0) = (credit = 0) OR label = ''") == []
