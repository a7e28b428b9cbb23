"""«Contrôler un FEC»: the file, the findings, the summary, the report written."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from tests.exchange.fec.samples import NAME, PLAIN, entry, fec
from tests.screens.program import home, morel, played, program, prose

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven

__all__ = ["home", "morel"]


def faulty(folder: Path) -> Path:
    """Write a file with an unbalanced entry, a missing piece, and a label as long as values are kept."""
    path = folder / NAME
    broken = entry("2", amount="5,00").replace("5,00|0,00", "6,00|0,00").replace("|P-1|", "||", 1)
    path.write_bytes(fec(PLAIN, broken))
    return path


async def control(driver: Driven, path: Path) -> None:
    """Control a file from the menu of tools."""
    await driver.run("fec_check")
    await driver.type(str(path))
    await driver.keys("f9")


@pytest.mark.spec("FECV-01", "FECV-02", "FECV-07")
@pytest.mark.parametrize("opened", ["", "opened"])
@played
async def test_findings_are_listed_the_heaviest_first_and_shown_whole(morel: Path, tmp_path: Path, opened: str) -> None:
    path = faulty(tmp_path)
    before = path.read_bytes()
    async with program(morel if opened else None) as driver:
        await control(driver, path)
        text = prose(driver)
        assert "Non conforme: 2 erreurs, 1 donnée absente · Erreur : 2 · Donnée absente : 1" in text
        assert "Erreur Écriture non équilibrée 5" in text
        assert driver.text.index("Écriture non équilibrée") < driver.text.rindex("Donnée absente")
        await driver.keys("enter")
        assert "Ligne 5" in driver.text
        assert "Valeur : " in driver.text
        await driver.keys("enter", "alt+s")
        text = prose(driver)
        assert "Séparateur tabulation" in text
        await driver.keys("ctrl+end")
        text = prose(driver)
        assert "Erreur – Écriture non équilibrée : 1" in text
        assert "Ce contrôle ne certifie rien" in text
        assert "l'administration." in text
    assert path.read_bytes() == before


@pytest.mark.spec("FECV-02", "FECV-07")
@played
async def test_the_report_is_written_whole(home: Path, tmp_path: Path) -> None:
    path = faulty(tmp_path)
    async with program() as driver:
        await control(driver, path)
        await driver.keys("alt+e", "down", "enter")
        await driver.keys("f9")
        (written,) = (home / "exports").iterdir()
        assert driver.message.startswith("Rapport écrit")
    found = json.loads(written.read_text("utf-8"))
    assert found["verdict"] == "Non conforme: 2 erreurs, 1 donnée absente"
    assert {finding["rule"] for finding in found["findings"]} >= {"entry_unbalanced", "missing_data"}


@pytest.mark.usefixtures("home")
@pytest.mark.spec("FECV-01", "FECV-07")
@played
async def test_a_conforming_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(fec(PLAIN))
    async with program() as driver:
        await control(driver, path)
        assert prose(driver).startswith("Conforme")


@pytest.mark.usefixtures("home")
@played
async def test_what_is_no_file_is_refused_where_it_is_typed(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    async with program() as driver:
        await control(driver, tmp_path / "absent.txt")
        assert "ne peut pas être lu" in prose(driver)
        await driver.keys("ctrl+a")
        await driver.type(str(pipe))
        await driver.keys("f9")
        assert "ce n'est pas un fichier" in prose(driver)
        await driver.keys("ctrl+a")
        (tmp_path / NAME).write_bytes(b"\x00\xff" * 40)
        await driver.type(str(tmp_path / NAME))
        await driver.keys("f9")
        assert "Fichier illisible" in driver.text


@pytest.mark.attack
@pytest.mark.spec("UINV-07")
@played
async def test_the_open_dossier_is_no_accounting_file(morel: Path) -> None:
    async with program(morel) as driver:
        await control(driver, morel)
        assert "«Morel.compta» est le dossier ouvert dans le programme" in driver.message
        assert "Morel.compta" in driver.text
