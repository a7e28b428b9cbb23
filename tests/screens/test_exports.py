"""Any list written to a file, and printed as it is shown."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from tests.reports.pdf_reader import read_pages
from tests.screens.program import home, morel, played, program
from tests.screens.test_views import choose, front, go_to

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven

__all__ = ["home", "morel"]
PDF = "PDF (pages à imprimer)"
CSV, TXT, HTML, JSON = "CSV (tableur, texte séparé par ;)", "TXT (colonnes alignées)", "HTML (page web)", "JSON"


async def export(driver: Driven, action: str, form: str, path: object) -> None:
    """Run an export of the list in front to a file."""
    await driver.run(action)
    await choose(driver, form)
    await driver.type(str(path))
    await driver.keys("f9")


def table(path: Path) -> list[list[str]]:
    """The rows of a CSV file."""
    return list(csv.reader(StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.spec("XPL-03")
@played
async def test_the_selection_is_the_ticked_rows_in_the_columns_of_the_view(morel: Path, tmp_path: Path) -> None:
    path = tmp_path / "choix.csv"
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.keys("down", "space", "down", "space")
        await export(driver, "export_selection", CSV, path)
        assert driver.message.startswith("2 lignes dans ")
        assert [row[0] for row in table(path)] == ["Code", "BP", "OD"]
        assert len(table(path)[0]) == len(front(driver).list.grid.columns_shown)


@pytest.mark.spec("XPL-04")
@played
async def test_all_is_every_record_and_every_column_whatever_is_shown(morel: Path, tmp_path: Path) -> None:
    path = tmp_path / "tout.csv"
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.run("edit_view")
        await go_to(driver, "Description")
        await driver.keys("ctrl+d", "ctrl+w")
        await driver.type("banque")
        await export(driver, "export_all", CSV, path)
    heading, *rows = table(path)
    assert "Description" in heading
    assert [row[0] for row in rows] == ["AC", "BP", "CA", "OD", "VE"]


@pytest.mark.spec("XPL-05")
@played
async def test_the_view_is_what_is_shown_in_its_order(morel: Path, tmp_path: Path) -> None:
    path = tmp_path / "vue.csv"
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.run("edit_view")
        await go_to(driver, "Type")
        await driver.keys("ctrl+up", "ctrl+w", "up", "enter", "enter", "down")
        await driver.type("tr")
        await export(driver, "export_view", CSV, path)
        shown = [row.values[0] for row in front(driver).list.grid.source.first(10)]
    heading, *rows = table(path)
    assert heading[:2] == ["Type", "Code"]
    assert [row[1] for row in rows] == shown
    assert shown == ["CA", "BP"]


@pytest.mark.spec("XPL-05")
@played
async def test_groups_and_totals_are_for_the_eyes_rows_for_programs(morel: Path, tmp_path: Path) -> None:
    async with program(morel) as driver:
        await driver.run("chart_of_accounts")
        await driver.type("capital")
        await driver.keys("end", *["left"] * 4)
        await driver.run("group_column")
        found = front(driver).list.grid.shown_count
        headings = [str(row.values[0]) for row in front(driver).list.grid.source.first(10)]
        await export(driver, "export_view", TXT, tmp_path / "vue.txt")
        await export(driver, "export_view", HTML, tmp_path / "vue.html")
        await export(driver, "export_view", JSON, tmp_path / "vue.json")
        await export(driver, "export_view", PDF, tmp_path / "vue.pdf")
    text, page = (tmp_path / "vue.txt").read_text("utf-8"), (tmp_path / "vue.html").read_text("utf-8")
    assert "Recherche : capital" in text
    assert len(headings) == 2
    assert all(line in text for line in headings)
    assert "Total" in text.splitlines()[-1]
    assert all(line in page for line in headings)
    assert "<tfoot>" in page
    (printed,) = read_pages((tmp_path / "vue.pdf").read_bytes())
    assert [printed.lines(line)[0].bold for line in headings] == [True, True]
    assert "Recherche : capital" in [line.text for line in printed.frame]
    assert len(json.loads((tmp_path / "vue.json").read_text("utf-8"))["rows"]) == found


@pytest.mark.spec("XPL-02")
@played
async def test_the_file_proposed_is_in_the_folder_of_exports_and_its_extension_follows(morel: Path, home: Path) -> None:
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.run("export_view")
        await choose(driver, JSON)
        await driver.keys("f9")
        assert "ligne" in driver.message
        await export(driver, "export_view", CSV, home / "exports" / "autre.json")
    files = sorted(path.name for path in (home / "exports").iterdir())
    assert files[0] == "autre.csv"
    assert files[1].startswith("plan-de-journaux_20")
    assert files[1].endswith(".json")


@pytest.mark.spec("XPL-02", "FLD-16", "UINV-07")
@played
async def test_a_file_is_replaced_only_on_yes(morel: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("avant")
    async with program(morel) as driver:
        await driver.run("journals")
        await export(driver, "export_view", CSV, path)
        assert "Remplacer le fichier ?" in driver.text
        await driver.keys("enter")
        assert path.read_text() == "avant"
        await driver.keys("f9", "o")
        assert table(path)[1][0] == "AC"


@pytest.mark.spec("LST-10")
@played
async def test_the_list_is_printed_as_shown_and_kept(morel: Path, tmp_path: Path) -> None:
    path = tmp_path / "liste.txt"
    async with program(morel) as driver:
        await driver.run("journals")
        await driver.keys("up", "enter", "enter", "down")
        await driver.type("o")
        await driver.run("print_list")
        assert "Plan de journaux" in driver.lines[1]
        assert "Recherche : o" in driver.text
        for file in (path, path.with_suffix("")):
            await driver.keys("f9")
            await driver.type(str(file))
            await driver.keys("f9")
            assert driver.message.startswith("Liste imprimée dans ")
        await driver.keys("escape")
        shown = [str(row.values[0]) for row in front(driver).list.grid.source.first(10)]
    lines = path.read_text("utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("Code"))
    assert [line.split()[0] for line in lines[start + 2 :]] == shown == sorted(shown, reverse=True)
    (printed,) = read_pages(path.with_suffix(".pdf").read_bytes())
    assert [line.cells[0].text for line in printed.details] == shown
    assert any(line.startswith("Édité le ") and line.endswith(" par ADM") for line in lines)
