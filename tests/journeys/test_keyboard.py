"""The keyboard in the real program: whatever way the keys come, the same entries are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys import books
from tests.journeys.desk import HOME, Desk
from tests.journeys.terminal import program

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import DeskOpener, Opener

PURCHASE = "15⏎dup⏎⏎120⏎+"
LINES = ("401DUP C 120,00", "6064 D 100,00", "44566 D 20,00")
STORED = """
    SELECT journal.code, entry.entry_date, entry.piece_date, entry_line.piece_number, document_number, number, label,
           debit, credit
      FROM entry_line JOIN entry ON entry.id = entry_id JOIN journal ON journal.id = entry.journal_id
      JOIN account ON account.id = account_id ORDER BY entry_id, position
"""


@pytest.mark.spec("KEY-10")
@pytest.mark.parametrize("kitty", [False, True], ids=["xterm", "kitty"])
def test_ctrl_j_is_enter_everywhere(morel: DeskOpener, kitty: bool) -> None:  # noqa: FBT001
    desk = morel(kitty=kitty)
    desk.wait_for(HOME)
    desk.keys("ctrl+k")
    desk.wait_for("Commandes")
    desk.type("saisie au kilom")
    desk.keys("ctrl+j")
    desk.wait_at(0, "Jnl")
    for text in ("", "15", "dup", "", "120", "", ""):
        desk.type(text)
        desk.keys("ctrl+j")
    desk.wait_lines(*LINES)
    desk.wait_at(3, "Date")


@pytest.mark.spec("KEY-12", "KEY-03")
def test_the_menu_bar_then_equals_is_f12(morel: DeskOpener) -> None:
    desk = morel(journal="OD")
    desk.begin()
    desk.type("15⏎6411⏎paie⏎3000⏎6451⏎10⏎421⏎")
    desk.wait_at(2, "Crédit")
    desk.wait_for("Reste 3 010,00 !")
    desk.keys("ctrl+g")
    desk.wait_for("┌ Fichier")
    desk.type("=")
    desk.wait_for("Reste 0,00")
    desk.wait_lines("6411 D 3 000,00", "6451 D 10,00", "421 C 3 010,00")


@pytest.mark.spec("KEY-12")
@pytest.mark.parametrize(("digit", "azerty", "seen"), [("1", "&", "Actions de cet écran"), ("8", "_", "┌ Actions")])
def test_the_menu_bar_then_a_digit_is_a_function_key(morel: DeskOpener, digit: str, azerty: str, seen: str) -> None:
    desk = morel()
    desk.open_grid()
    for key in (digit, azerty):
        desk.keys("ctrl+g")
        desk.wait_for("┌ Fichier")
        desk.type(key)
        desk.wait_gone("┌ Fichier")
        desk.wait_for(seen)
        desk.keys("escape")
        desk.wait_at(0, "Jnl")


KEYPADS = {"application": (False, "kp_{}"), "numeric": (False, "{}"), "kitty": (True, "kp_{}")}
SIGNS = {"*": "multiply", "+": "plus", "-": "minus", "/": "divide", ",": "comma", ".": "period", "⏎": "enter"}


@pytest.mark.spec("KEY-13", "KEY-14", "KM-93")
@pytest.mark.parametrize("keypad", KEYPADS)
@pytest.mark.parametrize("mark", [",", "."])
def test_an_entry_is_typed_on_the_keypad_alone(morel: DeskOpener, keypad: str, mark: str) -> None:
    kitty, pattern = KEYPADS[keypad]
    desk = morel(journal="OD", kitty=kitty)
    desk.begin()
    typed = f"+-+⏎6411⏎⏎1200{mark}5⏎6451⏎/40⏎421⏎*⏎"
    for sign in typed:
        name = SIGNS.get(sign, sign)
        named = pattern.format(name) if pattern != "{}" or sign == "⏎" else sign
        desk.keys("enter" if named == "enter" else named)
    desk.wait_lines("6411 D 1 200,50", "6451 C 40,00", "421 C 1 160,50")
    desk.wait_at(3, "Date")
    desk.keys("ctrl+s")
    desk.wait_for("1 écriture enregistrée")
    assert books.query(desk.path, "SELECT entry_date FROM entry ORDER BY id DESC LIMIT 1") == [("2026-03-02",)]


@pytest.mark.spec("KEY-15")
@pytest.mark.parametrize("kitty", [False, True], ids=["xterm", "kitty"])
def test_accents_and_dead_keys_are_stored_as_typed(morel: DeskOpener, kitty: bool) -> None:  # noqa: FBT001
    label = "Éléphant à 20 € ç ù œuvre m² – Noe\u0308l"
    desk = morel(kitty=kitty)
    desk.begin()
    desk.type(f"15⏎dup⏎{label}⏎120⏎+")
    desk.wait_lines(*LINES)
    desk.keys("ctrl+s")
    desk.wait_for("1 écriture enregistrée")
    labels = books.query(desk.path, "SELECT label FROM entry_line ORDER BY id DESC LIMIT 1")
    assert labels == [("Éléphant à 20 € ç ù œuvre m² – Noël",)]


@pytest.mark.spec("KEY-16", "DOSQ-03")
def test_flow_control_of_the_shell_is_off_and_comes_back(run: Opener, dossier_path: Path, home: Path) -> None:
    books.morel(dossier_path)
    command = " ".join(f"'{word}'" for word in program(dossier_path))
    shell = f"stty ixon ixoff; stty -g > before; {command}; echo code $?; stty -g > after; exec sleep 600"
    desk = Desk(run("sh", "-c", shell), dossier_path)
    desk.begin()
    desk.type(PURCHASE)
    desk.wait_lines(*LINES)
    desk.keys("ctrl+c", "ctrl+s")
    desk.wait_for("1 écriture enregistrée")
    desk.keys("ctrl+z")
    desk.wait_idle()
    assert desk.sheet.lines == list(LINES)
    desk.keys("ctrl+q")
    desk.wait_for("code 0")
    desk.terminal.wait_until(lambda: (home / "after").exists() and bool((home / "after").read_text()), "the settings")
    assert (home / "after").read_text() == (home / "before").read_text()


TYPED_AHEAD = (
    "⏎15⏎dup⏎Facture 4471 bis⏎1234,56⏎+"  # a purchase
    "v⏎16⏎mar⏎Facture à Martin, acompte⏎2400⏎+"  # a sale
    "b⏎18⏎dup⏎Règlement par virement⏎⏎⏎"  # a payment
    "o⏎31⏎6411⏎paie mrs⌫⌫ars⏎3000⏎6451⏎1200⏎421⏎2200⏎431⏎1450⏎437⏎410⏎4421⏎⏎"
    "a⏎20⏎dup⏎avoir 12⏎/120⏎+"
    "2104⏎401zaz⏎Zazou et fils⏎⏎96⏎6064⏎⏎⏎"  # an account created in a box
)


def filler() -> str:
    """Return more entries, so that the burst has 500 keys."""
    entries = (f"{day}⏎dup⏎Achat n° {day}⏎{day * 37},5⏎+" for day in range(1, 28))
    keys = TYPED_AHEAD + "3004⏎dup⏎Avril⏎10⏎+"
    for entry in entries:
        keys += entry
        if len(keys) >= 500:
            return keys
    raise AssertionError(len(keys))


@pytest.mark.spec("KEY-17", "UINV-05")
def test_a_burst_of_500_keys_stores_what_slow_typing_stores(tuicompta: Opener, tmp_path: Path) -> None:
    stored = []
    for speed in ("burst", "slow"):
        path = books.morel(tmp_path / f"{speed}.compta")
        desk = Desk(tuicompta(path), path)
        desk.wait_for(HOME)
        # The palette, then the window, then boxes open while the keys are already there.
        opening = "saisie au kilom⏎"
        if speed == "burst":
            desk.keys("ctrl+k")
            desk.type(opening + filler())
        else:
            desk.keys("ctrl+k")
            for key in opening + filler():
                desk.type(key)
                desk.terminal.wait_idle(quiet=0.01)
        desk.wait_for("Reste 0,00")
        desk.wait_idle()
        desk.keys("ctrl+s")
        desk.wait_for("écritures enregistrées")
        stored.append(books.query(path, STORED))
    assert stored[0] == stored[1]
    assert len(stored[0]) > 40


@pytest.mark.spec("KEY-18")
def test_a_paste_fills_cells_and_lines_and_runs_nothing(morel: DeskOpener) -> None:
    desk = morel(journal="OD")
    before = books.entries_stored(desk.path)
    desk.begin()
    desk.terminal.paste("15\t\t\t6411\tPaie \x13 de /mars\t3000\n\t\t\t42")
    desk.wait_lines("6411 D 3 000,00")
    desk.wait_cell("Compte", "42")
    assert desk.sheet.column("Libellé")[0] == "Paie  de /mars"
    assert desk.sheet.place == (1, "Compte")
    assert books.entries_stored(desk.path) == before


@pytest.mark.spec("KEY-18")
def test_in_a_field_of_one_line_a_pasted_tab_or_line_end_is_a_space(morel: DeskOpener) -> None:
    desk = morel()
    desk.wait_for(HOME)
    desk.keys("ctrl+k")
    desk.wait_for("Commandes")
    desk.terminal.paste("saisie\tau\nkilom")
    desk.wait_for("saisie au kilom")
    desk.wait_for("Saisie au kilomètre")
    assert "Mois de travail" not in desk.text


@pytest.mark.spec("KEY-18")
def test_escapes_in_a_paste_are_no_keys(morel: DeskOpener) -> None:
    desk = morel()
    desk.begin()
    desk.type("15⏎dup⏎")
    desk.wait_at(0, "Libellé")
    desk.terminal.paste("E\x1b[2J\x07fin")
    desk.wait_cell("Libellé", "E[2Jfin")
    desk.wait_idle()
    desk.wait_at(0, "Libellé")
