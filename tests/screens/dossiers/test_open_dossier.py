"""Opening, adding, closing a dossier, and what is shown of its file."""

# ruff: noqa: ASYNC240 (the program runs in memory, nothing waits for these files)
from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, with_dossier
from tuicompta.models import migrations
from tuicompta.screens.dossiers.dossier_information import NAMES, UNSEEN, information_text
from tuicompta.services.dossiers.dossier_information import dossier_information
from tuicompta.services.dossiers.recent import recent_dossiers
from tuicompta.services.dossiers.update_dossier import present_fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

pytestmark = pytest.mark.usefixtures("home")

STEP = "CREATE TABLE older (id INTEGER PRIMARY KEY) STRICT;\nDROP TABLE older;\n"


def copy_of(path: Path, name: str) -> Path:
    target = path.with_name(f"{name}.compta")
    shutil.copy(path, target)
    return target


def add_lea(dossier: Dossier) -> None:
    dossier.database.run("INSERT INTO user (code, name) VALUES ('LEA', 'Léa Morel')")


@played
async def test_another_user_opens_the_dossier_given_on_the_command_line(morel: Path) -> None:
    with_dossier(morel, add_lea)
    async with program(morel, user="lea") as driver:
        assert driver.lines[22].endswith("LEA · Morel")
        assert rows(morel, "SELECT code FROM session JOIN user ON user.id = user_id") == [("LEA",)]


@played
async def test_an_unknown_user_opens_nothing(morel: Path) -> None:
    async with program(morel, user="ZOE") as driver:
        assert "Code ou mot de passe incorrect." in prose(driver)
        await driver.keys("enter")
        assert not driver.app.session.dossier_open


def set_version(path: Path, version: int) -> None:
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA user_version = {version}")
    database.close()


@pytest.fixture
def older(morel: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A dossier of the version before, and the step that leads from it to the present one."""
    folder = tmp_path / "steps"
    folder.mkdir()
    (folder / "0001_step.sql").write_text(STEP, encoding="utf-8")
    monkeypatch.setattr(migrations, "files", lambda _: folder)
    set_version(morel, 0)
    return morel


@pytest.mark.spec("DOSO-01")
@played
async def test_the_dossiers_of_the_folder_are_listed_and_enter_opens_one(morel: Path) -> None:
    copy_of(morel, "Autre")
    (morel.parent / "notes.txt").write_text("")
    (morel.parent / "Cassé.compta").write_text("nothing")
    async with program() as driver:
        await driver.run("open_dossier")
        listed = [line[4:].split("  ")[0] for line in driver.lines[3:7]]
        assert listed == ["Autre", "Cassé", "Morel", ""]
        assert "MOREL SARL" in driver.lines[3]
        assert f"{date.today():%d/%m/%Y}" in driver.lines[3]  # noqa: DTZ011 - when the copy was written
        assert "illisible" in driver.lines[4]
        await driver.keys("down", "down", "enter")
        assert "Morel · 01/01/2026–31/12/2026" in driver.lines[0]
        assert [window.title for window in driver.app.frame.windows.all] == ["Tableau de bord"]


@pytest.mark.spec("DOSO-01")
@played
async def test_another_path_can_be_typed_a_file_or_a_folder(morel: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    shutil.move(morel, elsewhere / "Morel.compta")
    async with program() as driver:
        await driver.run("open_dossier")
        assert "Aucune ligne" in driver.text
        await driver.keys("tab")
        await driver.paste(str(elsewhere))
        await driver.keys("enter")
        assert driver.lines[3][3:].startswith(" Morel ")
        await driver.keys("tab")
        await driver.paste(str(elsewhere / "Morel.compta"))
        await driver.keys("enter")
        assert "Morel · 01/01/2026–31/12/2026" in driver.lines[0]


@pytest.mark.spec("DOSR-03", "UINV-07")
@played
async def test_a_file_that_is_no_dossier_is_refused_and_the_open_one_stays(morel: Path) -> None:
    (morel.parent / "Cassé.compta").write_text("nothing")
    async with program(morel) as driver:
        await driver.run("open_dossier")
        await driver.keys("enter")
        assert "Ce fichier n'est pas un dossier tuicompta" in prose(driver)
        await driver.keys("enter", "escape")
        assert "Morel · 01/01/2026–31/12/2026" in driver.lines[0]
        assert "Tableau de bord" in driver.lines[1]
        await driver.keys("f5")


@pytest.mark.spec("DOSO-03")
@played
async def test_opening_another_dossier_closes_the_open_one(morel: Path) -> None:
    other = copy_of(morel, "Autre")
    async with program(morel) as driver:
        await driver.run("open_dossier")
        await driver.keys("enter")
        assert "Autre · 01/01/2026–31/12/2026" in driver.lines[0]
        with sqlite3.connect(morel) as database:
            assert database.execute("SELECT count(*) FROM session").fetchone() == (0,)
        database.close()
        await driver.run("open_dossier")
        await driver.keys("enter")
        assert driver.message == "Le dossier Autre est déjà ouvert"
    with sqlite3.connect(other) as database:
        assert database.execute("SELECT count(*) FROM session").fetchone() == (0,)
    database.close()


@pytest.mark.spec("DOSO-02", "DOSR-01", "DOSR-02", "DOSR-03")
@played
async def test_a_dossier_from_elsewhere_is_described_then_opened_and_remembered(morel: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "Venu d'ailleurs.compta"
    shutil.move(morel, elsewhere)
    async with program() as driver:
        await driver.run("open_dossier")
        await driver.run("add_dossier")
        await driver.keys("f9")
        await driver.paste(str(elsewhere))
        await driver.keys("f9")
        summary = prose(driver)
        for words in ("Nom Venu d'ailleurs", "Société MOREL SARL", "SIREN 732829320", "Version 1", "Taille"):
            assert words in summary
        await driver.keys("f9")
        assert "Venu d'ailleurs · 01/01/2026–31/12/2026" in driver.lines[0]
    assert [recent.path for recent in recent_dossiers()] == [str(elsewhere)]
    assert list(morel.parent.iterdir()) == []


@pytest.mark.spec("DOSR-03", "DOSR-04")
@played
async def test_adding_refuses_other_files_and_cancelling_changes_nothing(tmp_path: Path) -> None:
    stray = tmp_path / "x.compta"
    stray.write_text("nothing")
    async with program() as driver:
        await driver.run("add_dossier")
        await driver.keys("f9")
        await driver.paste(str(stray))
        await driver.keys("f9")
        assert "Étape 1 sur 1" in driver.lines[1]
        assert "Ce fichier n'est pas un dossier tuicompta" in prose(driver)
        await driver.keys("escape", "o")
    assert recent_dossiers() == []


@pytest.mark.spec("DOSF-01")
@played
async def test_closing_the_dossier_returns_to_the_welcome_screen(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("close_dossier")
        assert "Bienvenue dans tuicompta" in driver.text
        assert "Morel ·" not in driver.lines[0]
        with sqlite3.connect(morel) as database:
            assert database.execute("SELECT count(*) FROM session").fetchone() == (0,)
        database.close()
        await driver.run("close_dossier")
        assert driver.message == "Ouvrez d'abord un dossier"


@pytest.mark.spec("UIX-04")
@played
async def test_the_information_gives_path_size_version_and_rows(morel: Path) -> None:
    async with program(morel, size=(80, 60)) as driver:
        await driver.run("dossier_information")
        text = prose(driver)
        size = morel.stat().st_size
        assert str(morel) in text.replace(" ", "")
        assert f"Taille {size // 1024},{size % 1024 * 10 // 1024} Ko" in text
        assert "Version 1" in text
        with sqlite3.connect(morel) as database:
            accounts = database.execute("SELECT count(*) FROM account").fetchone()[0]
            tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        database.close()
        tables = {name for name in tables if not name.startswith("sqlite_")} - UNSEEN
        assert tables <= NAMES.keys()
        whole = with_dossier(morel, lambda dossier: information_text("Morel", dossier_information(dossier)))
        assert all(f"\n{NAMES[name]} " in whole for name in tables)
        assert any(line.split("│")[1].split() == ["Comptes", str(accounts)] for line in driver.lines if "│" in line)
        assert any(line.split("│")[1].split() == ["Journaux", "5"] for line in driver.lines if "│" in line)


@pytest.mark.spec("DOSO-07")
@played
async def test_an_older_dossier_is_backed_up_and_brought_up_to_date(older: Path, home: Path) -> None:
    before = older.stat().st_size
    async with program() as driver:
        await driver.run("open_dossier")
        await driver.keys("enter")
        assert "Ce dossier doit être mis à jour" in driver.text
        await driver.keys("m")
        assert "Morel · 01/01/2026–31/12/2026" in driver.lines[0]
    backups = list((home / "sauvegardes").iterdir())
    assert len(backups) == 1
    assert backups[0].stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(backups[0]) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM account WHERE number = '411MAR'").fetchone() == (1,)
    database.close()
    with sqlite3.connect(older) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (1,)
    database.close()
    assert before > 0


@pytest.mark.spec("DOSO-07")
@played
async def test_refusing_the_update_leaves_the_file_as_it_was(older: Path, home: Path) -> None:
    before = older.read_bytes()
    async with program() as driver:
        await driver.run("open_dossier")
        await driver.keys("enter", "enter")
        assert "Ouvrir un dossier" in driver.lines[1]
    assert older.read_bytes() == before
    assert not (home / "sauvegardes").exists()


@pytest.mark.spec("DOSO-07")
@played
async def test_a_failed_update_leaves_the_file_as_it_was(older: Path, tmp_path: Path) -> None:
    (tmp_path / "steps" / "0001_step.sql").write_text(STEP + "DROP TABLE note;\n", encoding="utf-8")
    async with program() as driver:
        await driver.run("open_dossier")
        await driver.keys("enter", "m")
        assert "la structure obtenue n'est pas celle attendue" in prose(driver)
        await driver.keys("enter")
    with sqlite3.connect(older) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM note").fetchone() == (0,)
    database.close()


@pytest.mark.spec("DOSO-08")
@played
async def test_a_newer_dossier_is_refused_with_both_versions(morel: Path) -> None:
    set_version(morel, 9)
    async with program() as driver:
        await driver.run("open_dossier")
        await driver.keys("enter")
        assert "version plus récente (format 9, ce programme lit le format 1)" in prose(driver)


def test_a_new_dossier_has_the_present_fingerprint(morel: Path) -> None:
    from tuicompta.models.connection import close, connect  # noqa: PLC0415 - only here
    from tuicompta.models.schema import fingerprint  # noqa: PLC0415

    database = connect(morel)
    assert fingerprint(database) == present_fingerprint()
    close(database)
