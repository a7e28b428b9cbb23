"""Automatic lettering and unlettering: runs, proposals, interruption, queries."""

from collections.abc import Sequence
from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.lettering.kit import (
    accept_gap,
    balance_of,
    codes,
    codes_of,
    entry_lines,
    faulty_groups,
    next_code,
    post,
)
from tuicompta.core.lettering.methods import Method
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.lettering.automatic import automatic_lettering
from tuicompta.services.lettering.automatic_undoing import (
    UndoingRequest,
    automatic_unlettering,
    check_dates,
    concerned,
)
from tuicompta.services.lettering.errors import AccountRangeError, ClosedDatesError
from tuicompta.services.lettering.letter import letter_lines, letter_partially
from tuicompta.services.lettering.proposals import letter_proposals, proposals
from tuicompta.services.lettering.ranges import AccountKind, AccountRange, check_range, kind_of, proposed_range
from tuicompta.services.lettering.search import AutomaticRequest
from tuicompta.services.lettering.unletter import GroupRange, unletter_lines
from tuicompta.services.lettering.writing import AccountOutcome

YEAR = date(2026, 1, 1), date(2026, 12, 31)
ENTRY = "SELECT entry_id FROM entry_line WHERE id = ?"


class StoppedError(Exception):
    """Raised by what is told, as the Esc key does."""


def asked(method: Method = Method.EXACT_AMOUNT, **changes: object) -> AutomaticRequest:
    return AutomaticRequest(*YEAR, AccountRange(), method, **changes)  # type: ignore[arg-type]


def run(dossier: Dossier, method: Method = Method.EXACT_AMOUNT, **changes: object) -> list[AccountOutcome]:
    return list(automatic_lettering(dossier, asked(method, **changes)))


@pytest.mark.spec("LAUT-08", "LAUT-09", "LAUT-18", "LAUT-03")
def test_lines_of_one_number_that_balance_form_a_group(dossier: Dossier) -> None:
    lines = post(
        dossier,
        100,
        -100,
        50,
        -20,
        7,
        -7,
        pieces=["F1", "F1", "F2", "F2", "", ""],
        documents=["", "", "D", "", "D", "D"],
    )
    done = run(dossier, Method.PIECE)
    assert [(found.number, found.groups, found.lines) for found in done] == [("411MAR", 1, 2)]
    assert codes_of(dossier, lines) == ["AA", "AA", "", "", "", ""]
    assert next_code(dossier) == "AB"
    run(dossier, Method.DOCUMENT)
    assert codes_of(dossier, lines) == ["AA", "AA", "", "", "", ""]
    assert faulty_groups(dossier) == []


@pytest.mark.spec("LAUT-10")
def test_the_running_balance_gives_the_groups_of_the_example(dossier: Dossier) -> None:
    lines = post(dossier, 100, -100, 50, 30, -80)
    run(dossier, Method.RUNNING_BALANCE)
    assert codes_of(dossier, lines) == ["AA", "AA", "AB", "AB", "AB"]


@pytest.mark.spec("LAUT-11", "LAUT-18", "LAUT-21")
def test_a_second_run_changes_nothing(dossier: Dossier) -> None:
    post(dossier, 100, 250, -100, -60, -190, 33)
    post(dossier, -40, 40, account="401DUP")
    first = run(dossier)
    assert [(found.number, found.groups, found.lines) for found in first] == [("401DUP", 1, 2), ("411MAR", 2, 5)]
    before = list(dossier.database.connection().iterdump())
    assert [(found.number, found.groups) for found in run(dossier)] == [("411MAR", 0)]
    assert list(dossier.database.connection().iterdump()) == before


@pytest.mark.spec("LAUT-12")
def test_statuses_are_chosen_and_simulated_lines_never_taken(dossier: Dossier) -> None:
    lines = post(dossier, 100, -100, 30, -30)
    validate_entries(dossier, [dossier.database.value(ENTRY, (line,)) for line in lines[:2]])
    simulate_entry(dossier, dossier.database.value(ENTRY, (lines[3],)))
    run(dossier, statuses="N")
    assert set(codes(dossier)) == {""}
    run(dossier, statuses="NVS")
    assert codes_of(dossier, lines) == ["AA", "AA", "", ""]


@pytest.mark.spec("LAUT-05", "LETT-01")
def test_the_run_works_year_by_year_within_its_dates(dossier: Dossier) -> None:
    lines = post(dossier, 100, -100, days=[date(2026, 12, 30), date(2027, 1, 2)])
    later = post(dossier, 55, -55, day=date(2027, 3, 1))
    request = AutomaticRequest(date(2026, 1, 1), date(2027, 12, 31), AccountRange(), Method.EXACT_AMOUNT)
    outside = AutomaticRequest(date(2026, 1, 1), date(2027, 2, 28), AccountRange(), Method.EXACT_AMOUNT)
    list(automatic_lettering(dossier, outside))
    assert set(codes(dossier)) == {""}
    list(automatic_lettering(dossier, request))
    assert codes_of(dossier, [*lines, *later]) == ["", "", "AA", "AA"]
    dossier.database.run("UPDATE fiscal_year SET closed_at = '2027-01-31' WHERE start_date = '2026-01-01'")
    post(dossier, -100, day=date(2027, 1, 3))
    assert [found.groups for found in automatic_lettering(dossier, request)] == [0]


@pytest.mark.spec("LAUT-14", "LAUT-13", "LAUT-16", "LAUT-20", "LETT-23")
def test_gaps_are_accepted_by_the_accounts_that_allow_them(dossier: Dossier) -> None:
    accept_gap(dossier)
    post(dossier, 120_00, -119_97, pieces=["F1", "F1"])
    post(dossier, -120_00, 119_97, pieces=["F1", "F1"], account="401DUP")
    assert sum(found.groups for found in run(dossier, Method.PIECE)) == 0
    assert sum(found.groups for found in run(dossier, Method.EXACT_AMOUNT, approximate=True)) == 0
    done = run(dossier, Method.PIECE, approximate=True, label="Solde")
    assert [(found.number, found.groups, found.lines) for found in done] == [("401DUP", 0, 0), ("411MAR", 1, 2)]
    posted = done[1].posted[0]
    assert posted.gap == 3
    assert entry_lines(dossier, posted.entry_id) == [("411MAR", 0, 3, "Solde"), ("6588", 3, 0, "Solde")]
    assert balance_of(dossier) == 0
    assert faulty_groups(dossier) == []


@pytest.mark.spec("LAUT-14", "LETT-25")
def test_a_gap_that_cannot_be_posted_leaves_its_group_and_is_reported(dossier: Dossier) -> None:
    accept_gap(dossier)
    post(dossier, 120_00, -119_97, 5, -5, pieces=["F1", "F1", "F2", "F2"])
    dossier.database.run("UPDATE account SET gap_journal_id = NULL WHERE number = '411MAR'")
    done = run(dossier, Method.PIECE, approximate=True)[0]
    assert (done.groups, len(done.refused)) == (1, 1)
    assert codes(dossier) == ["", "", "AA", "AA"]


@pytest.mark.spec("LAUT-03", "LAUT-20", "LAUT-06", "LAUT-07")
def test_accounts_are_those_of_the_type_and_range_and_the_others_are_counted(dossier: Dossier) -> None:
    create_account(dossier, "411ZOE", "Zoé")
    for account in ("401DUP", "411MAR", "411ZOE"):
        post(dossier, 100, -100, account=account)
    dossier.database.run("UPDATE account SET lettering = 0 WHERE number = '411ZOE'")
    customers = AutomaticRequest(*YEAR, AccountRange(AccountKind.CUSTOMERS), Method.EXACT_AMOUNT)
    done = list(automatic_lettering(dossier, customers))
    assert [(found.number, found.groups, found.skipped) for found in done] == [
        ("411MAR", 1, ""),
        ("411ZOE", 0, "lettrage non autorisé"),
    ]
    assert set(codes(dossier, "401DUP")) == {""}
    narrow = AutomaticRequest(*YEAR, AccountRange(last="401"), Method.EXACT_AMOUNT)
    assert [found.number for found in automatic_lettering(dossier, narrow)] == ["401DUP"]
    first, last = proposed_range(dossier.database, AccountKind.CUSTOMERS)
    assert first.startswith("41")
    assert last.startswith("41")
    check_range(dossier.database, AccountRange(AccountKind.CUSTOMERS, "411MAR", "411ZOE"))
    with pytest.raises(AccountRangeError, match="401DUP est hors des comptes proposés"):
        check_range(dossier.database, AccountRange(AccountKind.CUSTOMERS, "401DUP", ""))
    kinds = {"411MAR": AccountKind.CUSTOMERS, "401DUP": AccountKind.SUPPLIERS, "5121": AccountKind.BALANCE_SHEET}
    assert {number: kind_of(number) for number in kinds} == kinds
    assert AccountKind.OTHER_THIRD_PARTIES.takes("421")
    assert not AccountKind.OTHER_THIRD_PARTIES.takes("44571")


@pytest.mark.spec("LAUT-21", "LAUT-17")
def test_a_stop_keeps_the_accounts_done_and_leaves_nothing_half_done(dossier: Dossier) -> None:
    post(dossier, 100, -100, account="401DUP")
    post(dossier, 100, -100)

    def stop(_done: int, _total: int, what: str) -> None:
        if what == "Compte 411MAR":
            raise StoppedError

    run_of = automatic_lettering(dossier, asked(), stop)
    assert next(run_of).number == "401DUP"
    with pytest.raises(StoppedError):
        next(run_of)
    assert codes(dossier, "401DUP") == ["AA", "AA"]
    assert set(codes(dossier)) == {""}
    assert not dossier.database.in_transaction()


@pytest.mark.spec("LAUT-22")
def test_proposals_write_nothing_until_they_are_lettered(dossier: Dossier) -> None:
    accept_gap(dossier)
    lines = post(dossier, 100, -98, 70, -70, pieces=["F1", "F1", "F2", "F2"])
    before = list(dossier.database.connection().iterdump())
    request = asked(Method.PIECE, approximate=True)
    found = list(proposals(dossier, request))
    assert list(dossier.database.connection().iterdump()) == before
    assert [(one.number, len(one.lines), one.gap) for one in found] == [("411MAR", 2, 2), ("411MAR", 2, 0)]
    done = list(letter_proposals(dossier, request, found[1:]))
    assert [(one.groups, one.lines) for one in done] == [(1, 2)]
    assert codes_of(dossier, lines) == ["", "", "AA", "AA"]
    unletter_lines(dossier, "411MAR", lines[2:])
    letter_lines(dossier, "411MAR", lines[:2])
    again = next(letter_proposals(dossier, request, found))
    assert (again.groups, len(again.refused)) == (1, 1)
    assert faulty_groups(dossier) == []


@pytest.mark.spec("LETT-32", "LAUT-18")
def test_lines_of_a_partial_group_are_open_to_the_run(dossier: Dossier) -> None:
    lines = post(dossier, 1000, -400, -1000, 77)
    letter_partially(dossier, "411MAR", [lines[0], lines[1], lines[3]])
    run(dossier)
    assert codes_of(dossier, lines) == ["AB", "aa", "AB", "aa"]
    assert faulty_groups(dossier) == []


@pytest.mark.spec("LAUT-21")
def test_what_another_session_letters_meanwhile_is_looked_at_again(dossier: Dossier) -> None:
    lines = post(dossier, 100, -100, 100, -100)
    other = open_dossier(dossier.path, clock=dossier.clock)

    def meddle(_done: int, _total: int, what: str) -> None:
        if not what and not meddled:
            meddled.append(letter_lines(other, "411MAR", [lines[0], lines[3]]).code)

    meddled: list[str] = []
    # Enough lonely lines for the search to tell how far it is.
    post(dossier, *[1001 + 2 * rank for rank in range(3)])
    list(automatic_lettering(dossier, asked(), meddle))
    close_dossier(other)
    assert meddled == ["AA"]
    assert codes_of(dossier, lines) == ["AA", "AB", "AB", "AA"]


def counted_statements(dossier: Dossier, size: int) -> int:
    post(dossier, *[sign * (1000 + rank) for rank in range(size) for sign in (1, -1)])
    statements: list[str] = []
    dossier.database.connection().set_trace_callback(statements.append)
    run(dossier)
    dossier.database.connection().set_trace_callback(None)
    # What is written for each group and each line, and the triggers of it, are left aside.
    written = ("--", "INSERT INTO lettering", "UPDATE entry_line", "UPDATE lettering SET complete")
    return len([text for text in statements if not text.lstrip().startswith(written)])


@pytest.mark.spec("LAUT-21")
def test_the_queries_of_a_run_do_not_grow_with_the_lines(dossier: Dossier) -> None:
    small = counted_statements(dossier, 5)
    assert counted_statements(dossier, 60) == small


@pytest.mark.spec("INVL-01", "INVL-02", "INVL-03", "LAUT-11")
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    balances=st.lists(st.integers(-5, 5).filter(bool), min_size=2, max_size=12),
    method=st.sampled_from(list(Method)),
    chance=st.randoms(use_true_random=False),
)
def test_any_lines_any_method_leave_whole_groups_and_the_same_balance(
    dossier: Dossier, balances: Sequence[int], method: Method, chance: Random
) -> None:
    lines = post(dossier, *balances, pieces=[chance.choice(["F1", "F2", ""]) for _ in balances])
    before = balance_of(dossier)
    run(dossier, method)
    assert faulty_groups(dossier) == []
    assert balance_of(dossier) == before
    lettered = [line for line, code in zip(lines, codes_of(dossier, lines), strict=True) if code]
    while lettered:
        unletter_lines(dossier, "411MAR", lettered[:1])
        lettered = [line for line, code in zip(lines, codes_of(dossier, lines), strict=True) if code]
    assert balance_of(dossier) == before


# --- undoing


@pytest.mark.spec("DLET-01", "DLET-02", "DLET-03", "DLET-06", "DLET-07", "DLET-09", "DLET-10", "DLET-12", "DLET-13")
def test_groups_of_many_accounts_are_undone_account_by_account(dossier: Dossier) -> None:
    create_account(dossier, "411ZOE", "Zoé")
    accept_gap(dossier)
    for account in ("401DUP", "411ZOE"):
        letter_lines(dossier, account, post(dossier, 100, -100, account=account))
    letter_lines(dossier, "411MAR", post(dossier, 100, -98))
    dossier.database.run("UPDATE account SET lettering = 0 WHERE number = '411ZOE'")
    request = UndoingRequest(AccountRange(), GroupRange(entered_from=date(2026, 3, 1), entered_to=date(2026, 3, 31)))
    assert concerned(dossier.database, request) == (2, 2)
    done = list(automatic_unlettering(dossier, request))
    assert [(found.number, found.groups, found.lines, found.skipped) for found in done] == [
        ("401DUP", 1, 2, ""),
        ("411MAR", 1, 3, ""),
        ("411ZOE", 0, 0, "lettrage non autorisé"),
    ]
    assert codes(dossier, "411ZOE") == ["AA", "AA"]
    assert set(codes(dossier)) == {""}
    assert next_code(dossier) == "AB"
    assert balance_of(dossier, "6588") == 2
    none = UndoingRequest(AccountRange(), GroupRange(first_code="ZZ"))
    assert concerned(dossier.database, none) == (0, 0)


@pytest.mark.spec("DLET-13")
def test_a_stopped_undoing_keeps_the_accounts_done(dossier: Dossier) -> None:
    for account in ("401DUP", "411MAR"):
        letter_lines(dossier, account, post(dossier, 100, -100, account=account))

    def stop(done: int, _total: int, _what: str) -> None:
        if done:
            raise StoppedError

    with pytest.raises(StoppedError):
        list(automatic_unlettering(dossier, UndoingRequest(AccountRange(), GroupRange()), stop))
    assert (set(codes(dossier, "401DUP")), set(codes(dossier))) == ({""}, {"AA"})


@pytest.mark.spec("DLET-06", "DLET-07")
def test_dates_of_entries_in_a_closed_year_are_refused(dossier: Dossier) -> None:
    dossier.database.run("UPDATE fiscal_year SET closed_at = '2027-01-31' WHERE start_date = '2026-01-01'")
    with pytest.raises(ClosedDatesError, match="Le 05/12/2026 est dans l'exercice 2026, clôturé"):
        check_dates(dossier.database, date(2026, 12, 5), date(2027, 3, 1))
    check_dates(dossier.database, date(2027, 1, 1), date(2027, 3, 1))
