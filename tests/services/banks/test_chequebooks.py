"""Chequebooks: numbers, states, one main book a bank, cheques tied to entries, books that go."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.entries_kit import entry, line, reread, save
from tuicompta.core.cheques import ChequebookState, ChequeNumbersError, ChequeState, TooManyChequesError, cheque_numbers
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.banks.bank_writing import write_bank
from tuicompta.services.banks.banks import Bank
from tuicompta.services.banks.chequebook_writing import (
    ChequeNumberTakenError,
    ChequeOutsideError,
    ChequeTiedError,
    MainChequebookError,
    check_numbers_free,
    delete_chequebook,
    in_state,
    removable_chequebooks,
    set_chequebook_state,
    with_numbers,
    write_chequebook,
)
from tuicompta.services.banks.chequebooks import Cheque, Chequebook, chequebook_rows, proposed_code, read_chequebook
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.small_tables.coded_records import CodeTakenError, EmptyFieldError, RecordInUseError

BOOK = Chequebook("CDN001", "Principal", "CDN", date(2026, 1, 1), main=True)
AVAILABLE, USED, BLOCKED = ChequeState.AVAILABLE, ChequeState.USED, ChequeState.BLOCKED


@pytest.fixture(autouse=True)
def banks(dossier: Dossier) -> None:
    """Bank CDN of journal BP, bank LBP of CA."""
    create_account(dossier, "51299", "Banque P")
    dossier.database.run("UPDATE journal_year SET counterpart_account_id = NULL, counterpart_mode = 'none'")
    write_bank(dossier, None, Bank("CDN", "Crédit du Nord", "5121", "BP"))
    write_bank(dossier, None, Bank("LBP", "Poste", "51299", "CA"))


def numbered(first: int, last: int, book: Chequebook = BOOK) -> Chequebook:
    return replace(book, cheques=with_numbers(book.cheques, range(first, last + 1)))


def stored(dossier: Dossier, first: int = 101, last: int = 103) -> int:
    return write_chequebook(dossier, None, numbered(first, last))


def states(dossier: Dossier, identifier: int) -> list[tuple[int, str]]:
    return [(cheque.number, cheque.state.value) for cheque in read_chequebook(dossier.database, identifier)[0].cheques]


def pay(dossier: Dossier, number: str, *, day: date = date(2026, 3, 15), key: int = 1) -> int:
    cells = line("401DUP", 5_000, cheque=number, label="Règlement", piece="00001"), line("5121", credit=5_000)
    return save(dossier, entry(*cells, journal="BP", day=day, key=key))[0].entry_id


def close_march(dossier: Dossier) -> None:
    query = (
        "INSERT INTO journal_period (journal_id, period_id, closed_at)"
        " SELECT journal.id, period.id, '2026-04-01' FROM journal, period"
        " WHERE code = 'BP' AND start_date = '2026-03-01'"
        " ON CONFLICT DO UPDATE SET closed_at = excluded.closed_at"
    )
    dossier.database.run(query)


@pytest.mark.spec("CHQF-01", "CHQF-06", "CHQF-07", "CHQL-04")
def test_a_new_chequebook_and_its_line_in_the_list(dossier: Dossier) -> None:
    identifier = stored(dossier)
    found, version = read_chequebook(dossier.database, identifier)
    assert (found, version) == (numbered(101, 103), 1)
    assert found.state is ChequebookState.CURRENT
    assert states(dossier, identifier) == [(101, "available"), (102, "available"), (103, "available")]
    row = chequebook_rows(dossier.database)[0]
    assert (row.code, row.title, row.bank, row.main) == ("CDN001", "Principal", "CDN", True)
    assert (row.first, row.last, row.available) == (101, 103, 3)
    assert chequebook_rows(dossier.database, 2) == []


@pytest.mark.spec("CHQF-06")
def test_the_code_is_proposed_and_locked_once_saved(dossier: Dossier) -> None:
    assert proposed_code(dossier.database, "CDN") == "CDN001"
    identifier = stored(dossier)
    assert proposed_code(dossier.database, "CDN") == "CDN002"
    assert proposed_code(dossier.database, "LBP") == "LBP001"
    write_chequebook(dossier, identifier, replace(numbered(101, 103), code="AUTRE"), version=1)
    assert read_chequebook(dossier.database, identifier)[0].code == "CDN001"
    with pytest.raises(CodeTakenError):
        write_chequebook(dossier, None, replace(BOOK, main=False))
    with pytest.raises(EmptyFieldError, match="Banque associée"):
        write_chequebook(dossier, None, replace(BOOK, code="X", bank="ZZZ"))


@pytest.mark.spec("CHQF-07", "CHQF-09")
def test_the_bounds_of_the_numbers() -> None:
    assert cheque_numbers(1, 1, 1) == range(1, 2)
    assert cheque_numbers(9_999_800, 9_999_999, 200)[-1] == 9_999_999
    for first, last in ((0, 5), (5, 4), (1, 10_000_000)):
        with pytest.raises(ChequeNumbersError):
            cheque_numbers(first, last, 9_999)
    with pytest.raises(TooManyChequesError, match="201 chèques est refusé : 200 au plus"):
        cheque_numbers(1, 201, 200)


@pytest.mark.spec("CHQF-07")
def test_other_bounds_add_and_remove_but_never_a_used_cheque(dossier: Dossier) -> None:
    identifier = stored(dossier)
    pay(dossier, "102")
    book, version = read_chequebook(dossier.database, identifier)
    write_chequebook(dossier, identifier, numbered(102, 105, book), version=version)
    assert states(dossier, identifier) == [(102, "used"), (103, "available"), (104, "available"), (105, "available")]
    book, version = read_chequebook(dossier.database, identifier)
    with pytest.raises(ChequeOutsideError, match=r"102 .*utilisé"):
        numbered(103, 105, book)
    without = replace(book, cheques=book.cheques[1:])
    with pytest.raises(ChequeOutsideError):
        write_chequebook(dossier, identifier, without, version=version)
    assert len(states(dossier, identifier)) == 4


@pytest.mark.spec("CHQF-08", "SINV-10")
def test_a_number_is_in_one_chequebook_of_a_bank(dossier: Dossier) -> None:
    stored(dossier)
    other = replace(BOOK, code="CDN002", main=False)
    with pytest.raises(ChequeNumberTakenError, match="102 existe déjà : chéquier CDN001 de la banque CDN"):
        write_chequebook(dossier, None, numbered(102, 110, other))
    with pytest.raises(ChequeNumberTakenError):
        check_numbers_free(dossier.database, "CDN", range(90, 102), None)
    write_chequebook(dossier, None, numbered(101, 103, replace(other, bank="LBP")))
    assert len(chequebook_rows(dossier.database)) == 2


@pytest.mark.spec("CHQF-05", "SINV-10")
def test_a_bank_has_one_main_chequebook(dossier: Dossier) -> None:
    stored(dossier)
    with pytest.raises(MainChequebookError, match="CDN a déjà un chéquier principal : CDN001 Principal"):
        write_chequebook(dossier, None, replace(BOOK, code="CDN002"))
    write_chequebook(dossier, None, replace(BOOK, code="LBP001", bank="LBP"))
    assert sum(row.main for row in chequebook_rows(dossier.database)) == 2


@pytest.mark.spec("CHQF-12", "CHQF-11", "SINV-10")
def test_a_cheque_of_an_entry_is_not_freed_but_may_be_cancelled(dossier: Dossier) -> None:
    identifier = stored(dossier)
    entry_id = pay(dossier, "101")
    book, version = read_chequebook(dossier.database, identifier)
    used = book.cheques[0]
    assert (used.state, used.payee, used.object, used.amount) == (USED, "Dupont SARL", "Règlement", 5_000)
    assert (used.paid_on, used.entry) == (date(2026, 3, 15), "BP 00001")
    with pytest.raises(ChequeTiedError, match="BP 00001"):
        in_state(used, AVAILABLE)
    freed = replace(book, cheques=(Cheque(101), *book.cheques[1:]))
    with pytest.raises(ChequeTiedError):
        write_chequebook(dossier, identifier, freed, version=version)
    changed = replace(in_state(used, ChequeState.CANCELLED), notes="Perdu", amount=1, payee="Autre")
    write_chequebook(dossier, identifier, replace(book, cheques=(changed, *book.cheques[1:])), version=version)
    kept = read_chequebook(dossier.database, identifier)[0].cheques[0]
    assert (kept.state, kept.notes, kept.amount, kept.payee) == (ChequeState.CANCELLED, "Perdu", 5_000, "Dupont SARL")
    assert reread(dossier, entry_id).lines[0].cheque == "101"


@pytest.mark.spec("CHQF-13")
def test_a_cheque_filled_by_hand_is_used_and_can_be_freed(dossier: Dossier) -> None:
    identifier = stored(dossier)
    book, version = read_chequebook(dossier.database, identifier)
    typed = Cheque(102, paid_on=date(2026, 2, 1), payee="Mairie", object="Timbres", amount=4_500, notes="n")
    write_chequebook(dossier, identifier, replace(book, cheques=(book.cheques[0], typed)), version=version)
    kept = read_chequebook(dossier.database, identifier)[0].cheques[1]
    assert kept == replace(typed, state=USED)
    assert in_state(kept, AVAILABLE) == Cheque(102, notes="n")
    assert in_state(Cheque(101), BLOCKED).state is BLOCKED


@pytest.mark.spec("CHQF-02")
def test_the_last_cheque_used_by_hand_ends_the_chequebook(dossier: Dossier) -> None:
    identifier = stored(dossier, 101, 101)
    book, version = read_chequebook(dossier.database, identifier)
    write_chequebook(dossier, identifier, replace(book, cheques=(Cheque(101, amount=1),)), version=version)
    book, version = read_chequebook(dossier.database, identifier)
    assert book.state is ChequebookState.FINISHED
    write_chequebook(dossier, identifier, replace(book, state=ChequebookState.CURRENT), version=version)
    assert read_chequebook(dossier.database, identifier)[0].state is ChequebookState.CURRENT


@pytest.mark.spec("CHQL-05", "CHQL-06", "CHQF-04")
def test_the_state_of_chequebooks_changes_nothing_else(dossier: Dossier) -> None:
    identifier = stored(dossier)
    entry_id = pay(dossier, "101")
    before, paid = states(dossier, identifier), reread(dossier, entry_id)
    for state in (ChequebookState.CANCELLED, ChequebookState.FINISHED):
        set_chequebook_state(dossier, [identifier], state)
        assert read_chequebook(dossier.database, identifier)[0].state is state
        assert (states(dossier, identifier), reread(dossier, entry_id)) == (before, paid)


@pytest.mark.spec("CHQL-07")
def test_a_finished_chequebook_goes_once_its_months_are_closed_and_entries_keep_their_numbers(
    dossier: Dossier,
) -> None:
    identifier = stored(dossier)
    entry_id = pay(dossier, "101")
    with pytest.raises(RecordInUseError, match="En cours et 1 chèque est utilisé"):
        delete_chequebook(dossier, identifier)
    set_chequebook_state(dossier, [identifier], ChequebookState.FINISHED)
    assert removable_chequebooks(dossier.database) == []
    with pytest.raises(RecordInUseError, match="mois qui n'est pas clôturé"):
        delete_chequebook(dossier, identifier)
    close_march(dossier)
    assert removable_chequebooks(dossier.database) == [(identifier, "CDN001 Principal")]
    delete_chequebook(dossier, identifier)
    assert chequebook_rows(dossier.database) == []
    assert reread(dossier, entry_id).lines[0].cheque == "101"
    with pytest.raises(ChequeNumberTakenError, match="chéquier supprimé"):
        stored(dossier)


@pytest.mark.spec("CHQL-07")
def test_an_unused_cancelled_chequebook_goes(dossier: Dossier) -> None:
    identifier = stored(dossier)
    assert removable_chequebooks(dossier.database) == []
    set_chequebook_state(dossier, [identifier], ChequebookState.CANCELLED)
    assert removable_chequebooks(dossier.database) == [(identifier, "CDN001 Principal")]
    delete_chequebook(dossier, identifier)
    assert dossier.database.value("SELECT count(*) FROM cheque") == 0


def test_a_cheque_used_or_freed_meanwhile_is_seen_by_the_card(dossier: Dossier) -> None:
    identifier = stored(dossier)
    book, version = read_chequebook(dossier.database, identifier)
    entry_id = pay(dossier, "101")
    with pytest.raises(RecordChangedError):
        write_chequebook(dossier, identifier, book, version=version)
    version = read_chequebook(dossier.database, identifier)[1]
    delete_entry(dossier, entry_id)
    with pytest.raises(RecordChangedError):
        write_chequebook(dossier, identifier, book, version=version)
