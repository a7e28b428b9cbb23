"""What the columns that are only read show (STA, SW-34)."""

from collections.abc import Mapping

from tuicompta.core.amounts import format_amount
from tuicompta.core.entry.desk import Desk
from tuicompta.core.entry.details import Detail


def text_of(desk: Desk, position: int, index: int, detail: Detail) -> str:
    """Return the text of a column of a line; what the store alone knows is empty until the entry is saved."""
    entry = desk.book.entries[position]
    if detail is Detail.STATUS:
        return entry.status.mark if entry.lines else ""
    if index >= len(entry.lines):
        return ""
    if detail is Detail.ACCOUNT_TITLE:
        account = desk.facts.account(entry.lines[index].account)
        return account.title if account else ""
    if detail is Detail.RUNNING_BALANCE:
        return format_amount(sum(line.balance for line in entry.lines[: index + 1]))
    line_id = entry.lines[index].line_id
    return _stored(desk, position).get(line_id, {}).get(detail, "") if line_id else ""


def _stored(desk: Desk, position: int) -> Mapping[int, Mapping[Detail, str]]:
    """Return what the store knows of the lines of an entry: the month where the grid shows one, else the dossier."""
    entries = desk.book.entries
    entry_id = entries[position].entry_id
    if entries.stored is not None or entry_id is None:
        return entries.details(position)
    return desk.facts.line_details(entry_id)
