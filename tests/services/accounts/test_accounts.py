"""Accounts: numbers, what they inherit, the third party that comes with them."""

from pathlib import Path

import pytest

from tests.services.conftest import fixed_clock
from tuicompta.core.accounts import AccountHierarchyError, AccountLengthError, AccountNumberError
from tuicompta.core.enums import AccountType
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.failures import ReadOnlyDossierError
from tuicompta.services.accounts.account_batch import AccountExistsError, EmptyTitleError
from tuicompta.services.accounts.accounts import account_id, create_account, number_of
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.settings.settings import set_settings

COUNT = "SELECT count(*) FROM account"


def card(dossier: Dossier, number: str, *columns: str) -> tuple[object, ...]:
    sql = "SELECT " + ", ".join(columns) + " FROM account WHERE number = ?"  # noqa: S608
    return dossier.database.row(sql, (number,)) or ()


def control(dossier: Dossier, number: str) -> object:
    query = "SELECT root.number FROM account JOIN account AS root ON root.id = account.control_account_id"
    return dossier.database.value(query + " WHERE account.number = ?", (number,))


def third_parties(dossier: Dossier) -> list[tuple[object, ...]]:
    return dossier.database.rows(
        "SELECT code, third_party.name, number, main FROM third_party JOIN account ON account.id = account_id"
        " ORDER BY third_party.id"
    )


@pytest.mark.spec("FC-14", "ONU-01", "ONU-02", "FC-44")
def test_a_third_party_account_comes_with_its_third_party(dossier: Dossier) -> None:
    for number, title in [
        ("401EAU", "Eau"),
        ("411ZED", "Zed"),
        ("411YAK", "Yak"),
        ("421PAUL", "Paul"),
        ("467ABC", "A"),
    ]:
        create_account(dossier, number, title)
    assert third_parties(dossier) == [
        ("F00001", "Dupont SARL", "401DUP", 1),
        ("C00001", "Martin SA", "411MAR", 1),
        ("F00002", "Eau", "401EAU", 1),
        ("C00002", "Zed", "411ZED", 1),
        ("C00003", "Yak", "411YAK", 1),
        ("T00001", "Paul", "421PAUL", 1),
        ("T00002", "A", "467ABC", 1),
    ]


@pytest.mark.spec("FC-14")
@pytest.mark.parametrize(
    ("number", "kind"),
    [("41X", AccountType.ROOT), ("606499", AccountType.DETAIL), ("44559", AccountType.DETAIL)],
)
def test_a_root_and_other_natures_have_no_third_party(dossier: Dossier, number: str, kind: AccountType) -> None:
    before = third_parties(dossier)
    create_account(dossier, number, "X", kind)
    assert third_parties(dossier) == before


@pytest.mark.spec("ONU-02")
def test_a_code_already_used_is_skipped(dossier: Dossier) -> None:
    set_settings(dossier.database, {"numbering.customer": 99_999})
    dossier.database.run("UPDATE third_party SET code = 'C99999' WHERE code = 'C00001'")
    create_account(dossier, "411ZED", "Zed")
    create_account(dossier, "411YAK", "Yak")
    assert [row[0] for row in third_parties(dossier)][-2:] == ["C100000", "C100001"]


@pytest.mark.spec("FC-43")
def test_an_account_inherits_from_its_nearest_relative(dossier: Dossier) -> None:
    dossier.database.run("UPDATE account SET type = 'R' WHERE number IN ('6064', '44566')")
    create_account(dossier, "60641", "Fournitures de bureau")
    vat = "(SELECT number FROM account AS vat WHERE vat.id = account.proposed_vat_account_id)"
    assert card(dossier, "60641", vat, "purchase_nature", "sale_nature") == ("44566", 1, 0)
    create_account(dossier, "445661", "TVA déductible 10 %")
    columns = ("vat_direction", "vat_territory", "vat_rate", "vat_basis")
    assert (
        card(dossier, "445661", *columns)
        == card(dossier, "44566", *columns)
        == ("deductible", "mainland", 2000, "debits")
    )
    dossier.database.run("UPDATE account SET vat_rate = 1000 WHERE number = '445661'")
    create_account(dossier, "4456612", "TVA déductible")
    assert card(dossier, "4456612", "vat_rate") == (1000,)


@pytest.mark.spec("FC-43", "FC-33")
def test_sides_come_from_the_relative_else_from_the_table(dossier: Dossier) -> None:
    dossier.database.run(
        "UPDATE account_journal_type SET side = 'D' WHERE account_id = ?", (account_id(dossier.database, "401DUP"),)
    )
    sides = "SELECT journal_type, allowed, side FROM account_journal_type WHERE account_id = ? ORDER BY journal_type"
    child = create_account(dossier, "401DUPA", "Dupont, annexe")
    assert dossier.database.rows(sides, (child,)) == [
        ("general", 1, "D"),
        ("purchases", 1, "D"),
        ("sales", 0, "D"),
        ("treasury", 1, "D"),
    ]
    alone = create_account(dossier, "899ABC", "Spécial")
    assert dossier.database.rows(sides, (alone,)) == [
        ("general", 1, None),
        ("purchases", 1, None),
        ("sales", 1, None),
        ("treasury", 1, None),
    ]


@pytest.mark.spec("FC-40", "FC-16")
def test_the_collective_account_is_the_root_completed_like_general_accounts(dossier: Dossier) -> None:
    assert control(dossier, "401DUP") == "401"
    set_settings(dossier.database, {"entry.account_length": 6, "entry.pad_accounts": True})
    create_account(dossier, "421", "Personnel, rémunérations dues")
    assert account_id(dossier.database, "421000")
    create_account(dossier, "421PAUL", "Paul")
    assert control(dossier, "421PAUL") == "421000"


@pytest.mark.spec("FC-16", "OSA-09")
def test_lengths(dossier: Dossier) -> None:
    set_settings(dossier.database, {"entry.account_length": 6, "entry.pad_accounts": True})
    for typed, stored in [("5122", "512200"), ("60621234", "60621234"), ("401abc", "401ABC"), ("51213X", "51213X")]:
        dossier.database.run("UPDATE account SET type = 'R' WHERE number IN ('5121', '6062')")
        assert number_of(dossier.database, create_account(dossier, typed, "X")) == stored
    set_settings(dossier.database, {"entry.pad_accounts": False})
    with pytest.raises(AccountLengthError, match="«5123» refusé : un compte général a 6 caractères"):
        create_account(dossier, "5123", "X")
    create_account(dossier, "411TOOLONG", "X")


@pytest.mark.spec("OFC-01", "OFC-02", "OFC-03", "OFC-04", "OAN-02")
def test_a_new_account_takes_the_options_of_the_day(dossier: Dossier) -> None:
    columns = "lettering", "reconciliation", "due_date_mode", "summary_carry_forward"
    create_account(dossier, "51299", "Banque B")
    assert card(dossier, "51299", *columns) == (1, "by_account", "none", 1)
    assert card(dossier, "401DUP", *columns) == (1, "none", "schedule", 0)
    set_settings(
        dossier.database,
        {
            "accounts.lettering": "none",
            "accounts.due_dates": "automatic",
            "accounts.reconciliation": "by_journal",
            "carry_forward.detail": "all",
        },
    )
    create_account(dossier, "51298", "Banque C")
    create_account(dossier, "401NEW", "Neuf")
    assert card(dossier, "51298", *columns) == (0, "by_journal", "none", 1)
    assert card(dossier, "401NEW", *columns) == (0, "none", "automatic", 1)
    assert card(dossier, "401DUP", *columns) == (1, "none", "schedule", 0)
    set_settings(dossier.database, {"accounts.lettering": "exact"})
    create_account(dossier, "51297", "Banque D")
    assert card(dossier, "51297", *columns) == (1, "by_journal", "none", 0)


REFUSED = [
    ("41A", "X", AccountNumberError, "dont trois chiffres d'abord"),
    ("X12", "X", AccountNumberError, "X12"),
    ("0512", "X", AccountNumberError, "le premier de 1 à 9"),
    ("401-FRS", "X", AccountNumberError, "401-FRS"),
    ("401FRSTROPLONG", "X", AccountNumberError, "3 à 10 lettres ou chiffres"),
    ("", "X", AccountNumberError, "refusé"),
    ("401'; --", "X", AccountNumberError, "refusé"),
    ("٤٠١", "X", AccountNumberError, "refusé"),
    ("401DUP", "X", AccountExistsError, "Le compte 401DUP existe déjà : Dupont SARL. Choisissez un autre numéro"),
    (" 401dup ", "X", AccountExistsError, "401DUP existe déjà"),
    ("401NEW", "", EmptyTitleError, "L'intitulé du compte 401NEW est obligatoire"),
    ("401NEW", " \u200b\x1b ", EmptyTitleError, "obligatoire"),
]


@pytest.mark.spec("FC-17", "SINV-05")
@pytest.mark.parametrize(("number", "title", "error", "sentence"), REFUSED)
def test_a_refused_account_leaves_nothing(
    dossier: Dossier, number: str, title: str, error: type[TuicomptaError], sentence: str
) -> None:
    before = dossier.database.value(COUNT), third_parties(dossier)
    with pytest.raises(error, match=sentence):
        create_account(dossier, number, title)
    assert (dossier.database.value(COUNT), third_parties(dossier)) == before


@pytest.mark.spec("FC-21", "OFC-05")
def test_no_root_lies_under_a_detail_account(dossier: Dossier) -> None:
    with pytest.raises(AccountHierarchyError, match="le compte Racine 60641 serait sous le compte Détail 6064"):
        create_account(dossier, "60641", "X", AccountType.ROOT)
    create_account(dossier, "5311", "X", AccountType.ROOT)
    with pytest.raises(AccountHierarchyError, match="le compte Racine 5311 serait sous le compte Détail 531"):
        create_account(dossier, "531", "X")
    create_account(dossier, "411DUPONT", "Dupont")
    set_settings(dossier.database, {"accounts.hierarchy": False})
    create_account(dossier, "60641", "X", AccountType.ROOT)


def test_texts_are_cleaned_cut_and_folded(dossier: Dossier) -> None:
    create_account(dossier, "401NEW", "  Société\tdu\x1b]52;c;x\x07 Bœuf " + "x" * 80)
    title, folded = card(dossier, "401NEW", "title", "folded_title")
    assert title == ("Société du]52;c;x Bœuf " + "x" * 80)[:60]
    assert folded == str(title).lower().replace("é", "e").replace("œ", "oe")


def test_two_sessions_that_create_one_account_leave_one(dossier: Dossier) -> None:
    other = open_dossier(dossier.path, clock=fixed_clock)
    create_account(dossier, "401NEW", "First")
    with pytest.raises(AccountExistsError, match="401NEW existe déjà : First"):
        create_account(other, "401NEW", "Second")
    close_dossier(other)


@pytest.mark.spec("DOSO-09")
def test_a_dossier_open_for_consultation_creates_no_account(dossier_path: Path) -> None:
    dossier = open_dossier(dossier_path, readonly=True)
    with pytest.raises(ReadOnlyDossierError):
        create_account(dossier, "401NEW", "X")
    close_dossier(dossier)
