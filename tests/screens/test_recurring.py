"""«Abonnements»: the list, the card, the window that generates, by keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tests.services.recurring_kit import RENT, add, run
from tuicompta.core.enums import Side
from tuicompta.core.guide_formulas import BALANCE, VAT_OF_NET
from tuicompta.core.recurrence import Recurrence
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.guides import GuideModelLine, create_guide_model

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

ENTRIES = """
    SELECT entry.entry_date, number, entry_line.label, debit, credit FROM entry_line JOIN entry ON entry.id = entry_id
      JOIN account ON account.id = account_id ORDER BY entry.id, position
"""


def rent(dossier: Dossier) -> None:
    add(dossier)


async def until(driver: Driven, day: str) -> None:
    await driver.keys("alt+d")
    await driver.type(day)
    await driver.keys("f9")


@pytest.mark.spec("ABO-01", "ABO-03")
@played
async def test_a_rent_is_typed_with_its_own_lines_and_its_dates(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("recurring_entries")
        await driver.keys("insert")
        await driver.type("loyer")
        await driver.keys("tab")
        await driver.type("Loyer {mois} {aaaa}")
        await to_field(driver, "journal")
        await driver.type("BP")
        await to_field(driver, "lines")
        await driver.keys("insert")
        await driver.type("6132")
        await driver.keys("tab", "tab")
        await driver.type("1000")
        await driver.keys("f9")
        await driver.keys("ctrl+n")
        await driver.type("5121")
        await driver.keys("tab", "f9")
        assert "5121 1 000,00" in prose(driver)
        await driver.keys("ctrl+pagedown")
        await to_field(driver, "first")
        await driver.type("310126")
        await driver.keys("tab")
        assert "31/01/2026, 28/02/2026, 31/03/2026, 30/04/2026" in prose(driver)
        await driver.keys("f9")
        assert "LOYER" in driver.text
        assert "tous les mois 31/01/2026 1 000,00" in prose(driver)
    stored = "SELECT code, label, first_date, unit, step FROM recurring_entry"
    assert rows(morel, stored) == [("LOYER", "Loyer {mois} {aaaa}", "2026-01-31", "month", 1)]
    lines = "SELECT number, amount FROM recurring_line JOIN account ON account.id = account_id ORDER BY position"
    assert rows(morel, lines) == [("6132", 100_000), ("5121", -100_000)]


@pytest.mark.spec("ABO-01")
@played
async def test_the_lines_of_a_model_come_with_its_journal_and_formulas(morel: Path) -> None:
    def model(dossier: Dossier) -> None:
        lines = (
            GuideModelLine("6132", "Loyer", Side.DEBIT),
            GuideModelLine("44566", "TVA", Side.DEBIT, formula=VAT_OF_NET),
            GuideModelLine("401DUP", "", Side.CREDIT, formula=BALANCE),
        )
        create_guide_model(dossier.database, name="Bail TVA", code="BLT", journal="AC", lines=lines)

    with_dossier(morel, model)
    async with program(morel) as driver:
        await driver.run("recurring_entries")
        await driver.keys("insert")
        await driver.type("l1")
        await driver.keys("tab")
        await driver.type("Loyer {n}")
        await driver.keys("tab")
        await driver.type("Bail")
        await driver.keys("tab")
        assert "Journal * AC" in prose(driver)
        await to_field(driver, "lines")
        await driver.keys("enter")
        await driver.type("500")
        await driver.keys("f9")
        assert "6132 Loyer 500,00 44566 TVA 100,00 401DUP 600,00" in prose(driver)
        await driver.keys("insert")
        assert "Ligne de l'abonnement" not in driver.text
        await driver.keys("f9")
    assert rows(morel, "SELECT amount FROM recurring_line ORDER BY position") == [(50_000,), (None,), (None,)]


@pytest.mark.spec("ABO-04", "ABO-05")
@played
async def test_everything_due_is_ticked_and_f9_generates_what_stays_ticked(morel: Path) -> None:
    with_dossier(morel, rent)
    async with program(morel) as driver:
        await driver.run("generate_recurring")
        await until(driver, "31032026")
        assert "Générer jusqu'au 31/03/2026" in driver.lines[1]
        assert [line[5:13] for line in driver.lines[3:6]] == ["05/01/26", "05/02/26", "05/03/26"]
        assert all("✓" in line for line in driver.lines[3:6])
        await driver.type("mars")
        assert [line[5:13] for line in driver.lines[3:5]] == ["05/03/26", ""]
        await driver.keys("escape", "ctrl+home", "down", "space", "f9")
        assert driver.message == "2 écritures générées"
        assert "05/02/26 LOYER Loyer février 2026 BP 1 000,00" in prose(driver)
        await driver.keys("f9")
        assert driver.message == "1 écriture générée"
        await driver.keys("ctrl+pagedown", "ctrl+pagedown")
        assert "Occurrences générées" in driver.lines[1]
        await driver.keys("f9")
        assert driver.message == "Ces occurrences ne sont pas à générer"
    assert rows(morel, ENTRIES)[::2] == [
        ("2026-01-05", "6132", "Loyer janvier 2026", 100_000, 0),
        ("2026-03-05", "6132", "Loyer mars 2026", 100_000, 0),
        ("2026-02-05", "6132", "Loyer février 2026", 100_000, 0),
    ]


@pytest.mark.spec("ABO-04")
@played
async def test_the_end_of_the_current_month_is_proposed(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("generate_recurring")
        today = date.today()  # noqa: DTZ011 (the program works on local time)
        assert f"/{today:%m/%Y}" in driver.lines[1]
        assert int(driver.lines[1].split("au ")[1][:2]) >= 28


@pytest.mark.spec("ABO-06", "ABO-05")
@played
async def test_one_occurrence_is_changed_another_ignored_and_brought_back(morel: Path) -> None:
    with_dossier(morel, rent)
    async with program(morel) as driver:
        await driver.run("generate_recurring")
        await until(driver, "28022026")
        await driver.keys("enter")
        await driver.type("080126")
        await driver.keys("tab")
        await driver.type("900")
        await driver.keys("tab")
        await driver.keys("f9")
        assert "ne sont pas équilibrées (écart -100,00)" in prose(driver)
        await driver.keys("enter")
        await driver.type("900")
        await driver.keys("f9")
        assert "08/01/26 LOYER Loyer janvier 2026 BP 900,00 Modifiée" in prose(driver)
        assert all("✓" in line for line in driver.lines[3:5])
        await driver.keys("down", "alt+i")
        assert driver.message == "Occurrence du 05/02/2026 ignorée"
        assert "✓" in driver.lines[3]
        await driver.keys("f9", "ctrl+pagedown")
        assert "05/02/26 LOYER" in driver.lines[3]
        await driver.run("restore_occurrence")
        assert driver.message == "Occurrence du 05/02/2026 remise à générer"
        await driver.keys("ctrl+pageup")
        assert "05/02/26 LOYER" in driver.lines[3]
    assert rows(morel, ENTRIES) == [
        ("2026-01-08", "6132", "Loyer janvier 2026", 90_000, 0),
        ("2026-01-08", "5121", "Loyer janvier 2026", 0, 90_000),
    ]
    assert value(morel, "SELECT amount FROM recurring_line WHERE position = 1") == 100_000


@pytest.mark.spec("ABO-05")
@played
async def test_a_deleted_entry_comes_back_only_when_asked(morel: Path) -> None:
    def generated(dossier: Dossier) -> None:
        add(dossier)
        run(dossier, date(2026, 2, 28))
        delete_entry(dossier, 1)

    with_dossier(morel, generated)
    async with program(morel) as driver:
        await driver.run("generate_recurring")
        await until(driver, "28022026")
        assert "LOYER" not in driver.text
        await driver.keys("ctrl+pagedown", "ctrl+pagedown")
        assert "Supprimée" in driver.lines[4]
        await driver.run("restore_occurrence")
        assert "supprimez-la d'abord" in prose(driver)
        await driver.keys("enter", "down")
        await driver.run("restore_occurrence")
        await driver.keys("ctrl+pagedown")
        assert "05/01/26 LOYER" in driver.lines[3]


@pytest.mark.spec("ABO-07")
@played
async def test_what_is_refused_is_reported_and_stays(morel: Path) -> None:
    with_dossier(morel, lambda dossier: add(dossier, RENT, recurrence=Recurrence(date(2025, 12, 5))))
    async with program(morel) as driver:
        await driver.run("generate_recurring")
        await until(driver, "31012026")
        await driver.keys("f9")
        assert "1 écriture générée, 1 occurrence refusée" in prose(driver)
        assert "05/12/2025 LOYER – Refusée : Le 05/12/2025" in prose(driver)
        await driver.keys("enter")
        assert "05/12/25 LOYER" in driver.lines[3]
        assert "05/01/26" not in driver.text


@pytest.mark.spec("ABO-09")
@played
async def test_a_card_that_generated_is_made_inactive_not_deleted(morel: Path) -> None:
    def generated(dossier: Dossier) -> None:
        add(dossier)
        run(dossier, date(2026, 1, 31))

    with_dossier(morel, generated)
    async with program(morel) as driver:
        await driver.run("recurring_entries")
        await driver.keys("ctrl+d", "o")
        assert "L'abonnement LOYER a produit 1 écriture" in prose(driver)
        await driver.keys("enter")
        await driver.run("recurring_active")
        await driver.run("generate_recurring")
        await until(driver, "31122026")
        assert "LOYER" not in driver.text
    assert value(morel, "SELECT active FROM recurring_entry") == 0


@pytest.mark.spec("ABO-06")
@played
async def test_amounts_of_one_occurrence_are_given_up_only_after_a_question(morel: Path) -> None:
    def changed(dossier: Dossier) -> None:
        add(dossier)
        dossier.database.run("INSERT INTO recurring_occurrence VALUES (1, 1, 1, 'pending', NULL, NULL, NULL, NULL)")
        dossier.database.run("INSERT INTO recurring_amount VALUES (1, 1, 5), (1, 2, -5)")

    with_dossier(morel, changed)
    async with program(morel) as driver:
        await driver.run("recurring_entries")
        await driver.keys("enter")
        await to_field(driver, "lines")
        await driver.keys("enter")
        await driver.type("6135")
        await driver.keys("tab", "f9", "f9")
        assert "Les montants modifiés pour une occurrence à générer ne vont plus avec ces lignes" in prose(driver)
        await driver.keys("o")
    assert value(morel, "SELECT count(*) FROM recurring_amount") == 0
    assert (
        value(
            morel, "SELECT count(*) FROM recurring_line JOIN account ON account.id = account_id WHERE number = '6135'"
        )
        == 1
    )


@pytest.mark.spec("ABO-08")
@played
async def test_the_entry_of_an_occurrence_opens_as_an_ordinary_one(morel: Path) -> None:
    def generated(dossier: Dossier) -> None:
        add(dossier)
        run(dossier, date(2026, 1, 31))

    with_dossier(morel, generated)
    async with program(morel) as driver:
        await driver.run("generate_recurring")
        await driver.keys("ctrl+pageup", "enter")
        assert "Loyer jan" in driver.text
        assert "écriture" in driver.lines[1].lower()
        await driver.run("view_document")
        assert "Abonnement LOYER" in driver.lines[1]
        await driver.keys("escape", "escape")
        await driver.run("occurrence_card")
        assert "Abonnement LOYER" in driver.lines[1]
