"""«Grand Livre interactif» by keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, to_field, with_dossier
from tests.services.entries_kit import entry, line, numbered, purchase
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.fiscal_years.fiscal_years import create_fiscal_year, fiscal_years, set_current_fiscal_year
from tuicompta.services.lettering.letter import letter_lines

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]


def fill(dossier: Dossier) -> None:
    invoices = [
        entry(numbered("411MAR", piece, debit), numbered("707", piece, credit=debit), journal="VE", day=day, key=key)
        for key, (piece, debit, day) in enumerate(
            [("V1", 120_000, date(2026, 2, 3)), ("V2", 240_000, date(2026, 3, 2))]
        )
    ]
    payment = entry(line("5121", 120_000), line("411MAR", credit=120_000), journal="BP", day=date(2026, 3, 10), key=9)
    save_entries(dossier, [*invoices, payment, purchase("A1", total=1200, key=10)], EntryOrigin.CONTINUOUS_ENTRY)
    simulated = entry(line("411MAR", 99), line("707", credit=99), journal="VE", day=date(2026, 5, 1), key=11)
    saved = save_entries(dossier, [simulated], EntryOrigin.CONTINUOUS_ENTRY)
    simulate_entry(dossier, saved[0].entry_id)
    query = (
        "SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id"
        " WHERE number = '411MAR' AND debit + credit = 120000"
    )
    letter_lines(dossier, "411MAR", [found for (found,) in dossier.database.rows(query)])


@pytest.fixture
def books(morel: Path) -> Path:
    """Three lines on 411MAR, two of them lettered, a simulated one; a purchase."""
    with_dossier(morel, fill)
    return morel


def rows(driver: Driven) -> list[str]:
    """The rows of the grid, without blanks in a row."""
    top = next(rank for rank, text in enumerate(driver.lines) if "Libellé" in text and "Débit" in text)
    end = next(rank for rank, text in enumerate(driver.lines) if rank > top and text[3:].startswith("──"))
    return [text for line in driver.lines[top + 1 : end] if (text := " ".join(line[3:].split()))]


def foot(driver: Driven) -> str:
    return driver.lines[-3][3:].strip()


async def ledger(driver: Driven, **filters: str) -> None:
    await driver.run("interactive_ledger")
    if filters:
        await driver.keys("alt+r")
        for name, text in filters.items():
            await to_field(driver, name)
            await driver.type(text)
        await driver.keys("f5")


@pytest.mark.spec("GLI-01", "GLI-02", "GLI-10", "GLI-14")
@played
async def test_accounts_follow_each_other_with_lines_totals_and_control(books: Path) -> None:
    async with program(books, (98, 30)) as driver:
        await ledger(driver)
        assert driver.lines[1][3:].strip() == "Grand Livre interactif · Exercice 2026"
        assert rows(driver) == [
            "- 401DUP Dupont SARL",
            "15/03/2026 AC A1 Facture 12,00 -12,00",
            "Total 401DUP 12,00 -12,00",
            "- 411MAR Martin SA",
            "03/02/2026 VE V1 Facture 1 200,00 AA 1 200,00",
            "02/03/2026 VE V2 Facture 2 400,00 3 600,00",
            "10/03/2026 BP Facture 1 200,00 AA 2 400,00",
            "Total 411MAR 3 600,00 1 200,00 2 400,00",
            "- 44566 TVA sur autres biens et services",
            "15/03/2026 AC A1 Facture 2,00 2,00",
            "Total 44566 2,00 2,00",
            "- 5121 Comptes en euros",
            "10/03/2026 BP Facture 1 200,00 1 200,00",
            "Total 5121 1 200,00 1 200,00",
            "- 6064 Fournitures administratives",
            "15/03/2026 AC A1 Facture 10,00 10,00",
            "Total 6064 10,00 10,00",
            "- 707 Ventes de marchandises",
            "03/02/2026 VE V1 Facture 1 200,00 -1 200,00",
            "02/03/2026 VE V2 Facture 2 400,00 -3 600,00",
            "Total 707 3 600,00 -3 600,00",
        ]
        assert foot(driver) == "Total débit 4 812,00   crédit 4 812,00 · débit = crédit"


@pytest.mark.spec("GLI-03", "GLI-09", "GLI-12", "GLI-14")
@played
async def test_filters_wait_for_f5_and_a_later_start_opens_with_a_report(books: Path) -> None:
    async with program(books, (98, 30)) as driver:
        await ledger(driver)
        before = rows(driver)
        await driver.keys("alt+r")
        await to_field(driver, "start")
        await driver.type("01032026")
        await driver.keys("tab")
        await to_field(driver, "low")
        await driver.type("411")
        await driver.keys("tab")
        await driver.type("411")
        await driver.keys("tab", "escape")
        assert rows(driver) == before
        assert driver.lines[1].endswith("filtres modifiés")
        await driver.keys("f5")
        assert "filtres modifiés" not in driver.text
        assert rows(driver) == [
            "- 411MAR Martin SA",
            "Report au 28/02/2026 1 200,00 1 200,00",
            "02/03/2026 VE V2 Facture 2 400,00 3 600,00",
            "10/03/2026 BP Facture 1 200,00 AA 2 400,00",
            "Total 411MAR 3 600,00 1 200,00 2 400,00",
        ]
        total = "Total débit 3 600,00   crédit 1 200,00   solde 2 400,00"
        assert foot(driver) == f"{total} · sélection partielle"


@pytest.mark.spec("GLI-05")
@played
async def test_a_bound_outside_the_nature_is_refused_in_its_field(books: Path) -> None:
    async with program(books, (98, 30)) as driver:
        await ledger(driver)
        await driver.keys("alt+r")
        await to_field(driver, "nature")
        await driver.type("fourn")
        await to_field(driver, "low")
        await driver.type("411XX")
        await driver.keys("f5")
        assert "La borne 411XX n'est pas de la nature «Fournisseurs»" in driver.message
        assert driver.app.frame.focused.field_name == "low"  # type: ignore[union-attr]
        await driver.keys("f2")
        assert "Aucun compte ne porte ce numéro" in driver.message
        await driver.type("401DUP")
        await driver.keys("f2")
        assert "Dupont SARL" in driver.text
        assert "Fiche compte" in driver.text or "401DUP" in driver.lines[1]


@pytest.mark.spec("GLI-06", "GLI-13")
@played
async def test_collective_lines_are_ticked_with_their_nature_only(books: Path) -> None:
    async with program(books, (98, 30)) as driver:
        await ledger(driver)
        zone = driver.app.frame.windows.front.zone  # type: ignore[union-attr]
        ticks = zone.card.fields["one_supplier_line"], zone.card.fields["one_customer_line"]
        assert [tick.enabled for tick in ticks] == [False, False]
        await driver.keys("alt+r")
        await to_field(driver, "nature")
        await driver.type("clients")
        await driver.keys("down", "down", "enter")
        assert [tick.enabled for tick in ticks] == [True, True]
        await to_field(driver, "one_customer_line")
        await driver.keys("space", "f5")
        assert rows(driver) == [
            "- 401DUP Dupont SARL",
            "15/03/2026 AC A1 Facture 12,00 -12,00",
            "Total 401DUP 12,00 -12,00",
            "41 Clients 3 600,00 1 200,00 2 400,00",
        ]
        await driver.keys("left")
        assert rows(driver)[0] == "+ 401DUP Dupont SARL 12,00 -12,00"
        await driver.keys("right")
        assert len(rows(driver)) == 4
        await driver.run("fold_all")
        assert len(rows(driver)) == 2
        await driver.run("fold_all")
        assert len(rows(driver)) == 4


@pytest.mark.spec("GLI-07")
@played
async def test_kinds_of_lines_and_statuses_filter_as_in_the_consultation(books: Path) -> None:
    async with program(books, (98, 30)) as driver:
        await ledger(driver, low="411", kind="lettrées")
        assert [text for text in rows(driver) if "/2026" in text and "Report" not in text] == [
            "03/02/2026 VE V1 Facture 1 200,00 AA 1 200,00",
            "10/03/2026 BP Facture 1 200,00 AA 0,00",
        ]
        await driver.keys("alt+r")
        await to_field(driver, "S")
        await driver.keys("space")
        await to_field(driver, "kind")
        await driver.type("toutes")
        await driver.keys("f5")
        assert "S 01/05/2026 VE Facture 0,99 2 400,99" in rows(driver)


@pytest.mark.spec("GLI-08")
@played
async def test_filters_stay_for_the_session_of_the_same_current_year(morel: Path) -> None:
    def years(dossier: Dossier) -> None:
        create_fiscal_year(dossier.database, date(2027, 1, 1), date(2027, 12, 31))
        set_current_fiscal_year(dossier, fiscal_years(dossier.database)[0])

    with_dossier(morel, years)
    async with program(morel) as driver:
        await ledger(driver, low="4")
        await driver.keys("ctrl+w")
        await ledger(driver)
        assert driver.lines[1].rstrip().endswith("Exercice 2026 · comptes 4 à …")
        await driver.keys("ctrl+w")
        with_dossier(morel, lambda dossier: set_current_fiscal_year(dossier, fiscal_years(dossier.database)[1]))
        await ledger(driver)
        assert driver.lines[1].rstrip().endswith("Exercice 2027")
        await driver.keys("alt+r")
        await driver.type("2026")
        await driver.keys("f5")
        assert driver.lines[1].rstrip().endswith("Exercice 2026")


@played
async def test_from_a_line_one_key_leads_to_its_journal_or_its_account_and_back(books: Path) -> None:
    async with program(books, (98, 30)) as driver:
        await ledger(driver)
        await driver.keys("ctrl+down")
        await driver.keys("down", "down")
        current = driver.app.frame.windows.front.grid.current.key  # type: ignore[union-attr]
        await driver.keys("enter")
        assert "mars 2026" in driver.text
        await driver.keys("escape")
        assert driver.app.frame.windows.front.grid.current.key == current  # type: ignore[union-attr]
        await driver.keys("f7")
        assert "Compte 411MAR" in driver.lines[1]
        await driver.keys("escape")
        assert driver.app.frame.windows.front.grid.current.key == current  # type: ignore[union-attr]
        await driver.keys("ctrl+up")
        assert rows(driver)[0] == "- 401DUP Dupont SARL"


@pytest.mark.spec("GLI-11")
@played
async def test_actions_without_sense_for_the_row_say_why(books: Path) -> None:
    async with program(books, (98, 30)) as driver:
        await ledger(driver)
        await driver.run("open_line")
        assert "Aucune ligne choisie" in driver.message
        await driver.keys("down")
        await driver.run("view_document")
        assert "Aucun document pour cette écriture" in driver.message
        await driver.run("invoice_schedule")
        assert "15/03/2026 : 12,00" in driver.text
        await driver.keys("escape", "ctrl+end", "up")
        await driver.run("invoice_schedule")
        assert "ce n'est pas une facture" in driver.message
        await driver.run("line_matchings")
        assert "ni avoir, ni règlement" in driver.message
        await driver.run("letter_account")
        assert "Lettrage automatique" in driver.lines[1]
        assert "707" in driver.text
