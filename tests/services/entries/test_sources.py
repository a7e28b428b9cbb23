"""What produced an entry holds it until its link is broken (INV-09)."""

import pytest

from tests.services.entries_kit import change, purchase, reread, save, saved
from tuicompta.core.entry.model import Column
from tuicompta.core.enums import DocumentKind
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.rules import RuleRefusedError
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.errors import GuidedEntryError, LinkedEntryError, PracticalEntryError
from tuicompta.services.entries.sources import release_source, set_source
from tuicompta.services.entries.status import confirm_entry, simulate_entry
from tuicompta.services.entries.validate import validate_entries

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
