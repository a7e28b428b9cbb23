"""The limits of typed texts: what is beyond is never taken (FLD-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, with_dossier
from tests.screens.test_payment_tables import add_bank
from tuicompta.screens.cards.card_window import CardWindow

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven

__all__ = ["home", "morel"]

# The function of the list, the key that opens a card, and the limit of each field of that card.
CARDS = [
    pytest.param("journals", "insert", {"code": 10, "description": 60}, marks=pytest.mark.spec("JF-01", "JF-03")),
    pytest.param("chart_of_accounts", "insert", {"number": 10, "title": 60}, marks=pytest.mark.spec("FC-17", "FC-18")),
    pytest.param("banks", "insert", {"code": 5, "name": 40}, marks=pytest.mark.spec("BANK-01")),
    pytest.param("chequebooks", "insert", {"title": 60}, marks=pytest.mark.spec("CHQF-06")),
    pytest.param("payment_methods", "insert", {"code": 6, "label": 60}, marks=pytest.mark.spec("MOYP-01")),
    pytest.param("payment_terms", "insert", {"code": 6, "label": 60}, marks=pytest.mark.spec("MR-01")),
    pytest.param("label_models", "insert", {"code": 10, "label": 100}, marks=pytest.mark.spec("ML-02")),
    pytest.param("titles", "insert", {"label": 25}, marks=pytest.mark.spec("DV-01")),
    pytest.param("postal_codes", "insert", {"code": 10, "town": 35}, marks=pytest.mark.spec("DV-02")),
    pytest.param("departments", "insert", {"number": 3, "name": 50}, marks=pytest.mark.spec("DV-03")),
    pytest.param("countries", "insert", {"code": 3, "name": 50}, marks=pytest.mark.spec("DV-04")),
    pytest.param("naf_codes", "insert", {"code": 8}),
    pytest.param(
        "third_parties",
        "enter",
        {
            "name": 60,
            "legal_form": 25,
            "dunning_email": 100,
            "invoicing_address": 100,
            "invoicing_platform": 60,
        },
        marks=pytest.mark.spec("TI-05", "TI-07", "TI-08"),
    ),
]
PAGES = [
    pytest.param(
        "company_address",
        "company",
        {
            "legal_form": 25,
            "name": 60,
            "quality": 40,
            "phone": 20,
            "mobile": 20,
            "fax": 20,
            "email": 100,
            "website": 100,
        },
        marks=pytest.mark.spec("SO-01", "SO-03"),
    ),
    pytest.param(
        "company_administration", "company", {"msa": 50, "rcs": 200, "rne": 13}, marks=pytest.mark.spec("SA-01")
    ),
    pytest.param("accountant", "accountant", {"legal_form": 25, "name": 60}, marks=pytest.mark.spec("XP-01")),
    pytest.param("company_vat", "einvoicing", {"platform": 60, "address": 100}, marks=pytest.mark.spec("ST-09")),
]


async def held(driver: Driven, name: str) -> int:
    """Type more than any field takes in one; return how many characters it keeps."""
    window = driver.app.frame.windows.front
    assert isinstance(window, CardWindow)
    window.card.focus_field(window.card.fields[name])
    await driver.keys("ctrl+a")
    await driver.paste("B" * 300)
    await driver.type("CC")
    return len(window.card.fields[name].editor.text)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("function", "key", "limits"), CARDS)
@played
async def test_a_card_takes_no_more_than_its_limits(
    morel: Path, function: str, key: str, limits: dict[str, int]
) -> None:
    with_dossier(morel, add_bank)
    async with program(morel) as driver:
        await driver.run(function)
        await driver.keys(key)
        assert {name: await held(driver, name) for name in limits} == limits


@pytest.mark.parametrize(("function", "prefix", "limits"), PAGES)
@played
async def test_a_page_of_settings_takes_no_more_than_its_limits(
    morel: Path, function: str, prefix: str, limits: dict[str, int]
) -> None:
    async with program(morel) as driver:
        await driver.run(function)
        assert {name: await held(driver, f"{prefix}.{name}") for name in limits} == limits
