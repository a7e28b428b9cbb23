"""The general chart, the natures and the label models, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, value, with_dossier
from tuicompta.services.accounts.accounts import create_account
from tuicompta.services.small_tables.label_models import DELETION_RIGHT, create_label_model

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven

__all__ = ["home", "morel"]

SIZES = ((80, 24), (120, 40))


def counted(driver: Driven) -> int:
    return int(driver.app.frame.windows.front.list.grid.source.count())  # type: ignore[union-attr]


@pytest.mark.spec("PCG-01", "PCG-02", "PCG-03", "PCG-04", "SINV-12")
@pytest.mark.parametrize("size", SIZES)
@played
async def test_the_general_chart_opens_on_all_the_accounts_of_the_year(morel: Path, size: tuple[int, int]) -> None:
    async with program(morel, size) as driver:
        await driver.run("standard_chart")
        assert "PCG – Tous les comptes – Exercices ouverts à compter du 01/01/2026" in driver.text
        everything = counted(driver)
        assert "Capital souscrit - non appelé" in driver.text
        for action in ("new", "modify", "delete", "duplicate"):
            await driver.run(action)
        assert counted(driver) == everything
        await driver.run("choose_chart")
        await driver.keys("down", "enter")
        assert "PCG – Liste minimale" in driver.text
        assert counted(driver) < everything
        await driver.run("choose_version")
        await driver.keys("home", "enter")
        assert "Exercices ouverts avant 2025" in driver.text


@pytest.mark.spec("PC-10", "PCG-05")
@played
async def test_accounts_are_copied_from_the_chart_opened_from_that_of_the_dossier(morel: Path) -> None:
    with_dossier(
        morel,
        lambda dossier: dossier.database.run(
            "DELETE FROM account_journal_type WHERE account_id = (SELECT id FROM account WHERE number = '6064')"
        ),
    )
    with_dossier(morel, lambda dossier: dossier.database.run("UPDATE guide_model_line SET account_id = NULL"))
    with_dossier(morel, lambda dossier: dossier.database.run("DELETE FROM account WHERE number = '6064'"))
    async with program(morel) as driver:
        await driver.run("chart_of_accounts")
        assert "standard_chart" in driver.app.frame.offers()
        await driver.run("standard_chart")
        await driver.type("6063")
        await driver.keys("escape")
        await driver.run("tick")
        await driver.run("tick")
        await driver.keys("f9")
        shown = prose(driver)
        assert "Comptes créés : 1. Ignorés : 1." in shown
        assert "Créé : 6064" in shown
        assert "Ignoré : 6063, déjà dans le plan comptable entreprise" in shown
    assert value(morel, "SELECT title || type FROM account WHERE number = '6064'") == "Fournitures administrativesD"


@pytest.mark.spec("PCG-07")
@played
async def test_the_removed_accounts_of_the_dossier_are_listed(morel: Path) -> None:
    with_dossier(morel, lambda dossier: create_account(dossier, "6751", "Valeur comptable"))
    async with program(morel) as driver:
        await driver.run("standard_chart")
        await driver.run("removed_accounts")
        assert "6751 Valeur comptable – remplacé par 657 – solde 0,00, 0 ligne" in prose(driver)


@pytest.mark.spec("NC-01", "NC-04", "NC-05", "SINV-12")
@pytest.mark.parametrize("size", SIZES)
@played
async def test_the_natures_are_a_list_that_nobody_changes(morel: Path, size: tuple[int, int]) -> None:
    async with program(morel, size) as driver:
        await driver.run("account_natures")
        assert counted(driver) == 19
        await driver.type("autres tiers")
        shown = prose(driver)
        assert "Autres Tiers avec échéance" in shown
        assert "42, 43, 44, 45, 46 sauf 445" in shown
        for action in ("new", "modify", "delete", "duplicate"):
            assert driver.app.frame.why_not(action) is not None


@pytest.mark.spec("ML-02", "ML-03")
@pytest.mark.parametrize("size", SIZES)
@played
async def test_a_label_model_is_added_changed_and_put_out_of_use(morel: Path, size: tuple[int, int]) -> None:
    async with program(morel, size) as driver:
        await driver.run("label_models")
        await driver.keys("insert")
        await driver.type("loyer")
        await driver.keys("tab")
        await driver.type("Loyer {mois} {annee}")
        await driver.keys("tab")
        assert "Repère inconnu : «{annee}»" in driver.message
        await driver.type("Loyer {mois} {aaaa}")
        await driver.keys("f9")
        assert "Loyer {mois} {aaaa}" in driver.text
        await driver.run("label_model_active")
    query = "SELECT code, label, journal_type, active FROM label_model"
    assert rows(morel, query) == [("LOYER", "Loyer {mois} {aaaa}", None, 0)]


@pytest.mark.spec("ML-04", "ML-06")
@played
async def test_deletion_asks_for_its_right(morel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_dossier(morel, lambda dossier: create_label_model(dossier, "VIR", "Virement"))
    async with program(morel) as driver:
        await driver.run("label_models")
        monkeypatch.setattr(type(driver.app.frame.session), "may", lambda _, right: right != DELETION_RIGHT)
        await driver.keys("ctrl+d", "o")
        assert "Vous n'avez pas le droit «Modèles de libellé (Suppression)»" in driver.text
        assert value(morel, "SELECT count(*) FROM label_model") == 1
        monkeypatch.undo()
        await driver.keys("ctrl+d", "o")
    assert value(morel, "SELECT count(*) FROM label_model") == 0
