"""How an entry grid is written: its lines, the list of what is offered, what it tells under the lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuicompta.core.amounts import format_amount, format_count
from tuicompta.core.dates import format_date
from tuicompta.core.entry.model import DATES, Column
from tuicompta.core.entry.view import Voice
from tuicompta.core.text import cell_width, cut
from tuicompta.widgets.edges import first_shown
from tuicompta.widgets.entry_layout import MARGIN, EntryLayout, is_right_aligned
from tuicompta.widgets.safe import fitted, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tuicompta.core.entry.details import Shown
    from tuicompta.core.entry.view import CellView, ContextView, CursorView, ListView, RowView, TotalsView
    from tuicompta.widgets.entry_layout import CellPlace
    from tuicompta.widgets.painted import Run

VOICES: Final = {
    Voice.NORMAL: "normal",
    Voice.DIM: "quiet",
    Voice.GHOST: "quiet",
    Voice.ERROR: "wrong",
    Voice.LOCKED: "quiet",
    Voice.MARKED: "normal",
}
UNBALANCED: Final = "!"
CURRENT: Final = "│"
RULE: Final = "│"
MARK: Final = "!"
_ROOMY_HINTS: Final = ((2, 1), (4, 2))
_MOST_PER_LINE: Final = 4
LONG_DATE: Final = len("JJ/MM/AAAA")
_SHORTEST_TITLE: Final = 8


def heading_runs(layout: EntryLayout) -> Iterator[Run]:
    """Write the titles of the columns."""
    end = 0
    for column, place in layout.places.items():
        yield " " * (place.x - end), "heading"
        yield fitted(layout.titles[column], place.width, "right" if is_right_aligned(column) else "left"), "heading"
        end = place.x + place.width


def row_runs(
    row: RowView,
    layout: EntryLayout,
    cursor: CursorView | None,
    *,
    framed: bool,
    ruled: bool = False,
    unbalanced: str = "wrong",
) -> Iterator[Run]:
    """Write a line of an entry: `!` in the margin when unbalanced, a rule along the current one (KM-25, OEN-01).

    `ruled` draws a rule between the columns; `unbalanced` is the voice of an entry that does not balance.
    """
    wrong = row.unbalanced and not row.is_ghost
    mark = UNBALANCED if wrong else CURRENT if framed and row.current else " "
    yield mark, unbalanced if wrong else "accent"
    end = MARGIN
    mark_after = " "
    for column, place in layout.places.items():
        cell = row.cells.get(column)
        here = cursor is not None and cursor.column is column
        typing = here and cursor is not None and cursor.caret is not None
        text = _shown(column, cell, typing=typing)
        if cell is None and not here and not ruled:
            continue
        start, width = _room(place, text, right=is_right_aligned(column) and not here)
        gap = mark_after + " " * (start - end - 1) if start > end else ""
        yield (f"{gap[:-1]}{RULE}", "rule") if ruled and gap.strip() == "" and gap else (gap, "normal")
        mark_after = MARK if cell is not None and cell.voice is Voice.MARKED else " "
        if here and cursor is not None:
            shown = cell if cell is None or typing else replace(cell, text=text)
            yield from cursor_runs(shown, width, cursor.caret, right=is_right_aligned(column))
        elif cell is not None:
            voice = unbalanced if wrong and cell.voice is Voice.NORMAL else VOICES[cell.voice]
            voice = f"{voice} simulated" if row.simulated else voice
            yield fitted(text, width, "right" if is_right_aligned(column) else "left"), voice
        else:
            yield " " * width, "normal"
        end = start + width
    yield mark_after, "wrong"


def shaded(runs: Iterable[Run], width: int) -> Iterator[Run]:
    """Put a line of an entry on the ground that sets it apart, whole (OEN-01)."""
    left = width
    for text, voice in runs:
        left -= cell_width(text)
        yield text, voice if "cursor" in voice else f"{voice} shaded"
    yield " " * max(left, 0), "shaded"


def _shown(column: Shown, cell: CellView | None, *, typing: bool) -> str:
    """Return the text of a cell; a date that nobody is typing is told in eight cells."""
    text = safe(cell.text) if cell is not None else ""
    whole = column in DATES and len(text) == LONG_DATE and not typing
    return text[:6] + text[8:] if whole else text


def _room(place: CellPlace, text: str, *, right: bool) -> tuple[int, int]:
    """Return where a cell starts and its width: a large amount takes the blank before it rather than be cut."""
    if right and cell_width(text) > place.width:
        return place.x - 1, place.width + 1
    return place.x, place.width


def cursor_runs(cell: CellView | None, width: int, caret: int | None, *, right: bool = False) -> Iterator[Run]:
    """Write the cell where the next key goes: reversed, its caret plain, the text scrolled so that the caret shows."""
    text = safe(cell.text) if cell is not None else ""
    if caret is None:
        yield fitted(text, width, "right" if right else "left"), "cursor"
        return
    start, lead = _scroll(text, width, caret, right=right)
    before, under, after = text[start:caret], text[caret : caret + 1] or " ", text[caret + 1 :]
    yield " " * lead + before, "cursor"
    yield under, "normal"
    room = max(width - lead - cell_width(before) - cell_width(under), 0)
    suggestion = safe(cell.suggestion)[1:] if cell is not None and not after else ""
    yield fitted(suggestion or after[:room], room), "cursor quiet" if suggestion else "cursor"


def caret_offset(text: str, width: int, caret: int | None, *, right: bool) -> int:
    """Return the screen cell of the caret inside its cell, for the terminal cursor."""
    if caret is None:
        return max(width - cell_width(text), 0) if right else 0
    start, lead = _scroll(text, width, caret, right=right)
    return min(lead + cell_width(text[start:caret]), width - 1)


def _scroll(text: str, width: int, caret: int, *, right: bool) -> tuple[int, int]:
    """Return the first character shown of a text being typed, and the blanks before it."""
    start = first_shown(text, caret, width)
    lead = max(width - cell_width(text) - 1, 0) if right and not start else 0
    return start, lead


def hint_runs(offered: ListView, line: int, width: int) -> Iterator[Run]:
    """Write one of the two lines of what is offered: few are written large, eight stand four by four (KM-60)."""
    count = len(offered.rows)
    per_line = next((number for most, number in _ROOMY_HINTS if count <= most), _MOST_PER_LINE)
    total = f" {count} sur {offered.total}" if offered.total > count else ""
    room = width - cell_width(total)
    if not count:
        yield fitted(" Aucune valeur" if line == 0 else "", room), "quiet"
        return
    size = room // per_line
    for rank in range(line * per_line, (line + 1) * per_line):
        if rank < count:
            choice = offered.rows[rank]
            text = f" {choice.code} {choice.label}"
            yield fitted(text, size - 1), "cursor" if rank == offered.highlighted else "normal"
        else:
            yield " " * (size - 1), "normal"
        yield " ", "normal"
    yield " " * (room - size * per_line), "normal"
    yield total if line else "", "quiet"


def context_runs(context: ContextView, width: int) -> Iterator[Run]:
    """Write what is known of the account of the current line (KM-68, SW-37).

    Where there is little room, a long title is cut, then the date of the first due date is left out, then all that is
    due if what the entry lacks is told; amounts are whole.
    """
    rest = (
        f"  Reste {format_amount(abs(context.difference))} ! "
        if context.tells_difference and context.difference
        else ""
    )
    width -= cell_width(rest)
    runs = list(_of_account(context, width))
    if rest and sum(cell_width(text) for text, _ in runs) > width:
        runs = list(_of_account(replace(context, open_due_count=0, first_due=None), width))
    yield from runs
    left = sum(cell_width(text) for text, _ in runs)
    yield " " * (width - left) if rest else "", "normal"
    yield rest, "wrong"


def _of_account(context: ContextView, width: int) -> Iterator[Run]:
    if context.account:
        name, figures, first_due = f" {context.account} ", _figures(context), ""
        if context.first_due is not None:
            first_due = f" au {format_date(context.first_due)}"
        room = width - cell_width(name + figures)
        if room - cell_width(first_due) < min(cell_width(context.title), _SHORTEST_TITLE):
            first_due = ""
        yield name, "strong"
        yield cut(safe(context.title), max(room - cell_width(first_due), _SHORTEST_TITLE)), "normal"
        yield f"{figures}{first_due}", "normal"


def _figures(context: ContextView) -> str:
    figures = f" · solde {balance_text(context.balance)}" if context.balance is not None else ""
    if context.open_due_count:
        plural = "s" if context.open_due_count > 1 else ""
        figures += f" · {context.open_due_count} échéance{plural} {format_amount(abs(context.open_due_total))}"
    return figures


def balance_text(cents: int) -> str:
    """Return a balance with its side in words: `3 600,00 débiteur`."""
    side = " débiteur" if cents > 0 else " créditeur" if cents < 0 else ""
    return format_amount(abs(cents)) + side


def foot_runs(totals: TotalsView, layout: EntryLayout) -> Iterator[Run]:
    """Write the counterpart at the foot of the journal, its amount under those of its side (CTP-02, JF-21)."""
    foot = totals.foot
    column = Column.CREDIT if foot is not None and foot.balance < 0 else Column.DEBIT
    place = layout.places.get(column)
    if foot is None or place is None:
        return
    text = f" Contrepartie en pied  {foot.account} {safe(foot.title)}"
    yield fitted(text, layout.places[Column.DEBIT].x - 1), "strong"
    amount = format_amount(abs(foot.balance), blank_zero=True)
    start = layout.places[Column.DEBIT].x - 1
    yield " " * (place.x - start) + fitted(amount, place.width, "right"), "strong"


def totals_runs(totals: TotalsView, width: int) -> Iterator[Run]:
    """Write the foot: totals of what is not saved, what the current entry lacks, entries typed and saved (KM-38).

    Where the totals are those of the whole journal/month: their difference, and its number of lines (SJ-36).
    """
    left = f" Débit {format_amount(totals.debit)}   Crédit {format_amount(totals.credit)}   "
    yield left, "normal"
    title = "Écart" if totals.whole else "Reste"
    remainder = f"{title} {format_amount(abs(totals.remainder))}{' !' if totals.remainder else ''}"
    yield remainder, "wrong" if totals.remainder else "settled"
    right = _lines(totals.lines) if totals.whole else _entries(totals)
    yield fitted(right, max(width - cell_width(left) - cell_width(remainder), 0), "right"), "quiet"


def _entries(totals: TotalsView) -> str:
    plural = "s" if totals.typed_entries > 1 else ""
    return f"{totals.typed_entries} écriture{plural} · {totals.saved_entries} enreg."


def _lines(count: int) -> str:
    return f"{format_count(count)} ligne{'s' if count > 1 else ''}"
