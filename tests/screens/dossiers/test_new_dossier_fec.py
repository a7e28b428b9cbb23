"""«Nouveau dossier» made from accounting files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.exchange.fec.samples import SALE, entry
from tests.screens.program import SIREN, home, played, program, prose, rows, to_field, value
from tests.services.fec.kit import write_fec

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven

__all__ = ["home"]


async def to_years(driver: Driven, *paths: Path) -> None:
    """Name the dossier, give the files, stop at their fiscal years."""
    await driver.run("new_dossier")
    await driver.keys("f9")
    await driver.type("Repris")
    await to_field(driver, "from")
    await driver.type("à partir")
    await driver.keys("f9")
    for path in paths:
        await driver.type(str(path))
        await driver.keys("tab")
    await driver.keys("f9")


async def to_summary(driver: Driven) -> None:
    """Fill the other steps with what is mandatory."""
    await driver.keys("f9", "tab")
    await driver.type("DUPONT SAS")
    await driver.keys("f9")
    await driver.type("corse")
    await driver.keys("f9")


@pytest.mark.spec("DOSN-12", "FECI-02", "EX-03", "WEL-02", "WEL-03")
@played
async def test_files_of_three_years_make_a_dossier(home: Path, tmp_path: Path) -> None:
    files = [
        write_fec(tmp_path, entry("1", f"{year}0115"), name=f"{SIREN}FEC{year}1231.txt") for year in (2023, 2025, 2024)
    ]
    async with program() as driver:
        await to_years(driver, *files)
        text = prose(driver)
        assert "Exercices des fichiers : 2023, 2024, 2025" in text
        assert "2023 est repris validé et clôturé" in text
        assert "Début du premier exercice * 01/01/2023" in text
        await driver.keys("f9")
        assert SIREN in prose(driver)
        await driver.keys("shift+tab", "alt+p")
        await to_summary(driver)
        assert "Reprendre la validation Oui" in prose(driver)
        assert "Créer aussi l'exercice suivant" not in prose(driver)
        await driver.keys("f9")
        text = prose(driver)
        assert "Repris" in driver.lines[0]
        assert "Exercice 2023 : validation reprise, exercice clôturé" in text
        titles = [window.title for window in driver.app.frame.windows.all]
        assert titles[1:] == ["Société – Coordonnées", "Premiers pas", "Tableau de bord"]
    path = home / "dossiers" / "Repris.compta"
    assert rows(path, "SELECT start_date, closed_at IS NULL FROM fiscal_year ORDER BY 1") == [
        ("2023-01-01", 0),
        ("2024-01-01", 1),
        ("2025-01-01", 1),
    ]
    assert value(path, "SELECT count(*) FROM entry WHERE status = 'V'") == 3


@pytest.mark.spec("DOSN-12", "FECI-02")
@played
async def test_the_start_is_editable_and_the_validation_optional(home: Path, tmp_path: Path) -> None:
    file = write_fec(tmp_path, SALE)
    async with program() as driver:
        await to_years(driver, file)
        await driver.type("01072024")
        await driver.keys("tab", "space")
        await to_summary(driver)
        await driver.keys("f9")
    path = home / "dossiers" / "Repris.compta"
    assert rows(path, "SELECT start_date, end_date FROM fiscal_year ORDER BY 1")[0] == ("2024-07-01", "2025-12-31")
    assert rows(path, "SELECT DISTINCT status FROM entry") == [("N",)]


@pytest.mark.spec("DOSN-12", "CEE-07")
@played
async def test_a_faulty_file_leaves_no_dossier_and_tells_every_fault(home: Path, tmp_path: Path) -> None:
    broken = [entry(number, amount="5,00").replace("5,00|0,00", "6,00|0,00") for number in "12"]
    async with program() as driver:
        await to_years(driver, write_fec(tmp_path, *broken))
        await to_summary(driver)
        await driver.keys("f9")
        text = prose(driver)
        assert "Rien n'a été fait" in text
        assert "écriture OD n° 1" in text
        assert "écriture OD n° 2" in text
    assert not (home / "dossiers" / "Repris.compta").exists()
