"""What one does from a row of the interactive ledger and of the interactive balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.browsing.test_balance_window import rows
from tests.screens.browsing.test_ledger_window import books, fill, ledger
from tests.screens.program import home, morel, played, program, to_field, with_dossier
from tuicompta.services.entries.reverse import propose_reversal, reverse_entry

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["books", "fill", "home", "morel"]

INVOICE = "SELECT id FROM entry WHERE entry_date = '2026-02-03'"


async def to_line(driver: Driven, *texts: str) -> None:
    """Put the cursor on the line of the ledger that holds some texts."""
    await driver.keys("ctrl+home")
    for _ in range(60):
        row = driver.app.frame.windows.front.grid.current  # type: ignore[union-attr]
        if row is not None and all(any(text == str(cell) for cell in row.values) for text in texts):
            return
        await driver.keys("down")
    raise LookupError(texts)


@pytest.mark.spec("GLI-11")
@played
async def test_each_action_of_the_ledger_opens_what_the_line_is_of(books: Path) -> None:
    def reverse(dossier: Dossier) -> None:
        found = dossier.database.value(INVOICE)
        reverse_entry(dossier, found, propose_reversal(dossier.database, found).reversal)

    with_dossier(books, reverse)
    async with program(books, (98, 30)) as driver:
        await ledger(driver, low="411MAR", high="411MAR")
        await driver.keys("down")
        for action, shown in (
            ("consult", "Compte 411MAR"),
            ("open_line", "Journal VE – février 2026"),
            ("view_document", "criture comptable"),
            ("letter_account", "Lettrage automatique"),
        ):
            assert driver.app.frame.why_not(action) is None
            await driver.run(action)
            assert shown in driver.lines[1], action
            await driver.keys("escape")
            assert "Grand Livre interactif" in driver.lines[1]
        await driver.run("invoice_schedule")
        assert "411MAR – Martin SA" in driver.text
        await driver.keys("escape")
        await to_line(driver, "BP")
        await driver.run("line_matchings")
        assert "411MAR – Martin SA" in driver.text


@pytest.mark.spec("BALI-11")
@played
async def test_the_ledger_of_a_row_has_the_filters_of_the_balance(books: Path) -> None:
    async with program(books, (98, 30)) as driver:
        await driver.run("interactive_balance")
        await driver.keys("alt+r")
        await to_field(driver, "start")
        await driver.type("01032026")
        await to_field(driver, "S")
        await driver.keys("space", "f5")
        while driver.app.frame.windows.front.list.current.key != "411MAR":  # type: ignore[union-attr]
            await driver.keys("down")
        await driver.run("account_ledger")
        assert "du 01/03/2026 au 31/12/2026 · comptes 411MAR à 41" in driver.lines[1]
        assert "Report au 28/02/2026" in driver.text
        assert "V1" not in driver.text
        assert "solde 2 400,99" in driver.text


@pytest.mark.spec("BALI-13")
@played
async def test_sub_totals_of_three_figures_come_after_their_accounts(books: Path) -> None:
    async with program(books, (98, 30)) as driver:
        await driver.run("interactive_balance")
        await driver.keys("alt+r")
        await to_field(driver, "roots3")
        await driver.keys("space", "f5")
        found = [text for text in rows(driver) if text.startswith("Total")]
        assert [text.split()[1] for text in found] == ["401", "411", "445", "512", "606", "707"]
        assert found[1].endswith("3 600,00 1 200,00 2 400,00")
