"""Stored entries as the grids show them."""

from datetime import date

import pytest

from tests.services.entries_kit import entry, line, numbered, purchase, reread, sale, save
from tuicompta.core.entry.model import Column, DuePart, Provenance
from tuicompta.core.enums import EntryStatus
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.delete import Deletion, delete_entries
from tuicompta.services.entries.read import entries_of, read_entry
from tuicompta.services.entries.validate import validate_entries


@pytest.mark.spec("INV-17")
def test_what_was_typed_is_read_back(dossier: Dossier) -> None:
    parts = DuePart(date(2026, 5, 1), 40_000, "VIR"), DuePart(date(2026, 4, 1), 80_000, "VIR")
    customer = line("411MAR", 120_000, document="D1", piece="P1", label="Vente", due_parts=parts)
    save(dossier, entry(customer, line("707", credit=120_000, piece="P1"), journal="VE", piece_date=date(2026, 3, 1)))
    shown = reread(dossier, 1)
    assert (shown.journal, shown.entry_date, shown.piece_date, shown.status) == (
        "VE",
        date(2026, 3, 15),
        date(2026, 3, 1),
        EntryStatus.UNVALIDATED,
    )
    assert (shown.saved, shown.complete, shown.read_only, shown.entry_id, shown.version) == (True, True, "", 1, 1)
    first, second = shown.lines
    assert (first.line_id, first.account, first.label, first.debit, first.credit) == (1, "411MAR", "Vente", 120_000, 0)
    assert (first.piece, first.document, first.due_date) == ("P1", "D1", date(2026, 4, 1))
    assert (second.credit, second.due_date, second.document, second.cheque) == (120_000, None, "", "")
    assert first.marks[Column.DEBIT] is Provenance.TYPED
    assert Column.CREDIT not in first.marks
    assert shown.is_balanced


def test_the_piece_date_is_shown_only_when_it_differs(dossier: Dossier) -> None:
    save(dossier, purchase())
    assert reread(dossier, 1).piece_date is None


def test_an_entry_that_is_gone_is_nothing(dossier: Dossier) -> None:
    assert read_entry(dossier.database, 99) is None


@pytest.mark.spec("SJ-02")
def test_a_journal_month_is_read_by_date_then_order_of_entry(dossier: Dossier) -> None:
    typed = [(20, "A"), (3, "B"), (20, "C"), (1, "D")]
    for day, piece in typed:
        lines = numbered("401DUP", piece, credit=100), numbered("6064", piece, 100)
        save(dossier, entry(*lines, day=date(2026, 3, day)))
    save(dossier, sale(key=9), purchase("X", day=date(2026, 4, 1), key=10))
    assert [shown.piece for shown in entries_of(dossier.database, 1, 3)] == ["D", "B", "A", "C"]
    assert list(entries_of(dossier.database, 1, 12)) == []


@pytest.mark.spec("RECH-15", "SW-25")
def test_deleting_a_selection_says_what_became_of_each(dossier: Dossier) -> None:
    save(dossier, purchase(), purchase("00002", key=2), sale(key=3))
    validate_entries(dossier, [2])
    report = delete_entries(dossier, [1, 2, 3, 3, 77])
    assert [(done.entry_id, done.name, done.refusal is None) for done in report] == [
        (1, "AC 00001 du 15/03/2026", True),
        (2, "AC 00002 du 15/03/2026", False),
        (3, "VE sans pièce du 15/03/2026", True),
        (77, "n° 77", False),
    ]
    assert "est validée depuis le 20/03/2026" in str(report[1].refusal)
    assert isinstance(report[3], Deletion)
    assert dossier.database.rows("SELECT id FROM entry") == [(2,)]
    assert dossier.database.rows("SELECT DISTINCT entry_id FROM entry_line") == [(2,)]
    assert dossier.database.value("SELECT count(*) FROM due_date") == 1


def test_what_hangs_on_an_entry_goes_with_it(dossier: Dossier) -> None:
    save(dossier, purchase(), purchase("00002", key=2))
    dossier.database.run("INSERT INTO note (record_kind, record_id, text) VALUES ('entry', 1, 'x'), ('entry', 2, 'y')")
    dossier.database.run("INSERT INTO attachment (entry_id, path, attached_at, attached_by) VALUES (1, '/x', 'x', 1)")
    dossier.database.run("UPDATE entry SET reversed_entry_id = 1 WHERE id = 2")
    delete_entries(dossier, [1])
    assert dossier.database.rows("SELECT record_id FROM note") == [(2,)]
    assert dossier.database.rows("SELECT id, reversed_entry_id FROM entry") == [(2, None)]
    assert dossier.database.rows("SELECT * FROM attachment") == []


def test_an_entry_whose_line_is_carried_forward_stays_and_the_others_go(dossier: Dossier) -> None:
    save(dossier, purchase(), purchase("00002", key=2), purchase(day=date(2027, 1, 1), key=3))
    database = dossier.database
    database.run("BEGIN")
    database.run("UPDATE entry SET posted = 0 WHERE id = 3")
    database.run("UPDATE entry_line SET carried_line_id = 1 WHERE id = 7")
    database.run("UPDATE entry SET posted = 1 WHERE id = 3")
    database.run("COMMIT")
    report = delete_entries(dossier, [1, 2])
    assert [done.refusal is None for done in report] == [False, True]
    assert dossier.database.rows("SELECT id FROM entry ORDER BY id") == [(1,), (3,)]
    assert reread(dossier, 1).is_balanced
