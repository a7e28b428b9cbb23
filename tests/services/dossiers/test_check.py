"""The consistency check: each fault with its object, nothing on a sound dossier (MT-14, MT-15)."""

# ruff: noqa: S608 - these statements are what a tamperer would run

import sqlite3
from contextlib import closing

import pytest

from tests.services.tampering import fill, tamper
from tuicompta.services.dossiers.check import Fault, check_dossier
from tuicompta.services.dossiers.dossier import Dossier

AC1, AC2, AC3 = (f"AC 0000{number} du 15/03/2026" for number in (1, 2, 3))
LAST = "AC 00006 du 15/03/2026"
BROKEN = "modifiée après sa validation, hors du programme"
TOTAL = "le cumul diffère de la somme des lignes"
# Totals that agree with the lines again, as a careful hand would leave them.
RECOUNT = """
    DELETE FROM balance_total;
    INSERT INTO balance_total
    SELECT account_id, period_id, journal_id, status, sum(debit), sum(credit), sum(debit <> 0), sum(credit <> 0)
      FROM entry_line JOIN entry ON entry.id = entry_id GROUP BY account_id, period_id, journal_id, status
"""

CASES: dict[str, tuple[str, set[str]]] = {
    "amount": (
        "UPDATE entry_line SET debit = debit + 1 WHERE id = 2",
        {
            f"Écriture – {AC1} : non équilibrée, écart 0,01",
            f"Sceau – {AC1} : {BROKEN}",
            f"Cumuls – 6064, AC, 2026-03 : {TOTAL}",
        },
    ),
    "both amounts, totals recounted": (
        f"UPDATE entry_line SET debit = debit * 2, credit = credit * 2 WHERE entry_id = 2; {RECOUNT}",
        {f"Sceau – {AC2} : {BROKEN}", f"Échéances – {AC2}, ligne 1 : le total des échéances diffère du montant"},
    ),
    "one side for the other": (
        f"UPDATE entry_line SET debit = credit, credit = debit WHERE entry_id = 2; {RECOUNT}",
        {f"Sceau – {AC2} : {BROKEN}"},
    ),
    "date": (
        (
            "UPDATE entry SET entry_date = '2026-03-16' WHERE id = 3;"
            "UPDATE entry_line SET entry_date = '2026-03-16' WHERE entry_id = 3"
        ),
        {f"Sceau – AC 00003 du 16/03/2026 : {BROKEN}"},
    ),
    "piece date": ("UPDATE entry SET piece_date = '2026-01-01' WHERE id = 1", {f"Sceau – {AC1} : {BROKEN}"}),
    "account": (
        f"UPDATE entry_line SET account_id = (SELECT id FROM account WHERE number = '6063') WHERE id = 2; {RECOUNT}",
        {f"Sceau – {AC1} : {BROKEN}"},
    ),
    "label": ("UPDATE entry_line SET label = 'Autre' WHERE id = 2", {f"Sceau – {AC1} : {BROKEN}"}),
    "text moved between neighbours": (
        "UPDATE entry_line SET document_number = piece_number, piece_number = '' WHERE id = 2",
        {f"Sceau – {AC1} : {BROKEN}"},
    ),
    "order of lines": (
        (
            "UPDATE entry_line SET position = 99 WHERE id = 1; UPDATE entry_line SET position = 1 WHERE id = 2;"
            "UPDATE entry_line SET position = 2 WHERE id = 1"
        ),
        {f"Sceau – {AC1} : {BROKEN}"},
    ),
    "validation date": (
        "UPDATE entry SET validated_at = '2026-01-01T00:00:00' WHERE id = 2",
        {f"Sceau – {AC2} : {BROKEN}"},
    ),
    "author": (
        "INSERT INTO user (id, code, name) VALUES (2, 'EVE', 'E'); UPDATE entry SET validated_by = 2 WHERE id = 2",
        {f"Sceau – {AC2} : {BROKEN}"},
    ),
    "journal of the entry": (
        f"UPDATE entry SET journal_id = 3 WHERE id = 3; {RECOUNT}",
        {
            f"Sceau – OD 00003 du 15/03/2026 : {BROKEN}",
            "N° définitifs – OD, exercice du 2026-01-01 : 1 écritures validées, dernier n° 3, 1 n° différents",
        },
    ),
    "numbers swapped": (
        "UPDATE entry SET definitive_number = 3 - definitive_number WHERE id IN (1, 2)",
        {f"Sceau – {AC1} : {BROKEN}", f"Sceau – {AC2} : {BROKEN}"},
    ),
    "entries swapped in the chain": (
        "UPDATE entry SET seal_number = 3 - seal_number WHERE id IN (1, 2)",
        {f"Sceau – {AC1} : {BROKEN}", f"Sceau – {AC2} : {BROKEN}", f"Sceau – {AC3} : {BROKEN}"},
    ),
    "contents swapped": (
        (
            "UPDATE entry_line SET entry_id = 99 WHERE entry_id = 1;"
            "UPDATE entry_line SET entry_id = 1 WHERE entry_id = 2;"
            "UPDATE entry_line SET entry_id = 2 WHERE entry_id = 99"
        ),
        {f"Sceau – {AC1} : {BROKEN}", f"Sceau – {AC2} : {BROKEN}"},
    ),
    "deletion in the middle": (
        (
            "DELETE FROM due_date WHERE entry_line_id < 7; DELETE FROM vat_record WHERE entry_line_id BETWEEN 4 AND 6;"
            f"DELETE FROM entry_line WHERE entry_id = 2; DELETE FROM entry WHERE id = 2; {RECOUNT}"
        ),
        {
            f"Sceau – {AC3} : {BROKEN}",
            "N° définitifs – AC, exercice du 2026-01-01 : 2 écritures validées, dernier n° 3, 2 n° différents",
        },
    ),
    "deletion of the last one": (
        (
            "DELETE FROM due_date WHERE entry_line_id = 7; DELETE FROM vat_record WHERE entry_line_id = 9;"
            f"DELETE FROM entry_line WHERE entry_id = 3; DELETE FROM entry WHERE id = 3; {RECOUNT}"
        ),
        {"Sceau – n° 3, événement n° 2 : l'écriture scellée a disparu ou a changé"},
    ),
    "validation undone": (
        (
            "UPDATE entry SET status = 'N', definitive_number = NULL, validated_at = NULL, validated_by = NULL,"
            f" seal_number = NULL, seal = NULL WHERE id = 3; {RECOUNT}"
        ),
        {"Sceau – n° 3, événement n° 2 : l'écriture scellée a disparu ou a changé"},
    ),
    "number given twice": (
        "UPDATE entry SET definitive_number = 1 WHERE id = 2",
        {
            f"Sceau – {AC2} : {BROKEN}",
            "N° définitifs – AC, exercice du 2026-01-01 : 3 écritures validées, dernier n° 3, 2 n° différents",
        },
    ),
    "seal": (
        "UPDATE entry SET seal = zeroblob(32) WHERE id = 3",
        {f"Sceau – {AC3} : {BROKEN}", "Sceau – n° 3, événement n° 2 : l'écriture scellée a disparu ou a changé"},
    ),
    "letter taken off": (
        "UPDATE entry_line SET lettering_id = NULL WHERE id = 13",
        {"Lettrage – 411MAR AA : groupe faux, écart 1 200,00"},
    ),
    "letter taken off everywhere": (
        "UPDATE entry_line SET lettering_id = NULL",
        {"Lettrage – 411MAR AA : groupe faux, écart 0,00"},
    ),
    "letter given to another line": (
        "UPDATE entry_line SET lettering_id = 1 WHERE id = 15",
        {"Lettrage – 411MAR AA : groupe faux, écart -1 234,56"},
    ),
    "lettered entry simulated": (
        f"UPDATE entry SET status = 'S' WHERE id = 4; {RECOUNT}",
        {"Lettrage – 411MAR AA : groupe faux, écart 0,00"},
    ),
    "matching": (
        "UPDATE matching SET amount = 1",
        {"Pointage – échéance 4 : le montant pointé diffère de ses pointages"},
    ),
    "due date": (
        "UPDATE due_date SET amount = amount - 5 WHERE entry_line_id = 15",
        {f"Échéances – {LAST}, ligne 1 : le total des échéances diffère du montant"},
    ),
    "line dropped": (
        f"DELETE FROM vat_record WHERE entry_line_id = 17; DELETE FROM entry_line WHERE id = 17; {RECOUNT}",
        {f"Écriture – {LAST} : non équilibrée, écart -205,76"},
    ),
    "single line": (
        (
            "DELETE FROM vat_record WHERE entry_line_id = 17; DELETE FROM entry_line WHERE id > 15;"
            f"DELETE FROM due_date WHERE entry_line_id = 15; {RECOUNT}"
        ),
        {f"Écriture – {LAST} : une seule ligne"},
    ),
    "no line": (
        (
            "DELETE FROM vat_record WHERE entry_line_id > 14; DELETE FROM due_date WHERE entry_line_id > 14;"
            f"DELETE FROM entry_line WHERE entry_id = 6; {RECOUNT}"
        ),
        {f"Écriture – {LAST} : sans ligne"},
    ),
    "left open": (
        "UPDATE entry SET posted = 0 WHERE id = 6",
        {
            f"Écriture – {LAST} : restée ouverte",
            "Fichier – entry n° 6 : référence à un enregistrement disparu (must_be_true)",
        },
    ),
    "outside its period": (
        f"UPDATE entry SET period_id = 4 WHERE id = 6; {RECOUNT}",
        {f"Écriture – {LAST} : date hors de sa période"},
    ),
    "in another fiscal year": (
        "UPDATE entry SET fiscal_year_id = 2 WHERE id = 6",
        {f"Écriture – {LAST} : date hors de sa période"},
    ),
    "date of one line": (
        "UPDATE entry_line SET entry_date = '2026-03-01' WHERE id = 15",
        {f"Écriture – {LAST} : une ligne porte une autre date"},
    ),
    "line on a root": (
        f"UPDATE entry_line SET account_id = (SELECT id FROM account WHERE number = '606') WHERE id = 16; {RECOUNT}",
        {"Compte – 606 : compte Racine portant des lignes"},
    ),
    "total": (
        (
            "UPDATE balance_total SET credit = credit + 1"
            " WHERE account_id = (SELECT id FROM account WHERE number = '401DUP')"
        ),
        {f"Cumuls – 401DUP, AC, 2026-03 : {TOTAL}"},
    ),
    "total dropped": (
        "DELETE FROM balance_total WHERE account_id = (SELECT id FROM account WHERE number = '707')",
        {f"Cumuls – 707, VE, 2026-03 : {TOTAL}"},
    ),
    "total invented": (
        "INSERT INTO balance_total SELECT id, 1, 1, 'N', 5, 0, 1, 0 FROM account WHERE number = '512'",
        {f"Cumuls – 512, AC, 2026-01 : {TOTAL}"},
    ),
    "closed month": (
        "INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES (1, 3, 'x')",
        {"Mois clôturé – AC, 2026-03 : contient une écriture non validée"},
    ),
    "closed year": (
        "UPDATE fiscal_year SET closed_at = 'x' WHERE id = 1",
        {"Exercice clôturé – du 2026-01-01 : contient une écriture non validée"},
    ),
    "gap between years": (
        "UPDATE fiscal_year SET start_date = '2027-01-02' WHERE id = 2",
        {"Exercice – du 2027-01-02 : ne suit pas le précédent", "Période – 2027-01 : hors de son exercice"},
    ),
    "event": (
        "UPDATE event SET user_code = 'EVE' WHERE id = 1",
        {"Journal des événements – événement n° 1 : chaîne rompue"},
    ),
    "account gone": (
        "DELETE FROM account WHERE number = '707'",
        {
            "Fichier – entry_line n° 11 : référence à un enregistrement disparu (account)",
        },
    ),
    "header gone": (
        "DELETE FROM entry WHERE id = 6; UPDATE entry_line SET debit = 7 WHERE id = 16",
        {"Écriture – n° 6 : non équilibrée, écart -1 028,73"},
    ),
}


@pytest.mark.spec("MT-14", "AINV-10")
def test_a_sound_dossier_has_no_fault_and_is_left_as_it_is(dossier: Dossier) -> None:
    fill(dossier)
    dossier.database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    before = dossier.path.read_bytes()
    assert check_dossier(dossier.database) == []
    assert dossier.path.read_bytes() == before


@pytest.mark.spec("MT-14", "MT-15", "VAL-12", "INVL-01")
@pytest.mark.parametrize(("script", "faults"), CASES.values(), ids=CASES)
def test_a_change_made_outside_the_program_is_found_and_named(dossier: Dossier, script: str, faults: set[str]) -> None:
    fill(dossier)
    tamper(dossier.path, script)
    found = {str(fault) for fault in check_dossier(dossier.database)}
    gone = {fault for fault in found if fault.startswith(("Fichier", "Cumuls"))}
    assert found - gone == {fault for fault in faults if not fault.startswith(("Fichier", "Cumuls"))}
    assert {fault for fault in faults if fault.startswith(("Fichier", "Cumuls"))} <= gone


@pytest.mark.spec("MT-14")
@pytest.mark.parametrize(
    "change", ["DROP TRIGGER entry_post_gate", "DROP INDEX line_of_account", "CREATE TABLE more (a)"]
)
def test_a_changed_structure_is_found(dossier: Dossier, change: str) -> None:
    with closing(sqlite3.connect(dossier.path, isolation_level=None)) as connection:
        connection.execute(change)
    assert check_dossier(dossier.database) == [
        Fault("Structure", "tables et contrôles", "la structure a été modifiée hors du programme")
    ]


def test_an_impossible_date_is_named_without_being_read(dossier: Dossier) -> None:
    fill(dossier)
    tamper(dossier.path, "PRAGMA ignore_check_constraints = 1; UPDATE entry SET entry_date = 'hier' WHERE id = 6")
    assert Fault("Écriture", "n° 6", "date hors de sa période") in check_dossier(dossier.database)


def test_text_that_is_no_text_does_not_stop_the_check(dossier: Dossier) -> None:
    fill(dossier)
    tamper(dossier.path, "UPDATE entry_line SET label = CAST(x'ff' AS TEXT) WHERE id = 2; DELETE FROM balance_total")
    faults = check_dossier(dossier.database)
    assert Fault("Fichier", "base de données", "texte illisible") in faults
    assert [fault for fault in faults if fault.check == "Cumuls"]
