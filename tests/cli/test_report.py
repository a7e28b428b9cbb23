"""`--report` from the outside: output, access, faults (ETCL, ETSO)."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.reports.books_kit import Books, Line
from tuicompta.core.report_models.model import ModelColumn, ReportModel
from tuicompta.reports.catalogue import SPECS, find_report
from tuicompta.services.prints.report_model_saving import write_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Done

    Run = Callable[..., Done]

YEAR = ("--year", "2026", "--print-date", "2026-03-31")


def outside(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tuicompta", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, check=False, stdin=subprocess.DEVNULL, env={**os.environ, **environment}
    )


@pytest.mark.spec("ETCL-01", "ETCL-03", "INST-13")
def test_a_report_goes_to_the_standard_output(run: Run, dossier: Path) -> None:
    code, out, err = run(dossier, "--report", "balance", *YEAR)
    assert (code, err) == (0, "")
    assert out.startswith("MOREL SARL ")
    assert "411ABC  Client ABC" in out
    assert max(map(len, out.splitlines())) == 132


@pytest.mark.spec("ETCL-03", "ETSO-11", "INST-13")
def test_or_to_a_file_replaced_only_by_force(run: Run, dossier: Path, tmp_path: Path) -> None:
    path = tmp_path / "balance.csv"
    words = (dossier, "--report", "balance", *YEAR, "--format", "csv", "--output", path)
    assert run(*words) == (0, "", "")
    first = path.read_bytes()
    assert first.startswith("\ufeffCompte;Intitulé;".encode())
    code, out, err = run(*words)
    assert (code, out) == (1, "")
    assert err == f"Le fichier «{path}» existe déjà. Ajoutez --force pour le remplacer, ou choisissez un autre nom.\n"
    assert run(*words, "--force").code == 0
    assert path.read_bytes() == first
    assert run(*words[:-1], tmp_path).code == 0
    assert (tmp_path / "balance_Morel_20261231.csv").read_bytes() == first


@pytest.mark.spec("INST-13", "ETCL-04", "ETCL-05")
@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("nope", 2, "État inconnu : «nope». États : brouillard, journal, journal-centralisateur"),
        ("balance --sort date", 2, "L'option --sort ne s'applique pas à l'état balance."),
        ("journal --sort compte", 2, "Valeur refusée pour --sort : «compte». Valeurs acceptées : date, piece."),
        ("grand-livre --group x", 2, "Valeur refusée pour --group : «x». Valeurs acceptées : lettering."),
        ("journal --columns 4", 2, "L'option --columns ne s'applique pas à l'état journal."),
        ("plan-journaux --accounts 4*", 2, "L'option --accounts ne s'applique pas à l'état plan-journaux."),
        ("balance --option x", 2, "Option «x» inconnue de cet état. Clés acceptées : lettrage-au, comptes"),
        ("plan-journaux --option x=1", 2, "Option «x» inconnue de cet état. Clés acceptées : filtres-usuels."),
        ("balance --option comptes=x", 2, "Valeur «x» refusée pour l'option «comptes». Valeurs acceptées : mouvem"),
        ("balance --option comptes", 2, "Valeur «» refusée pour l'option «comptes»."),
        ("balance --option racines=1,2,3,4", 2, "Valeur «1,2,3,4» refusée pour l'option «racines»."),
        ("balance --option racines=1,1", 2, "Valeur «1,1» refusée"),
        ("balance --option lettrage-au=demain", 2, "Valeurs acceptées : une date AAAA-MM-JJ ou JJ/MM/AAAA."),
        ("balance --option comptes-racines=1", 2, "Valeur «1» refusée pour l'option «comptes-racines»."),
        ("balance --option racines=1 --option racines=2", 2, "L'option «racines» est donnée deux fois."),
        ("balance --year 2030", 2, "Exercice inconnu : «2030». Exercices du dossier : 2025 (01/01/2025–31/12/2025), 2"),
        ("balance --year N+1", 2, "Exercice inconnu : «N+1»."),
        ("balance --from 2025-12-31", 2, "La période du 31/12/2025 au 31/12/2026 sort de l'exercice 2026 (01/01/2026"),
        ("balance --from 2027-01-01", 2, "Aucun exercice ne contient le 01/01/2027. Exercices du dossier : 2025 (01/0"),
        ("balance --to 2025-06-30", 2, "Le 30/06/2025 est dans l'exercice 2025 (01/01/2025–31/12/2025), l'état porte"),
        ("balance --period 2025-12", 2, "sort de l'exercice 2026"),
        ("balance --from 2026-04-01 --to 2026-03-01", 2, "La date de début (01/04/2026) est après la date de fin"),
        ("balance --period 2026-01 --to 2026-03-01", 2, "Donnez --period, ou bien --from et --to, pas les deux."),
        ("grand-livre --from 2024-06-01", 2, "sort des exercices du dossier, du 01/01/2025 au 31/12/2026."),
        ("balance --journals XX", 2, "Journal inconnu : «XX». Journaux du dossier : AC, AN, BP, CA, OD, RAN, VE."),
        ("balance --journals AC,", 2, "Liste illisible : «AC,». Écrivez par exemple AC,VE ou A..B."),
        ("balance --accounts 999999", 2, "Compte inconnu : «999999». Pour tous les comptes qui commencent ainsi"),
        ("balance --accounts 42..41", 2, "Plage refusée : «42..41», la première borne est après la seconde."),
        ("balance --width 100 --format csv", 2, "L'option --width ne va qu'avec --format txt."),
        ("balance --safe-csv", 2, "L'option --safe-csv ne va qu'avec --format csv."),
        ("balance --user ZOE", 3, "Code ou mot de passe incorrect."),
    ],
)
def test_a_fault_of_a_report_is_named(run: Run, dossier: Path, words: str, code: int, sentence: str) -> None:
    done = run(dossier, "--report", *words.split(), *([] if "--year" in words else YEAR[:2]))
    assert (done.code, done.out) == (code, "")
    assert sentence in done.err
    assert done.err.count("\n") == 1


@pytest.mark.spec("INST-13")
def test_a_dossier_missing_unreadable_or_foreign_ends_with_4(run: Run, dossier: Path, tmp_path: Path) -> None:
    (tmp_path / "note.compta").write_text("rien")
    broken = tmp_path / "broken.compta"
    broken.write_bytes(dossier.read_bytes()[:8192] + bytes(4096))
    for path, sentence in (
        (tmp_path / "absent.compta", "est introuvable"),
        (tmp_path / "note.compta", "n'est pas un dossier tuicompta"),
        (broken, "ne peut pas être lu"),
    ):
        code, out, err = run(path, "--report", "balance")
        assert (code, out) == (4, ""), err
        assert sentence in err


@pytest.mark.spec("ETCL-04")
@pytest.mark.parametrize(
    ("year", "start"),
    [
        ("2025", "2025"),
        ("N-1", "2025"),
        ("n", "2026"),
        ("15/06/2025", "2025"),
        ("2026-12-31", "2026"),
    ],
)
def test_the_fiscal_year_by_label_date_or_place(run: Run, dossier: Path, year: str, start: str) -> None:
    words = (dossier, "--report", "plan-journaux", "--year", year, "--print-date", "2026-03-31")
    assert f"Exercice du 01/01/{start} au 31/12/{start}" in run(*words).out


@pytest.mark.spec("EX-09", "EX-10", "ETCL-04")
def test_the_current_fiscal_year_is_the_default(run: Run, books: Books) -> None:
    words = (books.path, "--report", "plan-journaux")
    assert "Exercice du 01/01/2025" in run(*words, "--print-date", "2025-06-30").out
    assert "Exercice du 01/01/2026" in run(*words, "--print-date", "2026-06-30").out
    assert "Exercice du 01/01/2025" in run(*words, "--print-date", "2031-01-01").out
    database = books.dossier.database
    chosen = database.value("SELECT id FROM fiscal_year WHERE start_date = '2026-01-01'")
    with database.transaction("IMMEDIATE"):
        database.run("INSERT INTO user_state VALUES (1, 'current_fiscal_year', ?)", (json.dumps(chosen),))
    assert "Exercice du 01/01/2026" in run(*words, "--print-date", "2025-06-30").out


@pytest.mark.spec("ETCL-04")
def test_one_month(run: Run, dossier: Path) -> None:
    assert (
        "Période du 01/02/2026 au 28/02/2026" in run(dossier, "--report", "balance", *YEAR, "--period", "2026-02").out
    )


@pytest.mark.spec("ETCL-05", "ETFI-02")
@pytest.mark.parametrize(
    ("words", "accounts"),
    [
        ("--accounts 401..411", {"401DUP", "411ABC"}),
        ("--accounts 411", {"411ABC"}),
        ("--accounts 411ABC", {"411ABC"}),
        ("--accounts 401*,706000", {"401DUP", "706000"}),
        ("--accounts *00", {"606400", "706000"}),
        ("--accounts ..5", {"401DUP", "411ABC"}),
        ("--accounts 6..", {"606400", "706000"}),
        ("--nature clients", {"411ABC"}),
        ("--nature fournisseurs,gestion", {"401DUP", "606400", "706000"}),
        ("--nature bilan", {"401DUP", "411ABC"}),
        ("--journals ac", {"401DUP", "606400"}),
        ("--journals B..V", {"411ABC", "706000"}),
        ("--journals A*,VE", {"401DUP", "411ABC", "606400", "706000"}),
        ("--status s", set()),
    ],
)
def test_common_filters(run: Run, books: Books, words: str, accounts: set[str]) -> None:
    books.post("AC", "11/03/2026", Line("606400", 5), Line("401DUP", -5))
    out = run(books.path, "--report", "balance", *YEAR, "--format", "json", *words.split()).out
    assert {row["account"] for row in json.loads(out)["rows"] if row["kind"] == "detail"} == accounts


@pytest.mark.spec("ETSO-02")
def test_the_marks_of_the_heading(run: Run, books: Books) -> None:
    def marks(*words: object) -> list[str]:
        lines = run(books.path, "--report", "balance", *YEAR[2:], "--year", *words).out.splitlines()
        return [line for line in lines if line.startswith(("Provisoire", "Avec", "Définitif"))]

    books.post("AC", "11/03/2025", Line("606400", 5), Line("401DUP", -5), status="V")
    books.post("AC", "11/04/2026", Line("606400", 5), Line("401DUP", -5), status="S")
    books.close_year("31/12/2025")
    assert marks("2025") == ["Définitif"]
    assert marks("2026") == ["Provisoire"]
    assert marks("2026", "--status", "nv,v,s") == ["Provisoire · Avec simulations"]
    assert marks("2026", "--status", "v") == []
    assert marks("2026", "--to", "09/03/2026") == []


@pytest.mark.spec("ETSO-05")
def test_form_of_the_csv_and_characters_it_lacks(books: Books) -> None:
    books.post("AC", "11/03/2026", Line("606400", 1_250, "Œuvre à 5 € – Łódź"), Line("401DUP", -1_250))
    words = ("--report", "journal", *YEAR, "--journals", "AC", "--format", "csv", "--decimal", ".", "--delimiter", "|")
    done = outside(books.path, *words, "--encoding", "iso-8859-15")
    assert "Œuvre à 5 € - Lódz|12.50|0.00".encode("iso-8859-15") in done.stdout
    assert done.stderr.decode() == "3 caractères absents du codage iso-8859-15 ont été remplacés.\n"


@pytest.mark.spec("ETCL-06", "RPINV-08")
@pytest.mark.parametrize("name", [spec.name for spec in SPECS])
def test_no_report_changes_a_byte_of_the_dossier(run: Run, books: Books, name: str) -> None:
    digest = hashlib.sha256(books.path.read_bytes()).hexdigest()
    year = ("--year", "2026") if "year" in find_report(name).flags else ()
    for form in ("txt", "csv", "json"):
        width = ("--width", "255") if form == "txt" else ()
        assert run(books.path, "--report", name, *year, "--format", form, *width).code == 0
    assert hashlib.sha256(books.path.read_bytes()).hexdigest() == digest


@pytest.mark.spec("ETCL-06", "RPINV-08")
def test_not_even_after_a_session_that_was_cut_short(cli_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.compta"
    path.write_bytes(cli_template.read_bytes())
    code = (
        "import os, sys; from pathlib import Path; from tuicompta.models.connection import connect\n"
        "from tuicompta.services.settings.settings import set_settings\n"
        "set_settings(connect(Path(sys.argv[1])), {'company.name': 'COUPÉE'}); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    log = path.with_name(path.name + "-wal")
    before = path.read_bytes(), log.read_bytes()
    assert before[1]
    done = outside(path, "--report", "plan-journaux")
    assert done.stdout.decode().startswith("COUPÉE ")
    assert (path.read_bytes(), log.read_bytes()) == before


@pytest.mark.spec("ETCL-06")
def test_a_report_runs_beside_a_session_that_writes_and_sees_none_of_it(run: Run, books: Books) -> None:
    database = books.dossier.database
    with database.transaction("IMMEDIATE"):
        database.run("UPDATE account SET title = 'Renommé' WHERE number = '411ABC'")
        done = run(books.path, "--report", "balance", *YEAR)
        assert done.code == 0
        assert "Client ABC" in done.out
    assert "Renommé" in run(books.path, "--report", "balance", *YEAR).out


@pytest.mark.spec("ETCL-07")
def test_only_the_edition_changes_without_an_imposed_date(run: Run, dossier: Path) -> None:
    words = (dossier, "--report", "balance", "--year", "2026")
    assert run(*words, "--print-date", "2026-03-31").out == run(*words, "--print-date", "31/03/2026").out
    free, imposed = run(*words).out.splitlines(), run(*words, *YEAR[2:]).out.splitlines()
    assert " à " in free[0]
    assert " à " not in imposed[0]
    assert free[1:] == imposed[1:]


@pytest.mark.spec("INST-13")
def test_no_screen_library_and_no_table_library_is_loaded_for_a_report(dossier: Path) -> None:
    code = (
        "import sys; from tuicompta.cli import main\n"
        "code = main(sys.argv[1:]); sys.stderr.write(' '.join(sys.modules)); sys.exit(code)"
    )
    for words in (["--report", "grand-livre"], ["--check"]):
        done = subprocess.run([sys.executable, "-c", code, str(dossier), *words], capture_output=True, check=True)
        loaded = {name.partition(".")[0] for name in done.stderr.decode().split()}
        assert not {"textual", "rich"} & loaded


def test_a_reader_that_goes_away_is_no_fault(books: Books) -> None:
    for entry in range(300):
        books.post("AC", "11/03/2026", Line("606400", 5, f"Ligne {entry} " + "x" * 80), Line("401DUP", -5))
    command = f"{sys.executable} -m tuicompta {books.path} --report journal --year 2026 --format json | head -c 10"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert (len(done.stdout), done.stderr) == (10, b"")


@pytest.mark.attack
@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE entry; --",
        "4\x9b2J..5\u202e",
        '" OR 1=1 --',
        "%",
        "_",
        "401*' --",
        "\x1b]0;x\x07",
        "\u202e",
        "A" * 5000,
    ],
)
@pytest.mark.parametrize("flag", ["--accounts", "--journals", "--year", "--option", "--sort", "--entered-by", "--user"])
def test_no_value_reaches_the_text_of_a_query(run: Run, books: Books, flag: str, text: str) -> None:
    for form in ("txt", "json"):
        done = run(books.path, "--report", "brouillard", "--year", "2026", "--format", form, flag, text)
        assert done.code in {0, 2, 3}
        assert all(char.isprintable() or char == "\n" for char in done.out + done.err)
    assert books.dossier.database.value("SELECT count(*) FROM entry") == 1


@pytest.mark.attack
def test_hostile_books_and_file_names_never_command_the_terminal(run: Run, books: Books, tmp_path: Path) -> None:
    hostile = "\x1b]52;c;cGFzcw==\x07\x9b2J\u202e=cmd|' /C calc'!A1"
    books.post("AC", "11/03/2026", Line("606400", 5, hostile), Line("401DUP", -5))
    database = books.dossier.database
    with database.transaction("IMMEDIATE"):
        database.run("UPDATE account SET title = ? WHERE number = '606400'", (hostile,))
        database.run("UPDATE setting SET value = json_quote(?) WHERE key = 'company.name'", (hostile,))
    for name in ("journal", "grand-livre", "balance", "brouillard", "plan-comptable"):
        for form in ("txt", "csv", "json"):
            out = run(books.path, "--report", name, "--year", "2026", "--format", form).out
            assert [char for char in out if not char.isprintable() and char not in "\r\n\f\ufeff"] == []
    odd = tmp_path / "a\x1b[31m\u202eb.compta"
    for words in ((odd, "--report", "balance"), (books.path, odd), (books.path, "--batch", odd)):
        err = run(*words).err
        assert err.rstrip("\n").isprintable()


def test_an_unforeseen_error_gives_one_sentence_and_a_log(
    run: Run, dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("tuicompta.cli.report.build_report", lambda *_: 1 / 0)
    code, out, err = run(dossier, "--report", "balance")
    log = tmp_path / "state" / "tuicompta" / "erreurs.log"
    assert (code, out) == (1, "")
    assert err == f"Erreur imprévue. Son détail est dans {log}.\n"
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0


def test_an_interruption_ends_with_130(run: Run, dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tuicompta.cli.report.build_report", interrupted)
    assert run(dossier, "--report", "balance") == (130, "", "")


@pytest.mark.spec("ETSO-04")
def test_the_width_of_the_text(run: Run, dossier: Path) -> None:
    for width in (80, 100, 255):
        out = run(dossier, "--report", "journal", *YEAR, "--width", width).out
        assert max(map(len, out.splitlines())) == width


@pytest.mark.spec("INST-16")
def test_an_old_python_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    from tuicompta.cli import main  # noqa: PLC0415 - after the change

    assert main(["--version"]) == 2
    assert capsys.readouterr() == ("", "tuicompta demande Python 3.11 ou plus récent.\n")


def test_a_user_with_a_password_is_not_taken_for_granted(run: Run, books: Books) -> None:
    database = books.dossier.database
    with database.transaction("IMMEDIATE"):
        database.run("UPDATE user SET password_hash = 'x' WHERE code = 'ADM'")
    code, out, err = run(books.path, "--report", "balance")
    assert (code, out) == (3, "")
    assert "ADM" in err


@pytest.mark.spec("ETCL-03", "EDM-07")
def test_a_model_of_the_dossier_lays_the_report_out(run: Run, books: Books) -> None:
    columns = (ModelColumn("debit", title="Au débit"), ModelColumn("account"))
    made = ReportModel("Ma balance", "balance", columns, filters={"accounts": "411*"}, foot="{page}/{pages}")
    write_model(books.dossier, None, made)
    words = (books.path, "--report", "balance", *YEAR, "--format", "csv")
    code, out, err = run(*words, "--model", "ma balance")
    assert (code, err) == (0, "")
    assert out.splitlines() == ["\ufeffAu débit;Compte", "1200,00;411ABC"]
    assert "706000" in run(*words, "--model", "Ma balance", "--option", "filtres-usuels").out
    assert run(*words, "--model", "Balance (système)").out == run(*words).out
    assert run(*words[:-1], "txt", "--model", "Ma balance").out.rstrip().endswith("1/1")
    code, out, err = run(*words, "--model", "Autre")
    assert (code, out) == (2, "")
    assert err == "Modèle inconnu de l'état «balance» : «Autre». Modèles : Balance (système), Ma balance.\n"
