"""«Comptabiliser»: a guided entry becomes one entry of the journals, once (SGE-18, SGL-08, INVT-01)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tuicompta.core.dates import parse_iso
from tuicompta.core.entry.model import Column, GridEntry, GridLine, Provenance
from tuicompta.core.entry.ports import PieceUse
from tuicompta.core.enums import DocumentKind, EntryOrigin, Labelled
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.guides.body import Body, BodyLine
from tuicompta.core.guides.model import Guide
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.pieces import PieceScope
from tuicompta.services.entries.references import References
from tuicompta.services.entries.save import save_entries
from tuicompta.services.entries.sources import set_source
from tuicompta.services.guides.entries import check_in_progress, read_guided_entry
from tuicompta.services.guides.errors import EmptyGuidedEntryError
from tuicompta.services.guides.headers import accounts_of, as_mapping, guide_of, header_of
from tuicompta.services.settings.settings import setting

_DUPLICATE = """
    SELECT entry_date, coalesce((SELECT label FROM entry_line WHERE entry_id = entry.id ORDER BY position LIMIT 1), '')
      FROM entry WHERE id = ?
"""


class Duplicates(Labelled):
    """What becomes of a piece number that another entry bears (NUM-05)."""

    KEEP = "keep", "Conserver"
    RENUMBER = "renumber", "Renuméroter"


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of a guided entry asked to be posted; `refusal` is nothing when it was."""

    number: str
    refusal: TuicomptaError | None = None


def post_guided_entry(dossier: Dossier, identifier: int, duplicates: Duplicates = Duplicates.KEEP) -> int:
    """Post a guided entry «En cours» and return the identifier of its entry; all or nothing.

    The entry is unvalidated, of origin «Saisie par guide», and bears the number as its document number (SGE-09).
    Raises the refusals of a save (KM-37), `EmptyGuidedEntryError` and `GuidedEntryStateError`.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        typed = entry = _entry_of(dossier, identifier)
        if duplicates is Duplicates.RENUMBER and _holder(database, entry) is not None:
            entry = _renumbered(database, entry)
        (saved,) = save_entries(dossier, [entry], EntryOrigin.GUIDED_ENTRY)
        set_source(database, saved.entry_id, DocumentKind.GUIDED_ENTRY, identifier, linked=True)
        _keep_pieces(database, identifier, typed.piece, saved.pieces[0])
        database.run("UPDATE guided_entry SET state = 'posted', version = version + 1 WHERE id = ?", (identifier,))
    return saved.entry_id


def post_guided_entries(
    dossier: Dossier, identifiers: Sequence[int], duplicates: Duplicates = Duplicates.KEEP
) -> list[Posted]:
    """Post several guided entries, each in its own transaction, and tell what became of each (SGL-08)."""
    report = []
    for identifier in identifiers:
        number = read_guided_entry(dossier.database, identifier)[0].number
        try:
            post_guided_entry(dossier, identifier, duplicates)
        except TuicomptaError as refusal:
            report.append(Posted(number, refusal))
        else:
            report.append(Posted(number))
    return report


def duplicate_pieces(dossier: Dossier, identifiers: Sequence[int]) -> list[PieceUse]:
    """Return the stored entries that bear the piece numbers typed in guided entries, where the option asks (NUM-05)."""
    database = dossier.database
    if not setting(database, "entry.warn_duplicate_pieces"):
        return []
    found = []
    for identifier in identifiers:
        entry = _entry_of(dossier, identifier)
        proposed = entry.lines[0].provenance(Column.PIECE) is Provenance.ACCEPTED
        holder = None if proposed else _holder(database, entry)
        row = None if holder is None else database.row(_DUPLICATE, (holder,))
        if row is not None:
            found.append(PieceUse(entry.journal, entry.piece, parse_iso(row[0]), row[1]))
    return found


def _entry_of(dossier: Dossier, identifier: int) -> GridEntry:
    """Return the entry that a guided entry posts: its lines with an amount, its number as document (SGE-16)."""
    database = dossier.database
    stored, _ = read_guided_entry(database, identifier)
    check_in_progress(stored, "comptabilisée")
    guide = guide_of(database, stored.model)
    body = _dated(dossier, stored.model, stored.period, stored.body)
    if guide is None or not any(line.debit or line.credit for line in body.lines):
        raise EmptyGuidedEntryError(number=stored.number)
    lines = tuple(
        _grid_line(guide, rank, line, stored.number)
        for rank, line in enumerate(body.lines)
        if line.debit or line.credit
    )
    marks = {Column.JOURNAL: Provenance.TYPED, Column.DATE: Provenance.TYPED}
    return GridEntry(1, journal=guide.journal, entry_date=body.day, lines=lines, marks=marks)


def _dated(dossier: Dossier, model: int, period: int, body: Body) -> Body:
    """Return a body at the day that the form shows when the user typed none."""
    if body.day is not None:
        return body
    header = header_of(dossier, model, period, as_mapping(accounts_of(dossier)))
    return body if header is None else replace(body, day=header.guide.day_in(header.start, header.end, header.today))


def _grid_line(guide: Guide, rank: int, line: BodyLine, number: str) -> GridLine:
    proposed = guide.lines[rank].piece.is_empty and not line.typed & {Column.PIECE}
    mark = Provenance.ACCEPTED if proposed else Provenance.TYPED
    return GridLine(
        piece=line.piece,
        document=number,
        account=line.account,
        label=line.label,
        debit=line.debit,
        credit=line.credit,
        marks={Column.PIECE: mark} if line.piece else {},
    )


def _scope(database: Database, entry: GridEntry) -> PieceScope | None:
    references = References(database)
    period = references.period(entry.entry_date) if entry.entry_date else None
    if period is None or entry.entry_date is None:
        return None
    journal = references.journal(entry.journal, period.fiscal_year_id)
    return PieceScope(database, journal, period, entry.entry_date)


def _holder(database: Database, entry: GridEntry) -> int | None:
    scope = _scope(database, entry) if entry.piece else None
    return None if scope is None else scope.holder(entry.piece)


def _renumbered(database: Database, entry: GridEntry) -> GridEntry:
    scope = _scope(database, entry)
    if scope is None:
        return entry
    free, taken = scope.free_number_after(entry.piece), entry.piece
    return entry.with_lines(tuple(replace(line, piece=free) if line.piece == taken else line for line in entry.lines))


def _keep_pieces(database: Database, identifier: int, before: str, after: str) -> None:
    """Show in the guided entry the number that its entry received (NUM-05)."""
    if before != after:
        database.run(
            "UPDATE guided_entry_line SET piece = ? WHERE guided_entry_id = ? AND piece = ?",
            (after, identifier, before),
        )
