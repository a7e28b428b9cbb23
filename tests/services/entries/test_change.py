"""Changing stored entries: what follows, what holds them (SW-39, SJ-38)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.services.conftest import fixed_clock
from tests.services.entries_kit import bank, change, entry, line, purchase, reread, sale, save, saved
from tuicompta.core.entry.model import Column, GridEntry
from tuicompta.core.enums import EntryOrigin
from tuicompta.core.errors import TuicomptaError
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.delete import delete_entries, delete_entry
from tuicompta.services.entries.errors import (
    AccountNotEnterableError,
    ClosedMonthError,
    ClosedYearError,
    EntryChangedError,
    EntryGoneError,
    ExportedEntryError,
    LinkedEntryError,
    MatchedLineError,
    OpeningEntryError,
    ProtectedLineError,
    ValidatedEntryError,
)
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.lettering.letter import letter_lines
from tuicompta.services.matching.matching import match_lines

LINES = """
    SELECT entry_line.id, position, number, debit, credit FROM entry_line JOIN account ON account.id = account_id
     WHERE entry_id = ? ORDER BY position
"""
TOTAL = """
    SELECT coalesce(sum(debit), 0), coalesce(sum(credit), 0) FROM balance_total
      JOIN account ON account.id = account_id WHERE number = ?
"""


def lines_of(dossier: Dossier, entry_id: int) -> list[tuple[object, ...]]:
    return dossier.database.rows(LINES, (entry_id,))


@pytest.mark.spec("SW-39")
def test_a_change_keeps_the_lines_and_moves_the_version_on(dossier: Dossier) -> None:
    shown = saved(dossier, purchase())
    amounts = (0, Column.CREDIT, 120_000), (1, Column.DEBIT, 100_000), (2, Column.DEBIT, 20_000)
    made = save(dossier, change(shown, *amounts, (1, Column.LABEL, "Papier")))
    assert [(one.entry_id, one.version, one.line_ids) for one in made] == [(1, 2, (1, 2, 3))]
    assert lines_of(dossier, 1) == [
        (1, 1, "401DUP", 0, 120_000),
        (2, 2, "6064", 100_000, 0),
        (3, 3, "44566", 20_000, 0),
    ]
    assert dossier.database.row(TOTAL, ("401DUP",)) == (0, 120_000)
    marks = "SELECT origin, created_at, changed_at FROM entry"
    assert dossier.database.rows(marks) == [("journal_window", "2026-03-20T14:05:00", "2026-03-20T14:05:00")]
    assert check_dossier(dossier.database) == []


def test_lines_can_be_added_dropped_and_reordered(dossier: Dossier) -> None:
    shown = saved(dossier, purchase())
    first, second, third = shown.lines
    added = line("6063", 1_000), line("401DUP", credit=1_000)
    save(dossier, replace(shown, lines=(third, *added, first, second)))
    assert [row[:3] for row in lines_of(dossier, 1)] == [
        (3, 1, "44566"),
        (4, 2, "6063"),
        (5, 3, "401DUP"),
        (1, 4, "401DUP"),
        (2, 5, "6064"),
    ]
    again = reread(dossier, 1)
    kept = again.lines[0], again.lines[3], again.lines[4]
    save(dossier, replace(again, lines=kept))
    assert [row[0] for row in lines_of(dossier, 1)] == [3, 1, 2]
    assert dossier.database.row(TOTAL, ("6063",)) == (0, 0)
    assert check_dossier(dossier.database) == []


@pytest.mark.parametrize(
    ("journal", "day"),
    [("OD", date(2026, 3, 15)), ("AC", date(2026, 5, 2)), ("AC", date(2027, 1, 5)), ("VE", date(2027, 12, 31))],
)
def test_an_entry_can_move_to_another_journal_month_or_year(dossier: Dossier, journal: str, day: date) -> None:
    shown = saved(dossier, purchase())
    save(dossier, replace(shown, journal=journal, entry_date=day))
    place = (
        "SELECT code, entry_date, fiscal_year.start_date, period.start_date FROM entry"
        " JOIN journal ON journal.id = journal_id JOIN period ON period.id = period_id"
        " JOIN fiscal_year ON fiscal_year.id = entry.fiscal_year_id"
    )
    year, month = day.replace(month=1, day=1), day.replace(day=1)
    assert dossier.database.rows(place) == [(journal, day.isoformat(), year.isoformat(), month.isoformat())]
    assert dossier.database.rows("SELECT DISTINCT entry_date FROM entry_line") == [(day.isoformat(),)]
    assert check_dossier(dossier.database) == []


def test_a_line_of_another_entry_is_never_touched(dossier: Dossier) -> None:
    save(dossier, purchase(), purchase("00002", key=2))
    first, second = reread(dossier, 1), reread(dossier, 2)
    before = lines_of(dossier, 1)
    save(dossier, replace(second, lines=first.lines))
    assert lines_of(dossier, 1) == before
    assert [row[2:] for row in lines_of(dossier, 2)] == [row[2:] for row in before]
    save(dossier, replace(first, entry_id=None, key=3))
    assert lines_of(dossier, 1) == before
    assert check_dossier(dossier.database) == []


def test_a_line_shown_twice_is_stored_twice(dossier: Dossier) -> None:
    shown = saved(dossier, purchase())
    lines = shown.lines
    save(dossier, replace(shown, lines=(*lines, *lines)))
    assert len({row[0] for row in lines_of(dossier, 1)}) == 6
    assert dossier.database.row(TOTAL, ("401DUP",)) == (0, 246_912)


@pytest.mark.spec("SW-39")
def test_a_change_made_by_another_user_meanwhile_is_not_overwritten(dossier: Dossier) -> None:
    shown = saved(dossier, purchase())
    dossier.database.run("INSERT INTO user (code, name) VALUES ('EVE', 'Eve')")
    other = open_dossier(dossier.path, user_code="EVE", clock=fixed_clock)
    save(other, change(reread(other, 1), (1, Column.LABEL, "Par Eve")))
    with pytest.raises(EntryChangedError) as refused:
        save(dossier, change(shown, (1, Column.LABEL, "Par Adm")))
    assert str(refused.value) == (
        "L'écriture AC 00001 du 15/03/2026 a été modifiée par EVE le 20/03/2026 à 14:05. "
        "Rechargez-la avant de la modifier."
    )
    assert dossier.database.rows("SELECT label FROM entry_line WHERE position = 2") == [("Par Eve",)]
    save(dossier, change(reread(dossier, 1), (1, Column.LABEL, "Par Adm")))
    close_dossier(other)


def test_an_entry_deleted_meanwhile_is_said_to_be_gone(dossier: Dossier) -> None:
    shown = saved(dossier, purchase())
    delete_entry(dossier, 1)
    with pytest.raises(EntryGoneError, match=r"une autre session l'a supprimée\. Actualisez l'écran"):
        save(dossier, shown)
    with pytest.raises(EntryGoneError):
        delete_entry(dossier, 1)


@pytest.mark.spec("FC-05", "SINV-04")
def test_a_line_may_stay_on_an_account_blocked_since_but_none_comes_there(dossier: Dossier) -> None:
    shown = saved(dossier, purchase())
    dossier.database.run("UPDATE account SET blocked = 1 WHERE number IN ('6064', '6063')")
    save(dossier, change(shown, (1, Column.LABEL, "Papier")))
    with pytest.raises(AccountNotEnterableError, match=r"6063 .*compte bloqué"):
        save(dossier, change(reread(dossier, 1), (1, Column.ACCOUNT, "6063")))
    with pytest.raises(AccountNotEnterableError, match=r"6064 .*compte bloqué"):
        save(dossier, replace(reread(dossier, 1), entry_id=None))


# --- what holds an entry


def validate(dossier: Dossier, entry_id: int) -> None:
    validate_entries(dossier, [entry_id])


def by_sql(sql: str) -> Callable[[Dossier, int], None]:
    def hold(dossier: Dossier, entry_id: int) -> None:
        for statement in sql.split(";"):
            dossier.database.run(statement.replace(":id", str(entry_id)))

    return hold


EXPORT = by_sql(
    "INSERT INTO numbered_export VALUES (7, 'x', 'x', 1, zeroblob(32));"
    "UPDATE entry SET export_number = 7 WHERE id = :id"
)
NAMED = "AC 00001 du 15/03/2026"
HELD: list[tuple[Callable[[Dossier, int], None], type[TuicomptaError], str]] = [
    (validate, ValidatedEntryError, f"{NAMED} est validée depuis le 20/03/2026 : .* ni modifiée ni supprimée. Contrep"),
    (EXPORT, ExportedEntryError, "^Écriture exportée \\(export n° 7\\) : débloquez-la avant"),
    (by_sql("UPDATE entry SET linked = 1 WHERE id = :id"), LinkedEntryError, "^Écriture importée : utilisez Délier"),
    (
        by_sql("INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES (1, 3, 'x')"),
        ClosedMonthError,
        f"AC, mars 2026. L'écriture {NAMED} n'est pas modifiée ; choisissez un mois ouvert",
    ),
    (
        by_sql("UPDATE fiscal_year SET closed_at = 'x' WHERE id = 1"),
        ClosedYearError,
        f"L'exercice 2026 est clôturé : l'écriture {NAMED} ne change plus",
    ),
]


@pytest.mark.spec("VAL-06", "INV-02", "INV-04", "INV-05", "DOLI-05", "CTX-10", "SW-25", "RECH-15")
@pytest.mark.parametrize(("hold", "error", "sentence"), HELD)
def test_a_held_entry_neither_changes_nor_moves_nor_goes(
    dossier: Dossier, hold: Callable[[Dossier, int], None], error: type[TuicomptaError], sentence: str
) -> None:
    shown = saved(dossier, purchase())
    hold(dossier, 1)
    before = lines_of(dossier, 1), dossier.database.rows("SELECT * FROM entry")
    elsewhere = replace(shown, entry_date=date(2027, 2, 2), journal="OD")
    for attempt in (change(shown, (1, Column.LABEL, "X")), elsewhere):
        with pytest.raises(error, match=sentence):
            save(dossier, attempt)
    with pytest.raises(error, match=sentence):
        delete_entry(dossier, 1)
    report = delete_entries(dossier, [1])
    assert [(done.entry_id, done.name, type(done.refusal)) for done in report] == [(1, NAMED, error)]
    assert (lines_of(dossier, 1), dossier.database.rows("SELECT * FROM entry")) == before
    assert reread(dossier, 1).read_only == str(report[0].refusal)


@pytest.mark.spec("AN-15")
def test_the_carry_forward_belongs_to_the_program(dossier: Dossier) -> None:
    dossier.database.run("INSERT INTO journal (code, type, description) VALUES ('AN', 'opening', 'x')")
    made = save(dossier, replace(purchase(), journal="AN"), origin=EntryOrigin.CARRY_FORWARD)
    with pytest.raises(OpeningEntryError, match="appartient au journal AN, géré par le programme"):
        delete_entry(dossier, made[0].entry_id)
    with pytest.raises(OpeningEntryError, match="elle est validée par la clôture annuelle"):
        validate_entries(dossier, [made[0].entry_id])
    with pytest.raises(OpeningEntryError):
        simulate_entry(dossier, made[0].entry_id)


# --- what holds a line


def two_bank_lines() -> GridEntry:
    """Two lines of one account, so that one can change where the other is held."""
    held, other = line("411MAR", credit=120_000), line("411MAR", credit=500)
    return entry(held, other, line("5121", 120_500), journal="BP")


def tick(dossier: Dossier) -> int:
    save(dossier, two_bank_lines())
    dossier.database.run("UPDATE entry_line SET tick_code = 'A', tick_date = '2026-03-31' WHERE id = 1")
    return 1


def letter(dossier: Dossier) -> int:
    save(dossier, two_bank_lines(), sale())
    letter_lines(dossier, "411MAR", [1, 4])
    return 1


def match_payment(dossier: Dossier) -> int:
    save(dossier, two_bank_lines(), sale())
    match_lines(dossier, [1, 4])
    return 1


def match_invoice(dossier: Dossier) -> int:
    lines = line("411MAR", 120_000), line("411MAR", 600), line("707", credit=120_600)
    save(dossier, entry(*lines, journal="VE"), bank("411MAR", 120_000))
    match_lines(dossier, [1, 4])
    return 1


def declare(dossier: Dossier) -> int:
    lines = line("44566", 20_000), line("6064", 100_000), line("401DUP", credit=120_000)
    save(dossier, entry(*lines))
    dossier.database.run("UPDATE vat_record SET vat_return_id = 1")
    return 1


MARKS = [
    (tick, "pointée en rapprochement bancaire : dépointez-la avant de la modifier ou de la supprimer"),
    (letter, "lettrée : délettrez-la avant"),
    (match_payment, "pointée avec une échéance : dépointez l'échéance avant"),
    (match_invoice, "pointée avec une échéance : dépointez l'échéance avant"),
    (declare, "déclarée dans une déclaration de TVA validée : corrigez par une nouvelle écriture avant"),
]


def with_other_amount(shown: GridEntry) -> GridEntry:
    first, second = (0, Column.CREDIT), (2, Column.DEBIT)
    if shown.lines[0].debit:
        first, second = (0, Column.DEBIT), (len(shown.lines) - 1, Column.CREDIT)
    old, other = shown.lines[0].balance, shown.lines[second[0]].balance
    return change(shown, (*first, abs(old) + 1), (*second, abs(other) + 1))


def with_other_side(shown: GridEntry) -> GridEntry:
    held, last = shown.lines[0], shown.lines[-1]
    swapped = replace(held, debit=held.credit, credit=held.debit)
    gap = 2 * held.balance
    settled = replace(last, debit=last.debit + max(gap, 0), credit=last.credit + max(-gap, 0))
    if settled.debit and settled.credit:
        net = settled.debit - settled.credit
        settled = replace(last, debit=max(net, 0), credit=max(-net, 0))
    return replace(shown, lines=(swapped, *shown.lines[1:-1], settled))


def with_other_account(shown: GridEntry) -> GridEntry:
    return change(shown, (0, Column.ACCOUNT, "471"))


def without_the_line(shown: GridEntry) -> GridEntry:
    held, *others, last = shown.lines
    gap = held.balance + last.balance
    return replace(shown, lines=(*others, replace(last, debit=max(gap, 0), credit=max(-gap, 0))))


@pytest.mark.spec("SJ-38", "STA-11", "SW-25", "ECH-25")
@pytest.mark.parametrize(("mark", "sentence"), MARKS)
def test_a_held_line_keeps_its_account_side_and_amount(
    dossier: Dossier, mark: Callable[[Dossier], int], sentence: str
) -> None:
    entry_id = mark(dossier)
    shown, before = reread(dossier, entry_id), lines_of(dossier, entry_id)
    assert {Column.ACCOUNT, Column.DEBIT, Column.CREDIT} <= shown.lines[0].locked
    assert sentence.split(" avant", maxsplit=1)[0] in shown.lines[0].lock_reason
    assert [line.locked for line in shown.lines[1:]] == [frozenset()] * (len(shown.lines) - 1)
    for attempt in (with_other_amount, with_other_side, with_other_account, without_the_line):
        with pytest.raises(ProtectedLineError, match=rf"La ligne 1 de l'écriture .* du 15/03/2026 est {sentence}"):
            save(dossier, attempt(shown))
    for act in (delete_entry, simulate_entry):
        with pytest.raises(ProtectedLineError, match=sentence):
            act(dossier, entry_id)
    assert lines_of(dossier, entry_id) == before
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("SJ-38")
@pytest.mark.parametrize(("mark", "sentence"), MARKS)
def test_the_texts_of_a_held_line_and_the_other_lines_stay_editable(
    dossier: Dossier, mark: Callable[[Dossier], int], sentence: str
) -> None:
    entry_id = mark(dossier)
    assert sentence
    shown = reread(dossier, entry_id)
    texts = (0, Column.LABEL, "Libellé"), (0, Column.PIECE, "P1"), (0, Column.DOCUMENT, "D1")
    save(dossier, change(shown, *texts, (1, Column.ACCOUNT, "471")))
    row = "SELECT label, piece_number, document_number FROM entry_line WHERE id = 1"
    assert dossier.database.rows(row) == [("Libellé", "P1", "D1")]
    assert (
        dossier.database.value(
            "SELECT number FROM account JOIN entry_line ON account_id = account.id WHERE entry_line.id = 2"
        )
        == "471"
    )
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("SJ-38")
@pytest.mark.parametrize(("mark", "locked"), [(tick, True), (declare, True), (letter, False), (match_payment, False)])
def test_a_ticked_or_declared_line_keeps_its_date_too(
    dossier: Dossier, mark: Callable[[Dossier], int], *, locked: bool
) -> None:
    entry_id = mark(dossier)
    shown = reread(dossier, entry_id)
    assert (Column.DATE in shown.lines[0].locked) is locked
    moved = replace(shown, entry_date=date(2026, 4, 2))
    if locked:
        with pytest.raises(ProtectedLineError, match=r"est (pointée|déclarée)"):
            save(dossier, moved)
    else:
        save(dossier, moved)
        assert dossier.database.value("SELECT entry_date FROM entry WHERE id = ?", (entry_id,)) == "2026-04-02"


def test_a_lettered_line_stays_in_its_fiscal_year(dossier: Dossier) -> None:
    letter(dossier)
    with pytest.raises(ProtectedLineError, match="est lettrée : délettrez-la avant"):
        save(dossier, replace(reread(dossier, 1), entry_date=date(2027, 1, 5)))


@pytest.mark.spec("TL-20")
def test_a_matched_line_keeps_its_type(dossier: Dossier) -> None:
    match_payment(dossier)
    with pytest.raises(MatchedLineError, match=r"^Cette ligne est pointée : dépointez-la d'abord\."):
        save(dossier, replace(reread(dossier, 1), journal="VE"))
    save(dossier, replace(reread(dossier, 1), journal="OD"))


# --- partial groups hold nothing


def partial_group(dossier: Dossier) -> None:
    """Three lines of 411MAR in a partial group, of the entries 1, 2 and 3."""
    save(dossier, sale(), bank("411MAR", 400, key=2), bank("411MAR", 500, key=3))
    database = dossier.database
    with database.transaction():
        database.run(
            "INSERT INTO lettering (id, account_id, fiscal_year_id, code, lettered_on, partial)"
            " SELECT 1, account_id, 1, 'ab', '2026-03-20', 1 FROM entry_line WHERE id = 1"
        )
        database.run("UPDATE entry_line SET lettering_id = 1 WHERE id IN (1, 4, 6)")
        database.run("UPDATE lettering SET complete = 1")


GROUP = "SELECT id FROM entry_line WHERE lettering_id = 1 ORDER BY id"


@pytest.mark.spec("LETT-32", "LETT-34")
def test_lines_leave_their_partial_group_and_a_group_of_one_disappears(dossier: Dossier) -> None:
    partial_group(dossier)
    save(dossier, change(reread(dossier, 2), (0, Column.CREDIT, 450), (1, Column.DEBIT, 450)))
    assert dossier.database.rows(GROUP) == [(1,), (4,), (6,)]
    save(dossier, change(reread(dossier, 2), (0, Column.ACCOUNT, "471")))
    assert dossier.database.rows(GROUP) == [(1,), (6,)]
    assert check_dossier(dossier.database) == []
    simulate_entry(dossier, 3)
    assert dossier.database.rows("SELECT lettering_id FROM entry_line WHERE lettering_id IS NOT NULL") == []
    assert dossier.database.rows("SELECT * FROM lettering") == []
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("LETT-34")
@pytest.mark.parametrize("act", ["delete", "move"])
def test_a_deleted_line_or_one_that_leaves_its_year_leaves_its_partial_group(dossier: Dossier, act: str) -> None:
    partial_group(dossier)
    if act == "delete":
        delete_entry(dossier, 2)
    else:
        save(dossier, replace(reread(dossier, 2), entry_date=date(2027, 3, 3)))
    assert dossier.database.rows(GROUP) == [(1,), (6,)]
    assert check_dossier(dossier.database) == []
