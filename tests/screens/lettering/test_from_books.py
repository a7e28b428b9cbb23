"""Lettering asked from the ledger and the balance on screen; many lines ticked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.lettering.kit import consult, fill, note
from tests.screens.program import home, morel, played, program, with_dossier
from tuicompta.screens.frame.dossier_session import DossierSession

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["home", "morel"]


@pytest.fixture
def books(morel: Path) -> Path:
    with_dossier(morel, fill)
    return morel


@pytest.mark.spec("LAUT-01")
@pytest.mark.parametrize("book", ["interactive_ledger", "interactive_balance", "consultation", "simple_lettering"])
def test_automatic_lettering_opens_on_the_account_of_the_row(books: Path, book: str) -> None:
    @played
    async def play() -> None:
        async with program(books) as driver:
            if book in {"consultation", "simple_lettering"}:
                await driver.app.frame.open(book, number="411MAR")
                await driver.settle()
                await driver.run("automatic_lettering")
            else:
                await driver.run(book)
                front = driver.app.frame.windows.front
                for _ in range(40):
                    if getattr(front, "account_number", "") == "411MAR":
                        break
                    await driver.keys("down")
                await driver.run("letter_account")
            page = driver.app.frame.windows.front.page  # type: ignore[union-attr]
            assert (page.values["first"], page.values["last"]) == ("411MAR", "411MAR")

    play()


@pytest.mark.spec("LETT-06", "LETT-07")
@played
async def test_all_the_lines_ticked_are_added_up_and_one_is_unticked(books: Path) -> None:
    async with program(books) as driver:
        await consult(driver)
        await driver.keys("ctrl+a")
        assert note(driver).startswith("Coché 7 : débit 2 560,00 crédit 1 719,97 écart 840,03")
        await driver.keys("space")
        assert note(driver).startswith("Coché 6 : débit 1 360,00 crédit 1 719,97 écart -359,97")
        statements: list[str] = []
        session = driver.app.frame.session
        assert isinstance(session, DossierSession)
        dossier = session.dossier
        dossier.database.connection().set_trace_callback(statements.append)
        await driver.keys("down", "up")
        dossier.database.connection().set_trace_callback(None)
        assert not [text for text in statements if "json_each" in text and "lettering.partial" in text]
