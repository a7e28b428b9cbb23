"""The lines of an account that nothing settles yet, as the methods look at them (LAUT-18, LETT-28, LETT-32)."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from tuicompta.core.dates import iso, parse_iso
from tuicompta.core.lettering.completion import completion
from tuicompta.core.lettering.lines import OpenLine
from tuicompta.models.database import Database
from tuicompta.services.browse.account_lines import LineFilter
from tuicompta.services.lettering.accounts import LetteredAccount
from tuicompta.services.lettering.chosen import chosen_lines

# The lines of a partial group are open; those whose copy is lettered in a later fiscal year are not. The index of the
# account gives everything: a line is looked up for its number only, an entry only where the totals show other statuses.
_OPEN = """
    SELECT line.id, line.entry_date, line.debit - line.credit,
           CASE ?6 WHEN 'document' THEN line.document_number WHEN 'piece' THEN line.piece_number ELSE '' END
      FROM entry_line AS line
     WHERE line.account_id = ?1 AND line.entry_date BETWEEN ?2 AND ?3
       AND (NOT EXISTS (SELECT 1 FROM balance_total WHERE account_id = ?1 AND instr(?4, status) = 0)
            OR instr(?4, (SELECT status FROM entry WHERE id = line.entry_id)) > 0)
       AND line.id NOT IN (SELECT settled.id FROM lettering JOIN entry_line AS settled ON lettering_id = lettering.id
                            WHERE lettering.account_id = ?1 AND (partial = 0 OR NOT ?5))
       AND NOT EXISTS (SELECT 1 FROM entry_line AS copy JOIN lettering AS later ON later.id = copy.lettering_id
                        WHERE copy.carried_line_id = line.id AND later.partial = 0)
     ORDER BY line.entry_date, line.entry_id, line.position
"""


def open_lines(
    database: Database,
    account_id: int,
    start: date,
    end: date,
    statuses: str = "NV",
    *,
    reference: str = "piece",
    partial: bool = True,
) -> Iterator[OpenLine]:
    """Yield the open lines of an account between two days, by date then order of entry.

    `statuses` are the letters of the statuses taken, never that of simulated lines; `reference` names the number that
    lines carry, "piece", "document", or "" for none; without `partial` the lines of partial groups are left aside.
    """
    parameters = (account_id, iso(start), iso(end), statuses.replace("S", ""), int(partial), reference)
    for rank, (identifier, day, balance, number) in enumerate(database.stream(_OPEN, parameters)):
        yield OpenLine(identifier, _ordinal(day), rank, balance, number)


@lru_cache(maxsize=4096)
def _ordinal(day: str) -> int:
    return parse_iso(day).toordinal()


def lines_to_complete(
    database: Database, account: LetteredAccount, line_ids: list[int], shown: LineFilter
) -> list[int] | None:
    """Return the open lines within some filters that bring the difference of a selection to zero (LETT-28).

    None when there are none; the selection is of open lines, at least one.
    """
    chosen = chosen_lines(database, account, line_ids)
    known = {line.id for line in chosen.whole}
    # A line of a partial group would bring the whole of it.
    lines = open_lines(database, account.id, shown.start, shown.end, shown.statuses, partial=False)
    candidates = [line for line in lines if line.id not in known]
    difference = sum(line.debit - line.credit for line in chosen.whole)
    pieces = {line.piece for line in chosen.lines if line.piece}
    found = completion(difference, candidates, chosen.last_day.toordinal(), pieces)
    return None if found is None else [line.id for line in found]
