"""The notes of an entry (VAL-05, INV-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.entries_kit import purchase, save
from tuicompta.services.entries.delete import delete_entry
from tuicompta.services.entries.entry_notes import EntryNotesChangedError, entry_notes, write_entry_notes
from tuicompta.services.entries.errors import EntryGoneError
from tuicompta.services.entries.validate import validate_entries

if TYPE_CHECKING:
    from tuicompta.services.dossiers.dossier import Dossier

FROZEN = "SELECT entry_date, piece_number, status, definitive_number, version FROM entry"


def test_a_validated_entry_takes_notes_and_nothing_of_it_changes(dossier: Dossier) -> None:
    save(dossier, purchase())
    validate_entries(dossier, [1])
    frozen = dossier.database.rows(FROZEN)
    write_entry_notes(dossier, 1, "Vu avec M. Durand\nà relancer", before="")
    assert entry_notes(dossier.database, 1) == "Vu avec M. Durand\nà relancer"
    write_entry_notes(dossier, 1, " ", before="Vu avec M. Durand\nà relancer")
    assert dossier.database.rows("SELECT * FROM note") == []
    assert dossier.database.rows(FROZEN) == frozen


def test_notes_changed_meanwhile_are_not_written_over(dossier: Dossier) -> None:
    save(dossier, purchase())
    write_entry_notes(dossier, 1, "de l'autre", before="")
    with pytest.raises(EntryNotesChangedError, match="ses notes ont été changées entre-temps"):
        write_entry_notes(dossier, 1, "les miennes", before="")
    assert entry_notes(dossier.database, 1) == "de l'autre"


def test_an_entry_deleted_meanwhile_keeps_no_notes(dossier: Dossier) -> None:
    save(dossier, purchase())
    write_entry_notes(dossier, 1, "brouillon", before="")
    delete_entry(dossier, 1)
    with pytest.raises(EntryGoneError):
        write_entry_notes(dossier, 1, "trop tard", before="brouillon")
    assert dossier.database.rows("SELECT * FROM note") == []
