"""«Mes achats» and «Mes ventes», by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.practical.forms import (
    LINES,
    VAT_BOUGHT,
    VAT_SOLD,
    field,
    focused,
    line,
    opened,
    party_and_total,
    usual,
)
from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["home", "morel"]


@pytest.mark.spec("SP-01", "SP-02", "SP-03", "SP-05", "SP-08")
@played
async def test_a_purchase_is_typed_with_enter_from_field_to_field(morel: Path) -> None:
    async with opened(morel, "my_purchases") as driver:
        await party_and_total(driver)
        assert focused(driver) == "rate1"
        await driver.type("2")
        assert (line(driver, "Montant TVA"), line(driver, "Montant HT")) == ("20,00", "100,00")
        await driver.keys("enter", "enter")
        assert focused(driver) == "nature1_1"
        await driver.type("6064")
        await driver.keys("enter")
        assert focused(driver) == "net1_1"
        assert "Facture équilibrée" in driver.text
        await driver.keys("f9")
        assert "Saisir une autre facture ?" in driver.text
        await driver.keys("n")
        assert "Mes achats" in driver.lines[1]
        assert "Dupont SARL" in driver.text
        await driver.keys("enter")
        assert "Achat 00001 401DUP" in driver.lines[1]
    assert rows(morel, LINES) == [("401DUP", 0, 12_000), ("6064", 10_000, 0), ("44566", 2000, 0)]
    assert rows(morel, "SELECT status, piece_number FROM entry") == [("N", "00001")]


@pytest.mark.spec("SP-08")
@played
async def test_yes_opens_an_empty_form_with_the_same_date(morel: Path) -> None:
    async with opened(morel, "my_purchases") as driver:
        await usual(driver)
        await to_field(driver, "day")
        await driver.type("10/03/26")
        await driver.keys("f9", "o")
        assert line(driver, "Date *") == "10/03/2026"
        assert line(driver, "N° de pièce") == "00002"
        assert line(driver, "Fournisseur") == ""
        assert focused(driver) == "day"


@pytest.mark.spec("SP-09", "SP-06")
@played
async def test_a_sale_proposes_what_the_last_one_of_the_customer_had(morel: Path) -> None:
    async with opened(morel, "my_sales") as driver:
        await usual(driver, "mar", "1021", "2,", "707")
        await driver.keys("f9", "o")
    assert rows(morel, LINES) == [("411MAR", 102_100, 0), ("707", 0, 100_000), (VAT_SOLD, 0, 2100)]
    async with opened(morel, "my_sales") as driver:
        await party_and_total(driver, "mar", "204,20")
        assert "Client" in driver.text
        assert line(driver, "Nature de vente").startswith("707 ")
        assert line(driver, "Type de TVA").startswith("2,1 %")
        assert (line(driver, "Montant TVA"), line(driver, "Montant HT")) == ("4,20", "200,00")


@pytest.mark.spec("SP-05")
@played
async def test_a_vat_typed_by_hand_changes_the_net_amount(morel: Path) -> None:
    async with opened(morel, "my_purchases") as driver:
        await usual(driver)
        await to_field(driver, "vat1")
        await driver.type("19,99")
        await driver.keys("enter")
        assert line(driver, "Montant HT") == "100,01"
        await to_field(driver, "total")
        await driver.type("240")
        await driver.keys("enter")
        assert (line(driver, "Montant TVA"), line(driver, "Montant HT")) == ("40,00", "200,00")


@pytest.mark.spec("SP-07", "SP-03", "KEY-03")
@played
async def test_a_smaller_net_amount_opens_another_nature_with_the_rest(morel: Path) -> None:
    async with opened(morel, "my_purchases") as driver:
        await usual(driver)
        await driver.type("60")
        await driver.keys("enter")
        assert focused(driver) == "nature1_2"
        assert field(driver, "net1_2") == 4000
        await driver.type("6063")
        await driver.keys("enter")
        await driver.type("25")
        await driver.keys("enter", "shift+tab", "f12")
        assert field(driver, "net1_2") == 4000
        await to_field(driver, "net1_1")
        await driver.type("70")
        await driver.keys("enter")
        await to_field(driver, "net1_2")
        await driver.keys("f12")
        assert (field(driver, "net1_1"), field(driver, "net1_2")) == (7000, 3000)
        await driver.keys("f9", "n")
    assert rows(morel, LINES)[1:3] == [("6064", 7000, 0), ("6063", 3000, 0)]


@pytest.mark.spec("SP-20")
@played
async def test_another_rate_takes_its_part_of_the_total(morel: Path) -> None:
    async with opened(morel, "my_purchases") as driver:
        await usual(driver, total="500", nature="6063")
        await driver.keys("alt+a")
        assert focused(driver) == "part2"
        await driver.type("260")
        await driver.keys("enter")
        await driver.type("2,1")
        await driver.keys("enter", "enter")
        await driver.type("6061")
        await driver.keys("enter")
        assert (field(driver, "part1"), field(driver, "vat1"), field(driver, "net1_1")) == (24_000, 4000, 20_000)
        assert (field(driver, "vat2"), field(driver, "net2_1")) == (535, 25_465)
        assert "Facture équilibrée" in driver.text
        await driver.keys("f9", "n", "enter")
        assert field(driver, "part2") == 26_000
    assert rows(morel, LINES) == [
        ("401DUP", 0, 50_000),
        ("6063", 20_000, 0),
        ("44566", 4000, 0),
        ("6061", 25_465, 0),
        (VAT_BOUGHT, 535, 0),
    ]


@pytest.mark.spec("SP-18")
@played
async def test_what_does_not_balance_is_refused_with_the_difference(morel: Path) -> None:
    async with opened(morel, "my_purchases") as driver:
        await usual(driver)
        await driver.type("60")
        await driver.keys("enter", "f9")
        assert "différence 40,00" in driver.message
        assert "Reste à répartir 40,00" in driver.text
    assert value(morel, "SELECT count(*) FROM entry") == 0


@pytest.mark.spec("SP-04", "DOLI-30")
@played
async def test_a_new_supplier_is_made_in_one_box(morel: Path) -> None:
    async with opened(morel, "my_purchases") as driver:
        await driver.keys("insert", "enter", "enter")
        await driver.type("Éts Béton & Fils")
        await driver.keys("enter", "o")
        assert "Nouveau fournisseur" in driver.text
        assert "401ETSBETO" in driver.text
        await to_field(driver, "address")
        await driver.type("1 rue du Port")
        await driver.keys("tab")
        await driver.type("29000")
        await driver.keys("f9")
        assert "Éts Béton & Fils" in line(driver, "Fournisseur")
    assert rows(
        morel,
        "SELECT number, third_party.name, address, postal_code FROM account JOIN third_party ON account_id = account.id"
        " JOIN third_party_address ON third_party_id = third_party.id",
    ) == [("401ETSBETO", "Éts Béton & Fils", "1 rue du Port", "29000")]


@pytest.mark.spec("SP-12")
@played
async def test_a_new_nature_has_its_mark_set(morel: Path) -> None:
    async with opened(morel, "my_sales") as driver:
        await party_and_total(driver, "mar")
        await driver.type("2")
        await driver.keys("enter", "enter")
        await driver.type("7061")
        await driver.keys("enter", "o")
        assert "Nature de vente (V) [x]" in prose(driver)
        await to_field(driver, "title")
        await driver.type("Coaching")
        await driver.keys("f9")
        assert line(driver, "Nature de vente").startswith("7061")
    assert rows(morel, "SELECT sale_nature, purchase_nature FROM account WHERE number = '7061'") == [(1, 0)]


@pytest.mark.spec("SP-10", "SP-17", "SP-11")
@played
async def test_credit_notes_and_discounts_begin_with_their_defaults(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("practical_entry")
        for offer in ("Facture d'achat", "Facture de vente", "Avoir d'un fournisseur", "Remise obtenue"):
            assert offer in driver.text
        await driver.type("avoir d'un")
        await driver.keys("enter", "enter", "enter")
        await driver.type("dup")
        await driver.keys("enter", "enter")
        await driver.type("120")
        await driver.keys("enter")
        await driver.type("2")
        assert (field(driver, "total"), field(driver, "vat1"), field(driver, "net1_1")) == (-12_000, -2000, -10_000)
        await driver.keys("enter", "enter")
        await driver.type("6064")
        await driver.keys("enter", "f9", "n")
    assert rows(morel, LINES) == [("401DUP", 12_000, 0), ("6064", 0, 10_000), ("44566", 0, 2000)]
    async with program(morel) as driver:
        await driver.run("practical_entry")
        await driver.type("remise obtenue")
        await driver.keys("enter")
        assert "Remises obtenues" in line(driver, "Nature d'achat")


@pytest.mark.spec("SP-15", "SP-22", "NUM-05")
@played
async def test_a_number_or_an_invoice_entered_before_is_asked_about(morel: Path) -> None:
    async with opened(morel, "my_purchases") as driver:
        await usual(driver)
        await driver.keys("f9", "n")
        await usual(driver)
        await to_field(driver, "piece")
        await driver.type("00001")
        await driver.keys("f9")
        assert "Ce numéro de pièce existe déjà" in driver.text
        await driver.keys("r")
        assert "Facture déjà saisie le" in driver.text
        assert "enregistrer quand même ?" in prose(driver)
        await driver.keys("n")
        assert field(driver, "piece") == "00002"
        await driver.keys("f9", "o", "n")
    assert rows(morel, "SELECT piece_number FROM entry") == [("00001",), ("00002",)]


@pytest.mark.spec("SP-23")
@played
async def test_the_preview_shows_the_entry_and_writes_nothing(morel: Path) -> None:
    async with opened(morel, "my_purchases") as driver:
        await usual(driver, rate="1", nature="2183")
        await driver.keys("alt+e")
        words = prose(driver)
        assert "Journal AC Débit Crédit 401DUP Dupont SARL 120,00 2183" in words
        assert "Le compte 4456210 sera créé à l'enregistrement." in words
        await driver.keys("enter")
    assert value(morel, "SELECT count(*) FROM account WHERE number = '4456210'") == 0


@pytest.mark.spec("SP-19")
@played
async def test_an_invoice_is_changed_and_deleted_from_the_list_until_it_is_held(morel: Path) -> None:
    async with opened(morel, "my_purchases") as driver:
        await usual(driver)
        await driver.keys("f9", "n", "enter")
        await to_field(driver, "total")
        await driver.type("240")
        await driver.keys("f9")
        assert "Mes achats" in driver.lines[1]
    assert rows(morel, LINES) == [("401DUP", 0, 24_000), ("6064", 20_000, 0), ("44566", 4000, 0)]
    tick = "UPDATE entry_line SET tick_code = 'A', tick_date = '2026-03-31' WHERE position = 1"
    with_dossier(morel, lambda dossier: dossier.database.run(tick))
    async with opened(morel, "my_purchases") as driver:
        await driver.keys("enter")
        assert "pointée en rapprochement bancaire" in driver.message
        await driver.keys("f9")
        assert "pointée en rapprochement bancaire" in driver.message
        await driver.keys("escape", "ctrl+d", "o")
        assert "pointée en rapprochement bancaire" in prose(driver)
    with_dossier(
        morel, lambda dossier: dossier.database.run("UPDATE entry_line SET tick_code = NULL, tick_date = NULL")
    )
    async with opened(morel, "my_purchases") as driver:
        await driver.keys("ctrl+d", "o")
        assert "Aucune ligne" in driver.text
    assert value(morel, "SELECT count(*) FROM entry") == 0


@pytest.mark.spec("SP-14")
@played
async def test_nothing_is_entered_while_the_current_year_is_closed(morel: Path) -> None:
    async with opened(morel, "my_purchases") as driver:
        await usual(driver)
        await driver.keys("f9", "n")
    with_dossier(morel, lambda dossier: dossier.database.run("UPDATE fiscal_year SET closed_at = '2027'"))
    async with opened(morel, "my_purchases") as driver:
        assert "Dupont SARL" in driver.text
        await driver.keys("insert")
        assert "est clôturé" in prose(driver)
        await driver.keys("enter", "enter")
        assert "est clôturé" in driver.message
        assert line(driver, "Total TTC") == "120,00"


@pytest.mark.spec("SP-16")
@played
async def test_the_form_is_refused_with_the_name_of_the_option_without_a_journal(morel: Path) -> None:
    with_dossier(
        morel, lambda dossier: dossier.database.run("UPDATE journal SET inactive = 1 WHERE type = 'purchases'")
    )
    async with opened(morel, "my_purchases") as driver:
        await driver.keys("insert")
        assert "«Journal de «Mes achats»»" in prose(driver)
        await driver.keys("enter")
        assert "Mes achats" in driver.lines[1]


@pytest.mark.attack
@played
async def test_hostile_texts_stay_texts(morel: Path) -> None:
    async with opened(morel, "my_purchases") as driver:
        await driver.keys("insert", "enter", "enter")
        await driver.type("dup")
        await driver.keys("enter")
        await driver.paste("\x1b[31m[bold]Rouge[/] \u202egnp\x07\r\n")
        await driver.keys("enter")
        await driver.type("120")
        await driver.keys("enter")
        await driver.type("s")
        await driver.keys("enter")
        await driver.type("6064")
        await driver.keys("enter", "f9", "n", "enter")
        assert line(driver, "Description") == "[31m[bold]Rouge[/] gnp"
    assert value(morel, "SELECT label FROM entry_line LIMIT 1") == "[31m[bold]Rouge[/] gnp"
