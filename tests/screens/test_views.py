"""Views of lists on screen: changed, kept, chosen, edited, shared, written to files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.screens.program import home, morel, played, program, rows, value, with_dossier
from tuicompta.screens.frame.dossier_session import DossierSession
from tuicompta.screens.lists.list_window import ListWindow
from tuicompta.services.dossiers.dossier import open_dossier
from tuicompta.services.lists.views import create_view, set_default_view, views_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

BAND = "Vue modifiée – Ctrl+S pour l'enregistrer"
__all__ = ["home", "morel"]


def front(driver: Driven) -> ListWindow:
    window = driver.app.frame.windows.front
    assert isinstance(window, ListWindow)
    return window


def titles(driver: Driven) -> list[str]:
    """The titles of the columns of the list in front, from left to right."""
    return [column.title for column in front(driver).list.grid.columns_shown]


def contents(driver: Driven) -> list[tuple[object, ...]]:
    """The elements of the editor in front."""
    return [row.values[:2] for row in front(driver).list.grid.source.first(100)]


async def choose(driver: Driven, label: str) -> None:
    """Press the letter of an entry of the menu that is open."""
    popup = driver.app.frame.dialogs.top
    labels = [item.label for item in popup.items]  # type: ignore[union-attr]
    await driver.keys(popup.letters[labels.index(label)].lower())  # type: ignore[union-attr]


async def go_to(driver: Driven, text: str) -> None:
    """Put the cursor on the element of the editor whose content is a text."""
    grid = front(driver).list.grid
    grid.go_to(next(row.key for row in grid.source.first(100) if str(row.values[1]).strip() == text))
    await driver.settle()


async def sorted_by_type(driver: Driven) -> None:
    """Open the journals and sort them by type."""
    await driver.run("journals")
    await driver.keys("up", "right", "enter", "down")


@pytest.mark.spec("VUE-03", "VUE-04")
@played
async def test_a_change_of_a_system_view_is_kept_in_a_copy(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journals")
        assert BAND not in driver.text
        await driver.keys("up", "right", "enter", "down")
        assert driver.lines[1].endswith(BAND)
        await driver.keys("ctrl+s")
        assert driver.message == "Vue «Standard» enregistrée"
        assert BAND not in driver.text
        assert "Plan de journaux · Standard" in driver.lines[1]
        await driver.keys("up", "right", "enter", "down", "ctrl+s")
    [(name, layout)] = rows(morel, "SELECT name, layout FROM view")
    assert name == "Standard"
    assert json.loads(layout)["sorts"] == [{"column": "description", "descending": False}]


@pytest.mark.spec("VUE-04")
@played
async def test_the_name_of_a_copy_is_followed_by_a_number_when_taken(morel: Path) -> None:
    with_dossier(morel, lambda dossier: create_view(dossier, "journals", "Standard", {}))
    async with program(morel) as driver:
        await sorted_by_type(driver)
        await driver.keys("ctrl+s")
        assert driver.message == "Vue «Standard 2» enregistrée"


@pytest.mark.spec("VUE-03")
@played
async def test_a_change_that_is_not_kept_lasts_until_the_list_is_closed(morel: Path) -> None:
    async with program(morel) as driver:
        await sorted_by_type(driver)
        await driver.keys("escape")
        await driver.run("journals")
        assert BAND not in driver.text
        assert "▲" not in driver.lines[2]
    assert value(morel, "SELECT count(*) FROM view") == 0


@pytest.mark.spec("VUE-03")
@played
async def test_the_band_stays_while_something_is_searched(morel: Path) -> None:
    async with program(morel) as driver:
        await sorted_by_type(driver)
        await driver.type("ban")
        assert driver.lines[1].startswith(f" C│ {BAND}") or f" {BAND} " in driver.lines[1]
        assert driver.lines[1].endswith("Recherche : ban")
        await driver.keys("escape")
        assert driver.lines[1].endswith(BAND)


@played
async def test_without_a_change_there_is_nothing_to_save(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.keys("ctrl+s")
        assert driver.message == "La vue n'est pas modifiée"


@pytest.mark.spec("VUE-05")
@played
async def test_a_list_opens_on_the_default_view_of_the_user(morel: Path) -> None:
    def prepare(dossier: Dossier) -> None:
        layout = {
            "columns": [{"column": "code"}, {"column": "type"}],
            "sorts": [{"column": "type", "descending": True}],
        }
        set_default_view(dossier, "journals", create_view(dossier, "journals", "Par type", layout).id)

    with_dossier(morel, prepare)
    async with program(morel) as driver:
        await driver.run("journals")
        assert titles(driver) == ["Code", "Type"]
        assert "Plan de journaux · Par type" in driver.lines[1]
        assert "Type ▼" in driver.lines[2]
        await driver.run("change_view")
        await choose(driver, "Standard (système)")
        assert "Description" in driver.lines[2]


@played
async def test_a_view_that_cannot_be_read_gives_way_to_the_own_one_with_a_message(morel: Path) -> None:
    def prepare(dossier: Dossier) -> None:
        set_default_view(dossier, "journals", create_view(dossier, "journals", "Vieille", {"groups": ["gone"]}).id)

    with_dossier(morel, prepare)
    async with program(morel) as driver:
        await driver.run("journals")
        assert driver.message == "La vue nomme une colonne que cette liste n'a pas : «gone»."
        assert titles(driver)[:2] == ["Code", "Type"]


@pytest.mark.spec("VUE-07", "VUE-10")
@played
async def test_columns_are_removed_added_moved_titled_and_sized(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.run("edit_view")
        await go_to(driver, "Numérotation")
        await driver.keys("ctrl+d")
        await go_to(driver, "Type")
        await driver.keys("ctrl+down", "enter")
        await driver.type("Genre")
        await driver.keys("tab")
        await driver.type("12")
        await driver.keys("f9")
        assert BAND in driver.lines[1]
        await driver.run("add_column")
        await driver.keys("enter")
        await driver.keys("ctrl+w")
        assert titles(driver)[:4] == ["Code", "Description", "Genre", "Contrepartie"]
        assert titles(driver)[-1] == "Numérotation"
        grid = front(driver).list.grid
        assert grid.layout_of_columns.own_widths["type"] == 12


@pytest.mark.spec("VUE-07")
@played
async def test_a_mandatory_column_stays(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.run("edit_view")
        await go_to(driver, "Code")
        await driver.keys("ctrl+d")
        assert "La colonne «Code» reste dans toutes les vues de cette liste." in " ".join(driver.text.split())
        await driver.keys("enter", "ctrl+w")
        assert titles(driver)[0] == "Code"


@pytest.mark.spec("VUE-12", "VUE-10")
@played
async def test_a_column_is_summed_up_otherwise_then_no_more(morel: Path) -> None:
    detailed = value(morel, "SELECT count(*) FROM account WHERE type = 'D'")
    async with program(morel) as driver:
        await driver.run("chart_of_accounts")
        await driver.run("edit_view")
        await go_to(driver, "Débit : Total")
        await driver.keys("enter")
        await choose(driver, "Nombre")
        assert ("Somme", "Débit : Nombre") in contents(driver)
        await go_to(driver, "Crédit : Total")
        await driver.keys("ctrl+d", "ctrl+w")
        list_window = front(driver)
        total = next(line for line in driver.lines if "│Total" in line)
        assert f"nb {detailed}" in total
        assert set(list_window.list.grid.sums) == {"debit", "balance"}


@pytest.mark.spec("VUE-08", "VUE-10")
@played
async def test_conditions_are_added_in_groups_and_removed(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journals")
        everything = front(driver).list.grid.all_count
        await driver.run("edit_view")
        await condition(driver, "Type", "commence par", "Tr")
        assert contents(driver)[-2:] == [
            ("Conditions", "Toutes ces conditions (Et)"),
            ("Condition", "  Type commence par Tr"),
        ]
        await driver.run("add_group_of_conditions")
        await driver.keys("f9")
        await fill_condition(driver, "Code", "égal", "AC")
        await go_to(driver, "Toutes ces conditions (Et)")
        await driver.keys("enter", "a", "f9")
        assert contents(driver)[-4][1] == "Au moins une de ces conditions (Ou)"
        await driver.keys("ctrl+w")
        codes = [row.values[0] for row in front(driver).list.grid.source.first(100)]
        assert "AC" in codes
        assert len(codes) > 1
        assert f"(sur {everything})" in driver.text
        await driver.run("edit_view")
        await go_to(driver, "Au moins une de ces conditions (Ou)")
        await driver.keys("ctrl+d", "ctrl+w")
        assert "(sur" not in driver.text


async def condition(driver: Driven, column: str, operator: str, operand: str) -> None:
    """Add a condition in the editor."""
    await driver.run("add_condition")
    await fill_condition(driver, column, operator, operand)


async def fill_condition(driver: Driven, column: str, operator: str, operand: str) -> None:
    """Choose a column, then fill its condition."""
    await driver.type(column)
    await driver.keys("enter")
    await driver.type(operator)
    await driver.keys("tab")
    await driver.type(operand)
    await driver.keys("f9")


@pytest.mark.spec("VUE-10", "FLT-05")
@played
async def test_the_filters_of_a_view_are_kept_with_it_and_removed_in_its_editor(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.keys("right")
        await driver.run("filter_value")
        await driver.keys("ctrl+s", "escape")
        await driver.run("journals")
        assert "Filtré" not in driver.text
        await driver.run("change_view")
        await choose(driver, "Standard")
        assert "Filtré" in driver.text
        await driver.run("edit_view")
        assert contents(driver)[-1] == ("Filtre", "Type égal Achats")
        await go_to(driver, "Type égal Achats")
        await driver.keys("ctrl+d", "ctrl+w")
        assert "Filtré" not in driver.text


@pytest.mark.spec("VUE-09", "VUE-10")
@played
async def test_a_detail_unfolds_under_its_row_and_counts_for_nothing(morel: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journal_months")
        before = front(driver).counter
        await driver.run("edit_view")
        await driver.run("add_detail")
        await choose(driver, "Écritures")
        await driver.keys("ctrl+w")
        assert driver.lines[3].endswith("Li…") is False
        assert "+ AC" in driver.text
        await driver.keys("right")
        assert "- AC" in driver.text
        assert "Aucune ligne" in driver.text
        assert front(driver).counter == before
        await driver.keys("left")
        assert "+ AC" in driver.text
        await driver.run("edit_view")
        await go_to(driver, "Écritures")
        await driver.keys("ctrl+d", "ctrl+w")
        assert "+ AC" not in driver.text


@pytest.mark.spec("VUE-01", "VUE-02")
@played
async def test_the_editor_of_views_creates_duplicates_renames_and_deletes(morel: Path) -> None:
    async with program(morel) as driver:
        await sorted_by_type(driver)
        await driver.run("views")
        await driver.keys("ctrl+n")
        await driver.type("Par type")
        await driver.keys("f9")
        assert names(morel) == ["Par type"]
        await driver.keys("ctrl+r", "f9")
        assert names(morel) == ["Par type", "Par type 2"]
        await driver.run("rename_view")
        await driver.type("Autre")
        await driver.keys("f9", "ctrl+d", "o")
        assert names(morel) == ["Par type"]
        await driver.keys("ctrl+home")
        for action in ("rename_view", "delete", "share_view"):
            await driver.run(action)
            assert driver.message == "Une vue système ne se change pas : dupliquez-la"
        await driver.keys("ctrl+r")
        assert "Standard" in driver.text
        await driver.keys("f9")
        assert names(morel) == ["Par type", "Standard"]


@pytest.mark.spec("VUE-05", "VUE-13")
@played
async def test_a_view_is_made_private_and_the_default_one(morel: Path) -> None:
    view = with_dossier(morel, lambda dossier: create_view(dossier, "journals", "Par type", {"groups": ["type"]}))
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.run("views")
        await driver.keys("ctrl+end")
        await driver.run("share_view")
        await driver.run("default_view")
        assert "Privée" in driver.text
        await driver.keys("f9")
        assert "Plan de journaux · Par type · par Type" in driver.lines[1]
    assert value(morel, "SELECT private FROM view WHERE id = ?", view.id) == 1
    async with program(morel) as driver:
        await driver.run("journals")
        assert "Plan de journaux · Par type · par Type" in driver.lines[1]


@pytest.mark.spec("VUE-11")
@played
async def test_a_view_goes_through_a_file(morel: Path, tmp_path: Path) -> None:
    with_dossier(morel, lambda dossier: create_view(dossier, "journals", "Par type", {"groups": ["type"]}))
    path = tmp_path / "vue.json"
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.run("views")
        await driver.keys("ctrl+end")
        await driver.run("write_view")
        await driver.type(str(path))
        await driver.keys("f9")
        assert driver.message == f"Vue «Par type» écrite dans {path}"[: len(driver.message)]
        await driver.run("read_view")
        await driver.type(str(path))
        await driver.keys("f9")
        assert names(morel) == ["Par type", "Par type 2"]
        path.write_text(path.read_text().replace('"type"', '"colour"'))
        await driver.run("read_view")
        await driver.type(str(path))
        await driver.keys("f9")
        assert "«colour»" in driver.text
        await driver.keys("enter")
    assert names(morel) == ["Par type", "Par type 2"]


@pytest.mark.spec("DOSO-09")
@played
async def test_a_dossier_open_for_consultation_shows_views_and_keeps_none(morel: Path) -> None:
    with_dossier(morel, lambda dossier: create_view(dossier, "journals", "Par type", {"groups": ["type"]}))
    async with program() as driver:
        driver.app.frame.attach(DossierSession(open_dossier(morel, readonly=True)))
        await driver.run("journals")
        await driver.run("change_view")
        await choose(driver, "Par type")
        await driver.keys("up", "enter")
        assert BAND not in driver.text
        await driver.keys("ctrl+s")
        assert driver.message == "Lecture seule"


def names(path: Path) -> list[str]:
    """The names of the views of the journals."""
    found: list[str] = with_dossier(path, lambda dossier: [view.name for view in views_of(dossier, "journals")])
    return found
