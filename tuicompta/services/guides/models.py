"""Guide models: the list, the card and their rules (MG)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tuicompta.core.enums import CounterpartMode, JournalType
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import clean_text
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.record_locks import RecordChangedError, RecordGoneError
from tuicompta.services.guides.checks import check_lines, check_unique, checked_short_code, destination
from tuicompta.services.guides.lines import GuideModelLine, read_lines, write_lines
from tuicompta.services.notes import delete_note, store_note
from tuicompta.services.small_tables.coded_records import checked_label

KIND: Final = "guide_model"
NAME_LENGTH: Final = 40

_ALL = """
    SELECT guide_model.id, guide_model.journal_type, name, coalesce(short_code, ''), journal.code,
           guide_model.inactive
      FROM guide_model JOIN journal ON journal.id = journal_id
     ORDER BY CASE guide_model.journal_type WHEN 'purchases' THEN 1 WHEN 'sales' THEN 2 WHEN 'treasury' THEN 3 ELSE 4
              END, name
"""
_READ = """
    SELECT guide_model.journal_type, name, coalesce(short_code, ''), journal.code, guide_model.inactive,
           guide_model.version
      FROM guide_model JOIN journal ON journal.id = journal_id WHERE guide_model.id = ?
"""
_INSERT = "INSERT INTO guide_model (name, short_code, journal_type, journal_id, inactive) VALUES (?, ?, ?, ?, ?)"
_UPDATE = """
    UPDATE guide_model SET name = ?, short_code = ?, journal_type = ?, journal_id = ?, inactive = ?,
           version = version + 1
     WHERE id = ?
"""
_JOURNALS = """
    SELECT code, description FROM journal
     WHERE type = ? AND inactive = 0
       AND NOT EXISTS (SELECT 1 FROM journal_year WHERE journal_id = journal.id AND counterpart_mode = ?)
     ORDER BY code
"""


class GuideModelFrozenError(TuicomptaError):
    """A model that has produced a guided entry keeps its lines, its type and its journal (MG-09)."""

    template = (
        "Le modèle «{name}» a servi à l'écriture guidée {number} : il ne peut pas être {act}. "
        "Utilisez «Dupliquer» pour en faire un autre."
    )


@dataclass(frozen=True, slots=True)
class GuideModelCard:
    """What the card of a model holds (MG-04, MG-05)."""

    type: JournalType
    name: str
    code: str
    journal: str
    inactive: bool = False
    lines: tuple[GuideModelLine, ...] = ()


@dataclass(frozen=True, slots=True)
class GuideModelRow:
    """A model of the list (MG-01)."""

    id: int
    type: JournalType
    name: str
    code: str
    journal: str
    inactive: bool


def model_rows(database: Database) -> list[GuideModelRow]:
    """Return the models by type, then by name (MG-01)."""
    return [
        GuideModelRow(identifier, JournalType(kind), name, code, journal, bool(inactive))
        for identifier, kind, name, code, journal, inactive in database.rows(_ALL)
    ]


def read_model(database: Database, identifier: int) -> tuple[GuideModelCard, int]:
    """Return a model and its version; raises `RecordGoneError`."""
    row = database.row(_READ, (identifier,))
    if row is None:
        raise RecordGoneError(name="Le modèle de guide")
    kind, name, code, journal, inactive, version = row
    lines = read_lines(database, identifier)
    return GuideModelCard(JournalType(kind), name, code, journal, bool(inactive), lines), int(version)


def destination_journals(database: Database, kind: JournalType) -> list[tuple[str, str]]:
    """Return the code and description of the journals that a model of a type may post in (MG-04)."""
    return [(code, label) for code, label in database.rows(_JOURNALS, (kind.value, CounterpartMode.FOOT_OF_JOURNAL))]


def entry_of_model(database: Database, identifier: int) -> str:
    """Return the number of a guided entry made from a model, empty when there is none (MG-09)."""
    query = "SELECT number FROM guided_entry WHERE guide_model_id = ? ORDER BY id LIMIT 1"
    return str(database.value(query, (identifier,)) or "")


def write_model(dossier: Dossier, known: int | None, card: GuideModelCard, *, notes: str = "", version: int = 0) -> int:
    """Store the card of a model, a new one when `known` is None; return its identifier.

    Raises the refusals of MG-04, MG-09, MG-12 and MG-14, and `RecordChangedError`.
    """
    dossier.require_writable()
    database = dossier.database
    name, code = checked_label("Nom", card.name, NAME_LENGTH), checked_short_code(clean_text(card.code))
    with transaction(database):
        check_unique(database, known, name, code)
        journal, kind = destination(database, card.journal, card.type)
        cells = (name, code, kind, journal, int(card.inactive))
        lines_change = True
        if known is None:
            check_lines(database, card.lines)
            known = database.run(_INSERT, cells)
        else:
            stored, found = read_model(database, known)
            if found != version:
                raise RecordChangedError(name=f"Le modèle {name}")
            lines_change = stored.lines != card.lines
            frozen = lines_change or (stored.type, stored.journal) != (card.type, card.journal)
            if frozen and (number := entry_of_model(database, known)):
                raise GuideModelFrozenError(name=stored.name, number=number, act="modifié")
            if lines_change:
                check_lines(database, card.lines)
            database.run(_UPDATE, (*cells, known))
        if lines_change:
            write_lines(database, known, card.lines)
        store_note(database, KIND, known, notes)
    return known


def create_guide_model(
    database: Database, *, name: str, code: str, journal: str, lines: Sequence[GuideModelLine]
) -> int:
    """Store a new guide model and return its identifier; raises the refusals of its journal, accounts and formulas."""
    with transaction(database):
        journal_id, kind = destination(database, journal)
        check_lines(database, lines)
        cells = (checked_label("Nom", name, NAME_LENGTH), checked_short_code(clean_text(code)), kind, journal_id, 0)
        check_unique(database, None, str(cells[0]), checked_short_code(clean_text(code)))
        model = database.run(_INSERT, cells)
        write_lines(database, model, lines)
    return model


def delete_model(dossier: Dossier, identifier: int) -> None:
    """Delete a model that nothing was made from; raises `GuideModelFrozenError` (MG-09)."""
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        card, _ = read_model(database, identifier)
        if number := entry_of_model(database, identifier):
            raise GuideModelFrozenError(name=card.name, number=number, act="supprimé")
        database.run("DELETE FROM guide_model_line WHERE guide_model_id = ?", (identifier,))
        delete_note(database, KIND, identifier)
        database.run("DELETE FROM guide_model WHERE id = ?", (identifier,))


def switch_model(dossier: Dossier, identifier: int) -> None:
    """Make a model active, or no more; its guided entries remain (MG-04)."""
    dossier.require_writable()
    with transaction(dossier.database):
        dossier.database.run(
            "UPDATE guide_model SET inactive = 1 - inactive, version = version + 1 WHERE id = ?", (identifier,)
        )
