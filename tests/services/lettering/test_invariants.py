"""Whatever is done in whatever order: whole groups, the same balance, a next code that nobody bears (INVL)."""

from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.entries_kit import change, reread, save
from tests.services.lettering.kit import accept_gap, balance_of, codes_of, faulty_groups, next_code, post
from tuicompta.core.entry.model import Column
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.lettering.methods import Method
from tuicompta.models.rules import RuleRefusedError
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.errors import ProtectedLineError
from tuicompta.services.lettering.automatic import automatic_lettering
from tuicompta.services.lettering.letter import letter_lines, letter_partially
from tuicompta.services.lettering.ranges import AccountRange
from tuicompta.services.lettering.search import AutomaticRequest
from tuicompta.services.lettering.unletter import GroupRange, unletter_groups, unletter_lines
from tuicompta.services.matching.matching import match_lines

ENTRY = "SELECT entry_id FROM entry_line WHERE id = ?"
IN_USE = "SELECT count(*) FROM lettering JOIN account ON account.id = account_id WHERE number = '411MAR' AND code = ?"
MARKS = (
    "SELECT source_line_id, due_date_id, amount FROM matching ORDER BY id",
    "SELECT id, tick_code, tick_date FROM entry_line ORDER BY id",
    "SELECT id, amount, matched, due_on FROM due_date ORDER BY id",
)
FIGURES = (
    "SELECT account_id, period_id, journal_id, status, debit, credit FROM balance_total ORDER BY 1, 2, 3, 4",
    "SELECT id, amount, matched FROM due_date ORDER BY id",
    "SELECT count(*) FROM lettering WHERE partial = 0",
    "SELECT base, tax FROM vat_record ORDER BY id",
)
ACTS = ("letter", "partial", "unletter", "automatic", "codes")


def act(dossier: Dossier, name: str, chosen: list[int], chance: Random) -> int:
    """Do something to some lines; return the gap that it posted in cents."""
    if name == "letter":
        return letter_lines(dossier, "411MAR", chosen).gap
    if name == "partial":
        letter_partially(dossier, "411MAR", chosen)
    elif name == "unletter":
        unletter_lines(dossier, "411MAR", chosen)
    elif name == "codes":
        unletter_groups(dossier, "411MAR", GroupRange(first_code=chance.choice(["AA", "AC"])))
    else:
        method = chance.choice(list(Method))
        request = AutomaticRequest(date(2026, 1, 1), date(2026, 12, 31), AccountRange(), method, approximate=True)
        return sum(posted.gap for outcome in automatic_lettering(dossier, request) for posted in outcome.posted)
    return 0


@pytest.mark.spec("INVL-01", "INVL-02", "INVL-03", "INVL-05", "LETT-04")
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    balances=st.lists(st.integers(-4, 4).filter(bool), min_size=3, max_size=8),
    names=st.lists(st.sampled_from(ACTS), min_size=1, max_size=9),
    chance=st.randoms(use_true_random=False),
)
def test_no_sequence_of_acts_leaves_a_broken_group(
    dossier: Dossier, balances: list[int], names: list[str], chance: Random
) -> None:
    accept_gap(dossier, 1)
    lines = post(dossier, *balances)
    balance = balance_of(dossier)
    for name in names:
        chosen = chance.sample(lines, chance.randint(1, len(lines)))
        try:
            balance -= act(dossier, name, chosen, chance)
        except TuicomptaError:
            assert not dossier.database.in_transaction()
        assert faulty_groups(dossier) == []
        assert balance_of(dossier) == balance
        following = next_code(dossier)
        assert dossier.database.value(IN_USE, (following,)) == dossier.database.value(IN_USE, (following.lower(),)) == 0


@pytest.mark.spec("INVL-04")
def test_what_is_lettered_keeps_its_account_and_amount(dossier: Dossier) -> None:
    lines = post(dossier, 100, -100)
    letter_lines(dossier, "411MAR", lines)
    shown = reread(dossier, dossier.database.value(ENTRY, (lines[0],)))
    for cells in ([(0, Column.DEBIT, 90), (1, Column.CREDIT, 90)], [(0, Column.ACCOUNT, "401DUP")]):
        with pytest.raises(ProtectedLineError, match="lettrée"):
            save(dossier, change(shown, *cells))
    save(dossier, change(shown, (0, Column.LABEL, "Autre libellé")))
    with pytest.raises(RuleRefusedError):
        dossier.database.run("UPDATE entry_line SET debit = 90 WHERE id = ?", (lines[0],))
    unletter_lines(dossier, "411MAR", lines[:1])
    save(dossier, change(reread(dossier, shown.entry_id or 0), (0, Column.DEBIT, 90), (1, Column.CREDIT, 90)))


@pytest.mark.spec("INVL-07")
def test_lettering_touches_no_matching_and_no_tick_and_reciprocally(dossier: Dossier) -> None:
    sale, payment = post(dossier, 100, -100)
    other = post(dossier, 70, -70)
    match_lines(dossier, [sale, payment])
    dossier.database.run("UPDATE entry_line SET tick_code = 'A', tick_date = '2026-03-20' WHERE id = ?", (sale,))
    before = [dossier.database.rows(query) for query in MARKS]
    assert before[0]
    letter_lines(dossier, "411MAR", [sale, payment])
    letter_lines(dossier, "411MAR", other)
    unletter_lines(dossier, "411MAR", [sale])
    assert [dossier.database.rows(query) for query in MARKS] == before
    codes = codes_of(dossier, [sale, payment, *other])
    match_lines(dossier, other)
    assert codes_of(dossier, [sale, payment, *other]) == codes == ["", "", "AB", "AB"]


@pytest.mark.spec("INVL-08", "LETT-32")
def test_a_partial_code_counts_in_no_figure(dossier: Dossier) -> None:
    lines = post(dossier, 1000, -400)
    before = [dossier.database.rows(query) for query in FIGURES]
    letter_partially(dossier, "411MAR", lines)
    assert [dossier.database.rows(query) for query in FIGURES] == before


@pytest.mark.spec("INVL-06")
def test_lettering_then_unlettering_gives_the_lines_back(dossier: Dossier) -> None:
    accept_gap(dossier)
    lines = post(dossier, 100, -97, 50)
    query = "SELECT * FROM entry_line WHERE id <= ? ORDER BY id"
    before = dossier.database.rows(query, (lines[-1] + 1,))
    letter_lines(dossier, "411MAR", lines[:2])
    unletter_lines(dossier, "411MAR", lines[:1])
    assert dossier.database.rows(query, (lines[-1] + 1,)) == before
    assert next_code(dossier) == "AB"
