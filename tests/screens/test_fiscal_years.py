"""The list «Exercices» and the card of a fiscal year."""

from __future__ import annotations

import re
import sqlite3
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tuicompta.services.fiscal_years.fiscal_years import create_fiscal_year, fiscal_years, set_current_fiscal_year

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven

__all__ = ["home", "morel"]

YEARS = "SELECT start_date, end_date FROM fiscal_year ORDER BY 1"


@pytest.fixture
def two_years(morel: Path) -> Path:
    """2026, the current one, and 2027."""

    def add(dossier: object) -> None:
        create_fiscal_year(dossier.database, date(2027, 1, 1), date(2027, 12, 31))  # type: ignore[attr-defined]
        set_current_fiscal_year(dossier, fiscal_years(dossier.database)[0])  # type: ignore[arg-type, attr-defined]

    with_dossier(morel, add)
    return morel


def listed(driver: Driven) -> list[str]:
    return [" ".join(line[3:].split()) for line in driver.lines[3:6] if line[3:].strip()]


@pytest.mark.spec("EX-01", "EX-11", "EX-12", "UIX-01")
@played
async def test_the_current_year_is_marked_and_another_can_be_chosen(two_years: Path) -> None:
    async with program(two_years) as driver:
        await driver.run("fiscal_years")
        assert listed(driver) == ["01/01/2027 31/12/2027 Ouvert [ ]", "01/01/2026 31/12/2026 Ouvert [x]"]
        assert driver.lines[0].endswith("Morel · 01/01/2026–31/12/2026")
        await driver.run("set_current_year")
        assert listed(driver) == ["01/01/2027 31/12/2027 Ouvert [x]", "01/01/2026 31/12/2026 Ouvert [ ]"]
        assert driver.lines[0].endswith("Morel · 01/01/2027–31/12/2027")
        assert driver.message == "Exercice courant : 01/01/2027–31/12/2027"
        await driver.run("journal_months")
        assert "janvier 2027" in driver.text or "2027" in driver.lines[3]


@pytest.mark.spec("EX-12")
@played
async def test_what_is_unsaved_keeps_the_current_year(two_years: Path) -> None:
    async with program(two_years) as driver:
        await driver.run("fiscal_years")
        await driver.keys("enter")
        await driver.run("next_tab")
        await driver.type("à revoir")
        await driver.run("fiscal_years")
        await driver.run("set_current_year")
        assert "Enregistrez ou fermez d'abord" in driver.text
        assert "Exercice 01/01/2027–31/12/2027" in driver.text
        await driver.keys("enter")
        assert driver.lines[0].endswith("Morel · 01/01/2026–31/12/2026")


@pytest.mark.spec("EX-07")
@played
async def test_a_following_or_a_previous_year_is_added_free_on_one_side(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("fiscal_years")
        await driver.keys("insert")
        assert "Quel exercice ajouter" in driver.text
        await driver.keys("p")
        await driver.type("01072025")
        await driver.keys("f9")
        assert listed(driver)[1] == "01/07/2025 31/12/2025 Ouvert [ ]"
        await driver.run("delete")
        await driver.keys("n", "insert", "s")
        assert "Début * 01/01/2027 Fin * 31/12/2027" in prose(driver)
        await driver.type("30062027")
        await driver.keys("f9")
        assert "Clôturez d'abord l'exercice 2025" in prose(driver)
        await driver.keys("enter", "escape", "n")
    assert rows(morel, YEARS) == [("2025-07-01", "2025-12-31"), ("2026-01-01", "2026-12-31")]


@pytest.mark.spec("EXF-01", "JE-03", "EXF-09", "JE-05")
@played
async def test_a_change_of_dates_asks_about_the_neighbour_then_for_a_reason(two_years: Path) -> None:
    async with program(two_years) as driver:
        await driver.run("fiscal_years")
        await driver.keys("down", "enter", "tab")
        await driver.type("31012027")
        await driver.keys("f9")
        assert "L'exercice 01/01/2027–31/12/2027 devient du 01/02/2027 au 31/12/2027" in prose(driver)
        await driver.keys("o")
        await driver.keys("f9")
        assert driver.message == "«Motif» est obligatoire."
        await driver.type("ab")
        await driver.keys("f9")
        assert driver.message == "Le motif est obligatoire : 3 à 250 caractères."
        await driver.type("statuts modifiés")
        await driver.keys("f9")
        assert listed(driver)[1].startswith("01/01/2026 31/01/2027")
        assert "01/01/2026–31/01/2027" in driver.lines[0]
    assert rows(two_years, YEARS) == [("2026-01-01", "2027-01-31"), ("2027-02-01", "2027-12-31")]
    assert value(two_years, "SELECT reason FROM event ORDER BY id DESC LIMIT 1") == "statuts modifiés"


@pytest.mark.spec("EXF-08")
@played
async def test_notes_are_kept_without_asking_a_reason(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("fiscal_years")
        await driver.keys("enter")
        await driver.run("next_tab")
        await driver.type("premier exercice")
        await driver.keys("f9", "enter")
        assert "Notes •" in driver.text
    assert rows(morel, "SELECT record_kind, text FROM note") == [("fiscal_year", "premier exercice")]


@pytest.mark.spec("EX-14")
@played
async def test_deleting_a_year_is_confirmed_and_refused_with_the_reason(two_years: Path) -> None:
    async with program(two_years) as driver:
        await driver.run("fiscal_years")
        await driver.keys("ctrl+d")
        assert "Supprimer 01/01/2027 ?" in driver.text
        await driver.keys("o")
        assert listed(driver) == ["01/01/2026 31/12/2026 Ouvert [x]"]
        await driver.keys("ctrl+d", "o")
        assert "un dossier a au moins un exercice" in prose(driver)
    assert rows(two_years, YEARS) == [("2026-01-01", "2026-12-31")]


@pytest.mark.spec("FIC-19")
@played
async def test_a_card_changed_meanwhile_shows_both_values_and_lets_choose(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("fiscal_years")
        await driver.keys("enter", "tab")
        await driver.type("30112026")
        change_elsewhere(morel, "2026-10-31")
        await driver.keys("f9")
        await driver.type("exercice court")
        await driver.keys("f9")
        assert "Fin : 30/11/2026 / 31/10/2026" in prose(driver)
        await driver.keys("c")
        assert "Fin * 30/11/2026" in prose(driver)
        await driver.keys("f9")
        await driver.type("exercice court")
        await driver.keys("f9", "p")
        assert "Fin * 31/10/2026" in prose(driver)
        await driver.type("30092026")
        change_elsewhere(morel, "2026-08-31")
        await driver.keys("f9")
        await driver.type("exercice court")
        await driver.keys("f9", "g")
    assert rows(morel, YEARS) == [("2026-01-01", "2026-09-30")]


def change_elsewhere(path: Path, end: str) -> None:
    with sqlite3.connect(path) as database:
        database.execute("DELETE FROM period WHERE start_date > ?", (end,))
        database.execute("UPDATE fiscal_year SET end_date = ?, version = version + 1", (end,))
    database.close()


@pytest.mark.spec("FIC-18", "KEY-25")
@played
async def test_f5_reads_a_card_again_and_takes_it_once_it_is_free(morel: Path) -> None:
    async with program(morel) as first:
        await first.run("journals")
        await first.type("ventes")
        await first.keys("enter")
        async with program(morel) as second:
            await second.keys("c")
            await second.run("journals")
            await second.type("ventes")
            await second.keys("enter")
            await second.keys("f5")
            assert second.message.startswith("En cours de modification par ADM depuis ")
            await to_field(first, "description")
            await first.type("Ventes de Paris")
            await first.keys("f9")
            await second.keys("f5")
            assert second.message == "Fiche relue : vous pouvez la modifier"
            assert "Ventes de Paris" in second.text
            await to_field(second, "description")
            await second.type("Ventes de Lyon")
            await second.keys("f5")
            assert "Ventes de Lyon" in second.text
            await second.keys("f9")
    assert value(morel, "SELECT description FROM journal WHERE code = 'VE'") == "Ventes de Lyon"


@pytest.mark.spec("FIC-18", "KEY-49")
@played
async def test_a_card_that_is_only_read_turns_its_tabs_and_scrolls(morel: Path) -> None:
    async with program(morel) as first:
        await first.run("journals")
        await first.keys("enter")
        async with program(morel) as second:
            await second.keys("c")
            await second.run("journals")
            await second.keys("enter")
            assert "Prochaine écriture" not in second.text
            await second.keys(*["down"] * 20)
            assert "Prochaine écriture" in second.text
            await second.keys(*["up"] * 20)
            assert "Code *" in second.text
            await second.keys("ctrl+pagedown")
            assert "Code *" not in second.text
            await second.keys("ctrl+pageup")
            assert "Code *" in second.text


@pytest.mark.spec("FIC-18")
@played
async def test_a_card_open_in_another_session_is_read_only(morel: Path) -> None:
    async with program(morel) as first:
        await first.run("fiscal_years")
        await first.keys("enter")
        async with program(morel) as second:
            await second.keys("c")
            await second.run("fiscal_years")
            await second.keys("enter")
            assert second.message.startswith("En cours de modification par ADM depuis ")
            await second.keys("f9")
            assert re.match(
                r"En cours de modification par ADM depuis \d\d:\d\d\. F5 relit la fiche et la prend si elle est libre$",
                second.message,
            )
            await second.type("01022026")
            assert "Début * 01/01/2026" in prose(second)
            await second.keys("escape")
            await first.keys("escape")
            await second.keys("enter")
            await second.type("01022026")
            assert "01022026" in prose(second)
