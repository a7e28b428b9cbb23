"""Deleting the entries found by a search, and the ones never deleted there (RECH-14 to RECH-16)."""

import pytest

from tests.services.entries_kit import bank, purchase, sale, save
from tests.services.opening.test_opening_balance import balance
from tuicompta.core.enums import DocumentKind, EntryOrigin
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.delete_found import delete_found_entries, lines_of_entries, refusal_to_delete_here
from tuicompta.services.entries.sources import set_source
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.lettering.letter import letter_lines
from tuicompta.services.opening.opening_balance import save_opening_balance

CLOSED_MONTH = """
    INSERT INTO journal_period (journal_id, period_id, closed_at)
    SELECT journal_id, period_id, '2026-04-01T09:00:00' FROM entry WHERE id = ?
    ON CONFLICT DO UPDATE SET closed_at = excluded.closed_at
"""
AT_FOOT = """
    UPDATE journal_year SET counterpart_mode = 'foot_of_journal',
           counterpart_account_id = (SELECT id FROM account WHERE number = '5121')
     WHERE journal_id = (SELECT id FROM journal WHERE code = 'BP')
"""
OF_SUPPLIER = """
    SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id
     WHERE number = '401DUP' AND entry_id IN (?, ?)
"""


def reason(dossier: Dossier, entry_id: int) -> str:
    return str(refusal_to_delete_here(dossier.database, entry_id) or "")


def run(dossier: Dossier, statement: str, *values: object) -> None:
    with transaction(dossier.database):
        dossier.database.run(statement, values)


@pytest.mark.spec("RECH-14", "RECH-15")
def test_each_entry_is_deleted_or_says_why_it_stays(dossier: Dossier) -> None:
    made = save(dossier, purchase("A1", total=1200), sale(key=2), purchase("A2", total=700, key=3))
    first, second, third = (one.entry_id for one in made)
    validate_entries(dossier, [second])
    lines = lines_of_entries(dossier.database, [first, second])
    assert [(line.account, line.debit, line.credit) for line in lines] == [
        ("401DUP", 0, 1200),
        ("6064", 1000, 0),
        ("44566", 200, 0),
        ("411MAR", 120_000, 0),
        ("707", 0, 100_000),
        ("44571", 0, 20_000),
    ]
    done = delete_found_entries(dossier, [first, second, first, 9_999])
    assert [(one.name[:2], one.amount, one.refusal is None) for one in done] == [
        ("AC", 1200, True),
        ("VE", 120_000, False),
        ("n°", 0, False),
    ]
    assert done[0].name == "AC A1 du 15/03/2026"
    assert "est validée" in str(done[1].refusal)
    assert [row[0] for row in dossier.database.rows("SELECT id FROM entry ORDER BY id")] == [second, third]


@pytest.mark.spec("RECH-16")
def test_entries_of_other_screens_are_never_deleted_here(dossier: Dossier) -> None:
    made = save(dossier, *(purchase(f"A{key}", total=1200, key=key) for key in range(1, 6)), bank("411MAR", 500, key=9))
    guided, practical, linked, lettered, plain, paid = (one.entry_id for one in made)
    run(dossier, "UPDATE entry SET origin = ? WHERE id = ?", EntryOrigin.GUIDED_ENTRY.value, guided)
    run(dossier, "UPDATE entry SET origin = ? WHERE id = ?", EntryOrigin.PRACTICAL_PURCHASES.value, practical)
    with transaction(dossier.database):
        set_source(dossier.database, guided, DocumentKind.GUIDED_ENTRY, 1, linked=True)
        set_source(dossier.database, practical, DocumentKind.PRACTICAL_ENTRY, 1, linked=True)
    run(dossier, "UPDATE entry SET linked = 1 WHERE id = ?", linked)
    payment = save(dossier, bank("401DUP", -1200, key=20))[0].entry_id
    letter_lines(dossier, "401DUP", [key for (key,) in dossier.database.rows(OF_SUPPLIER, (lettered, payment))])
    assert "vient de la saisie par guide" in reason(dossier, guided)
    assert "vient de Mes achats" in reason(dossier, practical)
    assert "Délier" in reason(dossier, linked)
    assert "lettrée" in reason(dossier, lettered)
    assert not reason(dossier, plain)
    assert not reason(dossier, paid)
    run(dossier, AT_FOOT)
    assert "en pied de journal" in reason(dossier, paid)
    done = delete_found_entries(dossier, [guided, practical, linked, lettered, paid])
    assert all(one.refusal is not None for one in done)
    assert dossier.database.value("SELECT count(*) FROM entry") == 7


@pytest.mark.spec("RECH-16")
def test_opening_entries_and_closed_months_and_years_keep_theirs(dossier: Dossier) -> None:
    opening = save_opening_balance(dossier, balance()).entry_id
    assert "géré par le programme" in reason(dossier, opening)
    made = save(dossier, purchase("A1", total=1200))[0].entry_id
    assert not reason(dossier, made)
    run(dossier, CLOSED_MONTH, made)
    assert "Mois clôturé" in reason(dossier, made)
    run(dossier, "UPDATE journal_period SET closed_at = NULL")
    run(dossier, "UPDATE fiscal_year SET closed_at = '2027-02-01' WHERE start_date = '2026-01-01'")
    assert "est clôturé" in reason(dossier, made)


def test_an_entry_that_is_gone_is_no_mistake(dossier: Dossier) -> None:
    assert reason(dossier, 77)
    assert lines_of_entries(dossier.database, [77]) == []
