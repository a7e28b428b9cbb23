"""The actions on the entry under the cursor, in the window of a journal and month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, value, with_dossier
from tests.services.entries.test_reverse import FOOT, close_months
from tests.services.entries_kit import bank, entry, line, purchase, save
from tuicompta.core.enums import DocumentKind
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.sources import set_source
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.journals.journal_periods import journal_period

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.screens.entry.journal_window import JournalWindow
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

DATES = "SELECT entry_date, piece_number, status FROM entry ORDER BY id"


def books(dossier: Dossier) -> None:
    save(dossier, purchase(total=12_000), purchase("00002", total=24_000, day=date(2026, 3, 20), key=2))


@pytest.fixture
def books_of(morel: Path) -> Path:
    with_dossier(morel, books)
    return morel


async def march(driver: Driven, journal: int = 1) -> JournalWindow:
    """Open a journal in March, the cursor on its first line."""
    dossier = cast("Dossier", driver.app.frame.session.dossier)
    row = journal_period(dossier.database, journal, 3)
    await driver.app.frame.open("journal_window", journal=row)
    await driver.settle()
    await driver.keys("ctrl+home")
    found = driver.app.frame.windows.front
    assert found is not None
    return found  # type: ignore[return-value]


def lines(driver: Driven, text: str) -> list[str]:
    return [line for line in driver.lines if text in line]


@pytest.mark.spec("STA-03", "VAL-06", "INV-02")
@played
async def test_a_validated_entry_is_shown_so_and_takes_no_key(books_of: Path) -> None:
    async with program(books_of, (100, 30)) as driver:
        window = await march(driver)
        assert window.current_entry_id == 1
        await driver.run("validate_entry")
        await driver.type("o")
        assert driver.message == "Écriture validée sous le n° AC 1"
        assert "│V " in lines(driver, "401DUP")[0]
        before = rows(books_of, "SELECT * FROM entry_line WHERE entry_id = 1")
        await driver.keys("ctrl+home", "tab", "tab")
        await driver.type("999")
        await driver.keys("enter", "ctrl+s")
        assert rows(books_of, "SELECT * FROM entry_line WHERE entry_id = 1") == before
        await driver.run("delete_entry")
        assert "est validée depuis le" in driver.message


@pytest.mark.spec("STA-05", "VAL-01", "VAL-02")
@played
async def test_a_simulated_entry_is_marked_and_confirmed(books_of: Path) -> None:
    async with program(books_of, (100, 30)) as driver:
        await march(driver)
        await driver.run("simulate_entry")
        assert "│S " in lines(driver, "401DUP")[0]
        await driver.run("confirm_entry")
        assert "│S " not in lines(driver, "401DUP")[0]


@pytest.mark.spec("VAL-07")
@played
async def test_a_month_is_validated_whole_and_simulated_entries_stay(books_of: Path) -> None:
    with_dossier(books_of, lambda dossier: save(dossier, purchase("00003", key=3)))
    with_dossier(books_of, lambda dossier: simulate_entry(dossier, 3))
    async with program(books_of, (100, 30)) as driver:
        await march(driver)
        await driver.keys("ctrl+end")
        await driver.run("validate_month")
        assert "AC, mars 2026 : 2 écritures." in prose(driver)
        await driver.type("o")
        assert driver.message == "2 écritures validées, 1 simulée laissée"
        assert [row[2] for row in rows(books_of, DATES)] == ["V", "V", "S"]


@pytest.mark.spec("CPS-01", "CPS-09", "CTX-08")
@played
async def test_a_reversal_shows_at_once_in_the_journal(books_of: Path) -> None:
    async with program(books_of, (100, 30)) as driver:
        await march(driver)
        await driver.run("reverse_entry")
        await driver.keys("f9")
        assert len(lines(driver, "Contrepassation Facture")) == 3
        assert "00003" in lines(driver, "Contrepassation Facture")[0]


@pytest.mark.spec("TRF-01")
@played
async def test_a_transferred_entry_leaves_the_journal_at_once(books_of: Path) -> None:
    async with program(books_of, (100, 30)) as driver:
        await march(driver)
        assert len(lines(driver, "401DUP     ")) == 2
        await driver.run("transfer_entry")
        await driver.keys("tab")
        await driver.type("f")
        await driver.keys("f9")
        assert driver.message == "Écriture transférée : AC 00001 du 15/02/2026"
        assert len(lines(driver, "401DUP     ")) == 1
        assert rows(books_of, DATES)[0][:2] == ("2026-02-15", "00001")


@pytest.mark.spec("CTX-16")
@played
async def test_a_copy_begins_at_the_foot_with_the_date_and_the_number_proposed(books_of: Path) -> None:
    with_dossier(books_of, lambda dossier: validate_entries(dossier, [1]))
    async with program(books_of, (100, 30)) as driver:
        window = await march(driver)
        await driver.run("duplicate_entry")
        assert (window.current_entry_id, window.current_is_saved) == (None, False)
        typed = window.current_grid_entry
        assert typed is not None
        assert (typed.entry_date, typed.piece) == (date(2026, 3, 20), "00003")
        assert value(books_of, "SELECT count(*) FROM entry") == 2
        await driver.keys("ctrl+s", "enter")
        assert rows(books_of, DATES)[2] == ("2026-03-20", "00003", "N")
        amounts = "SELECT account_id, debit, credit FROM entry_line WHERE entry_id = ? ORDER BY position"
        assert rows(books_of, amounts, 3) == rows(books_of, amounts, 1)


@pytest.mark.spec("CTX-17")
@played
async def test_inverting_swaps_the_columns_on_screen_and_is_refused_while_something_waits(books_of: Path) -> None:
    async with program(books_of, (100, 30)) as driver:
        window = await march(driver)
        await driver.run("invert_entry")
        typed = window.current_grid_entry
        assert typed is not None
        assert [(line.debit, line.credit) for line in typed.lines] == [(12_000, 0), (0, 10_000), (0, 2_000)]
        await driver.run("duplicate_entry")
        await driver.run("invert_entry")
        assert driver.message == "Enregistrez d'abord l'écriture"


def at_foot(dossier: Dossier) -> None:
    dossier.database.run(FOOT, ("BP",))
    pieces = [entry(line("401DUP", 5_000, piece="P1"), journal="BP")]
    pieces += [entry(line("411MAR", credit=700, piece="P2"), journal="BP", day=date(2026, 3, 16), key=2)]
    save(dossier, *pieces)


@pytest.mark.spec("CPS-03", "CTP-04", "CTP-05", "STA-09", "CTX-16", "INV-07")
@played
async def test_a_piece_at_the_foot_of_a_journal_is_copied_alone_and_validated_with_its_month(morel: Path) -> None:
    with_dossier(morel, at_foot)
    treasury = value(morel, "SELECT id FROM journal WHERE code = 'BP'")
    async with program(morel, (100, 30)) as driver:
        await march(driver, treasury)
        for action in ("reverse_entry", "transfer_entry", "invert_entry"):
            await driver.run(action)
            assert "contrepartie en pied de journal" in driver.message, action
        await driver.run("duplicate_entry")
        await driver.keys("ctrl+s")
        amounts = "SELECT debit, credit FROM entry_line WHERE foot = 0 ORDER BY id"
        assert rows(morel, amounts) == [(5_000, 0), (0, 700), (5_000, 0)]
        await driver.keys("ctrl+home")
        await driver.run("validate_entry")
        assert "2 écritures" in driver.text
        await driver.type("o")
        assert {row[2] for row in rows(morel, DATES)} == {"V"}


@pytest.mark.spec("CPS-04", "CPS-06", "INV-04")
@played
async def test_an_entry_of_a_closed_month_is_reversed_from_its_window(books_of: Path) -> None:
    with_dossier(books_of, lambda dossier: validate_entries(dossier, [1, 2]))
    with_dossier(books_of, lambda dossier: close_months(dossier.database, "AC", 1, 2, 3))
    async with program(books_of, (100, 30)) as driver:
        window = await march(driver)
        assert "lecture seule" in window.title
        await driver.run("transfer_entry")
        assert "est validée" in driver.message
        await driver.run("duplicate_entry")
        assert "clôturé" in driver.message
        await driver.run("reverse_entry")
        assert "contrepassée en avril 2026" in prose(driver)
        await driver.keys("f9")
        assert rows(books_of, DATES)[2] == ("2026-04-15", "00003", "N")


@pytest.mark.spec("CTX-08")
@played
async def test_what_another_session_changed_is_shown_when_asked(books_of: Path) -> None:
    async with program(books_of, (100, 30)) as driver:
        await march(driver)
        with_dossier(books_of, lambda dossier: delete_entry(dossier, 1))
        assert len(lines(driver, "401DUP     ")) == 2
        await driver.keys("f5")
        assert len(lines(driver, "401DUP     ")) == 1


@pytest.mark.spec("CTX-04", "CTX-07", "SW-17", "INV-09")
@played
async def test_a_guided_entry_takes_no_key_until_it_is_given_back(books_of: Path) -> None:
    with_dossier(books_of, lambda dossier: set_source(dossier.database, 1, DocumentKind.GUIDED_ENTRY, 41, linked=True))
    async with program(books_of, (100, 30)) as driver:
        window = await march(driver)
        assert "modify_guided_entry" in window.offers
        label = "SELECT label FROM entry_line WHERE entry_id = 1 AND position = 1"
        await driver.keys("tab", "tab", "tab")
        await driver.type("x")
        assert "vient d'une saisie guidée : choisissez «Modifier la saisie guidée» pour la modifier." in prose(driver)
        await driver.run("delete_entry")
        assert "«Modifier la saisie guidée»" in driver.message
        await driver.run("modify_guided_entry")
        await driver.type("o")
        assert "modify_guided_entry" not in window.offers
        await to_label(driver, window)
        await driver.type("Autre")
        await driver.keys("enter", "ctrl+s")
        assert value(books_of, label) == "Autre"


async def to_label(driver: Driven, window: JournalWindow) -> None:
    """Put the cursor in the label of the first line."""
    await driver.keys("ctrl+home")
    for _ in range(12):
        if window.machine.cursor.column == "label":
            return
        await driver.keys("right")
    raise LookupError


@pytest.mark.spec("CTX-01", "CTX-03")
@played
async def test_the_line_under_the_cursor_chooses_its_window(books_of: Path) -> None:
    with_dossier(books_of, lambda dossier: save(dossier, bank("401DUP", -5_000, key=3)))
    with_dossier(books_of, lambda dossier: dossier.database.run("UPDATE account SET due_date_mode = 'schedule'"))
    treasury = value(books_of, "SELECT id FROM journal WHERE code = 'BP'")
    async with program(books_of, (100, 30)) as driver:
        await march(driver)
        await driver.run("invoice_schedule")
        assert "401DUP – Dupont SARL" in prose(driver)
        await driver.keys("escape")
        await driver.run("line_matchings")
        assert "utilisez l'échéancier" in driver.message
        await march(driver, treasury)
        await driver.run("line_matchings")
        assert "Règlement du 15/03/2026" in prose(driver)
        await driver.keys("space", "f9")
        assert value(books_of, "SELECT sum(matched) FROM due_date") == 5_000


@pytest.mark.spec("SW-39", "SJ-38")
@pytest.mark.parametrize("other", ["validated", "deleted"])
@played
async def test_an_entry_validated_or_deleted_meanwhile_is_shown_again_and_the_rest_is_kept(
    books_of: Path, other: str
) -> None:
    async with program(books_of, (100, 30)) as driver:
        window = await march(driver)
        await driver.keys(*["right"] * 4)
        await driver.type("Le mien")
        await driver.keys("enter", "ctrl+n")
        for cell in ("25", "401DUP", "", "120", "6064", "120"):
            await driver.type(cell)
            await driver.keys("enter")
        with_dossier(
            books_of,
            lambda dossier: validate_entries(dossier, [1]) if other == "validated" else delete_entry(dossier, 1),
        )
        await driver.keys("ctrl+s", "enter")
        assert "Recharger l'écriture" in driver.text
        await driver.keys("escape", "f5", "ctrl+s", "enter")
        await driver.type("r")
        assert driver.message == "Écriture rechargée"
        assert "Le mien" not in driver.text
        assert len(window.machine.waiting) == 1
        await driver.keys("ctrl+s", "enter")
        assert window.unsaved() == ""
    left = [2, 3] if other == "deleted" else [1, 2, 3]
    assert [number for (number,) in rows(books_of, "SELECT id FROM entry ORDER BY id")] == left
    assert value(books_of, "SELECT count(*) FROM entry_line WHERE label = 'Le mien'") == 0


@pytest.mark.spec("CTP-05", "STA-09")
@played
async def test_a_day_of_a_foot_is_validated_with_its_month_from_the_search_too(morel: Path) -> None:
    with_dossier(morel, at_foot)
    async with program(morel, (100, 30)) as driver:
        await driver.run("entry_search")
        await driver.run("validate_entry")
        assert "Valider tout ?" in driver.text
        assert "2 écritures" in driver.text
        await driver.type("o")
        assert driver.message == "2 écritures validées"
    assert {row[2] for row in rows(morel, DATES)} == {"V"}
