"""The wizard «Nouveau dossier»: what it asks, refuses and creates."""

# ruff: noqa: ASYNC240 (the program runs in memory, nothing waits for these files)
from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, prose, rows, to_field, value, with_dossier
from tests.services.entries_kit import purchase, save
from tuicompta.services.dossiers.delivered import CHARTS, chart_accounts, detail_numbers
from tuicompta.services.lists.views import create_view
from tuicompta.services.settings.setting_changes import change_settings
from tuicompta.services.small_tables.label_models import create_label_model

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

pytestmark = pytest.mark.usefixtures("home")


async def to_summary(driver: Driven, name: str = "Essai") -> None:
    """Fill the four steps with what is mandatory."""
    await driver.run("new_dossier")
    await driver.keys("f9")
    await driver.type(name)
    await driver.keys("f9", "tab")
    await driver.type("DUPONT SAS")
    await driver.keys("f9")
    await driver.type("corse")
    await driver.keys("f9", "f9")


@pytest.mark.spec("DOSN-10", "DOSN-05", "DOSN-06", "WZ-01", "WEL-02")
@played
async def test_the_steps_then_lancer_create_the_dossier_and_open_it(home: Path) -> None:
    async with program() as driver:
        await to_summary(driver)
        path = home / "dossiers" / "Essai.compta"
        assert "Récapitulatif" in driver.lines[1]
        assert "Territorialité Corse" in prose(driver)
        assert not path.exists()
        await driver.keys("f9")
        assert "Essai" in driver.lines[0]
        assert "Société – Coordonnées" in driver.lines[1]
        assert driver.app.frame.windows.all[0].title == "Société – Coordonnées"
    assert value(path, "SELECT json_extract(value, '$') FROM setting WHERE key = 'company.name'") == "DUPONT SAS"
    assert value(path, "SELECT json_extract(value, '$') FROM setting WHERE key = 'company.territory'") == "corsica"
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.spec("DOSN-09")
@played
async def test_the_first_fiscal_year_is_the_calendar_year_and_the_next_one_comes_with_it(home: Path) -> None:
    async with program() as driver:
        await to_summary(driver)
        await driver.keys("f9")
    year = date.today().year  # noqa: DTZ011 - what the wizard proposes
    assert rows(home / "dossiers" / "Essai.compta", "SELECT start_date, end_date FROM fiscal_year ORDER BY 1") == [
        (f"{year}-01-01", f"{year}-12-31"),
        (f"{year + 1}-01-01", f"{year + 1}-12-31"),
    ]


@pytest.mark.spec("DOSN-09", "EX-02")
@played
async def test_the_next_fiscal_year_can_be_refused_and_the_dates_changed(home: Path) -> None:
    async with program() as driver:
        await to_summary(driver)
        await driver.keys("alt+p")
        await driver.type("01072026")
        await driver.keys("tab")
        await driver.type("31122027")
        await driver.keys("tab", "space", "f9", "f9")
    assert rows(home / "dossiers" / "Essai.compta", "SELECT start_date, end_date FROM fiscal_year") == [
        ("2026-07-01", "2027-12-31")
    ]


@played
async def test_a_step_left_far_down_is_shown_again_from_its_first_field() -> None:
    async with program() as driver:
        await driver.run("new_dossier")
        await driver.keys("f9")
        await driver.type("Essai")
        await driver.keys("f9", "tab")
        await driver.type("DUPONT SAS")
        await driver.keys(*["tab"] * 14)
        assert "Forme juridique" not in driver.text
        await driver.keys("f9", "alt+p")
        assert "Forme juridique" in driver.text


@played
async def test_the_end_of_the_year_follows_its_start_until_it_is_typed(home: Path) -> None:
    async with program() as driver:
        await to_summary(driver)
        await driver.keys("alt+p")
        await driver.type("01072026")
        await driver.keys("tab")
        await driver.keys("tab", "space", "f9", "f9")
    assert rows(home / "dossiers" / "Essai.compta", "SELECT start_date, end_date FROM fiscal_year") == [
        ("2026-07-01", "2027-06-30")
    ]


@pytest.mark.spec("EX-08")
@played
async def test_a_fiscal_year_beyond_24_months_is_refused_on_its_end() -> None:
    async with program() as driver:
        await to_summary(driver)
        await driver.keys("alt+p")
        await driver.type("01012026")
        await driver.keys("tab")
        await driver.type("01012028")
        await driver.keys("f9")
        assert "Étape 4 sur 4" in driver.lines[1]
        assert "un exercice dure de 1 jour à 24 mois" in driver.message
        await driver.type("31122027")
        await driver.keys("f9")
        assert "Récapitulatif" in driver.lines[1]
        assert "Exercice de plus de 12 mois" in driver.message


@pytest.mark.spec("DOSN-01", "WZ-01")
@played
async def test_the_step_before_keeps_what_was_typed_and_cancelling_leaves_no_file(home: Path) -> None:
    async with program() as driver:
        await to_summary(driver)
        await driver.keys("alt+p", "alt+p", "alt+p")
        assert "Étape 2 sur 4" in driver.lines[1]
        assert "DUPONT SAS" in driver.text
        await driver.keys("escape")
        assert "Abandonner ?" in driver.text
        await driver.keys("n")
        assert "Étape 2 sur 4" in driver.lines[1]
        await driver.keys("escape", "o")
        assert "Bienvenue" in driver.text
    assert list((home / "dossiers").iterdir()) == []


@pytest.mark.spec("DOSN-04", "UINV-07")
@played
async def test_the_name_of_an_existing_dossier_is_refused(morel: Path) -> None:
    before = morel.read_bytes()
    async with program() as driver:
        await driver.run("new_dossier")
        await driver.keys("f9")
        await driver.type("Morel")
        await driver.keys("f9")
        assert "Étape 1 sur 4" in driver.lines[1]
        assert "Un dossier porte déjà ce nom" in prose(driver)
    assert morel.read_bytes() == before


@pytest.mark.spec("DOSN-04")
@pytest.mark.parametrize("character", '/\\:*?"<>|')
def test_a_character_no_file_can_have_is_refused(character: str) -> None:
    @played
    async def play() -> None:
        async with program() as driver:
            await driver.run("new_dossier")
            await driver.keys("f9")
            await driver.type(f"A{character}B")
            await driver.keys("f9")
            assert "Étape 1 sur 4" in driver.lines[1]
            assert "1 à 60 caractères" in prose(driver)

    play()


@pytest.mark.spec("DOSN-02")
@played
async def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    async with program() as driver:
        await driver.run("new_dossier")
        await driver.keys("f9", "shift+tab")
        await driver.paste(str(tmp_path / "absent"))
        await driver.keys("enter")
        await driver.type("Essai")
        await driver.keys("f9")
        assert "Étape 1 sur 4" in driver.lines[1]
        assert "ne peut pas être créé" in prose(driver)


@pytest.mark.spec("DOSN-05", "DOSN-07", "WZ-01")
@played
async def test_a_missing_name_siren_or_territory_keeps_the_step(home: Path) -> None:
    async with program() as driver:
        await driver.run("new_dossier")
        await driver.keys("f9")
        await driver.type("Essai")
        await driver.keys("f9", "tab", "delete", "f9")
        assert "Étape 2 sur 4" in driver.lines[1]
        assert driver.message == "«Nom – Raison sociale» est obligatoire."
        await driver.type("DUPONT")
        await driver.keys("tab", "tab")
        await driver.type("732829321")
        await driver.keys("f9")
        assert driver.message == "SIREN «732829321» refusé : neuf chiffres dont la clé est juste."
        assert f"! {driver.message}" in driver.lines[-2]
        await driver.paste("732 829 320")
        await driver.keys("f9", "f9")
        assert "Étape 3 sur 4" in driver.lines[1]
        assert driver.message == "«Territorialité» est obligatoire."
        await driver.type("f")
        await driver.keys("f9", "f9", "f9")
    path = home / "dossiers" / "Essai.compta"
    assert value(path, "SELECT json_extract(value, '$') FROM setting WHERE key = 'company.siren'") == "732829320"
    assert value(path, "SELECT json_extract(value, '$') FROM setting WHERE key = 'vat.basis'") == "debits"


@pytest.mark.spec("DOSN-10", "DOSO-03")
@played
async def test_a_dossier_created_while_another_is_open_takes_its_place(morel: Path) -> None:
    async with program(morel) as driver:
        await to_summary(driver)
        await driver.keys("f9")
        assert "Essai ·" in driver.lines[0]
        assert "Société – Coordonnées" in driver.lines[1]
        assert not any(window.title == "Nouveau dossier" for window in driver.app.frame.windows.all)
    assert value(morel, "SELECT count(*) FROM session") == 0


@pytest.mark.spec("WEL-03")
@played
async def test_the_first_steps_are_offered_after_a_creation() -> None:
    async with program() as driver:
        await to_summary(driver)
        await driver.keys("f9", "escape", "escape")
        assert "Premiers pas" in driver.lines[1]


@pytest.mark.spec("DOSN-06", "DOSN-07")
@played
async def test_five_territories_and_two_options_of_calculation_are_offered(home: Path) -> None:
    async with program() as driver:
        await driver.run("new_dossier")
        await driver.keys("f9")
        await driver.type("Essai")
        await driver.keys("f9", "tab")
        await driver.type("DUPONT SAS")
        await driver.keys("f9")
        page = driver.app.frame.windows.front.tax  # type: ignore[union-attr]
        offered = [option.label for option in page.card.fields["territory"].options]
        assert offered == [
            "France continentale",
            "Corse",
            "DOM (Guadeloupe, Martinique, La Réunion)",
            "Guyane et Mayotte",
            "Monaco",
        ]
        await driver.keys("f4")
        assert all(label in driver.text for label in offered)
        await driver.keys("escape")
        await driver.type("dom")
        await driver.keys("tab")
        assert [option.label for option in page.card.fields["vat_basis"].options] == ["Débits", "Encaissements"]
        assert "Débits" in prose(driver)
        await driver.type("enc")
        await driver.keys("f9", "f9", "f9")
    path = home / "dossiers" / "Essai.compta"
    query = "SELECT json_extract(value, '$') FROM setting WHERE key = ?"
    assert value(path, query, "company.territory") == "overseas"
    assert value(path, query, "vat.basis") == "receipts"


@pytest.mark.spec("DOSN-09")
@played
async def test_the_delivered_charts_are_offered_the_one_in_force_first(home: Path) -> None:
    async with program() as driver:
        await to_summary(driver)
        await driver.keys("alt+p")
        page = driver.app.frame.windows.front.year  # type: ignore[union-attr]
        chart = page.card.fields["chart"]
        assert [option.label for option in chart.options] == list(CHARTS.values())
        assert chart.value == "pcg"
        page.card.focus_field(chart)
        await driver.keys("f4", "down", "enter", "f9", "f9")
    minimal = value(home / "dossiers" / "Essai.compta", "SELECT count(*) FROM account WHERE number = '6064'")
    assert minimal == int("6064" in detail_numbers(chart_accounts("pcg-minimal", date(2026, 1, 1))))


@pytest.mark.spec("DOSN-11")
@played
async def test_the_new_dossier_asks_to_check_its_settings() -> None:
    async with program() as driver:
        await to_summary(driver)
        await driver.keys("f9")
        assert driver.message == "Vérifiez les informations de la société et les options comptables"


@pytest.mark.spec("WZ-04", "DOSN-10")
@played
async def test_a_creation_refused_at_the_last_moment_says_why_and_changes_nothing(home: Path) -> None:
    async with program() as driver:
        await to_summary(driver)
        path = home / "dossiers" / "Essai.compta"
        path.write_text("another program")
        await driver.keys("f9")
        assert "Compte rendu" in driver.lines[1]
        assert "Rien n'a été fait. Un dossier porte déjà ce nom" in prose(driver)
        path.unlink()
        await driver.keys("alt+p", "f9")
        assert "Essai" in driver.lines[0]
    assert [file.name for file in path.parent.iterdir()] == ["Essai.compta"]


@pytest.mark.spec("DOSN-12")
@played
async def test_the_settings_of_another_dossier_are_copied_without_its_entries(morel: Path, home: Path) -> None:
    def prepare(dossier: Dossier) -> None:
        save(dossier, purchase())
        change_settings(dossier, {"company.territory": "corsica", "company.town": "Bastia", "entry.piece_length": 7})
        create_label_model(dossier, "LOYER", "Loyer {mois}")
        create_view(dossier, "journals", "Par type", {"groups": ["type"]})

    with_dossier(morel, prepare)
    async with program() as driver:
        await driver.run("new_dossier")
        await driver.keys("f9")
        await driver.type("Essai")
        await to_field(driver, "from")
        await driver.type("para")
        await driver.keys("f9")
        assert "Dossier à copier" in driver.lines[1]
        await driver.type(str(morel.with_name("absent.compta")))
        await driver.keys("f9")
        assert "Fichier introuvable : «" in prose(driver)
        await driver.keys("ctrl+a")
        await driver.type(str(morel))
        await driver.keys("f9")
        await to_field(driver, "company.name")
        await driver.type("DUPONT SAS")
        await driver.keys("f9")
        assert "Exercice et plan comptable" in driver.lines[1]
        await driver.keys("f9")
        assert "Point de départ Paramètres d'un dossier existant" in prose(driver)
        assert "Plan comptable" not in prose(driver).split("Récapitulatif")[1].split("Exercice et plan comptable")[-1]
        await driver.keys("f9")
        assert "Essai" in driver.lines[0]
    path = home / "dossiers" / "Essai.compta"
    query = "SELECT json_extract(value, '$') FROM setting WHERE key = ?"
    asked = ("company.name", "company.territory", "company.town", "entry.piece_length")
    assert [value(path, query, key) for key in asked] == ["DUPONT SAS", "corsica", "", 7]
    for table in ("account", "journal", "guide_model", "payment_term", "third_party"):
        count = f"SELECT count(*) FROM {table}"  # noqa: S608 - names above
        assert value(path, count) == value(morel, count) > 0
    assert rows(path, "SELECT code, label FROM label_model") == [("LOYER", "Loyer {mois}")]
    assert rows(path, "SELECT list, name, owner_id FROM view") == [("journals", "Par type", 1)]
    assert rows(path, "SELECT count(*), sum(next_number = 1) FROM journal_year") == [(10, 10)]
    assert value(path, "SELECT count(*) FROM entry") == 0


@pytest.mark.spec("DOSN-05", "ADR-01", "ADR-06")
@pytest.mark.usefixtures("home")
@played
async def test_the_company_is_proposed_the_name_the_legal_forms_and_the_places() -> None:
    async with program() as driver:
        await driver.run("new_dossier")
        await driver.keys("f9")
        await driver.type("Boulangerie Morel")
        await driver.keys("f9")
        page = driver.app.frame.windows.front.page  # type: ignore[union-attr]
        assert page.values["company.name"] == "Boulangerie Morel"
        assert page.card.current.field_name == "company.legal_form"
        for typed, kept in (("sarl", "SARL"), ("sas", "SAS"), ("asso", "Association"), ("xyz", "xyz"), ("s", "s")):
            await driver.type(typed)
            await driver.keys("tab")
            assert page.values["company.legal_form"] == kept
            await driver.keys("shift+tab")
        await to_field(driver, "company.postal_code")
        await driver.type("35000")
        await driver.keys("tab")
        assert page.values["company.town"] == "Rennes"
        assert page.values["company.department"] == "Ille-et-Vilaine"
        assert page.values["company.country"] == "France"
        await to_field(driver, "company.legal_form")
        await driver.type("s")
        await driver.keys("f9")
        assert page.values["company.legal_form"] == "s"
        assert "Étape 3 sur 4" in driver.lines[1]
