"""The demonstration dossier once built: sound, believable, and the same whatever the day of its creation."""

from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from sample_dossier.builder import build
from tests.sample_dossier.conftest import NOW
from tests.sample_dossier.independent import FIRST, SECOND, balances
from tuicompta.core.dates import iso
from tuicompta.core.identifiers import is_siren
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.create_dossier import DossierExistsError
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.guides import active_guide_models
from tuicompta.services.settings.settings import text_setting

_BALANCES = """
    SELECT CAST(substr(period.start_date, 1, 4) AS INTEGER), number, sum(debit) - sum(credit)
      FROM balance_total JOIN account ON account.id = account_id JOIN period ON period.id = period_id
     WHERE status <> 'S' GROUP BY 1, 2 HAVING sum(debit) <> sum(credit)
"""
_AMOUNTS = """
    SELECT CAST(substr(period.start_date, 1, 4) AS INTEGER) - ?, strftime('%m', period.start_date), number,
           journal.code, status = 'S', sum(debit), sum(credit)
      FROM balance_total JOIN account ON account.id = account_id JOIN period ON period.id = period_id
      JOIN journal ON journal.id = journal_id GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
"""
# Debits − credits of the accounts whose number begins with a root, over a year, simulated entries left out.
_ROOT = """
    SELECT coalesce(sum(debit - credit), 0) FROM balance_total
      JOIN account ON account.id = account_id JOIN period ON period.id = period_id
     WHERE status <> 'S' AND substr(number, 1, length(?)) = ? AND substr(period.start_date, 1, 4) = ?
"""
_LINES = """
    SELECT journal.code, entry.entry_date, entry.piece_number, status, account.number, label, document_number, debit,
           credit
      FROM entry_line JOIN entry ON entry.id = entry_id JOIN journal ON journal.id = journal_id
      JOIN account ON account.id = account_id ORDER BY entry.id, position
"""


def root(dossier: Dossier, number: str, year: int) -> int:
    return int(dossier.database.value(_ROOT, (number, number, str(year))))


def count(dossier: Dossier, query: str) -> int:
    return int(dossier.database.value(query))


def amounts(path: Path, year: int) -> list[tuple[object, ...]]:
    opened = open_dossier(path, readonly=True)
    rows = opened.database.rows(_AMOUNTS, (year,))
    close_dossier(opened)
    return rows


# --- what it holds


def test_it_is_sound(demo: Dossier) -> None:
    assert check_dossier(demo.database) == []


def test_it_holds_enough_of_everything(demo: Dossier) -> None:
    assert count(demo, "SELECT count(*) FROM entry") == 1936
    assert count(demo, "SELECT count(*) FROM third_party") == 60
    used = demo.database.rows("SELECT DISTINCT code FROM entry JOIN journal ON journal.id = journal_id ORDER BY code")
    assert [code for (code,) in used] == ["AC", "BL", "BP", "CA", "OD", "PA", "RAN", "VE"]


def test_years_and_statuses(demo: Dossier) -> None:
    assert [year.label for year in fiscal_years(demo.database)] == ["2025", "2026"]
    by_status = demo.database.rows(
        "SELECT status, min(entry_date), max(entry_date), count(*) FROM entry GROUP BY status"
    )
    assert by_status == [
        ("N", "2026-10-01", "2026-12-31", 248),
        ("S", "2026-12-31", "2026-12-31", 4),
        ("V", "2025-01-01", "2026-09-30", 1684),
    ]


def test_the_company_is_complete(demo: Dossier) -> None:
    assert text_setting(demo.database, "company.name") == "MOREL SARL"
    assert is_siren(text_setting(demo.database, "company.siren"))
    assert text_setting(demo.database, "company.town") == "Angers"


def test_purchases_bear_every_kind_of_vat(demo: Dossier) -> None:
    kinds = demo.database.rows(
        "SELECT DISTINCT direction, territory, coalesce(rate, 0), vat_operation.code FROM vat_record"
        " JOIN entry_line ON entry_line.id = entry_line_id JOIN entry ON entry.id = entry_id"
        " JOIN vat_operation ON vat_operation.id = vat_operation_id WHERE entry.origin <> 'vat' ORDER BY 1, 2, 3, 4"
    )
    assert kinds == [
        ("collected", "intra_community", 2000, "intra_community_purchase"),
        ("collected", "mainland", 550, "goods_services"),
        ("collected", "mainland", 1000, "goods_services"),
        ("collected", "mainland", 2000, "goods_services"),
        ("deductible", "mainland", 210, "goods_services"),
        ("deductible", "mainland", 550, "goods_services"),
        ("deductible", "mainland", 1000, "goods_services"),
        ("deductible", "mainland", 2000, "fixed_assets"),
        ("deductible", "mainland", 2000, "goods_services"),
        ("exempt", "mainland", 0, "intra_community_supply"),
        ("exempt", "mainland", 0, "vat_free_purchase"),
    ]


def test_the_types_of_third_party_lines_are_all_there(demo: Dossier) -> None:
    found = demo.database.rows("SELECT DISTINCT line_type FROM entry_line WHERE line_type IS NOT NULL ORDER BY 1")
    assert [kind for (kind,) in found] == ["credit_note", "invoice", "payment", "refund"]


def test_the_opening_balance_has_the_open_invoices_with_their_due_dates(demo: Dossier) -> None:
    rows = demo.database.rows(
        "SELECT number, entry_line.piece_number, due_on, amount FROM entry_line JOIN entry ON entry.id = entry_id"
        " JOIN account ON account.id = entry_line.account_id JOIN due_date ON entry_line_id = entry_line.id"
        " WHERE origin = 'opening_balance' AND number GLOB '411*' ORDER BY number"
    )
    assert rows[:3] == [
        ("411ARCHI", "FA24-0101", "2025-01-31", 5_028_00),
        ("411FAURE", "FA24-0108", "2024-12-22", 1_815_00),
        ("411HOTEL", "FA24-0098", "2024-12-31", 7_512_00),
    ]
    assert sum(amount for *_, amount in rows) == 33_723_00


def test_models_are_ready_to_be_called(demo: Dossier) -> None:
    models = {model.code: model for model in active_guide_models(demo.database)}
    assert models.keys() >= {"E", "L", "P", "R", "A20", "V20"}
    payroll = models["P"].evaluate([3000_00, 1200_00, -2200_00, -1450_00, -410_00, None])
    assert payroll == [3000_00, 1200_00, -2200_00, -1450_00, -410_00, -140_00]
    rent = models["L"].evaluate([None, None, None, None])
    assert rent == [2512_30, 190_00, 540_46, -3242_76]
    assert count(demo, "SELECT count(*) FROM label_model WHERE active = 1") == 10


def test_cheques_are_used_one_after_the_other(demo: Dossier) -> None:
    used = demo.database.rows(
        "SELECT number FROM cheque WHERE state = 'used' AND entry_line_id IS NOT NULL ORDER BY paid_on, number"
    )
    assert [number for (number,) in used] == list(range(4512301, 4512351))


# --- its figures


def test_each_account_has_the_balance_of_the_sources(demo: Dossier) -> None:
    expected = {
        ({FIRST: 2025, SECOND: 2026}[year], account): int(balance * 100)
        for (year, account), balance in balances().items()
    }
    found = {(year, account): cents for year, account, cents in demo.database.rows(_BALANCES)}
    assert found == expected


def test_the_trial_balance_adds_up(demo: Dossier) -> None:
    totals = demo.database.rows(
        "SELECT substr(start_date, 1, 4), sum(debit), sum(credit) FROM balance_total"
        " JOIN period ON period.id = period_id WHERE status <> 'S' GROUP BY 1"
    )
    assert totals == [("2025", 2_922_321_41, 2_922_321_41), ("2026", 2_640_039_14, 2_640_039_14)]


def test_the_sources_balance() -> None:
    for year in (FIRST, SECOND):
        assert sum(balance for (found, _), balance in balances().items() if found == year) == Decimal(0)


@pytest.mark.parametrize(
    ("number", "first", "second"),
    [
        ("70", -483_815_11, -491_126_56),  # turnover
        ("7", -485_468_94, -491_128_82),
        ("6", 459_643_03, 452_217_19),
        ("5121", 29_797_32, 12_123_44),
        ("5122", 26_001_48, -1_843_24),
        ("530", 300_24, 9_16),
        ("411", 45_340_80, -6_561_20),
        ("401", -20_382_93, -675_10),
        ("44551", -6_368_00, 6_368_00),
        ("421", 0, 0),
        ("580", 0, 0),
    ],
)
def test_key_figures(demo: Dossier, number: str, first: int, second: int) -> None:
    assert (root(demo, number, 2025), root(demo, number, 2026)) == (first, second)


def test_the_profit_of_the_first_year_is_the_one_that_the_members_share(demo: Dossier) -> None:
    profit = -root(demo, "6", 2025) - root(demo, "7", 2025)
    assert profit == 25_825_91
    assert root(demo, "1200", 2026) == profit
    assert Decimal("0.05") < Decimal(profit) / -root(demo, "70", 2025) < Decimal("0.08")


def test_banks_and_cash_never_run_dry(demo: Dossier) -> None:
    lines = demo.database.rows(
        "SELECT number, entry_line.entry_date, debit - credit FROM entry_line JOIN account ON account.id = account_id"
        " WHERE number IN ('5121', '5122', '530') ORDER BY entry_line.entry_date, entry_line.id"
    )
    held: Counter[str] = Counter()
    days: dict[tuple[str, str], int] = {}
    for number, day, cents in lines:
        held[number] += cents
        days[number, day] = held[number]
    assert min(days.values()) > 0


def test_customers_owe_and_suppliers_are_owed(demo: Dossier) -> None:
    rows = demo.database.rows(
        "SELECT number, sum(debit - credit) FROM entry_line JOIN entry ON entry.id = entry_id"
        " JOIN account ON account.id = account_id WHERE status <> 'S' AND number GLOB '4[01]1*' GROUP BY number"
    )
    assert [number for number, cents in rows if number.startswith("411") and cents < 0] == []
    assert [number for number, cents in rows if number.startswith("401") and cents > 0] == []


# --- marks


def test_lettered_groups_balance_and_lines_are_left_to_letter(demo: Dossier) -> None:
    groups = demo.database.rows(
        "SELECT sum(debit) - sum(credit), count(*), min(entry_line.entry_date), max(entry_line.entry_date)"
        " FROM entry_line JOIN lettering ON lettering.id = lettering_id GROUP BY lettering_id"
    )
    assert len(groups) > 600
    assert {gap for gap, *_ in groups} == {0}
    assert min(lines for _, lines, *_ in groups) == 2
    assert max(last for *_, last in groups) == "2026-10-31"
    left = "SELECT count(*) FROM entry_line JOIN account ON account.id = account_id WHERE number GLOB '411*'"
    assert count(demo, left + " AND lettering_id IS NULL AND entry_date LIKE '2026-11-%' AND line_type = 'payment'") > 5


def test_a_gap_of_two_cents_was_written_off(demo: Dossier) -> None:
    group = demo.database.rows(
        "SELECT debit, credit FROM entry_line WHERE lettering_id = (SELECT lettering_id FROM entry_line"
        " JOIN account ON account.id = account_id WHERE number = '411HERVE' AND credit = 2) ORDER BY id"
    )
    assert group == [(816_00, 0), (0, 815_98), (0, 2)]


def test_a_payment_may_cover_several_invoices_and_an_invoice_several_payments(demo: Dossier) -> None:
    by_source = demo.database.rows("SELECT count(*) FROM matching GROUP BY source_line_id ORDER BY 1 DESC LIMIT 1")
    by_due_date = demo.database.rows("SELECT count(*) FROM matching GROUP BY due_date_id ORDER BY 1 DESC LIMIT 1")
    assert by_source[0][0] >= 3
    assert by_due_date[0][0] >= 3


def open_due_dates(path: Path, today: date) -> tuple[int, int]:
    opened = open_dossier(path, readonly=True)
    row = opened.database.row(
        "SELECT sum(due_on < ?), sum(due_on >= ?) FROM due_date JOIN account ON account.id = account_id"
        " WHERE matched < amount AND number GLOB '4[01]1*'",
        (iso(today), iso(today)),
    )
    close_dossier(opened)
    assert row is not None
    return row[0], row[1]


# --- other days


@pytest.mark.parametrize(
    "today",
    [date(2027, 1, 1), date(2028, 2, 29), date(2026, 8, 15)],
    ids=lambda day: day.isoformat(),
)
def test_amounts_do_not_depend_on_the_day_of_the_creation(tmp_path: Path, demo_path: Path, today: date) -> None:
    noon = datetime(today.year, today.month, today.day, 12)  # noqa: DTZ001 - the program works on local time
    path = build(tmp_path / "Autre.compta", clock=lambda: noon)
    assert amounts(path, today.year) == amounts(demo_path, NOW.year)
    overdue, future = open_due_dates(path, today)
    assert overdue >= 2
    assert future >= 20
    opened = open_dossier(path)
    assert check_dossier(opened.database) == []
    assert opened.database.value("SELECT max(created_at) FROM entry") <= noon.isoformat()
    close_dossier(opened)


def test_due_dates_are_overdue_and_to_come(demo_path: Path) -> None:
    overdue, future = open_due_dates(demo_path, NOW.date())
    assert overdue > 10
    assert future > 10


def test_the_same_moment_gives_the_same_dossier(tmp_path: Path, demo: Dossier) -> None:
    again = open_dossier(build(tmp_path / "Encore.compta", clock=lambda: NOW), readonly=True)
    assert again.database.rows(_LINES) == demo.database.rows(_LINES)
    marks = "SELECT entry_line_id, due_on, amount, matched FROM due_date ORDER BY id"
    assert again.database.rows(marks) == demo.database.rows(marks)
    seals = "SELECT seal FROM entry WHERE seal_number = (SELECT max(seal_number) FROM entry)"
    assert again.database.rows(seals) == demo.database.rows(seals)
    close_dossier(again)


def test_the_story_is_told_day_by_day(demo: Dossier) -> None:
    assert demo.database.rows(
        "SELECT min(validated_at), max(validated_at), count(DISTINCT validated_at) FROM entry WHERE status = 'V'"
    ) == [("2025-01-31T18:00:00", "2026-09-30T18:00:00", 21)]
    assert demo.database.rows("SELECT min(created_at), max(created_at) FROM entry") == [
        ("2025-01-01T17:00:00", "2026-11-21T12:00:00")
    ]
    moments = [moment for (moment,) in demo.database.rows("SELECT happened_at FROM event ORDER BY id")]
    assert moments == sorted(moments)


def test_an_existing_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "Là.compta"
    path.write_text("déjà là")
    with pytest.raises(DossierExistsError):
        build(path, clock=lambda: NOW)
    assert path.read_text() == "déjà là"


@pytest.mark.spec("INVT-02")
def test_what_is_only_planned_is_there_and_gives_no_figure(demo: Dossier) -> None:
    planned = demo.database.row(
        "SELECT (SELECT group_concat(code) FROM recurring_entry), (SELECT group_concat(label) FROM guided_entry)"
    )
    assert planned == ("SITE", "Recette du réveillon")
    assert count(demo, "SELECT count(*) FROM entry WHERE origin IN ('guided_entry', 'recurring_entry')") == 0
