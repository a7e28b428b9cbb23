"""Matchings: what payments, refunds and credit notes take of the due dates of their lines."""

from datetime import date

import pytest

from tests.services.entries_kit import entry, line
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.matching.matching import SimulatedMatchingError, match_lines


def post(dossier: Dossier, journal: str, cents: int, day: int, account: str = "411MAR") -> int:
    """Post an entry and return its line on the third-party account."""
    debit, credit = max(cents, 0), max(-cents, 0)
    typed = entry(line(account, debit, credit), line("1068", credit, debit), journal=journal, day=date(2026, 3, day))
    saved = save_entries(dossier, [typed], EntryOrigin.JOURNAL_WINDOW)[0]
    query = "SELECT id FROM entry_line WHERE entry_id = ? AND position = 1"
    return int(dossier.database.value(query, (saved.entry_id,)))


def invoice(dossier: Dossier, cents: int, day: int = 1) -> int:
    return post(dossier, "VE", cents, day)


def credit_note(dossier: Dossier, cents: int, day: int = 2) -> int:
    return post(dossier, "VE", -cents, day)


def payment(dossier: Dossier, cents: int, day: int = 20) -> int:
    return post(dossier, "BP", -cents, day)


def matched(dossier: Dossier, *lines: int) -> list[int]:
    query = "SELECT sum(matched) FROM due_date WHERE entry_line_id = ?"
    return [dossier.database.value(query, (identifier,)) for identifier in lines]


@pytest.mark.spec("TL-12")
def test_a_payment_takes_the_oldest_due_dates_within_its_amount(dossier: Dossier) -> None:
    second, first = invoice(dossier, 400_00, 12), invoice(dossier, 300_00, 5)
    paid = payment(dossier, 500_00)
    assert match_lines(dossier, [second, first, paid]) == 2
    assert matched(dossier, first, second) == [300_00, 200_00]
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("TL-13", "PTG-02")
def test_a_credit_note_lets_a_payment_settle_more_than_its_amount(dossier: Dossier) -> None:
    billed, credited, paid = invoice(dossier, 1_050_00), credit_note(dossier, 50_00), payment(dossier, 1_000_00)
    assert match_lines(dossier, [billed, credited, paid]) == 2
    assert matched(dossier, billed, credited) == [1_050_00, 50_00]


def test_payments_follow_one_another(dossier: Dossier) -> None:
    billed = invoice(dossier, 1_000_00)
    last, first = payment(dossier, 600_00, 28), payment(dossier, 400_00, 10)
    assert match_lines(dossier, [billed, last, first]) == 2
    assert matched(dossier, billed) == [1_000_00]
    assert dossier.database.rows("SELECT source_line_id, amount FROM matching ORDER BY id") == [
        (first, 400_00),
        (last, 600_00),
    ]


@pytest.mark.spec("TL-17", "TL-18")
def test_a_refund_pays_a_credit_note_back_and_no_invoice(dossier: Dossier) -> None:
    billed, credited = invoice(dossier, 80_00), credit_note(dossier, 150_00)
    refund = post(dossier, "BP", 100_00, 15)
    assert match_lines(dossier, [billed, credited, refund]) == 2
    # The rest of the credit note, 50,00, goes to the invoice.
    assert matched(dossier, billed, credited) == [50_00, 100_00]


@pytest.mark.spec("TL-07", "TL-08")
def test_a_credit_note_alone_takes_from_the_invoice_what_it_has(dossier: Dossier) -> None:
    billed, credited = invoice(dossier, 200_00), credit_note(dossier, 50_00)
    assert match_lines(dossier, [billed, credited]) == 1
    assert matched(dossier, billed) == [50_00]


def test_matching_again_changes_nothing(dossier: Dossier) -> None:
    lines = [invoice(dossier, 300_00), credit_note(dossier, 20_00), payment(dossier, 280_00)]
    assert match_lines(dossier, lines) == 2
    assert match_lines(dossier, lines) == 0
    assert matched(dossier, *lines[:2]) == [300_00, 20_00]


def test_what_is_left_of_a_payment_goes_to_a_later_invoice(dossier: Dossier) -> None:
    first, paid = invoice(dossier, 100_00), payment(dossier, 150_00)
    match_lines(dossier, [first, paid])
    later = invoice(dossier, 80_00, 25)
    assert match_lines(dossier, [first, later, paid]) == 1
    assert matched(dossier, first, later) == [100_00, 50_00]


def test_a_matching_made_in_part_is_completed(dossier: Dossier) -> None:
    billed, paid = invoice(dossier, 100_00), payment(dossier, 100_00)
    dossier.database.run(
        "INSERT INTO matching (source_line_id, due_date_id, amount, matched_at)"
        " VALUES (?, (SELECT id FROM due_date WHERE entry_line_id = ?), 3000, '2026-03-20')",
        (paid, billed),
    )
    assert match_lines(dossier, [billed, paid]) == 1
    assert matched(dossier, billed) == [100_00]
    assert dossier.database.rows("SELECT amount FROM matching") == [(100_00,)]


def test_accounts_are_never_mixed(dossier: Dossier) -> None:
    billed, paid = invoice(dossier, 100_00), post(dossier, "BP", 100_00, 10, account="401DUP")
    assert match_lines(dossier, [billed, paid]) == 0


@pytest.mark.spec("PTG-18")
def test_a_simulated_line_is_not_matched(dossier: Dossier) -> None:
    billed, paid = invoice(dossier, 100_00), payment(dossier, 100_00)
    simulate_entry(dossier, dossier.database.value("SELECT entry_id FROM entry_line WHERE id = ?", (billed,)))
    with pytest.raises(SimulatedMatchingError, match="Écriture simulée"):
        match_lines(dossier, [billed, paid])
    assert dossier.database.value("SELECT count(*) FROM matching") == 0
