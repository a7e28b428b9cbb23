"""Banks: account, journal and bank details of a card, what keeps a bank."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.entries_kit import bank as paid
from tests.services.entries_kit import save
from tuicompta.core.bank_details import BicError, CreditorIdentifierError, IbanError
from tuicompta.core.enums import CounterpartMode, EntryStatus, JournalType
from tuicompta.core.payment_methods import DebitFormat, TransferFormat
from tuicompta.services.accounts.accounts import UnknownAccountError, create_account
from tuicompta.services.banks.bank_ties import accounting_balance, counterpart_of, journals_of, treasury_journals
from tuicompta.services.banks.bank_writing import (
    BankAccountError,
    BankJournalError,
    IssuerNumberError,
    OverdraftError,
    delete_bank,
    write_bank,
)
from tuicompta.services.banks.banks import Bank, bank_id, bank_rows, read_bank
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.journals.journal_card import default_settings, read_journal
from tuicompta.services.journals.journal_writing import write_journal
from tuicompta.services.journals.journals import journal_id
from tuicompta.services.settings.settings import set_settings
from tuicompta.services.small_tables.coded_records import (
    CodeFormError,
    CodeTakenError,
    EmptyFieldError,
    RecordInUseError,
)

IBAN = "FR1420041010050500013M02606"
CDN = Bank("CDN", "Crédit du Nord", "5121", "BP", IBAN, "AGRIFRPP")


def treasury(dossier: Dossier, code: str) -> int:
    """A journal of type Trésorerie without counterpart."""
    settings = replace(
        default_settings(JournalType.TREASURY), code=code, description=code, counterpart_mode=CounterpartMode.NONE
    )
    return write_journal(dossier, None, settings)


@pytest.mark.spec("BANK-01", "BANK-09", "BANK-16", "BANK-03", "BANK-08")
def test_every_field_of_a_bank_is_stored(dossier: Dossier) -> None:
    whole = replace(
        CDN,
        creditor_identifier="FR72ZZZ123456",
        national_issuer="123456",
        line_breaks=True,
        transfer_format=TransferFormat.V03,
        debit_format=DebitFormat.V02,
        overdraft=150_000,
        address={"address": "1 place", "town": "Lille"},
        contact={"last_name": "Petit"},
    )
    identifier = write_bank(dossier, None, whole)
    assert read_bank(dossier.database, identifier) == (whole, 1)
    assert [(row.code, row.account, row.journal) for row in bank_rows(dossier.database)] == [("CDN", "5121", "BP")]


@pytest.mark.spec("BANK-16")
def test_what_a_new_bank_begins_with(dossier: Dossier) -> None:
    stored, _ = read_bank(dossier.database, write_bank(dossier, None, CDN))
    assert (stored.transfer_format, stored.debit_format) == (TransferFormat.V09, DebitFormat.V08)
    assert stored.overdraft == 0


@pytest.mark.spec("BANK-01", "BANK-09", "BANK-11", "BANK-16", "SINV-11")
@pytest.mark.parametrize(
    ("bank", "refusal"),
    [
        (replace(CDN, code="TROPLG"), CodeFormError),
        (replace(CDN, name=" "), EmptyFieldError),
        (replace(CDN, account="5199X"), UnknownAccountError),
        (replace(CDN, account="512"), BankAccountError),
        (replace(CDN, account="401DUP"), BankAccountError),
        (replace(CDN, journal="AC"), BankJournalError),
        (replace(CDN, journal="ZZ"), BankJournalError),
        (replace(CDN, account="5124"), BankJournalError),
        (replace(CDN, iban="FR8420041010050500013M02607"), IbanError),
        (replace(CDN, bic="AGRI"), BicError),
        (replace(CDN, creditor_identifier="FR73ZZZ123456"), CreditorIdentifierError),
        (replace(CDN, national_issuer="12A"), IssuerNumberError),
        (replace(CDN, overdraft=-1), OverdraftError),
    ],
)
def test_a_wrong_bank_is_refused_and_nothing_is_stored(dossier: Dossier, bank: Bank, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        write_bank(dossier, None, bank)
    assert bank_rows(dossier.database) == []


@pytest.mark.spec("BANK-01", "BANK-09")
def test_code_account_and_journal_belong_to_one_bank(dossier: Dossier) -> None:
    write_bank(dossier, None, CDN)
    treasury(dossier, "BP2")
    with pytest.raises(CodeTakenError, match="Crédit du Nord"):
        write_bank(dossier, None, replace(CDN, code="cdn"))
    with pytest.raises(BankAccountError, match="c'est celui de la banque CDN Crédit du Nord"):
        write_bank(dossier, None, replace(CDN, code="LBP", journal="BP2"))
    with pytest.raises(BankJournalError, match="c'est celui de la banque CDN Crédit du Nord"):
        write_bank(dossier, None, replace(CDN, code="LBP", account="5124"))


@pytest.mark.spec("BANK-09")
def test_a_bank_may_hold_the_cash_account(dossier: Dossier) -> None:
    account = counterpart_of(dossier, "CA")
    assert account.startswith("53")
    write_bank(dossier, None, Bank("CAI", "Caisse", account, "CA"))
    assert bank_id(dossier.database, "CAI") is not None


@pytest.mark.spec("BANK-10", "JF-23")
def test_a_journal_without_counterpart_takes_the_account_of_its_bank(dossier: Dossier) -> None:
    journal = treasury(dossier, "BQ2")
    assert journals_of(dossier, "5121") == ["BP"]
    assert journals_of(dossier, "5124") == []
    write_bank(dossier, None, Bank("LBP", "Poste", "5124", "BQ2"))
    settings, version = read_journal(dossier, journal)
    assert (settings.counterpart_account, settings.counterpart_mode) == ("5124", CounterpartMode.NONE)
    assert journals_of(dossier, "5124") == ["BQ2"]
    with pytest.raises(Exception, match="c'est celui de la banque LBP, 5124"):
        write_journal(dossier, journal, replace(settings, counterpart_account="5121"), version=version)
    assert ("BQ2", "BQ2") in treasury_journals(dossier.database)


@pytest.mark.spec("BANK-10")
def test_the_journals_of_other_years_keep_their_counterpart(dossier: Dossier) -> None:
    treasury(dossier, "BQ2")
    years = "SELECT count(*) FROM journal_year WHERE counterpart_account_id IS NOT NULL AND journal_id = ?"
    write_bank(dossier, None, Bank("LBP", "Poste", "5124", "BQ2"))
    assert dossier.database.value(years, (journal_id(dossier.database, "BQ2"),)) == 2


def test_a_bank_in_use_stays_and_the_message_names_what_uses_it(dossier: Dossier) -> None:
    identifier = write_bank(dossier, None, CDN)
    database = dossier.database
    database.run("INSERT INTO chequebook (code, bank_id, opened_on) VALUES ('CDN001', ?, '2026-01-01')", (identifier,))
    with pytest.raises(RecordInUseError, match=r"La banque CDN .* 1 chéquier \(CDN001\)"):
        delete_bank(dossier, identifier)
    database.run("DELETE FROM chequebook")
    database.run("UPDATE payment_method SET default_bank_id = ? WHERE code = 'VIR'", (identifier,))
    with pytest.raises(RecordInUseError, match=r"1 moyen de paiement \(VIR\)"):
        delete_bank(dossier, identifier)
    database.run("UPDATE payment_method SET default_bank_id = NULL")
    set_settings(database, {"payments.default_bank": "CDN"})
    with pytest.raises(RecordInUseError, match="par défaut des options"):
        delete_bank(dossier, identifier)
    with pytest.raises(RecordInUseError, match="renommée"):
        write_bank(dossier, identifier, replace(CDN, code="CDN2"), version=1)
    set_settings(database, {"payments.default_bank": None})
    delete_bank(dossier, identifier)
    assert bank_rows(database) == []


def test_a_bank_changed_meanwhile_is_not_overwritten(dossier: Dossier) -> None:
    identifier = write_bank(dossier, None, CDN)
    write_bank(dossier, identifier, replace(CDN, name="Un"), version=1)
    with pytest.raises(RecordChangedError):
        write_bank(dossier, identifier, replace(CDN, name="Deux"), version=1)


def test_the_balance_of_today_leaves_out_what_comes_later_and_what_is_simulated(dossier: Dossier) -> None:
    create_account(dossier, "411NEW", "Nouveau")
    save(dossier, paid("411MAR", 10_000, day=date(2026, 2, 1)), paid("411MAR", 5_000, day=date(2026, 3, 20), key=2))
    save(dossier, paid("411MAR", 1_000, day=date(2026, 3, 21)))
    simulated = save(dossier, paid("411MAR", 700, day=date(2026, 1, 5)))[0].entry_id
    dossier.database.run("UPDATE entry SET status = ? WHERE id = ?", (EntryStatus.SIMULATED.value, simulated))
    account = dossier.database.value("SELECT id FROM account WHERE number = '5121'")
    assert accounting_balance(dossier, account) == 15_000
