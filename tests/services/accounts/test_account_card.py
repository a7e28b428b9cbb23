"""The card of an account: what it reads, what it writes, what it refuses."""

from dataclasses import replace

import pytest

from tests.services.entries_kit import entry, line, purchase
from tuicompta.core.accounts import AccountHierarchyError, AccountNumberError, ControlAccountError
from tuicompta.core.enums import (
    AccountType,
    DueDateMode,
    EntryOrigin,
    JournalType,
    ReconciliationMode,
    Side,
    VatBasis,
    VatDirection,
)
from tuicompta.core.errors import TuicomptaError
from tuicompta.services.accounts.account_batch import AccountExistsError
from tuicompta.services.accounts.account_card import (
    AccountSettings,
    Associated,
    JournalSide,
    account_history,
    has_lines,
    proposed_settings,
    read_account,
)
from tuicompta.services.accounts.account_writing import (
    AccountLockedError,
    AssociatedAccountError,
    LetteringCodeUsedError,
    ProposedVatError,
    VatOperationMissingError,
    VatSidesError,
    write_account,
)
from tuicompta.services.accounts.accounts import UnknownAccountError, account_id, create_account
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.entries.save import save_entries
from tuicompta.services.lettering.letter import letter_lines
from tuicompta.services.notes import note


def known(dossier: Dossier, number: str) -> tuple[int, AccountSettings, int]:
    identifier = account_id(dossier.database, number)
    assert identifier is not None
    settings, version = read_account(dossier.database, identifier)
    return identifier, settings, version


def change(dossier: Dossier, account: str, /, **settings: object) -> AccountSettings:
    identifier, before, version = known(dossier, account)
    write_account(dossier, identifier, replace(before, **settings), version=version)  # type: ignore[arg-type]
    return read_account(dossier.database, identifier)[0]


def whole(dossier: Dossier) -> list[object]:
    tables = ("account", "account_journal_type", "associated_account", "third_party", "note", "setting")
    queries = {table: f"SELECT * FROM {table}" for table in tables}  # noqa: S608 - names written above
    return [row for query in queries.values() for row in dossier.database.rows(query)]


@pytest.mark.spec("FC-27", "FC-28", "FC-40", "FC-31", "FC-45", "FC-05", "FC-18")
def test_every_setting_written_is_read_again(dossier: Dossier) -> None:
    wanted = {
        "title": "Dupont Frères",
        "blocked": True,
        "lettering": False,
        "next_lettering_code": "BC",
        "due_date_mode": DueDateMode.AUTOMATIC,
        "payment_term": "VI30FM",
        "control_account": "40",
        "summary_carry_forward": True,
        "centralised": True,
        "purchase_nature": True,
        "sale_nature": True,
        "sides": {
            JournalType.PURCHASES: JournalSide(allowed=True, side=Side.DEBIT),
            JournalType.SALES: JournalSide(allowed=False),
            JournalType.TREASURY: JournalSide(allowed=True),
            JournalType.GENERAL: JournalSide(allowed=True, side=Side.CREDIT),
        },
        "associated": (Associated("6064", "net_of_total"), Associated("44566", "percentage", 2000)),
    }
    settings = change(dossier, "401DUP", **wanted)
    assert {name: getattr(settings, name) for name in wanted} == wanted
    identifier, _, version = known(dossier, "401DUP")
    assert version == 2
    history = account_history(dossier.database, identifier)
    assert (history.changed_by, history.changed_at) == ("ADM", "2026-03-20T14:05:00")
    assert dossier.database.value("SELECT folded_title FROM account WHERE id = ?", (identifier,)) == "dupont freres"


@pytest.mark.spec("FC-29", "FC-03", "FC-23", "FC-32")
def test_what_does_not_apply_to_the_nature_is_stored_empty(dossier: Dossier) -> None:
    everything = {
        "lettering": True,
        "reconciliation": ReconciliationMode.BY_ACCOUNT,
        "due_date_mode": DueDateMode.SCHEDULE,
        "payment_term": "CH30",
        "control_account": "606",
        "vat_direction": VatDirection.DEDUCTIBLE,
        "vat_territory": "mainland",
        "vat_rate": 2000,
        "vat_operation": "goods_services",
        "vat_basis": VatBasis.DEBITS,
        "proposed_vat": "44566",
    }
    charge = change(dossier, "6064", **everything)
    assert (charge.lettering, charge.reconciliation, charge.due_date_mode) == (False, "none", "none")
    assert (charge.payment_term, charge.control_account, charge.vat_direction) == (None, None, None)
    assert (charge.vat_operation, charge.vat_basis, charge.proposed_vat) == (None, None, "44566")
    exempt = change(dossier, "6064", vat_exempt=True, vat_operation="vat_free_purchase", proposed_vat="44566")
    assert (exempt.vat_exempt, exempt.vat_operation, exempt.proposed_vat) == (True, "vat_free_purchase", None)
    bank = change(dossier, "5121", reconciliation=ReconciliationMode.BY_JOURNAL, vat_exempt=True)
    assert (bank.reconciliation, bank.vat_exempt) == ("by_journal", False)


@pytest.mark.spec("FC-29")
def test_a_vat_account_and_an_exempt_account_have_a_type_of_operation(dossier: Dossier) -> None:
    with pytest.raises(VatOperationMissingError, match="44571"):
        change(dossier, "44571", vat_operation=None)
    with pytest.raises(VatOperationMissingError, match="6064"):
        change(dossier, "6064", vat_exempt=True)
    with pytest.raises(ProposedVatError, match="6061 n'est pas"):
        change(dossier, "6064", proposed_vat="6061")


@pytest.mark.spec("FC-06")
def test_the_sides_of_a_vat_account_are_one_side(dossier: Dossier) -> None:
    debit, credit, free = (JournalSide(allowed=True, side=side) for side in (Side.DEBIT, Side.CREDIT, None))
    mixed = dict(zip(JournalType, (debit, credit, free, free), strict=False))
    none = dict.fromkeys(list(JournalType)[:4], free)
    for sides in (mixed, none):
        with pytest.raises(VatSidesError, match="44571"):
            change(dossier, "44571", sides=sides)
    kept = change(dossier, "44571", sides={**none, JournalType.SALES: credit})
    assert kept.sides[JournalType.SALES].side is Side.CREDIT


@pytest.mark.spec("FC-40")
def test_the_collective_account_is_shorter_with_the_same_two_digits(dossier: Dossier) -> None:
    for control in ("411", "401EDFGHIJ"):
        with pytest.raises(TuicomptaError):
            change(dossier, "401DUP", control_account=control)
    with pytest.raises(ControlAccountError):
        change(dossier, "401DUP", control_account="411")
    with pytest.raises(UnknownAccountError, match="402"):
        change(dossier, "401DUP", control_account="402")
    assert change(dossier, "401DUP", control_account=None).control_account is None


@pytest.mark.spec("FC-25")
def test_the_next_lettering_code_is_free(dossier: Dossier) -> None:
    identifier, _, _ = known(dossier, "401DUP")
    payment = entry(line("401DUP", debit=123_456), line("5121", credit=123_456), journal="BP", key=2)
    save_entries(dossier, [purchase(), payment], EntryOrigin.CONTINUOUS_ENTRY)
    change(dossier, "401DUP", next_lettering_code="AC")
    lines = dossier.database.rows("SELECT id FROM entry_line WHERE account_id = ?", (identifier,))
    assert letter_lines(dossier, "401DUP", [found for (found,) in lines]).code == "AC"
    with pytest.raises(LetteringCodeUsedError, match="AC est déjà utilisé sur le compte 401DUP"):
        change(dossier, "401DUP", next_lettering_code="AC")
    for code in ("A-", "ABCDEF", ""):
        with pytest.raises(TuicomptaError):
            change(dossier, "401DUP", next_lettering_code=code)
    assert change(dossier, "401DUP", next_lettering_code="ABCDE").next_lettering_code == "ABCDE"
    assert change(dossier, "401DUP", next_lettering_code="AD").next_lettering_code == "AD"


@pytest.mark.spec("FC-35")
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (Associated("999"), "n'existe pas"),
        (Associated("401DUP"), "lui-même"),
        (Associated("606"), "Racine"),
        (Associated("6064", "percentage"), "pourcentage"),
        (Associated("6064", "percentage", 0), "pourcentage"),
        (Associated("6064", "percentage", 10_001), "pourcentage"),
        (Associated("6064", "balance", 2000), "pourcentage"),
        (Associated("6061"), "bloqué"),
    ],
)
def test_an_associated_account_that_cannot_be_proposed_is_refused(
    dossier: Dossier, line: Associated, reason: str
) -> None:
    change(dossier, "6061", blocked=True)
    before = whole(dossier)
    with pytest.raises(AssociatedAccountError, match=reason):
        change(dossier, "401DUP", associated=(line,))
    assert whole(dossier) == before
    with pytest.raises(AssociatedAccountError, match="10 au plus"):
        change(dossier, "401DUP", associated=(Associated("6064"),) * 11)


@pytest.mark.spec("FC-22", "FC-19")
def test_number_and_type_are_locked_by_the_first_line(dossier: Dossier) -> None:
    assert change(dossier, "401DUP", number="401DUB").number == "401DUB"
    assert change(dossier, "401DUB", number="401DUP").number == "401DUP"
    identifier, _, _ = known(dossier, "401DUP")
    assert not has_lines(dossier.database, identifier)
    save_entries(dossier, [purchase()], EntryOrigin.CONTINUOUS_ENTRY)
    assert has_lines(dossier.database, identifier)
    with pytest.raises(AccountLockedError, match="Réimputation d'écritures"):
        change(dossier, "401DUP", number="401DUB")
    with pytest.raises(AccountLockedError):
        change(dossier, "401DUP", type=AccountType.ROOT)
    assert change(dossier, "401DUP", title="Dupont & Cie").title == "Dupont & Cie"


@pytest.mark.spec("FC-17", "FC-19", "FC-21")
def test_another_number_or_type_obeys_the_rules_of_numbers(dossier: Dossier) -> None:
    with pytest.raises(AccountExistsError, match="411MAR existe déjà"):
        change(dossier, "401DUP", number="411MAR")
    with pytest.raises(AccountNumberError):
        change(dossier, "401DUP", number="41A")
    with pytest.raises(AccountHierarchyError):
        change(dossier, "445", type=AccountType.DETAIL)
    create_account(dossier, "999", "Divers", AccountType.ROOT)
    assert change(dossier, "999", type=AccountType.DETAIL).type is AccountType.DETAIL


@pytest.mark.spec("FC-43", "UINV-07")
def test_proposals_are_those_of_the_creation_and_create_nothing(dossier: Dossier) -> None:
    before = whole(dossier)
    proposal = proposed_settings(dossier, "401EDF", AccountType.DETAIL)
    assert proposal.copied_from == "401"
    assert whole(dossier) == before
    created = create_account(dossier, "401EDF", "EDF")
    assert read_account(dossier.database, created)[0] == replace(proposal.settings, title="EDF")
    assert proposed_settings(dossier, "999", AccountType.DETAIL).copied_from == ""
    with pytest.raises(AccountExistsError):
        proposed_settings(dossier, "401EDF", AccountType.DETAIL)


@pytest.mark.spec("FC-14")
def test_a_new_card_creates_the_account_with_what_was_typed_and_its_third_party(dossier: Dossier) -> None:
    proposal = proposed_settings(dossier, "411LEO", AccountType.DETAIL)
    typed = replace(proposal.settings, title="Léon", payment_term="CH30", associated=(Associated("707"),))
    identifier = write_account(dossier, None, typed, notes="client fidèle")
    settings, _ = read_account(dossier.database, identifier)
    assert settings == typed
    assert note(dossier.database, "account", identifier) == "client fidèle"
    rows = dossier.database.rows("SELECT code, name FROM third_party WHERE account_id = ?", (identifier,))
    assert rows == [("C00002", "Léon")]


@pytest.mark.spec("FIC-19")
def test_a_card_read_before_another_save_is_refused(dossier: Dossier) -> None:
    identifier, settings, version = known(dossier, "401DUP")
    change(dossier, "401DUP", title="Dupont SAS")
    with pytest.raises(RecordChangedError, match="Le compte 401DUP"):
        write_account(dossier, identifier, replace(settings, title="Autre"), version=version)
    assert known(dossier, "401DUP")[1].title == "Dupont SAS"
    with pytest.raises(RecordGoneError):
        read_account(dossier.database, 99_999)
