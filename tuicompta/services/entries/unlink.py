"""Breaking the link of an entry with what produced it (CTX-05 to CTX-14)."""

from dataclasses import dataclass

from tuicompta.core.enums import DocumentKind, EntryOrigin
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.text import excerpt
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.errors import ClosedYearError, EntryGoneError
from tuicompta.services.entries.places import place_of
from tuicompta.services.entries.protection import entry_name, refusal_to_change
from tuicompta.services.entries.references import References
from tuicompta.services.entries.sources import release_source
from tuicompta.services.events import EventKind, record_event

_LINK = """
    SELECT linked, coalesce(source_kind, ''), coalesce(import_number, ''), coalesce(import_lot.format, ''),
           coalesce(import_lot.file_name, '')
      FROM entry LEFT JOIN import_lot ON import_lot.id = import_lot_id WHERE entry.id = ?
"""
_OF_DUE_DATES = """
    FROM matching WHERE due_date_id IN (
        SELECT due_date.id FROM due_date JOIN entry_line ON entry_line.id = entry_line_id WHERE entry_id = ?)
"""
_COUNT = "SELECT count(*)" + _OF_DUE_DATES
_UNMATCH = "DELETE" + _OF_DUE_DATES
_UNLINK = """
    UPDATE entry SET linked = 0, origin = ?, source_kind = NULL, source_id = NULL, version = version + 1,
           changed_by = ?, changed_at = ? WHERE id = ?
"""
_TOUCH = "UPDATE entry SET version = version + 1, changed_by = ?, changed_at = ? WHERE id = ?"


class NotLinkedError(TuicomptaError):
    """Only a linked import is unlinked (CTX-09)."""

    template = "L'écriture {entry} n'est pas une écriture importée à délier : modifiez-la directement."


class NotGuidedError(TuicomptaError):
    """Only an entry still linked to its guided entry is given back to the journal (CTX-07)."""

    template = "L'écriture {entry} n'est pas liée à une saisie guidée : modifiez-la directement."


@dataclass(frozen=True, slots=True)
class Link:
    """What an entry is linked to: the kind of its document, its reference where it comes from, its matchings."""

    name: str
    kind: str
    reference: str
    matchings: int

    @property
    def is_import(self) -> bool:
        """Whether «Délier» applies: neither a guided nor a practical entry (CTX-09)."""
        return self.kind not in {DocumentKind.GUIDED_ENTRY, DocumentKind.PRACTICAL_ENTRY}

    @property
    def is_guided(self) -> bool:
        """Whether «Modifier la saisie guidée» applies (CTX-05)."""
        return self.kind == DocumentKind.GUIDED_ENTRY


def link_of(database: Database, entry_id: int) -> Link | None:
    """Return the link of an entry, nothing when it has none or no longer; raises `EntryGoneError`."""
    row = database.row(_LINK, (entry_id,))
    if row is None:
        raise EntryGoneError
    linked, kind, number, lot_format, file_name = row
    if not linked:
        return None
    reference = " ".join(part for part in (lot_format, excerpt(file_name), number) if part)
    return Link(entry_name(database, entry_id), kind, reference, int(database.value(_COUNT, (entry_id,))))


def unlink_entry(dossier: Dossier, entry_id: int) -> int:
    """Make an ordinary entry of a linked import and return how many matchings of its due dates went (CTX-11 to CTX-14).

    The event keeps its original reference. Raises `NotLinkedError`, or `ClosedYearError` in a closed fiscal year.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        link = link_of(database, entry_id)
        if link is None or not link.is_import:
            raise NotLinkedError(entry=entry_name(database, entry_id))
        _require_open_year(database, entry_id)
        database.run(_UNMATCH, (entry_id,))
        origin = EntryOrigin.JOURNAL_WINDOW.value
        database.run(_UNLINK, (origin, dossier.user.id, dossier.now(), entry_id))
        detail = {"référence d'origine": link.reference, "pointages supprimés": link.matchings}
        record_event(dossier, EventKind.UNLINKED, link.name, detail)
    return link.matchings


def break_guided_link(dossier: Dossier, entry_id: int) -> None:
    """Let the journal change an entry posted from a guide; the guided entry keeps its content (CTX-05, CTX-06).

    Raises `NotGuidedError`, and what would hold the entry without its link: a validation, a closed month.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        link = link_of(database, entry_id)
        if link is None or not link.is_guided:
            raise NotGuidedError(entry=entry_name(database, entry_id))
        release_source(database, entry_id)
        if refusal := refusal_to_change(database, entry_id):
            raise refusal
        database.run(_TOUCH, (dossier.user.id, dossier.now(), entry_id))


def _require_open_year(database: Database, entry_id: int) -> None:
    references = References(database)
    place = place_of(references, entry_id)
    year = references.year(place.period.fiscal_year_id)
    if year.closed:
        raise ClosedYearError(year=year.label, entry=place.name)
