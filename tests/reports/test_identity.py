"""The company at the foot of printed reports (SO-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reports.pdf_reader import pages_of
from tuicompta.services.settings.setting_changes import change_settings

if TYPE_CHECKING:
    from tests.reports.books_kit import Books

NUMBERS = {
    "company.siret": "73282932000074",
    "company.naf": "62.01Z",
    "company.rcs": "Le Mans 732 829 320",
    "company.rne": "RNE123",
    "company.msa": "MSA456",
}


def foot(books: Books, report: str) -> str:
    """Return the line at the foot of the first page, under its last rule."""
    page = pages_of(books.report(report))[0]
    return " ".join(cell.text for line in page.frame if line.base < page.foot for cell in line.cells)


@pytest.mark.spec("SO-04")
@pytest.mark.parametrize("report", ["grand-livre", "balance"])
def test_the_numbers_that_are_filled_print_at_the_foot(books: Books, report: str) -> None:
    before = foot(books, report)
    assert not any(word in before for word in ("RCS", "RNE", "MSA", "NAF"))
    change_settings(books.dossier, NUMBERS)
    after = foot(books, report)
    for words in ("SIRET 732 829 320 00074", "NAF/APE 62.01Z", "RCS Le Mans 732 829 320", "RNE RNE123", "MSA MSA456"):
        assert words in after
    assert "SIREN" not in after
