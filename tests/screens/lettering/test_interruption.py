"""Esc during a run: the accounts done stay, the report says that it was stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.lettering.kit import codes_in, fill
from tests.screens.program import YEAR, home, morel, played, program, prose, with_dossier
from tests.services.lettering.kit import post
from tuicompta.core.lettering.methods import Method
from tuicompta.screens.frame.dossier_session import DossierSession
from tuicompta.screens.lettering.beside import Outcome, run_beside
from tuicompta.screens.lettering.outcome_window import LetteringOutcomeWindow
from tuicompta.services.lettering.automatic import automatic_lettering
from tuicompta.services.lettering.ranges import AccountRange
from tuicompta.services.lettering.search import AutomaticRequest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.services.lettering.search import Told
    from tuicompta.services.lettering.writing import AccountOutcome

__all__ = ["home", "morel"]


@pytest.mark.spec("LAUT-21", "LAUT-17", "LAUT-20")
@played
async def test_esc_keeps_the_accounts_done_and_the_report_says_so(morel: Path) -> None:
    def more(dossier: Dossier) -> None:
        fill(dossier)
        post(dossier, 100, -100, account="401DUP")

    with_dossier(morel, more)

    def work(own: Dossier, told: Told) -> Iterator[AccountOutcome]:
        """Letter, then look for ever at the next account, as a search of hours would."""

        def endless(done: int, total: int, what: str) -> None:
            while what == "Compte 411MAR":
                told(done, total, what)

        request = AutomaticRequest(*YEAR, AccountRange(), Method.EXACT_AMOUNT)
        yield from automatic_lettering(own, request, endless)

    async with program(morel) as driver:
        driver.waits_for_work = False
        frame = driver.app.frame
        assert isinstance(frame.session, DossierSession)
        dossier = frame.session.dossier

        async def run() -> None:
            accounts, stopped = await run_beside(frame, dossier, "Lettrage automatique", work)
            outcome = Outcome(accounts, stopped)
            await frame.windows.open(LetteringOutcomeWindow(dossier, "Lettrage automatique", outcome))

        frame.dispatcher.start(run())
        while frame.dialogs.top is None:
            await driver.pilot.pause(0.05)
        await driver.pilot.pause()
        assert "Échap : interrompre" in driver.text
        await driver.keys("escape")
        while not isinstance(frame.windows.front, LetteringOutcomeWindow):
            await driver.pilot.pause(0.05)
        await driver.settle()
        text = prose(driver)
        assert "1 compte examiné · 1 groupe et 2 lignes lettrés · interrompu : les comptes faits le restent" in text
    assert set(codes_in(morel)) == {""}
