from __future__ import annotations

import json
from io import BytesIO

import pytest

from tests.exchange.fec.samples import NAME, RECEIPT, SALE, control, entry, fec, rules
from tuicompta.exchange.fec.control import control_stream
from tuicompta.exchange.fec.findings import Rule
from tuicompta.exchange.fec.rendering import json_lines, text_lines


@pytest.mark.spec("FECV-02")
def test_thousand_rows_a_rule_on_screen_and_all_in_the_exported_report() -> None:
    report = control(*(entry("").replace("|P-1|", "||") for _ in range(1200)))
    assert report.log.counts[Rule.MISSING_DATA] == 2400
    screen, exported = list(text_lines(report, 1000)), list(text_lines(report))
    assert sum("PieceRef" in line for line in screen) == 1000
    assert "  … et 1 400 autres dans le rapport exporté" in screen
    assert sum("PieceRef" in line for line in exported) == 2400
    assert "  ligne 2401  PieceRef" in exported
    findings = json.loads("".join(json_lines(report)))["findings"]
    assert sum(finding["rule"] == "missing_data" for finding in findings) == 2400
    report.close()


@pytest.mark.spec("FECV-02", "FECV-07")
def test_text_report() -> None:
    report = control(SALE.replace("100,00", "100.01").replace("|20250131|", "||"), RECEIPT, name="FEC20251231.txt")
    assert list(text_lines(report)) == [
        "Contrôle du fichier FEC20251231.txt",
        "",
        "Séparateur             tabulation",
        "Jeu de caractères      UTF-8",
        "Régime                 BIC ou IS",
        "Exercice               01/01/2025–31/12/2025",
        "Lignes                 5",
        "Écritures              2",
        "Journaux               2",
        "Numérotation           une suite par journal",
        "Première écriture      15/01/2025",
        "Dernière écriture      10/02/2025",
        "Total débit            240,00",
        "Total crédit           240,01",
        "Résultat (7 − 6)       100,01 (bénéfice)",
        "",
        "Journal    Écritures    Lignes                Débit               Crédit Intitulé",
        "BP                 1         2               120,00               120,00 Banque",
        "VE                 1         3               120,00               120,01 Ventes",
        "",
        "Erreur – Point décimal au lieu de la virgule : 1",
        "  ligne 3  Credit  100.01",
        "",
        "Erreur – Écriture non équilibrée : 1",
        "  ligne 2  VE n° 1 : débit − crédit = -0,01",
        "",
        "Erreur – Fichier non équilibré : 1",
        "  fichier  débit − crédit = -0,01",
        "",
        "Donnée absente – Donnée absente : 3",
        "  ligne 2  ValidDate",
        "  ligne 3  ValidDate",
        "  ligne 4  ValidDate",
        "",
        "Alerte – Nom ne commençant pas par neuf chiffres : 1",
        "  fichier  FEC20251231.txt",
        "",
        "Non conforme: 3 erreurs, 3 données absentes",
        "Ce contrôle ne certifie rien : il ne remplace ni l'examen des pièces ni celui de l'administration.",
    ]


@pytest.mark.spec("FECV-07")
def test_json_report() -> None:
    report = control(SALE.replace("|Facture 1|", "||", 1), RECEIPT)
    read = json.loads("\n".join(json_lines(report)))
    assert read.pop("journals")[0] == {
        "code": "BP",
        "label": "Banque",
        "entries": 1,
        "lines": 2,
        "debit": "120.00",
        "credit": "120.00",
        "first_date": "2025-02-10",
        "last_date": "2025-02-10",
    }
    assert read == {
        "report": "check-fec",
        "file": NAME,
        "separator": "\t",
        "charset": "utf-8",
        "regime": "bic",
        "fiscal_year": {"start": "2025-01-01", "end": "2025-12-31"},
        "lines": 5,
        "entries": 2,
        "numbering": "by_journal",
        "first_date": "2025-01-15",
        "last_date": "2025-02-10",
        "debit": "240.00",
        "credit": "240.00",
        "result": "100.00",
        "conforming": False,
        "verdict": "Non conforme: 0 erreur, 1 donnée absente",
        "certified": False,
        "counts": {"missing_data": 1},
        "findings": [{"level": "missing", "rule": "missing_data", "line": 2, "column": "EcritureLib", "value": ""}],
    }


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00\x00", b"PK\x03\x04\x00\x00", b"x" * 70_000])
def test_what_is_no_accounting_file_gives_a_report_all_the_same(data: bytes) -> None:
    report = control_stream(BytesIO(data), NAME)
    assert rules(report) == {Rule.UNREADABLE_FILE: 1}
    assert json.loads("".join(json_lines(report)))["conforming"] is False
    assert "Non conforme: 1 erreur, 0 donnée absente" in list(text_lines(report))


def test_file_with_names_only_conforms() -> None:
    report = control_stream(BytesIO(fec()), NAME)
    assert report.conforming
    assert report.totals is None


@pytest.mark.attack
def test_terminal_sequences_of_names_and_values_never_reach_the_report() -> None:
    hostile = "\x1b]0;titre\x07\u202e"
    report = control(SALE.replace("VE|", f"V{hostile}E|").replace("120,00", f"{hostile}1"), name=f"{hostile}FEC.txt")
    for line in [*text_lines(report), *json_lines(report)]:
        assert line.isprintable()
