from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.exchange.fec.samples import NAME, RECEIPT, SALE, control, entry, fec, found, rules
from tuicompta.core.fiscal_years import Span
from tuicompta.exchange.fec.charset import Charset
from tuicompta.exchange.fec.control import check_fec
from tuicompta.exchange.fec.findings import Rule
from tuicompta.exchange.fec.layout import Regime
from tuicompta.exchange.fec.rendering import text_lines, verdict
from tuicompta.exchange.fec.sequences import Numbering

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.spec("FECV-06", "FECV-07")
def test_regular_file_conforms_and_is_summed_up() -> None:
    report = control(SALE, RECEIPT)
    assert rules(report) == {}
    assert (report.conforming, report.exit_code, verdict(report)) == (True, 0, "Conforme")
    assert report.totals is not None
    assert report.layout is not None
    assert (report.lines, report.totals.entries, report.totals.debit, report.totals.credit) == (5, 2, 24000, 24000)
    assert (report.totals.first, report.totals.last) == (date(2025, 1, 15), date(2025, 2, 10))
    assert (report.layout.separator, report.charset, report.regime) == ("\t", Charset.UTF_8, Regime.BIC)
    assert report.result == 10000
    assert report.span == Span(date(2025, 1, 1), date(2025, 12, 31))
    assert [(j.code, j.label, j.entries, j.lines, j.debit) for j in report.journals] == [
        ("BP", "Banque", 1, 2, 12000),
        ("VE", "Ventes", 1, 3, 12000),
    ]


@pytest.mark.spec("FECV-06")
def test_unbalanced_entry_and_file() -> None:
    report = control(SALE.replace("100,00", "100,01"), RECEIPT)
    assert found(report.log, Rule.ENTRY_UNBALANCED) == [(2, "", "VE n° 1 : débit − crédit = -0,01")]
    assert found(report.log, Rule.FILE_UNBALANCED) == [(0, "", "débit − crédit = -0,01")]
    assert report.exit_code == 1


@pytest.mark.spec("FECV-06")
def test_unbalanced_entries_that_cancel_out_are_still_errors() -> None:
    report = control(entry("1").replace("0,00|10,00", "0,00|11,00"), entry("2").replace("0,00|10,00", "0,00|9,00"))
    assert rules(report) == {Rule.ENTRY_UNBALANCED: 2}


def test_entry_with_an_unreadable_line_is_not_told_unbalanced_too() -> None:
    report = control(SALE.replace("120,00", "douze"), RECEIPT)
    assert Rule.ENTRY_UNBALANCED not in rules(report)
    assert report.log.counts[Rule.UNREADABLE_AMOUNT] == 1


@pytest.mark.spec("FECV-06")
def test_one_date_and_one_validation_date_per_number() -> None:
    rows = SALE.splitlines(keepends=True)
    report = control(rows[0], rows[1].replace("|20250115|", "|20250116|"), rows[2].replace("20250131", "20250201"))
    assert found(report.log, Rule.SEVERAL_DATES) == [(2, "EcritureDate", "VE n° 1 : 15/01/2025, 16/01/2025")]
    assert found(report.log, Rule.SEVERAL_VALIDATIONS) == [(2, "ValidDate", "VE n° 1 : 31/01/2025, 01/02/2025")]


@pytest.mark.spec("FECV-06")
def test_scattered_entry_and_repeated_number() -> None:
    rows = SALE.splitlines(keepends=True)
    scattered = control(rows[0], RECEIPT, rows[1], rows[2])
    assert found(scattered.log, Rule.SCATTERED_ENTRY) == [(2, "EcritureNum", "VE n° 1 : 2 fois")]
    repeated = control(entry("1"), entry("2"), entry("1"))
    assert found(repeated.log, Rule.NUMBER_REPEATED) == [(2, "EcritureNum", "OD n° 1 : 2 fois")]
    assert Rule.SCATTERED_ENTRY not in rules(repeated)


@pytest.mark.spec("FECV-06")
@pytest.mark.parametrize(
    ("numbers", "gaps"),
    [
        (["1", "2", "3"], []),
        (["7", "8"], []),
        (["1", "3"], [(4, "OD : 2")]),
        (["1", "2", "6", "9"], [(6, "OD : 3 à 5"), (8, "OD : 7 à 8")]),
        (["8", "9", "10", "11"], []),
        (["0009", "0010", "0012"], [(6, "OD : 11")]),
        (["A-1", "A-2", "B-1", "B-3"], [(8, "OD : B-2")]),
    ],
)
def test_gaps_of_a_journal_are_listed(numbers: list[str], gaps: list[tuple[int, str]]) -> None:
    report = control(*map(entry, numbers))
    assert found(report.log, Rule.SEQUENCE_GAP) == [(line, "EcritureNum", value) for line, value in gaps]
    assert report.numbering is Numbering.BY_JOURNAL


@pytest.mark.spec("FECV-06")
def test_one_sequence_for_the_whole_file_is_recognised() -> None:
    entries = [entry("1", journal="AC"), entry("2", journal="VE"), entry("3", journal="AC"), entry("5", journal="BP")]
    report = control(*entries, entry("6", journal="VE"), entry("6", journal="AC"))
    assert report.numbering is Numbering.WHOLE_FILE
    assert found(report.log, Rule.SEQUENCE_GAP) == [(8, "EcritureNum", "4")]
    assert found(report.log, Rule.SEVERAL_JOURNALS) == [(10, "EcritureNum", "n° 6 : 2 journaux")]


def test_numbers_without_digits_are_told_and_followed_no_further() -> None:
    report = control(entry("A"), entry("B"), entry("1" * 30))
    assert found(report.log, Rule.NUMBER_FORM) == [(2, "EcritureNum", "OD : 3 n° comme " + "1" * 30)]


@pytest.mark.spec("FECV-06")
def test_opening_comes_first() -> None:
    opening = entry("1", "20250101", journal="AN")
    assert rules(control(opening, entry("1"))) == {}
    late = control(entry("1"), opening)
    assert found(late.log, Rule.OPENING_NOT_FIRST) == [(4, "", "AN n° 1")]


@pytest.mark.spec("FECV-06")
def test_validation_dates_never_go_back_the_opening_aside() -> None:
    late_opening = entry("1", "20250101", journal="AN", validation="20250630")
    report = control(late_opening, entry("1"), entry("2", validation="20250131"), entry("3", validation="20250130"))
    assert found(report.log, Rule.VALIDATION_BACKWARDS) == [(8, "ValidDate", "30/01/2025 < 31/01/2025")]


@pytest.mark.spec("FECV-06")
def test_entry_dates_lie_inside_the_fiscal_year() -> None:
    report = control(entry("1", "20250101", journal="AN"), entry("1", "20241231"), entry("2", "20260101"))
    assert found(report.log, Rule.OUTSIDE_FISCAL_YEAR) == [
        (4, "EcritureDate", "OD n° 1 : 31/12/2024"),
        (6, "EcritureDate", "OD n° 2 : 01/01/2026"),
    ]
    assert not report.conforming


def test_long_first_fiscal_year_is_accepted() -> None:
    report = control(entry("1", "20240915"), entry("2", "20251231"))
    assert report.span == Span(date(2024, 9, 1), date(2025, 12, 31))
    assert rules(report) == {}


@pytest.mark.spec("FECV-06")
def test_piece_later_than_its_entry_is_an_information() -> None:
    report = control(SALE.replace("|20250114|", "|20250116|"))
    assert found(report.log, Rule.PIECE_AFTER_ENTRY)[0] == (2, "PieceDate", "16/01/2025 > 15/01/2025")
    assert report.conforming


@pytest.mark.spec("FECV-06")
def test_lettering_goes_with_its_date_and_balances() -> None:
    report = control(SALE.replace("|AA|20250210|", "|AA||"), RECEIPT.replace("|AA|20250210|", "||20250210|"))
    assert found(report.log, Rule.LETTERING_WITHOUT_DATE) == [(2, "DateLet", "AA")]
    assert found(report.log, Rule.DATE_WITHOUT_LETTERING) == [(6, "EcritureLet", "")]
    assert found(report.log, Rule.LETTERING_UNBALANCED) == [(2, "EcritureLet", "411DUPONT AA")]
    assert Rule.LETTERING_UNBALANCED not in rules(control(SALE, RECEIPT))


@pytest.mark.spec("FECV-06")
def test_same_account_with_two_titles() -> None:
    report = control(SALE, RECEIPT.replace("Dupont SA", "Dupond SARL").replace("|Clients|", "|Client|"))
    assert found(report.log, Rule.TWO_TITLES) == [
        (2, "CompAuxLib", "411DUPONT : «Dupond SARL», «Dupont SA»"),
        (2, "CompteLib", "411000 : «Client», «Clients»"),
    ]


@pytest.mark.spec("FECV-06")
def test_accounts_unknown_in_the_chart_are_an_information() -> None:
    body = SALE.replace("707000", "775000").replace("445710", "530000") + entry("2").replace("120000", "890000")
    report = control(body)
    assert found(report.log, Rule.UNKNOWN_ACCOUNT) == [(3, "CompteNum", "775000")]
    assert report.conforming


@pytest.mark.spec("FECV-06")
@pytest.mark.parametrize(
    ("account", "result", "shown"),
    [("607000", -1000, "-10,00 (perte)"), ("707000", 1000, "10,00 (bénéfice)"), ("512000", 0, "0,00 (nul)")],
)
def test_result_is_income_less_charges_with_its_sign(account: str, result: int, shown: str) -> None:
    body = entry("1").replace("120000|Résultat", f"{account}|x")
    if result < 0:
        body = entry("1").replace("512000|Banque", f"{account}|x")
    report = control(body)
    assert report.result == result
    assert f"Résultat (7 − 6)       {shown}" in list(text_lines(report))


@pytest.mark.spec("FECV-01")
def test_file_is_never_changed(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(fec(SALE, RECEIPT))
    path.chmod(0o400)
    before = path.stat()
    report = check_fec(path)
    assert report.conforming
    assert path.read_bytes() == fec(SALE, RECEIPT)
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.attack
def test_amounts_beyond_any_bookkeeping_are_refused() -> None:
    huge = entry("1", amount="9999999999999,99")
    report = control(*([huge] * 4000))
    (finding,) = report.log.kept(Rule.UNREADABLE_FILE)
    assert "dépassent ensemble" in finding.value
