"""Provisional carry-forward entries are validated by the annual closing alone (VAL-13)."""

from datetime import date

import pytest

from tests.services.entries_kit import entry, line, purchase, save
from tuicompta.core.enums import EntryOrigin, JournalType
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.errors import OpeningEntryError
from tuicompta.services.entries.validate import unvalidated_entries, validate_entries
from tuicompta.services.journals.journals import create_journal


@pytest.mark.spec("VAL-13")
def test_every_command_of_validation_refuses_them(dossier: Dossier) -> None:
    journal = create_journal(dossier.database, "AN", JournalType.OPENING, "À nouveaux")
    carried = entry(line("5121", 100), line("411MAR", credit=100), journal="AN", day=date(2026, 1, 1))
    save(dossier, purchase(), carried, origin=EntryOrigin.CARRY_FORWARD)
    sentence = r"AN sans pièce du 01/01/2026 appartient au journal AN, .* : elle est validée par la clôture annuelle\.$"
    for chosen in ([2], [1, 2], unvalidated_entries(dossier.database, journal, 1)):
        assert 2 in chosen
        with pytest.raises(OpeningEntryError, match=sentence):
            validate_entries(dossier, chosen)
    assert dossier.database.rows("SELECT status FROM entry") == [("N",), ("N",)]
    assert dossier.database.value("SELECT count(*) FROM event WHERE kind = 'Validation d''écritures'") == 0
