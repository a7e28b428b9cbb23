"""The path of a stranger: from nothing to an accounting file, and from that file to the same balance."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest

from tests.core.entry.test_keystrokes import SCENARIOS
from tests.journeys import books
from tests.journeys.desk import HOME, Desk
from tests.journeys.raw import assert_harmless

if TYPE_CHECKING:
    from pathlib import Path

    from tests.core.entry.test_keystrokes import Scenario
    from tests.journeys.conftest import Opener

SIREN = "732829320"
# What the first invoices give, where nobody is known yet.
PURCHASE = ("401DUP C 1 234,56", "6064 D 1 028,80", "44566 D 205,76")
SALE = ("411MAR D 2 400,00", "707 C 2 000,00", "44571 C 400,00")
PURCHASE_ROW = re.compile(r"(401DUP|6064|44566) +Dupont SARL +(1 234,56|1 028,80|205,76)$")
# The table of keystrokes, once they are: each row comes after the letter of its journal, where the journal changes.
TABLE = (
    ("", "Purchase invoice with VAT, known supplier (AC)"),
    ("v⏎", "Sale with VAT, known customer (VE)"),
    ("b⏎", "Supplier payment, amount due accepted (BP)"),
    ("", "same, amount typed"),
    ("", "Payroll of 6 lines, journal changed to OD"),
    ("a⏎", "Supplier credit note (AC)"),
)
BALANCE = {
    "401DUP": 2 * (-1234_56 + 1234_56) + 120_00,
    "411MAR": 2 * 2400_00,
    "421": -2200_00,
    "431": -1450_00,
    "437": -410_00,
    "4421": -140_00,
    "44566": 2 * 205_76 - 20_00,
    "44571": 2 * -400_00,
    "5121": 2 * -1234_56,
    "6064": 2 * 1028_80 - 100_00,
    "6411": 3000_00,
    "6451": 1200_00,
    "707": 2 * -2000_00,
}


def lines_of(scenario: Scenario) -> list[str]:
    """Return what a row of the table gives here: the bank of a new dossier is 5121."""
    return [line.replace("512 ", "5121 ") for line in scenario.lines]


def create_the_dossier(desk: Desk) -> None:
    """Go through the wizard at the keyboard."""
    desk.wait_for("Bienvenue dans tuicompta")
    desk.type("2")
    desk.wait_for("Nouveau dossier")
    desk.keys("f9")
    desk.wait_for("Étape 1 sur 4")
    desk.type("Essai")
    desk.keys("f9")
    desk.wait_for("Étape 2 sur 4")
    desk.type("⇥MOREL SARL⇥⇥" + SIREN)
    desk.keys("f9")
    desk.wait_for("Étape 3 sur 4")
    desk.type("france")
    desk.keys("f9")
    desk.wait_for("Étape 4 sur 4")
    desk.type("01012026⇥31122026⇥ ")
    desk.keys("f9")
    desk.wait_for("Récapitulatif")
    desk.keys("f9")
    desk.wait_for("Société – Coordonnées")
    desk.keys("ctrl+w")
    desk.wait_for("Premiers pas")
    desk.keys("ctrl+w")
    desk.wait_for(HOME)


def type_the_first_invoices(desk: Desk) -> None:
    """Type a purchase and a sale, the third parties created on the way, and save."""
    desk.open_grid()
    desk.type("ac⏎15032026⏎401dup⏎")
    desk.wait_for("Créer le compte 401DUP")
    desk.type("Dupont SARL⏎")
    desk.wait_at(0, "Libellé")
    desk.type("⏎1234,56⏎6064⏎⏎⏎")
    desk.wait_lines(*PURCHASE)
    desk.wait_at(3, "Date")
    desk.type("v⏎16⏎411mar⏎")
    desk.wait_for("Créer le compte 411MAR")
    desk.type("Martin SA⏎")
    desk.wait_gone("Créer le compte")
    desk.type("⏎2400⏎707⏎⏎⏎")
    desk.wait_lines(*PURCHASE, *SALE)
    desk.wait_at(6, "Date")
    desk.keys("ctrl+s")
    desk.wait_for("2 écritures enregistrées")


def type_the_table(desk: Desk) -> None:
    """Type the rows of the table with their keys and no other; save, keeping what looks like a duplicate."""
    scenarios = {scenario.name: scenario for scenario in SCENARIOS}
    desk.type("a⏎")
    for journal, name in TABLE:
        keys = "".join(scenarios[name].groups)
        assert len(keys) == scenarios[name].count
        desk.type(journal + keys)
        desk.wait_last_lines(*lines_of(scenarios[name]))
        desk.wait_column("Date")
    desk.keys("ctrl+s")
    desk.wait_for("AC 00002 du 15/03, ligne 1 : Doublon probable : AC 00001 du 15/03/2026")
    desk.type("⏎")
    desk.wait_for("6 écritures enregistrées")
    desk.keys("ctrl+w")
    desk.open_months()


def look_at_the_purchases(desk: Desk) -> list[str]:
    """Open the journal window on the purchases: their lines and their total. Return the lines of the supplier."""
    desk.type("achats mars 2026")
    desk.wait_for("1/1 (sur 60)")
    desk.type("⏎")
    desk.wait_for("Journal AC – mars 2026")
    desk.wait_for("Débit 2 589,12   Crédit 2 589,12")
    shown = desk.terminal.screen
    amounts = [line for line in shown if PURCHASE_ROW.search(line)]
    assert len(amounts) == 2 * len(PURCHASE)
    assert sum("avoir 12" in line for line in shown) == 3
    suppliers = [line for line in shown if "401DUP" in line]
    assert len(suppliers) == 3
    desk.keys("ctrl+w")
    desk.wait_for("Saisie par journal –")
    desk.keys("escape")
    desk.wait_gone("Recherche :")
    return suppliers


def validate_every_journal(desk: Desk) -> None:
    """Validate the entries from the list of journals and months."""
    for words, journal, entries, total in (
        ("achats", "AC", 3, "2 589,12"),
        ("ventes", "VE", 2, "4 800,00"),
        ("principale", "BP", 2, "2 469,12"),
        ("diverses", "OD", 1, "4 200,00"),
    ):
        desk.type(f"{words} mars 2026")
        desk.wait_for("1/1 (sur 60)")
        desk.wait_for(total)
        desk.run("valider tout")
        desk.wait_for(f"{journal}, mars 2026 : {entries} écriture")
        desk.type("o")
        desk.wait_gone("Une écriture validée ne change plus")
        desk.keys("escape")
        desk.wait_gone("Recherche :")


def ask(tuicompta: Opener, *arguments: str | Path) -> None:
    """Run the program by flags to its end, without an error."""
    terminal = tuicompta(*arguments)
    assert terminal.wait_exit() == 0, terminal.text


def balance_of(tuicompta: Opener, path: Path, output: Path) -> dict[str, int]:
    """Print the balance by flag; return the balances by account, in cents."""
    ask(tuicompta, path, "--report", "balance", "--year", "2026", "--format", "csv", "--output", output)
    with output.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    found = {}
    for row in rows:
        if row["Compte"]:
            found[row["Compte"]] = _cents(row["Solde débiteur"]) - _cents(row["Solde créditeur"])
    return found


def _cents(text: str) -> int:
    return int(text.replace(" ", "").replace(",", "") or 0)


@pytest.mark.spec("DOSN-10", "DOSN-13", "KM-66", "VAL-07", "XINV-03")
def test_from_nothing_to_an_accounting_file_and_back(tuicompta: Opener, home: Path, tmp_path: Path) -> None:
    path = home / "tuicompta" / "dossiers" / "Essai.compta"
    desk = Desk(tuicompta(), path)
    create_the_dossier(desk)
    type_the_first_invoices(desk)
    type_the_table(desk)
    rows = {scenario.name: lines_of(scenario) for scenario in SCENARIOS}
    typed = [line for _, name in TABLE for line in rows[name]]
    assert books.lines_stored(path, last=8) == [*PURCHASE, *SALE, *typed]
    desk.run("tous les mois")
    desk.wait_for("Tous les mois")
    assert not any(" V " in line for line in look_at_the_purchases(desk))
    validate_every_journal(desk)
    assert all(" V " in line for line in look_at_the_purchases(desk))
    assert desk.quit() == 0
    assert desk.terminal.is_restored
    assert_harmless(desk.terminal.sent())
    assert books.query(path, "SELECT count(*), count(seal) FROM entry WHERE status = 'V'") == [(8, 8)]

    before = balance_of(tuicompta, path, tmp_path / "avant.csv")
    assert before == BALANCE

    fec = tmp_path / f"{SIREN}FEC20261231.txt"
    ask(tuicompta, path, "--export", "fec", "--year", "2026", "--output", tmp_path)
    ask(tuicompta, "--check-fec", fec)
    copy = tmp_path / "Copie.compta"
    ask(tuicompta, copy, "--create", "--company", "MOREL SARL", "--from-fec", fec)
    received = tmp_path / "Reçu.compta"
    ask(tuicompta, received, "--create", "--company", "MOREL SARL", "--start", "2026-01-01", "--end", "2026-12-31")
    ask(tuicompta, received, "--import", "fec", fec)
    for dossier in (path, copy, received):
        assert balance_of(tuicompta, dossier, tmp_path / f"{dossier.stem}.csv") == before
        ask(tuicompta, dossier, "--check")
