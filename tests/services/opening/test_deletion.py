"""The opening balance goes as a whole, or stays."""

import pytest

from tests.services.entries_kit import entry, line
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.errors import ProtectedLineError
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.opening.deletion import (
    FinalOpeningBalanceError,
    NoOpeningBalanceError,
    delete_opening_balance,
    opening_summary,
)
from tuicompta.services.opening.opening_balance import ensure_opening_journal, save_opening_entries

COUNTS = """
    SELECT (SELECT count(*) FROM entry), (SELECT count(*) FROM entry_line), (SELECT count(*) FROM due_date),
           (SELECT count(*) FROM journal WHERE code = 'RAN'), (SELECT count(*) FROM event)
"""


def balance(dossier: Dossier) -> list[int]:
    lines = line("411MAR", 300, label="Facture 12", piece="12"), line("1068", credit=300, label="Solde")
    other = line("5121", 50, label="Solde"), line("1068", credit=50, label="Solde")
    return [one.entry_id for one in save_opening_entries(dossier, [entry(*lines), entry(*other)])]


@pytest.mark.spec("BO-09", "BO-11", "JO-05")
def test_all_its_lines_and_the_journal_go(dossier: Dossier) -> None:
    balance(dossier)
    before = dossier.database.value("SELECT count(*) FROM event")
    done = delete_opening_balance(dossier)
    assert (done.entries, done.lines, done.debit, done.credit) == (2, 4, 350, 350)
    assert dossier.database.row(COUNTS) == (0, 0, 0, 0, before + 1)
    assert check_dossier(dossier.database) == []
    assert balance(dossier)


@pytest.mark.spec("BO-10")
@pytest.mark.parametrize("state", ["validated", "closed"])
def test_a_validated_or_closed_one_stays(dossier: Dossier, state: str) -> None:
    entries = balance(dossier)
    if state == "validated":
        validate_entries(dossier, entries[1:])
    else:
        close = "INSERT INTO journal_period (journal_id, period_id, closed_at) SELECT id, 1, 'x' FROM journal"
        dossier.database.run(f"{close} WHERE code = 'RAN'")
    before = dossier.database.row(COUNTS)
    with pytest.raises(FinalOpeningBalanceError, match="journal d'Opérations Diverses au 01/01/2026"):
        delete_opening_balance(dossier)
    assert dossier.database.row(COUNTS) == before


def test_a_marked_line_keeps_it_whole(dossier: Dossier) -> None:
    balance(dossier)
    dossier.database.run("UPDATE entry_line SET tick_code = 'A', tick_date = '2026-01-31' WHERE debit = 50")
    before = dossier.database.row(COUNTS)
    with pytest.raises(ProtectedLineError):
        delete_opening_balance(dossier)
    assert dossier.database.row(COUNTS) == before


def test_there_is_nothing_to_delete_without_one(dossier: Dossier) -> None:
    with pytest.raises(NoOpeningBalanceError, match="L'exercice 2026 n'a pas de balance d'ouverture"):
        opening_summary(dossier)


@pytest.mark.spec("JO-05")
def test_the_journal_stays_in_another_fiscal_year_that_has_it(dossier: Dossier) -> None:
    balance(dossier)
    other = fiscal_years(dossier.database)[1]
    ensure_opening_journal(dossier.database, other.id)
    delete_opening_balance(dossier)
    years = "SELECT fiscal_year_id FROM journal_year JOIN journal ON journal.id = journal_id WHERE code = 'RAN'"
    assert dossier.database.rows(years) == [(other.id,)]
