"""What produced an entry holds it until its link is broken (INV-09)."""

from datetime import date

import pytest

from tests.services.entries_kit import bank, change, purchase, reread, save, saved
from tuicompta.core.entry.model import Column, DuePart
from tuicompta.core.enums import DocumentKind
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.rules import RuleRefusedError
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.errors import GuidedEntryError, LinkedEntryError, PracticalEntryError
from tuicompta.services.entries.schedules import store_schedule
from tuicompta.services.entries.sources import release_source, set_source
from tuicompta.services.entries.status import confirm_entry, simulate_entry
from tuicompta.services.entries.validate import validate_entries
from tuicompta.services.lettering.letter import letter_lines
from tuicompta.services.lettering.unletter import unletter_lines
from tuicompta.services.matching.matching import match_lines

NAMED = "L'écriture AC 00001 du 15/03/2026"


@pytest.mark.spec("INV-09", "CTX-04", "CTX-10")
@pytest.mark.parametrize(
    ("kind", "error", "sentence"),
    [
        (
            DocumentKind.GUIDED_ENTRY,
            GuidedEntryError,
            f"{NAMED} vient d'une saisie guidée : choisissez «Modifier la saisie guidée» pour la modifier.",
        ),
        (
            DocumentKind.PRACTICAL_ENTRY,
            PracticalEntryError,
            f"{NAMED} vient de la saisie pratique : ouvrez-la par «Voir document» pour la modifier.",
        ),
        (DocumentKind.IMPORT_LOT, LinkedEntryError, "Écriture importée : utilisez Délier."),
    ],
)
def test_a_linked_entry_is_changed_and_deleted_only_once_released(
    dossier: Dossier, kind: DocumentKind, error: type[TuicomptaError], sentence: str
) -> None:
    shown = saved(dossier, purchase())
    set_source(dossier.database, 1, kind, 7, linked=True)
    for act in (
        lambda: save(dossier, change(shown, (0, Column.LABEL, "Autre"))),
        lambda: delete_entry(dossier, 1),
    ):
        with pytest.raises(error) as refused:
            act()
        assert str(refused.value) == sentence
    assert reread(dossier, 1).read_only == sentence
    with pytest.raises(RuleRefusedError, match="Écriture liée à ce qui l'a produite"):
        dossier.database.run("UPDATE entry SET posted = 0 WHERE id = 1")
    release_source(dossier.database, 1)
    save(dossier, change(shown, (0, Column.LABEL, "Autre")))
    assert reread(dossier, 1).lines[0].label == "Autre"
    assert dossier.database.row("SELECT source_kind, source_id FROM entry") == (kind.value, 7)


@pytest.mark.spec("CTX-10")
def test_a_linked_import_is_still_lettered_matched_ticked_and_scheduled(dossier: Dossier) -> None:
    save(dossier, purchase(total=12_000), bank("401DUP", -12_000, key=2))
    set_source(dossier.database, 1, DocumentKind.IMPORT_LOT, 7, linked=True)
    invoice, payment = 1, 4
    store_schedule(dossier, invoice, [DuePart(date(2026, 5, 15), 4_000), DuePart(date(2026, 6, 15), 8_000)])
    match_lines(dossier, [invoice, payment])
    letter_lines(dossier, "401DUP", [invoice, payment])
    dossier.database.run("UPDATE entry_line SET tick_code = 'A', tick_date = '2026-03-31' WHERE id = ?", (invoice,))
    assert dossier.database.rows("SELECT due_on, matched FROM due_date") == [
        ("2026-05-15", 4_000),
        ("2026-06-15", 8_000),
    ]
    marks = "SELECT tick_code, lettering.code FROM entry_line JOIN lettering ON lettering.id = lettering_id"
    assert dossier.database.rows(f"{marks} WHERE entry_line.id = ?", (invoice,)) == [("A", "AA")]
    unletter_lines(dossier, "401DUP", [invoice])
    assert dossier.database.value("SELECT lettering_id FROM entry_line WHERE id = ?", (invoice,)) is None


@pytest.mark.spec("CTX-10", "INV-09")
def test_the_status_of_a_linked_entry_still_changes(dossier: Dossier) -> None:
    save(dossier, purchase())
    set_source(dossier.database, 1, DocumentKind.IMPORT_LOT, 7, linked=True)
    simulate_entry(dossier, 1)
    confirm_entry(dossier, 1)
    validate_entries(dossier, [1])
    assert dossier.database.value("SELECT status FROM entry") == "V"


def test_an_entry_that_only_tells_its_source_changes_freely(dossier: Dossier) -> None:
    shown = saved(dossier, purchase())
    set_source(dossier.database, 1, DocumentKind.RECURRING_ENTRY, 3)
    save(dossier, change(shown, (0, Column.LABEL, "Autre")))
    assert reread(dossier, 1).lines[0].label == "Autre"
