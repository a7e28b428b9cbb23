"""The due dates of a stored invoice line, and the VAT data of a line."""

from datetime import date

import pytest

from tests.services.entries_kit import bank, change, entry, line, purchase, reread, save
from tuicompta.core.entry.model import Column, DuePart
from tuicompta.core.enums import LineType
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.errors import EntryGoneError
from tuicompta.services.entries.schedules import (
    MatchedDueDateError,
    NoScheduleError,
    ScheduleGapError,
    ScheduleNotAllowedError,
    SettledDueDateError,
    ZeroDueDateError,
    line_type_of,
    schedule_of,
    store_schedule,
)
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.entries.vat_information import VatInformation, line_vat
from tuicompta.services.matching.matching import match_lines

APRIL, MAY, JUNE = date(2026, 4, 15), date(2026, 5, 15), date(2026, 6, 15)
STORED = "SELECT due_on, amount, share, matched, edited FROM due_date ORDER BY position"


@pytest.fixture
def invoice(dossier: Dossier) -> Dossier:
    """A dossier with a validated purchase of 120,00 whose supplier has a schedule."""
    dossier.database.run("UPDATE account SET due_date_mode = 'schedule' WHERE number = '401DUP'")
    save(dossier, purchase(total=12_000))
    return dossier


def pay(dossier: Dossier, amount: int) -> None:
    save(dossier, bank("401DUP", -amount, key=5))
    lines = "SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id WHERE number = '401DUP'"
    match_lines(dossier, [row[0] for row in dossier.database.rows(lines)])


@pytest.mark.spec("ECH-23")
def test_the_due_dates_of_a_validated_entry_are_edited_and_shown_everywhere(invoice: Dossier) -> None:
    validate_entries(invoice, [1])
    shown = schedule_of(invoice.database, 1)
    assert (shown.account, shown.title, shown.day, shown.amount) == ("401DUP", "Dupont SARL", date(2026, 3, 15), 12_000)
    assert shown.parts == (DuePart(date(2026, 3, 15), 12_000, shown.parts[0].payment_method),)
    store_schedule(invoice, 1, [DuePart(MAY, 4_000), DuePart(JUNE, 8_000, "CHQ")])
    assert invoice.database.rows(STORED) == [("2026-05-15", 4_000, 3_333, 0, 1), ("2026-06-15", 8_000, 6_667, 0, 1)]
    assert [(part.due_date, part.amount) for part in schedule_of(invoice.database, 1).parts] == [
        (MAY, 4_000),
        (JUNE, 8_000),
    ]
    assert reread(invoice, 1).lines[0].due_date == MAY


@pytest.mark.spec("ECH-24")
def test_a_changed_amount_spreads_over_the_due_dates_the_user_gave(invoice: Dossier) -> None:
    store_schedule(invoice, 1, [DuePart(MAY, 4_000), DuePart(JUNE, 8_000)])
    shown = reread(invoice, 1)
    cells = (0, Column.CREDIT, 15_000), (1, Column.DEBIT, 12_500), (2, Column.DEBIT, 2_500)
    save(invoice, change(shown, *cells))
    assert [row[:2] for row in invoice.database.rows(STORED)] == [("2026-05-15", 5_000), ("2026-06-15", 10_000)]


@pytest.mark.spec("ECH-13", "ECH-25")
def test_amounts_add_up_and_never_fall_under_what_is_matched(invoice: Dossier) -> None:
    pay(invoice, 5_000)
    refused = [
        ([DuePart(MAY, 11_999)], ScheduleGapError, "Le total des échéances diffère du montant de la ligne : -0,01"),
        ([], ScheduleGapError, "-120,00"),
        ([DuePart(MAY, 4_999), DuePart(JUNE, 7_001)], MatchedDueDateError, r"Montant inférieur .* \(50,00\)"),
        ([DuePart(MAY, 12_000), DuePart(JUNE, 0)], ZeroDueDateError, "échéance du 15/06/2026"),
        ([DuePart(MAY, 13_000), DuePart(JUNE, -1_000)], ZeroDueDateError, "échéance du 15/06/2026"),
    ]
    for parts, error, sentence in refused:
        with pytest.raises(error, match=sentence):
            store_schedule(invoice, 1, parts)
    assert [row[:2] for row in invoice.database.rows(STORED)] == [("2026-03-15", 12_000)]
    store_schedule(invoice, 1, [DuePart(MAY, 5_000), DuePart(JUNE, 7_000)])
    assert [row[3] for row in invoice.database.rows(STORED)] == [5_000, 0]


@pytest.mark.spec("ECH-23")
def test_in_a_closed_fiscal_year_only_what_is_not_settled_changes(invoice: Dossier) -> None:
    store_schedule(invoice, 1, [DuePart(APRIL, 5_000), DuePart(MAY, 7_000)])
    pay(invoice, 5_000)
    invoice.database.run("UPDATE fiscal_year SET closed_at = 'x' WHERE id = 1")
    with pytest.raises(SettledDueDateError):
        store_schedule(invoice, 1, [DuePart(JUNE, 5_000), DuePart(MAY, 7_000)])
    store_schedule(invoice, 1, [DuePart(APRIL, 5_000), DuePart(JUNE, 7_000)])
    assert [row[0] for row in invoice.database.rows(STORED)] == ["2026-04-15", "2026-06-15"]


@pytest.mark.spec("ECH-01", "ECH-02")
def test_only_invoice_lines_of_accounts_that_allow_it_have_a_schedule(invoice: Dossier) -> None:
    credit_note = entry(line("401DUP", 1_000), line("6064", credit=1_000), key=2)
    save(invoice, credit_note, bank("401DUP", -500, key=3))
    third_party = "SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id WHERE number = '401DUP'"
    lines = [row[0] for row in invoice.database.rows(third_party + " ORDER BY entry_line.id")]
    kinds = [line_type_of(invoice.database, identifier) for identifier in lines]
    assert kinds == [LineType.INVOICE, LineType.CREDIT_NOTE, LineType.PAYMENT]
    for other in (*lines[1:], 2, 3):
        with pytest.raises(NoScheduleError, match="n'est pas de type Facture"):
            schedule_of(invoice.database, other)
    invoice.database.run("UPDATE account SET due_date_mode = 'none' WHERE number = '401DUP'")
    with pytest.raises(ScheduleNotAllowedError, match=r"^Le compte 401DUP n'autorise pas l'échéancier\.$"):
        schedule_of(invoice.database, lines[0])
    with pytest.raises(EntryGoneError):
        schedule_of(invoice.database, 999)


@pytest.mark.spec("SW-18")
def test_the_vat_data_stored_on_a_line(dossier: Dossier) -> None:
    save(dossier, purchase(total=12_000))
    vat = line_vat(dossier.database, 3)
    assert (vat.account, len(vat.records)) == ("44566", 1)
    record = vat.records[0]
    assert (record.kind, record.direction, record.rate, record.base, record.tax, record.account) == (
        "Débits",
        "TVA déductible",
        2_000,
        10_000,
        2_000,
        "44566",
    )
    assert not record.declared
    dossier.database.run("UPDATE account SET vat_rate = 550 WHERE number = '44566'")
    dossier.database.run(
        "UPDATE vat_record SET vat_return_id = 4, modified_by = 1, modified_at = '2026-03-20T10:00:00'"
    )
    again = line_vat(dossier.database, 3).records[0]
    assert isinstance(again, VatInformation)
    assert (again.rate, again.declared, again.modified_by, again.modified_at[:10]) == (2_000, True, "ADM", "2026-03-20")
    assert line_vat(dossier.database, 1).records == ()
    with pytest.raises(EntryGoneError):
        line_vat(dossier.database, 99)
