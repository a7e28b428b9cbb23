"""The days of a foot-of-journal journal: opened, changed line by line, written with their counterpart (CTP-02)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tuicompta.core.dates import iso
from tuicompta.core.entry.foot import counterpart_line
from tuicompta.core.entry.model import GridLine
from tuicompta.core.enums import EntryOrigin, EntryStatus
from tuicompta.models.database import Database
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.delete import delete_header
from tuicompta.services.entries.foot.rules import status_of_month
from tuicompta.services.entries.lines import EntryToStore, write_lines
from tuicompta.services.entries.protection import name_of
from tuicompta.services.entries.read import lines_of
from tuicompta.services.entries.references import JournalRow, References
from tuicompta.services.entries.reopening import reopen
from tuicompta.services.fiscal_years.fiscal_years import Period

_OF_DAY = "SELECT id FROM entry WHERE journal_id = ? AND period_id = ? AND entry_date = ? ORDER BY id LIMIT 1"
_INSERT = """
    INSERT INTO entry (fiscal_year_id, period_id, journal_id, entry_date, piece_date, piece_number, status, origin,
                       created_by, created_at)
    VALUES (?, ?, ?, ?, ?, '', ?, ?, ?, ?)
"""
_CHANGED = """
    UPDATE entry SET piece_number = ?, version = version + 1, changed_by = ?, changed_at = ? WHERE id = ?
"""
_COUNTERPART = """
    SELECT number FROM account JOIN journal_year ON counterpart_account_id = account.id
     WHERE journal_id = ? AND fiscal_year_id = ?
"""
_FOOT = "SELECT id FROM entry_line WHERE entry_id = ? AND foot = 1"
_MARK_FOOT = "UPDATE entry_line SET foot = (id IS ?) WHERE entry_id = ? AND foot <> (id IS ?)"
_LAST_POSITION = "SELECT coalesce(max(position), 0) FROM entry_line WHERE entry_id = ?"
_MOVE = "UPDATE entry_line SET entry_id = ?, position = ? WHERE id = ?"


@dataclass
class FootDay:
    """An open day: the lines it will hold, in their order; `foot_id` is its stored counterpart, if any."""

    journal: JournalRow
    period: Period
    day: date
    entry_id: int
    is_new: bool
    foot_id: int | None = None
    lines: list[GridLine] = field(default_factory=list)
    line_ids: list[int] = field(default_factory=list)

    def place(self, line: GridLine) -> int:
        """Put a line in the place of the stored one it changes, else at the end; return its rank."""
        for rank, other in enumerate(self.lines):
            if line.line_id is not None and other.line_id == line.line_id:
                self.lines[rank] = line
                return rank
        self.lines.append(line)
        return len(self.lines) - 1

    def take_away(self, line_id: int) -> None:
        """Let a stored line leave the day."""
        self.lines = [line for line in self.lines if line.line_id != line_id]


def open_day(dossier: Dossier, place: tuple[JournalRow, Period, date], origin: EntryOrigin) -> FootDay:
    """Open the entry of a day for a change, a new one when the day has none; raises what holds it."""
    database, (journal, period, day) = dossier.database, place
    found: int | None = database.value(_OF_DAY, (journal.id, period.id, iso(day)))
    if found is None:
        status = status_of_month(database, journal.id, period.id) or EntryStatus.UNVALIDATED
        cells = (period.fiscal_year_id, period.id, journal.id, iso(day), iso(day), status.value, origin.value)
        made = database.run(_INSERT, (*cells, dossier.user.id, dossier.now()))
        return FootDay(journal, period, day, made, is_new=True)
    reopen(database, found, None)
    foot_id = database.value(_FOOT, (found,))
    lines = [line for line in lines_of(database, found) if line.line_id != foot_id]
    return FootDay(journal, period, day, found, is_new=False, foot_id=foot_id, lines=lines)


def move_line(database: Database, line_id: int, target: FootDay) -> None:
    """Bring a stored line in the entry of another open day; it keeps its identity and its marks."""
    last = int(database.value(_LAST_POSITION, (target.entry_id,)))
    database.run(_MOVE, (target.entry_id, last + 1, line_id))


def write_day(dossier: Dossier, references: References, day: FootDay) -> None:
    """Store a day with its counterpart and post it; a day without line disappears (CTP-02)."""
    database = dossier.database
    first = day.lines[0].piece if day.lines else ""
    entry = EntryToStore(day.entry_id, name_of(day.journal.code, first, iso(day.day)), day.journal, day.day)
    foot = _foot_of(database, day)
    written = write_lines(references, entry, [*day.lines, *foot])
    if not written:
        delete_header(database, day.entry_id)
        return
    day.foot_id = written[-1] if foot else None
    day.line_ids = written[: len(day.lines)]
    database.run(_MARK_FOOT, (day.foot_id, day.entry_id, day.foot_id))
    if day.is_new:
        database.run("UPDATE entry SET piece_number = ? WHERE id = ?", (first, day.entry_id))
    else:
        database.run(_CHANGED, (first, dossier.user.id, dossier.now(), day.entry_id))
    database.run("UPDATE entry SET posted = 1 WHERE id = ?", (day.entry_id,))


def _foot_of(database: Database, day: FootDay) -> Sequence[GridLine]:
    """Return the counterpart line of a day, in the place of the stored one."""
    account = str(database.value(_COUNTERPART, (day.journal.id, day.period.fiscal_year_id)))
    line = counterpart_line(day.lines, account, day.day)
    return [] if line is None else [replace(line, line_id=day.foot_id)]
