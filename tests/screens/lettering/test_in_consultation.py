"""Lettering in the consultation, by its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.lettering.kit import codes_in, consult, fill, note, shown_pieces
from tests.screens.program import home, morel, played, program, prose, to_field, value, with_dossier
from tests.services.lettering.kit import codes
from tuicompta.services.lettering.letter import letter_lines

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

LAST_ENTRY = "SELECT count(*) FROM entry WHERE origin = 'lettering_gap'"


@pytest.fixture
def books(morel: Path) -> Path:
    with_dossier(morel, fill)
    return morel


async def tick(driver: Driven, *rows: int) -> None:
    """Tick rows by their rank, the cursor going back to the first one."""
    await driver.keys("ctrl+home")
    place = 0
    for row in rows:
        await driver.keys(*["down"] * (row - place), "space")
        place = row + 1


@pytest.mark.spec("LETT-06", "LETT-07", "LETT-08", "LETT-10", "LETT-11", "CONS-15")
@played
async def test_space_ticks_f9_proposes_the_code_and_enter_letters(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        assert "Délettrer" in driver.lines[-1]
        await driver.keys("space")
        assert driver.lines[4][3:5] == "✓ "
        strip = driver.app.screen._compositor.render_strips()[4]
        assert any("1 200,00" in segment.text and segment.style and segment.style.bold for segment in strip)
        assert "Délettrer" in driver.lines[-1]
        await driver.keys("down", "space")
        assert note(driver) == "Coché 2 : débit 1 200,00 crédit 1 200,00 écart 0,00 F9 Lettrer en AA"
        assert "Lettrer en AA" in driver.lines[-1]
        await driver.keys("f9")
        assert "2 lignes du compte 411MAR" in prose(driver)
        await driver.keys("enter")
        assert driver.message == "Groupe AA lettré : 2 lignes"
        assert "✓" not in driver.text
    assert codes_in(books)[:3] == ["AA", "", "AA"]


@pytest.mark.spec("LETT-12")
@played
async def test_another_code_may_be_typed_and_a_wrong_one_is_refused(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        await tick(driver, 0, 2)
        await driver.keys("f9")
        await driver.type("r7!")
        await driver.keys("enter")
        assert "1 à 5 lettres ou chiffres" in prose(driver)
        await driver.keys("enter")
        assert codes_in(books)[0] == ""
        await driver.keys("f9")
        await driver.type("r7")
        await driver.keys("enter")
    assert codes_in(books)[:3] == ["R7", "", "R7"]
    assert value(books, "SELECT next_lettering_code FROM account WHERE number = '411MAR'") == "R8"


@pytest.mark.spec("LETT-06", "KEY-06")
@played
async def test_esc_unticks_before_it_closes(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        await driver.keys("shift+down")
        assert note(driver).startswith("Coché 2 : débit 1 440,00 crédit 0,00 écart 1 440,00")
        await driver.keys("escape")
        assert "✓" not in driver.text
        assert "Compte 411MAR" in driver.lines[1]
        await driver.keys("escape")
        assert "Compte 411MAR" not in driver.text


@pytest.mark.spec("LETT-09", "LETT-14", "LETT-15", "LETT-16")
@played
async def test_the_same_key_unletters_the_whole_group(books: Path) -> None:
    with_dossier(books, lambda dossier: letter_lines(dossier, "411MAR", lines_of(dossier, 0, 2)))
    async with program(books) as driver:
        await consult(driver)
        await driver.keys("down", "f9")
        assert driver.message == "Aucune ligne lettrée"
        await driver.keys("down", "space")
        assert "Délettrer" in driver.lines[-1]
        await driver.keys("f9")
        assert "Compte 411MAR : groupe AA, 2 lignes." in prose(driver)
        await driver.keys("enter")
        assert codes_in(books)[:3] == ["AA", "", "AA"]
        assert "✓" in driver.text
        await driver.keys("f9", "escape")
        assert codes_in(books)[:3] == ["AA", "", "AA"]
        await driver.keys("f9", "o")
        assert driver.message == "1 groupe, 2 lignes délettrées"
    assert codes_in(books)[:3] == ["", "", ""]
    assert value(books, "SELECT next_lettering_code FROM account WHERE number = '411MAR'") == "AB"


def change(path: Path, statement: str) -> None:
    with_dossier(path, lambda dossier: dossier.database.run(statement))


def lines_of(dossier: Dossier, *ranks: int) -> list[int]:
    query = (
        "SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id WHERE number = '411MAR'"
        " ORDER BY entry_line.id"
    )
    found = [line for (line,) in dossier.database.rows(query)]
    return [found[rank] for rank in ranks]


@pytest.mark.spec("LETT-17", "LETT-26", "LETT-24")
@played
async def test_a_small_gap_is_posted_and_undone_on_request(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        await tick(driver, 5, 6)
        assert note(driver).endswith("écart 0,03 F9 Lettrer en AA")
        await driver.keys("f9")
        assert "Une écriture passe l'écart de 0,03 en OD" in prose(driver)
        await driver.keys("enter")
        assert driver.message.startswith("Groupe AA lettré : 2 lignes, écart 0,03 passé en OD")
        assert value(books, LAST_ENTRY) == 1
        await driver.keys("f9", "o")
        assert "Supprimer aussi l'écriture d'écart ?" in prose(driver)
        await driver.keys("enter")
        assert value(books, LAST_ENTRY) == 1
        assert driver.message == "1 groupe, 3 lignes délettrées"
        await tick(driver, 5, 6)
        await driver.keys("f9", "enter")
        await tick(driver, 5)
        await driver.keys("f9", "o", "o")
        assert driver.message == "1 groupe, 3 lignes délettrées · écriture d'écart supprimée"
        assert value(books, LAST_ENTRY) == 1
    assert set(codes_in(books)) == {""}


@pytest.mark.spec("LETT-31", "LETT-32", "LETT-33", "LETT-34")
@played
async def test_a_partial_group_shows_what_remains_grows_and_is_left(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        await tick(driver, 3, 4)
        await driver.keys("alt+p")
        assert driver.message == "aa : 2 lignes, reste 600,00"
        await driver.keys("ctrl+home", *["down"] * 4)
        assert note(driver).startswith("── aa : 2 lignes, reste 600,00")
        await driver.keys("alt+l")
        assert "V3" in shown_pieces(driver)
        await driver.keys("alt+l", "alt+l")
        await tick(driver, 1, 4)
        assert "reste aa 840,00" in note(driver)
        assert "Ajouter à aa" in driver.lines[-1]
        await driver.keys("f9")
        assert driver.message == "aa : 3 lignes, reste 840,00"
        await tick(driver, 1)
        await driver.keys("f9")
        assert "Compte 411MAR : 1 ligne du groupe partiel aa." in prose(driver)
        await driver.keys("o")
        assert driver.message == "1 ligne sortie de son groupe partiel"
    assert codes_in(books)[:5] == ["", "", "", "aa", "aa"]


@pytest.mark.spec("LETT-28")
@played
async def test_the_selection_is_completed(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        await driver.keys("space", "alt+c")
        assert driver.message == "1 ligne ajoutée à la sélection"
        assert note(driver).startswith("Coché 2 : débit 1 200,00 crédit 1 200,00 écart 0,00")
        await driver.keys("alt+c")
        assert driver.message == "La sélection s'équilibre déjà"
        await driver.keys("escape", "down", "down", "down", "down", "space", "alt+c")
        assert driver.message == "Aucune ligne ne complète la sélection"


@pytest.mark.spec("LETT-29")
@played
async def test_a_group_is_shown_alone_and_esc_comes_back(books: Path) -> None:
    with_dossier(books, lambda dossier: letter_lines(dossier, "411MAR", lines_of(dossier, 0, 2)))
    async with program(books) as driver:
        await consult(driver)
        await driver.keys("down", "alt+g")
        assert driver.message == "Aucune ligne lettrée"
        await driver.keys("down", "alt+g")
        assert shown_pieces(driver) == ["V1", "P1"]
        assert note(driver).startswith("Coché 2 : débit 1 200,00 crédit 1 200,00 écart 0,00")
        assert "Filtré" in driver.lines[22]
        await driver.keys("escape")
        assert len(shown_pieces(driver)) == 7
        assert "✓" not in driver.text


@pytest.mark.spec("LETT-29", "LETT-30", "CONS-04")
@played
async def test_esc_after_a_group_gives_back_filter_search_ticks_and_line(books: Path) -> None:
    with_dossier(books, lambda dossier: letter_lines(dossier, "411MAR", lines_of(dossier, 0, 2)))
    async with program(books) as driver:
        await consult(driver)
        await driver.keys("alt+l", "alt+l")
        await tick(driver, 1)
        before = driver.lines[1:-2]
        await driver.keys("alt+g")
        assert "Un groupe" in driver.text
        await driver.keys("escape")
        assert driver.lines[1:-2] == before
        await driver.keys("alt+g", "alt+l")
        assert driver.message == "Lignes : Toutes"
        assert "✓" not in driver.text
        await driver.keys("alt+l", "alt+l", "alt+g", "ctrl+w")
        await driver.run("account_consultation")
        assert shown_pieces(driver) == ["V1", "P1"]
        assert "Lettrées" in driver.lines[3]


@pytest.mark.spec("UIX-07", "LETT-07")
@played
async def test_the_counter_tells_ticked_lines_and_those_hidden(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        assert "1/7 ·" in driver.lines[-2]
        await tick(driver, 0, 1)
        assert "2/7 ·" in driver.lines[-2]
        await driver.keys("ctrl+a")
        assert "7/7 ·" in driver.lines[-2]
        await driver.keys("escape", *"v1")
        assert "1/1 (sur 7) ·" in driver.lines[-2]
        await driver.keys("escape", "alt+r")
        await to_field(driver, "S")
        await driver.keys("space", "f9")
        assert "1/8 ·" in driver.lines[-2]


@pytest.mark.spec("LETT-05", "CONS-15", "CONS-05")
@played
async def test_what_forbids_lettering_is_said_under_the_lines(books: Path) -> None:
    with_dossier(
        books, lambda dossier: dossier.database.run("UPDATE account SET lettering = 0 WHERE number = '411MAR'")
    )
    async with program(books) as driver:
        await consult(driver)
        assert "«Autoriser le lettrage» n'est pas coché sur sa fiche" in note(driver)
        await driver.keys("space")
        assert "✓" not in driver.text
        assert "lettr" not in driver.lines[-1].lower().replace("non lettrées", "")
        await driver.keys("f8")
        assert "Délettrer par compte" not in driver.text
    closed = "UPDATE fiscal_year SET closed_at = '2027-01-15'"
    with_dossier(
        books, lambda dossier: dossier.database.run("UPDATE account SET lettering = 1 WHERE number = '411MAR'")
    )
    with_dossier(books, lambda dossier: dossier.database.run(closed))
    async with program(books) as driver:
        await consult(driver)
        assert "Exercice 2026 clôturé" in note(driver)


@pytest.mark.spec("LETT-27", "LETT-08")
@played
async def test_simulated_lines_are_dimmed_and_not_lettered(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        await driver.keys("alt+r")
        for _ in range(20):
            if getattr(driver.app.frame.focused, "field_name", "") == "S":
                break
            await driver.keys("tab")
        await driver.keys("space", "f9")
        grid = driver.app.frame.windows.front.grid  # type: ignore[union-attr]
        assert [row.voice for row in grid.window.visible][-2:] == ["normal", "quiet"]
        await tick(driver, 7, 7)
        await driver.keys("f9")
        assert driver.message == "Aucune ligne lettrée"


@pytest.mark.spec("LETT-18", "LETT-19", "LETT-20")
@played
async def test_the_account_is_unlettered_whole_by_code_or_by_date(books: Path) -> None:
    def letter(dossier: Dossier) -> None:
        letter_lines(dossier, "411MAR", lines_of(dossier, 0, 2))
        letter_lines(dossier, "411MAR", lines_of(dossier, 5, 6))

    with_dossier(books, letter)
    async with program(books) as driver:
        await consult(driver)
        await driver.run("unletter_codes")
        await driver.type("ab")
        await driver.keys("tab", "f9")
        assert "Compte 411MAR, exercice 2026 : 1 groupe." in prose(driver)
        await driver.type("n")
        await driver.run("unletter_codes")
        await driver.type("ab")
        await driver.keys("tab", "f9")
        await driver.type("o")
        assert driver.message == "1 groupe, 3 lignes délettrées"
        assert codes_in(books)[:3] == ["AA", "", "AA"]
        await driver.run("unletter_dates")
        await driver.type("01012026")
        await driver.keys("tab")
        await driver.type("02012026")
        await driver.keys("f9")
        assert driver.message == "Aucun groupe lettré à défaire"
        await driver.run("unletter_account")
        await driver.type("o")
        assert driver.message == "1 groupe, 2 lignes délettrées"
    assert set(codes_in(books)) == {""}
    assert with_dossier(books, codes).count("") == 9


@pytest.mark.spec("LETT-30", "LETT-11")
@played
async def test_among_unlettered_lines_the_lettered_ones_go_and_the_cursor_stays_near(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        await driver.keys("alt+l")
        await tick(driver, 0, 2)
        await driver.keys("f9", "enter")
        assert shown_pieces(driver) == ["V2", "V3", "P2", "V4", "P3"]
        grid = driver.app.frame.windows.front.grid  # type: ignore[union-attr]
        assert grid.window.line == 1


@pytest.mark.spec("LETT-08", "INVL-02", "UINV-07")
@played
async def test_what_another_session_lettered_meanwhile_is_refused(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        await tick(driver, 0, 2)
        with_dossier(books, lambda dossier: letter_lines(dossier, "411MAR", lines_of(dossier, 0, 2)))
        await driver.keys("f9", "enter")
        assert "une des lignes est déjà lettrée" in prose(driver)
        await driver.keys("enter", "f5")
        assert "Délettrer" in driver.lines[-1]
        assert note(driver).startswith("Coché 2 : débit 1 200,00 crédit 1 200,00 écart 0,00")
    assert codes_in(books)[:3] == ["AA", "", "AA"]
    assert value(books, "SELECT count(*) FROM lettering") == 1
