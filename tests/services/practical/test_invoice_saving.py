"""Invoices of practical entry and their entries: posted, changed, deleted together, or not at all."""

from dataclasses import replace
from datetime import date

import pytest

from tests.services.entries_kit import bank, save
from tests.services.practical.kit import block, contents, entry_of, lines_of, purchase, sale
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.rules import RuleRefusedError
from tuicompta.services.accounts.accounts import UnknownAccountError
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import Dossier, open_dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.errors import (
    AccountNotEnterableError,
    ClosedMonthError,
    NoOpenYearError,
    PracticalEntryError,
    ProtectedLineError,
    ValidatedEntryError,
)
from tuicompta.services.entries.read import read_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.lettering.letter import letter_lines
from tuicompta.services.lettering.unletter import unletter_lines
from tuicompta.services.practical.invoice_saving import delete_invoice, save_invoice
from tuicompta.services.practical.invoices import (
    ClosedPracticalYearError,
    invoice_rows,
    read_invoice,
    refusal_of,
)
from tuicompta.services.practical.journals import NoPracticalJournalError
from tuicompta.services.practical.parties import BlockedPartyError
from tuicompta.services.settings.settings import set_settings

TICK = "UPDATE entry_line SET tick_code = 'A', tick_date = '2026-03-31' WHERE position = 1"
MATCH = "INSERT INTO matching (source_line_id, due_date_id, amount, matched_at) VALUES (2, 1, 100, '')"
CLOSE = """
    INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES (1, 3, '2026')
    ON CONFLICT DO UPDATE SET closed_at = '2026'
"""
HELD = [
    (TICK, ProtectedLineError, "pointée en rapprochement bancaire"),
    (MATCH, ProtectedLineError, "pointée avec une échéance"),
    (CLOSE, ClosedMonthError, "mars 2026"),
]
HOSTILE = "\x1b[31mRouge\x07 [bold]\u202egnp\u200b\x00 '; DROP TABLE entry; --"


@pytest.mark.spec("SP-01", "INVT-01", "INVT-03")
def test_an_invoice_posts_one_unvalidated_entry_that_names_its_origin(dossier: Dossier) -> None:
    invoice = save_invoice(dossier, purchase())
    entry = entry_of(dossier, invoice)
    assert lines_of(dossier, entry) == [("401DUP", 0, 12_000), ("6064", 10_000, 0), ("44566", 2000, 0)]
    query = """
        SELECT status, origin, source_kind, source_id, linked, code FROM entry JOIN journal ON journal.id = journal_id
    """
    assert dossier.database.rows(query) == [("N", "practical_purchases", "practical_entry", invoice, 1, "AC")]
    other = save_invoice(dossier, sale())
    assert lines_of(dossier, entry_of(dossier, other)) == [
        ("411MAR", 12_000, 0),
        ("707", 0, 10_000),
        ("44571", 0, 2000),
    ]
    assert (
        dossier.database.value("SELECT origin FROM entry WHERE id = ?", (entry_of(dossier, other),))
        == "practical_sales"
    )
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("SP-10")
def test_a_credit_note_is_a_line_of_type_credit_note(dossier: Dossier) -> None:
    entry = entry_of(dossier, save_invoice(dossier, purchase(-12_000)))
    assert lines_of(dossier, entry) == [("401DUP", 12_000, 0), ("6064", 0, 10_000), ("44566", 0, 2000)]
    assert dossier.database.value("SELECT line_type FROM entry_line WHERE position = 1") == "credit_note"


@pytest.mark.spec("SP-20", "SP-01")
def test_each_rate_finds_its_vat_account_or_makes_it(dossier: Dossier) -> None:
    blocks = (
        block(2000, 4000, ("6063", 20_000)),
        block(2000, 2000, ("2183", 10_000)),
        block(1000, 500, ("2183", 5000)),
    )
    entry = entry_of(dossier, save_invoice(dossier, purchase(41_500, *blocks)))
    assert lines_of(dossier, entry) == [
        ("401DUP", 0, 41_500),
        ("6063", 20_000, 0),
        ("44566", 4000, 0),
        ("2183", 10_000, 0),
        ("44562", 2000, 0),
        ("2183", 5000, 0),
        ("4456210", 500, 0),
    ]
    query = "SELECT title, vat_direction, vat_rate, vat_territory FROM account WHERE number = '4456210'"
    assert dossier.database.row(query) == ("TVA sur immobilisations 10 %", "deductible", 1000, "mainland")
    records = dossier.database.rows("SELECT rate, base, tax FROM vat_record ORDER BY id")
    assert (1000, 5000, 500) in records  # computed from the tax, as of several rates (TVL-16)
    save_invoice(dossier, purchase(1100, block(1000, 100, ("2183", 1000)), piece="F2"))
    assert dossier.database.value("SELECT count(*) FROM account WHERE number GLOB '44562?*'") == 1
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("SP-19", "INVT-01")
def test_a_change_is_followed_by_the_same_entry(dossier: Dossier) -> None:
    invoice = save_invoice(dossier, purchase())
    entry = entry_of(dossier, invoice)
    changed = purchase(24_000, block(None, 0, ("6063", 24_000)), piece="F9", day=date(2026, 4, 2), third_party="4011")
    assert save_invoice(dossier, changed, invoice, 1) == invoice
    assert entry_of(dossier, invoice) == entry
    assert lines_of(dossier, entry) == [("4011", 0, 24_000), ("6063", 24_000, 0)]
    assert dossier.database.rows("SELECT entry_date, piece_number, linked FROM entry") == [("2026-04-02", "F9", 1)]
    stored = read_invoice(dossier.database, invoice)
    assert (stored.invoice, stored.version) == (changed, 2)
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("SP-19")
def test_deleting_an_invoice_deletes_its_entry_and_gives_its_number_back(dossier: Dossier) -> None:
    invoice = save_invoice(dossier, replace(purchase(piece="00001"), proposed_piece=True))
    delete_invoice(dossier, invoice)
    assert [rows for rows in contents(dossier) if rows] == []
    assert dossier.database.value("SELECT next_number FROM journal_year WHERE journal_id = 1") == 1


@pytest.mark.spec("INV-09", "SP-19")
def test_the_entry_changes_and_goes_only_with_its_invoice(dossier: Dossier) -> None:
    entry = entry_of(dossier, save_invoice(dossier, purchase()))
    with pytest.raises(PracticalEntryError):
        delete_entry(dossier, entry)
    with pytest.raises(RuleRefusedError):
        dossier.database.run("UPDATE entry SET posted = 0 WHERE id = ?", (entry,))
    shown = read_entry(dossier.database, entry)
    assert shown is not None
    assert "saisie pratique" in shown.read_only


@pytest.mark.spec("SP-19")
@pytest.mark.parametrize(("sql", "error", "said"), HELD)
def test_what_holds_the_entry_makes_the_invoice_read_only(
    dossier: Dossier, sql: str, error: type[TuicomptaError], said: str
) -> None:
    invoice = save_invoice(dossier, purchase())
    dossier.database.run(sql)
    before = contents(dossier)
    refusal = refusal_of(dossier, invoice)
    assert isinstance(refusal, error)
    assert said in str(refusal)
    with pytest.raises(error):
        save_invoice(dossier, purchase(24_000), invoice, 1)
    with pytest.raises(error):
        delete_invoice(dossier, invoice)
    assert contents(dossier) == before


@pytest.mark.spec("SP-19")
def test_a_lettered_invoice_is_read_only_until_it_is_unlettered(dossier: Dossier) -> None:
    invoice = save_invoice(dossier, purchase())
    paid = save(dossier, bank("401DUP", -12_000))[0].line_ids[0]
    line = dossier.database.value("SELECT id FROM entry_line WHERE credit = 12000 AND position = 1")
    letter_lines(dossier, "401DUP", [line, paid])
    before = contents(dossier)
    assert "lettrée : délettrez-la" in str(refusal_of(dossier, invoice))
    for act in (lambda: save_invoice(dossier, purchase(24_000), invoice, 1), lambda: delete_invoice(dossier, invoice)):
        with pytest.raises(ProtectedLineError, match="lettrée"):
            act()
    assert contents(dossier) == before
    unletter_lines(dossier, "401DUP", [line])
    save_invoice(dossier, purchase(24_000), invoice, 1)
    assert refusal_of(dossier, invoice) is None


@pytest.mark.spec("SP-19", "INVT-03")
def test_a_validated_invoice_is_read_only(dossier: Dossier) -> None:
    invoice = save_invoice(dossier, purchase())
    assert refusal_of(dossier, invoice) is None
    validate_entries(dossier, [entry_of(dossier, invoice)])
    before = contents(dossier)
    with pytest.raises(ValidatedEntryError):
        save_invoice(dossier, purchase(24_000), invoice, 1)
    with pytest.raises(ValidatedEntryError):
        delete_invoice(dossier, invoice)
    assert contents(dossier) == before


@pytest.mark.spec("SP-13", "INVT-03")
def test_dates_of_any_open_year_are_accepted_and_no_others(dossier: Dossier) -> None:
    years = dossier.database.rows("SELECT start_date, end_date FROM fiscal_year ORDER BY start_date")
    assert len(years) == 2
    save_invoice(dossier, purchase(day=date(2026, 1, 1)))
    save_invoice(dossier, purchase(day=date(2027, 12, 31), piece="F2"))
    with pytest.raises(NoOpenYearError):
        save_invoice(dossier, purchase(day=date(2025, 12, 31), piece="F3"))


@pytest.mark.spec("SP-14")
def test_in_a_closed_current_year_everything_is_read_only(dossier: Dossier) -> None:
    invoice = save_invoice(dossier, purchase())
    later = save_invoice(dossier, purchase(day=date(2027, 1, 5), piece="F2"))
    assert [row.id for row in invoice_rows(dossier, purchase().kind)] == [later, invoice]
    dossier.database.run("UPDATE fiscal_year SET closed_at = '2027-02-01' WHERE start_date = '2026-01-01'")
    dossier.database.run("INSERT INTO user_state (user_id, key, value) VALUES (1, 'current_fiscal_year', '1')")
    assert [row.id for row in invoice_rows(dossier, purchase().kind)] == [invoice]
    assert isinstance(refusal_of(dossier, invoice), ClosedPracticalYearError)
    for act in (
        lambda: save_invoice(dossier, purchase(day=date(2027, 1, 6), piece="F3")),
        lambda: save_invoice(dossier, purchase(), invoice, 1),
        lambda: delete_invoice(dossier, invoice),
    ):
        with pytest.raises(ClosedPracticalYearError):
            act()


def test_of_two_sessions_the_second_to_save_is_refused(dossier: Dossier) -> None:
    invoice = save_invoice(dossier, purchase())
    other = open_dossier(dossier.path)
    save_invoice(other, purchase(24_000), invoice, 1)
    with pytest.raises(RecordChangedError, match="La facture F1"):
        save_invoice(dossier, purchase(36_000), invoice, 1)
    assert read_invoice(dossier.database, invoice).invoice.total == 24_000
    other.database.close()


@pytest.mark.spec("SP-16", "OSP-01", "OSP-02")
def test_the_journal_is_the_one_of_the_option_else_the_first_of_its_type(dossier: Dossier) -> None:
    database = dossier.database
    database.run("INSERT INTO journal (code, type, description) VALUES ('AX', 'purchases', 'Achats export')")
    entry = entry_of(dossier, save_invoice(dossier, purchase()))
    assert _journal(dossier, entry) == "AC"
    set_settings(database, {"practical.purchases": "AX"})
    entry = entry_of(dossier, save_invoice(dossier, purchase(piece="F2")))
    assert _journal(dossier, entry) == "AX"
    set_settings(database, {"practical.purchases": None})
    database.run("UPDATE journal SET inactive = 1 WHERE type = 'purchases'")
    with pytest.raises(NoPracticalJournalError, match="«Journal de «Mes achats»»"):
        save_invoice(dossier, purchase(piece="F3"))


@pytest.mark.spec("SP-21")
def test_a_due_date_of_ones_own_is_kept_and_the_terms_give_it_otherwise(dossier: Dossier) -> None:
    dossier.database.run(
        "UPDATE account SET payment_term_id = (SELECT id FROM payment_term LIMIT 1) WHERE number = '401DUP'"
    )
    save_invoice(dossier, purchase(due_on=date(2026, 6, 1)))
    assert dossier.database.rows("SELECT due_on, amount, edited FROM due_date") == [("2026-06-01", 12_000, 1)]


def test_the_label_is_the_name_of_the_third_party_without_a_description(dossier: Dossier) -> None:
    save_invoice(dossier, purchase(description="  "))
    assert dossier.database.rows("SELECT DISTINCT label FROM entry_line") == [("Dupont SARL",)]


@pytest.mark.attack
def test_hostile_texts_are_stored_harmless(dossier: Dossier) -> None:
    invoice = save_invoice(dossier, purchase(description=HOSTILE * 9, piece=HOSTILE))
    stored = read_invoice(dossier.database, invoice).invoice
    for text in (stored.description, stored.piece):
        assert not set("\x1b\x07\u202e\u200b\x00") & set(text)
    assert (len(stored.description), len(stored.piece)) == (100, 30)
    assert dossier.database.value("SELECT label FROM entry_line LIMIT 1") == stored.description
    assert check_dossier(dossier.database) == []


def test_a_third_party_gone_or_blocked_is_refused_and_nothing_is_stored(dossier: Dossier) -> None:
    before = contents(dossier)
    with pytest.raises(UnknownAccountError):
        save_invoice(dossier, purchase(third_party="401GONE"))
    dossier.database.run("UPDATE third_party SET blocked = 1 WHERE name = 'Dupont SARL'")
    with pytest.raises(BlockedPartyError, match="Dupont SARL"):
        save_invoice(dossier, purchase())
    dossier.database.run("UPDATE account SET blocked = 1 WHERE number = '2183'")
    with pytest.raises(AccountNotEnterableError):
        save_invoice(dossier, purchase(1000, block(1000, 91, ("2183", 909)), third_party="4011"))
    assert contents(dossier) == before
    assert dossier.database.value("SELECT count(*) FROM account WHERE number = '4456210'") == 0


def _journal(dossier: Dossier, entry: int) -> str:
    query = "SELECT journal.code FROM entry JOIN journal ON journal.id = journal_id WHERE entry.id = ?"
    return str(dossier.database.value(query, (entry,)))
