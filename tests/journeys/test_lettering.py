"""A stranger letters the account of a customer: a part paid, five invoices at once, two cents short, a mistake."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.journeys import books
from tests.journeys.desk import Desk
from tests.journeys.raw import assert_harmless
from tests.services.lettering.kit import accept_gap, post
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Opener

# Day of January, piece, balance in cents.
LINES = (
    (2, "V10", 1000_00),
    (5, "P10", -400_00),
    (10, "F1", 100_00),
    (11, "F2", 200_00),
    (12, "F3", 300_00),
    (13, "F4", 400_00),
    (14, "F5", 500_00),
    (20, "P12", -1500_00),
    (22, "V20", 120_00),
    (23, "P20", -119_98),
    (25, "V30", 50_00),
    (26, "P30", -50_00),
    (28, "P11", -600_00),
)


def build(path: Path) -> Path:
    """Thirteen lines of Martin, whose account accepts a gap of 5 cents."""
    books.morel(path, usual=False)
    dossier = open_dossier(path, clock=lambda: books.TODAY)
    accept_gap(dossier)
    days = [date(2026, 1, day) for day, _, _ in LINES]
    post(dossier, *(cents for _, _, cents in LINES), days=days, pieces=[piece for _, piece, _ in LINES])
    close_dossier(dossier)
    return path


def codes(path: Path) -> dict[str, str]:
    """The code of each line of Martin by its piece; the balancing entry has no such piece."""
    query = (
        "SELECT entry_line.piece_number, coalesce(code, '') FROM entry_line"
        " JOIN account ON account.id = entry_line.account_id LEFT JOIN lettering ON lettering.id = lettering_id"
        " WHERE number = '411MAR'"
    )
    pieces = {piece for _, piece, _ in LINES}
    return {piece: code for piece, code in books.query(path, query) if piece in pieces}


def tick(desk: Desk, *rows: int) -> None:
    """Tick rows from the top, counted from 1."""
    desk.keys("ctrl+home")
    place = 1
    for row in rows:
        desk.keys(*["down"] * (row - place))
        desk.type(" ")
        place = row + 1
    desk.wait_for(f"Coché {len(rows)} :")


def letter(desk: Desk, said: str) -> None:
    """Accept the code proposed."""
    desk.keys("f9")
    desk.wait_for("Code lettrage")
    desk.type("⏎")
    desk.wait_for(said)


@pytest.mark.spec("LETT-02", "LETT-06", "LETT-07", "LETT-10", "LETT-17", "LETT-28", "LETT-31", "LETT-33", "LETT-15")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_customer_account_is_lettered_without_help(tuicompta: Opener, home: Path, size: tuple[int, int]) -> None:
    path = build(home / "Lettrage.compta")
    desk = Desk(tuicompta(path, size=size), path)
    desk.wait_for("Tableau de bord")
    desk.run("consultation de compte")
    desk.wait_for("Tapez un numéro de compte")
    desk.type("411MAR⏎")
    desk.wait_for("Solde 0,02 débiteur" if size[0] > 100 else "0,02 débiteur")

    tick(desk, 1, 2)
    desk.wait_for("écart 600,00")
    desk.keys("alt+p")
    desk.wait_for("aa : 2 lignes, reste 600,00")

    tick(desk, 8)
    desk.keys("alt+c")
    desk.wait_for("5 lignes ajoutées à la sélection")
    desk.wait_for("Coché 6 : débit 1 500,00  crédit 1 500,00  écart 0,00")
    letter(desk, "Groupe AB lettré : 6 lignes")

    tick(desk, 9, 10)
    desk.wait_for("écart 0,02")
    letter(desk, "Groupe AC lettré : 2 lignes, écart 0,02 passé en OD")

    tick(desk, 12, 14)
    desk.wait_for("écart -550,00")
    desk.keys("escape")
    tick(desk, 12, 13)
    letter(desk, "Groupe AD lettré : 2 lignes")
    tick(desk, 13)
    desk.keys("f9")
    desk.wait_for("groupe AD, 2 lignes")
    desk.type("o")
    desk.wait_for("1 groupe, 2 lignes délettrées")

    tick(desk, 1, 14)
    desk.wait_for("reste aa 0,00")
    letter(desk, "Groupe AA lettré : 3 lignes")
    assert desk.quit() == 0
    assert_harmless(desk.terminal.sent())
    expected = dict.fromkeys(("V10", "P10", "P11"), "AA") | dict.fromkeys(("F1", "F2", "F3", "F4", "F5", "P12"), "AB")
    assert codes(path) == expected | {"V20": "AC", "P20": "AC", "V30": "", "P30": ""}
