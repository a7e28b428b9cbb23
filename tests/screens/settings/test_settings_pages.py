"""The pages of the company and of the options, by keys alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tests.screens.settings_kit import field_value, page, stored
from tuicompta.core.settings import SETTINGS, Page
from tuicompta.screens.settings.settings_pages import PAGES
from tuicompta.services.settings.setting_changes import change_settings
from tuicompta.services.settings.settings import text_setting

if TYPE_CHECKING:
    from pathlib import Path


__all__ = ["home", "morel"]


@pytest.mark.spec("SO-01", "SO-02", "SO-03", "ADR-01", "SET-02")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@played
async def test_a_stranger_gives_the_address_of_the_company(morel: Path, size: tuple[int, int]) -> None:
    async with program(morel, size) as driver:
        await driver.run("company_address")
        assert "Société – Coordonnées (à compléter)" in driver.lines[1]
        await driver.type("sarl")
        await driver.keys("tab", "tab", "tab")
        await driver.type("12 rue de la Gare")
        await driver.keys("tab", "tab", "tab", "tab")
        await driver.type("72100")
        await driver.keys("tab")
        assert "Ville Le Mans" in prose(driver)
        assert "Département Sarthe" in prose(driver)
        assert "Pays France" in prose(driver)
        await to_field(driver, "company.phone")
        await driver.type("02 43 00 00 00")
        await driver.keys("ctrl+s")
        assert driver.message == "Enregistré"
        assert "à enregistrer" not in driver.text
        assert "à compléter" not in driver.lines[1]
        await driver.run("tax_office")
        assert "Société – Trésor Public (à compléter)" in driver.lines[1]
        await driver.keys("escape", "escape")
        assert "Société" not in driver.lines[1]
    keys = ("legal_form", "address", "postal_code", "town", "department", "country", "phone")
    assert stored(morel, *(f"company.{key}" for key in keys)) == [
        "SARL",
        "12 rue de la Gare",
        "72100",
        "Le Mans",
        "Sarthe",
        "France",
        "02 43 00 00 00",
    ]


@pytest.mark.spec("SA-01", "SA-02", "SA-04", "SINV-11")
@played
async def test_the_siret_brings_the_siren_and_the_vat_number_and_a_wrong_key_warns(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("company_administration")
        assert "N° de TVA intracommunautaire FR44732829320" in page(driver)
        assert "Devise de tenue EUR" in page(driver)
        await driver.type("3560000000004")
        await driver.keys("tab")
        assert "14 chiffres attendus" in driver.message
        assert driver.app.frame.focused.field_name == "company.siret"  # type: ignore[union-attr]
        await driver.keys("ctrl+a")
        await driver.type("356 000 000 00048")
        await driver.keys("tab")
        assert "SIREN 356000000" in page(driver)
        assert "FR39356000000" in prose(driver)
        await driver.keys("shift+tab")
        await driver.type("73282932000075")
        await driver.keys("tab")
        assert "la clé est fausse" in driver.message
        await driver.keys("ctrl+s")
        assert "la clé est fausse" in driver.message
    assert stored(morel, "company.siret", "company.siren") == ["73282932000075", "732829320"]


@pytest.mark.spec("SA-01")
@played
async def test_the_activity_code_is_found_by_a_word_and_the_capital_has_eighteen_digits(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("company_administration")
        await to_field(driver, "company.naf")
        await driver.type("programmation info")
        await driver.keys("tab")
        assert "62.01Z Programmation informati…" in page(driver)
        await to_field(driver, "company.capital")
        await driver.type("12345678901234567,89")
        await driver.keys("tab")
        assert "18 chiffres au plus" in driver.message
        await driver.keys("ctrl+a")
        await driver.type("1234567890123456,78")
        await driver.keys("tab", "ctrl+s")
    assert stored(morel, "company.naf", "company.capital") == ["62.01Z", 123456789012345678]


@pytest.mark.spec("SET-01", "SET-05", "JE-05")
@played
async def test_an_option_is_found_by_a_word_and_changed(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("accounting_options")
        await driver.type("simul")
        assert "Options comptables – Transfert comptable" in driver.lines[1]
        await driver.keys("enter")
        assert driver.app.frame.focused.field_name == "import.simulated"  # type: ignore[union-attr]
        await driver.keys("space", "ctrl+s")
        assert driver.message == "Enregistré"
    detail = value(morel, "SELECT detail FROM event WHERE kind = 'Changement d''option'")
    assert json.loads(detail) == {
        "Importer les écritures comptables en mode simulation": {"avant": "non", "après": "oui"}
    }


@pytest.mark.spec("SET-01")
@played
async def test_what_is_typed_stays_from_page_to_page_and_one_save_keeps_it_all(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("company_address")
        await to_field(driver, "company.town")
        await driver.type("Foix")
        await driver.keys("tab", "escape")
        await driver.run("numbering")
        assert "Société – Numérotation" in driver.lines[1]
        await driver.type("7")
        await driver.keys("tab")
        await driver.run("company_address")
        assert field_value(driver, "company.town") == "Foix"
        await driver.keys("f9")
    assert stored(morel, "company.town", "numbering.customer") == ["Foix", 7]


@pytest.mark.spec("SET-01")
@played
async def test_a_fault_on_another_page_is_shown_there_with_what_was_typed(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("accounting_options")
        await driver.type("préfixe inconnu")
        assert "Aucune option" in driver.text
        await driver.keys("escape")
        await driver.type("dossier de transfert")
        await driver.keys("enter")
        await to_field(driver, "import.folder")
        await driver.type("/nulle/part")
        await driver.run("company_address")
        await driver.keys("ctrl+s")
        assert "Options comptables – Transfert comptable" in driver.lines[1]
        assert driver.app.frame.focused.field_name == "import.folder"  # type: ignore[union-attr]
        assert "/nulle/part" in driver.text
        assert "n'existe pas, ou ne peut pas être lu" in prose(driver)
    assert stored(morel, "import.folder") == [""]


@pytest.mark.spec("FIC-09", "FIC-10")
@played
async def test_undo_then_close_without_saving(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("company_address")
        await to_field(driver, "company.quality")
        await driver.type("Gérant")
        await driver.keys("tab", "ctrl+z")
        assert field_value(driver, "company.quality") == ""
        await driver.keys("ctrl+y")
        assert field_value(driver, "company.quality") == "Gérant"
        await driver.keys("escape", "escape")
        assert "Enregistrer les modifications ?" in prose(driver)
        await driver.keys("n")
    assert stored(morel, "company.quality") == [""]


@played
async def test_a_second_session_reads_the_settings_without_changing_them(morel: Path) -> None:
    async with program(morel) as first:
        await first.run("company_address")
        async with program(morel) as second:
            await second.keys("c")
            await second.run("company_address")
            assert "En cours de modification par ADM" in second.message
            assert all(not field.enabled for field in second.app.frame.windows.all[0].card.fields.values())  # type: ignore[attr-defined]


@pytest.mark.spec("FIC-19")
@played
async def test_a_setting_changed_meanwhile_shows_both_values(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("company_address")
        await to_field(driver, "company.quality")
        await driver.type("Gérant")
        await driver.keys("tab")
        with_dossier(morel, lambda dossier: change_settings(dossier, {"company.quality": "Présidente"}))
        await driver.keys("ctrl+s")
        assert "Qualité de la personne : Gérant / Présidente" in prose(driver)
        await driver.keys("g")
    assert stored(morel, "company.quality") == ["Gérant"]


@played
async def test_another_territory_asks_and_says_that_accounts_keep_their_rates(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("company_vat")
        await driver.type("Cors")
        await driver.keys("ctrl+s")
        assert "Les comptes de TVA existants gardent leurs taux" in prose(driver)
        await driver.keys("n")
        assert stored(morel, "company.territory") == ["mainland"]
        await driver.keys("ctrl+s", "o")
    assert stored(morel, "company.territory") == ["corsica"]


@pytest.mark.spec("ST-03")
@played
async def test_the_tax_office_is_typed_whole(morel: Path) -> None:
    typed = {
        "tax_centre.name": "SIP Le Mans",
        "sie.name": "SIE Le Mans Nord",
        "sie.file_number": "123456",
        "sie.key": "42",
        "sie.cdi_code": "1234",
        "sie.service_code": "5678",
        "sie.collector": "7201234",
    }
    async with program(morel) as driver:
        await driver.run("tax_office")
        for name, text in typed.items():
            await to_field(driver, name)
            await driver.type(f"{text}9")
        await driver.keys("f9")
    lengths = {key: SETTINGS[key].length for key in typed}
    assert stored(morel, *typed) == [f"{text}9"[: lengths[key]] for key, text in typed.items()]
    assert [lengths[key] for key in typed] == [60, 60, 6, 2, 4, 4, 7]


@pytest.mark.spec("XP-01", "ADR-08")
@played
async def test_the_accountant_and_his_contacts(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("accountant")
        await to_field(driver, "accountant.name")
        await driver.type("Cabinet Durand")
        await to_field(driver, "accountant.expert.title")
        await driver.type("mme")
        await driver.keys("tab")
        await driver.type("Durand")
        await to_field(driver, "accountant.assistant.email")
        await driver.type("paul@cabinet")
        await driver.keys("tab")
        assert "forme inhabituelle" in driver.message
        await driver.keys("f9")
    keys = ("accountant.name", "accountant.expert.title", "accountant.expert.last_name", "accountant.assistant.email")
    assert stored(morel, *keys) == ["Cabinet Durand", "Mme", "Durand", "paul@cabinet"]


@pytest.mark.spec("OPT-03")
@played
async def test_the_colours_of_the_forecast_are_given_back(morel: Path) -> None:
    keys = ("forecast.negative_colour", "forecast.receipt_colour", "forecast.payment_colour")
    defaults = stored(morel, *keys)
    with_dossier(morel, lambda dossier: change_settings(dossier, dict.fromkeys(keys, "accent")))
    async with program(morel) as driver:
        await driver.run("accounting_options")
        await driver.type("encaissements")
        await driver.run("default_environment")
        await driver.keys("ctrl+s")
    assert stored(morel, *keys) == defaults


@played
async def test_every_page_shows_every_one_of_its_settings(morel: Path) -> None:
    async with program(morel, (120, 60)) as driver:
        await driver.run("accounting_options")
        await driver.keys("home")
        for page in PAGES:
            assert page.label in driver.lines[1]
            shown = driver.app.frame.windows.all[0].card.pages[PAGES.index(page)]  # type: ignore[attr-defined]
            names = [field.field_name for field in shown.children if hasattr(field, "field_name")]
            assert names == [one.key for one in SETTINGS.values() if one.page is page]
            await driver.keys("down")
    assert len(PAGES) == len(Page)


@pytest.mark.attack
@played
async def test_hostile_texts_are_stored_clean_and_never_painted_as_orders(morel: Path) -> None:
    hostile = "[red]x[/red]\x1b[31m\u202eabc\x00 ' ; DROP TABLE setting; --"
    async with program(morel) as driver:
        await driver.run("company_address")
        await to_field(driver, "company.quality")
        await driver.paste(hostile * 30)
        await driver.keys("tab", "ctrl+s")
        assert "\x1b" not in driver.text
    kept = with_dossier(morel, lambda dossier: text_setting(dossier.database, "company.quality"))
    assert kept == hostile.replace("\x1b", "").replace("\u202e", "").replace("\x00", "")[:40].rstrip()


@pytest.mark.spec("ST-09", "FLD-07")
@played
async def test_electronic_invoicing_is_noted(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("company_vat")
        await to_field(driver, "einvoicing.platform")
        await driver.type("Plateforme Morel")
        await to_field(driver, "einvoicing.address")
        await driver.type("facture@exemple.fr")
        await driver.keys("tab")
        await driver.type("01092027")
        await driver.keys("f9")
    keys = ("einvoicing.platform", "einvoicing.address", "einvoicing.start")
    assert stored(morel, *keys) == ["Plateforme Morel", "facture@exemple.fr", "2027-09-01"]
    assert [SETTINGS[key].length for key in keys[:2]] == [60, 100]


@played
async def test_the_regime_and_its_first_day_go_together(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("company_vat")
        await to_field(driver, "vat.regime")
        await driver.type("RM")
        await driver.keys("tab", "ctrl+s")
        assert "le régime et sa date vont ensemble" in prose(driver)
        assert driver.app.frame.focused.field_name == "vat.regime_start"  # type: ignore[union-attr]
        await driver.type("01012026")
        await driver.keys("tab", "ctrl+s")
        assert driver.message == "Enregistré"
        await driver.keys("shift+tab", "shift+tab")
        await driver.type("RT")
        await driver.keys("tab")
        await driver.type("01042026")
        await driver.keys("tab", "ctrl+s")
        assert "RM depuis le 01/01/2026" in page(driver)
    assert stored(morel, "vat.regime", "vat.regime_start") == ["RT", "2026-04-01"]


@pytest.mark.spec("OSA-04", "NUM-05")
@pytest.mark.parametrize(("answer", "pieces"), [("a", []), ("c", ["00001", "00001"]), ("r", ["00001", "00002"])])
@played
async def test_the_three_answers_to_a_duplicate_piece(morel: Path, answer: str, pieces: list[str]) -> None:
    async with program(morel) as driver:
        await driver.run("continuous_entry")
        for _ in range(2):
            for cell in ("od", "15032026"):
                await driver.type(cell)
                await driver.keys("enter" if cell == "od" else "tab")
            await driver.type("00001")
            for cell in ("", "6411", "paie", "100", "421", ""):
                await driver.type(cell)
                await driver.keys("enter")
        await driver.keys("ctrl+s")
        assert "Ces numéros de pièce existent déjà" in driver.text
        await driver.keys(answer)
        assert "Ligne sans numéro" not in driver.text
    found = [piece for (piece,) in rows(morel, "SELECT piece_number FROM entry ORDER BY id")]
    assert found == pieces
