"""What the grid becomes once entries are saved, and the drafts kept until then (KM-05, KM-96, KM-97)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tuicompta.core.entry import drafts, moves
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.model import Column, GridEntry, Provenance
from tuicompta.core.entry.ports import Stub
from tuicompta.core.entry.repeats import with_first

SAVED = "Écriture enregistrée : elle se modifie dans la saisie par journal."


@dataclass(frozen=True, slots=True)
class SavedEntry:
    """What a save gave to an entry: its identity, its version, and its piece number if it had to change (KM-96).

    `line_ids` are the stored lines that its lines show from now on. `stored_as` is what the store of the grid knows it
    by, where that is not the entry: in a foot-of-journal journal each line is a piece of its own (JF-17).
    """

    entry_id: int
    piece: str = ""
    version: int = 0
    line_ids: tuple[int, ...] = ()
    stored_as: int | None = None


@dataclass(frozen=True, slots=True)
class DraftChanges:
    """Drafts to write and to remove since the last time, by entry key.

    `order` lists the keys of all the drafts in the order of the grid. `typing` is the text of the cell being typed:
    entry key, line, column, text. `started` is the empty entry at the end when its journal or its date was given: it
    has no line to keep yet, and proposes other ones once what is above it is gone.
    """

    written: Mapping[int, drafts.Draft]
    removed: frozenset[int]
    order: tuple[int, ...]
    typing: tuple[int, int, str, str] | None
    started: drafts.Draft | None = None


def mark_saved(desk: Desk, saved: Mapping[int, SavedEntry]) -> None:
    """Lock the entries that were saved, with the numbers they received; what is saved is not undone (KM-05)."""
    desk.facts.forget()
    desk.proposals.amounts.forget()
    for position, entry in desk.book.entries.own():
        if entry.key in saved:
            _keep(desk, position, entry, saved[entry.key])
    desk.history.clear()
    desk.open_new_entry()
    desk.measure_own()
    if desk.entry.read_only:
        moves.start_entry(desk, len(desk.book) - 1)
    else:
        desk.point(desk.position, min(desk.index, desk.rows.count(desk.position) - 1), desk.column)


def _keep(desk: Desk, position: int, entry: GridEntry, given: SavedEntry) -> None:
    """Lock a saved entry, or give it back to the store that the grid shows."""
    if desk.book.entries.stored is None:
        desk.put(_saved(desk, entry, given), position)
    else:
        desk.book.settle(position, Stub(given.stored_as or given.entry_id, len(entry.lines), given.version))
        desk.measure(position)


def _saved(desk: Desk, entry: GridEntry, given: SavedEntry) -> GridEntry:
    if given.piece and given.piece != entry.piece:
        mark = entry.lines[0].provenance(Column.PIECE) or Provenance.ACCEPTED
        entry = with_first(entry, Column.PIECE, given.piece, mark, spread=False)
    lines = entry.lines
    if len(given.line_ids) == len(lines):
        lines = tuple(replace(line, line_id=line_id) for line, line_id in zip(lines, given.line_ids, strict=True))
    return replace(
        entry,
        lines=lines,
        saved=True,
        complete=True,
        template="",
        entry_id=given.entry_id,
        version=given.version,
        read_only=SAVED if desk.profile.locks_saved else "",
    )


def take_draft_changes(desk: Desk) -> DraftChanges:
    """Return the drafts to write and to remove since the last call (KM-97)."""
    kept = {entry.key: entry for entry in desk.book.entries.waiting()}
    dirty, desk.book.dirty = desk.book.dirty, set()
    written = {key: drafts.of_entry(kept[key]) for key in sorted(dirty & kept.keys())}
    typing = None
    if desk.editor:
        typing = (desk.entry.key, desk.index, desk.column.value, desk.editor.text)
    last = desk.book.entries[-1]
    started = drafts.of_entry(last) if last.is_new and last.marks else None
    return DraftChanges(written, frozenset(dirty - kept.keys()), tuple(kept), typing, started)


def put_draft_changes_back(desk: Desk, changes: DraftChanges) -> None:
    """Return the changes of a draft that could not be written with the next ones."""
    desk.book.dirty |= changes.written.keys() | changes.removed
