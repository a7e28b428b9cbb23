"""«Impressions»: filters, on-screen report, export, by keys."""

from __future__ import annotations

import shlex
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.reports.pdf_reader import read_pages
from tests.screens.browsing.test_consultation import fill
from tests.screens.program import home, morel, played, program, prose, to_field, with_dossier
from tests.services.entries_kit import entry, line
from tests.services.prints.test_printing import commands
from tuicompta.cli.run import run
from tuicompta.core.enums import EntryOrigin
from tuicompta.reports.catalogue import SPECS
from tuicompta.screens.prints.report_fields import ReportFields
from tuicompta.screens.prints.report_filters import ReportFiltersWindow
from tuicompta.screens.prints.report_words import ABOUT
from tuicompta.services.entries.save import save_entries
from tuicompta.services.fiscal_years.fiscal_years import create_fiscal_year

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.drive import Driven
    from tuicompta.services.dossiers.dossier import Dossier

__all__ = ["home", "morel"]

RANKS = {spec.name: rank for rank, spec in enumerate(SPECS)}


@pytest.fixture
def books(morel: Path) -> Path:
    """A few sales, a payment, a purchase, a simulated entry."""
    with_dossier(morel, fill)
    return morel


async def filters(driver: Driven, report: str) -> None:
    """Open the filter page of a report from the print window."""
    await driver.run("prints")
    await driver.keys("ctrl+home", *["down"] * RANKS[report], "enter")


async def put(driver: Driven, field: str, text: str) -> None:
    """Type another value in a field of the page."""
    await to_field(driver, field)
    await driver.keys("ctrl+a", "delete")
    await driver.type(text)
    await driver.keys("tab")


async def choose(driver: Driven, field: str, start: str) -> None:
    """Choose a value by its first letters."""
    await to_field(driver, field)
    await driver.type(start)
    await driver.keys("tab")


def values(driver: Driven) -> dict[str, Any]:
    window = driver.app.frame.windows.front
    assert isinstance(window, ReportFiltersWindow)
    return window.card.state.values


def command(driver: Driven) -> str:
    window = driver.app.frame.windows.front
    assert isinstance(window, ReportFiltersWindow)
    assert "".join(window.command.split()) in "".join(prose(driver).split())
    return window.command


def test_every_report_says_what_it_shows() -> None:
    assert set(ABOUT) == set(RANKS)


@pytest.mark.spec("IMP-08", "IMP-10", "ETSO-02")
@played
async def test_from_the_list_to_the_report_and_back(books: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "grand-livre")
        assert "Filtres Présentation" in prose(driver)
        await driver.keys("f9")
        text = prose(driver)
        assert "Grand Livre Édité le" in text
        assert "MOREL SARL Exercice du 01/01/2026 au 31/12/2026" in text
        assert "Écritures non validées et validées · Comptes mouvementés Provisoire" in text
        assert "411MAR – Martin SA" in text
        assert "1 200,00 D" in text
        await driver.keys("ctrl+end")
        assert "Total général" in driver.text
        assert "Solde" in driver.lines[5]
        await driver.keys("escape")
        assert driver.app.frame.windows.front.title == "Filtres – Grand Livre"  # type: ignore[union-attr]


@pytest.mark.spec("IMP-08", "ETFI-01")
@played
async def test_a_month_gives_its_dates_and_other_dates_forget_it(books: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "balance")
        await choose(driver, "month", "mars")
        assert (values(driver)["start"], values(driver)["end"]) == (date(2026, 3, 1), date(2026, 3, 31))
        assert command(driver).endswith("--report balance --year 2026 --period 2026-03")
        await put(driver, "end", "15/04/2026")
        assert values(driver)["month"] is None
        assert command(driver).endswith("--year 2026 --from 2026-03-01 --to 2026-04-15")
        await driver.keys("f9")
        assert "Période du 01/03/2026 au 15/04/2026 · Écritures" in prose(driver)


@pytest.mark.spec("IMP-08")
@played
async def test_filters_stay_while_the_dossier_is_open(books: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "balance")
        await choose(driver, "natures", "clients")
        await driver.keys("f9", "escape", "escape")
        await filters(driver, "balance")
        assert values(driver)["natures"] == "clients"
        await driver.keys("alt+r")
        assert values(driver)["natures"] == "tous"
    async with program(books) as driver:
        await filters(driver, "balance")
        assert values(driver)["natures"] == "tous"


@pytest.mark.spec("ETFI-01", "ETFI-02", "ETFI-03", "KEY-06")
@played
async def test_what_is_wrong_is_said_where_it_is(books: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "balance")
        await put(driver, "accounts", "999999")
        assert "Compte inconnu : «999999»" in driver.message
        await driver.keys("escape")
        assert values(driver)["accounts"] == ""
        assert "--accounts" not in prose(driver)
        await put(driver, "start", "01/01/2027")
        await driver.keys("f9")
        assert driver.message == "La fin est avant le début"
        await put(driver, "end", "31/01/2027")
        await driver.keys("f9")
        assert "L'exercice va du 01/01/2026 au 31/12/2026" in driver.message
        await driver.keys("alt+r")
        for status in ("UNVALIDATED", "VALIDATED"):
            await to_field(driver, status)
            await driver.keys("space")
        await driver.keys("f9")
        assert "Cochez au moins un statut" in driver.message


@pytest.mark.spec("ETFI-03", "ETFI-04")
@played
async def test_ticks_and_lettering_reach_the_report(books: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "grand-livre")
        await to_field(driver, "SIMULATED")
        await driver.keys("space")
        await choose(driver, "lettering", "non")
        assert command(driver).endswith("--status nv,v,s --lettering open")
        await driver.keys("f9")
        text = prose(driver)
        assert "Lignes non lettrées au 31/12/2026 · Solde des seules lignes imprimées Provisoire · Avec sim" in text
        assert "2 400,00 D" in text
        assert "Virement Martin" not in text


@pytest.mark.spec("ETFI-02")
@played
async def test_journals_are_picked_in_a_list(books: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "journal")
        await to_field(driver, "journals")
        await driver.keys("f4")
        assert "Journaux" in driver.text
        await driver.keys("down", "space", "space", "f9")
        assert values(driver)["journals"] == "BP,CA"
        assert command(driver).endswith("--journals BP,CA")


@pytest.mark.spec("ETFI-01", "ETCL-04")
@played
async def test_a_ledger_crosses_fiscal_years(books: Path) -> None:
    with_dossier(books, lambda dossier: create_fiscal_year(dossier.database, date(2027, 1, 1), date(2027, 12, 31)))
    async with program(books) as driver:
        await filters(driver, "grand-livre")
        await put(driver, "end", "28/02/2027")
        await driver.keys("f9")
        assert "Période du 01/01/2026 au 28/02/2027" in prose(driver)
        await driver.keys("escape")
        await choose(driver, "year", "2027")
        assert (values(driver)["start"], values(driver)["end"]) == (date(2027, 1, 1), date(2027, 12, 31))
        assert command(driver).endswith("--year 2027")


@pytest.mark.spec("IMP-10")
@played
async def test_enter_opens_what_a_line_is_made_of(books: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "grand-livre")
        await put(driver, "accounts", "411MAR")
        await driver.keys("f9")
        await driver.keys("enter")
        assert driver.app.frame.windows.front.title == "Consultation/Lettrage 411MAR"  # type: ignore[union-attr]
        await driver.keys("escape", "down", "down", "down", "enter")
        front = driver.app.frame.windows.front
        assert front is not None
        assert front.title == "Journal BP – mars 2026"
        assert front.machine.current_line.account == "411MAR"  # type: ignore[attr-defined]
        await driver.keys("escape", "ctrl+end", "enter")
        assert driver.message == "Cette ligne n'ouvre rien"


@pytest.mark.spec("IMP-10")
@played
async def test_enter_on_a_due_date_opens_its_schedule(books: Path) -> None:
    async with program(books) as driver:
        await driver.app.frame.open("report_filters", report="echeancier")
        await driver.settle()
        await driver.keys("f9")
        await driver.keys("down", "enter")
        for words in ("Échéances", "411MAR – Martin SA", "17/02/2026 : 2 400,00"):
            assert words in driver.text
        await driver.keys("f9")
        assert driver.message == "Échéancier enregistré"
        assert driver.app.frame.windows.front.title == "Échéancier"  # type: ignore[union-attr]


@pytest.mark.spec("IMP-10", "KEY-23")
@played
async def test_search_finds_texts_and_amounts_and_begins_again(books: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "grand-livre")
        await driver.keys("f9", "ctrl+f")
        await driver.type("virement martin")
        await driver.keys("f9")
        view = driver.app.frame.windows.front.view  # type: ignore[union-attr]
        assert "Virement Martin" in view.current.values
        found = view.line
        await driver.keys("f3")
        assert view.line == found
        await driver.keys("ctrl+home", "ctrl+f")
        await driver.keys("ctrl+a", "delete")
        await driver.type("2400")
        await driver.keys("f9")
        assert 240_000 in view.current.values
        await driver.keys("ctrl+f", "ctrl+a", "delete")
        await driver.type("introuvable")
        await driver.keys("f9")
        assert "«introuvable» ne se trouve pas" in driver.message


@pytest.mark.spec("IMP-10", "ETSO-03")
@played
async def test_columns_scroll_and_amounts_are_never_cut(books: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "balance-mensuelle")
        await driver.keys("f9")
        assert "février" in driver.text
        assert "Total   " not in driver.lines[6]
        await driver.keys("end")
        assert driver.lines[6].endswith("Total")
        assert driver.lines[6].startswith("  │<Compte") or "<Compte" in driver.lines[6]
        assert "Total classe 7 Comptes de pro…" in driver.text
        assert "…" not in "".join(text[40:] for text in driver.lines[7:22])
        await driver.keys("ctrl+end", "up", "up", "up", "up")
        assert "Total classe 7 Comptes de produits" in driver.lines[21]
        await driver.keys("home")
        assert "Intitulé" in driver.text
        await driver.resize(120, 40)
        assert "Total général" in driver.text


@pytest.mark.spec("IMP-08", "IMP-10", "ETSO-11")
@played
async def test_export_writes_what_the_command_shown_writes(books: Path, home: Path, tmp_path: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "grand-livre")
        await choose(driver, "month", "mars")
        shown = command(driver)
        await driver.keys("f9", "alt+e")
        assert "grand-livre_Morel_20260331" in driver.text
        await driver.type("c")
        await driver.keys("f9")
        written = home / "exports" / "grand-livre_Morel_20260331.csv"
        assert driver.message.startswith("Fichier écrit")
        first = written.read_bytes()
        assert first.startswith("\ufeffCompte;".encode())
        await driver.keys("alt+e")
        await driver.type("c")
        await driver.keys("f9")
        assert "Remplacer ce fichier ?" in driver.text
        await driver.keys("enter")
        assert written.read_bytes() == first
        await driver.keys("escape", "alt+e")
        await driver.type("j")
        await driver.keys("f9")
        assert (home / "exports" / "grand-livre_Morel_20260331.json").is_file()
    target = tmp_path / "by_command.csv"
    assert run([*shlex.split(shown)[1:], "--format", "csv", "--output", str(target)]) == 0
    assert target.read_bytes() == first


@pytest.mark.spec("IMP-08", "ETSO-01")
@played
async def test_a_shown_report_is_written_as_pdf_and_workbook(books: Path, home: Path, tmp_path: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "grand-livre")
        await choose(driver, "month", "mars")
        shown = command(driver)
        await driver.keys("f9")
        for first in ("p", "x"):
            await driver.keys("alt+e")
            await driver.type(first)
            await driver.keys("f9")
            assert driver.message.startswith("Fichier écrit")
    written = home / "exports" / "grand-livre_Morel_20260331.pdf"
    target = tmp_path / "by_command.pdf"
    assert run([*shlex.split(shown)[1:], "--output", str(target)]) == 0
    assert [page.body for page in read_pages(written.read_bytes())] == [
        page.body for page in read_pages(target.read_bytes())
    ]
    (sheet,) = openpyxl.load_workbook(written.with_suffix(".xlsx")).worksheets
    assert sheet.title == "Grand Livre"


@pytest.mark.spec("ETSO-09", "IMP-08", "IMP-10")
@played
async def test_a_report_is_sent_to_a_printer(books: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    async with program(books) as driver:
        await filters(driver, "balance")
        await driver.keys("f9", "ctrl+p")
        assert "Imprimante * Atelier_A4" in prose(driver)
        await driver.keys("tab", "2", "f9")
        assert driver.message == "Balance : envoyé à Atelier_A4"
        await driver.keys("escape", "ctrl+p", "f9")
    words = (tmp_path / "words").read_text("utf-8").splitlines()
    assert words[:6] == ["-d", "Atelier_A4", "-n", "1", "-t", "Balance"]
    assert (tmp_path / "printed").read_bytes().startswith(b"%PDF-")


@pytest.mark.spec("ETSO-09")
@played
async def test_without_a_print_command_the_choice_says_why(
    books: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    async with program(books) as driver:
        await filters(driver, "balance")
        await driver.keys("ctrl+p")
        assert driver.message == "La commande d'impression «lp» est absente de cette machine"


@pytest.mark.spec("IMP-12")
@played
async def test_the_command_is_copied(books: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "journal")
        await driver.keys("alt+c")
        assert driver.app.clipboard == f"tuicompta {books} --report journal --year 2026"


@pytest.mark.spec("IMP-09")
@played
async def test_ctrl_p_opens_the_report_of_the_place(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("chart_of_accounts")
        await driver.type("411")
        await driver.keys("ctrl+p")
        assert driver.app.frame.windows.front.title == "Filtres – Plan comptable"  # type: ignore[union-attr]
        await driver.keys("escape", "f2", "ctrl+p")
        assert command(driver).endswith("--report grand-livre --year 2026 --accounts 411")
        await driver.keys("escape", "escape", "escape")
        await driver.run("journals")
        await driver.keys("ctrl+p")
        assert driver.app.frame.windows.front.title == "Filtres – Plan des journaux"  # type: ignore[union-attr]
        await driver.keys("escape", "f2", "ctrl+p")
        assert "--report journal --year 2026 --journals AC" in command(driver)
        await driver.keys("escape", "escape", "escape")
        await driver.run("consultation")
        await driver.type("411MAR")
        await driver.keys("enter", "enter")
        assert driver.app.frame.windows.front.title == "Journal VE – février 2026"  # type: ignore[union-attr]
        await driver.keys("ctrl+p")
        assert command(driver).endswith("--report journal --year 2026 --period 2026-02 --journals VE")


@pytest.mark.spec("ETFI-05", "ETFI-07", "ETCL-05")
@played
async def test_presentation_reaches_the_command(books: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "balance")
        await driver.keys("ctrl+pagedown")
        await choose(driver, "columns", "4")
        await to_field(driver, "previous")
        await driver.keys("space")
        await choose(driver, "comptes", "tous")
        for tick in ("centraliser=clients", "racines=1", "racines=2", "racines=3"):
            await to_field(driver, tick)
            await driver.keys("space")
        assert command(driver).endswith(
            "--columns 4 --previous --option comptes=tous --option centraliser=clients --option racines=2,3"
        )


def add_two_sales(dossier: Dossier) -> None:
    sale = [line("411MAR", 5_000), line("707", credit=5_000)]
    save_entries(dossier, [entry(*sale, journal="VE", day=date(2026, 6, 1), key=1)], EntryOrigin.CONTINUOUS_ENTRY)


@pytest.mark.spec("IMP-10")
@played
async def test_f5_computes_again(books: Path) -> None:
    async with program(books) as driver:
        await filters(driver, "grand-livre")
        await driver.keys("f9")
        before = len(driver.app.frame.windows.front.view.shown.lines)  # type: ignore[union-attr]
        with_dossier(books, add_two_sales)
        await driver.keys("f5")
        assert len(driver.app.frame.windows.front.view.shown.lines) == before + 2  # type: ignore[union-attr]


@pytest.mark.spec("KM-39", "KM-40")
@played
async def test_the_draft_prints_the_lines_typed_in_the_window(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("continuous_entry")
        await driver.run("print_draft")
        assert "Aucune ligne" in driver.text
        await driver.keys("escape")
        machine = driver.app.frame.windows.front.machine  # type: ignore[union-attr]
        machine.paste("VE\t05/06/2026\tF9\t\t411MAR\tVente de juin, livrée en trois fois à Marseille\t12,00\t")
        await driver.settle()
        await driver.run("print_draft")
        text = prose(driver)
        assert "Brouillon" in text
        assert "VE – Ventes – juin 2026" in text
        await driver.keys("down")
        assert "Libellé : Vente de juin, livrée en trois fois à Marseille" in prose(driver)
        assert "Statut : Non enr." in prose(driver)
        await driver.keys("escape")
        await driver.run("recap")
        assert "VE juin 2026 12,00 0,00 12,00 !" in prose(driver)


@pytest.mark.spec("KM-39", "KM-40", "ETBR-01")
@played
async def test_the_journal_window_sums_up_and_prints_its_month(books: Path) -> None:
    async with program(books) as driver:
        await driver.run("consultation")
        await driver.type("411MAR")
        await driver.keys("enter", "enter")
        await driver.run("recap")
        assert "VE février 2026 3 600,00 3 600,00 0,00" in prose(driver)
        await driver.keys("enter")
        await driver.run("print_draft")
        assert command(driver).endswith("--report brouillard --year 2026 --period 2026-02 --journals VE")


def test_the_page_of_a_report_asks_nothing_twice(morel: Path) -> None:
    def check(dossier: Dossier) -> None:
        for spec in SPECS:
            fields = ReportFields(dossier, spec)
            names = [field.name for field in fields.schema().fields]
            assert len(names) == len(set(names))
            asked = fields.request({**fields.schema().defaults(), **fields.defaults()})
            assert asked.options == {}
            assert asked._replace(year=None, options={}) == type(asked)(spec.name, options={})

    with_dossier(morel, check)
