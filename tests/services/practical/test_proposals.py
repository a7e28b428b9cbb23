"""What the forms of practical entry propose, and what they warn of."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.entries_kit import entry, line
from tests.services.entries_kit import purchase as booked
from tests.services.entries_kit import save as save_entry
from tests.services.practical.kit import DAY, PURCHASE, SALE, block, purchase, sale
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.third_parties import Address
from tuicompta.services.accounts.account_parties import read_coordinates
from tuicompta.services.accounts.accounts import account_id
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.practical.duplicates import free_piece, piece_used, same_invoice
from tuicompta.services.practical.invoice_saving import save_invoice
from tuicompta.services.practical.new_accounts import create_nature
from tuicompta.services.practical.parties import (
    NewParty,
    create_party,
    party_choice,
    party_choices,
    proposed_account,
)
from tuicompta.services.practical.proposals import (
    days_in_years,
    discount_nature,
    natures,
    proposed_date,
    proposed_due_date,
    proposed_piece,
    usual_of,
)
from tuicompta.services.practical.vat_accounts import proposed_rate, vat_account, vat_rates
from tuicompta.services.settings.settings import set_settings


@pytest.mark.spec("SP-03")
def test_the_date_is_that_of_the_last_invoice_entered_else_today(dossier: Dossier) -> None:
    assert proposed_date(dossier, PURCHASE) == date(2026, 3, 20)
    save_invoice(dossier, purchase(day=date(2026, 5, 9)))
    save_invoice(dossier, purchase(day=date(2026, 2, 3), piece="F2"))
    assert proposed_date(dossier, PURCHASE) == date(2026, 2, 3)
    assert proposed_date(dossier, SALE) == date(2026, 3, 20)
    assert days_in_years(dossier.database) == (date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.spec("SP-03", "NUM-01")
def test_the_number_follows_the_numbering_of_the_journal(dossier: Dossier) -> None:
    database = dossier.database
    assert proposed_piece(database, "AC", DAY) == "00001"
    save_invoice(dossier, replace(purchase(piece="00001"), proposed_piece=True))
    assert proposed_piece(database, "AC", DAY) == "00002"
    database.run("UPDATE journal_year SET numbering = 'manual' WHERE journal_id = 1")
    save_invoice(dossier, purchase(piece="FA0099"))
    assert proposed_piece(database, "AC", DAY) == "FA0100"
    assert proposed_piece(database, "AC", date(1999, 1, 1)) == ""


@pytest.mark.spec("SP-03", "NUM-03")
def test_a_proposed_number_taken_meanwhile_is_replaced_at_the_save(dossier: Dossier) -> None:
    for _ in range(2):
        save_invoice(dossier, replace(purchase(piece="00001"), proposed_piece=True))
    assert dossier.database.rows("SELECT piece_number FROM practical_operation") == [("00001",), ("00002",)]
    assert dossier.database.rows("SELECT piece_number FROM entry") == [("00001",), ("00002",)]


@pytest.mark.spec("SP-06")
def test_the_nature_used_last_with_a_third_party_is_proposed_while_it_is_one(dossier: Dossier) -> None:
    database = dossier.database
    assert usual_of(database, PURCHASE, "401DUP") is None
    save_invoice(dossier, purchase(1055, block(550, 55, ("6063", 1000))))
    save_invoice(dossier, purchase(1000, block(None, 0, ("6251", 1000)), piece="F2"))
    usual = usual_of(database, PURCHASE, "401DUP")
    assert usual == ("6251", None)
    database.run("UPDATE account SET purchase_nature = 0 WHERE number = '6251'")
    assert usual_of(database, PURCHASE, "401DUP") is None
    assert "6251" not in {nature.account for nature in natures(database, PURCHASE)}
    assert {nature.account[0] for nature in natures(database, SALE)} == {"7"}


@pytest.mark.spec("SP-06")
def test_before_its_first_invoice_here_a_third_party_has_the_nature_of_its_latest_entry(dossier: Dossier) -> None:
    save_entry(dossier, booked(total=12_000))
    first = usual_of(dossier.database, PURCHASE, "401DUP")
    assert first == ("6064", 2000)
    assert usual_of(dossier.database, SALE, "401DUP") is None
    later = date(2026, 4, 2)
    lines = (line("401DUP", credit=50_00, label="Timbres"), line("6251", 50_00, label="Timbres"))
    save_entry(dossier, entry(*lines, journal="AC", day=later, key=2))
    assert usual_of(dossier.database, PURCHASE, "401DUP") == ("6251", None)
    dossier.database.run("UPDATE account SET blocked = 1 WHERE number = '6251'")
    assert usual_of(dossier.database, PURCHASE, "401DUP") == first


@pytest.mark.spec("SP-11")
def test_discounts_are_natures_that_say_so(dossier: Dossier) -> None:
    database = dossier.database
    assert discount_nature(database, PURCHASE).startswith("609")
    assert discount_nature(database, SALE).startswith("709")
    titles = {nature.account: nature.title for kind in (PURCHASE, SALE) for nature in natures(database, kind)}
    assert titles[discount_nature(database, PURCHASE)].startswith("Remises obtenues")
    assert titles[discount_nature(database, SALE)].startswith("Remises accordées")


@pytest.mark.spec("SP-21")
def test_the_due_date_comes_from_the_payment_terms(dossier: Dossier) -> None:
    database = dossier.database
    assert proposed_due_date(database, "401DUP", DAY, 12_000) == DAY
    term = database.run("INSERT INTO payment_term (code, label) VALUES ('J45', '45 jours')")
    line = (
        "INSERT INTO payment_term_line (payment_term_id, position, share, days, kind) VALUES (?, 1, 10000, 45, 'net')"
    )
    database.run(line, (term,))
    database.run("UPDATE account SET payment_term_id = ? WHERE number = '401DUP'", (term,))
    assert proposed_due_date(database, "401DUP", DAY, 12_000) == date(2026, 4, 29)
    assert proposed_due_date(database, "401DUP", DAY, -12_000) == DAY
    save_invoice(dossier, purchase())
    assert database.rows("SELECT due_on FROM due_date") == [("2026-04-29",)]


@pytest.mark.spec("SP-03")
def test_the_rates_are_those_of_the_territory_at_the_date(dossier: Dossier) -> None:
    database = dossier.database
    assert vat_rates(database, DAY) == [2000, 1000, 550, 210]
    set_settings(database, {"company.territory": "overseas"})
    assert vat_rates(database, DAY)[0] == 850
    database.run("INSERT INTO vat_regime (start_date, regime) VALUES ('2026-03-01', 'FB')")
    assert vat_rates(database, DAY) == []
    assert vat_rates(database, date(2026, 2, 1)) != []


def test_a_self_assessed_nature_takes_an_ordinary_vat_account(dossier: Dossier) -> None:
    database = dossier.database
    assert proposed_rate(database, "6064") == 2000
    assert proposed_rate(database, "6271") is None
    pair = """
        UPDATE account SET proposed_vat_due_account_id = (SELECT id FROM account WHERE number = '4452')
         WHERE number = '6064'
    """
    database.run(pair)
    assert vat_account(database, "6064", 2000, collected=False) == "44566"
    database.run("UPDATE account SET blocked = 1 WHERE number = '44566'")
    assert vat_account(database, "6063", 2000, collected=False) != "44566"


@pytest.mark.spec("SP-04", "SP-09", "DOLI-30")
def test_a_new_third_party_has_its_account_its_card_and_its_address(dossier: Dossier) -> None:
    database = dossier.database
    assert proposed_account(database, "Dupont SARL", supplier=True) == "401DUPONTS"
    assert proposed_account(database, "Été", supplier=False) == "411ETE"
    new = NewParty("Éts Béton", "401BETON", Address(address="1 rue du Port", postal_code="29000", town="Quimper"))
    assert create_party(dossier, new) == "401BETON"
    found = read_coordinates(database, account_id(database, "401BETON") or 0)
    assert (found.address.address, found.address.town) == ("1 rue du Port", "Quimper")
    assert "401BETON" in {party.account for party in party_choices(database, suppliers=True)}
    before = database.rows("SELECT * FROM account")
    with pytest.raises(TuicomptaError, match="existe déjà"):
        create_party(dossier, replace(new, name="Autre"))
    with pytest.raises(TuicomptaError):
        create_party(dossier, NewParty(" ", "401VIDE"))
    assert database.rows("SELECT * FROM account") == before


def test_neither_deposits_nor_accruals_nor_bills_are_third_parties_of_invoices(dossier: Dossier) -> None:
    suppliers = {party.account for party in party_choices(dossier.database, suppliers=True)}
    customers = {party.account for party in party_choices(dossier.database, suppliers=False)}
    assert {"401DUP", "4041"} <= suppliers
    assert not {"4091", "4081", "403", "411MAR"} & suppliers
    assert "411MAR" in customers
    assert not {"4191", "4181", "413"} & customers


@pytest.mark.spec("SP-12")
def test_a_nature_is_created_with_its_mark(dossier: Dossier) -> None:
    assert create_nature(dossier, PURCHASE, "6069", "Divers achats") == "6069"
    assert create_nature(dossier, SALE, "7089", "Divers produits", marked=False) == "7089"
    marks = "SELECT number, purchase_nature, sale_nature FROM account WHERE number IN ('6069', '7089') ORDER BY number"
    assert dossier.database.rows(marks) == [("6069", 1, 0), ("7089", 0, 0)]


@pytest.mark.spec("SP-15", "NUM-04", "NUM-05", "NUM-06")
def test_duplicate_numbers_are_looked_for_only_with_the_option(dossier: Dossier) -> None:
    database = dossier.database
    save_invoice(dossier, purchase(piece="00001"))
    used = piece_used(database, "AC", DAY, "00001")
    assert used is not None
    assert (used.journal, used.piece, used.day, used.label) == ("AC", "00001", DAY, "Papier")
    assert piece_used(database, "AC", DAY, "00001", entry_id=1) is None
    assert piece_used(database, "VE", DAY, "00001") is None
    assert piece_used(database, "AC", DAY, "") is None
    assert free_piece(database, "AC", DAY, "00001") == "00002"
    set_settings(database, {"entry.warn_duplicate_pieces": False})
    assert piece_used(database, "AC", DAY, "00001") is None


@pytest.mark.spec("SP-22")
@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, DAY),
        ({"piece": "F9"}, DAY),
        ({"day": date(2026, 3, 16)}, DAY),
        ({"day": date(2026, 3, 16), "piece": "F9"}, None),
        ({"day": date(2026, 3, 16), "piece": ""}, None),
        ({"total": 12_001}, None),
        ({"third_party": "4011"}, None),
        ({"kind": SALE}, None),
    ],
)
def test_an_invoice_like_another_has_its_party_its_total_and_its_date_or_number(
    dossier: Dossier, changes: dict[str, object], found: date | None
) -> None:
    stored = save_invoice(dossier, purchase())
    typed = replace(purchase(), **changes)  # type: ignore[arg-type]
    assert same_invoice(dossier.database, typed) == found
    assert same_invoice(dossier.database, typed, stored) is None


def test_a_sale_is_no_duplicate_of_itself_when_it_changes(dossier: Dossier) -> None:
    stored = save_invoice(dossier, sale())
    assert same_invoice(dossier.database, sale(), stored) is None


@pytest.mark.spec("SP-04")
@pytest.mark.parametrize("text", ["401DUP", "dup", "Dupont", "sarl", "F00001", "f00001", "dupont sarl"])
def test_a_supplier_is_found_by_its_account_its_name_or_its_code(dossier: Dossier, text: str) -> None:
    found = party_choices(dossier.database, suppliers=True, text=text)
    assert (found[0].account, found[0].name) == ("401DUP", "Dupont SARL")
    assert len(found) == 1


@pytest.mark.parametrize("text", ["%", "_", "\\", "''", "*", "[", "?1", "%\x00", "z" * 400])
def test_hostile_searches_find_nothing(dossier: Dossier, text: str) -> None:
    assert party_choices(dossier.database, suppliers=True, text=text) == []


def test_a_blocked_third_party_is_not_offered_and_still_shown(dossier: Dossier) -> None:
    dossier.database.run("UPDATE third_party SET blocked = 1 WHERE name = 'Dupont SARL'")
    assert party_choices(dossier.database, suppliers=True, text="dup") == []
    shown = party_choice(dossier.database, "401DUP")
    assert shown is not None
    assert shown.blocked
