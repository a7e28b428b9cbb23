"""Lettered groups of a file taken into the dossier (FECI-08)."""

from collections.abc import Iterator
from dataclasses import dataclass

from tuicompta.core.lettering.codes import CODE_LENGTH, FIRST_CODE, NoMoreLetteringCodeError, next_free, successor
from tuicompta.exchange.fec.accounts import code_of
from tuicompta.models.database import Database

# The lines of one account, code and fiscal year; the date is that of the first line.
_GROUPS = """
    SELECT line.account, letter, fiscal_year_id, account_id, coalesce(letter_day, date), min(line.id),
           letterable AND count(*) > 1 AND sum(line.debit) = sum(line.credit)
      FROM fec.line CROSS JOIN fec.entry AS staged ON staged.ordinal = run
      CROSS JOIN temp.fec_day AS days ON days.day = staged.day
      CROSS JOIN temp.fec_account AS target ON target.place = line.account
     WHERE letter IS NOT NULL AND run NOT IN (SELECT entry FROM temp.fec_aside)
     GROUP BY line.account, letter, fiscal_year_id ORDER BY min(line.id)
"""
_FIRST_ID = "SELECT coalesce(max(id), 0) + 1 FROM lettering"
_USED = "SELECT account_id, fiscal_year_id, upper(code) FROM lettering"
_INSERT = """
    INSERT INTO lettering (id, account_id, fiscal_year_id, code, lettered_on, complete, lettered_by)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_KNOW = "INSERT INTO fec_group VALUES (?, ?, ?, ?)"
_NEXT = "UPDATE account SET next_lettering_code = ? WHERE id = ?"
_LETTER_LINES = """
    UPDATE entry_line SET lettering_id = fec_group.id
      FROM fec.line, main.entry, temp.fec_group
     WHERE line.id = entry_line.id - ? AND entry.id = entry_line.entry_id AND entry_line.id > ?
       AND fec_group.account = line.account AND fec_group.letter = line.letter
       AND fec_group.fiscal_year_id = entry.fiscal_year_id
"""
_CLOSE = "UPDATE lettering SET complete = 1 WHERE complete = 0"


@dataclass
class LetteredGroups:
    """The balanced groups of the file, in the order of their first lines; the others are left without code."""

    count: int = 0
    left: int = 0
    recoded: int = 0
    """Groups whose code is too long or taken: it is replaced by the next free one of the account."""


def insert_groups(database: Database, user_id: int, *, complete: bool) -> LetteredGroups:
    """Insert the groups that the lines on their way to the dossier will name, and move the next codes on."""
    found, codes = LetteredGroups(), _Codes(database)
    first_id = int(database.value(_FIRST_ID))
    rows, known = [], []
    for place, letter, year_id, account_id, day, _, whole in database.rows(_GROUPS):
        if not whole:
            found.left += 1
            continue
        code = codes.code(letter, account_id, year_id)
        rows.append((first_id + found.count, account_id, year_id, code, day, int(complete), user_id))
        known.append((place, letter, year_id, first_id + found.count))
        found.count += 1
    database.run_many(_INSERT, rows)
    database.run_many(_KNOW, known)
    if rows:
        database.run_many(_NEXT, codes.next_codes())
    found.recoded = codes.recoded
    return found


def letter_lines(database: Database, first_line: int) -> None:
    """Letter the lines written without their group, those above `first_line`, then close the groups."""
    database.run(_LETTER_LINES, (first_line, first_line))
    database.run(_CLOSE)


class _Codes:
    """Codes of the groups, those of the file as far as they can be kept."""

    def __init__(self, database: Database) -> None:
        self.recoded = 0
        self._used: dict[tuple[int, int], set[str]] = {}
        for account_id, year_id, code in database.stream(_USED):
            self._used.setdefault((account_id, year_id), set()).add(code)

    def code(self, source: str, account_id: int, year_id: int) -> str:
        """Return the code of a group."""
        used = self._used.setdefault((account_id, year_id), set())
        code = code_of(source)
        if not code or len(code) > CODE_LENGTH or code in used:
            self.recoded += 1
            code = next_free(max(used, key=_order), used) if used else FIRST_CODE
        used.add(code)
        return code

    def next_codes(self) -> Iterator[tuple[str, int]]:
        """Yield the next code of each account, after its greatest one."""
        greatest: dict[int, str] = {}
        for (account_id, _), codes in self._used.items():
            greatest[account_id] = max([*codes, greatest.get(account_id, "")], key=_order)
        for account_id, code in greatest.items():
            try:
                yield successor(code), account_id
            except NoMoreLetteringCodeError:
                continue


def _order(code: str) -> tuple[int, str]:
    return len(code), code
