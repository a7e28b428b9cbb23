"""Reversing an entry (CPS)."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.conftest import fixed_clock
from tests.services.entries_kit import bank, change, entry, line, purchase, reread, sale, save
from tuicompta.core.entry.model import Column
from tuicompta.core.enums import EntryOrigin, EntryStatus, JournalType, LineType
from tuicompta.models.database import Database
from tuicompta.models.failures import ReadOnlyDossierError
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.documents import documents_of
from tuicompta.services.entries.errors import AccountNotEnterableError, ClosedYearError, EntryGoneError
from tuicompta.services.entries.reverse import (
    AlreadyReversedError,
    NoOpenMonthError,
    Reversal,
    ReversalDateError,
    ReversalJournalError,
    ReversalRefusedError,
    propose_reversal,
    refusal_to_reverse,
    reversal_journals,
    reverse_entry,
)
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.journals.journals import create_journal
from tuicompta.services.lettering.letter import letter_lines

LINES = "SELECT number, debit, credit, label FROM entry_line JOIN account ON account.id = account_id WHERE entry_id = ?"
FOOT = """
    UPDATE journal_year SET counterpart_mode = 'foot_of_journal',
           counterpart_account_id = (SELECT id FROM account WHERE number = '5121')
     WHERE journal_id = (SELECT id FROM journal WHERE code = ?)
"""
LETTERED = """
    SELECT entry_id, number, lettering.code FROM entry_line JOIN account ON account.id = entry_line.account_id
      JOIN lettering ON lettering.id = lettering_id ORDER BY entry_id, position
"""


def close_months(database: Database, journal: str, *periods: int) -> None:
    for period in periods:
        database.run(
            "INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES "
            "((SELECT id FROM journal WHERE code = ?), ?, 'x')",
            (journal, period),
        )


def reverse(dossier: Dossier, entry_id: int, *, again: bool = False, **changes: object) -> int:
    """Reverse with what the dialog proposes, but for some changes."""
    journal = str(changes.get("journal", ""))
    proposed = propose_reversal(dossier.database, entry_id, journal).reversal
    fields = {name: getattr(proposed, name) for name in Reversal.__slots__} | changes
    return reverse_entry(dossier, entry_id, Reversal(**fields), again=again)


@pytest.mark.spec("CPS-01", "CPS-02", "CPS-08", "CPS-09")
def test_the_sides_are_swapped_and_the_original_stays(dossier: Dossier) -> None:
    save(dossier, purchase())
    before = dossier.database.rows("SELECT * FROM entry"), dossier.database.rows(LINES, (1,))
    proposal = propose_reversal(dossier.database, 1)
    assert proposal.reversal == Reversal("AC", date(2026, 3, 15), "00002", "Contrepassation Facture")
    made = reverse_entry(dossier, 1, proposal.reversal)
    assert dossier.database.rows(LINES, (made,)) == [
        ("401DUP", 123_456, 0, "Contrepassation Facture"),
        ("6064", 0, 102_880, "Contrepassation Facture"),
        ("44566", 0, 20_576, "Contrepassation Facture"),
    ]
    columns = "SELECT status, origin, piece_number, entry_date, reversed_entry_id FROM entry WHERE id = ?"
    assert dossier.database.row(columns, (made,)) == ("N", EntryOrigin.REVERSAL.value, "00002", "2026-03-15", 1)
    assert (dossier.database.rows("SELECT * FROM entry WHERE id = 1"), dossier.database.rows(LINES, (1,))) == before
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("CPS-02", "CPS-01")
def test_each_line_keeps_its_label_behind_the_prefix_cut_at_its_length(dossier: Dossier) -> None:
    lines = line("6064", 100, label="L" * 100), line("5121", credit=100, label="Virement")
    save(dossier, entry(*lines, journal="OD"))
    made = reverse(dossier, 1)
    assert [label for *_, label in dossier.database.rows(LINES, (made,))] == [
        "Contrepassation " + "L" * 84,
        "Contrepassation Virement",
    ]
    typed = reverse(dossier, 1, again=True, label="Erreur de saisie", piece="E-1", piece_typed=True)
    assert {label for *_, label in dossier.database.rows(LINES, (typed,))} == {"Erreur de saisie"}
    assert reread(dossier, typed).piece == "E-1"


@pytest.mark.spec("CPS-06", "CPS-04", "CPS-02", "INV-04")
@pytest.mark.attack
def test_an_entry_of_a_closed_month_is_reversed_in_the_first_open_one(dossier: Dossier) -> None:
    save(dossier, purchase(day=date(2026, 1, 31)))
    validate_entries(dossier, [1])
    close_months(dossier.database, "AC", 1)
    proposal = propose_reversal(dossier.database, 1)
    assert proposal.reversal.day == date(2026, 2, 28)
    assert (proposal.month.start, proposal.month.end) == (date(2026, 2, 1), date(2026, 2, 28))
    for outside in (date(2026, 1, 31), date(2026, 3, 1), date(2025, 12, 31)):
        with pytest.raises(ReversalDateError, match=r"AC 00001 du 31/01/2026 se fait en février 2026 : choisissez une"):
            reverse(dossier, 1, day=outside)
    made = reverse(dossier, 1)
    assert reread(dossier, made).entry_date == date(2026, 2, 28)
    close_months(dossier.database, "AC", *range(2, 13))
    with pytest.raises(NoOpenMonthError, match="aucun mois de l'exercice 2026 n'est ouvert dans le journal AC"):
        propose_reversal(dossier.database, 1)
    assert propose_reversal(dossier.database, 1, "OD").reversal.day == date(2026, 1, 31)


@pytest.mark.spec("CPS-05")
def test_it_goes_to_its_journal_or_to_a_general_one(dossier: Dossier) -> None:
    create_journal(dossier.database, "OD2", JournalType.GENERAL, "Divers 2")
    create_journal(dossier.database, "OD3", JournalType.GENERAL, "Divers 3")
    dossier.database.run("UPDATE journal SET inactive = 1 WHERE code = 'OD3'")
    save(dossier, purchase())
    assert [journal.code for journal in reversal_journals(dossier.database, 1)] == ["AC", "OD", "OD2"]
    assert reread(dossier, reverse(dossier, 1, journal="OD2")).journal == "OD2"
    for journal in ("VE", "BP"):
        with pytest.raises(ReversalJournalError, match=f"dans le journal {journal} : choisissez son journal ou"):
            reverse(dossier, 1, again=True, journal=journal)


@pytest.mark.spec("CPS-03", "CTP-04", "INV-07", "INV-08")
def test_foot_of_journal_and_opening_entries_are_not_reversed(dossier: Dossier) -> None:
    save(dossier, bank("411MAR", 5_000))
    dossier.database.run(FOOT, ("BP",))
    refusal = refusal_to_reverse(dossier.database, 1)
    assert str(refusal) == (
        "L'écriture BP sans pièce du 15/03/2026 ne peut pas être contrepassée : le journal BP a sa contrepartie en "
        "pied de journal. Saisissez l'écriture de correction."
    )
    create_journal(dossier.database, "RAN", JournalType.OPENING, "Balance d'ouverture")
    opening = entry(line("5121", 100), line("411MAR", credit=100), journal="RAN", day=date(2026, 1, 1))
    made = save(dossier, opening, origin=EntryOrigin.OPENING_BALANCE)[0].entry_id
    for entry_id in (1, made):
        assert isinstance(refusal_to_reverse(dossier.database, entry_id), ReversalRefusedError)
        with pytest.raises(ReversalRefusedError):
            reverse(dossier, entry_id)


@pytest.mark.spec("CPS-07", "CPS-04", "CPS-11")
@pytest.mark.attack
def test_the_reverse_of_a_simulated_entry_is_simulated_and_never_lettered(dossier: Dossier) -> None:
    save(dossier, purchase())
    simulate_entry(dossier, 1)
    assert not propose_reversal(dossier.database, 1).may_letter
    made = reverse(dossier, 1, letter=True)
    assert reread(dossier, made).status is EntryStatus.SIMULATED
    assert dossier.database.rows(LETTERED) == []


@pytest.mark.spec("CPS-11")
def test_letters_each_line_with_its_reverse_where_neither_is_lettered(dossier: Dossier) -> None:
    dossier.database.run("UPDATE account SET lettering = 0 WHERE number IN ('6064', '44566', '707', '44571')")
    save(dossier, purchase(), sale(key=2), bank("411MAR", 120_000, key=3))
    validate_entries(dossier, [1])
    first = reverse(dossier, 1, letter=True)
    assert dossier.database.rows(LETTERED) == [(1, "401DUP", "AA"), (first, "401DUP", "AA")]
    lines = "SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id WHERE number = '411MAR'"
    letter_lines(dossier, "411MAR", [row[0] for row in dossier.database.rows(lines)])
    reversing = reverse(dossier, 2, letter=True)
    assert [row for row in dossier.database.rows(LETTERED) if row[0] == reversing] == []
    assert check_dossier(dossier.database) == []


def test_nothing_is_lettered_unless_asked(dossier: Dossier) -> None:
    save(dossier, purchase())
    reverse(dossier, 1)
    assert dossier.database.rows(LETTERED) == []


@pytest.mark.spec("CPS-12")
@pytest.mark.attack
def test_reversing_twice_wants_to_be_confirmed(dossier: Dossier) -> None:
    save(dossier, purchase())
    first = reverse(dossier, 1)
    with pytest.raises(
        AlreadyReversedError, match=r"AC 00001 du 15/03/2026 est déjà contrepassée par AC 00002 du 15/0"
    ):
        reverse(dossier, 1)
    assert dossier.database.value("SELECT count(*) FROM entry") == 2
    second = reverse(dossier, 1, again=True)
    assert [document.id for document in documents_of(dossier.database, 1)] == [first, second]
    assert [document.label for document in documents_of(dossier.database, second)] == [
        "Écriture AC 00001 du 15/03/2026"
    ]
    delete_entry(dossier, first)
    delete_entry(dossier, second)
    assert documents_of(dossier.database, 1) == []
    reverse(dossier, 1)


@pytest.mark.attack
def test_two_sessions_reversing_the_same_entry_make_one_reverse(dossier: Dossier, dossier_path: Path) -> None:
    save(dossier, purchase())
    proposed = propose_reversal(dossier.database, 1).reversal
    other = open_dossier(dossier_path, clock=fixed_clock)
    try:
        reverse_entry(other, 1, proposed)
        with pytest.raises(AlreadyReversedError):
            reverse_entry(dossier, 1, proposed)
    finally:
        close_dossier(other)
    assert dossier.database.rows("SELECT id, reversed_entry_id FROM entry") == [(1, None), (2, 1)]


@pytest.mark.spec("CPS-12")
def test_the_two_entries_show_each_other_even_when_the_original_goes(dossier: Dossier) -> None:
    save(dossier, purchase())
    made = reverse(dossier, 1)
    assert [(document.kind, document.id) for document in documents_of(dossier.database, made)] == [("entry", 1)]
    delete_entry(dossier, 1)
    assert documents_of(dossier.database, made) == []
    with pytest.raises(EntryGoneError):
        documents_of(dossier.database, 1)


def test_a_reverse_can_itself_be_reversed_and_settles_its_type(dossier: Dossier) -> None:
    save(dossier, purchase())
    made = reverse(dossier, 1)
    back = reverse(dossier, made)
    types = "SELECT line_type FROM entry_line WHERE entry_id = ? AND position = 1"
    assert dossier.database.value(types, (made,)) == LineType.CREDIT_NOTE
    assert dossier.database.value(types, (back,)) == LineType.INVOICE


def test_a_number_proposed_and_taken_meanwhile_is_replaced_a_typed_one_kept(dossier: Dossier) -> None:
    save(dossier, purchase())
    proposed = propose_reversal(dossier.database, 1).reversal
    save(dossier, purchase("00002", key=2))
    assert reread(dossier, reverse_entry(dossier, 1, proposed)).piece == "00003"


@pytest.mark.parametrize("label", ["", "   ", "\x1b\x07"])
def test_an_empty_label_is_refused_and_nothing_is_stored(dossier: Dossier, label: str) -> None:
    save(dossier, purchase())
    with pytest.raises(Exception, match="le libellé de la ligne 1 manque"):
        reverse(dossier, 1, label=label)
    assert dossier.database.value("SELECT count(*) FROM entry") == 1


def test_what_holds_a_new_entry_holds_a_reverse(dossier: Dossier) -> None:
    save(dossier, purchase())
    dossier.database.run("UPDATE account SET blocked = 1 WHERE number = '6064'")
    with pytest.raises(AccountNotEnterableError, match="6064"):
        reverse(dossier, 1)
    dossier.database.run("UPDATE account SET blocked = 0")
    dossier.database.run("UPDATE fiscal_year SET closed_at = 'x' WHERE id = 1")
    with pytest.raises(ClosedYearError, match="exercice 2026 est clôturé"):
        reverse(dossier, 1)
    with pytest.raises(EntryGoneError):
        reverse(dossier, 99)
    assert dossier.database.value("SELECT count(*) FROM entry") == 1


def test_a_dossier_read_only_refuses(dossier: Dossier) -> None:
    save(dossier, purchase())
    proposed = propose_reversal(dossier.database, 1).reversal
    path = dossier.path
    close_dossier(dossier)
    reader = open_dossier(path, readonly=True)
    try:
        with pytest.raises(ReadOnlyDossierError):
            reverse_entry(reader, 1, proposed)
    finally:
        close_dossier(reader)


@pytest.mark.spec("CPS-01")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.lists(st.integers(-(10**12), 10**12).filter(bool), min_size=1, max_size=6))
def test_an_entry_and_its_reverse_cancel_on_every_account(dossier: Dossier, amounts: list[int]) -> None:
    accounts = ["6064", "6061", "401DUP", "44566", "411MAR", "707"]
    lines = [line(accounts[rank], amount) for rank, amount in enumerate(amounts)]
    total = sum(amounts)
    lines.append(line("5121", credit=total) if total else line("5121", 1))
    lines += [] if total else [line("5121", credit=1)]
    made = save(dossier, entry(*lines, journal="OD"))[0].entry_id
    reversing = reverse(dossier, made)
    left = "SELECT sum(debit - credit) FROM entry_line WHERE entry_id IN (?, ?) GROUP BY account_id"
    assert {row[0] for row in dossier.database.rows(left, (made, reversing))} == {0}


def test_changing_the_reverse_keeps_its_link(dossier: Dossier) -> None:
    save(dossier, purchase())
    made = reverse(dossier, 1)
    save(dossier, change(reread(dossier, made), (0, Column.LABEL, "Avoir")))
    assert [document.id for document in documents_of(dossier.database, made)] == [1]
