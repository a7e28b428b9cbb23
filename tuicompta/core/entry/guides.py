"""Entries made from a guide model or from the last entry: their lines, their formulas, their stops (KM-91, KM-92)."""

from collections.abc import Sequence
from dataclasses import replace

from tuicompta.core.entry.choices import template_id
from tuicompta.core.entry.facts import Facts
from tuicompta.core.entry.model import AMOUNT_OF, REPEATED_ENTRY, Column, GridEntry, GridLine, Provenance
from tuicompta.core.entry.ports import GuideLine, GuideModel, JournalInfo, PastEntry, PastLine
from tuicompta.core.entry.repeats import is_repeated, next_line
from tuicompta.core.enums import Side
from tuicompta.core.sides import balancing_side


def find(facts: Facts, template: str) -> GuideModel | None:
    """Return the active guide model that an entry was made from."""
    return next((model for model in facts.guide_models() if template_id(model) == template), None)


def load(facts: Facts, entry: GridEntry, first: GridLine, model: GuideModel, journal: JournalInfo) -> GridEntry:
    """Return an entry with the lines of a model after its own; `first` is its first line if it has none (KM-91)."""
    entry = entry.with_lines(tuple(replace(line, guide=None) for line in entry.lines))
    for rank, guide in enumerate(model.lines(entry.entry_date, first.piece)):
        line = _line(entry, first, journal, guide.account, guide.label)
        if guide.amount:
            line = line.with_amount(guide.side, guide.amount, Provenance.ACCEPTED)
        entry = entry.with_lines((*entry.lines, replace(line, guide=rank)))
    return recompute(facts, replace(entry, template=template_id(model))) if entry.lines else entry


def repeat(entry: GridEntry, first: GridLine, journal: JournalInfo, past: PastEntry) -> GridEntry:
    """Return an empty entry filled with the lines and amounts of another (KM-92)."""
    for rank, copied in enumerate(past.lines):
        side = Side.DEBIT if copied.debit else Side.CREDIT
        line = _line(entry, first, journal, copied.account, copied.label)
        line = line.with_amount(side, copied.debit or copied.credit, Provenance.ACCEPTED)
        entry = entry.with_lines((*entry.lines, replace(line, guide=rank)))
    return replace(entry, template=REPEATED_ENTRY)


def as_past(entry: GridEntry) -> PastEntry | None:
    """Return an entry of the grid as one to copy, nothing while it has no date nor amount."""
    lines = [PastLine(line.account, line.label, line.debit, line.credit) for line in entry.lines if line.side]
    if entry.entry_date is None or not lines:
        return None
    return PastEntry(entry.journal, entry.entry_date, entry.piece, tuple(lines))


def _line(entry: GridEntry, first: GridLine, journal: JournalInfo, account: str, label: str) -> GridLine:
    line = next_line(entry, journal) if entry.lines else first
    line = line.with_value(Column.ACCOUNT, account, Provenance.ACCEPTED)
    if label and not (label == line.label and is_repeated(journal, Column.LABEL)):
        line = line.with_value(Column.LABEL, label, Provenance.ACCEPTED)
    return line


def recompute(facts: Facts, entry: GridEntry) -> GridEntry:
    """Return an entry made from a model with its formulas computed again; what was typed over is kept (MG-06)."""
    model = find(facts, entry.template) if entry.template else None
    if model is None:
        return entry
    guides = model.lines(entry.entry_date, entry.piece)
    results = model.evaluate(_given(entry, guides))
    lines = [_computed(line, guides, results) for line in entry.lines]
    return entry.with_lines(tuple(lines))


def relabel(facts: Facts, entry: GridEntry) -> GridEntry:
    """Return an entry made from a model with its labels evaluated again, once its date is known (MG-05)."""
    model = find(facts, entry.template) if entry.template else None
    if model is None or not entry.lines:
        return entry
    guides = model.lines(entry.entry_date, entry.piece)
    followed = {Provenance.ACCEPTED}
    if entry.lines[0].provenance(Column.LABEL) is Provenance.ACCEPTED:
        followed.add(Provenance.REPEATED)
    return entry.with_lines(tuple(_labelled(line, guides, followed) for line in entry.lines))


def _labelled(line: GridLine, guides: Sequence[GuideLine], followed: set[Provenance]) -> GridLine:
    label = guides[line.guide].label if line.guide is not None and line.guide < len(guides) else ""
    mark = line.provenance(Column.LABEL)
    return line.with_value(Column.LABEL, label, mark) if label and mark in followed and mark else line


def _given(entry: GridEntry, guides: Sequence[GuideLine]) -> list[int | None]:
    given: list[int | None] = [None] * len(guides)
    for line in entry.lines:
        if line.guide is None or line.guide >= len(guides) or line.side is None:
            continue
        if not guides[line.guide].computed or _is_typed(line):
            given[line.guide] = line.balance
    return given


def _is_typed(line: GridLine) -> bool:
    return line.side is not None and line.provenance(AMOUNT_OF[line.side]) is Provenance.TYPED


def _computed(line: GridLine, guides: Sequence[GuideLine], results: Sequence[int]) -> GridLine:
    if line.guide is None or line.guide >= len(guides) or not guides[line.guide].computed or _is_typed(line):
        return line
    amount = results[line.guide]
    side = balancing_side(-amount) or guides[line.guide].side
    return line.with_amount(side, abs(amount), Provenance.ACCEPTED)


def stops_of(facts: Facts, entry: GridEntry, index: int) -> frozenset[Column]:
    """Return the cells of a line where Enter stops: the date, the amounts without formula, an account left open."""
    stops = {Column.DATE} if index == 0 else set()
    line = entry.lines[index] if index < len(entry.lines) else GridLine()
    guide = _guide_of(facts, entry, line)
    if line.guide is None:
        return frozenset(stops)
    stops |= set() if line.account else {Column.ACCOUNT}
    if guide and guide.computed:
        return frozenset(stops)
    side = line.side or (guide.side if guide else Side.DEBIT)
    return frozenset(stops | {AMOUNT_OF[side]})


def _guide_of(facts: Facts, entry: GridEntry, line: GridLine) -> GuideLine | None:
    model = find(facts, entry.template)
    guides = model.lines(entry.entry_date, entry.piece) if model else ()
    return guides[line.guide] if line.guide is not None and line.guide < len(guides) else None
