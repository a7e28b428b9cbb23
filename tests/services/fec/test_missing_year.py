"""An import that creates the fiscal year its file needs (FECI-01)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.exchange.fec.samples import entry
from tests.services.fec.kit import all_rows, entries, opened, write_fec
from tuicompta.core.fiscal_years import Span
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier
from tuicompta.services.fec.importing import import_fec
from tuicompta.services.fec.options import ImportOptions
from tuicompta.services.fec.report import fault_lines, outcome_lines
from tuicompta.services.fiscal_years.fiscal_years import TooManyOpenYearsError, create_fiscal_year, fiscal_years

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Y2025, Y2026 = Span(date(2025, 1, 1), date(2025, 12, 31)), Span(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    """An empty dossier of 2026 alone."""
    new = NewDossier("MOREL SARL", Y2026.start, Y2026.end, next_year=False)
    found = opened(create_dossier(tmp_path / "Morel.compta", new))
    yield found
    assert check_dossier(found.database) == []
    close_dossier(found)


@pytest.mark.spec("FECI-01")
def test_a_year_that_touches_is_proposed_then_created_with_the_import(dossier: Dossier, tmp_path: Path) -> None:
    path = write_fec(tmp_path, entry("1"))
    before = list(all_rows(dossier))
    told = import_fec(dossier, path)
    assert (told.done, told.proposed_year) == (False, Y2025)
    assert "dans aucun exercice du dossier" in next(fault_lines(told))
    preview = import_fec(dossier, path, ImportOptions(new_year=Y2025, dry_run=True))
    assert (preview.refused, preview.done) == (False, False)
    assert list(all_rows(dossier)) == before
    done = import_fec(dossier, path, ImportOptions(new_year=Y2025))
    assert done.done
    assert "Exercice créé : 01/01/2025–31/12/2025" in list(outcome_lines(done))
    assert [year.label for year in fiscal_years(dossier.database)] == ["2025", "2026"]
    assert [row[:2] for row in entries(dossier)] == [("OD", "2025-01-15")]


@pytest.mark.spec("FECI-01", "CEE-09")
def test_a_refused_file_leaves_no_year_behind(dossier: Dossier, tmp_path: Path) -> None:
    path = write_fec(tmp_path, entry("1"), entry("2", amount="5,00").replace("5,00|0,00", "6,00|0,00"))
    before = list(all_rows(dossier))
    assert not import_fec(dossier, path, ImportOptions(new_year=Y2025)).done
    assert list(all_rows(dossier)) == before


@pytest.mark.spec("FECI-01")
def test_the_year_after_follows_the_dates_of_the_dossier(dossier: Dossier, tmp_path: Path) -> None:
    path = write_fec(tmp_path, entry("1", "20270301"), name="export.txt")
    told = import_fec(dossier, path)
    assert told.proposed_year == Span(date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.spec("FECI-01", "EX-03")
def test_no_year_apart_nor_a_third_open_one(dossier: Dossier, tmp_path: Path) -> None:
    apart = write_fec(tmp_path, entry("1", "20230115"), name="732829320FEC20231231.txt")
    assert import_fec(dossier, apart).proposed_year is None
    create_fiscal_year(dossier.database, date(2027, 1, 1), date(2027, 12, 31))
    with pytest.raises(TooManyOpenYearsError):
        import_fec(dossier, write_fec(tmp_path, entry("1")), ImportOptions(new_year=Y2025))
    assert len(fiscal_years(dossier.database)) == 2
