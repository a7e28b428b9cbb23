"""What the lines of a guided entry follow: its model, its month, the accounts and numbers of the dossier (SGE-15)."""

from collections.abc import Mapping, Sequence
from datetime import date

from tuicompta.core.dates import parse_iso
from tuicompta.core.entry.ports import AccountInfo
from tuicompta.core.enums import JournalType, NumberingMode
from tuicompta.core.guides.body import Header
from tuicompta.core.guides.model import Guide
from tuicompta.core.numbering import increment
from tuicompta.models.database import Database
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.pieces import PieceScope
from tuicompta.services.entries.references import References
from tuicompta.services.fiscal_years.fiscal_years import current_fiscal_year, open_fiscal_years
from tuicompta.services.guides.entries import period_on
from tuicompta.services.guides.lines import read_lines, resolved, texts_of
from tuicompta.services.lookup import DossierLookup

_MODEL = """
    SELECT name, journal.code, journal_type FROM guide_model JOIN journal ON journal.id = journal_id
     WHERE guide_model.id = ?
"""


def guide_of(database: Database, model: int) -> Guide | None:
    """Return a model as its guided entries follow it, nothing when it is gone."""
    row = database.row(_MODEL, (model,))
    if row is None:
        return None
    return Guide(row[0], row[1], JournalType(row[2]), resolved(read_lines(database, model), texts_of(database)))


def accounts_of(dossier: Dossier) -> list[AccountInfo]:
    """Return all the accounts of the dossier, as the grids know them."""
    years = open_fiscal_years(dossier.database)
    year = years[0] if years else current_fiscal_year(dossier)
    return list(DossierLookup(dossier, year).accounts())


def header_of(
    dossier: Dossier, model: int, period: int, accounts: Mapping[str, AccountInfo], *, number: str = "", label: str = ""
) -> Header | None:
    """Return what the lines of a guided entry follow; nothing when its model or its month is gone (SGE-13)."""
    database = dossier.database
    guide = guide_of(database, model)
    row = database.row("SELECT start_date, end_date FROM period WHERE id = ?", (period,))
    if guide is None or row is None:
        return None
    start, end = parse_iso(row[0]), parse_iso(row[1])

    def rate_of(account: str) -> int:
        found = accounts.get(account)
        return (found.tax_rate or 0) if found else 0

    def title_of(account: str) -> str:
        found = accounts.get(account)
        return found.title if found else ""

    piece = proposed_piece(database, guide.journal, start)
    return Header(guide, start, end, dossier.today(), number, label, piece, rate_of, title_of)


def proposed_piece(database: Database, journal: str, day: date) -> str:
    """Return the piece number that a journal proposes at a day, empty when it proposes none (NUM-01)."""
    references = References(database)
    period = references.period(day)
    if period is None:
        return ""
    found = references.journal(journal, period.fiscal_year_id)
    scope = PieceScope(database, found, period, day)
    if found.numbering is not NumberingMode.MANUAL:
        return scope.number(scope.next_free_counter())
    last = scope.last()
    return increment(last) if last else ""


def current_month(dossier: Dossier) -> int | None:
    """Return the period of the current month, as the list of journals knows it (SGE-05, SJL-06, SJL-07)."""
    years = open_fiscal_years(dossier.database)
    current = current_fiscal_year(dossier)
    year = current if current in years or not years else years[0]
    return period_on(dossier.database, min(max(dossier.today(), year.start), year.end))


def as_mapping(accounts: Sequence[AccountInfo]) -> Mapping[str, AccountInfo]:
    """Return accounts by their number."""
    return {account.number: account for account in accounts}
