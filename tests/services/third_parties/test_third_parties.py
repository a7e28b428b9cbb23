"""The card of a third party: what it keeps, what it refuses, its ties with the account."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.entries_kit import purchase, save
from tests.services.typing_kit import Desk
from tuicompta.core.bank_details import BicError, IbanError
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.third_parties import (
    Address,
    BankDetails,
    Contact,
    MainBankDetailsError,
    MandateScheme,
    MandateSequence,
    ThirdParty,
    ThirdPartyCodeError,
    ThirdPartyNameError,
    directory_page,
    warnings_of,
)
from tuicompta.services.accounts.account_deletion import delete_account
from tuicompta.services.accounts.account_parties import (
    Coordinates,
    LastThirdPartyError,
    account_parties,
    add_party,
    delete_party,
    main_party,
    read_coordinates,
    set_main_party,
    write_coordinates,
)
from tuicompta.services.accounts.accounts import account_id
from tuicompta.services.browse.parties import party_row, party_table
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year
from tuicompta.services.settings.settings import set_settings
from tuicompta.services.third_parties.third_parties import ThirdPartyExistsError, read_third_party, write_third_party

IBAN = "FR14 2004 1010 0505 0001 3M02 606"
GERMAN = "DE89 3704 0044 0532 0130 00"


def supplier(dossier: Dossier, number: str = "401DUP") -> tuple[int, int]:
    account = account_id(dossier.database, number)
    assert account is not None
    party = main_party(dossier.database, account)
    assert party is not None
    return account, party


def write(dossier: Dossier, party_id: int, **changes: object) -> ThirdParty:
    found, version = read_third_party(dossier.database, party_id)
    write_third_party(dossier, party_id, replace(found, **changes), version=version)  # type: ignore[arg-type]
    return read_third_party(dossier.database, party_id)[0]


@pytest.mark.spec("TI-03", "TI-05", "TI-06", "TI-07", "TI-08", "ADR-07", "ADR-08")
def test_everything_on_the_card_is_read_again(dossier: Dossier) -> None:
    _, party = supplier(dossier)
    wanted = ThirdParty(
        code="DUPONT1",
        name="Dupont Frères",
        legal_form="SARL",
        siren="732829320",
        siret="73282932000074",
        vat_number="FR44732829320",
        blocked=True,
        dunning_excluded=True,
        dunning_level=2,
        dunning_email="compta@dupont.fr",
        invoicing_address="732829320_1",
        invoicing_platform="Plateforme",
        invoicing=Address(
            "Dupont", "1 rue Haute", "Bâtiment A", "", "BP 4", "35000", "Rennes", "", "France", "www.d.fr"
        ),
        delivery=Address(address="Quai 3", town="Brest"),
        addresses=(Address(name="Dépôt"), Address(name="Siège")),
        contacts=(Contact("Mme", "Durand", "Anne", "Comptable", "Achats", "01", "06", "02", "a@d.fr"), Contact("M.")),
        bank_details=(
            BankDetails(IBAN, "PSSTFRPP", "Dupont", True, "RUM1", date(2026, 1, 2), MandateScheme.B2B),
            BankDetails(GERMAN, sequence=MandateSequence.FINAL, revoked=True),
        ),
    )
    stored = write(dossier, party, **{name: getattr(wanted, name) for name in wanted.__slots__})
    assert replace(stored, bank_details=tuple(replace(row, id=None) for row in stored.bank_details)) == wanted


@pytest.mark.spec("TI-06", "SINV-11")
@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        (BankDetails("FR14 2004 1010 0505 0001 3M02 607"), IbanError),
        (BankDetails("FR7620041010050500013M02699"), IbanError),
        (BankDetails(""), IbanError),
        (BankDetails(GERMAN, "PSSTFR"), BicError),
    ],
)
def test_wrong_bank_details_are_refused_and_nothing_is_stored(
    dossier: Dossier, row: BankDetails, refusal: type[TuicomptaError]
) -> None:
    _, party = supplier(dossier)
    with pytest.raises(refusal):
        write(dossier, party, name="Autre", bank_details=(row,))
    assert read_third_party(dossier.database, party)[0].name == "Dupont SARL"


@pytest.mark.spec("TI-06")
def test_holder_and_mandate_are_cut_at_their_lengths(dossier: Dossier) -> None:
    _, party = supplier(dossier)
    (stored,) = write(
        dossier, party, bank_details=(BankDetails(IBAN, holder="h" * 200, mandate="M" * 200),)
    ).bank_details
    assert (len(stored.holder), len(stored.mandate)) == (70, 35)


@pytest.mark.spec("TI-06")
def test_one_row_of_bank_details_is_the_main_one_and_iban_is_in_groups(dossier: Dossier) -> None:
    _, party = supplier(dossier)
    stored = write(dossier, party, bank_details=(BankDetails(IBAN.replace(" ", "").lower()), BankDetails(GERMAN)))
    assert [(row.iban, row.main) for row in stored.bank_details] == [(IBAN, True), (GERMAN, False)]
    with pytest.raises(MainBankDetailsError):
        write(dossier, party, bank_details=(BankDetails(IBAN, main=True), BankDetails(GERMAN, main=True)))


@pytest.mark.spec("TI-06")
def test_rows_of_bank_details_keep_their_identity_and_their_last_use(dossier: Dossier) -> None:
    _, party = supplier(dossier)
    first = write(dossier, party, bank_details=(BankDetails(IBAN), BankDetails(GERMAN))).bank_details
    dossier.database.run("UPDATE bank_details SET last_used_on = '2026-02-01' WHERE id = ?", (first[1].id,))
    kept = replace(first[1], main=True, holder="Autre", last_used_on=None)
    second = write(dossier, party, bank_details=(kept, BankDetails(IBAN))).bank_details
    assert second[0].id == first[1].id
    assert second[0].last_used_on == date(2026, 2, 1)
    assert second[1].id not in {row.id for row in first}


@pytest.mark.spec("TI-05", "SINV-11")
def test_wrong_keys_warn_and_are_stored(dossier: Dossier) -> None:
    _, party = supplier(dossier)
    stored = write(dossier, party, siren="732829321", siret="73282932000075", vat_number="FR45732829320")
    assert [text.split(" : ")[0] for text in warnings_of(stored)] == [
        "SIREN 732829321",
        "SIRET 73282932000075",
        "N° de TVA FR45732829320",
    ]
    right = write(dossier, party, siren="732829320", siret="73282932000074", vat_number="FR44732829320")
    assert not list(warnings_of(right))


@pytest.mark.spec("ADR-08")
@pytest.mark.parametrize(("email", "warned"), [("a@b.fr", False), ("a@b", True), ("a@@b.fr", True), ("", False)])
def test_an_unusual_address_of_mail_warns(email: str, warned: bool) -> None:  # noqa: FBT001
    party = ThirdParty("A", "A", contacts=(Contact(email=email),))
    assert bool(list(warnings_of(party))) is warned


@pytest.mark.spec("TI-05", "ONU-03")
@pytest.mark.parametrize(
    ("code", "plain", "with_signs"), [("AB1", True, True), ("A-1 (B)", False, True), ("É", False, False)]
)
def test_codes_accept_signs_when_the_option_says_so(dossier: Dossier, code: str, plain: bool, with_signs: bool) -> None:  # noqa: FBT001
    _, party = supplier(dossier)
    for option, accepted in ((False, plain), (True, with_signs)):
        set_settings(dossier.database, {"numbering.extra_characters": option})
        if accepted:
            assert write(dossier, party, code=code).code == code
        else:
            with pytest.raises(ThirdPartyCodeError):
                write(dossier, party, code=code)


@pytest.mark.spec("TI-05")
def test_codes_are_unique_and_the_name_is_mandatory(dossier: Dossier) -> None:
    _, party = supplier(dossier)
    with pytest.raises(ThirdPartyExistsError, match="C00001 est déjà celui de Martin SA"):
        write(dossier, party, code="c00001")
    with pytest.raises(ThirdPartyNameError):
        write(dossier, party, name=" ")


@pytest.mark.spec("ADR-07", "ADR-08")
def test_texts_are_cut_at_their_lengths(dossier: Dossier) -> None:
    _, party = supplier(dossier)
    long = "x" * 200
    stored = write(dossier, party, invoicing=Address(*[long] * 10), contacts=(Contact(*[long] * 9),))
    lengths = [len(getattr(stored.invoicing, name)) for name in Address.__slots__]
    assert lengths == [60, 40, 40, 40, 40, 10, 35, 50, 50, 100]
    assert [len(getattr(stored.contacts[0], name)) for name in Contact.__slots__] == [
        25,
        60,
        60,
        40,
        40,
        20,
        20,
        20,
        100,
    ]


@pytest.mark.spec("FIC-19")
def test_a_card_read_before_another_save_is_refused(dossier: Dossier) -> None:
    _, party = supplier(dossier)
    found, version = read_third_party(dossier.database, party)
    write_third_party(dossier, party, found, version=version)
    with pytest.raises(RecordChangedError):
        write_third_party(dossier, party, found, version=version)


@pytest.mark.spec("FC-07", "TI-04")
def test_the_account_card_and_the_third_party_card_show_the_same_data(dossier: Dossier) -> None:
    account, party = supplier(dossier)
    typed = Coordinates(Address(town="Rennes"), Contact(last_name="Durand"), "Dupont", IBAN, "PSSTFRPP")
    write_coordinates(dossier, account, typed)
    shown, _ = read_third_party(dossier.database, party)
    assert (shown.invoicing.town, shown.contacts[0].last_name, shown.bank_details[0].iban) == ("Rennes", "Durand", IBAN)
    write(dossier, party, invoicing=Address(town="Brest"), contacts=(), bank_details=(BankDetails(GERMAN, main=True),))
    assert read_coordinates(dossier.database, account) == Coordinates(Address(town="Brest"), Contact(), "", GERMAN, "")
    write_coordinates(dossier, account, Coordinates(Address(town="Brest")))
    assert read_third_party(dossier.database, party)[0].bank_details == ()
    with pytest.raises(IbanError):
        write_coordinates(dossier, account, Coordinates(iban="FR00"))


@pytest.mark.spec("FC-07")
def test_coordinates_that_did_not_change_write_nothing(dossier: Dossier) -> None:
    account, party = supplier(dossier)
    version = read_third_party(dossier.database, party)[1]
    write_coordinates(dossier, account, read_coordinates(dossier.database, account))
    assert read_third_party(dossier.database, party)[1] == version


@pytest.mark.spec("FC-08", "FC-38", "ONU-02")
def test_an_account_has_several_third_parties_of_which_one_is_the_main_one(dossier: Dossier) -> None:
    account, party = supplier(dossier)
    other = add_party(dossier, account, "Dupont Export")
    assert [(row.code, row.name, row.main) for row in account_parties(dossier.database, account)] == [
        ("F00001", "Dupont SARL", True),
        ("F00002", "Dupont Export", False),
    ]
    set_main_party(dossier, other)
    assert main_party(dossier.database, account) == other
    delete_party(dossier, other, from_account=True)
    assert main_party(dossier.database, account) == party


@pytest.mark.spec("TI-09", "FC-38")
def test_the_only_third_party_of_an_account_with_lines_stays(dossier: Dossier) -> None:
    account, party = supplier(dossier)
    save(dossier, purchase())
    with pytest.raises(LastThirdPartyError, match="F00001 ne peut pas être supprimé : c'est le seul du compte 401DUP"):
        delete_party(dossier, party)
    other = add_party(dossier, account, "Dupont Export")
    delete_party(dossier, party)
    assert [row.id for row in account_parties(dossier.database, account)] == [other]
    assert dossier.database.value("SELECT count(*) FROM entry_line WHERE account_id = ?", (account,)) == 1


@pytest.mark.spec("TI-09", "FC-38")
def test_lines_of_a_closed_year_keep_it_on_the_account_only(dossier: Dossier) -> None:
    _, party = supplier(dossier)
    save(dossier, purchase())
    dossier.database.run("UPDATE fiscal_year SET closed_at = '2027-02-01' WHERE start_date = '2026-01-01'")
    with pytest.raises(LastThirdPartyError):
        delete_party(dossier, party, from_account=True)
    delete_party(dossier, party)
    assert dossier.database.value("SELECT count(*) FROM third_party WHERE id = ?", (party,)) == 0


@pytest.mark.spec("TI-09")
def test_the_deletion_leaves_the_account_and_nothing_of_the_card(dossier: Dossier) -> None:
    account, party = supplier(dossier)
    write(
        dossier, party, invoicing=Address(town="Rennes"), contacts=(Contact("M."),), bank_details=(BankDetails(IBAN),)
    )
    delete_party(dossier, party)
    assert account_id(dossier.database, "401DUP") == account
    for table in ("third_party_address", "third_party_contact", "bank_details"):
        assert dossier.database.value(f"SELECT count(*) FROM {table}") == 0  # noqa: S608 - names written above


@pytest.mark.spec("PC-03")
def test_deleting_an_account_takes_its_third_parties_along(dossier: Dossier) -> None:
    account, party = supplier(dossier)
    write(
        dossier, party, invoicing=Address(town="Rennes"), contacts=(Contact("M."),), bank_details=(BankDetails(IBAN),)
    )
    delete_account(dossier, account)
    assert dossier.database.value("SELECT count(*) FROM third_party WHERE id = ?", (party,)) == 0


@pytest.mark.spec("TI-02")
def test_the_list_gives_the_balance_of_the_account_in_the_year(dossier: Dossier) -> None:
    account, party = supplier(dossier)
    write(
        dossier,
        party,
        siren="732829320",
        invoicing=Address(town="Rennes"),
        contacts=(Contact(phone="01", email="a@b.fr"),),
    )
    save(dossier, purchase(total=120_000))
    table = party_table(dossier.database, current_fiscal_year(dossier))
    rows = [party_row(row) for row in table.first(10)]
    assert rows == [party_row(row) for row in table.all()]
    assert [tuple(row) for row in rows] == [
        ("C00001", "Martin SA", "411MAR", "Client", "", "", "", "", False, 0),
        ("F00001", "Dupont SARL", "401DUP", "Fournisseur", "732829320", "Rennes", "01", "a@b.fr", False, -120_000),
    ]
    assert table.count() == 2
    assert table.locate("f") == party
    assert [key for key, _ in table.before(party, 5)] == [table.locate("c")]
    assert account


@pytest.mark.spec("FC-13")
def test_the_page_of_the_directory_and_the_address_on_one_line() -> None:
    assert directory_page("732 829 320") == "https://annuaire-entreprises.data.gouv.fr/entreprise/732829320"
    assert directory_page("732829321") == ""
    address = Address("Dupont", "1 rue Haute", "", "", "BP 4", "35000", "Rennes", "", "France")
    assert address.on_one_line == "1 rue Haute, BP 4, 35000 Rennes, France"


@pytest.mark.spec("TI-05")
def test_a_blocked_third_party_warns_at_entry_and_blocks_nothing(dossier: Dossier) -> None:
    _, party = supplier(dossier)
    write(dossier, party, blocked=True)
    typing = Desk(dossier).type("AC", "15⏎dup⏎")
    assert "Le tiers Dupont SARL est bloqué" in typing.said
    assert not typing.errors


@pytest.mark.spec("FC-07")
def test_coordinates_typed_on_a_delivered_account_give_it_a_third_party(dossier: Dossier) -> None:
    account = account_id(dossier.database, "4011")
    assert account is not None
    assert main_party(dossier.database, account) is None
    write_coordinates(dossier, account, read_coordinates(dossier.database, account))
    assert main_party(dossier.database, account) is None
    write_coordinates(dossier, account, Coordinates(Address(town="Rennes")))
    party = main_party(dossier.database, account)
    assert party is not None
    found, _ = read_third_party(dossier.database, party)
    assert (found.code, found.invoicing.town) == ("F00002", "Rennes")
