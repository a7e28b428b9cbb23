"""Cash operations and their entries: posted, settled, lettered, changed and deleted together, or not at all."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.services.entries_kit import entry, line, save
from tests.services.practical.kit import DAY, contents, entry_of, lines_of, purchase, sale
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.practical.cash import BankTransfer, CashOperation, ChequeDeposit
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.models.rules import RuleRefusedError
from tuicompta.services.accounts.account_deletion import AccountNamedError, delete_account
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.banks.bank_writing import write_bank
from tuicompta.services.banks.banks import Bank
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.errors import ClosedMonthError, PracticalEntryError, ProtectedLineError
from tuicompta.services.practical.categories import (
    CategoryExistsError,
    OwnCategory,
    accounts_of,
    categories,
    category_of,
    delete_category,
    read_category,
    write_category,
)
from tuicompta.services.practical.deposits import (
    ChequeTakenError,
    describe_cheques,
    read_cheques,
    save_deposit,
    waiting_cheques,
)
from tuicompta.services.practical.dues import open_due_dates
from tuicompta.services.practical.invoice_saving import save_invoice
from tuicompta.services.practical.invoices import ClosedPracticalYearError, refusal_of
from tuicompta.services.practical.journals import (
    NoPracticalJournalError,
    NoTreasuryJournalError,
    default_treasury_account,
    treasury_accounts,
)
from tuicompta.services.practical.operation_saving import delete_operation, save_operation
from tuicompta.services.practical.operations import cash_rows, read_head
from tuicompta.services.practical.transfers import save_transfer
from tuicompta.services.settings.settings import set_settings

RECEIPT, EXPENSE = PracticalKind.RECEIPT, PracticalKind.EXPENSE


def operation(dossier: Dossier, code: str, amount: int, account: str, **cells: object) -> CashOperation:
    typed: dict[str, Any] = {"piece": "B1", "description": "Opération", "treasury": "5121", "day": DAY, **cells}
    return CashOperation(category_of(dossier.database, code), amount=amount, account=account, **typed)


def cheque(dossier: Dossier, amount: int, *, day: date = DAY) -> None:
    """Receive a cheque of the customer on account 5112."""
    save(dossier, entry(line("411MAR", credit=amount), line("5112", amount), journal="OD", day=day))


def deposit_of(dossier: Dossier, *ranks: int) -> ChequeDeposit:
    waiting = [found for found, _ in waiting_cheques(dossier.database, DAY)]
    return ChequeDeposit(DAY, "5121", "R1", "", tuple(waiting[rank] for rank in ranks))


@pytest.mark.spec("SPT-03", "SPT-04", "INVT-01", "INVT-03")
def test_an_operation_posts_one_unvalidated_entry_in_the_journal_of_its_account(dossier: Dossier) -> None:
    first = save_operation(dossier, operation(dossier, "customer", 10_000, "411MAR"))
    second = save_operation(dossier, operation(dossier, "supplier", 3000, "401DUP", treasury="530", piece="C1"))
    assert lines_of(dossier, entry_of(dossier, first)) == [("411MAR", 0, 10_000), ("5121", 10_000, 0)]
    assert lines_of(dossier, entry_of(dossier, second)) == [("401DUP", 3000, 0), ("530", 0, 3000)]
    query = """
        SELECT status, origin, source_kind, source_id, linked, code FROM entry
          JOIN journal ON journal.id = journal_id ORDER BY entry.id
    """
    kind = ("N", "practical_treasury", "practical_entry")
    assert dossier.database.rows(query) == [(*kind, first, 1, "BP"), (*kind, second, 1, "CA")]
    types = dossier.database.rows("SELECT line_type FROM entry_line WHERE position = 1 ORDER BY entry_id")
    assert types == [("payment",), ("payment",)]
    assert default_treasury_account(dossier, DAY) == "530"
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("SPT-02", "SPT-05")
def test_categories_find_their_accounts_and_vat(dossier: Dossier) -> None:
    database = dossier.database
    wanted = {
        "customer_deposit": "4191",
        "vat_refund": "44583",
        "wages": "421",
        "vat_payment": "44551",
        "drawings": "108",
    }
    assert {code: accounts_of(database, category_of(database, code))[0][0] for code in wanted} == wanted
    assert [number for number, _ in accounts_of(database, category_of(database, "contribution"))][:2] == ["108", "4551"]
    fuel = save_operation(dossier, operation(dossier, "fuel", 12_000, "6061", rate=2000, vat=2000))
    assert lines_of(dossier, entry_of(dossier, fuel)) == [("6061", 10_000, 0), ("44566", 2000, 0), ("5121", 0, 12_000)]
    fees = save_operation(dossier, operation(dossier, "bank_fees", 1500, "6278", piece="B2"))
    assert lines_of(dossier, entry_of(dossier, fees)) == [("6278", 1500, 0), ("5121", 0, 1500)]
    loan = save_operation(dossier, operation(dossier, "instalment", 50_000, "1648", extra=8000, piece="B3"))
    assert lines_of(dossier, entry_of(dossier, loan)) == [("1648", 42_000, 0), ("66116", 8000, 0), ("5121", 0, 50_000)]
    bills = operation(dossier, "bills", 100_000, "413", extra=1000, rate=2000, vat=200, piece="B4")
    assert lines_of(dossier, entry_of(dossier, save_operation(dossier, bills))) == [
        ("413", 0, 100_000),
        ("6275", 1000, 0),
        ("44566", 200, 0),
        ("5121", 98_800, 0),
    ]
    assert check_dossier(database) == []


@pytest.mark.spec("SPT-02", "INVT-04")
def test_the_user_adds_categories_and_taking_one_away_changes_no_entry(dossier: Dossier) -> None:
    database = dossier.database
    own = write_category(dossier, OwnCategory(EXPENSE, "Parking", "6251", vat=True))
    code = f"own:{own}"
    assert [category.label for category in categories(database, EXPENSE)][-2:] == ["Parking", "Autre"]
    stored = save_operation(dossier, operation(dossier, code, 600, "6251"))
    before = contents(dossier)[4:6]
    write_category(dossier, OwnCategory(EXPENSE, "Péages", "6256", vat=False), own, 1)
    assert contents(dossier)[4:6] == before
    with pytest.raises(RecordChangedError):
        write_category(dossier, OwnCategory(EXPENSE, "Autres", "6256", vat=False), own, 1)
    with pytest.raises(CategoryExistsError):
        write_category(dossier, OwnCategory(EXPENSE, "Salaires", "421", vat=False))
    assert read_category(database, own)[0].label == "Péages"
    delete_category(dossier, own)
    assert contents(dossier)[4:6] == before
    head = read_head(database, stored)
    assert (head.category_label, head.account) == ("Parking", "6251")


@pytest.mark.spec("SPT-07", "INV-09")
def test_an_operation_is_changed_and_deleted_with_its_entry_until_something_holds_it(dossier: Dossier) -> None:
    stored = save_operation(dossier, operation(dossier, "customer", 10_000, "411MAR"))
    posted = entry_of(dossier, stored)
    with pytest.raises(PracticalEntryError):
        delete_entry(dossier, posted)
    changed = operation(dossier, "other_receipt", 7000, "467", treasury="530")
    assert save_operation(dossier, changed, stored, 1) == stored
    assert lines_of(dossier, posted) == [("467", 0, 7000), ("530", 7000, 0)]
    with pytest.raises(RecordChangedError):
        save_operation(dossier, changed, stored, 1)
    dossier.database.run("UPDATE entry_line SET tick_code = 'A', tick_date = '2026-03-31' WHERE position = 2")
    before = contents(dossier)
    assert isinstance(refusal_of(dossier, stored), ProtectedLineError)
    for act in (lambda: save_operation(dossier, changed, stored, 2), lambda: delete_operation(dossier, stored)):
        with pytest.raises(ProtectedLineError):
            act()
    assert contents(dossier) == before
    dossier.database.run("UPDATE entry_line SET tick_code = NULL, tick_date = NULL")
    delete_operation(dossier, stored)
    assert [rows for rows in contents(dossier) if rows] == []


@pytest.mark.spec("SPT-07")
def test_closed_months_and_a_closed_current_year_refuse_everything(dossier: Dossier) -> None:
    stored = save_operation(dossier, operation(dossier, "customer", 10_000, "411MAR"))
    close = "INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES (4, 3, '2026')"
    dossier.database.run(f"{close} ON CONFLICT DO UPDATE SET closed_at = '2026'")
    with pytest.raises(ClosedMonthError):
        delete_operation(dossier, stored)
    with pytest.raises(ClosedMonthError):
        save_operation(dossier, operation(dossier, "customer", 1, "411MAR"))
    dossier.database.run("UPDATE fiscal_year SET closed_at = '2027-02-01' WHERE start_date = '2026-01-01'")
    dossier.database.run("INSERT INTO user_state (user_id, key, value) VALUES (1, 'current_fiscal_year', '1')")
    assert [row.id for row in cash_rows(dossier)] == [stored]
    with pytest.raises(ClosedPracticalYearError):
        save_operation(dossier, operation(dossier, "customer", 1, "411MAR", day=date(2027, 1, 5)))


@pytest.mark.spec("SPT-04")
def test_a_cheque_given_is_used_by_the_line_of_the_supplier(dossier: Dossier) -> None:
    database = dossier.database
    write_bank(dossier, None, Bank("B", "Banque", "5121", "BP"))
    database.run("INSERT INTO chequebook (code, bank_id, opened_on, main) VALUES ('CH', 1, '2026-01-01', 1)")
    database.run("INSERT INTO cheque (chequebook_id, bank_id, number) VALUES (1, 1, 77)")
    paid = operation(dossier, "supplier", 5000, "401DUP", cheque="77")
    stored = save_operation(dossier, paid)
    query = "SELECT state, amount, payee, number FROM cheque"
    assert database.rows(query) == [("used", 5000, "Dupont SARL", 77)]
    with pytest.raises(TuicomptaError, match="déjà utilisé"):
        save_operation(dossier, replace(paid, piece="B2"))
    delete_operation(dossier, stored)
    assert database.value("SELECT state FROM cheque") == "available"


@pytest.mark.spec("SPT-11")
def test_the_due_dates_ticked_are_settled_at_the_save(dossier: Dossier) -> None:
    save_invoice(dossier, sale(12_000))
    save_invoice(dossier, sale(24_000, piece="V2"))
    save_invoice(dossier, sale(-6000, piece="A1"))
    dues = open_due_dates(dossier.database, "411MAR")
    assert sorted(due.balance for due in dues) == [-6000, 12_000, 24_000]
    ticked = [due.id for due in dues if due.balance != 24_000]
    save_operation(dossier, operation(dossier, "customer", 6000, "411MAR", due_dates=tuple(ticked)))
    assert [due.balance for due in open_due_dates(dossier.database, "411MAR")] == [24_000]
    assert sorted(dossier.database.rows("SELECT amount FROM matching")) == [(6000,), (12_000,)]
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("SPT-11")
def test_a_due_date_settled_meanwhile_stops_the_save(dossier: Dossier) -> None:
    save_invoice(dossier, purchase(12_000))
    (due,) = open_due_dates(dossier.database, "401DUP")
    save_operation(dossier, operation(dossier, "supplier", 12_000, "401DUP", due_dates=(due.id,)))
    before = contents(dossier)
    again = operation(dossier, "supplier", 12_000, "401DUP", due_dates=(due.id,), piece="B2")
    with pytest.raises(TuicomptaError, match="vient d'être soldée"):
        save_operation(dossier, again)
    assert contents(dossier) == before


@pytest.mark.spec("SPT-08")
def test_a_transfer_posts_an_entry_in_each_journal_through_58(dossier: Dossier) -> None:
    stored = save_transfer(dossier, BankTransfer(DAY, "5121", "530", "00001", "", 5000, proposed_piece=True))
    entries = dossier.database.rows(
        "SELECT entry.id, code, linked, source_id FROM entry JOIN journal ON journal.id = journal_id ORDER BY entry.id"
    )
    assert [row[1:] for row in entries] == [("BP", 1, stored), ("CA", 1, stored)]
    assert lines_of(dossier, entries[0][0]) == [("5121", 0, 5000), ("580", 5000, 0)]
    assert lines_of(dossier, entries[1][0]) == [("580", 0, 5000), ("530", 5000, 0)]
    without = BankTransfer(DAY, "5121", "517", "00001", "", 9000)
    assert save_transfer(dossier, without, stored, 1) == stored
    assert dossier.database.value("SELECT count(*) FROM entry") == 1
    assert lines_of(dossier, entry_of(dossier, stored)) == [("5121", 0, 9000), ("517", 9000, 0)]
    save_transfer(dossier, replace(without, target="530"), stored, 2)
    assert dossier.database.value("SELECT count(*) FROM entry") == 2
    delete_operation(dossier, stored)
    assert [rows for rows in contents(dossier) if rows] == []
    with pytest.raises(NoTreasuryJournalError, match="517"):
        save_transfer(dossier, BankTransfer(DAY, "517", "5121", "", "", 1))


@pytest.mark.spec("SPT-09")
def test_a_deposit_letters_each_cheque_with_its_line(dossier: Dossier) -> None:
    for amount in (10_000, 20_000, 30_000):
        cheque(dossier, amount)
    waiting = waiting_cheques(dossier.database, DAY)
    assert [(found.drawer, found.amount) for found, _ in waiting] == [
        ("Martin SA", 10_000),
        ("Martin SA", 20_000),
        ("Martin SA", 30_000),
    ]
    stored = save_deposit(dossier, deposit_of(dossier, 0, 2))
    posted = entry_of(dossier, stored)
    assert lines_of(dossier, posted) == [("5121", 40_000, 0), ("5112", 0, 10_000), ("5112", 0, 30_000)]
    groups = dossier.database.rows(
        "SELECT sum(debit), sum(credit), count(*) FROM entry_line WHERE lettering_id IS NOT NULL GROUP BY lettering_id"
    )
    assert groups == [(10_000, 10_000, 2), (30_000, 30_000, 2)]
    assert [found.amount for found, _ in waiting_cheques(dossier.database, DAY)] == [20_000]
    assert isinstance(refusal_of(dossier, stored), ProtectedLineError)
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("SPT-09")
def test_a_cheque_is_taken_to_the_bank_once(dossier: Dossier) -> None:
    cheque(dossier, 10_000)
    deposit = deposit_of(dossier, 0)
    save_deposit(dossier, deposit)
    before = contents(dossier)
    with pytest.raises(ChequeTakenError, match="Martin SA"):
        save_deposit(dossier, deposit)
    assert contents(dossier) == before
    with pytest.raises(RuleRefusedError):
        dossier.database.run("DELETE FROM entry WHERE id = 1")


@pytest.mark.spec("SPT-09", "ETCH-03")
def test_what_the_drawer_wrote_is_kept_with_the_deposit(dossier: Dossier) -> None:
    cheque(dossier, 10_000)
    stored = save_deposit(dossier, deposit_of(dossier, 0))
    (kept,) = read_cheques(dossier.database, stored)
    describe_cheques(dossier, stored, (replace(kept, bank="Crédit\x1b[2J du Nord", number="123"),))
    (found,) = read_cheques(dossier.database, stored)
    assert (found.drawer, found.bank, found.number, found.amount) == ("Martin SA", "Crédit[2J du Nord", "123", 10_000)


@pytest.mark.spec("SPT-03")
def test_the_accounts_of_the_treasury_are_those_of_its_journals(dossier: Dossier) -> None:
    assert [(row.number, row.journal) for row in treasury_accounts(dossier.database, DAY)] == [
        ("5121", "BP"),
        ("530", "CA"),
    ]
    dossier.database.run("UPDATE journal_year SET counterpart_mode = 'foot_of_journal' WHERE journal_id = 5")
    assert [row.number for row in treasury_accounts(dossier.database, DAY)] == ["5121"]
    create_account(dossier, "5122", "Autre banque")
    with pytest.raises(NoTreasuryJournalError, match="5122"):
        save_operation(dossier, operation(dossier, "customer", 1, "411MAR", treasury="5122"))


@pytest.mark.spec("PC-03")
def test_the_account_of_a_category_stays(dossier: Dossier) -> None:
    write_category(dossier, OwnCategory(EXPENSE, "Parking", "6251", vat=True))
    account = dossier.database.value("SELECT id FROM account WHERE number = '6251'")
    with pytest.raises(AccountNamedError, match="compte de la catégorie de trésorerie Parking"):
        delete_account(dossier, account)


@pytest.mark.spec("SP-16", "SPT-07", "OSP-01", "OSP-02")
def test_cash_is_refused_with_the_name_of_the_option_without_a_treasury_journal(dossier: Dossier) -> None:
    assert default_treasury_account(dossier, DAY) == "5121"
    set_settings(dossier.database, {"practical.treasury": "CA"})
    assert default_treasury_account(dossier, DAY) == "530"
    dossier.database.run("UPDATE journal_year SET counterpart_mode = 'foot_of_journal' WHERE journal_id = 5")
    with pytest.raises(NoPracticalJournalError, match="«Journal de «Ma trésorerie»»"):
        default_treasury_account(dossier, DAY)
    set_settings(dossier.database, {"practical.treasury": None})
    dossier.database.run("UPDATE journal SET inactive = 1 WHERE type = 'treasury'")
    with pytest.raises(NoPracticalJournalError, match="«Journal de «Ma trésorerie»»"):
        default_treasury_account(dossier, DAY)
