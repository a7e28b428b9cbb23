"""«Consultation/Lettrage»: one account read by keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, to_field, with_dossier
from tests.services.entries_kit import entry, line, numbered, purchase
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.lettering.letter import letter_lines

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]


def fill(dossier: Dossier) -> None:
    invoices = [
        entry(numbered("411MAR", piece, debit), line("707", credit=debit), journal="VE", day=day, key=key)
        for key, (piece, debit, day) in enumerate(
            [("V1", 120_000, date(2026, 2, 3)), ("V2", 240_000, date(2026, 2, 17)), ("V3", 5_000, date(2026, 4, 2))]
        )
    ]
    payment = entry(
        numbered("5121", "P1", 120_000),
        line("411MAR", credit=120_000, label="Virement Martin", piece="P1"),
        journal="BP",
        day=date(2026, 3, 10),
        key=9,
    )
    save_entries(dossier, [*invoices, payment, purchase(key=10)], EntryOrigin.CONTINUOUS_ENTRY)
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
    """Four counted lines on 411MAR, two of them lettered, and a simulated one."""
    with_dossier(morel, fill)
    return morel


def lines(driver: Driven) -> list[str]:
    """The rows of the grid, without the cells that are blank."""
    top = next(rank for rank, text in enumerate(driver.lines) if "Libellé" in text and "Débit" in text)
    found = [" ".join(text[3:].split()) for text in driver.lines[top + 1 : 18]]
    return [text for text in found if text and "─" not in text and not text.startswith("Total")]


def pieces(driver: Driven) -> list[object]:
    grid = driver.app.frame.windows.front.grid  # type: ignore[union-attr]
    place = [column.identifier for column in grid.columns].index("piece")
    return [row.values[place] for row in grid.window.visible]


def total(driver: Driven) -> str:
    return next(" ".join(text[3:].split()) for text in driver.lines if text[3:].startswith("Total"))


async def consult(driver: Driven, number: str = "411MAR") -> None:
    await driver.run("consultation")
    await driver.type(number)
    await driver.keys("enter")


@pytest.mark.spec("CONS-01", "CONS-02", "CONS-08", "CONS-10", "CONS-14")
@played
async def test_the_lines_run_with_their_balance_under_the_figures(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        assert "Compte 411MAR   Martin SA" in driver.lines[1]
        assert "Débit 3 650,00   Crédit 1 200,00   Solde 2 450,00 débiteur" in driver.lines[2]
        assert lines(driver) == [
            "03/02/26 VE V1 Facture 1 200,00 AA 1 200,00",
            "17/02/26 VE V2 Facture 2 400,00 3 600,00",
            "10/03/26 BP P1 Virement Martin 1 200,00 AA 2 400,00",
            "02/04/26 VE V3 Facture 50,00 2 450,00",
        ]
        assert total(driver) == "Total 3 650,00 1 200,00"


@pytest.mark.spec("CONS-06")
@played
async def test_the_account_is_completed_by_number_or_title_and_a_root_is_refused(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("consultation")
        await driver.type("dupont")
        await driver.keys("enter")
        assert "Compte 401DUP   Dupont SARL" in driver.lines[1]
        await driver.keys("tab")
        await driver.type("606")
        assert "6061" in driver.lines[3]
        assert " 606 " not in "".join(driver.lines[3:13])
        await driver.keys("escape")
        await driver.app.frame.open("consultation", number="606")
        await driver.settle()
        assert "est de type Racine" in prose(driver)


@pytest.mark.spec("CONS-03", "LETT-30", "CONS-13", "CONS-09", "CONS-14")
@played
async def test_the_kind_of_lines_goes_round_and_the_figures_stay(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        header = driver.lines[2].split("Débit")[1]
        await driver.keys("alt+l")
        assert [text.split()[2] for text in lines(driver)] == ["V2", "V3"]
        assert lines(driver)[-1].endswith("2 450,00")
        assert total(driver) == "Total 2 450,00"
        await driver.keys("alt+l")
        assert [text.split()[2] for text in lines(driver)] == ["V1", "P1"]
        assert total(driver) == "Total 1 200,00 1 200,00"
        assert driver.lines[3][3:].strip() == "Lettrées"
        assert driver.lines[2].split("Débit")[1] == header
        await driver.keys("alt+l")
        assert len(lines(driver)) == 4


@pytest.mark.spec("CONS-03", "CONS-14", "CONS-05", "CONS-13")
@played
async def test_dates_and_statuses_filter_and_a_later_start_opens_with_the_balance(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        await driver.keys("alt+r")
        await to_field(driver, "start")
        await driver.type("01032026")
        await to_field(driver, "S")
        await driver.keys("space", "f9")
        assert lines(driver) == [
            "Solde au 28/0… 3 600,00",
            "10/03/26 BP P1 Virement Mart… 1 200,00 AA 2 400,00",
            "02/04/26 VE V3 Facture 50,00 2 450,00",
            "S 01/05/26 VE Facture 0,99 2 450,99",
        ]
        assert total(driver) == "Total 50,99 1 200,00"
        assert "Filtré" in driver.lines[22]
        assert "Solde au 28/02/2026 : 3 600,00 débiteur" in driver.text


@pytest.mark.spec("CONS-04", "CONS-01")
@played
async def test_account_and_filters_come_back_at_the_next_opening(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        await driver.keys("alt+l", "escape")
        await driver.run("account_consultation")
        assert "Compte 411MAR" in driver.lines[1]
        assert [text.split()[2] for text in lines(driver)] == ["V2", "V3"]


@pytest.mark.spec("CONS-11")
@played
async def test_a_heading_sorts_and_is_marked(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        await driver.keys(*["right"] * 4, "up", "enter")
        assert "▲" in driver.lines[3]
        assert pieces(driver) == ["P1", "V3", "V1", "V2"]
        assert lines(driver)[0].endswith("-1 200,00")
        await driver.keys("enter")
        assert "▼" in driver.lines[3]
        assert pieces(driver)[0] == "V2"
        await driver.run("own_order")
        assert pieces(driver) == ["V1", "V2", "P1", "V3"]


@pytest.mark.spec("CONS-17", "CONS-20")
@played
async def test_enter_opens_the_journal_on_the_line_and_esc_returns_to_it(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        await driver.keys("down", "enter")
        assert "Journal VE" in driver.lines[1]
        assert "février 2026" in driver.lines[1]
        window = driver.app.frame.windows.front
        assert window is not None
        assert window.machine.current.piece == "V2"  # type: ignore[attr-defined]
        await driver.keys("escape")
        assert "Compte 411MAR" in driver.lines[1]
        grid = driver.app.frame.windows.front.grid  # type: ignore[union-attr]
        assert pieces(driver)[grid.window.line] == "V2"


@pytest.mark.spec("CONS-23")
@played
async def test_ctrl_down_goes_to_the_next_account_with_movements_keeping_the_filters(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver, "401DUP")
        await driver.keys("alt+l", "ctrl+down")
        assert "411MAR" in driver.lines[1]
        assert len(lines(driver)) == 2
        await driver.keys("ctrl+up", "ctrl+up")
        assert "401DUP" in driver.lines[1]
        assert driver.message == "Pas d'autre compte mouvementé"


@pytest.mark.spec("CONS-25")
@played
async def test_the_entry_of_the_line_shows_under_the_lines(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        await driver.keys("down", "down")
        assert driver.lines[20][3:].strip() == "BP P1 du 10/03/2026 · Virement Martin"
        assert driver.lines[21][3:].strip() == "5121 1 200,00 D"
    async with program(books, (120, 40)) as driver:
        await driver.run("consultation")
        assert any("411MAR" in text and "Martin SA · Facture" in text for text in driver.lines[28:38])


@pytest.mark.spec("CONS-24", "CONS-10")
@played
async def test_the_optional_columns_give_due_date_and_counterpart(books: Path) -> None:
    async with program(books, (150, 40)) as driver:
        await consult(driver)
        assert "Document" in driver.lines[3]
        assert "Contrepartie" not in driver.lines[3]
        await driver.run("more_columns")
        await driver.keys("space", "tab", "space", "f9")
        assert "Contrepartie" in driver.lines[3]
        assert driver.lines[4].rstrip().endswith("03/02/26 707")
        await driver.run("more_columns")
        await to_field(driver, "piece_date")
        await driver.keys("space")
        await to_field(driver, "origin")
        await driver.keys("space", "tab", "space", "f9", "end")
        assert driver.lines[3].rstrip().endswith("Échéance Contrepartie Date de pièce Origine              Saisi par")
        assert " ".join(driver.lines[4].split()).endswith("03/02/26 707 03/02/2026 Saisie au kilomètre ADM")
        await driver.keys("ctrl+w")
        await driver.run("account_consultation")
        assert [column.title for column in driver.app.frame.windows.front.grid.columns[-2:]] == ["Origine", "Saisi par"]  # type: ignore[union-attr]


@pytest.mark.spec("CONS-02", "LST-08")
@played
async def test_typing_narrows_and_esc_empties_the_search(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        await driver.type("virement")
        assert [text.split()[2] for text in lines(driver)] == ["P1"]
        assert driver.lines[3][3:].strip() == "«virement»"
        await driver.keys("escape")
        assert len(lines(driver)) == 4
        await driver.type("2400")
        assert [text.split()[2] for text in lines(driver)] == ["V2"]


@pytest.mark.spec("CONS-07", "KEY-27", "KEY-21")
@played
async def test_f7_comes_from_the_chart_and_f2_opens_the_card(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("chart_of_accounts")
        await driver.type("401D")
        await driver.keys("f7")
        assert "Compte 401DUP" in driver.lines[1]
        await driver.keys("f2")
        assert "Compte 401DUP Dupont SARL" in driver.lines[1]
        assert "Paramétrage" in driver.lines[2]
        await driver.keys("escape", "escape")
        assert "Plan comptable entreprise" in driver.lines[2]


@pytest.mark.spec("INVV-03")
@played
async def test_reading_changes_nothing_but_what_the_user_left(books: Path) -> None:
    queries = [
        "SELECT * FROM entry",
        "SELECT * FROM entry_line",
        "SELECT * FROM account",
        "SELECT * FROM balance_total",
        "SELECT * FROM event",
    ]
    before = [rows(books, query) for query in queries]
    async with program(books) as driver:
        await consult(driver)
        await driver.keys("alt+l", "alt+l", "ctrl+down", "ctrl+up", "up", "enter", "f5")
        await driver.type("fact")
    assert [rows(books, query) for query in queries] == before
