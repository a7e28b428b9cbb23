"""What the columns that are only read show (STA, SW-34)."""

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
    return desk.book.entries.details(position).get(line_id, {}).get(detail, "") if line_id else ""
