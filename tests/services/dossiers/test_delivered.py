"""The tables that a new dossier starts with."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.services.conftest import fixed_clock
from tuicompta.core.accounts import check_hierarchy
from tuicompta.core.enums import AccountType
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.delivered import CHARTS, chart_accounts, detail_numbers
from tuicompta.services.dossiers.dossier import Dossier

Query = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def query(dossier: Dossier) -> Query:
    return dossier.database.rows


def created(folder: Path, **choices: object) -> sqlite3.Connection:
    start = choices.pop("start", date(2026, 1, 1))
    assert isinstance(start, date)
    new = NewDossier("X", start, date(start.year, 12, 31), next_year=False, **choices)  # type: ignore[arg-type]
    return sqlite3.connect(create_dossier(folder / "X.compta", new, clock=fixed_clock))


@pytest.mark.spec("JO-03", "JF-08", "JF-10", "JF-18", "JF-24", "JF-25", "JO-05")
def test_the_five_journals(query: Query) -> None:
    journals = query(
        "SELECT code, journal.type, description, numbering, prefix, next_number, counterpart_mode, number,"
        " forbidden_roots, label_rule, label_template, repeat_date, repeat_piece FROM journal"
        " JOIN journal_year ON journal_id = journal.id LEFT JOIN account ON account.id = counterpart_account_id"
        " WHERE fiscal_year_id = 1 ORDER BY journal.id"
    )
    common = ("per_year", "", 1)
    assert journals == [
        ("AC", "purchases", "Achats", *common, "none", None, '["41", "70"]', "built", "{tiers}", 1, 1),
        ("VE", "sales", "Ventes", *common, "none", None, '["40", "60"]', "built", "{tiers}", 1, 1),
        ("OD", "general", "Opérations Diverses", *common, "none", None, "[]", "repeat", "", 1, 1),
        ("BP", "treasury", "Banque Principale", *common, "line_by_line", "5121", "[]", "repeat", "", 1, 1),
        ("CA", "treasury", "Caisse", *common, "line_by_line", "530", "[]", "repeat", "", 1, 1),
    ]
    assert query("SELECT fiscal_year_id, count(*) FROM journal_year GROUP BY 1") == [(1, 5), (2, 5)]


@pytest.mark.spec("MR-16")
def test_the_payment_terms(query: Query) -> None:
    terms = query(
        "SELECT payment_term.code, share, days, kind, day, accounting_month, payment_method.code FROM payment_term"
        " JOIN payment_term_line ON payment_term_id = payment_term.id"
        " LEFT JOIN payment_method ON payment_method.id = payment_method_id ORDER BY payment_term.id, position"
    )
    assert terms == [
        ("CPT", 10000, 0, "cash", None, 0, None),
        ("CH30", 10000, 30, "net", None, 0, "CHQ"),
        ("VI30", 10000, 30, "net", None, 0, "VIR"),
        ("PR30", 10000, 30, "net", None, 0, "PRV"),
        ("VI30FM", 10000, 30, "end_of_month", None, 0, "VIR"),
        ("VI45FM", 10000, 45, "end_of_month", None, 0, "VIR"),
        ("VI60", 10000, 60, "net", None, 0, "VIR"),
        ("PREL4", 2500, 0, "cash", None, 0, "PRV"),
        ("PREL4", 2500, 30, "net_on", 15, 0, "PRV"),
        ("PREL4", 2500, 60, "net_on", 15, 0, "PRV"),
        ("PREL4", 2500, 90, "net_on", 15, 0, "PRV"),
        ("CB", 10000, 0, "cash", None, 0, "CB"),
    ]


@pytest.mark.spec("MOYP-03")
def test_one_payment_method_for_each_nature(query: Query) -> None:
    assert query("SELECT code, nature FROM payment_method ORDER BY id") == [
        ("CHQ", "cheque"),
        ("VIR", "transfer"),
        ("PRV", "direct_debit"),
        ("CB", "card"),
        ("ESP", "cash"),
        ("LCR", "bill_of_exchange"),
        ("BOR", "promissory_note"),
        ("AUT", "other"),
    ]


RATES = "SELECT rate FROM vat_rate WHERE territory = ? AND end_date IS NULL ORDER BY rate DESC"


@pytest.mark.spec("TX-01")
@pytest.mark.parametrize(
    ("territory", "rates"),
    [
        ("mainland", [2000, 1000, 550, 210]),
        ("monaco", [2000, 1000, 550, 210]),
        ("corsica", [2000, 1000, 550, 210, 90]),
        ("overseas", [850, 210, 175, 105]),
        ("guiana_mayotte", []),
    ],
)
def test_the_rates_of_a_territory_are_those_of_foreign_operations(
    tmp_path: Path, territory: str, rates: list[int]
) -> None:
    with closing(created(tmp_path, territory=territory)) as connection:
        for name in (territory, "intra_community", "outside_france", "import"):
            assert [rate for (rate,) in connection.execute(RATES, (name,))] == rates
        assert [rate for (rate,) in connection.execute(RATES, ("mainland",))] == [2000, 1000, 550, 210]


@pytest.mark.spec("TX-01")
def test_rates_that_ended_keep_their_dates(query: Query) -> None:
    ended = query(
        "SELECT territory, rate, start_date, end_date FROM vat_rate WHERE end_date IS NOT NULL"
        " AND territory IN ('mainland', 'corsica') ORDER BY 1, 2"
    )
    assert ended == [
        ("corsica", 1300, "2014-01-01", "2025-02-15"),
        ("mainland", 700, "2012-01-01", "2013-12-31"),
        ("mainland", 1960, "2000-04-01", "2013-12-31"),
    ]


@pytest.mark.spec("TX-03")
def test_the_operation_types(query: Query) -> None:
    assert query("SELECT taxable, count(*) FROM vat_operation GROUP BY taxable ORDER BY 1") == [(0, 7), (1, 12)]
    assert query("SELECT taxable FROM vat_operation WHERE label = 'Exportations hors UE'") == [(0,)]
    assert query("SELECT taxable FROM vat_operation WHERE label = 'Acquisitions intracommunautaires'") == [(1,)]


VAT_ACCOUNTS = (
    "SELECT number, vat_direction, vat_territory, vat_rate, vat_basis, vat_operation.code FROM account"
    " JOIN vat_operation ON vat_operation.id = vat_operation_id WHERE vat_direction IS NOT NULL ORDER BY number"
)


@pytest.mark.spec("TVAP-03", "FC-30")
@pytest.mark.parametrize(
    ("territory", "basis", "rate"),
    [
        ("mainland", "debits", 2000),
        ("corsica", "receipts", 2000),
        ("monaco", "debits", 2000),
        ("overseas", "debits", 850),
    ],
)
def test_the_vat_accounts_have_the_standard_rate(tmp_path: Path, territory: str, basis: str, rate: int) -> None:
    with closing(created(tmp_path, territory=territory, vat_basis=basis)) as connection:
        assert connection.execute(VAT_ACCOUNTS).fetchall() == [
            ("4452", "collected", "intra_community", rate, basis, "intra_community_purchase"),
            ("44562", "deductible", territory, rate, basis, "fixed_assets"),
            ("44566", "deductible", territory, rate, basis, "goods_services"),
            ("44571", "collected", territory, rate, basis, "goods_services"),
        ]


@pytest.mark.spec("FC-30", "TX-01")
def test_no_vat_is_set_nor_proposed_where_there_is_none(tmp_path: Path) -> None:
    with closing(created(tmp_path, territory="guiana_mayotte")) as connection:
        assert connection.execute(VAT_ACCOUNTS).fetchall() == []
        assert connection.execute("SELECT count(proposed_vat_account_id) FROM account").fetchall() == [(0,)]


ROOTS = {
    "44566": "601 602 604 605 606 607 611 612 613 614 615 617 618 622 623 624 6257 626 628 651",
    "44562": "205 208 213 215 218 23",
    "44571": "701 702 703 704 705 706 707 708",
}


def vat_proposed_with(number: str) -> str:
    if number.startswith("2131"):
        return ""
    return next((vat for vat, roots in ROOTS.items() if number.startswith(tuple(roots.split()))), "")


@pytest.mark.spec("TVAP-27")
def test_the_vat_proposed_by_delivered_accounts(query: Query) -> None:
    found = query(
        "SELECT account.number, coalesce(vat.number, '') FROM account"
        " LEFT JOIN account AS vat ON vat.id = account.proposed_vat_account_id WHERE account.type = 'D'"
    )
    assert found == [(number, vat_proposed_with(str(number))) for number, _ in found]
    numbers = {number for number, _ in found}
    assert {"6064", "6257", "707", "2183", "6251", "6271", "6311", "71331"} <= numbers


@pytest.mark.spec("PCG-02")
def test_a_chart_is_that_of_the_start_of_the_fiscal_year() -> None:
    before, then, now = (chart_accounts("pcg", date(year, 12, 31)) for year in (2024, 2025, 2026))
    assert [len(chart) for chart in (before, then, now)] == [1024, 838, 838]
    assert chart_accounts("pcg", date(2019, 1, 1)) == before
    assert chart_accounts("pcg", date(2031, 1, 1)) == now
    assert {"791", "777", "675", "775", "1675"} <= before.keys()
    assert {"16718", "16748", "16758"}.isdisjoint(before)
    assert {"791", "777", "675", "775"}.isdisjoint(then)
    assert {"1675", "16718", "16748", "16758"} <= then.keys()
    assert {"1673", "1682", "16711", "16712"}.isdisjoint(then)
    assert {"1675", "16718", "16748", "16758"}.isdisjoint(now)
    assert {"1673", "1682", "16711", "16712", "657", "757", "7587"} <= now.keys()


@pytest.mark.spec("PCG-02")
def test_the_minimal_list_leaves_out_the_optional_accounts() -> None:
    minimal, whole = chart_accounts("pcg-minimal", date(2026, 1, 1)), chart_accounts("pcg", date(2026, 1, 1))
    assert len(minimal) == 433
    assert minimal.items() <= whole.items()
    assert list(CHARTS) == ["pcg", "pcg-minimal"]


@pytest.mark.spec("PCG-06", "SINV-05", "FC-21")
@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_an_account_with_others_under_it_is_a_root(chart: str, year: int) -> None:
    accounts = detail_numbers(chart_accounts(chart, date(year, 1, 1)))
    typed = [(number, AccountType(kind)) for number, (_, kind) in accounts.items()]
    for number, kind in typed:
        check_hierarchy(number, kind, typed)
    details = [number for number, kind in typed if kind is AccountType.DETAIL]
    assert all(len(number) >= 3 and number.isdigit() and number[0] != "0" for number in details)
    assert len(details) > 250


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("year", [2024, 2026])
def test_every_chart_gives_a_dossier(tmp_path: Path, chart: str, year: int) -> None:
    with closing(created(tmp_path, chart=chart, start=date(year, 1, 1))) as connection:
        counterparts = connection.execute(
            "SELECT code, number, account.type FROM journal_year JOIN journal ON journal.id = journal_id"
            " JOIN account ON account.id = counterpart_account_id ORDER BY code"
        ).fetchall()
        assert [(code, number[:2], kind) for code, number, kind in counterparts] == [
            ("BP", "51", "D"),
            ("CA", "53", "D"),
        ]
        long = "SELECT number FROM account WHERE length(title) > 60 OR title = ''"
        assert connection.execute(long).fetchall() == []


@pytest.mark.spec("FC-40", "FC-33", "FC-31", "OFC-02", "OFC-03", "OFC-04", "OAN-02")
def test_delivered_accounts_have_the_defaults_of_their_nature(query: Query) -> None:
    columns = (
        "SELECT number, lettering, reconciliation, due_date_mode, summary_carry_forward, purchase_nature, sale_nature,"
        " (SELECT number FROM account AS root WHERE root.id = account.control_account_id) FROM account"
        " WHERE number IN ('4011', '4111', '44566', '421', '5121', '530', '6064', '707', '2183') AND type = 'D'"
        " ORDER BY number"
    )
    assert query(columns) == [
        ("2183", 1, "none", "none", 1, 1, 0, None),
        ("4011", 1, "none", "schedule", 0, 0, 0, "401"),
        ("4111", 1, "none", "schedule", 0, 0, 0, "411"),
        ("421", 1, "none", "schedule", 0, 0, 0, None),
        ("44566", 1, "none", "none", 1, 0, 0, None),
        ("5121", 1, "by_account", "none", 1, 0, 0, None),
        ("530", 1, "none", "none", 1, 0, 0, None),
        ("6064", 0, "none", "none", 1, 1, 0, None),
        ("707", 0, "none", "none", 1, 0, 1, None),
    ]
    sides = (
        "SELECT journal_type, allowed, side FROM account_journal_type JOIN account ON id = account_id WHERE number = ?"
    )
    assert query(sides, ("4011",)) == [
        ("general", 1, None),
        ("purchases", 1, "C"),
        ("sales", 0, None),
        ("treasury", 1, "D"),
    ]
