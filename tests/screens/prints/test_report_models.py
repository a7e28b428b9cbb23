"""«Éditeur de modèles» and the models of the print window, by keys."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

import pytest

from tests.screens.browsing.test_consultation import fill
from tests.screens.prints.test_prints import choose, command, filters, values
from tests.screens.program import home, morel, played, program, prose, to_field, with_dossier
from tests.services.prints.test_printing import commands
from tuicompta.cli.run import run
from tuicompta.core.report_models.model import OWN_GROUPS, GroupKey, ModelColumn, ReportModel, SortKey
from tuicompta.screens.prints.model_card import ReportModelCard
from tuicompta.screens.prints.prints import PrintsWindow
from tuicompta.screens.prints.report_window import ReportWindow
from tuicompta.services.prints.report_model_files import export_model
from tuicompta.services.prints.report_model_saving import write_model
from tuicompta.services.prints.report_models import ModelUse, default_model, model_rows, read_model, set_default

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

MODEL = ReportModel(
    "Ma balance",
    "balance",
    (ModelColumn("account"), ModelColumn("debit", title="Au débit")),
    filters={"accounts": "6*,7*"},
    title="Balance de {societe}",
)


@pytest.fixture
def books(morel: Path) -> Path:
    """A few entries, and a model of the balance."""

    def prepare(dossier: Dossier) -> None:
        fill(dossier)
        write_model(dossier, None, MODEL)

    with_dossier(morel, prepare)
    return morel


def kept(books: Path) -> list[ReportModel]:
    """Return the models of the dossier."""

    def read(dossier: Dossier) -> list[ReportModel]:
        return [read_model(dossier.database, row.id)[0] for row in model_rows(dossier.database)]

    found: list[ReportModel] = with_dossier(books, read)
    return found


def front(driver: Driven) -> ReportModelCard:
    window = driver.app.frame.windows.front
    assert isinstance(window, ReportModelCard)
    return window


async def tab(driver: Driven, title: str) -> None:
    """Go to a tab of the card."""
    window = front(driver)
    rank = [page.title for page in window.card.schema.tabs].index(title)
    first = window.card.schema.tabs[rank].fields[0].name
    await to_field(driver, first)


@pytest.mark.spec("EDM-01")
@played
async def test_the_editor_lists_the_delivered_models_and_those_of_the_user(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("report_models")
        text = prose(driver)
        assert "Balance (système)" in text
        assert "Grand Livre (système)" in text
        assert "Ma balance" in text
        await driver.keys("ctrl+home", "ctrl+d")
        assert "Un modèle (système) ne se supprime pas" in driver.message
        await driver.keys("enter")
        assert values_of(driver, "name") == "Brouillard de saisie"
        assert driver.app.frame.windows.front.title == "Modèle d'état Brouillard de saisie"  # type: ignore[union-attr]
        await driver.keys("f9")
    assert [model.name for model in kept(books)] == ["Ma balance", "Brouillard de saisie"]


def values_of(driver: Driven, name: str) -> object:
    return front(driver).card.state.values[name]


@pytest.mark.spec("IMP-05", "IMP-06", "EDM-02")
@played
async def test_from_the_print_window_to_the_editor_and_back(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("prints")
        await driver.type("ma bal")
        assert "Modèle de «Balance»" in prose(driver)
        await driver.keys("f8")
        for label in (
            "Imprimer",
            "Affecter un mot-clé",
            "Modèle par défaut des fiches",
            "Modèle par défaut des listes",
        ):
            assert label in driver.text
        await driver.keys("escape")
        await driver.run("modify_model")
        assert values_of(driver, "name") == "Ma balance"
        await to_field(driver, "title")
        await driver.keys("ctrl+a")
        await driver.type("Notre balance")
        await driver.keys("f9")
        assert "Impressions" in prose(driver)
        assert "Notre balance" in prose(driver)
    assert [model.title for model in kept(books)] == ["Notre balance"]


@pytest.mark.spec("IMP-05")
@played
async def test_the_default_models_are_proposed_from_cards_and_from_lists(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("report_models")
        await driver.type("ma bal")
        await driver.run("list_default")
        assert driver.message == "«Ma balance» : modèle par défaut des listes pour l'état «Balance»"
        assert "listes" in prose(driver)
        await driver.run("interactive_balance")
        await driver.keys("ctrl+p")
        assert values(driver)["model"] == "Ma balance"
    assert (
        with_dossier(books, lambda dossier: default_model(dossier.database, "balance", ModelUse.LIST)) == "Ma balance"
    )


@pytest.mark.spec("EDM-04", "EDM-06")
@played
async def test_columns_sort_and_groups_are_changed_then_seen_before_saving(books: Path) -> None:
    async with program(books, size=(120, 40)) as driver:
        await driver.run("report_models")
        await driver.type("ma bal")
        await driver.keys("enter")
        await tab(driver, "Colonnes")
        await driver.keys("insert")
        assert "Colonne du modèle" in prose(driver)
        await choose(driver, "field", "Mouvements cr")
        await driver.keys("f9")
        assert [column.field for column in front(driver).card.state.values["columns"]] == ["credit", "account", "debit"]  # type: ignore[attr-defined]
        await driver.keys("down", "delete")
        await tab(driver, "Tri et groupes")
        await driver.keys("insert")
        await driver.keys("f9")
        await driver.keys("alt+v")
        window = driver.app.frame.windows.front
        assert isinstance(window, ReportWindow)
        assert [column.key for column in window.shown_report.report.columns] == ["credit", "debit"]
        assert "Balance de MOREL SARL" in prose(driver)
        await driver.keys("escape")
        assert front(driver).card.modified
    assert [column.field for column in kept(books)[0].columns] == ["account", "debit"]


@pytest.mark.spec("EDM-05")
@played
async def test_a_double_field_no_column_and_a_page_too_narrow(books: Path) -> None:
    async with program(books, size=(120, 40)) as driver:
        await driver.run("report_models")
        await driver.type("ma bal")
        await driver.keys("enter")
        card = front(driver)
        await tab(driver, "Colonnes")
        await driver.keys("ctrl+c", "ctrl+v")
        await driver.keys("f9")
        assert "Le champ «Compte» est deux fois dans les colonnes" in prose(driver)
        await driver.keys("enter", "delete", "delete", "delete", "f9")
        assert "Un modèle a au moins une colonne" in prose(driver)
        await driver.keys("enter")
        wide = tuple(ModelColumn(field, width=60) for field in ("account", "title", "debit", "credit"))
        card.card.give({"columns": wide})
        card._changed()
        await driver.settle()
        assert "243 sur 194 caractères : 49 de trop" in prose(driver)
        await driver.keys("ctrl+s")
        assert driver.message == "Enregistré. Les colonnes dépassent la page de 49 caractères"
    assert len(kept(books)[0].columns) == 4


@pytest.mark.spec("EDM-07")
@played
async def test_a_model_is_written_and_read_a_known_name_asks(books: Path, tmp_path: Path) -> None:
    path = tmp_path / "modele.json"
    async with program(books, size=(120, 40)) as driver:
        await driver.run("report_models")
        await driver.type("ma bal")
        await driver.run("export_model")
        await driver.keys("ctrl+a")
        await driver.type(str(path))
        await driver.keys("f9")
        assert json.loads(path.read_text(encoding="utf-8"))["name"] == "Ma balance"
        for answer, names in (("left", ["Ma balance"]), ("", ["Ma balance", "Ma balance 2"])):
            await driver.run("import_model")
            await driver.keys("ctrl+a")
            await driver.type(str(path))
            await driver.keys("f9")
            assert "Un modèle «Ma balance» existe déjà." in prose(driver)
            await driver.keys(*([answer] if answer else []), "enter")
            assert [model.name for model in kept(books)] == names
        export_model(ReportModel("Autre", "bilan-2030", (ModelColumn("x"),)), path, force=True)
        await driver.run("import_model")
        await driver.keys("ctrl+a")
        await driver.type(str(path))
        await driver.keys("f9")
        assert "État inconnu : «bilan-2030»" in prose(driver)


@pytest.mark.spec("EDM-04", "IMP-12")
@played
async def test_the_page_proposes_the_filters_of_a_model_and_its_command_gives_the_same(books: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "balance")
        await to_field(driver, "model")
        await driver.type("ma")
        await driver.keys("tab")
        assert values(driver)["accounts"] == "6*,7*"
        assert command(driver).endswith("--report balance --model 'Ma balance' --year 2026")
        await driver.keys("f9")
        window = driver.app.frame.windows.front
        assert isinstance(window, ReportWindow)
        shown = [row.values for row in window.shown_report.report.rows()]
        await driver.keys("escape")
        await to_field(driver, "accounts")
        await driver.keys("ctrl+a", "delete", "tab")
        assert command(driver).endswith("--model 'Ma balance' --year 2026 --option filtres-usuels")
        line = command(driver)
    assert shown
    assert len(shown[0]) == 2
    words = shlex.split(line)
    assert words[0] == "tuicompta"
    assert run([*words[1:], "--output", str(books.parent / "b.csv"), "--format", "csv"]) == 0
    written = (books.parent / "b.csv").read_text(encoding="utf-8-sig").splitlines()
    assert written[0] == "Compte;Au débit"
    assert any(line.startswith("411") for line in written)


@pytest.mark.spec("FIC-08")
@played
async def test_what_is_printed_or_written_shows_its_model_and_its_target(
    books: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    async with program(books) as driver:
        await filters(driver, "balance")
        await driver.keys("ctrl+p")
        assert "Modèle Balance (système)" in prose(driver)
        assert "Imprimante * Atelier_A4" in prose(driver)
        await driver.keys("escape", "alt+e")
        assert "Modèle Balance (système)" in prose(driver)
        assert "Format * Texte" in prose(driver)
        await driver.keys("escape")
        await to_field(driver, "model")
        await driver.type("ma")
        await driver.keys("tab", "f9", "ctrl+p")
        assert "Modèle Ma balance" in prose(driver)
        await driver.keys("escape", "alt+e")
        assert "Modèle Ma balance" in prose(driver)


@pytest.mark.spec("IMP-05")
@played
async def test_a_model_of_the_print_window_opens_its_filters_and_its_key_words(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("prints")
        await driver.type("ma bal")
        await driver.keys("enter")
        assert (values(driver)["model"], values(driver)["accounts"]) == ("Ma balance", "6*,7*")
        await driver.keys("alt+r")
        assert (values(driver)["model"], values(driver)["accounts"]) == ("Ma balance", "6*,7*")
        await driver.keys("escape")
        await driver.run("assign_keyword")
        await driver.type("Contrôle")
        await driver.keys("f9")
        window = driver.app.frame.windows.front
        assert isinstance(window, PrintsWindow)
        (word,) = (place for place, entry in enumerate(window._categories) if entry.label == "Contrôle")
        await driver.keys("escape")
        window._chosen(word)
        await driver.settle()
        assert [row.values[0] for row in window._rows()] == ["Ma balance"]


@pytest.mark.attack
@played
async def test_hostile_names_and_texts_never_reach_the_terminal(books: Path) -> None:
    name = "Ma\x1b]52;c;eA==\x07 [red]balance[/red] \u202e"
    hostile = ReportModel(
        name,
        "balance",
        (ModelColumn("account", title="[bold]C\x1b[2J"), ModelColumn("debit")),
        head="\x1b[31m{societe}[/b]\x9b" * 8,
        groups=(GroupKey(OWN_GROUPS),),
        sorts=(SortKey("debit"),),
    )
    with_dossier(books, lambda dossier: write_model(dossier, None, hostile))
    async with program(books) as driver:
        for screen in ("report_models", "prints"):
            await driver.run(screen)
            await driver.type("[red]")
            assert "[red]balance[/red]" in driver.text
            assert all(line.isprintable() for line in driver.lines)
        await driver.keys("enter", "f9")
        assert "[bold]C" in driver.text
        assert all(line.isprintable() for line in driver.lines)


@played
async def test_a_model_deleted_meanwhile_is_no_more_proposed(books: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "balance")
        await to_field(driver, "model")
        await driver.type("ma")
        await driver.keys("tab", "f9", "escape", "escape")
        await driver.run("report_models")
        await driver.type("ma bal")
        await driver.keys("ctrl+d", "left", "enter")
        assert kept(books) == []
        await filters(driver, "balance")
        assert values(driver)["model"] == "(système)"
        assert "filtres" not in command(driver)


def test_defaults_of_another_report_are_not_touched(books: Path) -> None:
    def check(dossier: Dossier) -> None:
        (row,) = model_rows(dossier.database)
        set_default(dossier, "balance", ModelUse.CARD, row.id)
        assert default_model(dossier.database, "journal", ModelUse.CARD) is None

    with_dossier(books, check)
