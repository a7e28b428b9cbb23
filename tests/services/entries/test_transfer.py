"""Transferring an entry to another journal or another month (TRF)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.services.conftest import fixed_clock
from tests.services.entries.test_reverse import FOOT, close_months
from tests.services.entries_kit import bank, change, entry, line, purchase, reread, sale, save
from tuicompta.core.entry.model import Column
from tuicompta.core.enums import EntryOrigin, EntryStatus, JournalType, NumberingMode
from tuicompta.core.errors import TuicomptaError
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.errors import (
    ChequeRefusedError,
    ClosedMonthError,
    EntryChangedError,
    EntryGoneError,
    ExportedEntryError,
    LinkedEntryError,
    MatchedLineError,
    NoOpenYearError,
    ProtectedLineError,
    ValidatedEntryError,
)
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.entries.transfer import (
    SameDestinationError,
    TransferRefusedError,
    destinations,
    refusal_to_transfer,
    transfer_entry,
)
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.fiscal_years.fiscal_years import Period, period_of
from tuicompta.services.journals.journal_periods import journal_period
from tuicompta.services.journals.journals import create_journal, journal_id
from tuicompta.services.lettering.letter import letter_lines
from tuicompta.services.matching.matching import match_lines

HEADER = "SELECT code, entry_date, piece_number, status, origin FROM entry JOIN journal ON journal.id = journal_id"


def month(dossier: Dossier, number: int, year: int = 2026) -> Period:
    found = period_of(dossier.database, date(year, number, 28))
    assert found is not None
    return found


def transfer(dossier: Dossier, entry_id: int, journal: str, to: Period) -> None:
    transfer_entry(dossier, entry_id, reread(dossier, entry_id).version, journal, to)


def hold(dossier: Dossier, sql: str) -> None:
    for statement in sql.split(";"):
        dossier.database.run(statement)


@pytest.mark.spec("TRF-01", "TRF-05", "TRF-07", "SJL-18")
@pytest.mark.parametrize(("journal", "number"), [("AC", 5), ("OD", 3), ("VE", 6)])
def test_an_entry_leaves_its_place_with_all_its_lines(dossier: Dossier, journal: str, number: int) -> None:
    save(dossier, purchase("FA-0007"))
    before = [(shown.account, shown.debit, shown.credit, shown.label) for shown in reread(dossier, 1).lines]
    transfer(dossier, 1, journal, month(dossier, number))
    assert dossier.database.rows(HEADER) == [(journal, f"2026-{number:02}-15", "FA-0007", "N", "journal_window")]
    moved = reread(dossier, 1)
    assert [(shown.account, shown.debit, shown.credit, shown.label) for shown in moved.lines] == before
    identifier = journal_id(dossier.database, journal)
    assert identifier is not None
    there = journal_period(dossier.database, identifier, month(dossier, number).id)
    left = journal_period(dossier.database, journal_id(dossier.database, "AC") or 0, month(dossier, 3).id)
    assert there is not None
    assert (there.debit, there.debit_lines, there.credit_lines, there.unvalidated) == (123_456, 2, 1, 1)
    assert left is not None
    assert left.debit is None
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("TRF-02")
@pytest.mark.attack
def test_the_31st_becomes_the_last_day(dossier: Dossier) -> None:
    save(dossier, purchase(day=date(2026, 1, 31)))
    days = []
    for number in (2, 4, 5):
        transfer(dossier, 1, "AC", month(dossier, number))
        days.append(reread(dossier, 1).entry_date)
    assert days == [date(2026, 2, 28), date(2026, 4, 28), date(2026, 5, 28)]


@pytest.mark.spec("TRF-03", "INV-03", "VAL-06")
def test_unvalidated_and_simulated_entries_move_validated_ones_do_not(dossier: Dossier) -> None:
    save(dossier, purchase(), purchase("00002", key=2))
    simulate_entry(dossier, 1)
    transfer(dossier, 1, "OD", month(dossier, 4))
    assert reread(dossier, 1).status is EntryStatus.SIMULATED
    validate_entries(dossier, [2])
    assert isinstance(refusal_to_transfer(dossier.database, 2), ValidatedEntryError)
    with pytest.raises(ValidatedEntryError, match="Contrepassez-la"):
        transfer(dossier, 2, "OD", month(dossier, 4))


@pytest.mark.spec("TRF-04", "TRF-06", "CTP-04", "INV-07", "INV-08")
def test_foot_of_journal_and_opening_journals_neither_give_nor_take(dossier: Dossier) -> None:
    save(dossier, purchase(), bank("411MAR", 900, key=2))
    hold(dossier, FOOT.replace("?", "'BP'"))
    create_journal(dossier.database, "RAN", JournalType.OPENING, "Balance d'ouverture")
    opening = entry(line("5121", 100), line("411MAR", credit=100), journal="RAN", day=date(2026, 1, 1))
    save(dossier, opening, origin=EntryOrigin.OPENING_BALANCE)
    for entry_id in (2, 3):
        assert refusal_to_transfer(dossier.database, entry_id) is not None
        with pytest.raises(TuicomptaError):
            transfer(dossier, entry_id, "OD", month(dossier, 4))
    for journal in ("BP", "RAN"):
        with pytest.raises(TransferRefusedError, match=f"le journal {journal} .* Choisissez un autre journal"):
            transfer(dossier, 1, journal, month(dossier, 4))
    offered = [journal.code for journal in destinations(dossier.database, 1).journals]
    assert "AC" in offered
    assert not {"BP", "RAN", "AN"} & set(offered)


@pytest.mark.spec("TRF-05")
def test_the_destination_differs_from_where_it_is(dossier: Dossier) -> None:
    save(dossier, purchase())
    with pytest.raises(SameDestinationError, match=r"est déjà dans le journal AC en mars 2026 : changez"):
        transfer(dossier, 1, "AC", month(dossier, 3))


@pytest.mark.spec("TRF-06", "INV-04", "INV-05")
def test_closed_destinations_and_sources_are_refused(dossier: Dossier) -> None:
    save(dossier, purchase(), purchase("00002", day=date(2026, 2, 3), key=2))
    close_months(dossier.database, "OD", 4)
    with pytest.raises(ClosedMonthError, match=r"OD, avril 2026"):
        transfer(dossier, 1, "OD", month(dossier, 4))
    close_months(dossier.database, "AC", 2)
    with pytest.raises(ClosedMonthError, match=r"AC, février 2026"):
        transfer(dossier, 2, "AC", month(dossier, 4))
    dossier.database.run("UPDATE fiscal_year SET closed_at = 'x' WHERE id = 2")
    with pytest.raises(NoOpenYearError, match="01/02/2027 n'est dans aucun exercice ouvert"):
        transfer(dossier, 1, "AC", month(dossier, 2, 2027))
    assert {period.start.year for period in destinations(dossier.database, 1).months} == {2026}


@pytest.mark.spec("TRF-07")
@pytest.mark.parametrize("mode", list(NumberingMode))
def test_the_piece_number_is_kept_whatever_the_numbering(dossier: Dossier, mode: NumberingMode) -> None:
    dossier.database.run("UPDATE journal_year SET numbering = ?", (mode.value,))
    save(dossier, purchase("00007"), sale(key=2))
    transfer(dossier, 1, "VE", month(dossier, 4))
    assert {shown.piece for shown in reread(dossier, 1).lines} == {"00007"}


TICK = "UPDATE entry_line SET tick_code = 'A', tick_date = '2026-03-31' WHERE entry_id = 1 AND position = 2"
DECLARE = "UPDATE vat_record SET vat_return_id = 1"
EXPORT = (
    "INSERT INTO numbered_export VALUES (7, 'x', 'x', 1, zeroblob(32));UPDATE entry SET export_number = 7 WHERE id = 1"
)


@pytest.mark.spec("TRF-08")
@pytest.mark.parametrize(
    ("sql", "error", "sentence"),
    [
        (TICK, ProtectedLineError, "La ligne 2 de l'écriture .* est pointée en rapprochement bancaire : dépointez-la"),
        (DECLARE, ProtectedLineError, "déclarée dans une déclaration de TVA validée"),
        (EXPORT, ExportedEntryError, r"export n° 7"),
    ],
)
@pytest.mark.parametrize(("journal", "number"), [("OD", 3), ("AC", 4)])
def test_ticked_declared_and_exported_entries_stay(
    dossier: Dossier, sql: str, error: type[TuicomptaError], sentence: str, journal: str, number: int
) -> None:
    save(dossier, purchase())
    hold(dossier, sql)
    with pytest.raises(error, match=sentence):
        transfer(dossier, 1, journal, month(dossier, number))
    assert dossier.database.row(HEADER)[:2] == ("AC", "2026-03-15")  # type: ignore[index]
    assert isinstance(refusal_to_transfer(dossier.database, 1), error)


@pytest.mark.spec("TRF-08", "SJ-38")
def test_a_lettered_entry_moves_inside_its_fiscal_year_only(dossier: Dossier) -> None:
    save(dossier, sale(), bank("411MAR", 120_000, key=2))
    query = "SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id WHERE number = '411MAR'"
    letter_lines(dossier, "411MAR", [row[0] for row in dossier.database.rows(query)])
    transfer(dossier, 1, "VE", month(dossier, 5))
    with pytest.raises(ProtectedLineError, match=r"La ligne 1 .* est lettrée : délettrez-la"):
        transfer(dossier, 1, "VE", month(dossier, 2, 2027))
    assert check_dossier(dossier.database) == []


def test_an_entry_moves_to_the_next_fiscal_year(dossier: Dossier) -> None:
    save(dossier, purchase())
    transfer(dossier, 1, "AC", month(dossier, 2, 2027))
    assert dossier.database.row("SELECT fiscal_year_id, period_id, entry_date FROM entry") == (2, 14, "2027-02-15")
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("TL-20")
def test_a_matched_line_that_would_change_type_holds_its_entry(dossier: Dossier) -> None:
    save(dossier, purchase(total=12_000), bank("401DUP", -12_000, key=2))
    third_party = "SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id WHERE number = '401DUP'"
    match_lines(dossier, [row[0] for row in dossier.database.rows(third_party)])
    transfer(dossier, 1, "OD", month(dossier, 4))
    with pytest.raises(MatchedLineError, match="Cette ligne est pointée : dépointez-la d'abord"):
        transfer(dossier, 1, "BP", month(dossier, 4))
    assert dossier.database.value("SELECT count(*) FROM matching") == 1


def test_due_dates_follow_the_date_unless_the_user_gave_his_own(dossier: Dossier) -> None:
    save(dossier, purchase())
    typed = reread(dossier, 1)
    transfer(dossier, 1, "AC", month(dossier, 5))
    assert dossier.database.value("SELECT due_on FROM due_date") == "2026-05-15"
    own = change(replace(typed, version=2, entry_date=date(2026, 5, 15)), (0, Column.DUE_DATE, date(2026, 9, 1)))
    save(dossier, own)
    transfer(dossier, 1, "AC", month(dossier, 6))
    assert dossier.database.value("SELECT due_on FROM due_date") == "2026-09-01"


@pytest.mark.spec("CTX-10")
def test_a_linked_import_is_not_transferred(dossier: Dossier) -> None:
    save(dossier, purchase())
    dossier.database.run("UPDATE entry SET linked = 1")
    with pytest.raises(LinkedEntryError, match="utilisez Délier"):
        transfer(dossier, 1, "OD", month(dossier, 4))


def test_a_cheque_stays_with_the_journal_of_its_bank(dossier: Dossier) -> None:
    hold(
        dossier,
        "INSERT INTO bank (code, name, account_id, journal_id) SELECT 'B', 'Banque', account.id, journal.id "
        "FROM account, journal WHERE number = '5121' AND journal.code = 'BP'"
        ";INSERT INTO chequebook (code, bank_id, opened_on) SELECT 'C', id, '2026-01-01' FROM bank"
        ";INSERT INTO cheque (chequebook_id, bank_id, number) SELECT id, bank_id, 5 FROM chequebook",
    )
    save(dossier, entry(line("401DUP", 100, cheque="5"), line("5121", credit=100), journal="BP"))
    transfer(dossier, 1, "BP", month(dossier, 4))
    assert dossier.database.row("SELECT state, paid_on FROM cheque") == ("used", "2026-04-15")
    with pytest.raises(ChequeRefusedError, match=r"Chèque 5 refusé : le journal n'est pas celui d'une banque"):
        transfer(dossier, 1, "OD", month(dossier, 4))
    assert dossier.database.row(HEADER)[0] == "BP"  # type: ignore[index]


@pytest.mark.attack
def test_two_sessions_transferring_the_same_entry_move_it_once(dossier: Dossier, dossier_path: Path) -> None:
    save(dossier, purchase())
    version = reread(dossier, 1).version
    other = open_dossier(dossier_path, clock=fixed_clock)
    try:
        transfer_entry(other, 1, version, "OD", month(dossier, 4))
        with pytest.raises(
            EntryChangedError, match=r"OD 00001 du 15/04/2026 a été modifiée par ADM le 20/03/2026 à 14:0"
        ):
            transfer_entry(dossier, 1, version, "AC", month(dossier, 5))
        with pytest.raises(SameDestinationError):
            transfer_entry(dossier, 1, version, "OD", month(dossier, 4))
    finally:
        close_dossier(other)
    assert dossier.database.rows(HEADER) == [("OD", "2026-04-15", "00001", "N", "journal_window")]
    with pytest.raises(EntryGoneError):
        transfer_entry(dossier, 9, 1, "OD", month(dossier, 4))
