"""The first screen, the first steps of a dossier, and what the program says of itself."""

# ruff: noqa: ASYNC240 (the program runs in memory, nothing waits for these files)
from __future__ import annotations

import platform
import re
import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
import textual

from tests.screens.program import home, morel, played, program, prose, with_dossier
from tests.services.entries_kit import purchase, save
from tuicompta import __version__
from tuicompta.services.dossiers.recent import recent_dossiers, remember_dossier
from tuicompta.services.preference_files import config_file

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven

__all__ = ["home", "morel"]

pytestmark = pytest.mark.usefixtures("home")


async def leave(driver: Driven) -> None:
    """Close the dossier: the welcome screen returns."""
    await driver.run("close_dossier")


@pytest.mark.spec("WEL-01")
@played
async def test_the_four_choices_by_arrow_or_number(morel: Path) -> None:
    async with program() as driver:
        shown = [line.strip(" QCÉXP│") for line in driver.lines[3:9]]
        assert [line for line in shown if line][:4] == [
            "1  Ouvrir le dernier dossier",
            "2  Créer un nouveau dossier",
            "3  Ouvrir le dossier de démonstration",
            "4  Aide",
        ]
        await driver.keys("1")
        assert driver.message == "Aucun dossier récent"
        await driver.keys("2")
        assert "Nouveau dossier" in driver.lines[1]
        await driver.keys("escape", "4")
        assert "Aide : sommaire" in driver.lines[1]
        await driver.keys("escape", "up", "up", "enter")
        assert "Nouveau dossier" in driver.lines[1]
    async with program(morel) as driver:
        await leave(driver)
        assert "Ouvrir le dernier dossier (Morel)" in driver.text
        await driver.keys("1")
        assert "Morel · 01/01/2026–31/12/2026" in driver.lines[0]


@pytest.mark.spec("WEL-04")
@played
async def test_recent_dossiers_are_opened_and_taken_off_the_list_their_file_untouched(morel: Path) -> None:
    other = morel.with_name("Autre.compta")
    other.write_bytes(morel.read_bytes())
    for path in (other, morel):
        async with program(path):
            pass
    other.unlink()
    async with program() as driver:
        head = next(place for place, line in enumerate(driver.lines) if "Dossiers récents" in line)
        lines = driver.lines[head + 1 :]
        assert "Morel" in lines[0]
        assert "introuvable" in lines[1]
        await driver.keys(*["down"] * 4, "enter")
        assert "Morel · 01/01/2026–31/12/2026" in driver.lines[0]
        await leave(driver)
        await driver.keys(*["down"] * 4, "delete")
        assert [recent.name for recent in recent_dossiers()] == ["Autre"]
        assert morel.exists()


@pytest.mark.spec("WEL-04")
@played
async def test_the_ten_dossiers_opened_last_are_kept_the_last_one_first_with_its_day(morel: Path) -> None:
    for rank in range(12):
        path = morel.with_name(f"Dossier {rank:02}.compta")
        path.write_bytes(morel.read_bytes())
        remember_dossier(path, datetime(2026, 3, rank + 1, 9, 30))  # noqa: DTZ001 - local time
    async with program(size=(120, 40)) as driver:
        head = next(place for place, line in enumerate(driver.lines) if "Dossiers récents" in line)
        shown = [found[0] for line in driver.lines[head + 1 :] if (found := re.findall(r"Dossier (\d\d) ", line))]
        assert shown == [f"{rank:02}" for rank in range(11, 1, -1)]
        assert driver.lines[head + 1].endswith("12/03/2026")


@played
async def test_a_recent_dossier_that_is_gone_is_refused(morel: Path) -> None:
    async with program(morel):
        pass
    morel.unlink()
    async with program() as driver:
        await driver.keys(*["down"] * 4, "enter")
        assert "Refusé" in driver.text


@pytest.mark.spec("WEL-01")
@played
async def test_the_last_dossier_is_the_last_one_that_is_still_there(morel: Path) -> None:
    gone = morel.with_name("Autre.compta")
    gone.write_bytes(morel.read_bytes())
    for path in (morel, gone):
        async with program(path):
            pass
    gone.unlink()
    async with program() as driver:
        assert "1  Ouvrir le dernier dossier (Morel)" in driver.text
        await driver.keys("1")
        assert "Morel · 01/01/2026–31/12/2026" in driver.lines[0]


@pytest.mark.spec("DOSN-04", "WEL-01")
@played
async def test_a_new_dossier_begins_with_its_name() -> None:
    async with program() as driver:
        await driver.keys("2", "f9")
        assert getattr(driver.app.frame.focused, "field_name", "") == "name"
        await driver.type("Essai")
        assert "Essai" in driver.text


@pytest.mark.spec("WEL-03", "SET-03")
@played
async def test_the_first_steps_are_in_order_open_their_screens_and_carry_a_tick_once_done(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("first_steps")
        steps = [line[4:].strip() for line in driver.lines[3:22] if "[" in line]
        names = [step.rsplit("[", 1)[0].strip() for step in steps]
        assert [name for name in names if name[0].isdigit()] == [
            "1. Coordonnées de la société",
            "2. Trésor Public et TVA",
            "3. Options comptables",
            "4. Tables de base",
            "5. Exercices",
            "6. Journaux",
            "7. Comptes",
            "8. Première écriture",
        ]
        inner = names[names.index("4. Tables de base") + 1 : names.index("5. Exercices")]
        assert inner[:3] == ["TVA du dossier", "TVA des comptes", "Valeurs par défaut des options"]
        assert inner[3:] == ["Modes de règlement", "Civilités", "Codes postaux", "Départements", "Pays", "Codes NAF"]
        done = dict(zip(names, (step.endswith("[x]") for step in steps), strict=True))
        assert done["6. Journaux"]
        assert not done["8. Première écriture"]
        assert not done["1. Coordonnées de la société"]
        await driver.type("journaux")
        await driver.keys("enter")
        assert "Plan de journaux" in driver.lines[1]
    with_dossier(morel, lambda dossier: save(dossier, purchase()))
    async with program(morel) as driver:
        await driver.run("first_steps")
        assert any("8. Première écriture" in line and line.endswith("[x]") for line in driver.lines)


@played
async def test_the_program_tells_its_versions_and_paths_and_copies_them(morel: Path) -> None:
    async with program(morel, size=(80, 40)) as driver:
        await driver.run("about")
        text = prose(driver)
        for expected in (
            f"Version : {__version__}",
            "Licence : MIT",
            f"Python : {platform.python_version()}",
            textual.__version__,
            sqlite3.sqlite_version,
            str(morel),
            str(config_file()),
            "erreurs.log",
        ):
            assert expected.replace(" ", "") in text.replace(" ", "")
        await driver.run("copy")
        assert f"{morel}" in driver.app.clipboard
        assert __version__ in driver.app.clipboard
