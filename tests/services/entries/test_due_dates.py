"""Due dates made by a save: from the terms, typed, kept, rescaled (MR, ECH)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.entries_kit import bank, change, entry, line, purchase, reread, sale, save, saved
from tuicompta.core.entry.dues import rescaled
from tuicompta.core.entry.model import Column, DuePart, Provenance
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.matching.matching import match_lines
from tuicompta.services.settings.settings import set_settings

DUES = """
    SELECT due_on, amount, share, coalesce(payment_method.code, ''), edited FROM due_date
      LEFT JOIN payment_method ON payment_method.id = payment_method_id ORDER BY entry_line_id, position
"""


def terms(dossier: Dossier, code: str, account: str = "411MAR") -> None:
    sql = "UPDATE account SET payment_term_id = (SELECT id FROM payment_term WHERE code = ?) WHERE number = ?"
    dossier.database.run(sql, (code or None, account))


def dues(dossier: Dossier) -> list[tuple[object, ...]]:
    return dossier.database.rows(DUES)


def new_term(dossier: Dossier, *shares: int) -> None:
    """Make «TEST» terms of these shares, all at the document date, and give them to 411MAR."""
    term = dossier.database.run("INSERT INTO payment_term (code, label) VALUES ('TEST', 'Test')")
    sql = "INSERT INTO payment_term_line (payment_term_id, position, share, days, kind) VALUES (?, ?, ?, 0, 'cash')"
    dossier.database.run_many(sql, [(term, rank, share) for rank, share in enumerate(shares, start=1)])
    terms(dossier, "TEST")


@pytest.mark.spec("ECH-08", "FC-28")
def test_without_terms_all_is_due_at_the_date_of_the_line(dossier: Dossier) -> None:
    save(dossier, sale(120_000, day=date(2026, 3, 5)))
    assert dues(dossier) == [("2026-03-05", 120_000, 10_000, "CHQ", 0)]


@pytest.mark.spec("ECH-08", "ECHI-30")
def test_thirty_days_net(dossier: Dossier) -> None:
    terms(dossier, "VI30")
    save(dossier, sale(120_000, day=date(2026, 3, 5)))
    assert dues(dossier) == [("2026-04-04", 120_000, 10_000, "VIR", 0)]


@pytest.mark.spec("SW-40")
def test_due_dates_come_from_the_entry_date_not_from_the_piece_date(dossier: Dossier) -> None:
    terms(dossier, "VI30")
    save(dossier, replace(sale(120_000, day=date(2026, 3, 5)), piece_date=date(2026, 2, 10)))
    assert dossier.database.value("SELECT piece_date FROM entry") == "2026-02-10"
    assert dues(dossier) == [("2026-04-04", 120_000, 10_000, "VIR", 0)]


@pytest.mark.spec("MR-10", "MR-07", "MR-14")
@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("CH30", date(2026, 1, 1), [("2026-01-31", 10_000, 10_000, "CHQ")]),
        (
            "PREL4",
            date(2026, 1, 1),
            [
                ("2026-01-01", 2_500, 2_500, "PRV"),
                ("2026-02-15", 2_500, 2_500, "PRV"),
                ("2026-03-15", 2_500, 2_500, "PRV"),
                ("2026-04-15", 2_500, 2_500, "PRV"),
            ],
        ),
        ("VI30FM", date(2026, 1, 15), [("2026-02-28", 10_000, 10_000, "VIR")]),
        ("VI45FM", date(2026, 1, 10), [("2026-02-28", 10_000, 10_000, "VIR")]),
        ("CPT", date(2026, 1, 10), [("2026-01-10", 10_000, 10_000, "CHQ")]),
        ("CB", date(2026, 1, 10), [("2026-01-10", 10_000, 10_000, "CB")]),
    ],
)
def test_delivered_terms(dossier: Dossier, code: str, day: date, expected: list[tuple[object, ...]]) -> None:
    terms(dossier, code)
    save(dossier, sale(10_000, day=day))
    assert [row[:4] for row in dues(dossier)] == expected


@pytest.mark.spec("MR-12", "ECH-12")
@pytest.mark.parametrize(
    ("amount", "parts"), [(10_000, [3_333, 3_333, 3_334]), (10, [3, 3, 4]), (1, [0, 0, 1]), (2, [1, 1, 0])]
)
def test_the_last_due_date_takes_the_rounding(dossier: Dossier, amount: int, parts: list[int]) -> None:
    new_term(dossier, 3_333, 3_333, 3_334)
    save(dossier, entry(line("411MAR", amount), line("707", credit=amount), journal="VE"))
    rows = dues(dossier)
    assert [row[1] for row in rows] == parts
    assert sum(int(str(row[2])) for row in rows) == 10_000
    assert check_dossier(dossier.database) == []


def test_the_default_method_is_that_of_the_option(dossier: Dossier) -> None:
    set_settings(dossier.database, {"payments.default_method": "VIR"})
    save(dossier, sale())
    assert [row[3] for row in dues(dossier)] == ["VIR"]


@pytest.mark.spec("ECH-26", "TL-05")
def test_a_credit_note_is_due_at_its_own_date_whatever_the_terms(dossier: Dossier) -> None:
    terms(dossier, "PREL4")
    lines = line("411MAR", credit=12_000), line("707", 10_000), line("44571", 2_000)
    save(dossier, entry(*lines, journal="VE", day=date(2026, 3, 31)))
    assert dues(dossier) == [("2026-03-31", 12_000, 10_000, "", 0)]


@pytest.mark.spec("TL-01", "TL-09", "TL-14", "ECH-01", "TL-19")
@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        (bank("411MAR", 500), ["payment", None]),
        (bank("411MAR", -500), ["refund", None]),
        (bank("401DUP", -500), ["payment", None]),
        (entry(line("411MAR", 500), line("707", credit=500), journal="AC"), [None, None]),
        (entry(line("471", 500), line("707", credit=500), journal="OD"), [None, None]),
    ],
)
def test_other_lines_have_no_due_date(dossier: Dossier, typed: object, kinds: list[str | None]) -> None:
    save(dossier, typed)  # type: ignore[arg-type]
    assert [kind for (kind,) in dossier.database.rows("SELECT line_type FROM entry_line ORDER BY id")] == kinds
    assert dues(dossier) == []


@pytest.mark.spec("TL-21", "TL-02")
def test_the_opening_balance_has_due_dates(dossier: Dossier) -> None:
    dossier.database.run("INSERT INTO journal (code, type, description) VALUES ('RAN', 'opening', 'x')")
    opening = entry(line("411MAR", 700), line("1068", credit=700), journal="RAN", day=date(2026, 1, 1))
    save(dossier, opening, origin=EntryOrigin.OPENING_BALANCE)
    assert dues(dossier) == [("2026-01-01", 700, 10_000, "CHQ", 0)]


# --- due dates of the user's own


def typed_due(day: date) -> object:
    shown = sale()
    first = shown.lines[0].with_value(Column.DUE_DATE, day, Provenance.TYPED)
    return replace(shown, lines=(first, *shown.lines[1:]))


@pytest.mark.spec("ECH-03")
def test_a_typed_date_outlives_later_saves(dossier: Dossier) -> None:
    terms(dossier, "VI30")
    shown = saved(dossier, typed_due(date(2026, 4, 30)))  # type: ignore[arg-type]
    assert dues(dossier) == [("2026-04-30", 120_000, 10_000, "VIR", 1)]
    assert (shown.lines[0].due_date, shown.lines[0].provenance(Column.DUE_DATE)) == (
        date(2026, 4, 30),
        Provenance.ACCEPTED,
    )
    save(dossier, change(shown, (0, Column.LABEL, "Relu")))
    assert dues(dossier) == [("2026-04-30", 120_000, 10_000, "VIR", 1)]
    save(dossier, change(reread(dossier, 1), (0, Column.DEBIT, 60_000), (1, Column.CREDIT, 40_000)))
    assert dues(dossier) == [("2026-04-30", 60_000, 10_000, "VIR", 1)]


@pytest.mark.spec("ECH-03")
def test_the_date_typed_is_that_of_the_earliest_due_date(dossier: Dossier) -> None:
    terms(dossier, "PREL4")
    save(dossier, typed_due(date(2026, 3, 16)))  # type: ignore[arg-type]
    assert [row[0] for row in dues(dossier)] == ["2026-03-16", "2026-04-15", "2026-05-15", "2026-06-15"]


def scheduled(*parts: DuePart) -> object:
    shown = sale()
    return replace(shown, lines=(replace(shown.lines[0], due_parts=parts), *shown.lines[1:]))


PARTS = DuePart(date(2026, 4, 1), 40_000, "VIR"), DuePart(date(2026, 5, 1), 80_000, "LCR")


@pytest.mark.spec("ECH-24")
def test_an_edited_schedule_is_kept_and_follows_the_amount_by_its_shares(dossier: Dossier) -> None:
    terms(dossier, "VI30")
    shown = saved(dossier, scheduled(*PARTS))  # type: ignore[arg-type]
    edited = [("2026-04-01", 40_000, 3_333, "VIR", 1), ("2026-05-01", 80_000, 6_667, "LCR", 1)]
    assert dues(dossier) == edited
    save(dossier, replace(change(shown, (0, Column.LABEL, "Relu")), entry_date=date(2026, 3, 16)))
    assert dues(dossier) == edited
    amounts = (0, Column.DEBIT, 100), (1, Column.CREDIT, 80), (2, Column.CREDIT, 20)
    save(dossier, change(reread(dossier, 1), *amounts))
    assert dues(dossier) == [("2026-04-01", 33, 3_300, "VIR", 1), ("2026-05-01", 67, 6_700, "LCR", 1)]
    assert check_dossier(dossier.database) == []


@pytest.mark.spec("ECH-13", "EINV-01")
def test_a_schedule_that_misses_the_amount_is_brought_to_it(dossier: Dossier) -> None:
    half = [replace(part, amount=part.amount // 2) for part in PARTS]
    save(dossier, scheduled(*half))  # type: ignore[arg-type]
    assert [row[1] for row in dues(dossier)] == [40_000, 80_000]


@pytest.mark.spec("ECH-27", "ECH-24")
def test_a_held_payment_stays_held_when_the_amount_changes(dossier: Dossier) -> None:
    shown = saved(dossier, sale())
    dossier.database.run("UPDATE due_date SET held = 1, hold_reason = 'Litige'")
    save(dossier, change(shown, (0, Column.DEBIT, 60_000), (1, Column.CREDIT, 40_000)))
    rows = dossier.database.rows("SELECT amount, held, hold_reason FROM due_date")
    assert rows == [(60_000, 1, "Litige")]


# --- settings never rewrite


@pytest.mark.spec("MR-16", "SINV-07", "FC-27", "ECH-24")
def test_other_terms_change_nothing_until_the_line_does(dossier: Dossier) -> None:
    terms(dossier, "VI30")
    shown = saved(dossier, sale())
    terms(dossier, "VI60")
    save(dossier, change(shown, (1, Column.LABEL, "Relu")))
    assert [row[0] for row in dues(dossier)] == ["2026-04-14"]
    save(dossier, replace(reread(dossier, 1), entry_date=date(2026, 3, 16)))
    assert [row[0] for row in dues(dossier)] == ["2026-05-15"]


@pytest.mark.spec("ECHI-30")
def test_a_save_makes_the_due_dates_that_are_missing(dossier: Dossier) -> None:
    shown = saved(dossier, sale())
    dossier.database.run("DELETE FROM due_date")
    save(dossier, shown)
    assert [row[1] for row in dues(dossier)] == [120_000]


@pytest.mark.spec("ECH-24", "TL-01")
def test_due_dates_follow_the_account_and_the_type_of_the_line(dossier: Dossier) -> None:
    shown = saved(dossier, sale())
    save(dossier, change(shown, (0, Column.ACCOUNT, "471")))
    assert dues(dossier) == []
    save(dossier, change(reread(dossier, 1), (0, Column.ACCOUNT, "401DUP")))
    assert dues(dossier) == []
    save(dossier, change(reread(dossier, 1), (0, Column.ACCOUNT, "411MAR")))
    account = "SELECT number FROM due_date JOIN account ON account.id = account_id"
    assert dossier.database.rows(account) == [("411MAR",)]
    save(dossier, replace(reread(dossier, 1), journal="OD"))
    assert len(dues(dossier)) == 1
    save(dossier, replace(reread(dossier, 1), journal="BP"))
    assert dues(dossier) == []


@pytest.mark.spec("ECH-25")
def test_matched_due_dates_stay_as_they_are(dossier: Dossier) -> None:
    save(dossier, sale(), bank("411MAR", 50_000, key=2))
    match_lines(dossier, [1, 4])
    before = dossier.database.rows("SELECT * FROM due_date")
    save(dossier, replace(change(reread(dossier, 1), (0, Column.LABEL, "X")), entry_date=date(2026, 3, 30)))
    assert dossier.database.rows("SELECT * FROM due_date") == before


def test_due_dates_go_with_their_entry(dossier: Dossier) -> None:
    save(dossier, purchase(), sale(key=2))
    delete_entry(dossier, 1)
    assert dossier.database.rows("SELECT entry_line_id FROM due_date") == [(4,)]


@pytest.mark.spec("EINV-01", "ECH-24")
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8), st.integers(1, 10**9))
def test_rescaled_parts_are_never_below_zero_and_add_up(amounts: list[int], amount: int) -> None:
    parts = [DuePart(date(2026, 3, 1), part) for part in amounts]
    scaled = rescaled(parts, amount)
    if sum(amounts):
        assert sum(part.amount for part in scaled) == amount
    assert all(part.amount >= 0 for part in scaled)


def test_a_due_date_is_on_the_side_of_its_line(dossier: Dossier) -> None:
    save(dossier, purchase(), sale(key=2))
    credit = entry(line("411MAR", credit=5_000), line("707", 5_000), journal="VE", key=3)
    shown = saved(dossier, credit)
    sides = "SELECT number, side, due_date.amount FROM due_date JOIN account ON account.id = account_id ORDER BY 1, 2"
    expected = [("401DUP", "C", 123_456), ("411MAR", "C", 5_000), ("411MAR", "D", 120_000)]
    assert dossier.database.rows(sides) == expected
    cells = ((0, Column.CREDIT, 0), (0, Column.DEBIT, 7_000), (1, Column.DEBIT, 0), (1, Column.CREDIT, 7_000))
    save(dossier, change(shown, *cells))
    assert ("411MAR", "D", 7_000) in dossier.database.rows(sides)
