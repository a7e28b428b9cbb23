"""Breaking the link of an entry with what produced it (CTX-05 to CTX-14), and inverting its sides (CTX-17)."""

import json

import pytest

from tests.services.entries_kit import bank, change, purchase, reread, save, saved
from tuicompta.core.entry.model import Column
from tuicompta.core.enums import DocumentKind, EntryOrigin, EntryStatus, LineType
from tuicompta.core.errors import TuicomptaError
from tuicompta.services.dossiers.check import check_dossier
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.documents import documents_of
from tuicompta.services.entries.errors import (
    ClosedMonthError,
    ClosedYearError,
    EntryChangedError,
    LinkedEntryError,
    ProtectedLineError,
    ValidatedEntryError,
)
from tuicompta.services.entries.invert import InversionStatusError, invert_entry, refusal_to_invert
from tuicompta.services.entries.sources import set_source
from tuicompta.services.entries.status import simulate_entry
from tuicompta.services.entries.unlink import (
    NotGuidedError,
    NotLinkedError,
    break_guided_link,
    link_of,
    unlink_entry,
)
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.matching.matching import match_lines

EVENT = "SELECT kind, object, detail FROM event ORDER BY id DESC LIMIT 1"
THIRD_PARTY = "SELECT entry_line.id FROM entry_line JOIN account ON account.id = account_id WHERE number = '401DUP'"
LOT = "INSERT INTO import_lot VALUES (4, 'lot', 'ventes-03.lot.json', '', zeroblob(32), 'x', 1, 1, 3)"
IMPORTED = """
    UPDATE entry SET linked = 1, origin = 'import', import_lot_id = 4, import_number = 'F-2026-0042' WHERE id = 1
"""


@pytest.fixture
def imported(dossier: Dossier) -> Dossier:
    """A dossier with a linked import whose due date is settled by two payments."""
    save(dossier, purchase(total=12_000), bank("401DUP", -5_000, key=2), bank("401DUP", -7_000, key=3))
    match_lines(dossier, [row[0] for row in dossier.database.rows(THIRD_PARTY)])
    dossier.database.run(LOT)
    dossier.database.run(IMPORTED)
    return dossier


@pytest.mark.spec("CTX-11", "CTX-13", "CTX-14", "CTX-12")
def test_an_unlinked_import_is_an_ordinary_entry(imported: Dossier) -> None:
    shown = reread(imported, 1)
    with pytest.raises(LinkedEntryError):
        save(imported, change(shown, (1, Column.LABEL, "X")))
    assert [document.kind for document in documents_of(imported.database, 1)] == [DocumentKind.IMPORT_LOT]
    link = link_of(imported.database, 1)
    assert link is not None
    assert (link.is_import, link.matchings, link.reference) == (True, 2, "lot ventes-03.lot.json F-2026-0042")
    assert unlink_entry(imported, 1) == 2
    assert imported.database.value("SELECT count(*) FROM matching") == 0
    assert imported.database.rows("SELECT origin, linked FROM entry WHERE id = 1") == [
        (EntryOrigin.JOURNAL_WINDOW.value, 0)
    ]
    assert documents_of(imported.database, 1) == []
    kind, subject, detail = imported.database.row(EVENT) or ("", "", "{}")
    assert (kind, subject) == ("Délier une écriture importée", "AC 00001 du 15/03/2026")
    assert json.loads(detail) == {
        "pointages supprimés": 2,
        "référence d'origine": "lot ventes-03.lot.json F-2026-0042",
    }
    save(imported, change(reread(imported, 1), (1, Column.LABEL, "X")))
    delete_entry(imported, 1)
    assert check_dossier(imported.database) == []


@pytest.mark.spec("CTX-09")
def test_only_a_linked_import_is_unlinked_and_once(imported: Dossier) -> None:
    for entry_id, kind in ((2, DocumentKind.GUIDED_ENTRY), (3, DocumentKind.PRACTICAL_ENTRY)):
        set_source(imported.database, entry_id, kind, 9, linked=True)
        with pytest.raises(NotLinkedError, match="n'est pas une écriture importée"):
            unlink_entry(imported, entry_id)
    unlink_entry(imported, 1)
    assert link_of(imported.database, 1) is None
    events = imported.database.value("SELECT count(*) FROM event")
    with pytest.raises(NotLinkedError):
        unlink_entry(imported, 1)
    assert imported.database.value("SELECT count(*) FROM event") == events


@pytest.mark.spec("CTX-09")
def test_an_entry_imported_in_another_format_is_an_ordinary_one(dossier: Dossier) -> None:
    save(dossier, purchase(), origin=EntryOrigin.IMPORT)
    assert link_of(dossier.database, 1) is None
    save(dossier, change(reread(dossier, 1), (1, Column.LABEL, "X")))


@pytest.mark.spec("INV-05")
def test_nothing_is_unlinked_in_a_closed_fiscal_year(imported: Dossier) -> None:
    imported.database.run("UPDATE fiscal_year SET closed_at = 'x' WHERE id = 1")
    with pytest.raises(ClosedYearError, match="2026 est clôturé"):
        unlink_entry(imported, 1)
    assert imported.database.value("SELECT count(*) FROM matching") == 2


@pytest.mark.spec("CTX-04", "CTX-05", "CTX-07", "SW-16", "SW-17")
def test_a_guided_entry_changes_once_its_link_is_broken(dossier: Dossier) -> None:
    shown = saved(dossier, purchase())
    set_source(dossier.database, 1, DocumentKind.GUIDED_ENTRY, 12, linked=True)
    assert [(document.kind, document.id) for document in documents_of(dossier.database, 1)] == [("guided_entry", 12)]
    with pytest.raises(TuicomptaError, match="choisissez «Modifier la saisie guidée»"):
        save(dossier, change(shown, (1, Column.LABEL, "X")))
    break_guided_link(dossier, 1)
    assert documents_of(dossier.database, 1) == []
    save(dossier, change(reread(dossier, 1), (1, Column.LABEL, "X")))
    with pytest.raises(NotGuidedError, match="n'est pas liée à une saisie guidée"):
        break_guided_link(dossier, 1)


def test_a_guided_entry_that_cannot_change_keeps_its_link(dossier: Dossier) -> None:
    save(dossier, purchase(), purchase("00002", key=2))
    for entry_id in (1, 2):
        set_source(dossier.database, entry_id, DocumentKind.GUIDED_ENTRY, 10 + entry_id, linked=True)
    validate_entries(dossier, [1])
    with pytest.raises(ValidatedEntryError):
        break_guided_link(dossier, 1)
    dossier.database.run("INSERT INTO journal_period (journal_id, period_id, closed_at) VALUES (1, 3, 'x')")
    with pytest.raises(ClosedMonthError):
        break_guided_link(dossier, 2)
    assert dossier.database.rows("SELECT linked FROM entry") == [(1,), (1,)]


@pytest.mark.spec("SW-16")
@pytest.mark.parametrize(
    "kind",
    [DocumentKind.RECURRING_ENTRY, DocumentKind.PAYMENT, DocumentKind.BANK_STATEMENT, DocumentKind.CUT_OFF_ITEM],
)
def test_what_produced_an_ordinary_entry_stays_known_after_a_change(dossier: Dossier, kind: DocumentKind) -> None:
    shown = saved(dossier, purchase())
    assert documents_of(dossier.database, 1) == []
    set_source(dossier.database, 1, kind, 5)
    save(dossier, change(shown, (1, Column.LABEL, "X")))
    assert [(document.kind, document.id) for document in documents_of(dossier.database, 1)] == [(kind, 5)]


@pytest.mark.spec("CTX-17")
def test_inverting_swaps_the_sides_of_a_stored_entry(dossier: Dossier) -> None:
    shown = saved(dossier, purchase(total=12_000))
    invert_entry(dossier, 1, shown.version)
    assert [(line.account, line.debit, line.credit) for line in reread(dossier, 1).lines] == [
        ("401DUP", 12_000, 0),
        ("6064", 0, 10_000),
        ("44566", 0, 2_000),
    ]
    kinds = "SELECT line_type FROM entry_line WHERE position = 1"
    assert dossier.database.value(kinds) == LineType.CREDIT_NOTE
    assert dossier.database.rows("SELECT amount FROM due_date") == [(12_000,)]
    assert check_dossier(dossier.database) == []
    with pytest.raises(EntryChangedError):
        invert_entry(dossier, 1, shown.version)
    invert_entry(dossier, 1, reread(dossier, 1).version)
    assert [line.credit for line in reread(dossier, 1).lines] == [12_000, 0, 0]


@pytest.mark.spec("CTX-17")
def test_neither_a_protected_nor_a_simulated_nor_a_validated_entry_is_inverted(imported: Dossier) -> None:
    save(imported, purchase("00009", key=9), purchase("00010", key=10))
    simulate_entry(imported, 4)
    validate_entries(imported, [5])
    expected = ((1, LinkedEntryError), (2, ProtectedLineError), (4, InversionStatusError), (5, ValidatedEntryError))
    for entry_id, error in expected:
        assert isinstance(refusal_to_invert(imported.database, entry_id), error)
        before = reread(imported, entry_id).lines
        with pytest.raises(error):
            invert_entry(imported, entry_id, reread(imported, entry_id).version)
        assert reread(imported, entry_id).lines == before
    assert reread(imported, 4).status is EntryStatus.SIMULATED
