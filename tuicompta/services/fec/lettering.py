"""Lettered groups of a file taken into the dossier (FECI-08)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from tuicompta.core.dates import iso
from tuicompta.core.lettering import CODE_LENGTH, FIRST_CODE, NoMoreLetteringCodeError, next_free, successor
from tuicompta.core.natures import AccountNature, is_of
from tuicompta.exchange.fec.accounts import code_of
from tuicompta.exchange.fec.letter_facts import LetterKey
from tuicompta.models.database import Database
from tuicompta.services.entries.references import AccountRow

INSERT_GROUP = """
    INSERT INTO lettering (id, account_id, fiscal_year_id, code, lettered_on, complete, lettered_by)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_LETTER_LINE = "UPDATE entry_line SET lettering_id = ? WHERE id = ?"
_USED = "SELECT account_id, fiscal_year_id, upper(code) FROM lettering"
_NEXT = "UPDATE account SET next_lettering_code = ? WHERE id = ?"
_FIRST_ID = "SELECT coalesce(max(id), 0) + 1 FROM lettering"
_CLOSE = "UPDATE lettering SET complete = 1 WHERE id >= ?"
# Entries left out may leave a group without some of its lines.
_BROKEN = """
    SELECT lettering_id FROM entry_line WHERE lettering_id >= ?
     GROUP BY lettering_id HAVING sum(debit) <> sum(credit) OR count(*) < 2
"""
_REOPEN = "UPDATE lettering SET complete = 0 WHERE id = ?"
_UNLETTER = "UPDATE entry_line SET lettering_id = NULL WHERE lettering_id = ?"
_FORGET = "DELETE FROM lettering WHERE id = ?"


@dataclass
class LetteredGroups:
    """Gives each balanced group of the file a group of the dossier, as its first line is met.

    A code longer than five characters, or taken, is replaced by the next free one of the account.
    """

    user_id: int
    loose: frozenset[LetterKey]
    complete: bool
    first_id: int
    used: dict[tuple[int, int], set[str]]
    recoded: int = 0
    left: set[LetterKey] = field(default_factory=set)
    """Groups left without code: unbalanced, or on an account that is not letterable."""
    _rows: list[tuple[object, ...]] = field(default_factory=list)
    _groups: dict[tuple[str, str, str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, database: Database, user_id: int, loose: frozenset[LetterKey], *, complete: bool) -> "LetteredGroups":
        """Read the codes already used; `complete` groups need no later move (bulk load)."""
        used: dict[tuple[int, int], set[str]] = {}
        for account_id, year_id, code in database.stream(_USED):
            used.setdefault((account_id, year_id), set()).add(code)
        return cls(user_id, loose, complete, int(database.value(_FIRST_ID)), used)

    @property
    def count(self) -> int:
        """Groups taken."""
        return len(self._groups)

    @property
    def years(self) -> int:
        """Number of fiscal years of the groups."""
        return len({year_id for *_, year_id in self._groups})

    def group(self, key: LetterKey, account: AccountRow, year_id: int, day: date) -> int | None:
        """Return the group of a line, None when its code is not taken; `day` is its lettering date."""
        if key in self.loose or not is_of(account.number, AccountNature.BALANCE_SHEET):
            self.left.add(key)
            return None
        known = self._groups.get((*key, year_id))
        if known is None:
            known = self._groups[*key, year_id] = self.first_id + len(self._groups)
            code = self._code(key[2], account.id, year_id)
            self._rows.append((known, account.id, year_id, code, iso(day), int(self.complete), self.user_id))
        return known

    def take_rows(self) -> list[tuple[object, ...]]:
        """Return the rows of the groups met since the last call, to insert before the lines that name them."""
        rows, self._rows = self._rows, []
        return rows

    def next_codes(self) -> list[tuple[str, int]]:
        """Return the next code of each account, after its greatest one."""
        return list(_successors(self._greatest()))

    def _greatest(self) -> dict[int, str]:
        """Return the greatest code of each account."""
        greatest: dict[int, str] = {}
        for (account_id, _), codes in self.used.items():
            greatest[account_id] = max([*codes, greatest.get(account_id, "")], key=_order)
        return greatest

    def _code(self, source: str, account_id: int, year_id: int) -> str:
        used = self.used.setdefault((account_id, year_id), set())
        code = code_of(source)
        if not code or len(code) > CODE_LENGTH or code in used:
            self.recoded += 1
            code = next_free(max(used, key=_order), used) if used else FIRST_CODE
        used.add(code)
        return code


def _order(code: str) -> tuple[int, str]:
    return len(code), code


def _successors(greatest: dict[int, str]) -> Iterator[tuple[str, int]]:
    for account_id, code in greatest.items():
        try:
            yield successor(code), account_id
        except NoMoreLetteringCodeError:
            continue


def finish_letterings(
    database: Database,
    first_id: int,
    next_codes: Sequence[tuple[str, int]],
    later: Sequence[tuple[int, int]],
    *,
    whole: bool,
) -> int:
    """Letter the lines that wait, undo the groups that miss lines, close the groups, move the next codes on.

    `whole`: no entry was left out and the groups are of one fiscal year. Returns how many groups were undone.
    """
    database.run_many(_LETTER_LINE, later)
    broken = [] if whole else [group for (group,) in database.rows(_BROKEN, (first_id,))]
    for group in broken:
        for statement in (_REOPEN, _UNLETTER, _FORGET):
            database.run(statement, (group,))
    if later:
        database.run(_CLOSE, (first_id,))
    database.run_many(_NEXT, next_codes)
    return len(broken)
