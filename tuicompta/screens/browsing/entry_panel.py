"""The entry of the line under the cursor: a panel under the lines, and a box that holds the whole of it (CONS-25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date
from tuicompta.core.enums import EntryStatus
from tuicompta.core.text import cell_width, cut
from tuicompta.screens.frame.actions import Action, one_row
from tuicompta.services.browse.consultation import entry_preview
from tuicompta.widgets.columns import Column, ColumnType
from tuicompta.widgets.list_definition import ListDefinition, MemoryTable
from tuicompta.widgets.painted import Painted
from tuicompta.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuicompta.screens.frame.frame import Frame
    from tuicompta.services.browse.consultation import EntryPreview, PreviewLine
    from tuicompta.services.dossiers.dossier import Dossier
    from tuicompta.widgets.painted import Run

SHORT, TALL = 2, 7
WHOLE_ENTRY = Action(
    "whole_entry", "Voir l'écriture entière", "Toutes ses lignes.", ("alt+e",), condition=one_row, short="Écriture"
)
STATUS_WORDS = {EntryStatus.VALIDATED: " · validée", EntryStatus.SIMULATED: " · simulée"}
COLUMNS = (
    Column("account", "Compte", ColumnType.CODE, 10, mandatory=True),
    Column("title", "Intitulé", width=22),
    Column("label", "Libellé", width=24, stretch=True, least=12),
    Column("debit", "Débit", ColumnType.AMOUNT, 10, total=True),
    Column("credit", "Crédit", ColumnType.AMOUNT, 10, total=True),
)


class EntryPanel(Painted):
    """A sentence where there is little room, else its lines; what is not shown is counted, beside the key `legend`."""

    def __init__(self) -> None:
        super().__init__()
        self.legend = ""
        self._entry: EntryPreview | None = None
        self._account = self._label = self._text = ""

    def show(self, entry: EntryPreview | None, account: str, label: str = "", text: str = "") -> None:
        """Show another entry, seen from a line of an account; a text when there is none."""
        self._entry, self._account, self._label, self._text = entry, account, label, text
        self.repaint()

    @property
    def most_lines(self) -> int:
        """The number of lines of an entry worth reading."""
        return max(self.content_size.height * 3, TALL)

    def paint(self, y: int, width: int) -> Iterable[Run]:
        """Write a line of the panel."""
        entry = self._entry
        if entry is None:
            return [(f" {self._text}", "quiet")] if y == 0 else ()
        if y == 0:
            return [(cut(f" {entry_title(entry)} · {self._label}", width), "quiet")]
        height = self.content_size.height
        if height <= SHORT:
            # While the terminal is made smaller, the panel still has the lines that it had.
            return [(self._sentence(entry, width), "quiet")] if y == 1 else ()
        whole = entry.size < height
        if whole or y < height - 1:
            return _line(entry, y - 1, width)
        return [(f" {self._rest(entry.size - height + 2)}", "quiet")]

    def _sentence(self, entry: EntryPreview, width: int) -> str:
        """Return the other lines, as many as there is room for, and the number of those left out."""
        others = [line for line in entry.lines if line.account != self._account] or list(entry.lines)
        text = ""
        for rank, line in enumerate(others, 1):
            more = f"{text}  {_words(line)}" if text else f" {_words(line)}"
            left = entry.size - 1 - rank
            rest = f"  {self._rest(left)}" if left > 0 else ""
            if cell_width(more + rest) > width:
                return f"{text}  {self._rest(left + 1)}" if text else cut(f" {self._rest(left + 1)}", width)
            text = more
        left = entry.size - 1 - len(others)
        return f"{text}  {self._rest(left)}" if left > 0 else text

    def _rest(self, lines: int) -> str:
        return f"… {lines} autre{'s' if lines > 1 else ''} ligne{'s' if lines > 1 else ''} : {self.legend}"


def entry_title(entry: EntryPreview) -> str:
    """Return journal, piece, day and status of an entry."""
    status = STATUS_WORDS.get(EntryStatus(entry.status), "")
    return f"{entry.journal} {entry.piece or 'sans pièce'} du {format_date(entry.day)}{status}"


async def show_entry(frame: Frame, dossier: Dossier, entry_id: int) -> None:
    """Show all the lines of an entry; one that is picked leads to its account."""
    most = entry_preview(dossier.database, entry_id, 1)
    entry = entry_preview(dossier.database, entry_id, most.size) if most is not None else None
    if entry is None:
        return
    rows = [Row(rank, tuple(line)) for rank, line in enumerate(entry.lines)]
    table = MemoryTable(COLUMNS, lambda: rows)
    title = f"{entry_title(entry)} · {entry.size} lignes"
    picked = await frame.dialogs.pick(title, ListDefinition("whole_entry", title, COLUMNS, table, ticks=False))
    if picked:
        await frame.open("consultation", number=entry.lines[int(str(picked[0]))].account)


def _line(entry: EntryPreview, rank: int, width: int) -> Iterable[Run]:
    if rank >= len(entry.lines):
        return ()
    line = entry.lines[rank]
    amounts = f"{format_amount(line.debit, blank_zero=True):>15} {format_amount(line.credit, blank_zero=True):>15} "
    room = max(width - cell_width(amounts) - 13, 0)
    text = cut(f"{line.title} · {line.label}", room)
    return [(f" {line.account:<11} {text}{' ' * (room - cell_width(text))}{amounts}", "normal")]


def _words(line: PreviewLine) -> str:
    amount, side = (line.debit, "D") if line.debit else (line.credit, "C")
    return f"{line.account} {format_amount(amount)} {side}"
