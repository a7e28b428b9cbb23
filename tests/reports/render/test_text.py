"""Text output: columns, pages, cut texts, whole amounts (ETSO-02 to ETSO-04, ETSO-10)."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.reports.readers import text_of
from tuicompta.reports.model import Column, ColumnType, Company, Edition, Heading, Report, Row, RowKind, YearSpan
from tuicompta.reports.render.layout import WidthTooSmallError

COLUMNS = (
    Column("account", "Compte", preferred=10, narrowest=5),
    Column("label", "Libellé de la ligne", preferred=30, narrowest=8, flexible=True),
    Column("debit", "Mouvements débit", ColumnType.AMOUNT),
    Column("balance", "Solde", ColumnType.BALANCE),
)


def report(*rows: Row, columns: tuple[Column, ...] = COLUMNS, name: str = "MOREL SARL") -> Report:
    heading = Heading(
        company=Company(name, "732829320"),
        title="Essai",
        year=YearSpan(date(2026, 1, 1), date(2026, 12, 31), closed=False),
        start=date(2026, 1, 1),
        end=date(2026, 3, 31),
        filters=("Écritures validées", "Journaux AC"),
        marks=("Provisoire",),
        edition=Edition(date(2026, 3, 31), time(10, 12), "ADM"),
    )
    return Report("essai", heading, columns, lambda: iter(rows), {})


def detail(*values: str | int | None) -> Row:
    return Row(RowKind.DETAIL, values)


@pytest.mark.spec("ETSO-02")
def test_the_heading_tells_company_title_year_period_filters_marks_edition_and_page() -> None:
    assert text_of(report(detail("512000", "Banque", 100, 100)), 80).splitlines()[:5] == [
        "MOREL SARL" + "Édité le 31/03/2026 à 10:12 par ADM".rjust(70),
        "Essai" + "Page 1/1".rjust(75),
        "Exercice du 01/01/2026 au 31/12/2026 · Période du 01/01/2026 au 31/03/2026",
        "Écritures validées · Journaux AC",
        "Provisoire",
    ]


@pytest.mark.spec("ETSO-04", "ETSO-03")
def test_texts_are_cut_with_an_ellipsis_and_amounts_never() -> None:
    label = "Un libellé bien trop long pour la largeur de la page, coupé quelque part"
    lines = text_of(report(detail("512000", label, 123_456_789_012, -123_456_789_012)), 80).splitlines()
    (line,) = [line for line in lines if line.startswith("512000")]
    assert line == "512000  Un libellé bien trop long pour la…  1 234 567 890,12  1 234 567 890,12 C"
    assert all(len(line) <= 80 for line in lines)


@pytest.mark.spec("ETSO-04")
def test_a_width_too_small_for_the_amounts_is_refused() -> None:
    amounts = tuple(Column(f"a{index}", "Montant", ColumnType.AMOUNT) for index in range(6))
    wide = report(detail("512000", "x", *[10**14] * 6), columns=(*COLUMNS[:2], *amounts))
    with pytest.raises(WidthTooSmallError) as refusal:
        text_of(wide, 80)
    needed = int(str(refusal.value.fields["needed"]))
    assert f"il en faut au moins {needed}" in str(refusal.value)
    assert all(len(line) <= needed for line in text_of(wide, needed).splitlines())
    assert "1 000 000 000 000,00" in text_of(wide, needed)


MONTHS = tuple(Column(f"m{number}", f"mois {number}", ColumnType.AMOUNT, series=True) for number in range(12))
YEAR = (*COLUMNS[:2], *MONTHS, Column("total", "Total", ColumnType.AMOUNT, series=True))


def months(cents: int, width: int) -> list[list[str]]:
    """Return the lines of each page of a row of twelve months and their total."""
    rows = (detail("512000", "Banque", *[cents] * 13), Row(RowKind.TOTAL, ("", "", *[cents] * 13), "Total", "general"))
    return [page.splitlines() for page in text_of(report(*rows, columns=YEAR), width).split("\f")]


@pytest.mark.spec("ETSO-04", "ETBG-05")
@pytest.mark.parametrize(
    ("width", "parts"), [(200, [13]), (132, [6, 7]), (100, [4, 4, 5]), (80, [4, 4, 5]), (40, [1, 2, 2, 2, 2, 2, 2])]
)
def test_a_series_too_long_for_the_width_goes_on_page_after_page(width: int, parts: list[int]) -> None:
    pages = months(123_456_789, width)
    assert [page[1].split()[-1] for page in pages] == [f"{number}/{len(parts)}" for number in range(1, len(parts) + 1)]
    for page, count in zip(pages, parts, strict=True):
        (line,) = [line for line in page if line.startswith("512000")]
        assert line.count("1 234 567,89") == count
        assert page[-1].startswith("Total")
        assert page[-1].count("1 234 567,89") == count
        assert all(len(text) <= width for text in page)


@pytest.mark.spec("ETSO-04")
def test_one_amount_too_wide_for_the_width_is_refused_even_in_a_series() -> None:
    with pytest.raises(WidthTooSmallError):
        months(10**15, 30)


@pytest.mark.spec("ETSO-04")
def test_codes_are_whole_before_long_texts_and_titles_take_short_words() -> None:
    columns = (
        Column("journal", "Journal", preferred=7, narrowest=2),
        Column("account", "Compte", preferred=10, narrowest=5),
        Column("label", "Libellé", preferred=30, narrowest=8, flexible=True),
        Column("title", "Intitulé", preferred=30, narrowest=8, flexible=True),
        *(Column(f"a{number}", "Ouverture débit", ColumnType.AMOUNT) for number in range(3)),
    )
    text = "Un texte bien trop long pour la page"
    lines = text_of(report(detail("AC", "401ARDOISE", text, text, 1, 1, 10**9), columns=columns), 80).splitlines()
    above, titles, _, line = lines[-4:]
    assert above.split() == ["Ouv.", "Ouv.", "Ouverture"]
    assert titles.split() == ["Jnl", "Compte", "Libellé", "Intitulé", "débit", "débit", "débit"]
    assert line.startswith("AC  401ARDOISE Un texte bien")


@pytest.mark.spec("UIX-17", "ETSO-03")
def test_a_zero_is_blank_on_a_line_and_written_in_a_total() -> None:
    text = text_of(report(detail("512000", "a", 0, 0), Row(RowKind.TOTAL, ("", "", 0, 0), "Total", "general")), 80)
    lines = text.splitlines()
    assert lines[-3].split() == ["512000", "a", "0,00"]
    assert lines[-1].split() == ["Total", "0,00", "0,00"]


@pytest.mark.spec("ETSO-02")
def test_a_page_begins_with_its_heading_and_its_number() -> None:
    rows = (
        detail("1", "a", 1, 1),
        Row(RowKind.PAGE),
        detail("2", "b", 2, 2),
        Row(RowKind.PAGE),
        detail("3", "c", 3, 3),
    )
    pages = text_of(report(*rows), 80).split("\f")
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert page.splitlines()[1].endswith(f"Page {number}/3")
        assert page.startswith("MOREL SARL")
        assert "Compte" in page


@pytest.mark.spec("ETSO-10")
def test_an_empty_report_says_so_before_its_totals() -> None:
    lines = text_of(report(Row(RowKind.TOTAL, ("", "", 0, 0), "Total général", "general")), 80).splitlines()
    assert lines[-3] == "Aucune ligne"
    assert lines[-1].split() == ["Total", "général", "0,00", "0,00"]
    assert text_of(report(), 80).splitlines()[-1] == "Aucune ligne"


@pytest.mark.attack
def test_nothing_of_the_data_commands_the_terminal() -> None:
    hostile = "A\x1b]52;c;cGFzcw==\x07B\x9b31mC\u202eD\x00E\r\nF\x7f"
    rows = (detail("51\x1b[2J", hostile, 1, 1), Row(RowKind.GROUP, caption=hostile))
    text = text_of(report(*rows, name=hostile), 120)
    assert [char for char in text if not char.isprintable() and char != "\n"] == []
    assert "AB" in text or "A]52" in text


def test_wide_characters_take_two_cells() -> None:
    lines = text_of(report(detail("1", "東京の本社", 5, 5), detail("2", "abc", 5, 5)), 80).splitlines()
    first, second = (line for line in lines if line[:1] in "12" and "0,05" in line)
    assert first.index("0,05") == second.index("0,05") - 5


def test_lines_have_no_trailing_space() -> None:
    text = text_of(report(detail("512000", "a", 0, 0)), 132)
    assert all(line == line.rstrip() for line in text.splitlines())
