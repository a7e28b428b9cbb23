"""What an invoice form proposes: date, number, nature, rate, due date (SP-03, SP-06, SP-21)."""

from datetime import date
from typing import NamedTuple

from tuicompta.core.dates import parse_iso
from tuicompta.core.enums import NumberingMode
from tuicompta.core.numbering import increment
from tuicompta.core.practical.kinds import PracticalKind
from tuicompta.models.database import Database
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.due_dates import due_parts
from tuicompta.services.entries.pieces import PieceScope
from tuicompta.services.entries.references import References
from tuicompta.services.fiscal_years.fiscal_years import open_fiscal_years
from tuicompta.services.practical.vat_accounts import proposed_rate

_LAST_DATE = """
    SELECT operation_date FROM practical_operation WHERE kind = ? ORDER BY id DESC LIMIT 1
"""
_LAST_OF_PARTY = """
    SELECT practical_operation.id FROM practical_operation JOIN account ON account.id = account_id
     WHERE kind = ? AND number = ? ORDER BY practical_operation.id DESC LIMIT 1
"""
_LAST_LINE = """
    SELECT account.number, practical_block.rate
      FROM practical_line JOIN practical_block ON practical_block.operation_id = practical_line.operation_id
                                              AND practical_block.position = block
      JOIN account ON account.id = account_id
     WHERE practical_line.operation_id = ? AND account.blocked = 0
     ORDER BY block, practical_line.position LIMIT 1
"""
# The first line on a marked account among those of the entries of the third party, the latest first; a few are enough.
_LAST_IN_BOOKS = """
    SELECT account.number
      FROM (SELECT entry_id, entry_date FROM entry_line WHERE account_id = (SELECT id FROM account WHERE number = ?)
             ORDER BY entry_date DESC, entry_id DESC LIMIT 20) AS past
      JOIN entry_line ON entry_line.entry_id = past.entry_id
      JOIN account ON account.id = entry_line.account_id
     WHERE blocked = 0 AND iif(?, purchase_nature, sale_nature) = 1
     ORDER BY past.entry_date DESC, past.entry_id DESC, position LIMIT 1
"""
_MARKED = {
    PracticalKind.PURCHASE: "SELECT 1 FROM account WHERE number = ? AND purchase_nature = 1 AND blocked = 0",
    PracticalKind.SALE: "SELECT 1 FROM account WHERE number = ? AND sale_nature = 1 AND blocked = 0",
}
_NATURES = {
    PracticalKind.PURCHASE: """
        SELECT number, title, blocked FROM account WHERE type = 'D' AND purchase_nature = 1 ORDER BY number
    """,
    PracticalKind.SALE: """
        SELECT number, title, blocked FROM account WHERE type = 'D' AND sale_nature = 1 ORDER BY number
    """,
}
_DISCOUNTS = {"609": "Remises obtenues", "709": "Remises accordées"}


class Usual(NamedTuple):
    """What the last invoice of a third party had: nature and rate, None being «Sans TVA»."""

    nature: str
    rate: int | None


class NatureChoice(NamedTuple):
    """A nature as the forms offer it."""

    account: str
    title: str
    blocked: bool


def proposed_date(dossier: Dossier, kind: PracticalKind) -> date:
    """Return the date of the last operation of a kind entered, else today, inside the open years (SP-03)."""
    stored = dossier.database.value(_LAST_DATE, (kind.value,))
    day = parse_iso(stored) if stored else dossier.today()
    years = open_fiscal_years(dossier.database)
    if not years or any(day in year for year in years):
        return day
    return min(max(day, years[0].start), years[-1].end)


def proposed_piece(database: Database, journal: str, day: date) -> str:
    """Return the number that the journal proposes for a day, "" when it proposes none (SP-03, NUM-01)."""
    references = References(database)
    period = references.period(day)
    if period is None:
        return ""
    scope = PieceScope(database, references.journal(journal, period.fiscal_year_id), period, day)
    if scope.journal.numbering is NumberingMode.MANUAL:
        last = scope.last()
        return increment(last) if last else ""
    return scope.number(scope.next_free_counter())


def usual_of(database: Database, kind: PracticalKind, third_party: str) -> Usual | None:
    """Return the nature and the rate used last with a third party, nothing the first time (SP-06).

    Before its first invoice entered here, the nature is that of its latest entry in the books, the rate its own.
    """
    last = database.value(_LAST_OF_PARTY, (kind.value, third_party))
    if last is None:
        nature = database.value(_LAST_IN_BOOKS, (third_party, kind is PracticalKind.PURCHASE))
        return None if nature is None else Usual(nature, proposed_rate(database, nature))
    row = database.row(_LAST_LINE, (last,))
    if row is None or database.row(_MARKED[kind], (row[0],)) is None:
        return None
    return Usual(row[0], row[1])


def proposed_due_date(database: Database, third_party: str, day: date, total: int) -> date | None:
    """Return the first due date that the payment terms of a third party give to an invoice (SP-21).

    A credit note is due at its own date (ECH-26).
    """
    if total <= 0:
        return day
    parts = due_parts(database, References(database).account(third_party), day, total, "")
    return parts[0].due_date if parts else None


def natures(database: Database, kind: PracticalKind) -> list[NatureChoice]:
    """Return the accounts marked for a kind of invoice; those of discounts are called so (SP-06, SP-11)."""
    return [
        NatureChoice(number, _nature_title(number, title), bool(blocked))
        for number, title, blocked in database.rows(_NATURES[kind])
    ]


def discount_nature(database: Database, kind: PracticalKind) -> str:
    """Return the first nature of discounts, "" when the chart has none (SP-11, SP-17)."""
    root = "609" if kind is PracticalKind.PURCHASE else "709"
    found = (nature.account for nature in natures(database, kind) if not nature.blocked)
    return next((account for account in found if account.startswith(root)), "")


def days_in_years(database: Database) -> tuple[date, date]:
    """Return the first and the last day that an operation may have (SP-13)."""
    years = open_fiscal_years(database)
    if not years:
        last = database.value("SELECT max(end_date) FROM fiscal_year")
        return parse_iso(last), parse_iso(last)
    return years[0].start, years[-1].end


def _nature_title(number: str, title: str) -> str:
    called = _DISCOUNTS.get(number[:3])
    return f"{called} – {title}" if called else title
