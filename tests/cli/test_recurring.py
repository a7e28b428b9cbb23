"""`--generate-recurring` from the outside (ABO-10)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.services.recurring_kit import RENT, add
from tuicompta.core.recurrence import Recurrence
from tuicompta.services.accounts.accounts import account_id, create_account
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import close_dossier, open_dossier
from tuicompta.services.recurring.records import RecurringLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Done

    Run = Callable[..., Done]


@pytest.fixture
def rented(tmp_path: Path) -> Path:
    """A dossier of 2026 with a rent that is due since November 2025."""
    new = NewDossier("MOREL SARL", date(2026, 1, 1), date(2026, 12, 31), siren="732829320", next_year=False)
    path = create_dossier(tmp_path / "Morel.compta", new)
    dossier = open_dossier(path)
    for number in ("6132", "5121"):
        if account_id(dossier.database, number) is None:
            create_account(dossier, number, "Compte")
    lines = (RecurringLine("6132", amount=100_000), RecurringLine("5121", amount=-100_000))
    add(dossier, RENT, recurrence=Recurrence(date(2025, 12, 5)), lines=lines, journal="OD")
    close_dossier(dossier)
    return path


@pytest.mark.spec("ABO-10", "ABO-07", "INST-13")
def test_what_is_due_is_generated_and_reported(run: Run, rented: Path) -> None:
    done = run(rented, "--generate-recurring", "2026-02-28")
    assert done.err == ""
    assert done.code == 1
    refused, january, february, summary = done.out.splitlines()
    assert refused == (
        "05/12/2025 LOYER – Refusée : Le 05/12/2025 n'est dans aucun exercice ouvert : l'écriture LOYER du 05/12/2025 "
        "n'est pas enregistrée. Changez sa date."
    )
    assert january == "05/01/2026 LOYER – OK : écriture OD 00001 du 05/01/2026"
    assert february == "05/02/2026 LOYER – OK : écriture OD 00002 du 05/02/2026"
    assert summary == "2 écritures générées, 1 occurrence refusée"
    assert "2 000,00" in run(rented, "--report", "balance", "--accounts", "6132").out
    again = run(rented, "--generate-recurring", "28/02/2026")
    assert again.out.splitlines()[1:] == ["Aucune écriture générée, 1 occurrence refusée"]
    assert "2 000,00" in run(rented, "--report", "balance", "--accounts", "6132").out


@pytest.mark.spec("ABO-10", "INST-13")
def test_nothing_refused_ends_with_0(run: Run, rented: Path) -> None:
    assert run(rented, "--generate-recurring", "2025-11-30") == (0, "Aucune occurrence à générer\n", "")
    assert run(rented, "--generate-recurring", "demain").code == 2
    assert run(rented, "--generate-recurring", "9999-12-31").code == 1
    assert run(rented, "--generate-recurring").code == 2
