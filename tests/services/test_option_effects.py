"""Each option of the company changes what it says: a window opened before and after, on the same keys (OSA, ORE)."""

import pytest

from tests.services.entries_kit import purchase
from tests.services.typing_kit import Desk
from tuicompta.core.accounts import AccountLengthError
from tuicompta.core.entry.profile import CONTINUOUS_ENTRY
from tuicompta.core.enums import EntryOrigin
from tuicompta.core.settings import SETTINGS, Kind, Value
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.save import save_entries
from tuicompta.services.settings.setting_changes import change_settings
from tuicompta.services.settings.settings import setting


@pytest.fixture
def desk(dossier: Dossier) -> Desk:
    return Desk(dossier)


def both(desk: Desk, key: str, journal: str, keys: str) -> tuple[list[str], list[str]]:
    """Return the warnings of the same keys with the option on, then off."""
    found = []
    for on in (True, False):
        change_settings(desk.dossier, {key: on})
        typing = desk.type(journal, keys)
        found.append([issue.text for issue in typing.machine.pending().warnings])
    return found[0], found[1]


@pytest.mark.spec("OSA-01")
def test_alerts_on_amounts(desk: Desk) -> None:
    on, off = both(desk, "entry.warn_amounts", "OD", "15⏎6411⏎x⏎-100⏎421⏎⏎")
    assert (any("négatif" in text for text in on), any("négatif" in text for text in off)) == (True, False)


@pytest.mark.spec("OSA-02")
def test_alerts_on_accounts_and_blocked_accounts_refused_in_both_cases(desk: Desk) -> None:
    for on in (True, False):
        change_settings(desk.dossier, {"entry.warn_accounts": on})
        assert bool(desk.type("AC", "15⏎411MAR⏎").said) is on
    desk.account("6064", blocked=True)
    for on_or_off in (True, False):
        change_settings(desk.dossier, {"entry.warn_accounts": on_or_off})
        assert any("bloqué" in text for text in desk.type("OD", "15⏎6064⏎").said)


@pytest.mark.spec("OSA-03", "OSA-05")
def test_duplicates_of_piece_numbers(desk: Desk) -> None:
    save_entries(desk.dossier, [purchase("00007")], EntryOrigin.JOURNAL_WINDOW)
    keys = "15⇥00007⏎401DUP⏎⏎120⏎+"
    for on in (True, False):
        change_settings(desk.dossier, {"entry.warn_duplicate_pieces": on})
        continuous = desk.type("AC", "⏎15⇥00007⏎401DUP⏎x⏎120⏎6064⏎120⏎", profile=CONTINUOUS_ENTRY)
        window = desk.type("AC", keys)
        assert bool(continuous.machine.pending().duplicates) is on
        assert not window.machine.pending().duplicates


@pytest.mark.spec("OSA-10")
def test_lines_without_piece_number(desk: Desk) -> None:
    on, off = both(desk, "entry.warn_missing_pieces", "OD", "15⇥⌦⏎6411⏎x⏎100⏎421⏎⏎")
    assert ("Ligne sans numéro de pièce" in on, "Ligne sans numéro de pièce" in off) == (True, False)


@pytest.mark.spec("OSA-11")
def test_probable_duplicates_of_entries(desk: Desk) -> None:
    desk.type("AC", "15⇥⇥F1⏎401DUP⏎x⏎120⏎6064⏎120⏎").save()
    on, off = both(desk, "entry.warn_duplicate_entries", "AC", "16⇥⇥F1⏎401DUP⏎x⏎120⏎6064⏎120⏎")
    assert any(text.startswith("Doublon probable") for text in on)
    assert not any(text.startswith("Doublon probable") for text in off)


@pytest.mark.spec("OSA-12")
def test_alerts_on_vat(desk: Desk) -> None:
    keys = "15⏎401DUP⏎x⏎120⏎6064⏎120⏎"
    on, off = both(desk, "entry.warn_vat", "AC", keys)
    assert any("TVA" in text for text in on)
    assert not any("TVA" in text for text in off)


@pytest.mark.spec("OSA-07")
def test_undo_is_switched_off(desk: Desk) -> None:
    for on, left in ((True, ""), (False, "6411")):
        change_settings(desk.dossier, {"entry.undo": on})
        typing = desk.type("OD", "15⏎6411⏎<ctrl+z>")
        lines = typing.machine.entries[0].lines
        assert (lines[0].account if lines else "") == left


@pytest.mark.spec("OSA-09")
def test_lengths_of_accounts_and_of_piece_numbers(desk: Desk) -> None:
    assert desk.type("OD", "15⏎6411⏎x⏎100⏎421⏎⏎").pieces[0] == "00001"
    change_settings(desk.dossier, {"entry.piece_length": 8, "entry.account_length": 6, "entry.pad_accounts": True})
    assert desk.type("OD", "15⏎6411⏎x⏎100⏎421⏎⏎").pieces[0] == "00000001"
    before = desk.dossier.database.rows("SELECT number FROM account ORDER BY number")
    create_account(desk.dossier, "6257", "Réceptions et dîners")
    after = desk.dossier.database.rows("SELECT number FROM account ORDER BY number")
    assert sorted(set(after) - set(before)) == [("625700",)]
    change_settings(desk.dossier, {"entry.pad_accounts": False})
    with pytest.raises(AccountLengthError):
        create_account(desk.dossier, "62571", "Autres réceptions")


@pytest.mark.spec("ORE-01")
def test_the_default_payment_method_goes_to_due_dates_without_another(desk: Desk) -> None:
    desk.type("AC", "15⏎401DUP⏎x⏎120⏎6064⏎120⏎").save()
    change_settings(desk.dossier, {"payments.default_method": "VIR"})
    desk.type("AC", "16⏎401DUP⏎x⏎50⏎6064⏎50⏎").save()
    query = (
        "SELECT payment_method.code FROM due_date JOIN payment_method ON payment_method.id = payment_method_id"
        " ORDER BY due_date.id"
    )
    assert desk.dossier.database.rows(query) == [("CHQ",), ("VIR",)]


@pytest.mark.spec("OSA-01", "OSA-02")
def test_a_change_applies_to_a_window_already_open(desk: Desk) -> None:
    typing = desk.type("OD", "15⏎6411⏎x⏎-100⏎421⏎⏎")
    assert typing.machine.pending().warnings
    change_settings(desk.dossier, {"entry.warn_amounts": False, "entry.piece_length": 7})
    typing.machine.set_options(typing.work.options())
    assert not [issue for issue in typing.machine.pending().warnings if "négatif" in issue.text]


def _another(key: str) -> Value:
    """Return a value that a setting accepts and that is not its default."""
    one = SETTINGS[key]
    if one.kind is Kind.TICK:
        return not one.default
    if one.kind is Kind.CHOICE:
        return next(value for value, _ in one.choices if value != one.default)
    return {Kind.NUMBER: max(one.lowest, 7), Kind.AMOUNT: 321, Kind.RATE: 850}.get(one.kind, "Essai")


@pytest.mark.spec("SINV-07", "OFC-01")
def test_no_setting_rewrites_an_entry_a_due_date_or_an_account(desk: Desk) -> None:
    desk.type("AC", "15⇥⇥F1⏎401DUP⏎x⏎120⏎6064⏎120⏎").save()
    tables = (
        "SELECT * FROM entry",
        "SELECT * FROM entry_line",
        "SELECT * FROM due_date",
        "SELECT * FROM account",
        "SELECT * FROM journal_year",
        "SELECT * FROM payment_term_line",
    )
    before = [desk.dossier.database.rows(query) for query in tables]
    assert before[0]
    assert before[2]
    free = {Kind.TICK, Kind.CHOICE, Kind.NUMBER, Kind.AMOUNT, Kind.RATE}
    keys = [key for key, one in SETTINGS.items() if one.kind in free and one.page and key != "vat.regime"]
    changed = change_settings(desk.dossier, {key: _another(key) for key in keys})
    assert len(changed) == len(keys)
    assert [desk.dossier.database.rows(query) for query in tables] == before


@pytest.mark.spec("ST-06")
def test_the_calculation_mode_is_that_of_each_new_vat_account_alone(desk: Desk) -> None:
    basis = "SELECT vat_basis FROM account WHERE number = ?"
    before = desk.dossier.database.value(basis, ("44571",))
    change_settings(desk.dossier, {"vat.basis": "receipts"})
    create_account(desk.dossier, "44582", "TVA à régulariser")
    create_account(desk.dossier, "445799", "TVA collectée autre")
    assert desk.dossier.database.value(basis, ("44571",)) == before == "debits"
    change_settings(desk.dossier, {"company.territory": "overseas"})
    assert {desk.dossier.database.value(basis, (number,)) for number in ("44582", "445799")} == {"receipts"}


@pytest.mark.spec("OSA-09")
def test_the_page_says_that_accounts_exist_with_and_without_zeros(desk: Desk) -> None:
    database = desk.dossier.database
    assert setting(database, "entry.account_state") == ""
    change_settings(desk.dossier, {"entry.account_length": 6, "entry.pad_accounts": True})
    assert setting(database, "entry.account_state") == ""
    create_account(desk.dossier, "6257", "Réceptions et dîners")
    assert setting(database, "entry.account_state") == "avec et sans zéros : Maintenance de données"
    change_settings(desk.dossier, {"entry.account_length": 0})
    assert setting(database, "entry.account_state") == ""
