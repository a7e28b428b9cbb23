"""The actions on the entry under the cursor, in the window of one entry (STA, VAL, CPS, TRF, CTX, SW)."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, value, with_dossier
from tests.services.entries_kit import bank, entry, line, purchase, sale, save
from tests.services.practical.kit import purchase as practical_purchase
from tuicompta.core.enums import DocumentKind, EntryOrigin
from tuicompta.screens.entry_actions.table import ENTRY_OFFERS
from tuicompta.services.entries.attachments import attach_file
from tuicompta.services.entries.sources import set_source
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.matching.matching import match_lines
from tuicompta.services.practical.invoice_saving import save_invoice

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.screens.entry_actions.mixin import EntryActions
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

HEADERS = """
    SELECT journal.code, entry_date, piece_number, status FROM entry
      JOIN journal ON journal.id = journal_id ORDER BY entry.id
"""
THIRD_PARTY = "SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id WHERE number = '401DUP'"


def books(dossier: Dossier) -> None:
    """A purchase (1), another one (2), a payment of the first (3)."""
    dossier.database.run("UPDATE account SET due_date_mode = 'schedule' WHERE number = '401DUP'")
    save(
        dossier, purchase(total=12_000), purchase("00002", day=date(2026, 3, 31), key=2), bank("401DUP", -5_000, key=3)
    )


@pytest.fixture
def books_of(morel: Path) -> Path:
    with_dossier(morel, books)
    return morel


async def show(driver: Driven, entry_id: int, line_id: int | None = None) -> EntryActions:
    await driver.app.frame.open("single_entry", entry=entry_id, line=line_id)
    await driver.settle()
    found = driver.app.frame.windows.front
    assert found is not None
    return found  # type: ignore[return-value]


@played
async def test_the_actions_menu_has_the_group_of_treatments(books_of: Path) -> None:
    async with program(books_of, (100, 60)) as driver:
        await show(driver, 1)
        await driver.keys("f8")
        text = prose(driver)
        place = text.index("Traitement sur les écritures")
        for label in ("Simuler l'écriture", "Valider l'écriture courante", "Contrepasser", "Transférer", "Inverser"):
            assert text.index(label) > place
        await driver.keys("escape")
        await driver.run("confirm_entry")
        assert "«Non validé»" in driver.message


@pytest.mark.spec("STA-03", "STA-05", "VAL-01", "VAL-02", "VAL-04")
@played
async def test_an_entry_is_simulated_confirmed_then_validated_for_good(books_of: Path) -> None:
    async with program(books_of) as driver:
        await show(driver, 1)
        await driver.run("simulate_entry")
        assert value(books_of, "SELECT status FROM entry WHERE id = 1") == "S"
        await driver.run("validate_entry")
        assert driver.message == "Confirmez d'abord l'écriture"
        await driver.run("confirm_entry")
        assert value(books_of, "SELECT status FROM entry WHERE id = 1") == "N"
        await driver.run("validate_entry")
        assert "AC 00001 du 15/03/2026" in prose(driver)
        await driver.keys("enter")
        assert value(books_of, "SELECT status FROM entry WHERE id = 1") == "N"
        await driver.run("validate_entry")
        await driver.type("o")
        assert driver.message == "Écriture validée sous le n° AC 1"
        assert value(books_of, "SELECT status FROM entry WHERE id = 1") == "V"
        assert driver.app.frame.windows.front.title == "Écriture comptable (lecture seule)"  # type: ignore[union-attr]
        for action in ("simulate_entry", "confirm_entry", "validate_entry"):
            await driver.run(action)
            assert "«Validé»" in driver.message
        await driver.run("transfer_entry")
        assert "est validée depuis le" in driver.message


@pytest.mark.spec("VAL-03")
@played
async def test_an_unbalanced_entry_is_not_validated(books_of: Path) -> None:
    async with program(books_of) as driver:
        await driver.run("single_entry")
        await driver.run("validate_entry")
        assert driver.message == "Aucune écriture sous le curseur"
        for key in ("o", "d", "enter", "1", "5", "/", "3", "enter"):
            await driver.keys(key)
        for key in ("6", "4", "1", "1", "enter", "p", "enter", "1", "0", "0", "enter"):
            await driver.keys(key)
        await driver.run("validate_entry")
        assert "Écriture non équilibrée (écart 100,00) : équilibrez-la" in driver.message
        assert value(books_of, "SELECT count(*) FROM entry") == 3


@pytest.mark.spec("VAL-07")
@played
async def test_the_whole_month_is_validated_after_one_confirmation(books_of: Path) -> None:
    with_dossier(books_of, lambda dossier: save(dossier, purchase("00003", key=4)))
    with_dossier(books_of, lambda dossier: simulate_entry(dossier, 4))
    async with program(books_of) as driver:
        await show(driver, 1)
        await driver.run("validate_month")
        assert "AC, mars 2026 : 2 écritures." in prose(driver)
        await driver.type("o")
        assert driver.message == "2 écritures validées, 1 simulée laissée"
        assert [row[0] for row in rows(books_of, "SELECT status FROM entry ORDER BY id")] == ["V", "V", "N", "S"]
        await driver.run("validate_month")
        assert driver.message == "Aucune écriture à valider dans ce journal/mois"


@pytest.mark.spec("CPS-02", "CPS-01", "CPS-09", "CPS-12", "SW-16")
@played
async def test_an_entry_is_reversed_through_its_box_and_each_shows_the_other(books_of: Path) -> None:
    async with program(books_of) as driver:
        window = await show(driver, 1)
        await driver.run("reverse_entry")
        text = prose(driver)
        assert "AC 00001 du 15/03/2026, contrepassée en mars 2026" in text
        for shown in (
            "AC – Achats",
            "15/03/2026",
            "00003",
            "Contrepassation Facture",
            "Lettrer les deux écritures [ ]",
        ):
            assert shown in text
        await driver.keys("f9")
        assert driver.message == "Écriture contrepassée par AC 00003 du 15/03/2026"
        assert rows(books_of, HEADERS)[3] == ("AC", "2026-03-15", "00003", "N")
        await driver.run("view_document")
        other = driver.app.frame.windows.front
        assert other is not window
        assert (other.current_entry_id, other.current_grid_entry.lines[0].debit) == (4, 12_000)  # type: ignore[union-attr]
        await driver.run("view_document")
        assert driver.app.frame.windows.front is window


@pytest.mark.spec("CPS-12")
@played
async def test_reversing_again_is_confirmed(books_of: Path) -> None:
    async with program(books_of) as driver:
        await show(driver, 1)
        await driver.run("reverse_entry")
        await driver.keys("f9")
        await driver.run("reverse_entry")
        assert "AC 00001 du 15/03/2026 est déjà contrepassée par AC 00003" in prose(driver)
        await driver.keys("enter")
        assert value(books_of, "SELECT count(*) FROM entry") == 4
        await driver.run("reverse_entry")
        await driver.type("o")
        await driver.keys("f9")
        assert value(books_of, "SELECT count(*) FROM entry WHERE reversed_entry_id = 1") == 2


@pytest.mark.spec("CPS-05", "CPS-06", "CPS-09")
@played
async def test_another_journal_has_another_number_and_month(books_of: Path) -> None:
    with_dossier(
        books_of,
        lambda dossier: dossier.database.run(
            "INSERT INTO journal_period (journal_id, period_id, closed_at) SELECT id, 3, 'x' FROM journal "
            "WHERE code = 'OD'"
        ),
    )
    async with program(books_of) as driver:
        await show(driver, 2)
        await driver.run("reverse_entry")
        assert "contrepassée en mars 2026" in prose(driver)
        await driver.type("o")
        assert "contrepassée en janvier 2026" in prose(driver)
        assert "Date * 31/01/2026 N° de pièce 00001" in prose(driver)
        await driver.type("a")
        assert "Date * 31/03/2026 N° de pièce 00003" in prose(driver)
        await driver.type("o")
        await driver.keys("enter")
        await driver.type("28022026")
        await driver.keys("f9")
        assert "se fait en janvier 2026 : choisissez une date de ce mois" in prose(driver)
        await driver.keys("enter")
        assert "OD – Opérations Diverses ▼ Date * 28/02/2026" in prose(driver)
        await driver.keys("tab")
        await driver.type("31012026")
        await driver.keys("f9")
        assert rows(books_of, HEADERS)[3] == ("OD", "2026-01-31", "00001", "N")


@pytest.mark.spec("TRF-01", "TRF-02", "TRF-05")
@played
async def test_an_entry_is_transferred_through_its_box(books_of: Path) -> None:
    async with program(books_of) as driver:
        await show(driver, 2)
        await driver.run("transfer_entry")
        assert "AC – Achats" in prose(driver)
        assert "mars 2026" in prose(driver)
        await driver.keys("f9")
        assert "est déjà dans le journal AC en mars 2026" in prose(driver)
        await driver.keys("enter", "tab")
        await driver.type("f")
        await driver.keys("f9")
        assert driver.message == "Écriture transférée : AC 00002 du 28/02/2026"
        assert rows(books_of, HEADERS)[1] == ("AC", "2026-02-28", "00002", "N")


@pytest.mark.spec("CTX-17")
@played
async def test_the_sides_of_an_entry_are_swapped_at_once(books_of: Path) -> None:
    async with program(books_of) as driver:
        window = await show(driver, 2)
        await driver.run("invert_entry")
        assert driver.message == "Sens inversé"
        assert [line.debit for line in window.current_grid_entry.lines] == [123_456, 0, 0]  # type: ignore[union-attr]
        assert value(books_of, "SELECT sum(debit) FROM entry_line WHERE entry_id = 2 AND position = 1") == 123_456


@pytest.mark.spec("CTX-16")
@played
async def test_a_copy_is_a_new_entry_with_its_own_date_and_number(books_of: Path) -> None:
    with_dossier(books_of, lambda dossier: validate_entries(dossier, [2]))
    async with program(books_of) as driver:
        window = await show(driver, 2)
        await driver.run("duplicate_entry")
        assert window.title == "Nouvelle écriture comptable"
        assert (window.current_entry_id, window.current_is_saved) == (None, False)
        await driver.keys("ctrl+s")
        journal, day, piece, status = rows(books_of, HEADERS)[3]
        assert (journal, piece, status) == ("AC", "00003", "N")
        assert day != "2026-03-31"
        query = "SELECT account_id, debit, credit, lettering_id, tick_code FROM entry_line WHERE entry_id = ?"
        assert rows(books_of, query, 4) == rows(books_of, query, 2)
        assert rows(books_of, HEADERS)[1] == ("AC", "2026-03-31", "00002", "V")


@pytest.mark.spec("CTX-01", "CTX-02", "CTX-03", "PTG-01", "PTG-05")
@played
async def test_an_invoice_line_has_a_schedule_the_other_lines_have_matchings(books_of: Path) -> None:
    with_dossier(books_of, lambda dossier: validate_entries(dossier, [1, 3]))
    invoice, _, payment = [row[0] for row in rows(books_of, THIRD_PARTY + " ORDER BY entry_line.id")]
    async with program(books_of) as driver:
        await show(driver, 1, invoice)
        await driver.run("line_matchings")
        assert driver.message == "Ligne de type Facture : utilisez l'échéancier de la facture."
        await driver.run("invoice_schedule")
        assert "401DUP – Dupont SARL" in prose(driver)
        await driver.keys("tab")
        await driver.type("01/05/2026")
        await driver.keys("f9")
        assert driver.message == "Échéancier enregistré"
        assert value(books_of, "SELECT due_on FROM due_date WHERE entry_line_id = ?", invoice) == "2026-05-01"
        await driver.keys("down")
        await driver.run("invoice_schedule")
        assert driver.message == "Ligne sans échéancier : ce n'est pas une facture"
        await show(driver, 3, payment)
        await driver.run("invoice_schedule")
        assert driver.message == "Ligne sans échéancier : ce n'est pas une facture"
        await driver.run("line_matchings")
        assert "Règlement du 15/03/2026 : 50,00, reste 50,00" in prose(driver)
        assert "401DUP – Dupont SARL" in prose(driver)
        await driver.keys("down", "space", "f9")
        assert driver.message == "Pointages enregistrés, reste à affecter : 0,00"
        assert rows(books_of, "SELECT source_line_id, due_date_id, amount FROM matching") == [(payment, 1, 5_000)]
        await driver.run("line_matchings")
        await driver.keys("down", "space", "f9")
        assert driver.message == "Pointages enregistrés, reste à affecter : 50,00"
        assert value(books_of, "SELECT count(*) FROM matching") == 0


@pytest.mark.spec("PTG-02", "PTG-08", "PTG-11", "TL-12")
@played
async def test_what_is_left_follows_the_ticks_and_refuses_one_too_many(books_of: Path) -> None:
    payment = rows(books_of, THIRD_PARTY + " ORDER BY entry_line.id")[2][0]
    async with program(books_of) as driver:
        await show(driver, 3, payment)
        await driver.run("line_matchings")
        assert "reste 50,00" in prose(driver)
        await driver.keys("space")
        assert "reste 0,00" in prose(driver)
        await driver.keys("space")
        assert "Le reste à affecter est nul." in prose(driver)
        await driver.keys("enter")
        assert "reste 0,00" in prose(driver)
        await driver.keys("up", "space")
        assert "reste 50,00" in prose(driver)
        await driver.keys("escape")
        assert value(books_of, "SELECT count(*) FROM matching") == 0


@pytest.mark.spec("SW-18")
@played
async def test_the_vat_data_of_the_line_are_shown(books_of: Path) -> None:
    async with program(books_of, (100, 40)) as driver:
        await show(driver, 1, 3)
        await driver.run("vat_information")
        text = prose(driver)
        for shown in ("44566", "TVA déductible", "Taux : 20 %", "Base HT : 100,00", "Montant TVA : 20,00"):
            assert shown in text
        await driver.keys("enter")
        await show(driver, 1, 2)
        await driver.run("vat_information")
        assert "Aucune information de TVA sur cette ligne." in prose(driver)


def imported(dossier: Dossier) -> None:
    match_lines(dossier, [row[0] for row in dossier.database.rows(THIRD_PARTY)])
    dossier.database.run("UPDATE entry SET linked = 1, import_number = 'F-42' WHERE id = 1")


@pytest.mark.spec("CTX-09", "CTX-11", "CTX-13")
@played
async def test_unlinking_is_offered_on_a_linked_import_and_says_what_is_lost(books_of: Path) -> None:
    with_dossier(books_of, imported)
    async with program(books_of) as driver:
        window = await show(driver, 2)
        assert "unlink_entry" not in window.offers
        window = await show(driver, 1)
        assert "unlink_entry" in window.offers
        assert window.title == "Écriture comptable (lecture seule)"
        await driver.run("unlink_entry")
        assert "1 pointage de ses échéances sera perdu." in prose(driver)
        await driver.type("o")
        assert driver.message == "Écriture déliée, 1 pointage supprimé"
        assert window.title == "Écriture comptable"
        assert "utilisez Délier" not in prose(driver)
        assert "unlink_entry" not in window.offers
        assert value(books_of, "SELECT count(*) FROM matching") == 0
        assert value(books_of, "SELECT linked FROM entry WHERE id = 1") == 0


def guided(dossier: Dossier) -> None:
    (entry_id,) = [made.entry_id for made in save(dossier, purchase("00009", key=9), origin=EntryOrigin.GUIDED_ENTRY)]
    set_source(dossier.database, entry_id, DocumentKind.GUIDED_ENTRY, 41, linked=True)


@pytest.mark.spec("CTX-04", "CTX-05", "CTX-07", "SW-17")
@played
async def test_a_guided_entry_is_locked_until_its_link_is_broken_for_good(books_of: Path) -> None:
    with_dossier(books_of, guided)
    async with program(books_of) as driver:
        window = await show(driver, 2)
        assert "modify_guided_entry" not in window.offers
        window = await show(driver, 4)
        assert "choisissez «Modifier la saisie guidée» pour la modifier" in prose(driver)
        assert "modify_guided_entry" in window.offers
        await driver.run("modify_guided_entry")
        assert "La saisie guidée garde son contenu, à l'état «Modifié en comptabilité»" in prose(driver)
        await driver.keys("enter")
        assert value(books_of, "SELECT linked FROM entry WHERE id = 4") == 1
        await driver.run("modify_guided_entry")
        await driver.type("o")
        assert driver.message == "L'écriture se modifie maintenant dans le journal"
        assert value(books_of, "SELECT linked FROM entry WHERE id = 4") == 0
        assert "modify_guided_entry" not in window.offers
        await driver.run("view_document")
        assert driver.message == "Aucun document pour cette écriture"


@pytest.mark.spec("SW-38")
@played
async def test_a_file_is_attached_opened_and_removed(
    books_of: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoice = tmp_path / "facture.pdf"
    invoice.write_bytes(b"%PDF facture")
    seen = tmp_path / "seen"
    viewer = tmp_path / "xdg-open"
    viewer.write_text(f'#!/bin/sh\ncat "$1" > "{seen}.part"; mv "{seen}.part" "{seen}"\n')
    viewer.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with_dossier(books_of, lambda dossier: validate_entries(dossier, [1]))
    async with program(books_of) as driver:
        await show(driver, 1)
        await driver.run("attached_files")
        assert "Aucun fichier joint." in prose(driver)
        await driver.type("j")
        await driver.type(str(invoice))
        await driver.keys("f9")
        assert "facture.pdf (copie, 1 ko" in prose(driver)
        await driver.type("o")
        assert driver.message.startswith("Fichier ouvert :")
        while not seen.exists():
            await driver.pilot.pause(0.01)
        assert seen.read_bytes() == b"%PDF facture"
        await driver.type("r")
        await driver.type("o")
        assert "Aucun fichier joint." in prose(driver)
        assert value(books_of, "SELECT count(*) FROM document") == 0


@played
async def test_a_validated_entry_takes_notes(books_of: Path) -> None:
    with_dossier(books_of, lambda dossier: validate_entries(dossier, [1]))
    async with program(books_of) as driver:
        await show(driver, 1)
        await driver.run("entry_notes")
        await driver.type("Vu avec M. Durand")
        await driver.keys("f9")
        assert rows(books_of, "SELECT record_kind, record_id, text FROM note") == [("entry", 1, "Vu avec M. Durand")]
        await driver.run("entry_notes")
        assert "Vu avec M. Durand" in driver.text
        await driver.keys("escape")
    assert value(books_of, "SELECT status FROM entry WHERE id = 1") == "V"


@pytest.mark.spec("SW-16")
@played
async def test_a_document_among_several_is_chosen_and_a_file_can_be_one(
    books_of: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "bon de livraison.txt"
    note.write_text("10 cartons")
    monkeypatch.setenv("PATH", str(tmp_path))
    async with program(books_of) as driver:
        await show(driver, 1)
        await driver.run("view_document")
        assert driver.message == "Aucun document pour cette écriture"
        with_dossier(books_of, lambda dossier: attach_file(dossier, 1, str(note), copy=False))
        await driver.run("view_document")
        assert "Aucun programme n'ouvre les fichiers ici. Celui-ci est là :" in prose(driver)
        await driver.keys("enter")
        with_dossier(
            books_of, lambda dossier: attach_file(dossier, 1, str(tmp_path / "bon de livraison.txt"), copy=True)
        )
        await driver.run("view_document")
        assert prose(driver).count("Fichier bon de livraison.txt") == 2


@pytest.mark.spec("SW-16", "INV-09")
@played
async def test_an_invoice_typed_without_accounts_opens_its_form(books_of: Path) -> None:
    with_dossier(books_of, lambda dossier: save_invoice(dossier, practical_purchase()))
    async with program(books_of, (100, 30)) as driver:
        await show(driver, 4)
        assert "vient de la saisie pratique : ouvrez-la par «Voir document»" in prose(driver)
        for action in ("transfer_entry", "invert_entry"):
            await driver.run(action)
            assert "vient de la saisie pratique" in driver.message
        await driver.run("view_document")
        assert "Achat F1 401DUP" in prose(driver)


@pytest.mark.spec("SW-16")
@played
async def test_what_nothing_can_show_is_no_document(books_of: Path) -> None:
    with_dossier(books_of, lambda dossier: set_source(dossier.database, 1, DocumentKind.BANK_STATEMENT, 3))
    async with program(books_of) as driver:
        await show(driver, 1)
        await driver.run("view_document")
        assert driver.message == "Aucun document pour cette écriture"


@played
async def test_every_action_says_why_it_is_impossible_before_anything_is_saved(books_of: Path) -> None:
    async with program(books_of) as driver:
        await driver.run("single_entry")
        for action in ENTRY_OFFERS:
            await driver.run(action)
            assert driver.message == "Aucune écriture sous le curseur", action


@played
async def test_what_another_session_did_meanwhile_is_seen(books_of: Path) -> None:
    async with program(books_of) as driver:
        await show(driver, 1)
        with_dossier(books_of, lambda dossier: validate_entries(dossier, [1]))
        await driver.run("invert_entry")
        assert "est validée depuis le" in driver.message
        with_dossier(
            books_of, lambda dossier: save(dossier, sale(key=9), entry(line("6064", 1), line("5121", credit=1)))
        )
        await driver.run("simulate_entry")
        assert "«Validé»" in driver.message
