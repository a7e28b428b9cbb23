"""Fiscal years as the list shows them; the one that can go."""

from datetime import date

import pytest

from tests.services.entries_kit import purchase
from tuicompta.core.enums import EntryOrigin
from tuicompta.core.fiscal_years import Span
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.save import save_entries
from tuicompta.services.fiscal_years.fiscal_year_list import (
    FiscalYearNotDeletableError,
    delete_fiscal_year,
    fiscal_year_row,
    fiscal_year_rows,
    next_span,
    previous_span,
)
from tuicompta.services.fiscal_years.fiscal_years import create_fiscal_year, fiscal_years, set_current_fiscal_year


@pytest.mark.spec("EX-01", "EX-09", "EX-10", "EXF-02", "EXF-03")
def test_the_rows_tell_state_dates_and_the_current_year(dossier: Dossier) -> None:
    dossier.database.run(
        "UPDATE fiscal_year SET carried_forward_at = '2027-02-03T10:00:00', closed_at = '2027-03-04T10:00:00'"
        " WHERE start_date = '2026-01-01'"
    )
    later, first = fiscal_year_rows(dossier)
    assert (first.state, first.closed_on, first.carried_on) == ("Clôturé", date(2027, 3, 4), date(2027, 2, 3))
    assert (later.state, later.closed_on, later.carried_on) == ("Ouvert", None, None)
    assert (later.current, first.current) == (True, False)
    set_current_fiscal_year(dossier, first.year)
    assert [row.current for row in fiscal_year_rows(dossier)] == [False, True]
    assert fiscal_year_row(dossier, first.year.id) == fiscal_year_rows(dossier)[1]
    assert fiscal_year_row(dossier, 99) is None


@pytest.mark.spec("EX-07")
def test_twelve_months_are_proposed_on_each_side(dossier: Dossier) -> None:
    assert next_span(dossier.database) == Span(date(2028, 1, 1), date(2028, 12, 31))
    assert previous_span(dossier.database) == Span(date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.spec("EX-14")
def test_an_empty_year_at_an_end_goes_with_its_months_and_journal_settings(dossier: Dossier) -> None:
    database = dossier.database
    last = fiscal_years(database)[1]
    delete_fiscal_year(dossier, last.id)
    assert [year.label for year in fiscal_years(database)] == ["2026"]
    assert database.value("SELECT count(*) FROM period") == 12
    assert database.value("SELECT count(*) FROM journal_year WHERE fiscal_year_id = ?", (last.id,)) == 0
    with pytest.raises(FiscalYearNotDeletableError, match="au moins un exercice"):
        delete_fiscal_year(dossier, fiscal_years(database)[0].id)


@pytest.mark.spec("EX-14")
def test_what_keeps_a_year_is_told(dossier: Dossier) -> None:
    database = dossier.database
    first, last = fiscal_years(database)
    save_entries(dossier, [purchase(day=date(2027, 1, 5))], EntryOrigin.CONTINUOUS_ENTRY)
    with pytest.raises(FiscalYearNotDeletableError, match="il porte 1 écriture"):
        delete_fiscal_year(dossier, last.id)
    database.run("UPDATE fiscal_year SET closed_at = '2027-01-31' WHERE id = ?", (first.id,))
    with pytest.raises(FiscalYearNotDeletableError, match="il est clôturé"):
        delete_fiscal_year(dossier, first.id)
    create_fiscal_year(database, date(2028, 1, 1), date(2028, 12, 31))
    with pytest.raises(FiscalYearNotDeletableError, match="seul le premier ou le dernier"):
        delete_fiscal_year(dossier, last.id)
    assert len(fiscal_years(database)) == 3
