"""Accounts as the entry grids ask for them."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.services.entries_kit import bank, entry, line, purchase, sale, save
from tests.services.lookup.kit import count_statements, lookup
from tuicompta.core.entry.model import DuePart
from tuicompta.core.entry.ports import AccountState, AssociatedAccount, AssociatedAmount, OpenDue, VatProposal
from tuicompta.core.enums import AccountType, DueDateMode, JournalType, Side
from tuicompta.services.accounts.accounts import UnknownAccountError, account_id, create_account
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.matching.matching import match_lines


@pytest.mark.spec("FC-14", "FC-27", "FC-33")
def test_an_account_as_its_card_describes_it(dossier: Dossier) -> None:
    dossier.database.run(
        "UPDATE account SET payment_term_id = (SELECT id FROM payment_term WHERE code = 'PREL4')"
        " WHERE number = '401DUP'"
    )
    found = lookup(dossier).account("401DUP")
    assert found
    assert (found.number, found.title, found.type, found.blocked) == (
        "401DUP",
        "Dupont SARL",
        AccountType.DETAIL,
        False,
    )
    assert (found.third_party_code, found.third_party_name) == ("F00001", "Dupont SARL")
    assert (found.due_date_mode, found.payment_term, found.payment_method) == (DueDateMode.SCHEDULE, "PREL4", "PRV")
    assert dict(found.sides) == {
        JournalType.PURCHASES: (True, Side.CREDIT),
        JournalType.SALES: (False, None),
        JournalType.TREASURY: (True, Side.DEBIT),
        JournalType.GENERAL: (True, None),
    }
    assert (found.vat, found.tax_rate, found.associated) == (None, None, ())
    assert lookup(dossier).account("999") is None


@pytest.mark.spec("TVAP-26", "KM-85", "KM-88")
def test_the_vat_of_an_account(dossier: Dossier) -> None:
    asked = lookup(dossier)
    charge, tax = asked.account("6064"), asked.account("44566")
    assert charge
    assert tax
    assert (charge.vat, charge.tax_rate) == (VatProposal(2000, "44566"), None)
    assert (tax.vat, tax.tax_rate) == (None, 2000)
    dossier.database.run(
        "UPDATE account SET proposed_vat_due_account_id = (SELECT id FROM account WHERE number = '4452')"
        " WHERE number = '6064'"
    )
    charge = asked.account("6064")
    assert charge
    assert charge.vat == VatProposal(2000, "44566", "4452")
    assert charge.vat.is_reverse_charge
    dossier.database.run("UPDATE account SET vat_exempt = 1 WHERE number = '6064'")
    charge = asked.account("6064")
    assert charge
    assert charge.vat is None


@pytest.mark.spec("FC-35")
def test_associated_accounts_come_in_their_order(dossier: Dossier) -> None:
    add = (
        "INSERT INTO associated_account VALUES ((SELECT id FROM account WHERE number = '401DUP'), ?,"
        " (SELECT id FROM account WHERE number = ?), ?, ?)"
    )
    dossier.database.run_many(
        add, [(2, "44566", "vat_of_total", None), (1, "6064", "net_of_total", None), (3, "6063", "percentage", 1250)]
    )
    chain = (
        AssociatedAccount("6064", AssociatedAmount.NET_OF_TOTAL),
        AssociatedAccount("44566", AssociatedAmount.VAT_OF_TOTAL),
        AssociatedAccount("6063", AssociatedAmount.PERCENTAGE, 1250),
    )
    found = lookup(dossier).account("401DUP")
    assert found
    assert found.associated == chain
    assert next(info for info in lookup(dossier).accounts() if info.number == "401DUP").associated == chain


@pytest.mark.spec("KM-60")
def test_all_the_accounts_are_read_in_a_few_statements(dossier: Dossier) -> None:
    asked = lookup(dossier)
    with count_statements(dossier) as counted:
        accounts = list(asked.accounts())
    assert counted.number <= 2
    assert len(accounts) == dossier.database.value("SELECT count(*) FROM account")
    assert [info.number for info in accounts] == sorted(info.number for info in accounts)
    by_number = {info.number: info for info in accounts}
    assert by_number["401"].type is AccountType.ROOT
    assert by_number["411MAR"] == asked.account("411MAR")


@pytest.mark.spec("FC-38", "FC-08")
def test_the_main_third_party_is_shown_once(dossier: Dossier) -> None:
    identifier = account_id(dossier.database, "411MAR")
    dossier.database.run(
        "INSERT INTO third_party (code, name, folded_name, account_id, main) VALUES ('C9', 'Other', 'other', ?, 0)",
        (identifier,),
    )
    infos = [info for info in lookup(dossier).accounts() if info.number == "411MAR"]
    assert [info.third_party_code for info in infos] == ["C00001"]


@pytest.mark.spec("KM-60")
def test_usage_is_that_of_the_user_in_the_journal_over_twelve_months(dossier: Dossier) -> None:
    lines = line("401DUP", credit=300), line("6064", 100), line("6064", 200)
    save(dossier, entry(*lines), sale(key=2))
    assert lookup(dossier).account_usage("AC") == {"401DUP": 1, "6064": 2}
    assert lookup(dossier).account_usage("ZZ") == {}
    dossier.database.run("INSERT INTO user (code, name) VALUES ('EVE', 'Eve')")
    other = open_dossier(dossier.path, user_code="EVE", clock=dossier.clock)
    assert lookup(other).account_usage("AC") == {}
    close_dossier(other)
    dossier.clock = lambda: datetime(2027, 3, 20, 9, 0)  # noqa: DTZ001 - the program works on local time
    assert lookup(dossier).account_usage("AC") == {}


# --- figures of the context line


@pytest.mark.spec("KM-68", "STA-10")
def test_the_state_of_an_account_over_the_fiscal_year(dossier: Dossier) -> None:
    save(
        dossier,
        sale(120_000, day=date(2026, 3, 10)),
        sale(60_000, day=date(2026, 2, 10), key=2),
        sale(24_000, day=date(2027, 1, 10), key=3),
        sale(12_000, key=4),
        bank("411MAR", 50_000, day=date(2026, 3, 12), key=5),
    )
    simulate_entry(dossier, 4)
    match_lines(dossier, [1, 13])
    asked = lookup(dossier)
    assert asked.account_state("411MAR") == AccountState(130_000, 3, 154_000, date(2026, 2, 10))
    assert lookup(dossier, year=1).account_state("411MAR").balance == 24_000
    assert asked.account_state("401DUP") == AccountState()
    assert asked.account_state("nothing") == AccountState()


def test_the_state_of_an_account_costs_two_statements(dossier: Dossier) -> None:
    save(dossier, *(sale(key=key) for key in range(1, 30)))
    asked = lookup(dossier)
    with count_statements(dossier) as counted:
        asked.account_state("411MAR")
    assert counted.number <= 2
    with count_statements(dossier) as counted:
        asked.open_due_dates("411MAR")
    assert counted.number == 1


@pytest.mark.spec("KM-68")
def test_what_is_owed_to_a_supplier_is_below_zero(dossier: Dossier) -> None:
    save(dossier, purchase(total=120_000))
    assert lookup(dossier).account_state("401DUP") == AccountState(-120_000, 1, -120_000, date(2026, 3, 15))


@pytest.mark.spec("KM-73")
def test_open_due_dates_come_earliest_first_with_what_remains(dossier: Dossier) -> None:
    save(
        dossier,
        sale(120_000, day=date(2026, 3, 10)),
        sale(60_000, day=date(2026, 2, 10), key=2),
        bank("411MAR", 70_000, key=3),
    )
    match_lines(dossier, [4, 7])
    match_lines(dossier, [1, 7])
    assert lookup(dossier).open_due_dates("411MAR") == [OpenDue(date(2026, 3, 10), 110_000)]
    assert lookup(dossier).open_due_dates("401DUP") == []


@pytest.mark.spec("ECH-08", "MR-07")
def test_the_schedule_of_an_amount_not_yet_saved(dossier: Dossier) -> None:
    dossier.database.run(
        "UPDATE account SET payment_term_id = (SELECT id FROM payment_term WHERE code = 'VI30') WHERE number = '411MAR'"
    )
    asked = lookup(dossier)
    assert asked.due_schedule("411MAR", date(2026, 3, 5), 120_000) == [DuePart(date(2026, 4, 4), 120_000, "VIR")]
    assert asked.due_schedule("401DUP", date(2026, 3, 5), 700) == [DuePart(date(2026, 3, 5), 700, "CHQ")]
    with pytest.raises(UnknownAccountError):
        asked.due_schedule("999", date(2026, 3, 5), 700)


def test_what_a_save_changes_is_seen_at_once(dossier: Dossier) -> None:
    asked = lookup(dossier)
    create_account(dossier, "411NEW", "Neuf")
    assert asked.account("411NEW")
    save(dossier, replace(sale(), lines=(line("411NEW", 500), line("707", credit=500))))
    assert asked.account_state("411NEW").balance == 500
