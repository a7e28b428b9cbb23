"""Foot-of-journal journals: what is typed, what is stored, what the month refuses."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.services.entries_kit import entry, line, numbered, save
from tuicompta.core.entry.model import Column, GridEntry, Provenance
from tuicompta.core.enums import CounterpartMode, EntryOrigin
from tuicompta.models.database import Database
from tuicompta.models.rules import RuleRefusedError
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.errors import (
    AccountNotEnterableError,
    EntryChangedError,
    EntryGoneError,
    IncompleteEntryError,
    ProtectedLineError,
)
from tuicompta.services.entries.foot.read import foot_totals, pieces_of
from tuicompta.services.entries.foot.rules import (
    FootOfJournalError,
    FootValidatedError,
    is_entry_at_foot,
    refusal_at_foot,
    with_whole_months,
)
from tuicompta.services.entries.foot.save import delete_pieces
from tuicompta.services.entries.status import confirm_entry, simulate_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.lettering.letter import letter_lines

CA = 5
STORED = """
    SELECT entry.id, entry.entry_date, account.number, debit, credit, entry_line.piece_number, foot
      FROM entry_line JOIN entry ON entry.id = entry_id JOIN account ON account.id = account_id
     ORDER BY entry.entry_date, position
"""


@pytest.fixture
def cash(dossier: Dossier) -> Dossier:
    """Journal CA with its counterpart at the foot, on account 530."""
    mode = CounterpartMode.FOOT_OF_JOURNAL.value
    dossier.database.run("UPDATE journal_year SET counterpart_mode = ? WHERE journal_id = ?", (mode, CA))
    return dossier


def typed(account: str, amount: int, day: int = 2, *, key: int = 1, piece: str = "", **cells: Any) -> GridEntry:  # noqa: ANN401
    """One line: money received from an account when above zero, paid when below."""
    debit, credit = max(-amount, 0), max(amount, 0)
    one = numbered(account, piece, debit, credit) if piece else line(account, debit=debit, credit=credit)
    return entry(one, journal="CA", day=date(2026, 3, day), key=key, **cells)


def stored(dossier: Dossier) -> list[tuple[Any, ...]]:
    return dossier.database.rows(STORED)


def pieces(dossier: Dossier, period: int = 3) -> list[GridEntry]:
    return list(pieces_of(dossier.database, CA, period))


def cells(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [(day[8:], account, debit, credit, foot) for _, day, account, debit, credit, _, foot in rows]


@pytest.mark.spec("CTP-02", "SINV-02", "INV-07")
def test_five_lines_on_two_days_are_two_balanced_entries(cash: Dossier) -> None:
    lines = [
        typed("411MAR", 300_00, 2, key=1),
        typed("401DUP", -120_00, 2, key=2),
        typed("6064", -20_00, 9, key=3),
        typed("411MAR", 50_00, 9, key=4),
        typed("6064", -30_00, 2, key=5),
    ]
    saved = save(cash, *lines)
    assert cells(stored(cash)) == [
        ("02", "411MAR", 0, 300_00, 0),
        ("02", "401DUP", 120_00, 0, 0),
        ("02", "6064", 30_00, 0, 0),
        ("02", "530", 150_00, 0, 1),
        ("09", "6064", 20_00, 0, 0),
        ("09", "411MAR", 0, 50_00, 0),
        ("09", "530", 30_00, 0, 1),
    ]
    assert [one.key for one in saved] == [1, 2, 3, 4, 5]
    assert foot_totals(cash.database, CA, 3) == {"debit": 180_00, "credit": 0}
    assert check_dossier(cash.database) == []


@pytest.mark.spec("CTP-02", "JF-21")
def test_a_day_whose_counterpart_is_nil_has_no_counterpart_line(cash: Dossier) -> None:
    save(cash, typed("411MAR", 40_00), typed("401DUP", -40_00, key=2))
    assert cells(stored(cash)) == [("02", "411MAR", 0, 40_00, 0), ("02", "401DUP", 40_00, 0, 0)]
    save(cash, typed("6064", -1, key=3))
    assert cells(stored(cash))[-1] == ("02", "530", 0, 1, 1)
    delete_pieces(cash, [pieces(cash)[-1].key])
    assert [row[2] for row in stored(cash)] == ["411MAR", "401DUP"]


@pytest.mark.spec("CTP-02", "SINV-02")
def test_a_changed_line_changes_the_counterpart_of_its_day(cash: Dossier) -> None:
    save(cash, typed("411MAR", 100_00), typed("6064", -10_00, key=2))
    shown = pieces(cash)[1]
    changed = shown.lines[0].with_value(Column.DEBIT, 25_00, Provenance.TYPED)
    save(cash, replace(shown, lines=(changed,)))
    assert cells(stored(cash))[1:] == [("02", "6064", 25_00, 0, 0), ("02", "530", 75_00, 0, 1)]
    assert stored(cash)[0][0] == stored(cash)[2][0]


@pytest.mark.spec("CTP-02")
def test_a_line_moved_to_another_day_leaves_both_days_balanced(cash: Dossier) -> None:
    save(cash, typed("411MAR", 100_00), typed("6064", -10_00, key=2))
    first, second = pieces(cash)
    save(cash, replace(second, entry_date=date(2026, 3, 31)))
    assert cells(stored(cash)) == [
        ("02", "411MAR", 0, 100_00, 0),
        ("02", "530", 100_00, 0, 1),
        ("31", "6064", 10_00, 0, 0),
        ("31", "530", 0, 10_00, 1),
    ]
    assert [piece.key for piece in pieces(cash)] == [first.key, second.key]
    save(cash, replace(pieces(cash)[0], entry_date=date(2026, 3, 31)))
    assert {row[1] for row in stored(cash)} == {"2026-03-31"}
    assert check_dossier(cash.database) == []


def test_the_day_disappears_with_its_last_line(cash: Dossier) -> None:
    save(cash, typed("411MAR", 100_00, piece="00001"))
    delete_pieces(cash, [pieces(cash)[0].key])
    assert stored(cash) == []
    assert cash.database.value("SELECT count(*) FROM entry") == 0
    counter = "SELECT next_number FROM journal_year WHERE journal_id = 5 AND fiscal_year_id = 1"
    assert cash.database.value(counter) == 1


@pytest.mark.spec("CTP-04")
def test_lines_change_neither_month_nor_journal(cash: Dossier) -> None:
    save(cash, typed("411MAR", 100_00))
    shown = pieces(cash)[0]
    for elsewhere in (replace(shown, entry_date=date(2026, 4, 2)), replace(shown, journal="OD")):
        with pytest.raises(FootOfJournalError, match="Le journal CA a sa contrepartie en pied de journal"):
            save(cash, elsewhere)
    assert len(stored(cash)) == 2


def test_the_predicate_of_reversal_and_transfer(cash: Dossier) -> None:
    day = save(cash, typed("411MAR", 100_00))[0].entry_id
    other = save(cash, entry(line("6064", 5), line("401DUP", credit=5)))[0].entry_id
    assert is_entry_at_foot(cash.database, day)
    assert not is_entry_at_foot(cash.database, other)
    assert "ni contrepassées ni transférées" in str(refusal_at_foot(cash.database, day))


@pytest.mark.spec("JF-17")
def test_each_line_is_a_piece_and_the_counterpart_has_none(cash: Dossier) -> None:
    save(cash, typed("411MAR", 10, piece="00001"), typed("411MAR", 20, piece="00002", key=2))
    saved = save(cash, typed("6064", -5, piece="00002", key=3), typed("6064", -6, piece="00003", key=4))
    assert [one.pieces for one in saved] == [("00003",), ("00004",)]
    assert [row[5] for row in stored(cash)] == ["00001", "00002", "00003", "00004", ""]
    together = typed("6064", -7, key=5)
    kept = replace(together, lines=(replace(together.lines[0], piece="00001"),))
    assert save(cash, kept)[0].pieces == ("00001",)


@pytest.mark.spec("CTP-05", "STA-09", "INV-07")
def test_validation_takes_the_whole_month_and_closes_it_to_new_lines(cash: Dossier) -> None:
    later = save(cash, typed("411MAR", 10, 20))[0].entry_id
    save(cash, typed("411MAR", 20, 5, key=2), typed("6064", -3, 5, key=3), typed("6064", -4, 11, key=4))
    other_month = save(cash, replace(typed("411MAR", 9), entry_date=date(2026, 4, 1)))[0].entry_id
    done = validate_entries(cash, [later])
    dates = "SELECT entry_date, definitive_number FROM entry WHERE status = 'V' ORDER BY entry_date"
    assert cash.database.rows(dates) == [("2026-03-05", 1), ("2026-03-11", 2), ("2026-03-20", 3)]
    assert len(done) == 3
    assert cash.database.value("SELECT status FROM entry WHERE id = ?", (other_month,)) == "N"
    for day in (5, 28):
        with pytest.raises(FootValidatedError, match="Le journal CA, mars 2026, est validé en entier"):
            save(cash, typed("411MAR", 1, day))
    with pytest.raises(FootValidatedError):
        delete_pieces(cash, [pieces(cash)[0].key])
    assert cash.database.value("SELECT count(*) FROM entry WHERE status = 'N'") == 1
    save(cash, replace(typed("411MAR", 2), entry_date=date(2026, 4, 1)))


@pytest.mark.spec("CTP-05")
def test_the_database_itself_refuses_a_day_more_in_a_validated_month(cash: Dossier) -> None:
    validate_entries(cash, [save(cash, typed("411MAR", 10))[0].entry_id])
    with pytest.raises(RuleRefusedError, match="Journal/mois validé en entier"):
        add_day(cash.database, "2026-03-09")
    assert cash.database.value("SELECT count(*) FROM entry") == 1
    add_day(cash.database, "2026-04-09", period=4)


def add_day(database: Database, day: str, period: int = 3) -> None:
    """Write a balanced entry in journal CA without the services."""
    columns = "fiscal_year_id, period_id, journal_id, entry_date, piece_date, origin, created_by, created_at"
    add_entry = f"INSERT INTO entry ({columns}) VALUES (1, ?, 5, ?, ?, 'import', 1, 'x')"  # noqa: S608
    add_line = """
        INSERT INTO entry_line (entry_id, position, account_id, entry_date, label, folded_label, debit, credit)
        SELECT ?, ?, id, ?, 'x', 'x', ?, ? FROM account WHERE number = '6064'
    """
    with transaction(database):
        made = database.run(add_entry, (period, day, day))
        database.run(add_line, (made, 1, day, 5, 0))
        database.run(add_line, (made, 2, day, 0, 5))
        database.run("UPDATE entry SET posted = 1 WHERE id = ?", (made,))


@pytest.mark.spec("STA-09")
def test_the_status_of_the_month_is_common_to_its_lines(cash: Dossier) -> None:
    first = save(cash, typed("411MAR", 10, 5))[0].entry_id
    save(cash, typed("411MAR", 20, 8, key=2))
    simulate_entry(cash, first)
    save(cash, typed("6064", -3, 9, key=3), typed("6064", -4, 5, key=4))
    statuses = "SELECT group_concat(DISTINCT status) FROM entry"
    assert cash.database.value(statuses) == "S"
    confirm_entry(cash, first)
    assert cash.database.value(statuses) == "N"
    assert check_dossier(cash.database) == []


def test_whole_months_add_nothing_to_the_entries_of_other_journals(cash: Dossier) -> None:
    one = save(cash, entry(line("6064", 5), line("401DUP", credit=5)))[0].entry_id
    save(cash, entry(line("6064", 5), line("401DUP", credit=5)))
    assert with_whole_months(cash.database, [one]) == [one]


@pytest.mark.spec("SW-39")
def test_two_users_may_type_in_one_day_but_not_over_one_line(cash: Dossier) -> None:
    save(cash, typed("411MAR", 10), typed("6064", -3, key=2))
    mine, other = pieces(cash)
    save(cash, replace(other, lines=(replace(other.lines[0], label="Timbres"),)))
    save(cash, replace(mine, lines=(replace(mine.lines[0], label="Acompte"),)))
    with pytest.raises(EntryChangedError, match="modifiée par ADM le 20/03/2026 à 14:05"):
        save(cash, replace(other, lines=(replace(other.lines[0], label="Papier"),)))
    gone = pieces(cash)[1]
    delete_pieces(cash, [gone.key])
    with pytest.raises(EntryGoneError):
        save(cash, gone)
    with pytest.raises(EntryGoneError):
        delete_pieces(cash, [gone.key])


@pytest.mark.spec("SJ-38")
def test_a_ticked_counterpart_holds_its_day(cash: Dossier) -> None:
    save(cash, typed("411MAR", 10), typed("411MAR", 10, 9, key=2))
    cash.database.run("UPDATE entry_line SET tick_code = 'A', tick_date = '2026-03-31' WHERE foot = 1 AND entry_id = 1")
    before = stored(cash)
    with pytest.raises(ProtectedLineError, match="pointée en rapprochement bancaire"):
        save(cash, typed("6064", -3, key=3))
    with pytest.raises(ProtectedLineError):
        delete_pieces(cash, [pieces(cash)[0].key])
    assert stored(cash) == before
    renamed = pieces(cash)[0]
    save(cash, replace(renamed, lines=(replace(renamed.lines[0], label="Acompte"),)))
    save(cash, typed("6064", -3, 9, key=3))


def test_refusals_store_nothing(cash: Dossier) -> None:
    cash.database.run("UPDATE account SET blocked = 1 WHERE number = '6064'")
    good = typed("411MAR", 10)
    wrong = (
        (typed("6064", -3, 9, key=2), AccountNotEnterableError),
        (replace(good, key=2, lines=(replace(good.lines[0], label=""),)), IncompleteEntryError),
    )
    for bad, refusal in wrong:
        with pytest.raises(refusal):
            save(cash, good, bad)
    assert cash.database.value("SELECT count(*) FROM entry") == 0


@pytest.mark.spec("CTP-03")
def test_payments_and_statements_write_the_typed_line_only(cash: Dossier) -> None:
    save(cash, typed("401DUP", -60), origin=EntryOrigin.PAYMENT)
    save(cash, typed("6064", -12, key=2), origin=EntryOrigin.BANK_STATEMENT)
    assert cells(stored(cash)) == [
        ("02", "401DUP", 60, 0, 0),
        ("02", "6064", 12, 0, 0),
        ("02", "530", 0, 72, 1),
    ]


def test_deleting_the_entry_of_a_day_takes_its_counterpart_along(cash: Dossier) -> None:
    saved = save(cash, typed("411MAR", 10), typed("411MAR", 20, key=2), typed("411MAR", 20, 9, key=3))
    delete_entry(cash, saved[0].entry_id)
    assert cells(stored(cash)) == [("09", "411MAR", 0, 20, 0), ("09", "530", 20, 0, 1)]


@pytest.mark.spec("CHQ-09")
def test_the_cheque_of_a_line_stays_used_when_its_day_changes(cash: Dossier) -> None:
    database = cash.database
    bank = "INSERT INTO bank (code, name, account_id, journal_id) SELECT 'CDN', 'Nord', id, 5 FROM account"
    database.run(f"{bank} WHERE number = '530'")
    database.run("INSERT INTO chequebook (code, bank_id, opened_on, main) VALUES ('C1', 1, '2026-01-01', 1)")
    database.run_many("INSERT INTO cheque (chequebook_id, bank_id, number) VALUES (1, 1, ?)", [(101,), (102,)])
    paid = typed("401DUP", -60)
    save(cash, replace(paid, lines=(replace(paid.lines[0], cheque="101"),)))
    used = "SELECT number, state, entry_line_id FROM cheque ORDER BY number"
    before = database.rows(used)
    assert before[0][1] == "used"
    save(cash, typed("6064", -5, key=2))
    assert database.rows(used) == before
    delete_pieces(cash, [pieces(cash)[0].key])
    assert [row[1] for row in database.rows(used)] == ["available", "available"]


@pytest.mark.spec("SJ-38")
def test_a_lettered_line_keeps_its_mark_and_lets_its_day_grow(cash: Dossier) -> None:
    save(cash, typed("411MAR", 10), typed("411MAR", -10, 9, key=2))
    first, second = pieces(cash)
    letter_lines(cash, "411MAR", [first.key, second.key])
    save(cash, typed("6064", -3, key=3))
    lettered = "SELECT count(*) FROM entry_line WHERE lettering_id IS NOT NULL"
    assert cash.database.value(lettered) == 2
    with pytest.raises(ProtectedLineError, match="lettrée"):
        delete_pieces(cash, [first.key])
    moved = pieces(cash)[0]
    save(cash, replace(moved, entry_date=date(2026, 3, 20)))
    assert cash.database.value(lettered) == 2
    assert check_dossier(cash.database) == []
