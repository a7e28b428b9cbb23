"""Unlettering: whole groups, by lines, codes or dates (LETT-14 to LETT-20, LETT-26, LETT-34)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tuicompta.core.dates import iso
from tuicompta.core.enums import EntryOrigin
from tuicompta.core.errors import TuicomptaError
from tuicompta.core.lettering.codes import check_code
from tuicompta.models.database import Database
from tuicompta.models.transaction import transaction
from tuicompta.services.dossiers.dossier import Dossier
from tuicompta.services.entries.delete import delete_entries
from tuicompta.services.fiscal_years.fiscal_years import fiscal_years
from tuicompta.services.lettering.accounts import LetteredAccount, account_to_letter
from tuicompta.services.lettering.chosen import ChosenLine, chosen_lines
from tuicompta.services.lettering.errors import LetteringYearError, NothingLetteredError
from tuicompta.services.lettering.groups import dissolve, leave_partial_groups
from tuicompta.services.lettering.letter import refuse_later

_GAP_ENTRIES = """
    SELECT DISTINCT entry.id FROM entry_line JOIN entry ON entry.id = entry_id
     WHERE origin = ? AND lettering_id IN (
        SELECT lettering_id FROM entry_line JOIN lettering ON lettering.id = lettering_id
         WHERE partial = 0 AND entry_line.id IN (SELECT value FROM json_each(?)))
"""
_GROUPS = """
    SELECT lettering.id FROM lettering JOIN fiscal_year ON fiscal_year.id = fiscal_year_id
     WHERE account_id = ? AND partial = 0 AND closed_at IS NULL AND ? IN (0, fiscal_year_id)
       AND (? = '' OR (length(code), code) >= (length(?), ?)) AND (? = '' OR (length(code), code) <= (length(?), ?))
       AND (? = '' OR lettered_on >= ?) AND (? = '' OR lettered_on <= ?)
       AND ((? = '' AND ? = '') OR EXISTS (
            SELECT 1 FROM entry_line WHERE lettering_id = lettering.id
               AND (? = '' OR entry_date >= ?) AND (? = '' OR entry_date <= ?)))
"""


class Unlettered(NamedTuple):
    """What an unlettering undid: groups and their lines, lines that left a partial group, gap entries deleted or kept.

    `kept` says why a gap entry that was to be deleted stays (LETT-26).
    """

    groups: int
    lines: int
    left: int = 0
    deleted: int = 0
    kept: Sequence[TuicomptaError] = ()


@dataclass(frozen=True, slots=True)
class GroupRange:
    """Which groups of an account: codes, lettering dates, entry dates of one of their lines; nothing bounds nothing.

    Codes are compared by length, then alphabetically (LETT-19).
    """

    first_code: str = ""
    last_code: str = ""
    lettered_from: date | None = None
    lettered_to: date | None = None
    entered_from: date | None = None
    entered_to: date | None = None

    @property
    def parameters(self) -> tuple[str, ...]:
        """The bounds as the query takes them; raises `LetteringCodeError`."""
        codes = [check_code(code) if code else "" for code in (self.first_code, self.last_code)]
        days = [iso(day) if day else "" for day in (self.lettered_from, self.lettered_to)]
        entered = [iso(day) if day else "" for day in (self.entered_from, self.entered_to)]
        by_code = [code for code in codes for _ in range(3)]
        return (*by_code, *_twice(days), *entered, *_twice(entered))


def _twice(values: Iterable[str]) -> list[str]:
    return [value for value in values for _ in range(2)]


def groups_in(database: Database, account_id: int, wanted: GroupRange, year_id: int = 0) -> list[int]:
    """Return the lettered groups of an account in its open fiscal years, or in one of them."""
    return [group for (group,) in database.rows(_GROUPS, (account_id, year_id, *wanted.parameters))]


def gap_entries_of(database: Database, line_ids: Sequence[int]) -> list[int]:
    """Return the balancing entries of the groups of some lines (LETT-26)."""
    parameters = (EntryOrigin.LETTERING_GAP.value, json.dumps(list(line_ids)))
    return [entry for (entry,) in database.rows(_GAP_ENTRIES, parameters)]


def unletter_lines(dossier: Dossier, number: str, line_ids: Sequence[int], *, delete_gaps: bool = False) -> Unlettered:
    """Unletter the whole groups of some lines, and take those of partial groups out (LETT-14, LETT-15, LETT-34).

    «Prochain code lettrage» does not change (LETT-16). With `delete_gaps` the balancing entries are deleted too; one
    that is validated or in a closed month stays, and the answer says so (LETT-26). Raises `NothingLetteredError`,
    `LetteredLaterError`, `LetteringYearError` and the refusals of the account.
    """
    dossier.require_writable()
    database = dossier.database
    with transaction(database):
        account = account_to_letter(database, number)
        lines = chosen_lines(database, account, line_ids).lines
        refuse_later(database, account, lines)
        groups = {line.group for line in lines if line.group and not line.partial}
        partial = [line.id for line in lines if line.partial]
        if not groups and not partial:
            raise NothingLetteredError
        _refuse_closed(database, account, lines)
        gaps = gap_entries_of(database, line_ids) if delete_gaps else []
        count = dissolve(dossier, groups)
        leave_partial_groups(dossier, partial)
        deletions = delete_entries(dossier, gaps)
        kept = [deletion.refusal for deletion in deletions if deletion.refusal is not None]
    return Unlettered(len(groups), count, len(partial), len(deletions) - len(kept), kept)


def unletter_groups(dossier: Dossier, number: str, wanted: GroupRange, year_id: int = 0) -> Unlettered:
    """Unletter the groups of an account in a range, in one fiscal year or in all the open ones (LETT-18 to LETT-20).

    Balancing entries and «Prochain code lettrage» stay (DLET-03). Raises the refusals of the account.
    """
    dossier.require_writable()
    with transaction(dossier.database):
        account = account_to_letter(dossier.database, number)
        groups = groups_in(dossier.database, account.id, wanted, year_id)
        return Unlettered(len(groups), dissolve(dossier, groups))


def _refuse_closed(database: Database, account: LetteredAccount, lines: Sequence[ChosenLine]) -> None:
    closed = {year.id for year in fiscal_years(database) if year.closed}
    if any(line.year_id in closed for line in lines):
        raise LetteringYearError(number=account.number)
