"""What each key does with a list that is open under a field, and what is said when a value is refused (DDL)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens import demo
from tests.screens.drive import Driven, scenario
from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tests.screens.test_fields import go_to
from tuicompta.services.accounts.accounts import create_account
from tuicompta.widgets.fields.choice import ChoiceField
from tuicompta.widgets.fields.linked import LinkedField

if TYPE_CHECKING:
    from pathlib import Path

    from tuicompta.widgets.card import Card
    from tuicompta.widgets.drop_list import DropList

__all__ = ["home", "morel"]


def list_of(card: Card, name: str) -> DropList | None:
    field = card.fields[name]
    assert isinstance(field, LinkedField)
    return field.list


@pytest.mark.spec("DDL-03", "DDL-14")
@pytest.mark.parametrize("key", ["tab", "shift+tab", "enter", "f9"])
def test_a_row_gone_to_is_taken(key: str) -> None:
    @scenario(home=demo.Journals)
    async def go(driver: Driven) -> None:
        card = await go_to(driver, "account")
        await driver.type("du")
        await driver.keys("down", key)
        assert card.fields["account"].value == "401DURA"
        assert list_of(card, "account") is None

    go()


@pytest.mark.spec("DDL-14")
@scenario(home=demo.Journals)
async def test_with_several_matches_tab_says_so_then_takes_the_row(driver: Driven) -> None:
    card = await go_to(driver, "account")
    await driver.type("du")
    await driver.keys("tab")
    assert list_of(card, "account") is not None
    assert driver.message == "Plusieurs possibilités : ↑ ↓ pour choisir, Entrée pour prendre"
    await driver.keys("tab")
    assert card.fields["account"].value == "401DUPO"


@pytest.mark.spec("DDL-08")
@pytest.mark.parametrize("leaving", ["tab", "shift+tab"])
def test_a_list_only_opened_gives_no_value(leaving: str) -> None:
    @scenario(home=demo.Journals)
    async def go(driver: Driven) -> None:
        card = await go_to(driver, "account")
        await driver.keys("f4", leaving)
        assert card.fields["account"].value is None
        assert list_of(card, "account") is None

    go()


@pytest.mark.spec("DDL-08")
@pytest.mark.parametrize("key", ["tab", "enter"])
def test_a_value_erased_leaves_an_empty_field(key: str) -> None:
    @scenario(home=demo.Journals)
    async def go(driver: Driven) -> None:
        card = await go_to(driver, "account")
        card.fields["account"].value = "401DURA"
        await driver.keys("tab", "shift+tab", "backspace")
        assert list_of(card, "account") is None
        await driver.keys(key)
        assert card.fields["account"].value is None

    go()


@pytest.mark.spec("DDL-14")
@scenario(home=demo.Journals)
async def test_the_beginning_of_several_values_is_not_called_unknown(driver: Driven) -> None:
    card = await go_to(driver, "account")
    await driver.type("du")
    await driver.keys("ctrl+s")
    assert driver.message == "Plusieurs valeurs pour «du». F4 ouvre la liste."
    assert card.current is card.fields["account"]


@pytest.mark.spec("FLD-12")
@pytest.mark.parametrize("key", ["tab", "shift+tab", "enter", "f9"])
def test_a_value_of_a_choice_gone_to_is_taken(key: str) -> None:
    @scenario(home=demo.Journals)
    async def go(driver: Driven) -> None:
        card = await go_to(driver, "kind")
        await driver.type("d")
        await driver.keys("f4", "down", key)
        field = card.fields["kind"]
        assert isinstance(field, ChoiceField)
        assert field.value == field.options[1].value
        assert field.list is None

    go()


@pytest.mark.spec("FLD-12")
@played
async def test_a_label_of_several_words_is_typed_in_whole(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("chequebook_card")
        await to_field(driver, "state")
        card = driver.app.frame.windows.front.card  # type: ignore[union-attr]
        await driver.type("ter")
        assert card.fields["state"].value == "finished"
        await driver.type("en cours")
        assert card.fields["state"].value == "current"


@pytest.mark.spec("DDL-12")
@pytest.mark.parametrize("leaving", ["escape", "enter"])
@played
async def test_the_list_comes_back_as_it_was_after_its_views(morel: Path, leaving: str) -> None:
    async with program(morel) as driver:
        await driver.run("bank_card")
        await to_field(driver, "account")
        await driver.type("51")
        await driver.keys("down", "down")
        card = driver.app.frame.windows.front.card  # type: ignore[union-attr]
        found = list_of(card, "account")
        assert found is not None
        assert found.current is not None
        before = found.current.key
        await driver.keys("f8")
        assert "Éditeur de vues" in driver.text
        await driver.keys(leaving)
        found = list_of(card, "account")
        assert found is not None
        assert found.current is not None
        assert found.current.key == before
        assert card.fields["account"].pending == "51"


@pytest.mark.spec("KEY-20", "FIC-17")
@played
async def test_help_closes_the_list_and_what_was_typed_is_found_again(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("bank_card")
        await to_field(driver, "account")
        await driver.type("51")
        card = driver.app.frame.windows.front.card  # type: ignore[union-attr]
        await driver.keys("f1")
        assert list_of(card, "account") is None
        await driver.keys("escape")
        assert card.current is card.fields["account"]
        assert card.fields["account"].pending == "51"
        await driver.type("21")
        assert list_of(card, "account") is not None


@pytest.mark.spec("DDL-12", "KEY-08")
@played
async def test_in_a_box_the_list_has_its_views_and_what_cannot_be_done_says_so(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("term_card")
        await to_field(driver, "lines")
        await driver.keys("insert")
        await to_field(driver, "method")
        for key in ("f1", "f8", "ctrl+k", "alt+w"):
            await driver.keys(key)
            assert driver.message == "Répondez d'abord, ou Échap pour fermer"
            driver.app.frame.say("")
            assert "Ligne du mode de règlement" in driver.text
        await driver.type("v")
        await driver.keys("f1")
        assert driver.message == "Répondez d'abord, ou Échap pour fermer"
        assert "Virement" in driver.text
        await driver.keys("f8")
        assert "Éditeur de vues" in driver.text
        await driver.keys("escape", "enter")
        assert "VIR" in driver.text


# Refusals, and what is created from a field


@pytest.mark.spec("DDL-06", "DDL-09")
@played
async def test_an_unknown_value_is_named_with_the_keys_that_help(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("bank_card")
        await to_field(driver, "journal")
        await driver.type("cmb")
        await driver.keys("tab")
        assert driver.message == "Valeur inconnue : «cmb». F4 ouvre la liste, Inser crée la fiche."
        assert "! Valeur inconnue : «cmb». F4 ouvre la liste, Inser crée la fiche." in driver.lines[-2]


@pytest.mark.spec("DDL-16", "OLA-04")
@pytest.mark.parametrize("key", ["tab", "ctrl+s"])
@played
async def test_an_account_of_type_racine_is_refused_with_what_to_do(morel: Path, key: str) -> None:
    async with program(morel) as driver:
        await driver.run("account_card")
        await driver.type("411lef")
        await driver.keys("tab")
        await driver.type("Lefort")
        await to_field(driver, "approximate_lettering")
        await driver.keys("space")
        await to_field(driver, "gap_account_debit")
        card = driver.app.frame.windows.front.card  # type: ignore[union-attr]
        await driver.type("658")
        await driver.keys(key)
        assert card.current is card.fields["gap_account_debit"]
        reason = "Le compte 658 est de type Racine, sans écritures : il faut un compte Détail, 6581 par exemple."
        assert driver.message.startswith(reason)
        assert reason in " ".join(" ".join(driver.lines[-4:-1]).replace("!", "").split())
        await driver.keys("down", "up", "enter")
        assert card.fields["gap_account_debit"].value == "6581"


@pytest.mark.spec("DDL-16")
@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("512", "Le compte 512 ne convient pas ici : il en faut un de racine 6."),
        ("6588", "Le compte 6588 est bloqué : il ne reçoit plus d'écritures."),
    ],
)
@played
async def test_an_account_that_is_not_offered_says_why(morel: Path, number: str, reason: str) -> None:
    with_dossier(morel, lambda dossier: dossier.database.run("UPDATE account SET blocked = 1 WHERE number = '6588'"))
    async with program(morel) as driver:
        await driver.run("account_card")
        await driver.type("411lef")
        await driver.keys("tab")
        await driver.type("Lefort")
        await to_field(driver, "approximate_lettering")
        await driver.keys("space")
        await to_field(driver, "gap_account_debit")
        await driver.type(number)
        await driver.keys("tab")
        assert driver.message == f"{reason} F4 ouvre la liste, Inser crée la fiche."


@pytest.mark.spec("LAUT-07", "DLET-08")
@played
async def test_a_bound_is_the_beginning_of_accounts(morel: Path) -> None:
    with_dossier(morel, lambda dossier: create_account(dossier, "411ZOE", "Zoé"))
    async with program(morel) as driver:
        await driver.run("automatic_lettering")
        page = driver.app.frame.windows.front.page  # type: ignore[union-attr]
        await driver.type("Clients")
        await to_field(driver, "first")
        for typed, key in (("411", "tab"), ("411m", "enter"), ("41", "tab")):
            await driver.type(typed)
            await driver.keys(key)
            assert (page.values["first"], page.card.current.field_name) == (typed.upper(), "last")
            await driver.keys("shift+tab")
        await driver.keys("backspace", "tab")
        assert page.values["first"] is None
        await driver.type("411zo")
        await driver.keys("tab", "shift+tab")
        assert page.values["last"] == "411ZO"
        await driver.type("xyz")
        await driver.keys("tab")
        assert driver.message == "Valeur inconnue : «xyz». F4 ouvre la liste."
        await driver.keys("ctrl+a")
        await driver.type("zo")
        await driver.keys("tab")
        assert page.values["last"] == "411ZOE"


@pytest.mark.spec("DDL-09", "BANK-10")
@pytest.mark.parametrize("key", ["insert", "enter"])
@played
async def test_a_journal_created_from_a_bank_is_of_treasury_with_its_account(morel: Path, key: str) -> None:
    async with program(morel) as driver:
        await driver.run("bank_card")
        await driver.type("cmb")
        await driver.keys("tab")
        await driver.type("Crédit Maritime")
        await to_field(driver, "account")
        await driver.type("512CMB")
        await driver.keys("insert")
        await driver.type("Crédit Maritime")
        await driver.keys("f9")
        await driver.keys("tab")
        await driver.type("cmb")
        await driver.keys(key)
        if key == "enter":
            assert "Créer cmb ?" in driver.text
            await driver.keys("o")
        journal = driver.app.frame.windows.front.card.state.values  # type: ignore[union-attr]
        assert (journal["code"], journal["type"], journal["counterpart_account"]) == ("CMB", "treasury", "512CMB")
        assert journal["forbidden_roots"] == ()
        await driver.type("Crédit Maritime")
        await driver.keys("f9")
        bank = driver.app.frame.windows.front.card  # type: ignore[union-attr]
        assert bank.fields["journal"].value == "CMB"
        await driver.keys("f9")
        assert "Banque" not in driver.app.frame.windows.front.title  # type: ignore[union-attr]
    found = rows(
        morel,
        "SELECT bank.code, journal.code, account.number FROM bank JOIN journal ON journal.id = journal_id"
        " JOIN account ON account.id = bank.account_id WHERE bank.code = 'CMB'",
    )
    assert found == [("CMB", "CMB", "512CMB")]
    assert value(morel, "SELECT title FROM account WHERE number = '512CMB'") == "Crédit Maritime"


@pytest.mark.spec("DDL-09", "OSP-01")
@played
async def test_a_journal_created_from_an_option_is_of_the_type_it_wants(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("accounting_options")
        await to_field(driver, "practical.sales")
        await driver.type("ve2")
        await driver.keys("insert")
        journal = driver.app.frame.windows.front.card.state.values  # type: ignore[union-attr]
        assert (journal["code"], journal["type"]) == ("VE2", "sales")
        assert journal["forbidden_roots"] == ("40", "60")
        assert prose(driver).startswith("Journal VE2")
