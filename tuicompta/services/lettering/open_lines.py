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

# The lines of a partial group are open; those whose copy is lettered in a later fiscal year are not.
_OPEN = """
    SELECT line.id, line.entry_date, line.debit - line.credit,
           CASE ? WHEN 'document' THEN line.document_number ELSE line.piece_number END
      FROM entry_line AS line JOIN entry ON entry.id = line.entry_id
      LEFT JOIN lettering ON lettering.id = line.lettering_id
     WHERE line.account_id = ? AND line.entry_date BETWEEN ? AND ? AND instr(?, entry.status) > 0
       AND coalesce(lettering.partial, 1) = 1 AND (? OR line.lettering_id IS NULL)
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
    lines carry, "piece" or "document"; without `partial` the lines of partial groups are left aside.
    """
    parameters = (reference, account_id, iso(start), iso(end), statuses.replace("S", ""), int(partial))
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
