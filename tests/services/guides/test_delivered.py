"""Each delivered guide gives its expected entry, to the cent (MG-11)."""

from datetime import date
from pathlib import Path

import pytest

from tests.services.conftest import fixed_clock
from tests.services.guides_kit import filled, guided, header, lines_of, model_of, shown
from tuicompta.core.guide_formulas import NET_OF_TOTAL, VAT_OF_NET, VAT_OF_TOTAL
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.guides import active_guide_models
from tuicompta.services.guides.delivered import DEFINITIONS
from tuicompta.services.guides.parts import definition_rows
from tuicompta.services.guides.posting import post_guided_entry

DUP, MAR = "401DUP", "411MAR"
# Code, amounts typed, accounts typed, by rank from 1; then the lines.
ENTRIES = [
    ("A20", {1: 120000}, {1: DUP, 2: "6064"}, "401DUP C 1200.00; 6064 D 1000.00; 44566 D 200.00"),
    ("A10", {1: 10000}, {1: DUP, 2: "6063", 3: "44568"}, "401DUP C 100.00; 6063 D 90.91; 44568 D 9.09"),
    ("A55", {1: 10000}, {1: DUP, 2: "6061", 3: "44568"}, "401DUP C 100.00; 6061 D 94.79; 44568 D 5.21"),
    ("A21", {1: 10000}, {1: DUP, 2: "6061", 3: "44568"}, "401DUP C 100.00; 6061 D 97.94; 44568 D 2.06"),
    ("A0", {1: 10000}, {1: DUP, 2: "6064"}, "401DUP C 100.00; 6064 D 100.00"),
    ("AIMMO", {1: 120000}, {1: DUP, 2: "2183"}, "401DUP C 1200.00; 2183 D 1000.00; 44562 D 200.00"),
    ("AIC", {1: 100000}, {1: DUP}, "401DUP C 1000.00; 607 D 1000.00; 44566 D 200.00; 4452 C 200.00"),
    ("AVF", {1: 12000}, {1: DUP, 2: "6064"}, "401DUP D 120.00; 6064 C 100.00; 44566 C 20.00"),
    ("LOYER", {1: 120000}, {1: DUP}, "401DUP C 1200.00; 6132 D 1000.00; 44566 D 200.00"),
    ("LOYHT", {1: 85000}, {1: DUP}, "401DUP C 850.00; 6132 D 850.00"),
    ("TEL", {1: 5999}, {1: DUP}, "401DUP C 59.99; 626 D 49.99; 44566 D 10.00"),
    ("CARB", {1: 7000}, {1: DUP}, "401DUP C 70.00; 6061 D 58.33; 44566 D 11.67"),
    ("FOURN", {1: 123456}, {1: DUP}, "401DUP C 1234.56; 6064 D 1028.80; 44566 D 205.76"),
    ("HONO", {1: 60000}, {1: DUP}, "401DUP C 600.00; 6226 D 500.00; 44566 D 100.00"),
    ("ASSUR", {1: 45000}, {1: DUP}, "401DUP C 450.00; 6161 D 450.00"),
    ("ACPF", {1: 120000}, {1: DUP}, "401DUP C 1200.00; 44566 D 200.00; 44586 C 200.00; 4091 D 1200.00"),
    ("ACPF2", {1: 240000}, {1: DUP, 2: "607"}, "401DUP C 2400.00; 607 D 2000.00; 44566 D 400.00"),
    ("V20", {1: 240000}, {1: MAR}, "411MAR D 2400.00; 707 C 2000.00; 44571 C 400.00"),
    ("V10", {1: 11000}, {1: MAR, 3: "44578"}, "411MAR D 110.00; 707 C 100.00; 44578 C 10.00"),
    ("V55", {1: 10550}, {1: MAR, 3: "44578"}, "411MAR D 105.50; 707 C 100.00; 44578 C 5.50"),
    ("V21", {1: 10210}, {1: MAR, 3: "44578"}, "411MAR D 102.10; 707 C 100.00; 44578 C 2.10"),
    ("VPRES", {1: 10000}, {1: MAR}, "411MAR D 100.00; 706 C 83.33; 44571 C 16.67"),
    ("VEXP", {1: 500000}, {1: MAR}, "411MAR D 5000.00; 707 C 5000.00"),
    ("VIC", {1: 300000}, {1: MAR}, "411MAR D 3000.00; 707 C 3000.00"),
    ("AVC", {1: 12000}, {1: MAR}, "411MAR C 120.00; 707 D 100.00; 44571 D 20.00"),
    ("ACPC", {1: 120000}, {1: MAR}, "411MAR D 1200.00; 44571 C 200.00; 44587 D 200.00; 4191 C 1200.00"),
    ("ACPC2", {1: 600000}, {1: MAR}, "411MAR D 6000.00; 707 C 5000.00; 44571 C 1000.00"),
    ("ACC1", {1: 120000}, {}, "5121 D 1200.00; 4191 C 1200.00"),
    ("ACC3", {1: 120000}, {2: MAR}, "4191 D 1200.00; 411MAR C 1200.00"),
    ("ACC3T", {1: 20000}, {}, "44571 D 200.00; 44587 C 200.00"),
    ("ACC4", {1: 480000}, {2: MAR}, "5121 D 4800.00; 411MAR C 4800.00"),
    ("ACF1", {1: 60000}, {}, "4091 D 600.00; 5121 C 600.00"),
    ("ACF3", {1: 60000}, {1: DUP}, "401DUP D 600.00; 4091 C 600.00"),
    ("ACF3T", {1: 20000}, {}, "44586 D 200.00; 44566 C 200.00"),
    ("ACF4", {1: 180000}, {1: DUP}, "401DUP D 1800.00; 5121 C 1800.00"),
    ("ENC", {1: 240000}, {1: MAR}, "411MAR C 2400.00; 5121 D 2400.00"),
    ("PAY", {1: 123456}, {1: DUP}, "401DUP D 1234.56; 5121 C 1234.56"),
    ("FRB", {1: 1200}, {}, "5121 C 12.00; 6278 D 10.00; 44566 D 2.00"),
    ("FRBST", {1: 890}, {}, "5121 C 8.90; 6278 D 8.90"),
    ("EMPR", {1: 82345, 2: 10233}, {1: "1648"}, "1648 D 823.45; 66116 D 102.33; 5121 C 925.78"),
    ("PTVA", {1: 123400}, {}, "44551 D 1234.00; 5121 C 1234.00"),
    ("PSAL", {1: 220000}, {}, "421 D 2200.00; 5121 C 2200.00"),
    ("PCOT", {1: 145000, 2: 41000}, {}, "431 D 1450.00; 437 D 410.00; 5121 C 1860.00"),
    ("PDIV", {1: 1000000}, {}, "457 D 10000.00; 5121 C 10000.00"),
    (
        "P",
        {1: 300000, 2: 120000, 3: 220000, 4: 145000, 5: 41000},
        {},
        "6411 D 3000.00; 6451 D 1200.00; 421 C 2200.00; 431 C 1450.00; 437 C 410.00; 4421 C 140.00",
    ),
    ("COTIS", {1: 120000, 2: 30000}, {}, "6451 D 1200.00; 6453 D 300.00; 431 C 1200.00; 437 C 300.00"),
    (
        "TVA",
        {1: 500000, 2: 120000, 3: 30000},
        {},
        "44571 D 5000.00; 44566 C 1200.00; 44562 C 300.00; 44551 C 3500.00",
    ),
    ("AMORT", {1: 400000}, {}, "68112 D 4000.00; 2815 C 4000.00"),
    (
        "AFFEC",
        {1: 5000000, 2: 250000, 3: 1000000, 4: 2000000},
        {1: "1209"},
        "1209 D 50000.00; 1061 C 2500.00; 1068 C 10000.00; 457 C 20000.00; 110 C 17500.00",
    ),
    ("AFFPE", {1: 800000}, {}, "119 D 8000.00; 129 C 8000.00"),
    ("IS", {1: 1250000}, {}, "6951 D 12500.00; 444 C 12500.00"),
    ("CCA", {1: 30000}, {2: "6161"}, "486 D 300.00; 6161 C 300.00"),
    ("FNP", {1: 100000}, {1: "6064"}, "6064 D 1000.00; 44586 D 200.00; 4081 C 1200.00"),
]


@pytest.mark.spec("MG-11", "SGL-02", "SGL-04", "SGF-01")
@pytest.mark.parametrize(("code", "amounts", "accounts", "lines"), ENTRIES, ids=[case[0] for case in ENTRIES])
def test_a_delivered_model_gives_its_entry(
    dossier: Dossier, code: str, amounts: dict[int, int], accounts: dict[int, str], lines: str
) -> None:
    body = filled(header(dossier, model_of(dossier, code)), amounts, accounts)
    assert shown(body) == lines.split("; ")
    assert body.difference == 0
    entry_id = post_guided_entry(dossier, guided(dossier, code, amounts, accounts))
    stored = [
        f"{account} {'D' if debit else 'C'} {(debit or credit) / 100:.2f}"
        for account, debit, credit, *_ in lines_of(dossier, entry_id)
    ]
    assert stored == lines.split("; ")


@pytest.mark.spec("MG-11", "SGF-01", "MG-12")
def test_every_delivered_model_is_proven_and_has_a_short_code(dossier: Dossier) -> None:
    models = active_guide_models(dossier.database)
    assert {model.code for model in models} == {case[0] for case in ENTRIES}
    assert len(models) == len(ENTRIES)
    formulas = {line.formula for model in models for line in model.model_lines}
    assert formulas >= {NET_OF_TOTAL, VAT_OF_NET, VAT_OF_TOTAL, "balance"}
    names = [made.name for _, made, _ in definition_rows(dossier.database)]
    assert names == sorted(definition.name for definition in DEFINITIONS)


@pytest.mark.spec("MG-11")
@pytest.mark.parametrize(
    ("chart", "territory", "count", "some"),
    [
        ("pcg-minimal", "mainland", len(ENTRIES), {"A20", "P", "AFFEC"}),
        ("pcg", "overseas", 30, {"A0", "VEXP", "P"}),
        ("pcg", "guyane_mayotte", 28, {"A0", "VEXP", "P"}),
        ("pcg", "corsica", len(ENTRIES), {"A20", "A55"}),
    ],
)
def test_other_charts_and_territories_receive_what_they_can_use(
    tmp_path: Path, chart: str, territory: str, count: int, some: set[str]
) -> None:
    new = NewDossier("X", date(2026, 1, 1), date(2026, 12, 31), chart=chart, territory=territory)
    made = open_dossier(create_dossier(tmp_path / "X.compta", new, clock=fixed_clock), clock=fixed_clock)
    models = {model.code: model for model in active_guide_models(made.database)}
    assert len(models) == count
    assert models.keys() >= some
    assert ("A20" in models) == (territory in {"mainland", "corsica"})
    details = {number for (number,) in made.database.rows("SELECT number FROM account WHERE type = 'D'")}
    used = {line.account for model in models.values() for line in model.model_lines}
    assert used - {""} <= details
    close_dossier(made)


@pytest.mark.spec("SGF-10", "INVT-05")
def test_a_chart_without_vat_rates_computes_all_the_same(tmp_path: Path) -> None:
    new = NewDossier("X", date(2026, 1, 1), date(2026, 12, 31), chart="pcg-minimal")
    made = open_dossier(create_dossier(tmp_path / "X.compta", new, clock=fixed_clock), clock=fixed_clock)
    for code, lines in (
        ("A55", [-10000, 9479, 521]),
        ("AIC", [-10000, 10000, 2000, -2000]),
        ("ACPC", [12000, -2000, 2000, -12000]),
    ):
        body = filled(header(made, model_of(made, code)), {1: abs(lines[0])})
        assert [line.balance for line in body.lines] == lines
    close_dossier(made)
