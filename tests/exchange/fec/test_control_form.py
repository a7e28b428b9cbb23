from __future__ import annotations

from io import BytesIO

import pytest

from tests.exchange.fec.samples import HEADER, NAME, PLAIN, RECEIPT, SALE, control, fec, found, rules
from tuicompta.exchange.fec.control import control_stream
from tuicompta.exchange.fec.findings import Level, Rule
from tuicompta.exchange.fec.layout import Regime
from tuicompta.exchange.fec.rendering import verdict

CASH_HEADER = HEADER + "|DateRglt|ModeRglt|NatOp"


@pytest.mark.spec("FECV-03")
@pytest.mark.parametrize(
    "name",
    ["732829320FEC20251231.txt", "732829320FEC20251231_1.txt", "732829320FEC20251231", "732829320FEC20251231_12.csv"],
)
def test_good_names(name: str) -> None:
    assert rules(control(PLAIN, name=name)) == {}


@pytest.mark.spec("FECV-03")
@pytest.mark.parametrize(
    "name",
    [
        "ecritures.txt",
        "732829320FEC20251331.txt",
        "732829320FEC2025.txt",
        "732829320FEC20251231_projet.txt",
        "FEC19991231",
    ],
)
def test_wrong_name_is_an_error(name: str) -> None:
    report = control(PLAIN, name=name)
    assert found(report.log, Rule.FILE_NAME) == [(0, "", name)]
    assert not report.conforming


@pytest.mark.spec("FECV-05")
@pytest.mark.parametrize(
    ("name", "rule"),
    [("SOCIETEFEC20251231.txt", Rule.NAME_WITHOUT_SIREN), ("123456789FEC20251231.txt", Rule.SIREN_KEY)],
)
def test_siren_of_the_name(name: str, rule: Rule) -> None:
    assert rules(control(PLAIN, name=name)) == {rule: 1}


@pytest.mark.spec("FECV-03")
def test_no_separator_is_an_error() -> None:
    report = control_stream(BytesIO(b"bonjour\n1;2;3\n"), NAME)
    assert rules(report) == {Rule.UNREADABLE_FILE: 1}
    assert "aucun séparateur" in report.log.kept(Rule.UNREADABLE_FILE)[0].value
    assert verdict(report) == "Non conforme: 1 erreur, 0 donnée absente"


@pytest.mark.spec("FECV-03")
@pytest.mark.parametrize(
    "column", ["EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "EcritureLib", "Debit", "Credit"]
)
def test_missing_required_column(column: str) -> None:
    place = HEADER.split("|").index(column)
    rows = ["|".join(f for i, f in enumerate(row.split("|")) if i != place) for row in SALE.splitlines()]
    report = control("\n".join(rows) + "\n", header=HEADER.replace(f"|{column}", ""))
    assert found(report.log, Rule.REQUIRED_COLUMN) == [(1, column, "")]


@pytest.mark.spec("FECV-03")
def test_missing_legal_column() -> None:
    rows = [row.rsplit("|", 2)[0] for row in SALE.splitlines()]
    report = control("\n".join(rows) + "\n", header=HEADER.removesuffix("|Montantdevise|Idevise"))
    assert found(report.log, Rule.LEGAL_COLUMN) == [(1, "Montantdevise", ""), (1, "Idevise", "")]


@pytest.mark.spec("FECV-03")
def test_montant_and_sens_replace_debit_and_credit() -> None:
    rows = (
        PLAIN.replace("|120,00|0,00|", "|120,00|D|")
        .replace("|0,00|100,00|", "|100,00|C|")
        .replace("|0,00|20,00|", "|20,00|C|")
    )
    assert rules(control(rows, header=HEADER.replace("Debit|Credit", "Montant|Sens"))) == {}


FIRST = SALE.splitlines(keepends=True)[0]


@pytest.mark.spec("FECV-03")
@pytest.mark.parametrize(
    ("old", "new", "rule", "finding"),
    [
        ("|F-1|", "|F|1|", Rule.FIELD_COUNT, (2, "", "19 au lieu de 18")),
        ("VE|Ventes|1|", "VE|Ventes||", Rule.BLANK_FIELD, (2, "EcritureNum", "")),
        ("|20250115|", "||", Rule.BLANK_FIELD, (2, "EcritureDate", "")),
        ("|411000|", "||", Rule.BLANK_FIELD, (2, "CompteNum", "")),
        ("|120,00|", "|12O,00|", Rule.UNREADABLE_AMOUNT, (2, "Debit", "12O,00")),
        ("|120,00|", "|120.00|", Rule.DECIMAL_POINT, (2, "Debit", "120.00")),
        ("|20250115|", "|20251315|", Rule.IMPOSSIBLE_DATE, (2, "EcritureDate", "20251315")),
        ("|20250210|", "|20250230|", Rule.IMPOSSIBLE_DATE, (2, "DateLet", "20250230")),
    ],
)
def test_error_of_one_line(old: str, new: str, rule: Rule, finding: tuple[int, str, str]) -> None:
    report = control(SALE.replace(FIRST, FIRST.replace(old, new, 1)))
    assert found(report.log, rule) == [finding]
    assert not report.conforming


@pytest.mark.spec("FECV-04")
@pytest.mark.parametrize(
    ("old", "column"),
    [
        ("VE|", "JournalCode"),
        ("|Ventes|", "JournalLib"),
        ("|Clients|", "CompteLib"),
        ("|F-1|", "PieceRef"),
        ("|20250114|", "PieceDate"),
        ("|Facture 1|", "EcritureLib"),
        ("|20250131|", "ValidDate"),
    ],
)
def test_missing_data(old: str, column: str) -> None:
    blank = "|" * old.count("|")
    report = control(SALE.replace(FIRST, FIRST.replace(old, blank, 1)))
    assert found(report.log, Rule.MISSING_DATA) == [(2, column, "")]
    assert not report.conforming


@pytest.mark.spec("FECV-04")
@pytest.mark.parametrize(
    ("regime", "tail"), [(Regime.BA, "|20250301|Virement|\n"), (Regime.BNC, "|20250301|Virement||\n")]
)
def test_cash_regimes_miss_piece_data_only(regime: Regime, tail: str) -> None:
    header = CASH_HEADER if regime is Regime.BA else CASH_HEADER + "|IdClient"
    body = PLAIN.replace("VE|Ventes|", "||").replace("|F-1|20250114|", "|||").replace("\n", tail)
    report = control(body, header=header)
    assert report.regime is regime
    assert rules(report) == {Rule.MISSING_DATA: 6}
    assert {column for _, column, _ in found(report.log, Rule.MISSING_DATA)} == {"PieceRef", "PieceDate"}
    blank = control(body.replace("Virement", "").replace("|Facture 1|", "||"), header=header)
    assert blank.log.counts[Rule.BLANK_FIELD] == 6


@pytest.mark.spec("FECV-03")
def test_regime_given_wins_over_the_one_of_the_columns() -> None:
    report = control(SALE, regime=Regime.BA)
    assert found(report.log, Rule.LEGAL_COLUMN) == [(1, "DateRglt", ""), (1, "ModeRglt", ""), (1, "NatOp", "")]
    blank_account = PLAIN.replace("|411000|", "||")
    assert control(blank_account).log.counts[Rule.BLANK_FIELD] == 1
    assert rules(control(blank_account, regime=Regime.COM)) == {}


@pytest.mark.spec("FECV-05")
@pytest.mark.parametrize(
    ("body", "rule", "finding"),
    [
        (SALE.replace("411000", "41100X").replace("707000", "7X0000"), Rule.ACCOUNT_FORM, (3, "CompteNum", "7X0000")),
        (SALE + FIRST.replace("|0,00|", "|120,00|"), Rule.BOTH_SIDES, (5, "Debit, Credit", "")),
        (SALE + FIRST.replace("|120,00|", "|0,00|"), Rule.NO_AMOUNT, (5, "Debit, Credit", "")),
        (SALE + "\n\n" + RECEIPT, Rule.EMPTY_LINE, (5, "", "2 lignes")),
        (SALE.replace("|20250114|", "|21010114|"), Rule.YEAR_RANGE, (2, "PieceDate", "21010114")),
        (SALE.replace("|20250114|", "|2025/01/14|"), Rule.DATE_FORM, (2, "PieceDate", "2025/01/14")),
    ],
)
def test_alerts_of_form(body: str, rule: Rule, finding: tuple[int, str, str]) -> None:
    report = control(body)
    assert found(report.log, rule)[0] == finding
    assert rule.level is Level.ALERT
    assert not report.log.count(Level.ERROR)


@pytest.mark.spec("FECV-05")
def test_byte_order_mark_and_extra_columns_are_alerts() -> None:
    data = fec(PLAIN.replace("\n", "|x|20250301\n"), header=HEADER + "|Quantité|DateLimitReglmt", encoding="utf-8-sig")
    report = control_stream(BytesIO(data), NAME)
    assert rules(report) == {Rule.BYTE_ORDER_MARK: 1, Rule.EXTRA_COLUMN: 2}
    assert found(report.log, Rule.EXTRA_COLUMN) == [(1, "Quantité", ""), (1, "DateLimitReglmt", "")]
    assert report.conforming


@pytest.mark.spec("FECV-03")
@pytest.mark.parametrize("separator", [";", ","])
def test_only_the_tabulation_and_the_bar_separate_since_2013(separator: str) -> None:
    data = fec(PLAIN, separator=separator) if separator == ";" else fec(PLAIN.replace(",", "."), separator=separator)
    report = control_stream(BytesIO(data), NAME)
    assert found(report.log, Rule.SEPARATOR) == [(1, "", separator)]
    assert not report.conforming
    older = control_stream(BytesIO(data.replace(b"2025", b"2012")), NAME.replace("2025", "2012"))
    assert Rule.SEPARATOR not in rules(older)


@pytest.mark.spec("FECV-03")
@pytest.mark.parametrize("separator", ["\t", "|"])
def test_the_legal_separators_are_no_finding(separator: str) -> None:
    report = control_stream(BytesIO(fec(PLAIN, separator=separator)), NAME)
    assert Rule.SEPARATOR not in rules(report)
