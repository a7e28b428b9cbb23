"""The window «Pointages» of a line: what it offers, what a tick matches (PTG, TL)."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.entries_kit import bank, entry, line, sale, save
from tuicompta.core.allotment import NotEnoughLeftError
from tuicompta.core.entry.model import GridEntry
from tuicompta.core.enums import LineType
from tuicompta.core.line_types import CreditNoteFirstError, NothingLeftError
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.errors import EntryGoneError
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.matching.matching import SimulatedMatchingError
from tuicompta.services.matching.matching_sheet import (
    DueDateGoneError,
    InvoiceSourceError,
    NotASourceError,
    matching_sheet,
    store_matchings,
)

MATCHED = "SELECT due_date_id, amount FROM matching ORDER BY due_date_id"


def credit_note(amount: int, key: int = 1) -> GridEntry:
    return entry(line("411MAR", credit=amount), line("707", amount), journal="VE", key=key)


def dues(dossier: Dossier) -> list[int]:
    return [row[0] for row in dossier.database.rows("SELECT id FROM due_date ORDER BY id")]


def third_party_line(dossier: Dossier, entry_id: int) -> int:
    query = """
        SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id
         WHERE entry_id = ? AND number LIKE '411%'
    """
    return int(dossier.database.value(query, (entry_id,)))


@pytest.mark.spec("PTG-02", "PTG-03", "TL-11")
def test_a_payment_is_offered_the_open_due_dates_of_its_account(dossier: Dossier) -> None:
    late, early = sale(60_000, day=date(2026, 2, 10)), sale(35_000, day=date(2026, 1, 10), key=2)
    save(dossier, late, early, bank("411MAR", 100_000, key=3))
    payment = third_party_line(dossier, 3)
    sheet = matching_sheet(dossier.database, payment)
    assert (sheet.account, sheet.title, sheet.amount, sheet.left) == ("411MAR", "Martin SA", 100_000, 100_000)
    assert [(row.due_on, row.kind, row.balance) for row in sheet.rows] == [
        (date(2026, 1, 10), LineType.INVOICE, 35_000),
        (date(2026, 2, 10), LineType.INVOICE, 60_000),
    ]
    assert store_matchings(dossier, payment, [row.id for row in sheet.rows]) == 5_000
    again = matching_sheet(dossier.database, payment)
    assert (again.left, [row.matched for row in again.rows]) == (5_000, [35_000, 60_000])
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("PTG-05")
def test_unticking_removes_the_matching_whatever_the_status(dossier: Dossier) -> None:
    save(dossier, sale(60_000), bank("411MAR", 100_000, key=2))
    validate_entries(dossier, [1, 2])
    payment = third_party_line(dossier, 2)
    store_matchings(dossier, payment, dues(dossier))
    assert dossier.database.rows(MATCHED) == [(1, 60_000)]
    assert store_matchings(dossier, payment, []) == 100_000
    assert dossier.database.rows(MATCHED) == []
    assert dossier.database.value("SELECT matched FROM due_date") == 0


@pytest.mark.spec("TL-12", "PTG-08")
def test_a_payment_matches_invoices_up_to_its_amount(dossier: Dossier) -> None:
    save(dossier, sale(60_000), sale(50_000, key=2), sale(1_000, key=3), bank("411MAR", 100_000, key=4))
    payment = third_party_line(dossier, 4)
    assert store_matchings(dossier, payment, [2, 1]) == 0
    assert dossier.database.rows(MATCHED) == [(1, 60_000), (2, 40_000)]
    with pytest.raises(NothingLeftError, match=r"^Le reste à affecter est nul\.$"):
        store_matchings(dossier, payment, [1, 2, 3])
    assert dossier.database.rows(MATCHED) == [(1, 60_000), (2, 40_000)]


@pytest.mark.spec("TL-13", "PTG-08")
def test_a_credit_note_raises_what_a_payment_can_settle(dossier: Dossier) -> None:
    save(dossier, sale(105_000), credit_note(5_000, 2), bank("411MAR", 100_000, key=3))
    payment = third_party_line(dossier, 3)
    assert store_matchings(dossier, payment, [1, 2]) == 0
    assert dossier.database.rows(MATCHED) == [(1, 105_000), (2, 5_000)]
    with pytest.raises(NotEnoughLeftError, match=r"^Reste à affecter insuffisant\.$"):
        store_matchings(dossier, payment, [1])
    assert dossier.database.rows(MATCHED) == [(1, 105_000), (2, 5_000)]


@pytest.mark.spec("TL-17", "TL-18")
def test_a_refund_pays_credit_notes_and_invoices_only_after_them(dossier: Dossier) -> None:
    refund = bank("411MAR", -10_000, key=3)
    save(dossier, sale(20_000), credit_note(15_000, 2), refund)
    source = third_party_line(dossier, 3)
    with pytest.raises(CreditNoteFirstError, match=r"^Pointez d'abord un avoir\.$"):
        store_matchings(dossier, source, [1])
    assert store_matchings(dossier, source, [2]) == 0
    assert dossier.database.rows(MATCHED) == [(2, 10_000)]


@pytest.mark.spec("TL-07", "TL-08")
def test_a_credit_note_settles_invoices_and_never_itself(dossier: Dossier) -> None:
    save(dossier, sale(20_000), credit_note(15_000, 2))
    source = third_party_line(dossier, 2)
    assert [row.kind for row in matching_sheet(dossier.database, source).rows] == [LineType.INVOICE]
    assert store_matchings(dossier, source, [1]) == 0
    assert dossier.database.rows(MATCHED) == [(1, 15_000)]


@pytest.mark.spec("TL-04", "PTG-12", "PTG-18")
def test_lines_without_matchings_say_why(dossier: Dossier) -> None:
    save(dossier, sale(20_000), bank("411MAR", 5_000, key=2))
    with pytest.raises(InvoiceSourceError, match=r"^Ligne de type Facture : utilisez l'échéancier de la facture\.$"):
        matching_sheet(dossier.database, third_party_line(dossier, 1))
    with pytest.raises(NotASourceError):
        matching_sheet(dossier.database, 2)
    simulate_entry(dossier, 2)
    with pytest.raises(SimulatedMatchingError, match="Écriture simulée : confirmez-la d'abord"):
        matching_sheet(dossier.database, third_party_line(dossier, 2))
    with pytest.raises(EntryGoneError):
        matching_sheet(dossier.database, 99)


def test_a_due_date_settled_by_another_session_is_said(dossier: Dossier) -> None:
    save(dossier, sale(20_000), bank("411MAR", 20_000, key=2), bank("411MAR", 20_000, key=3))
    store_matchings(dossier, third_party_line(dossier, 2), [1])
    with pytest.raises(DueDateGoneError):
        store_matchings(dossier, third_party_line(dossier, 3), [1])


@pytest.mark.spec("EINV-03")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(
    st.lists(st.integers(6, 90_000), min_size=1, max_size=4),
    st.lists(st.integers(6, 90_000), max_size=2),
    st.integers(1, 150_000),
    st.lists(st.sets(st.integers(0, 5)), min_size=1, max_size=4),
)
def test_what_is_left_is_never_negative(
    dossier: Dossier, invoices: list[int], notes: list[int], paid: int, ticks: list[set[int]]
) -> None:
    dossier.database.run("DELETE FROM matching")
    last = dossier.database.value("SELECT coalesce(max(id), 0) FROM due_date")
    save(dossier, *(sale(amount, key=rank) for rank, amount in enumerate(invoices, start=1)))
    save(dossier, *(credit_note(amount, rank) for rank, amount in enumerate(notes, start=20)))
    source = third_party_line(dossier, save(dossier, bank("411MAR", paid, key=9))[0].entry_id)
    offered = [row.id for row in matching_sheet(dossier.database, source).rows if row.id > last]
    for ticked in ticks:
        try:
            assert store_matchings(dossier, source, [offered[rank] for rank in ticked if rank < len(offered)]) >= 0
        except (NothingLeftError, NotEnoughLeftError):
            assert matching_sheet(dossier.database, source).left >= 0
    assert check_dossier(dossier.database) == []
