"""Calling a guide model or the last entry into the grid (KM-91, KM-92)."""

from collections.abc import Iterator
from dataclasses import replace

from tuicompta.core.entry import guides, writing
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.enterable import check_enterable
from tuicompta.core.entry.model import COLUMNS, Column, Provenance
from tuicompta.core.entry.ports import PastEntry
from tuicompta.core.entry.refusals import NothingToRepeatError, UnknownJournalError, UnknownTemplateError
from tuicompta.core.entry.repeats import rearranged


def load_picked(desk: Desk) -> None:
    """Load the guide model highlighted in the list; raises UnknownTemplateError when there is none."""
    picked = desk.choices.picked if desk.choices else None
    model = guides.find(desk.facts, picked.value) if picked else None
    if model is None:
        raise UnknownTemplateError(text=desk.editor.text[1:] if desk.editor else "")
    check_enterable(desk)
    column = desk.column
    if column is Column.DATE:
        offered = {journal.code for journal in desk.proposals.headers.offered()}
        if model.journal not in offered:
            raise UnknownJournalError(text=model.journal)
        writing.put_value(desk, Column.JOURNAL, model.journal, Provenance.ACCEPTED)
    else:
        writing.accept_header(desk)
    desk.stop_editing()
    _drop_empty_line(desk)
    journal = desk.journal
    if journal is None:
        raise UnknownJournalError(text=model.journal)
    before = len(desk.entry.lines)
    desk.put(guides.load(desk.facts, desk.entry, desk.proposals.empty_line(desk.position), model, journal))
    if column is Column.DATE:
        desk.point(desk.position, 0, Column.DATE)
    else:
        _to_first_stop(desk, before)


def _drop_empty_line(desk: Desk) -> None:
    """Take away the line under the cursor when nothing was typed on it."""
    lines = desk.entry.lines
    if desk.is_real and lines[desk.index].is_blank:
        desk.put(rearranged(desk.entry, lines[: desk.index] + lines[desk.index + 1 :]))


def _to_first_stop(desk: Desk, index: int) -> None:
    stop = next(stops_from(desk, index, None), None)
    if stop:
        desk.point(desk.position, *stop)
    else:
        desk.point(desk.position, index, Column.ACCOUNT)


def stops_from(desk: Desk, index: int, after: Column | None) -> Iterator[tuple[int, Column]]:
    """Return the stops of a templated entry from a line on, after one of its cells (KM-91)."""
    for rank in range(index, len(desk.entry.lines)):
        found = guides.stops_of(desk.facts, desk.entry, rank)
        for column in COLUMNS:
            passed = rank == index and after is not None and COLUMNS.index(column) <= COLUMNS.index(after)
            if column in found and not passed:
                yield rank, column


def repeat_last(desk: Desk) -> None:
    """Copy the last entry of the journal, of the grid or else stored, into the empty new entry (KM-92)."""
    journal = desk.journal
    past = _last_entry(desk)
    if journal is None or past is None:
        raise NothingToRepeatError(what="écriture dans ce journal")
    writing.accept_header(desk)
    desk.put(guides.repeat(desk.entry, desk.proposals.empty_line(desk.position), journal, past))
    desk.point(desk.position, 0, Column.DATE)


def _last_entry(desk: Desk) -> PastEntry | None:
    journal = desk.journal
    if journal is None:
        return None
    above = desk.book.traces.last_of_journal(journal.code, desk.position)
    return (guides.as_past(above) if above else None) or desk.facts.last_entry(journal.code)


def without_empty_lines(desk: Desk) -> None:
    """Drop the lines of a templated entry that received no amount: they are not posted (KM-91)."""
    entry = desk.entry
    kept = tuple(line for line in entry.lines if line.side or line.guide is None)
    desk.put(replace(rearranged(entry, kept), template=""))
