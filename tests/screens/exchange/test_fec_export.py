"""The wizard of the accounting file: choices, unvalidated entries, the file and its control."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.browsing.test_consultation import fill
from tests.screens.program import SIREN, home, morel, played, program, prose, rows, to_field, value, with_dossier
from tuicompta.services.settings.settings import set_settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven

__all__ = ["home", "morel"]

NAME = f"{SIREN}FEC20261231"


@pytest.fixture
def books(morel: Path) -> Path:
    """A few unvalidated entries, and a simulated one."""
    with_dossier(morel, fill)
    return morel


async def to_pending(driver: Driven) -> None:
    """Go to the step of the unvalidated entries."""
    await driver.run("fec_export")
    await driver.keys("f9", "f9")


def lines_of(path: Path) -> list[list[str]]:
    """Return the fields of the lines of a file, the heading left out."""
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]


@pytest.mark.spec("FECX-02", "FECX-07", "FECX-11", "FECX-12")
@played
async def test_validate_then_export_writes_the_legal_file_and_its_notice(books: Path, home: Path) -> None:
    async with program(books) as driver:
        await to_pending(driver)
        text = prose(driver)
        assert "Étape 2 sur 3" in text
        assert "5 écritures non validées, par journal : AC 1, BP 1, VE 3" in text
        await driver.keys("f9")
        assert "«Que faire» est obligatoire" in driver.message
        await driver.type("valider")
        await driver.keys("f9")
        assert f"{NAME}.txt" in prose(driver)
        await driver.keys("f9")
        assert "Que faire Valider puis exporter" in prose(driver)
        assert not (home / "exports" / f"{NAME}.txt").exists()
        await driver.keys("f9")
        text = prose(driver)
        assert "Contrôle : Conforme" in text
        assert "Écritures validées avant l'export : 5" in text
        await driver.keys("alt+v")
        assert prose(driver).startswith("Conforme")
    assert {line[0] for line in lines_of(home / "exports" / f"{NAME}.txt")} == {"AC", "BP", "VE"}
    assert (home / "exports" / f"{NAME}_notice.txt").is_file()
    assert value(books, "SELECT count(*) FROM entry WHERE status = 'N'") == 0


@pytest.mark.spec("FECX-07", "FECX-08")
@played
async def test_a_draft_holds_what_is_not_validated(books: Path, home: Path) -> None:
    async with program(books) as driver:
        await to_pending(driver)
        await driver.type("projet")
        await driver.keys("f9")
        assert f"{NAME}_projet.txt" in prose(driver)
        await driver.keys("f9", "f9")
    assert {line[2] for line in lines_of(home / "exports" / f"{NAME}_projet.txt")} == {f"P{n}" for n in range(1, 6)}
    assert value(books, "SELECT count(*) FROM entry WHERE status = 'V'") == 0


@pytest.mark.spec("FECX-07")
@played
async def test_validated_entries_alone_or_nothing(books: Path, home: Path) -> None:
    async with program(books) as driver:
        await to_pending(driver)
        await driver.type("annuler")
        await driver.keys("f9")
        assert not any(window.title.startswith("Fichier des") for window in driver.app.frame.windows.all)
        await to_pending(driver)
        await driver.type("exporter")
        await driver.keys("f9", "f9", "f9")
        assert "Écritures non validées, absentes du fichier : 5" in prose(driver)
    assert lines_of(home / "exports" / f"{NAME}.txt") == []


@pytest.mark.spec("FECX-03", "ETSO-11")
@played
async def test_another_form_and_a_file_that_exists(books: Path, home: Path) -> None:
    async with program(books) as driver:
        await to_pending(driver)
        await driver.type("valider")
        await driver.keys("f9", "f9", "f9", "f9")
        await driver.run("fec_export")
        await driver.keys("f9")
        await to_field(driver, "separator")
        await driver.type("barre")
        await driver.keys("f9")
        assert "Étape 2 sur 2" in prose(driver)
        await driver.keys("f9")
        assert "Remplacer ce fichier ?" in driver.text
        await driver.keys("escape")
        assert "Étape 2 sur 2" in prose(driver)
        await driver.keys("f9", "left", "enter", "f9")
    assert b"|" in (home / "exports" / f"{NAME}.txt").read_bytes().splitlines()[0]


@pytest.mark.spec("FECX-02")
@played
async def test_without_siren_the_export_is_refused(books: Path) -> None:
    with_dossier(books, lambda dossier: set_settings(dossier.database, {"company.siren": ""}))
    async with program(books) as driver:
        await to_pending(driver)
        assert "SIREN absent" in driver.text
        await driver.keys("escape")
        assert "Exercice et forme" in driver.lines[1]


@pytest.mark.spec("FECX-13")
@played
async def test_the_export_leaves_an_event(books: Path) -> None:
    async with program(books) as driver:
        await to_pending(driver)
        await driver.type("valider")
        await driver.keys("f9", "f9", "f9")
    assert rows(books, "SELECT object, user_code FROM event WHERE kind = 'Export FEC'") == [(f"{NAME}.txt", "ADM")]
