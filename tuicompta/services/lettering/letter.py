"""Lettering the lines of an account that settle each other, and those that will (LETT)."""

from collections.abc import Sequence
from typing import NamedTuple

from tuicompta.core.amounts import format_amount
from tuicompta.core.dates import format_date, parse_iso
from tuicompta.core.enums import EntryStatus
from tuicompta.core.lettering.selection import FEWEST, Selection
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.fiscal_years.fiscal_years import FiscalYear, fiscal_year_of, fiscal_years
from tuicompta.services.lettering.accounts import LetteredAccount, account_to_letter
from tuicompta.services.lettering.chosen import Chosen, ChosenLine, chosen_lines
from tuicompta.services.lettering.codes import Codes
from tuicompta.services.lettering.errors import (
    AlreadyLetteredError,
    GapTooLargeError,
    LetteredLaterError,
    LetteringGapError,
    LetteringYearError,
    PartialBalancedError,
    SimulatedLineError,
    TooFewLinesError,
)
from tuicompta.services.lettering.gap import GapEntries
from tuicompta.services.lettering.groups import NewGroup, dissolve, write_groups


class Lettered(NamedTuple):
    """A group just made: its code, the number of its lines, the gap posted (debits − credits, cents) and its entry."""

    code: str
    lines: int
    gap: int = 0
    gap_entry: int | None = None


class PartiallyLettered(NamedTuple):
    """A partial group: its code in small letters, the number of its lines, what remains (debits − credits, cents)."""

    code: str
    lines: int
    rest: int


def selection_of(database: Database, account: LetteredAccount, line_ids: Sequence[int]) -> Selection:
    """Return the figures of a selection of lines, which say what F9 does with it (LETT-07, LETT-08)."""
    return chosen_lines(database, account, line_ids).selection(account.maximum_gap)


def letter_lines(
    dossier: Dossier, number: str, line_ids: Sequence[int], code: str = "", gaps: GapEntries | None = None
) -> Lettered:
    """Letter lines of an account, dated today (LETT-01, LETT-03, LETT-08).

    Without a typed code, the group takes that of the partial group it completes, in capitals (LETT-33), else «Prochain
    code lettrage» of the account; the next code stored on the account is its successor, never in use in an open fiscal
    year (LETT-10 to LETT-12, INVL-05). The rest of the partial groups touched follows. A gap that the account accepts
    is posted first (LETT-17). Raises the refusals of `lettering.errors`; nothing is then written.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        account = account_to_letter(database, number)
        chosen = chosen_lines(database, account, line_ids)
        year = checked_year(database, account, chosen, line_ids)
        gap = _accepted_gap(account, chosen)
        codes = Codes(database, account, year)
        partials = chosen.partials
        given = codes.typed(code, partials) if code else next(iter(partials.values()), "").upper() or codes.proposed()
        lines = [line.id for line in chosen.whole]
        saved = (gaps or GapEntries()).post(dossier, account, year, gap, given, chosen.last_day) if gap else None
        dissolve(dossier, partials)
        lettered = [*lines, *(saved.line_ids[:1] if saved else ())]
        write_groups(dossier, [NewGroup(account.id, year.id, given, lettered)])
        if code or not partials:
            codes.take(given)
            codes.store()
    return Lettered(given, len(lines), gap, saved.entry_id if saved else None)


def letter_partially(dossier: Dossier, number: str, line_ids: Sequence[int]) -> PartiallyLettered:
    """Give lines that do not balance one code in small letters, which locks nothing and counts nowhere (LETT-31).

    Lines of partial groups bring their groups, merged under the oldest code (LETT-33). Raises the refusals of
    `lettering.errors`.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        account = account_to_letter(database, number)
        chosen = chosen_lines(database, account, line_ids)
        year = checked_year(database, account, chosen, line_ids)
        rest = sum(line.debit - line.credit for line in chosen.whole)
        if rest == 0:
            raise PartialBalancedError(number=account.number)
        partials = chosen.partials
        codes = Codes(database, account, year)
        code = next(iter(partials.values()), "") or codes.proposed().lower()
        lines = [line.id for line in chosen.whole]
        dissolve(dossier, partials)
        write_groups(dossier, [NewGroup(account.id, year.id, code, lines)], partial=True)
        if not partials:
            codes.take(code.upper())
            codes.store()
    return PartiallyLettered(code, len(lines), rest)


def checked_year(database: Database, account: LetteredAccount, chosen: Chosen, line_ids: Sequence[int]) -> FiscalYear:
    """Return the fiscal year of the lines once nothing stands against their lettering but their difference."""
    number = account.number
    if len(chosen.lines) < max(FEWEST, len(set(line_ids))):
        raise TooFewLinesError(number=number)
    years = {line.year_id for line in chosen.lines}
    year = next(year for year in fiscal_years(database) if year.id in years)
    if len(years) > 1 or year.closed:
        raise LetteringYearError(number=number)
    if any(line.status == EntryStatus.SIMULATED for line in chosen.whole):
        raise SimulatedLineError(number=number)
    refuse_later(database, account, chosen.whole)
    if any(line.lettered for line in chosen.lines):
        raise AlreadyLetteredError(number=number)
    return year


def refuse_later(database: Database, account: LetteredAccount, lines: Sequence[ChosenLine]) -> None:
    """Refuse lines whose carried-forward copy is lettered in a later fiscal year, with its dates (LETT-21)."""
    later = next((line.later for line in lines if line.later), None)
    year = fiscal_year_of(database, parse_iso(later)) if later else None
    if year is not None:
        raise LetteredLaterError(number=account.number, start=format_date(year.start), end=format_date(year.end))


def _accepted_gap(account: LetteredAccount, chosen: Chosen) -> int:
    """Return the difference of the lines in cents, when the account accepts it (LETT-08, LETT-17)."""
    gap = sum(line.debit - line.credit for line in chosen.whole)
    if gap and not account.maximum_gap:
        raise LetteringGapError(number=account.number, gap=format_amount(gap))
    if abs(gap) > account.maximum_gap:
        most = format_amount(account.maximum_gap)
        raise GapTooLargeError(number=account.number, gap=format_amount(gap), most=most)
    return gap
