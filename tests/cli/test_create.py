"""`--create` and `--check` (DOSN-13, MT-14)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.reports.books_kit import Books, Line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Done

    Run = Callable[..., Done]

FEC_HEADING = (
    "JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib PieceRef PieceDate"
    " EcritureLib Debit Credit EcritureLet DateLet ValidDate Montantdevise Idevise"
)


def write_fec(folder: Path, *, credit: str = "120,00") -> Path:
    path = folder / "732829320FEC20251231.txt"
    lines = [
        FEC_HEADING.split(),
        "VE|Ventes|1|20250310|411000|Clients|411ABC|Client ABC|F1|20250310|Conseil|120,00|0,00|||20250401||".split("|"),
        f"VE|Ventes|1|20250310|706000|Prestations|||F1|20250310|Conseil|0,00|{credit}|||20250401||".split("|"),
    ]
    path.write_text("".join("\t".join(line) + "\r\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.spec("DOSN-13", "INST-13")
def test_a_dossier_is_created_and_its_path_printed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "Neuf.compta"
    words = (
        "--create",
        "--company",
        "NEUVE SARL",
        "--siren",
        "732829320",
        "--start",
        "2026-07-01",
        "--end",
        "30/06/2027",
    )
    assert run(path, *words) == (0, f"{path}\n", "")
    out = run(path, "--report", "plan-journaux", "--year", "2026-2027").out
    assert out.startswith("NEUVE SARL")
    assert "Exercice du 01/07/2026 au 30/06/2027" in out
    done = run(path, *words)
    assert (done.code, done.out) == (1, "")
    assert "Un dossier porte déjà ce nom" in done.err


@pytest.mark.spec("DOSN-13", "INST-13")
@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("", 2, "La création d'un dossier demande le nom de la société : --company NOM."),
        ("--company X --start 2026-01-01", 2, "Les options --start et --end vont ensemble."),
        ("--company X --keep-validation", 2, "L'option --keep-validation va avec --from-fec FICHIER."),
        ("--company X --siren 123", 1, "123"),
        ("--company X --start 2026-01-01 --end 2029-01-01", 1, "un exercice dure de 1 jour à 24 mois"),
        ("--company X --from-fec a.txt --like b.compta", 2, "Donnez --from-fec ou bien --like, pas les deux."),
        ("--company X --like absent.compta", 4, "est introuvable"),
        ("--company X --from-fec absent.txt", 2, "Le fichier «absent.txt» ne peut pas être lu (il n'existe pas)."),
    ],
)
def test_a_refusal_leaves_no_file(run: Run, tmp_path: Path, words: str, code: int, sentence: str) -> None:
    done = run(tmp_path / "Neuf.compta", "--create", *words.split())
    assert (done.code, done.out) == (code, "")
    assert sentence in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.spec("DOSN-13")
def test_a_dossier_from_an_accounting_file(run: Run, tmp_path: Path) -> None:
    fec = write_fec(tmp_path)
    path = tmp_path / "Repris.compta"
    assert run(path, "--create", "--company", "REPRISE", "--from-fec", fec, "--keep-validation").code == 0
    found = json.loads(run(path, "--report", "journal", "--year", "2025", "--format", "json").out)
    assert found["company"] == {"name": "REPRISE", "siren": "732829320"}
    details = [row for row in found["rows"] if row["kind"] == "detail"]
    assert [(row["account"], row["debit"]) for row in details] == [("411ABC", "120.00"), ("706000", "0.00")]
    assert "Provisoire" not in run(path, "--report", "journal", "--year", "2025").out


@pytest.mark.spec("DOSN-13", "DOSN-12")
def test_a_dossier_like_another_has_its_settings_and_no_entry(run: Run, books: Books, tmp_path: Path) -> None:
    books.post("AC", "11/03/2026", Line("606400", 500), Line("401DUP", -500))
    path = tmp_path / "Neuf.compta"
    span = ("--start", "2027-01-01", "--end", "2027-12-31")
    assert run(path, "--create", "--company", "NEUVE", *span, "--like", books.path) == (0, f"{path}\n", "")
    assert run(path, "--check").code == 0
    chart = [
        run(each, "--report", "plan-comptable", "--year", year).out
        for each, year in ((path, "2027"), (books.path, "2026"))
    ]
    lines = [[line for line in text.splitlines() if "401DUP" in line or "606400" in line] for text in chart]
    assert lines[0] == lines[1]
    assert len(lines[0]) == 2
    journal = json.loads(run(path, "--report", "journal", "--year", "2027", "--format", "json").out)
    assert journal["totals"] == {"debit": "0.00", "credit": "0.00"}


@pytest.mark.spec("DOSN-13", "INST-13")
def test_a_faulty_accounting_file_leaves_no_dossier_and_its_faults_are_told(run: Run, tmp_path: Path) -> None:
    fec = write_fec(tmp_path, credit="100,00")
    done = run(tmp_path / "Repris.compta", "--create", "--company", "X", "--from-fec", fec)
    assert (done.code, done.out) == (1, "")
    assert "ligne 2" in done.err
    assert [path.name for path in tmp_path.iterdir()] == [fec.name]


@pytest.mark.spec("MT-14", "INST-13")
def test_check_of_a_dossier(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "Neuf.compta"
    run(path, "--create", "--company", "NEUVE")
    assert run(path, "--check") == (0, "Aucune anomalie\n", "")
    assert run(path, "--check", "--format", "json").out == "[]\n"


@pytest.mark.spec("MT-14", "INST-13")
def test_a_fault_ends_with_1(run: Run, books: Books) -> None:
    books.post("AC", "11/03/2026", Line("606400", 5), Line("401DUP", -5))
    database = books.dossier.database
    with database.transaction("IMMEDIATE"):
        database.run("UPDATE balance_total SET debit = debit + 1 WHERE debit = 5")
    code, out, err = run(books.path, "--check")
    assert (code, err) == (1, "")
    assert "606400" in out
    found = json.loads(run(books.path, "--check", "--format", "json").out)
    assert [fault for fault in found if "606400" in fault["object"]]
