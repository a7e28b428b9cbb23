"""List of the third parties (ETPC-02)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.reports.books_kit import Books, details
from tuicompta.core.third_parties import Address, BankDetails, Contact
from tuicompta.services.accounts.account_parties import main_party
from tuicompta.services.third_parties.third_parties import read_third_party, write_third_party

if TYPE_CHECKING:
    from tuicompta.core.third_parties import ThirdParty

IBAN = "FR14 2004 1010 0505 0001 3M02 606"
OTHER_IBAN = "DE89 3704 0044 0532 0130 00"


def fill(books: Books, number: str, name: str, **values: object) -> ThirdParty:
    """Give an account its third party, and the card of this one its values."""
    books.set_account(number, third_party=name)
    party = main_party(books.dossier.database, books.accounts[number])
    assert party is not None
    card, version = read_third_party(books.dossier.database, party)
    write_third_party(books.dossier, party, replace(card, **values), version=version)  # type: ignore[arg-type]
    return card


@pytest.mark.spec("ETPC-02")
def test_each_third_party_with_its_address_contact_numbers_and_main_bank(books: Books) -> None:
    fill(
        books,
        "401DUP",
        "Dupont SARL",
        siret="73282932000074",
        vat_number="FR44732829320",
        invoicing=Address("", "1 rue Haute", "Bâtiment A", "", "", "35000", "Rennes", "", "France"),
        delivery=Address(address="Quai 3", town="Brest"),
        contacts=(Contact(last_name="Durand", phone="02 99", email="a@d.fr"), Contact(phone="06", email="b@d.fr")),
        bank_details=(BankDetails(OTHER_IBAN), BankDetails(IBAN, main=True)),
    )
    fill(books, "411ABC", "Durand")
    report = books.report("tiers")
    assert [list(row.values()) for row in details(report)] == [
        [
            "401DUP", "Dupont SARL", "401DUP", "1 rue Haute, Bâtiment A, 35000 Rennes, France", "02 99", "a@d.fr",
            "73282932000074", "FR44732829320", IBAN,
        ],
        ["411ABC", "Durand", "411ABC", "", "", "", "", "", ""],
    ]  # fmt: skip
    assert [row.caption for row in report.rows() if row.of == "count"] == ["2 tiers"]


def test_accounts_and_natures_filter_the_list(books: Books) -> None:
    fill(books, "401DUP", "Dupont SARL")
    fill(books, "411ABC", "Durand")
    assert [row["code"] for row in details(books.report("tiers", accounts="411*"))] == ["411ABC"]
    assert [row["code"] for row in details(books.report("tiers", natures=("fournisseurs",)))] == ["401DUP"]
