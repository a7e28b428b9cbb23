"""A list as a PDF: its columns as on screen, its groups, its totals, what stands over it (LST-10, XPL-05)."""

from datetime import date, time

import pytest

from tests.exchange.lists.books import COLUMNS, table
from tests.reports.pdf_reader import Page, read_pages
from tuicompta.exchange.lists.formats import ListFormat, chunks_of
from tuicompta.exchange.lists.table import Banner, ListRow, ListTable
from tuicompta.reports.model import Edition


def pages_of(made: ListTable) -> list[Page]:
    return read_pages(b"".join(chunks_of(made, ListFormat.PDF)))


def row(number: int, level: int = 0) -> ListRow:
    return ListRow(
        (f"4{number:03}", date(2026, 3, 5), f"Élève n° {number}", number * 100, -number, number, False), level
    )


@pytest.mark.spec("LST-10")
def test_a_list_is_printed_as_the_screen_shows_it() -> None:
    (page,) = pages_of(table())
    assert page.titles.text == "Code | Date | Libellé | Débit | Solde | Lignes | Bloqué"
    assert [line.text for line in page.details] == [
        "411MAR | 05/03/2026 | Facture n° 12 ; «École» | 1 234 567,89 | -0,50 | 3 | [ ]",
        '=1+1 | =SOMME("A1")]52;c;AA | 0,00 | [x]',
    ]


@pytest.mark.spec("LST-10", "XPL-05")
def test_groups_notes_totals_and_what_is_over_the_list() -> None:
    rows: list[ListRow | Banner] = [
        Banner("Classe 4", ("", "", "", "1,00", "", "", "")),
        row(1, level=1),
        Banner("Écriture dépliée", ("",) * 7, level=2, note=True),
        Banner("Classe 5", ("",) * 7),
        row(2, level=1),
    ]
    made = ListTable(
        "accounts",
        "Plan comptable",
        COLUMNS,
        rows,
        totals=(Banner("Total", ("", "", "", "3,00", "-0,03", "", "")),),
        heading=("Bloqué : non",),
        owner="MOREL SARL · 2026",
        edition=Edition(date(2026, 3, 31), time(10, 12), "ADM"),
    )
    (page,) = pages_of(made)
    assert [line.text for line in page.frame][:3] == [
        "MOREL SARL · 2026 | Édité le 31/03/2026 à 10:12 par ADM",
        "Plan comptable",
        "Bloqué : non",
    ]
    assert [line.text.strip() for line in page.body[1:]] == [
        "Classe 4 | 1,00",
        "4001 | 05/03/2026 | Élève n° 1 | 1,00 | -0,01 | 1 | [ ]",
        "Écriture dépliée",
        "Classe 5",
        "4002 | 05/03/2026 | Élève n° 2 | 2,00 | -0,02 | 2 | [ ]",
        "Total | 3,00 | -0,03",
    ]
    assert [line.bold for line in page.body[1:]] == [True, False, False, True, False, True]
    rights = [line.cells[-4 if len(line.cells) == 7 else 1].right for line in page.body[1:3]]
    assert abs(rights[0] - rights[1]) < 0.1


@pytest.mark.spec("LST-10")
def test_a_long_list_has_its_titles_on_every_page_and_every_row_once() -> None:
    pages = pages_of(table(*map(row, range(200))))
    assert len(pages) > 2
    assert {page.titles.text for page in pages} == {"Code | Date | Libellé | Débit | Solde | Lignes | Bloqué"}
    printed = [line.cells[0].text for page in pages for line in page.details]
    assert printed == [f"4{number:03}" for number in range(200)]


def test_an_empty_list_says_so() -> None:
    (page,) = pages_of(ListTable("x", "Vide", COLUMNS, ()))
    assert page.lines("Aucune ligne")
