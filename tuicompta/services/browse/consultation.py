"""Consulting one account: its figures, what the user left, its neighbours, the entry behind a line (CONS)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.enums import AccountType, EntryStatus
from tuicompta.core.errors import TuicomptaError
from tuicompta.models.database import Database
from tuicompta.services.accounts.accounts import UnknownAccountError
from tuicompta.services.browse.account_lines import COUNTED, LineFilter, LineKind, Sums, account_sums
from tuicompta.services.browse.scanned_lines import LineOrder, ScannedLines
from tuicompta.services.dossiers.apart import read_apart
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.dossiers.user_state import state, store_state
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, current_fiscal_year, fiscal_years

_STATE = "consultation"
_COLUMNS_STATE = "consultation_columns"
_ACCOUNT = "SELECT id, number, title, type, blocked FROM account WHERE number = ?"
_MOVED = """
   AND type = 'D' AND EXISTS (SELECT 1 FROM balance_total WHERE account_id = account.id
                                 AND period_id IN (SELECT id FROM period WHERE fiscal_year_id = ?))
"""
_ABOVE, _BELOW = "SELECT number FROM account WHERE number > ?", "SELECT number FROM account WHERE number < ?"
_NEXT = _ABOVE + _MOVED + " ORDER BY number LIMIT 1"
_PREVIOUS = _BELOW + _MOVED + " ORDER BY number DESC LIMIT 1"
_ENTRY = """
    SELECT journal.code, entry.entry_date, entry.piece_number, account.number, account.title, entry_line.label, debit,
           credit, journal.id, entry.period_id, entry.status,
           (SELECT count(*) FROM entry_line AS counted WHERE counted.entry_id = entry.id)
      FROM entry JOIN entry_line ON entry_line.entry_id = entry.id JOIN account ON account.id = entry_line.account_id
      JOIN journal ON journal.id = entry.journal_id WHERE entry.id = ? ORDER BY entry_line.position LIMIT ?
"""


class RootAccountError(TuicomptaError):
    """A Racine account has no lines to consult (CONS-06)."""

    template = "Le compte {number} ({title}) est de type Racine : il n'a pas de lignes à consulter."


@dataclass(frozen=True, slots=True)
class ConsultedAccount:
    """The account consulted."""

    id: int
    number: str
    title: str
    blocked: bool


class PreviewLine(NamedTuple):
    """A line of the entry behind the line under the cursor (CONS-25)."""

    account: str
    title: str
    label: str
    debit: int
    credit: int


class EntryPreview(NamedTuple):
    """An entry: its name, its first lines, where it is, its status, the number of its lines."""

    journal: str
    day: date
    piece: str
    lines: tuple[PreviewLine, ...]
    journal_id: int
    period_id: int
    status: str = EntryStatus.UNVALIDATED
    size: int = 0


def consulted_account(database: Database, number: str) -> ConsultedAccount:
    """Return the account of a number; raises `UnknownAccountError` and `RootAccountError` (CONS-06)."""
    row = database.row(_ACCOUNT, (number,))
    if row is None:
        raise UnknownAccountError(number=number)
    if row[3] == AccountType.ROOT:
        raise RootAccountError(number=number, title=row[2])
    return ConsultedAccount(row[0], row[1], row[2], bool(row[4]))


def year_figures(database: Database, account: ConsultedAccount, year: FiscalYear) -> Sums:
    """Return the header figures: the whole fiscal year, simulated entries left out (CONS-08, CONS-09)."""
    return account_sums(database, account.id, year.start, year.end + timedelta(days=1))


def neighbour(database: Database, number: str, year: FiscalYear, way: int) -> str | None:
    """Return the next or previous Détail account with movements in a fiscal year (CONS-23)."""
    found: str | None = database.value(_NEXT if way > 0 else _PREVIOUS, (number, year.id))
    return found


def entry_preview(database: Database, entry_id: int, most: int) -> EntryPreview | None:
    """Return an entry with at most so many of its lines, nothing when it is gone (CONS-25)."""
    rows = database.rows(_ENTRY, (entry_id, most))
    if not rows:
        return None
    journal, day, piece, *_, journal_id, period_id, status, size = rows[0]
    lines = tuple(PreviewLine(*row[3:8]) for row in rows)
    return EntryPreview(journal, parse_iso(day), piece, lines, journal_id, period_id, status, size)


# -- what the user left ------------------------------------------------------------------------------------------------


def last_account(dossier: Dossier) -> str:
    """Return the account consulted last by this user, "" for none (CONS-01, START-02)."""
    return str(_stored(dossier).get("account") or "")


def last_filter(dossier: Dossier) -> LineFilter:
    """Return the filters left by this user; the dates only while the current fiscal year is the same (CONS-04)."""
    stored = _stored(dossier)
    years = {year.id: year for year in fiscal_years(dossier.database)}
    current = current_fiscal_year(dossier)
    year = years.get(int(str(stored.get("year") or 0)), current) if stored.get("current") == current.id else current
    start, end = year.start, year.end
    if stored.get("current") == current.id and stored.get("start") and stored.get("end"):
        start = max(start, parse_iso(str(stored["start"])))
        end = min(end, parse_iso(str(stored["end"])))
    kinds = {kind.name: kind for kind in LineKind}
    statuses = str(stored.get("statuses", COUNTED))
    kind = kinds.get(str(stored.get("kind")), LineKind.ALL)
    return LineFilter(year, start, end, statuses, kind) if start <= end else LineFilter.of_year(year)


def remember(dossier: Dossier, number: str, shown: LineFilter) -> None:
    """Keep the account and the filters for the next opening (CONS-01, CONS-04)."""
    kept = {
        "account": number,
        "current": current_fiscal_year(dossier).id,
        "year": shown.year.id,
        "start": iso(shown.start),
        "end": iso(shown.end),
        "statuses": shown.statuses,
        "kind": shown.kind.name,
    }
    if kept != _stored(dossier):
        store_state(dossier, _STATE, kept)


def chosen_columns(dossier: Dossier) -> list[str]:
    """Return the optional columns that this user asked for, by their names (CONS-10)."""
    found = state(dossier, _COLUMNS_STATE)
    return [str(name) for name in found] if isinstance(found, list) else []


def choose_columns(dossier: Dossier, names: Sequence[str]) -> None:
    """Keep the optional columns that this user asks for."""
    store_state(dossier, _COLUMNS_STATE, list(names))


def _stored(dossier: Dossier) -> Mapping[str, object]:
    found = state(dossier, _STATE)
    return found if isinstance(found, dict) else {}


def scan_lines(
    dossier: Dossier,
    account: ConsultedAccount,
    shown: LineFilter,
    order: LineOrder,
    *,
    descending: bool,
    told: Callable[[int], None],
    stopped: Callable[[], bool],
) -> ScannedLines:
    """Find the lines of an account in a thread beside the screen; raises `ReadingStoppedError`."""
    lines = ScannedLines(dossier.database, account.id, shown, order, descending)
    return read_apart(dossier, lambda own: lines.read(own.database, told), stopped)
