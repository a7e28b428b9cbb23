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
_USED = "SELECT account_id, fiscal_year_id, upper(code) FROM lettering"
_NEXT = "UPDATE account SET next_lettering_code = ? WHERE id = ?"
_FIRST_ID = "SELECT coalesce(max(id), 0) + 1 FROM lettering"
_LETTER = "UPDATE entry_line SET lettering_id = ? WHERE id = ?"
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
class Letterings:
    """Gives each balanced group of the file a group of the dossier, as its first line is met.

    A code longer than five characters, or taken, is replaced by the next free one of the account.
    """

    database: Database
    user_id: int
    loose: frozenset[LetterKey]
    bulk: bool
    recoded: int = 0
    left: set[LetterKey] = field(default_factory=set)
    """Groups left without code: unbalanced, or on an account that is not letterable."""
    broken: int = 0
    """Groups undone because entries were left out."""
    _rows: list[tuple[object, ...]] = field(default_factory=list)
    _later: list[tuple[int, int]] = field(default_factory=list)
    _groups: dict[tuple[str, str, str, int], int] = field(default_factory=dict)
    _used: dict[tuple[int, int], set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._first_id = self._next_id = int(self.database.value(_FIRST_ID))
        for account_id, year_id, code in self.database.stream(_USED):
            self._used.setdefault((account_id, year_id), set()).add(code)

    @property
    def count(self) -> int:
        """Groups taken."""
        return len(self._groups) - self.broken

    def group(self, key: LetterKey, account: AccountRow, year_id: int, day: date) -> int | None:
        """Return the group of a line, None when its code is not taken; `day` is its lettering date."""
        if key in self.loose or not is_of(account.number, AccountNature.BALANCE_SHEET):
            self.left.add(key)
            return None
        known = self._groups.get((*key, year_id))
        if known is None:
            known = self._groups[*key, year_id] = self._next_id
            self._next_id += 1
            code = self._code(key[2], account.id, year_id)
            self._rows.append((known, account.id, year_id, code, iso(day), int(self.bulk), self.user_id))
        return known

    def insert_groups(self) -> None:
        """Store the groups met since the last call, before the lines that name them."""
        self.database.run_many(INSERT_GROUP, self._rows)
        self._rows.clear()

    def later(self, groups: Sequence[int | None], first_line: int) -> None:
        """Remember the groups of lines that go through the gate: it takes them once every line is there."""
        self._later += [(group, line) for line, group in enumerate(groups, first_line) if group is not None]

    def finish(self, *, whole: bool) -> None:
        """Letter what waits, undo the groups that miss lines unless the file was `whole`, move the next codes on."""
        self.database.run_many(_LETTER, self._later)
        years = {year_id for *_, year_id in self._groups}
        if not whole or len(years) > 1:
            for (group,) in self.database.rows(_BROKEN, (self._first_id,)):
                for statement in (_REOPEN, _UNLETTER, _FORGET):
                    self.database.run(statement, (group,))
                self.broken += 1
        if not self.bulk:
            self.database.run(_CLOSE, (self._first_id,))
        self.database.run_many(_NEXT, _successors(self._greatest()))

    def _greatest(self) -> dict[int, str]:
        """Return the greatest code of each account."""
        greatest: dict[int, str] = {}
        for (account_id, _), codes in self._used.items():
            greatest[account_id] = max([*codes, greatest.get(account_id, "")], key=_order)
        return greatest

    def _code(self, source: str, account_id: int, year_id: int) -> str:
        used = self._used.setdefault((account_id, year_id), set())
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
