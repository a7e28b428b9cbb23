"""What an account may lose, what keeps it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.entries_kit import purchase
from tests.services.recurring_kit import RENT, add
from tuicompta.core.enums import EntryOrigin, JournalType
from tuicompta.services.accounts.account_card import Associated, read_account
from tuicompta.services.accounts.account_deletion import AccountMovedError, AccountNamedError, delete_account
from tuicompta.services.accounts.account_marks import toggle_purchases, toggle_sales
from tuicompta.services.accounts.account_writing import write_account
from tuicompta.services.accounts.accounts import account_id, create_account
from tuicompta.services.banks.bank_writing import write_bank
from tuicompta.services.banks.banks import Bank
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.save import save_entries
from tuicompta.services.journals.journal_card import JournalSettings
from tuicompta.services.journals.journal_writing import write_journal
from tuicompta.services.recurring.records import RecurringLine
from tuicompta.services.settings.settings import set_settings


def number(dossier: Dossier, code: str) -> int:
    identifier = account_id(dossier.database, code)
    assert identifier is not None
    return identifier


def name_everywhere(dossier: Dossier) -> None:
    """Name accounts in a bank and its journal, as associated account, in an option and in a recurring entry."""
    write_journal(dossier, None, JournalSettings("BQ2", JournalType.TREASURY, "Banque", counterpart_account="5124"))
    write_bank(dossier, None, Bank("BNQ", "La Banque", "5124", "BQ2"))
    identifier = number(dossier, "401DUP")
    settings, version = read_account(dossier.database, identifier)
    write_account(dossier, identifier, replace(settings, associated=(Associated("467"),)), version=version)
    set_settings(dossier.database, {"lettering.gap_account_debit": "6588"})
    add(dossier, RENT, lines=(RecurringLine("6063", amount=100), RecurringLine("5121", amount=-100)))


@pytest.mark.spec("PC-03")
def test_an_unused_account_goes_with_its_settings_and_third_party(dossier: Dossier) -> None:
    identifier = create_account(dossier, "401EDF", "EDF")
    settings, version = read_account(dossier.database, identifier)
    write_account(
        dossier, identifier, replace(settings, associated=(Associated("6064"),)), notes="note", version=version
    )
    delete_account(dossier, identifier)
    assert account_id(dossier.database, "401EDF") is None
    for query in (
        "SELECT count(*) FROM third_party WHERE account_id = ?",
        "SELECT count(*) FROM account_journal_type WHERE account_id = ?",
        "SELECT count(*) FROM associated_account WHERE account_id = ?",
        "SELECT count(*) FROM note WHERE record_kind = 'account' AND record_id = ?",
    ):
        assert dossier.database.value(query, (identifier,)) == 0
    delete_account(dossier, identifier)


@pytest.mark.spec("PC-03")
def test_lines_keep_an_account_and_are_counted_by_year(dossier: Dossier) -> None:
    entries = [purchase("1"), purchase("2", day=date(2027, 1, 5), key=2)]
    save_entries(dossier, entries, EntryOrigin.CONTINUOUS_ENTRY)
    with pytest.raises(AccountMovedError, match=r"il porte 2 lignes \(exercices 2026, 2027\)"):
        delete_account(dossier, number(dossier, "401DUP"))


@pytest.mark.spec("PC-03")
@pytest.mark.parametrize(
    ("account", "use"),
    [
        ("5121", "contrepartie du journal BP"),
        ("5124", "contrepartie du journal BQ2"),
        ("401", "compte collectif de 4011"),
        ("44566", "TVA proposée de 6"),
        ("467", "compte associé de 401DUP"),
        ("6588", "option «Compte de régularisation au débit»"),
        ("6132", "ligne du modèle de guide Loyer"),
        ("6063", "ligne de l'abonnement LOYER"),
    ],
)
def test_a_use_keeps_an_account_and_is_named(dossier: Dossier, account: str, use: str) -> None:
    name_everywhere(dossier)
    with pytest.raises(AccountNamedError, match=use):
        delete_account(dossier, number(dossier, account))
    assert account_id(dossier.database, account) is not None


@pytest.mark.spec("PC-08")
def test_the_flags_of_several_accounts_turn_over(dossier: Dossier) -> None:
    chosen = [number(dossier, "6064"), number(dossier, "707")]
    query = "SELECT number, purchase_nature, sale_nature FROM account WHERE number IN ('6064', '707') ORDER BY 1"
    assert dossier.database.rows(query) == [("6064", 1, 0), ("707", 0, 1)]
    toggle_purchases(dossier, chosen)
    assert dossier.database.rows(query) == [("6064", 0, 0), ("707", 1, 1)]
    toggle_sales(dossier, chosen)
    assert dossier.database.rows(query) == [("6064", 0, 1), ("707", 1, 0)]
