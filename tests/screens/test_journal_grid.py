"""The window «Saisie par journal»: several entries, saves, closing, other months, actions, views (SJ, SW)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tests.services.entries_kit import change, entry, line, purchase, reread, sale, save
from tuicompta.core.entry.model import Column
from tuicompta.screens.entry.journal_window import JournalWindow
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.settings.setting_changes import change_settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.core.entry.model import GridEntry
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

ENTRIES = "SELECT count(*) FROM entry"
LINES = """
    SELECT code, entry.entry_date, number, entry_line.debit, entry_line.credit FROM entry_line
      JOIN entry ON entry.id = entry_id JOIN account ON account.id = account_id JOIN journal ON journal.id = journal_id
     ORDER BY entry.id, position
"""


def pay(day: int = 15, cents: int = 100_00, key: int = 1, label: str = "paie") -> GridEntry:
    lines = line("6411", cents, label=label), line("421", credit=cents, label=label)
    return entry(*lines, journal="OD", day=date(2026, 3, day), key=key)


def stored(path: Path, *entries: GridEntry) -> list[int]:
    """Save entries apart from the program."""
    saved: list[int] = with_dossier(path, lambda dossier: [one.entry_id for one in save(dossier, *entries)])
    return saved


async def opened(driver: Driven, month: str = "od mars") -> JournalWindow:
    """Open a journal window from «Tous les mois»."""
    await driver.run("journal_months")
    await driver.run("all_months_tab")
    await driver.type(month)
    await driver.keys("enter")
    return front(driver)


def front(driver: Driven) -> JournalWindow:
    window = driver.app.frame.windows.front
    assert isinstance(window, JournalWindow)
    return window


async def typed(driver: Driven, *cells: str) -> None:
    """Type cells, each ended by Enter."""
    for cell in cells:
        await driver.type(cell)
        await driver.keys("enter")


async def pay_typed(driver: Driven, day: str = "15", amount: str = "100") -> None:
    await typed(driver, day, "6411", "paie", amount, "421", "")


@pytest.mark.spec("SJ-01", "SJ-03", "SJ-04", "SW-04", "SJ-36")
@played
async def test_entries_are_typed_one_after_the_other_and_saved_together(morel: Path) -> None:
    async with program(morel) as driver:
        await opened(driver)
        assert driver.lines[2].split()[1:] == "Statut Jour N° de pièce Compte Libellé Débit Crédit".split()
        await pay_typed(driver)
        await pay_typed(driver, "16", "250")
        assert value(morel, ENTRIES) == 0
        assert sum("────" in text for text in driver.lines) == 2
        assert "Débit 350,00 Crédit 350,00 Écart 0,00 4 lignes" in prose(driver)
        await driver.keys("ctrl+s")
        assert driver.message == "2 écritures enregistrées"
        assert rows(morel, LINES) == [
            ("OD", "2026-03-15", "6411", 100_00, 0),
            ("OD", "2026-03-15", "421", 0, 100_00),
            ("OD", "2026-03-16", "6411", 250_00, 0),
            ("OD", "2026-03-16", "421", 0, 250_00),
        ]
        assert value(morel, "SELECT DISTINCT origin FROM entry") == "journal_window"


@pytest.mark.spec("SJ-02", "STA-03", "STA-05")
@played
async def test_all_origins_and_statuses_are_shown_in_date_order(morel: Path) -> None:
    first, second, third = stored(morel, pay(20, key=1), pay(5, key=2, label="simulée"), pay(9, key=3, label="validée"))
    with_dossier(morel, lambda dossier: simulate_entry(dossier, second))
    with_dossier(morel, lambda dossier: validate_entries(dossier, [third]))
    async with program(morel) as driver:
        window = await opened(driver)
        assert [shown.entry_id for shown in window.machine.entries] == [second, third, first, None]
        marks = [text[4:11].strip() for text in driver.lines if " paie" in text or "simul" in text or "valid" in text]
        assert marks == ["S", "S", "V", "V", "", ""]
        await driver.keys("ctrl+home", "down", "down")
        await driver.type("5")
        assert "est validée depuis le" in prose(driver)


@pytest.mark.spec("SW-04", "SW-25")
@played
async def test_a_stored_entry_is_changed_in_place_and_deleted_after_a_question(morel: Path) -> None:
    (entry_id,) = stored(morel, pay())
    async with program(morel) as driver:
        window = await opened(driver)
        await driver.keys("ctrl+home")
        await driver.keys("right", "right", "right", "right")
        assert window.machine.cursor.column is Column.LABEL
        await driver.type("Corrigée")
        await driver.keys("enter", "ctrl+s")
        assert rows(morel, "SELECT label FROM entry_line WHERE position = 1") == [("Corrigée",)]
        assert value(morel, "SELECT version FROM entry WHERE id = ?", entry_id) == 2
        await driver.keys("up")
        await driver.run("delete_entry")
        assert "Supprimer l'écriture ?" in driver.text
        await driver.keys("n")
        assert value(morel, ENTRIES) == 1
        await driver.run("delete_entry")
        await driver.keys("o")
        assert value(morel, ENTRIES) == 0
        assert "0 ligne" in driver.text


@pytest.mark.spec("SW-06")
@played
async def test_f9_saves_and_closes_unless_the_save_is_refused(morel: Path) -> None:
    async with program(morel) as driver:
        window = await opened(driver)
        await typed(driver, "15", "6411", "paie", "100")
        await driver.keys("f9")
        assert "Écriture non équilibrée, différence 100,00" in prose(driver)
        await driver.keys("enter")
        assert driver.app.frame.windows.front is window
        await driver.keys("down", "home", "right", "right", "right")
        await typed(driver, "421", "")
        await driver.keys("f9")
        assert "Saisie par journal – Tous les mois" in driver.text
        assert value(morel, ENTRIES) == 1


@pytest.mark.spec("SW-09", "SW-32")
@pytest.mark.parametrize("key", ["escape", "ctrl+w"])
@pytest.mark.parametrize(("answer", "count", "closed"), [("o", 2, True), ("n", 0, True), ("a", 0, False)])
@played
async def test_closing_asks_what_to_do_of_what_is_not_saved(
    morel: Path,
    key: str,
    answer: str,
    count: int,
    closed: bool,  # noqa: FBT001
) -> None:
    async with program(morel) as driver:
        window = await opened(driver)
        await pay_typed(driver)
        await pay_typed(driver, "16", "250")
        await driver.keys(key)
        assert "Enregistrer les modifications ?" in driver.text
        await driver.keys(answer)
        assert value(morel, ENTRIES) == count
        assert (window not in driver.app.frame.windows.all) is closed


@pytest.mark.spec("SJ-37", "SW-31")
@played
async def test_a_journal_that_does_not_balance_is_not_left(morel: Path) -> None:
    async with program(morel) as driver:
        window = await opened(driver)
        await pay_typed(driver)
        await typed(driver, "16", "6411", "prime", "250")
        await driver.run("close_window")
        assert "Différence du journal : 250,00" in prose(driver)
        assert "OD 00002 du 16/03 : différence 250,00" in prose(driver)
        await driver.keys("c")
        assert driver.app.frame.windows.front is window
        assert window.machine.current.piece == "00002"
        await driver.run("next_month")
        assert "Le journal n'est pas équilibré" in driver.text
        await driver.keys("a")
        assert "1 écriture non enregistrée" in prose(driver)
        await driver.keys("o")
        assert value(morel, ENTRIES) == 1
        assert "Journal VE – mars 2026" in driver.lines[1]


@pytest.mark.spec("SW-31")
@played
async def test_abandoning_a_change_leaves_the_stored_entry_as_it_was(morel: Path) -> None:
    stored(morel, pay())
    async with program(morel) as driver:
        await opened(driver)
        await driver.keys("ctrl+home", "ctrl+d", "escape")
        assert "Le journal n'est pas équilibré" in driver.text
        await driver.keys("a")
        assert "Saisie par journal – Tous les mois" in driver.text
        assert value(morel, "SELECT count(*) FROM entry_line") == 2


@pytest.mark.spec("SW-32")
@pytest.mark.parametrize("action", ["close_window", "save_and_close"])
@played
async def test_the_menu_of_the_file_closes_under_the_same_conditions(morel: Path, action: str) -> None:
    label = {"close_window": "Fermer", "save_and_close": "Enregistrer et Fermer"}[action]
    async with program(morel) as driver:
        window = await opened(driver)
        await typed(driver, "15", "6411", "paie", "100")
        await driver.keys("f10")
        assert f" {label} " in driver.text
        await driver.keys("escape")
        await driver.run(action)
        assert "différence 100,00" in prose(driver).lower()
        await driver.keys("escape")
        assert driver.app.frame.windows.front is window
        assert value(morel, ENTRIES) == 0


@pytest.mark.spec("SW-32")
@played
async def test_ctrl_w_takes_a_word_away_while_a_text_is_edited(morel: Path) -> None:
    async with program(morel) as driver:
        window = await opened(driver)
        await typed(driver, "15", "6411")
        await driver.type("paie de mars")
        await driver.keys("ctrl+w")
        assert driver.app.frame.windows.front is window
        await driver.keys("enter")
        assert window.machine.current.lines[0].label == "paie de"


@pytest.mark.spec("SW-10", "SW-12")
@played
async def test_next_and_previous_follow_the_order_of_all_months(morel: Path) -> None:
    async with program(morel) as driver:
        window = await opened(driver, "od mars")
        titles = []
        for action in ("next_month", "next_month", "previous_month", "previous_month", "previous_month"):
            await driver.run(action)
            titles.append(window.title)
        assert titles == [
            "Journal VE – mars 2026",
            "Journal AC – avril 2026",
            "Journal VE – mars 2026",
            "Journal OD – mars 2026",
            "Journal CA – mars 2026",
        ]


@pytest.mark.spec("SW-11", "SW-13")
@played
async def test_next_and_previous_follow_the_other_tabs(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journal_months")
        await driver.run("all_journals_tab")
        await driver.type("od decembre")
        await driver.keys("enter")
        window = front(driver)
        await driver.run("previous_month")
        assert window.title == "Journal OD – novembre 2026"
        await driver.run("next_month")
        await driver.run("next_month")
        assert window.title == "Journal VE – janvier 2026"


@pytest.mark.spec("SW-11")
@played
async def test_next_and_previous_stay_in_the_current_month(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journal_months")
        await driver.run("current_month_tab")
        await driver.keys("ctrl+home", "enter")
        window = front(driver)
        month = window.title.split(" – ")[1]
        await driver.run("next_month")
        assert window.title.split(" – ")[1] == month
        assert window.title.startswith("Journal BP")


@pytest.mark.spec("SW-14")
@played
async def test_a_window_opened_from_no_list_of_months_has_no_neighbour(morel: Path) -> None:
    stored(morel, purchase())
    async with program(morel) as driver:
        await driver.run("consultation")
        await driver.type("401DUP")
        await driver.keys("enter", "enter")
        window = front(driver)
        reason = "Ouvrez le journal depuis la liste «Saisie par journal» : c'est son ordre qui est suivi"
        assert driver.app.frame.refusal("next_month", window) == reason
        assert driver.app.frame.refusal("previous_month", window) is not None


@pytest.mark.spec("SW-27", "SW-28", "SW-29")
@played
async def test_the_header_lists_change_the_period_and_the_journal_after_the_checks(morel: Path) -> None:
    async with program(morel) as driver:
        window = await opened(driver)
        await pay_typed(driver)
        await driver.run("choose_period")
        assert "janvier 2026" in driver.text
        assert "décembre 2026" in driver.text
        await driver.keys("ctrl+home", "enter")
        assert "Enregistrer les modifications ?" in driver.text
        await driver.keys("o")
        assert value(morel, ENTRIES) == 1
        assert window.title == "Journal OD – janvier 2026"
        await driver.run("choose_journal")
        await driver.type("v")
        assert window.title == "Journal VE – janvier 2026"
        assert "Opérations Diverses" not in driver.lines[1]


@pytest.mark.spec("SW-15", "SJ-13")
@played
async def test_consultation_and_card_come_back_to_the_line(morel: Path) -> None:
    stored(morel, pay(5), pay(9, key=2))
    async with program(morel) as driver:
        window = await opened(driver)
        await driver.keys("up")
        before = window.machine.cursor
        await driver.keys("f7")
        assert "Consultation/Lettrage 421" in str(
            driver.app.frame.windows.front and driver.app.frame.windows.front.title
        )
        await driver.keys("escape")
        assert driver.app.frame.windows.front is window
        assert window.machine.cursor == before
        await driver.keys("home", "right", "right", "right", "f2")
        assert window.machine.cursor.column is Column.ACCOUNT
        assert "Fiche" in driver.text or "421" in driver.lines[1]
        await driver.keys("escape")
        assert driver.app.frame.windows.front is window
        assert window.machine.cursor.column is Column.ACCOUNT


@pytest.mark.spec("CTX-08")
@played
async def test_f5_and_coming_back_show_what_others_did(morel: Path) -> None:
    async with program(morel) as driver:
        window = await opened(driver)
        await typed(driver, "15", "6411", "paie")
        stored(morel, pay(3, label="d'un autre"))
        assert "d'un autre" not in driver.text
        await driver.keys("f5")
        assert "d'un autre" in driver.text
        assert window.machine.current.lines[0].account == "6411"
        stored(morel, pay(4, label="encore"))
        await driver.run("journal_months")
        await driver.keys("escape", "escape")
        assert driver.app.frame.windows.front is window
        assert "encore" in driver.text


@pytest.mark.spec("SW-39")
@pytest.mark.parametrize(("answer", "label"), [("r", "De l'autre"), ("c", "Le mien")])
@played
async def test_an_entry_changed_by_another_user_is_not_overwritten(morel: Path, answer: str, label: str) -> None:
    (entry_id,) = stored(morel, pay())

    def change_it(dossier: Dossier) -> None:
        save(dossier, change(reread(dossier, entry_id), (0, Column.LABEL, "De l'autre")))

    async with program(morel) as driver:
        window = await opened(driver)
        await driver.keys("ctrl+home", "right", "right", "right", "right")
        await driver.type("Le mien")
        await driver.keys("enter")
        with_dossier(morel, change_it)
        await driver.keys("ctrl+s")
        assert "a été modifiée par ADM le" in prose(driver)
        await driver.keys(answer)
        assert value(morel, "SELECT label FROM entry_line WHERE position = 1") == "De l'autre"
        assert window.machine.entries[0].lines[0].label == label


@pytest.mark.spec("SJL-24")
@played
async def test_a_closed_fiscal_year_is_only_read_and_the_title_says_so(morel: Path) -> None:
    stored(morel, pay())

    def close(dossier: Dossier) -> None:
        year = fiscal_years(dossier.database)[0]
        dossier.database.run("UPDATE fiscal_year SET closed_at = '2027-02-01T10:00:00' WHERE id = ?", (year.id,))

    with_dossier(morel, close)
    async with program(morel) as driver:
        window = await opened(driver)
        assert window.title == "Journal OD – mars 2026 (lecture seule)"
        assert "Journal OD – mars 2026 (lecture seule)" in driver.lines[1]
        await driver.type("5")
        assert "exercice 2026" in prose(driver).lower()
        assert window.machine.waiting == []
        assert all(shown.lines for shown in window.machine.entries)


@pytest.mark.spec("SW-33")
@played
async def test_f8_lists_the_actions_and_those_that_do_not_apply_say_why(morel: Path) -> None:
    async with program(morel) as driver:
        window = await opened(driver)
        for name in ("delete_entry", "simulate_entry", "confirm_entry", "validate_entry", "next_month", "balance"):
            assert name in window.offers
        await driver.keys("f8")
        assert "Actions" in driver.text
        await driver.keys("escape")
        assert driver.app.frame.refusal("delete_entry", window) == "Aucune écriture sous le curseur"
        assert driver.app.frame.refusal("simulate_entry", window) is not None
        await pay_typed(driver)
        await driver.keys("up")
        assert "nregistrez" in str(driver.app.frame.refusal("validate_entry", window))
        await driver.keys("ctrl+s", "up")
        assert driver.app.frame.refusal("validate_entry", window) is None
        await driver.run("simulate_entry")
        assert value(morel, "SELECT status FROM entry") == "S"
        assert window.machine.entries[0].status.value == "S"


@pytest.mark.spec("SW-08", "OSA-07")
@pytest.mark.parametrize("on", [True, False])
@played
async def test_undo_is_greyed_where_the_option_says_so(morel: Path, on: bool) -> None:  # noqa: FBT001
    with_dossier(morel, lambda dossier: change_settings(dossier, {"entry.undo": on}))
    async with program(morel) as driver:
        window = await opened(driver)
        await typed(driver, "15", "6411")
        assert (driver.app.frame.why_not("undo") is None) is on
        assert (driver.app.frame.why_not("redo") is None) is on
        await driver.keys("ctrl+z")
        assert (window.machine.current.lines == ()) is on


@pytest.mark.spec("SW-34", "SW-35", "SW-36")
@played
async def test_a_view_adds_optional_columns_for_all_the_users(morel: Path) -> None:
    stored(morel, pay())
    async with program(morel, (120, 40)) as driver:
        await opened(driver)
        assert "Saisi par" not in driver.text
        await driver.run("edit_entry_views")
        box = prose(driver)
        for name in (
            *("Date de pièce", "N° définitif", "Date de validation", "Code lettrage", "Date de lettrage"),
            *("Code pointage", "Type de ligne", "Intitulé du compte", "Solde progressif", "Origine", "Saisi par"),
            *("Saisi le", "Notes"),
        ):
            assert name in box
        assert not [name for name in ("Statut", "Compte", "Libellé", "Débit", "Crédit") if f"{name} [" in box]
        await to_field(driver, "created_by")
        await driver.keys("space")
        await to_field(driver, "piece")
        await driver.keys("space", "f9")
        assert "Saisi par" in driver.lines[2]
        assert "N° de pièce" not in driver.lines[2]
        assert "ADM" in next(text for text in driver.lines if "6411" in text)
    async with program(morel, (120, 40)) as driver:
        window = await opened(driver, "od avril")
        assert "Saisi par" in driver.lines[2]
        await driver.run("change_view")
        await driver.keys("ctrl+home", "enter")
        assert window.views.shown is None
        assert "Saisi par" not in driver.lines[2]
        assert "N° de pièce" in driver.lines[2]


@pytest.mark.spec("SJ-40")
@played
async def test_ctrl_f_and_f3_search_the_journal(morel: Path) -> None:
    stored(morel, pay(5, label="Prime d'été"), pay(9, 123_45, key=2), pay(12, key=3, label="prime de fin"), sale(key=4))
    async with program(morel) as driver:
        window = await opened(driver)
        await driver.keys("ctrl+f")
        await driver.type("prime")
        await driver.keys("f9")
        assert window.machine.current.lines[0].label == "Prime d'été"
        await driver.keys("f3", "f3")
        assert window.machine.current.lines[0].label == "prime de fin"
        await driver.keys("ctrl+f")
        await driver.type("123,45")
        await driver.keys("f9")
        assert window.machine.current.debit == 123_45
