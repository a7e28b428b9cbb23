"""«Communication Entreprise-Expert»: receive files with their preview, send the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.exchange.fec.samples import SALE, entry
from tests.screens.browsing.test_consultation import fill
from tests.screens.program import SIREN, home, morel, played, program, prose, rows, to_field, value, with_dossier
from tests.services.fec.kit import write_fec

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven

__all__ = ["home", "morel"]

NAME = f"{SIREN}FEC20261231.txt"
SALE_2026 = SALE.replace("2025", "2026").replace("|AA|20260210|", "|||")


async def to_options(driver: Driven, *paths: Path) -> None:
    """Choose to receive, give the files, stop at the options."""
    await driver.run("accountant_exchange")
    await driver.keys("f9", "f9")
    for path in paths:
        await driver.type(str(path))
        await driver.keys("tab")
    await driver.keys("f9")


@pytest.mark.spec("CEE-01", "CEE-02", "CEE-03", "CEE-08", "FECI-11")
@played
async def test_a_file_is_previewed_then_imported(morel: Path, tmp_path: Path) -> None:
    path = write_fec(tmp_path, SALE_2026, entry("1", "20260115", journal="ZZ"), name=NAME)
    async with program(morel) as driver:
        await to_options(driver, path)
        await driver.keys("f9")
        text = prose(driver)
        assert "Lu : 5 lignes, 2 écritures, débit 130,00, crédit 130,00" in text
        assert "VE 01/2026 1 3 120,00 120,00" in text
        assert "Journaux à créer : 1" in text
        assert "411DUPONT Dupont SA (collectif 411000)" in text
        assert value(morel, "SELECT count(*) FROM entry") == 0
        await driver.keys("f9")
        assert "Création automatique des comptes Oui" in prose(driver)
        await driver.keys("f9")
        text = prose(driver)
        assert "Importé, lot n° 1 : 2 écritures, 5 lignes" in text
        assert "aucun écart" in text
    assert value(morel, "SELECT count(*) FROM entry WHERE status = 'N' AND origin = 'import'") == 2


@pytest.mark.spec("CEE-07", "CEE-08")
@played
async def test_each_fault_is_read_line_by_line_and_refuses_the_file(morel: Path, tmp_path: Path) -> None:
    broken = entry("2", "20260115", amount="5,00").replace("5,00|0,00", "6,00|0,00")
    path = write_fec(tmp_path, SALE_2026, broken, name=NAME)
    async with program(morel) as driver:
        await to_options(driver, path)
        await driver.keys("f9")
        text = prose(driver)
        assert "Étape 4 sur 4" in text
        assert "Anomalies : 1" in text
        assert "ligne 5 : écriture OD n° 2" in text
        await driver.keys("f9", "f9")
        assert "Rien n'est écrit." in prose(driver)
    assert value(morel, "SELECT count(*) FROM entry") == 0


@pytest.mark.spec("CEE-07")
@played
async def test_right_entries_alone_on_request(morel: Path, tmp_path: Path) -> None:
    broken = entry("2", "20260115", amount="5,00").replace("5,00|0,00", "6,00|0,00")
    path = write_fec(tmp_path, SALE_2026, broken, name=NAME)
    async with program(morel) as driver:
        await to_options(driver, path)
        await to_field(driver, "partial")
        await driver.keys("space", "f9", "f9", "f9")
    assert value(morel, "SELECT count(*) FROM entry") == 1
    assert (tmp_path / f"{NAME}.rejets").read_text("utf-8").count("\n") == 3


@pytest.mark.spec("FECI-01")
@pytest.mark.parametrize("answer", ["o", "n"])
@played
async def test_a_missing_year_is_offered(morel: Path, tmp_path: Path, answer: str) -> None:
    path = write_fec(tmp_path, entry("1", "20270115"), name=f"{SIREN}FEC20271231.txt")
    async with program(morel) as driver:
        await to_options(driver, path)
        await driver.keys("f9")
        assert "L'exercice 01/01/2027–31/12/2027 n'existe pas" in driver.text
        await driver.keys(answer)
        assert ("Exercice à créer : 01/01/2027–31/12/2027" in prose(driver)) is (answer == "o")
        assert value(morel, "SELECT count(*) FROM fiscal_year") == 1
        await driver.keys("f9", "f9")
    expected = 1 if answer == "o" else 0
    assert value(morel, "SELECT count(*) FROM entry") == expected
    assert value(morel, "SELECT count(*) FROM fiscal_year") == 1 + expected


@pytest.mark.spec("FECI-01", "FECI-09")
@played
async def test_several_files_are_imported_one_after_the_other(morel: Path, tmp_path: Path) -> None:
    first = write_fec(tmp_path, SALE_2026, name=NAME)
    second = write_fec(tmp_path, SALE_2026, entry("9", "20260301"), name=f"{SIREN}FEC20261231_2.txt")
    async with program(morel) as driver:
        await to_options(driver, first, second)
        await driver.keys("f9", "f9", "f9")
        text = prose(driver)
        assert "lot n° 1 : 1 écriture" in text
        await driver.type("lot n° 2")
        assert "Déjà importées, ignorées : 1 écriture" in prose(driver)
        await driver.keys("f9")
        await to_options(driver, second)
        await driver.keys("f9")
        assert "Déjà importées, ignorées : 2 écritures" in prose(driver)
    assert value(morel, "SELECT count(*) FROM entry") == 2


@pytest.mark.spec("FECI-05", "FECI-07")
@played
async def test_types_and_numbers_are_changed_on_the_preview(morel: Path, tmp_path: Path) -> None:
    long = entry("1", "20260115", journal="ZZ").replace("120000", "12000000000001")
    path = write_fec(tmp_path, long, name=NAME)
    async with program(morel) as driver:
        await to_options(driver, path)
        await driver.keys("f9")
        assert "Numéros de compte changés : 1" in prose(driver)
        await driver.keys("alt+j")
        await driver.type("achats")
        await driver.keys("f9", "alt+n", "ctrl+a")
        await driver.type("x")
        await driver.keys("f9")
        assert "un numéro de compte a trois chiffres" in driver.text
        await driver.keys("ctrl+a")
        await driver.type("120009")
        await driver.keys("f9")
        text = prose(driver)
        assert "ZZ Achats" in text
        assert "→ 120009" in text
        await driver.keys("f9", "f9")
    assert value(morel, "SELECT type FROM journal WHERE code = 'ZZ'") == "purchases"
    assert (
        value(morel, "SELECT count(*) FROM entry_line JOIN account ON account.id = account_id WHERE number = '120009'")
        == 1
    )


@pytest.mark.spec("CEE-02", "CEE-03")
@played
async def test_cards_open_for_what_is_not_created_by_itself(morel: Path, tmp_path: Path) -> None:
    path = write_fec(tmp_path, entry("1", "20260115", journal="ZZ").replace("120000", "1068"), name=NAME)
    async with program(morel) as driver:
        await to_options(driver, path)
        await to_field(driver, "create_accounts")
        await driver.keys("space", "tab", "space", "f9")
        front = driver.app.frame.windows.front
        assert front is not None
        assert front.title.startswith("Compte ")
        assert "Divers" not in front.title
        await driver.keys("f9")
        titles = []
        for _ in range(9):
            front = driver.app.frame.windows.front
            if front is None or "Communication" in front.title:
                break
            titles.append(front.title)
            await driver.keys("f9")
        assert titles[-1] == "Journal ZZ Divers"
        assert "Journaux à créer" not in prose(driver)
        await driver.keys("f9", "f9")
        assert "Importé, lot n° 1" in prose(driver)
    assert value(morel, "SELECT count(*) FROM entry") == 1


@pytest.mark.spec("CEE-02", "CEE-09")
@played
async def test_a_card_left_without_saving_gives_the_import_up(morel: Path, tmp_path: Path) -> None:
    path = write_fec(tmp_path, entry("1", "20260115"), name=NAME)
    async with program(morel) as driver:
        await to_options(driver, path)
        await to_field(driver, "create_accounts")
        await driver.keys("space", "f9", "escape", "n")
        assert "Import abandonné" in driver.message
        assert not any("Communication" in window.title for window in driver.app.frame.windows.all)
    assert value(morel, "SELECT count(*) FROM entry") == 0


@pytest.mark.spec("CEE-04")
@played
async def test_dates_journals_and_statuses_are_chosen(morel: Path, home: Path) -> None:
    with_dossier(morel, fill)
    async with program(morel) as driver:
        await driver.run("accountant_exchange")
        await driver.keys("f9")
        await driver.type("transmettre")
        await driver.keys("f9")
        await to_field(driver, "start")
        await driver.type("01032026")
        await driver.keys("tab")
        await driver.type("01012027")
        await driver.keys("f9")
        assert "L'exercice va du 01/01/2026 au 31/12/2026" in driver.message
        await to_field(driver, "end")
        await driver.keys("ctrl+a")
        await driver.type("30042026")
        await driver.keys("tab")
        await driver.type("VE,B*")
        await driver.keys("f9", "f9")
        assert "Écritures : 2, lignes : " in prose(driver)
    (written,) = (home / "exports").glob("*_projet_extrait.txt")
    lines = [line.split("\t") for line in written.read_text("utf-8").splitlines()[1:]]
    assert {(line[0], line[3][:6]) for line in lines} == {("BP", "202603"), ("VE", "202604")}


@pytest.mark.spec("CEE-07")
@played
async def test_an_unreadable_file_is_named(morel: Path, tmp_path: Path) -> None:
    good = write_fec(tmp_path, SALE_2026, name=NAME)
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\x00\x00")
    async with program(morel) as driver:
        await to_options(driver, good, tmp_path / "image.txt")
        await driver.keys("f9")
        assert "«image.txt» : " in driver.text
    assert value(morel, "SELECT count(*) FROM entry") == 0


@pytest.mark.spec("CEE-04")
@played
async def test_the_dossier_is_sent_as_one_file_a_year(morel: Path, home: Path) -> None:
    with_dossier(morel, fill)
    async with program(morel) as driver:
        await driver.run("accountant_exchange")
        await driver.keys("f9")
        await driver.type("transmettre")
        await driver.keys("f9")
        assert "Étape 2 sur 2" in prose(driver)
        await driver.keys("space", "f9", "f9")
        assert "Écritures : 5, lignes : 11" in prose(driver)
    (written,) = (home / "exports").glob("*_projet.txt")
    assert len({line.split("\t")[2] for line in written.read_text("utf-8").splitlines()[1:]}) == 5
    assert rows(morel, "SELECT DISTINCT status FROM entry ORDER BY 1") == [("N",), ("S",)]
