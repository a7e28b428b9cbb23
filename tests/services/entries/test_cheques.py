"""Cheque numbers: used by a save, freed with their line, refused with the reason (CHQ, CHQF)."""

from dataclasses import replace

import pytest

from tests.services.conftest import fixed_clock
from tests.services.entries_kit import change, entry, line, reread, save, saved
from tuicompta.core.entry.model import Column, GridEntry
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.errors import ChequeRefusedError
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.lookup import DossierLookup

STATE = "SELECT state, entry_line_id, paid_on, payee, object, amount FROM cheque WHERE number = ?"
FREE = ("available", None, None, "", "", None)


@pytest.fixture(autouse=True)
def banks(dossier: Dossier) -> None:
    """Bank «Crédit du Nord» of journal BP with cheques 101 to 103, bank «Poste» of CA with 201."""
    create_account(dossier, "51299", "Banque P")
    bank = (
        "INSERT INTO bank (code, name, account_id, journal_id)"
        " SELECT ?, ?, account.id, journal.id FROM account, journal WHERE number = ? AND journal.code = ?"
    )
    dossier.database.run(bank, ("CDN", "Crédit du Nord", "5121", "BP"))
    dossier.database.run(bank, ("LBP", "Poste", "51299", "CA"))
    for code, bank_id, main, numbers in (("CDN001", 1, 1, (101, 102, 103)), ("LBP001", 2, 0, (201,))):
        book = dossier.database.run(
            "INSERT INTO chequebook (code, bank_id, opened_on, main) VALUES (?, ?, '2026-01-01', ?)",
            (code, bank_id, main),
        )
        rows = [(book, bank_id, number) for number in numbers]
        dossier.database.run_many("INSERT INTO cheque (chequebook_id, bank_id, number) VALUES (?, ?, ?)", rows)


def paid(cheque: str, amount: int = 5_000, *, journal: str = "BP", key: int = 1) -> GridEntry:
    lines = line("401DUP", amount, cheque=cheque, label="Règlement"), line("5121", credit=amount, label="Règlement")
    return entry(*lines, journal=journal, key=key)


def cheque(dossier: Dossier, number: int) -> tuple[object, ...]:
    return dossier.database.row(STATE, (number,)) or ()


def book_state(dossier: Dossier, code: str = "CDN001") -> str:
    return str(dossier.database.value("SELECT state FROM chequebook WHERE code = ?", (code,)))


def lookup(dossier: Dossier) -> DossierLookup:
    return DossierLookup(dossier, fiscal_years(dossier.database)[0])


@pytest.mark.spec("CHQ-09", "CHQF-10")
def test_a_save_uses_the_cheque_and_fills_it(dossier: Dossier) -> None:
    dossier.database.run("UPDATE third_party SET name = 'Dupont et Fils' WHERE name = 'Dupont SARL'")
    shown = saved(dossier, paid("101"))
    assert cheque(dossier, 101) == ("used", 1, "2026-03-15", "Dupont et Fils", "Règlement", 5_000)
    assert shown.lines[0].cheque == "101"


def test_a_later_save_keeps_the_cheque_and_follows_the_amount(dossier: Dossier) -> None:
    shown = saved(dossier, paid("101"))
    save(dossier, change(shown, (0, Column.DEBIT, 7_000), (1, Column.CREDIT, 7_000), (0, Column.LABEL, "Solde")))
    assert cheque(dossier, 101) == ("used", 1, "2026-03-15", "Dupont SARL", "Solde", 7_000)


@pytest.mark.spec("CHQF-02", "CHQF-03")
def test_the_last_cheque_ends_its_book_and_its_entry_can_still_be_saved(dossier: Dossier) -> None:
    save(dossier, paid("101"), paid("102", key=2))
    assert book_state(dossier) == "current"
    save(dossier, paid("103", key=3))
    assert book_state(dossier) == "finished"
    save(dossier, change(reread(dossier, 3), (0, Column.LABEL, "Relu")))
    assert cheque(dossier, 103)[:2] == ("used", 5)


@pytest.mark.spec("CHQF-12", "SINV-10")
@pytest.mark.parametrize("act", ["delete", "clear", "replace"])
def test_a_cheque_is_freed_with_its_line(dossier: Dossier, act: str) -> None:
    shown = saved(dossier, paid("101"))
    if act == "delete":
        delete_entry(dossier, 1)
    else:
        save(dossier, change(shown, (0, Column.CHEQUE, "" if act == "clear" else "0000102")))
    assert cheque(dossier, 101) == FREE
    assert cheque(dossier, 102)[0] == ("used" if act == "replace" else "available")


@pytest.mark.spec("CHQF-12", "SINV-10")
def test_a_cheque_cancelled_since_stays_cancelled(dossier: Dossier) -> None:
    save(dossier, paid("101"))
    dossier.database.run("UPDATE cheque SET state = 'cancelled' WHERE number = 101")
    save(dossier, change(reread(dossier, 1), (0, Column.LABEL, "Relu")))
    assert cheque(dossier, 101)[:2] == ("cancelled", 1)
    delete_entry(dossier, 1)
    assert cheque(dossier, 101)[:2] == ("cancelled", None)


CASES = [
    ("201", "il est de la banque Poste, et le journal est celui de la banque Crédit du Nord"),
    ("999", "ce numéro n'appartient à aucun chéquier de la banque Crédit du Nord"),
    ("10A", "ce numéro n'appartient à aucun chéquier"),
    ("\uff11\uff10\uff11", "ce numéro n'appartient à aucun chéquier"),
    ("9" * 5000, "ce numéro n'appartient à aucun chéquier"),
    ("' OR 1=1 --", "ce numéro n'appartient à aucun chéquier"),
]


@pytest.mark.spec("CHQ-07", "CHQ-08")
@pytest.mark.parametrize(("number", "reason"), CASES)
def test_a_number_of_no_book_of_the_bank_is_refused(dossier: Dossier, number: str, reason: str) -> None:
    assert reason in lookup(dossier).cheque_refusal("BP", number)
    with pytest.raises(ChequeRefusedError, match=reason):
        save(dossier, paid(number))
    assert dossier.database.value("SELECT count(*) FROM entry") == 0


@pytest.mark.spec("CHQ-08", "CHQF-03", "CHQF-11")
@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("UPDATE cheque SET state = 'cancelled' WHERE number = 101", "annulé ; prochain numéro disponible : 102"),
        ("UPDATE cheque SET state = 'blocked' WHERE number = 101", "bloqué ; prochain numéro disponible : 102"),
        ("UPDATE chequebook SET state = 'cancelled'", "son chéquier est annulé"),
        ("UPDATE chequebook SET state = 'finished'", "son chéquier est terminé"),
    ],
)
def test_a_cheque_that_cannot_be_used_says_why(dossier: Dossier, sql: str, reason: str) -> None:
    dossier.database.run(sql)
    assert lookup(dossier).cheque_refusal("BP", "101") == reason
    with pytest.raises(ChequeRefusedError, match=f"Chèque 101 refusé : {reason}"):
        save(dossier, paid("101"))


@pytest.mark.spec("CHQ-09")
def test_the_second_of_two_users_is_told_the_next_number(dossier: Dossier) -> None:
    other = open_dossier(dossier.path, clock=fixed_clock)
    assert lookup(dossier).cheque_refusal("BP", "101") == ""
    save(other, paid("101"))
    with pytest.raises(ChequeRefusedError, match="101 refusé : déjà utilisé ; prochain numéro disponible : 102"):
        save(dossier, paid("101"))
    save(dossier, paid("102"))
    close_dossier(other)


def test_a_journal_without_bank_takes_no_cheque(dossier: Dossier) -> None:
    with pytest.raises(ChequeRefusedError, match="le journal n'est pas celui d'une banque"):
        save(dossier, paid("101", journal="OD"))


def test_an_entry_moved_to_the_journal_of_another_bank_gives_its_cheque_back(dossier: Dossier) -> None:
    shown = saved(dossier, paid("101"))
    with pytest.raises(ChequeRefusedError, match="il est de la banque Crédit du Nord"):
        save(dossier, replace(shown, journal="CA"))
    save(dossier, replace(change(shown, (0, Column.CHEQUE, "201")), journal="CA"))
    assert (cheque(dossier, 101), cheque(dossier, 201)[0]) == (FREE, "used")


@pytest.mark.spec("CHQ-02", "CHQ-03", "CHQ-04", "CHQ-05")
def test_available_cheques_are_listed_main_book_first(dossier: Dossier) -> None:
    book = dossier.database.run("INSERT INTO chequebook (code, bank_id, opened_on) VALUES ('AAA', 1, '2026-01-01')")
    dossier.database.run("INSERT INTO cheque (chequebook_id, bank_id, number) VALUES (?, 1, 50)", (book,))
    save(dossier, paid("101"))
    found = [(info.code, info.label) for info in lookup(dossier).available_cheques("BP")]
    assert found == [("102", "CDN001"), ("103", "CDN001"), ("50", "AAA")]
    assert lookup(dossier).available_cheques("AC") == []
    journals = {journal.code: journal.has_chequebook for journal in lookup(dossier).journals()}
    assert journals == {"AC": False, "BP": True, "CA": True, "OD": False, "VE": False}
    dossier.database.run("UPDATE chequebook SET state = 'finished'")
    assert not any(journal.has_chequebook for journal in lookup(dossier).journals())


def test_nothing_of_a_cheque_is_left_by_a_refused_save(dossier: Dossier) -> None:
    with pytest.raises(ChequeRefusedError):
        save(dossier, paid("101"), paid("101", key=2))
    assert cheque(dossier, 101) == FREE


@pytest.mark.spec("CHQF-05", "CHQF-03", "CHQF-11")
def test_the_cheques_of_the_main_book_come_first_and_only_those_that_can_be_used(dossier: Dossier) -> None:
    second = dossier.database.run(
        "INSERT INTO chequebook (code, bank_id, opened_on, main) VALUES ('CDN000', 1, '2026-01-01', 0)"
    )
    dossier.database.run_many(
        "INSERT INTO cheque (chequebook_id, bank_id, number) VALUES (?, 1, ?)", [(second, 51), (second, 52)]
    )
    numbers = [found.code for found in lookup(dossier).available_cheques("BP")]
    assert numbers == ["101", "102", "103", "51", "52"]
    save(dossier, paid("101"))
    dossier.database.run("UPDATE cheque SET state = 'blocked' WHERE number = 102")
    dossier.database.run("UPDATE chequebook SET state = 'cancelled' WHERE id = ?", (second,))
    assert [found.code for found in lookup(dossier).available_cheques("BP")] == ["103"]
