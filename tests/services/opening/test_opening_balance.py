"""The opening balance: imposed journal and day, journal RAN that appears with its first entry."""

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.services.entries_kit import entry, line
from tuicompta.core.entry.model import Column, GridEntry, Provenance
from tuicompta.core.enums import EntryOrigin
from tuicompta.services.dossiers.create_dossier import NewDossier, create_dossier
from tuicompta.services.dossiers.dossier import Dossier, close_dossier, open_dossier
from tuicompta.services.entries.errors import ReservedJournalError, UnbalancedEntryError
from tuicompta.services.entries.save import save_entries
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.opening.opening_balance import (
    CarriedForwardYearError,
    NoOpenFiscalYearError,
    save_opening_balance,
)


def balance(label: str = "Solde") -> GridEntry:
    lines = (
        line("5121", 12_000_00, label=label),
        line("411MAR", 3_600_00, label="Facture 118", document="118", piece="118").with_value(
            Column.DUE_DATE, date(2026, 1, 31), Provenance.TYPED
        ),
        line("1068", credit=15_600_00, label=label),
    )
    return entry(*lines, journal="OD", day=date(2026, 7, 14))


def journals(dossier: Dossier) -> list[str]:
    return [code for (code,) in dossier.database.rows("SELECT code FROM journal ORDER BY code")]


@pytest.mark.spec("BO-03", "BO-04", "BO-05", "BO-07", "JO-05")
def test_journal_and_day_are_imposed_and_the_journal_appears_with_the_entry(dossier: Dossier) -> None:
    assert "RAN" not in journals(dossier)
    saved = save_opening_balance(dossier, balance())
    row = dossier.database.row(
        "SELECT code, type, entry_date, origin, status FROM entry JOIN journal ON journal.id = journal_id"
        " WHERE entry.id = ?",
        (saved.entry_id,),
    )
    assert row == ("RAN", "opening", "2026-01-01", EntryOrigin.OPENING_BALANCE.value, "N")
    years = dossier.database.rows(
        "SELECT start_date FROM journal_year JOIN journal ON journal.id = journal_id"
        " JOIN fiscal_year ON fiscal_year.id = fiscal_year_id WHERE code = 'RAN'"
    )
    assert years == [("2026-01-01",)]


@pytest.mark.spec("TL-02")
def test_the_open_invoices_of_a_third_party_have_their_due_date(dossier: Dossier) -> None:
    save_opening_balance(dossier, balance())
    found = dossier.database.rows(
        "SELECT line_type, piece_number, due_on, amount FROM due_date JOIN entry_line ON entry_line.id = entry_line_id"
    )
    assert found == [("invoice", "118", "2026-01-31", 3_600_00)]


def test_an_opening_balance_feeds_no_vat(dossier: Dossier) -> None:
    lines = (line("44566", 200_00, label="TVA"), line("1068", credit=200_00, label="TVA"))
    save_opening_balance(dossier, entry(*lines))
    assert dossier.database.value("SELECT count(*) FROM vat_record") == 0


def test_two_entries_share_the_journal(dossier: Dossier) -> None:
    save_opening_balance(dossier, balance())
    save_opening_balance(dossier, balance("Second"))
    assert journals(dossier).count("RAN") == 1
    assert dossier.database.value("SELECT count(*) FROM entry") == 2


@pytest.mark.spec("BO-07")
def test_a_refused_entry_leaves_no_journal(dossier: Dossier) -> None:
    lines = (line("5121", 100, label="Solde"), line("1068", credit=99, label="Solde"))
    with pytest.raises(UnbalancedEntryError):
        save_opening_balance(dossier, entry(*lines))
    assert "RAN" not in journals(dossier)


@pytest.mark.spec("BO-06")
def test_an_opening_balance_is_refused_beside_a_carry_forward(dossier: Dossier) -> None:
    year = fiscal_years(dossier.database)[0]
    journal = dossier.database.run("INSERT INTO journal (code, type, description) VALUES ('AN', 'opening', 'AN')")
    dossier.database.run("INSERT INTO journal_year (journal_id, fiscal_year_id) VALUES (?, ?)", (journal, year.id))
    carried = entry(line("5121", 100), line("1068", credit=100), journal="AN", day=year.start)
    save_entries(dossier, [carried], EntryOrigin.CARRY_FORWARD)
    with pytest.raises(CarriedForwardYearError, match="L'exercice 2026 a des à-nouveaux générés"):
        save_opening_balance(dossier, balance())


@pytest.mark.spec("BO-04")
def test_the_first_open_year_receives_it(tmp_path: Path) -> None:
    path = create_dossier(tmp_path / "Morel.compta", NewDossier("MOREL SARL", date(2025, 1, 1), date(2025, 12, 31)))
    dossier = open_dossier(path, clock=lambda: datetime(2026, 3, 20))  # noqa: DTZ001 - the program works on local time
    lines = entry(line("5121", 100), line("1068", credit=100))
    dossier.database.run("UPDATE fiscal_year SET closed_at = '2026-03-01' WHERE start_date = '2025-01-01'")
    saved = save_opening_balance(dossier, lines)
    query = "SELECT entry_date FROM entry WHERE id = ?"
    assert dossier.database.value(query, (saved.entry_id,)) == "2026-01-01"
    dossier.database.run("UPDATE fiscal_year SET closed_at = '2027-03-01' WHERE closed_at IS NULL")
    with pytest.raises(NoOpenFiscalYearError):
        save_opening_balance(dossier, lines)
    close_dossier(dossier)


def test_no_other_screen_writes_in_the_journal(dossier: Dossier) -> None:
    save_opening_balance(dossier, balance())
    typed = entry(line("5121", 100), line("1068", credit=100), journal="RAN")
    with pytest.raises(ReservedJournalError):
        save_entries(dossier, [typed], EntryOrigin.CONTINUOUS_ENTRY)
